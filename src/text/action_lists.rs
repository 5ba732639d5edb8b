//! Words that the grammar of wants knows by name.

/// After these an infinitive is the action: "start to", "have to".
pub(crate) const CATENATIVES: [&str; 15] = [
    "attempt", "begin", "choose", "continue", "decide", "elect", "get", "have", "help", "like",
    "need", "start", "try", "want", "wish",
];

/// After these a gerund is the action: "begin scheduling".
pub(crate) const ASPECTS: [&str; 8] = [
    "avoid", "begin", "continue", "finish", "keep", "practise", "start", "stop",
];

/// Whose object does the action: "have the system send", "allow users to edit", "need a way to sort".
pub(crate) const CAUSES: [&str; 17] = [
    "allow", "ask", "cause", "enable", "expect", "force", "get", "have", "help", "let", "make",
    "need", "permit", "prefer", "require", "want", "wish",
];

/// Those of [`CAUSES`] after which no "to" stands: "have the system send".
pub(crate) const BARE_CAUSES: [&str; 4] = ["have", "help", "let", "make"];

/// "Be able to".
pub(crate) const ABLE: [&str; 12] = [
    "able",
    "allowed",
    "authorised",
    "authorized",
    "enabled",
    "entitled",
    "free",
    "invited",
    "permitted",
    "ready",
    "unable",
    "empowered",
];

/// They belong to the verb before them: "set up", "log out".
pub(crate) const PARTICLES: [&str; 6] = ["away", "back", "down", "off", "out", "up"];

/// Nouns that need no article in the singular.
pub(crate) const MASS_NOUNS: [&str; 24] = [
    "access",
    "advice",
    "assistance",
    "attention",
    "content",
    "data",
    "equipment",
    "evidence",
    "feedback",
    "help",
    "history",
    "information",
    "knowledge",
    "material",
    "media",
    "metadata",
    "money",
    "people",
    "permission",
    "progress",
    "research",
    "software",
    "support",
    "time",
];

/// Two verbs that name one action.
pub(crate) const BINOMIALS: [(&str, &str); 10] = [
    ("copy", "paste"),
    ("cut", "paste"),
    ("drag", "drop"),
    ("find", "replace"),
    ("mix", "match"),
    ("pick", "choose"),
    ("point", "click"),
    ("search", "replace"),
    ("wait", "see"),
    ("go", "see"),
];
