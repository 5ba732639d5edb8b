//! Vague words: what each lacks, and when nothing near it makes up for that.

use std::ops::Range;

use crate::check::words::{Phrases, Setting, Words};

/// What a vague word leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// Which result is the right one; an adverb beside a verb.
    Right,
    /// What happens instead of a failure.
    Failure,
    /// How fast.
    Speed,
    /// Who manages it, and how.
    Ease,
    /// What must not go wrong.
    Strength,
    /// What is good enough.
    Measure,
    /// Which ones.
    Which,
    /// When.
    When,
}

impl Lack {
    /// What to say in the place of the word.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Right => "say what one sees when it is right: \"the total is 12.50\"",
            Self::Failure => "say what happens then: \"the last saved version is shown\"",
            Self::Speed => "say how fast: \"within 5 minutes\"",
            Self::Ease => "say who manages it, and how: \"in three steps, without help\"",
            Self::Strength => "say what it must stand: \"1,000 orders an hour\"",
            Self::Measure => "say what is good enough: a number or an example",
            Self::Which => "name them all",
            Self::When => "say when: \"if the order is not paid\"",
        }
    }
}

/// How a word is vague only in some places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Wherever it stands.
    Always(Lack),
    /// An adverb of manner: "works **correctly**", but "**correctly** converted to Markdown" names what is right.
    Manner(Lack),
    /// Only as what is said of something: "search is **fast**", not "fast track".
    Said(Lack),
    /// Only behind a verb: "works **well**".
    AfterVerb(Lack),
}

use Lack::{Ease, Failure, Measure, Right, Speed, Strength, When, Which};
use Use::{AfterVerb, Always, Manner, Said};

/// In alphabetical order of first words. English first; of other languages only words that mean nothing else.
const WORDS: &[(&str, Use)] = &[
    ("acceptable", Always(Measure)),
    ("accordingly", Manner(Right)),
    ("adecuadamente", Always(Right)),
    ("adequadamente", Always(Right)),
    ("adequate", Always(Measure)),
    ("adequately", Always(Measure)),
    ("aesthetically", Always(Measure)),
    ("and so on", Always(Which)),
    ("angemessen", Always(Measure)),
    ("appealing", Always(Measure)),
    ("appropriate", Always(Measure)),
    ("appropriately", Manner(Right)),
    ("as appropriate", Always(When)),
    ("as expected", Manner(Right)),
    ("as intended", Manner(Right)),
    ("as it should", Manner(Right)),
    ("as necessary", Always(When)),
    ("as needed", Always(When)),
    ("as they should", Manner(Right)),
    ("beautiful", Always(Measure)),
    ("beautifully", Always(Measure)),
    ("benutzerfreundlich", Always(Ease)),
    ("best effort", Always(Measure)),
    ("better", Always(Measure)),
    ("cleanly", AfterVerb(Right)),
    ("clearly", AfterVerb(Measure)),
    ("consistent", Said(Right)),
    ("convivial", Always(Ease)),
    ("correct", Said(Right)),
    ("correctamente", Manner(Right)),
    ("correctement", Manner(Right)),
    ("correctly", Manner(Right)),
    ("corretamente", Manner(Right)),
    ("correttamente", Manner(Right)),
    ("decent", Always(Measure)),
    ("discoverable", Said(Ease)),
    ("easily", Always(Ease)),
    ("easy", Always(Ease)),
    ("effective", Said(Measure)),
    ("effectively", AfterVerb(Measure)),
    ("efficient", Always(Speed)),
    ("efficiently", Always(Speed)),
    ("elegant", Always(Measure)),
    ("elegantly", Always(Failure)),
    ("enz", Always(Which)),
    ("etc", Always(Which)),
    ("fast", Said(Speed)),
    ("fast enough", Always(Speed)),
    ("flawless", Always(Strength)),
    ("flawlessly", Always(Strength)),
    ("functional", Said(Right)),
    ("gebruiksvriendelijk", Always(Ease)),
    ("good", Always(Measure)),
    ("graceful", Always(Failure)),
    ("gracefully", Manner(Failure)),
    ("helpful", Always(Measure)),
    ("high quality", Always(Measure)),
    ("high-quality", Always(Measure)),
    ("if appropriate", Always(When)),
    ("if feasible", Always(When)),
    ("if necessary", Always(When)),
    ("if possible", Always(When)),
    ("if practical", Always(When)),
    ("in a timely manner", Always(Speed)),
    ("intuitief", Always(Ease)),
    ("intuitiv", Always(Ease)),
    ("intuitive", Always(Ease)),
    ("intuitively", Always(Ease)),
    ("intuitivo", Always(Ease)),
    ("meaningful", Always(Measure)),
    ("nice", Always(Measure)),
    ("nicely", Always(Measure)),
    ("or similar", Always(Which)),
    ("ordentlich", Always(Right)),
    ("performant", Always(Speed)),
    ("pleasant", Always(Measure)),
    ("polished", Always(Measure)),
    ("poprawnie", Manner(Right)),
    ("professional", Said(Measure)),
    ("proper", Always(Right)),
    ("properly", Manner(Right)),
    ("quick", Said(Speed)),
    ("quick enough", Always(Speed)),
    ("quickly", Always(Speed)),
    ("rapidamente", Always(Speed)),
    ("rapidement", Always(Speed)),
    ("rapidly", Always(Speed)),
    ("readable", Said(Ease)),
    ("reasonable", Always(Measure)),
    ("reasonably", Always(Measure)),
    ("responsive", Said(Speed)),
    ("robust", Always(Strength)),
    ("robustly", Always(Strength)),
    ("satisfactory", Always(Measure)),
    ("seamless", Always(Strength)),
    ("seamlessly", Always(Strength)),
    ("sensible", Always(Measure)),
    ("sensibly", Always(Measure)),
    ("smooth", Said(Speed)),
    ("smoothly", Always(Speed)),
    ("snappy", Always(Speed)),
    ("some form of", Always(Which)),
    ("some kind of", Always(Which)),
    ("some sort of", Always(Which)),
    ("sufficient", Always(Measure)),
    ("sufficiently", Always(Measure)),
    ("suitable", Always(Measure)),
    ("suitably", Always(Measure)),
    ("to the extent possible", Always(When)),
    ("understandable", Said(Ease)),
    ("usable", Said(Ease)),
    ("user friendly", Always(Ease)),
    ("user-friendly", Always(Ease)),
    ("usw", Always(Which)),
    ("various", Always(Which)),
    ("visually pleasing", Always(Measure)),
    ("well", AfterVerb(Measure)),
    ("when applicable", Always(When)),
    ("when appropriate", Always(When)),
    ("when necessary", Always(When)),
    ("when possible", Always(When)),
    ("where applicable", Always(When)),
    ("where appropriate", Always(When)),
    ("where feasible", Always(When)),
    ("where necessary", Always(When)),
    ("where possible", Always(When)),
    ("where practical", Always(When)),
    ("wherever possible", Always(When)),
];

static TABLE: Phrases<Use> = Phrases::new(WORDS);

/// Words before or after which a word of the table is a name or means something else.
const HARMLESS: &[(&str, &str)] = &[
    ("at", "best"),
    ("common", "good"),
    ("fail", "fast"),
    ("failed", "fast"),
    ("failing", "fast"),
    ("fails", "fast"),
    ("for", "good"),
    ("known", "good"),
    ("last", "good"),
    ("other", "appropriate"),
    ("other", "suitable"),
    ("not", "acceptable"),
    ("not", "sufficient"),
    ("as", "well"),
    ("too", "quickly"),
    ("very", "well"),
    ("create", "as"),
    ("created", "as"),
];

/// What a word of the table is a part of: "sufficient balance" is a sum, "better than" compares.
const NAMES: &[(&str, &[&str])] = &[
    ("better", &["auth", "than"]),
    ("easy", &["apply"]),
    (
        "good",
        &["day", "evening", "first", "morning", "night", "till"],
    ),
    (
        "sufficient",
        &[
            "access",
            "balance",
            "credit",
            "credits",
            "funds",
            "permission",
            "permissions",
            "privileges",
            "rights",
            "stock",
        ],
    ),
    ("proper", &["name", "names", "noun", "nouns", "subset"]),
    ("effective", &["date", "dates", "from"]),
    ("well", &["as", "known"]),
];

/// Words that name what the vague word means: "a helpful error **naming** the key".
const NAMING: &[&str] = &[
    "e.g",
    "i.e",
    "as",
    "because",
    "by",
    "containing",
    "defined",
    "describing",
    "example",
    "explaining",
    "identifying",
    "including",
    "indicating",
    "instead",
    "like",
    "listing",
    "mentioning",
    "namely",
    "naming",
    "pointing",
    "rather",
    "saying",
    "showing",
    "specifying",
    "stating",
    "suggesting",
    "telling",
    "using",
    "via",
    "within",
];

/// Words that end the clause of an adverb without naming what is right.
const ENDS_CLAUSE: &[&str] = &[
    "across",
    "after",
    "and",
    "as",
    "at",
    "before",
    "between",
    "but",
    "during",
    "even",
    "for",
    "from",
    "if",
    "in",
    "inside",
    "on",
    "or",
    "over",
    "regardless",
    "through",
    "throughout",
    "to",
    "under",
    "when",
    "whenever",
    "where",
    "while",
    "with",
    "within",
];

/// Verbs that say nothing of what happens: "works correctly on mobile" is as vague as "works correctly".
const EMPTY_VERBS: &[&str] = &[
    "act",
    "acts",
    "appear",
    "appears",
    "behave",
    "behaves",
    "configured",
    "display",
    "displayed",
    "displays",
    "function",
    "functioning",
    "functions",
    "handle",
    "handled",
    "handles",
    "handling",
    "implemented",
    "integrate",
    "integrated",
    "integrates",
    "load",
    "loaded",
    "loads",
    "manage",
    "managed",
    "manages",
    "operate",
    "operates",
    "perform",
    "performed",
    "performs",
    "process",
    "processed",
    "processes",
    "render",
    "rendered",
    "renders",
    "respond",
    "responds",
    "run",
    "runs",
    "scale",
    "scales",
    "set",
    "shown",
    "shows",
    "styled",
    "support",
    "supported",
    "supports",
    "update",
    "updated",
    "updates",
    "use",
    "used",
    "work",
    "working",
    "works",
    "degrades",
    "degrade",
    "look",
    "looks",
    "read",
    "reads",
    "scroll",
    "scrolls",
    "show",
    "include",
    "fit",
    "fits",
    "resize",
    "resizes",
    "adapt",
    "adapts",
];

/// What makes a word a statement about something: "search **is** fast".
const SAYS: &[&str] = &[
    "are", "be", "feel", "feels", "is", "load", "loads", "look", "looks", "remain", "remains",
    "respond", "responds", "run", "runs", "stay", "stays",
];

/// A vague word of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vague {
    /// Which words.
    pub(super) words: Range<usize>,
    /// What they leave open.
    pub(super) lack: Lack,
}

/// Returns the first vague word that nothing in the criterion makes concrete. `own` are the team's, in lower case.
pub(super) fn vague_word(words: &Words, own: &[String]) -> Option<Vague> {
    (0..words.len()).find_map(|index| {
        if !words.is_plain(index) {
            return None;
        }
        let (meant, count) = TABLE.at(words, index).or_else(|| {
            let count = own
                .iter()
                .find_map(|phrase| words.phrase_at(index, phrase))?;
            Some((Always(Measure), count))
        })?;
        let end = index + count;
        let lack = match meant {
            Always(lack) => Some(lack),
            Manner(lack) => is_bare_manner(words, index, end).then_some(lack),
            Said(lack) => is_said(words, index, end).then_some(lack),
            AfterVerb(lack) => is_after_verb(words, index, end).then_some(lack),
        }?;
        (!is_harmless(words, index, end) && !is_concrete(words, index, end, lack)).then_some(
            Vague {
                words: index..end,
                lack,
            },
        )
    })
}

fn before(words: &Words, index: usize) -> &str {
    index.checked_sub(1).map_or("", |at| words.get(at))
}

/// Whether a clause ends before the word at `at`.
fn clause_ends(words: &Words, at: usize) -> bool {
    at >= words.len()
        || !words.joins(at) && !words.gap(at).contains('/')
        || ENDS_CLAUSE.contains(&words.get(at))
}

/// An adverb that closes its clause behind its verb, or stands before a participle that closes it.
fn is_bare_manner(words: &Words, index: usize, end: usize) -> bool {
    if clause_ends(words, end) {
        let rest = words.len() - end.min(words.len());
        let verb = before(words, index);
        let preposition = matches!(
            words.get(end),
            "to" | "from" | "as" | "under" | "between" | "through"
        );
        return rest == 0
            || !words.joins(end)
            || EMPTY_VERBS.contains(&verb) && !preposition
            || rest <= 3 && !preposition;
    }
    // "is properly handled", "correctly formatted": one participle and no more.
    let next = words.get(end);
    let participle = next.ends_with("ed") || next.ends_with("ing");
    let closes = end + 1 >= words.len()
        || !words.joins(end + 1)
        || matches!(words.get(end + 1), "and" | "or");
    participle && closes
}

/// "search is fast", "responds fast": said of something, and nothing follows that it belongs to.
fn is_said(words: &Words, index: usize, end: usize) -> bool {
    let said = SAYS.contains(&before(words, index))
        || matches!(before(words, index), "and" | "visually")
            && (0..index).any(|at| SAYS.contains(&words.get(at)));
    said && clause_ends(words, end)
}

/// "works well", "shows the groups clearly": at the end of its clause.
fn is_after_verb(words: &Words, index: usize, end: usize) -> bool {
    let closes = end >= words.len() || !words.joins(end) && !words.gap(end).contains('(');
    match words.get(index) {
        "well" => EMPTY_VERBS.contains(&before(words, index)) && clause_ends(words, end),
        _ => index > 1 && closes,
    }
}

fn is_harmless(words: &Words, index: usize, end: usize) -> bool {
    let word = words.get(index);
    let previous = before(words, index);
    let next = words.get(end);
    let gap = words.gap(end);
    HARMLESS
        .iter()
        .any(|(first, second)| *first == previous && *second == word)
        || NAMES
            .iter()
            .any(|(name, list)| *name == word && list.contains(&next))
        || gap.starts_with(['<', '_', '='])
        || previous == "not" && word != "easy"
}

/// Whether something in the criterion says what the word means.
fn is_concrete(words: &Words, index: usize, end: usize, lack: Lack) -> bool {
    if lack == Which {
        return has_examples(words, index);
    }
    if lack == When {
        return false;
    }
    let is_number = |at: usize| words.get(at).bytes().any(|byte| byte.is_ascii_digit());
    if matches!(lack, Speed | Measure) && (0..index).any(is_number) {
        return true;
    }
    for at in end..=words.len() {
        let gap = words.gap(at);
        let gap_says = gap.contains(['(', ':', '\u{2014}', '\u{2013}', '\u{2192}', '='])
            || gap.contains(" - ");
        if gap_says && (at < words.len() || gap.contains('(')) {
            return true;
        }
        if at > index && gap.len() > 1 && gap.trim_start_matches('*').starts_with(['.', '!', '?'])
            || at == words.len()
        {
            return false;
        }
        let word = words.list[at];
        let with_result =
            lack == Failure && matches!(words.get(at), "with" | "and" | "without" | "to");
        if word.setting != Setting::Plain
            || is_number(at)
            || NAMING.contains(&words.get(at))
            || with_result
        {
            return true;
        }
    }
    false
}

/// "such as CSV, JSON, etc.", or examples in parentheses: open, but one sees what is meant.
fn has_examples(words: &Words, index: usize) -> bool {
    let word = words.get(index);
    if word == "various" || word == "some" {
        return is_concrete(words, index, index + 1, Measure);
    }
    let open = (0..=index).rev().find_map(|at| {
        let gap = words.gap(at);
        if gap.contains(')') {
            return Some(false);
        }
        gap.contains(['(', ':']).then_some(true)
    });
    let named = (0..index).any(|at| {
        matches!(
            words.get(at),
            "such" | "e.g" | "like" | "including" | "include" | "example"
        )
    });
    open == Some(true) || named
}

#[cfg(test)]
mod tests {
    use super::{TABLE, vague_word};
    use crate::check::words::Words;

    fn found(text: &str) -> Option<String> {
        let words = Words::new(text);
        let vague = vague_word(&words, &[])?;
        Some(text[words.bytes(vague.words)].to_owned())
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(TABLE.is_sorted());
    }

    #[test]
    fn vague_words_without_anything_concrete_are_found() {
        for (text, word) in [
            ("The invoice arrives quickly", "quickly"),
            ("The page works correctly on all platforms", "correctly"),
            ("The form is validated properly", "properly"),
            ("The path is absolute and correctly formatted", "correctly"),
            ("Errors are handled gracefully", "gracefully"),
            ("Search is fast", "fast"),
            ("The menu is user-friendly", "user-friendly"),
            ("It behaves as expected", "as expected"),
            ("Works well on a phone", "well"),
            ("Shows a helpful message", "helpful"),
            ("Accepts CSV, JSON, etc.", "etc"),
            ("A note is shown where applicable", "where applicable"),
            ("The list stays usable", "usable"),
            ("Die Seite ist benutzerfreundlich", "benutzerfreundlich"),
        ] {
            assert_eq!(found(text).as_deref(), Some(word), "{text}");
        }
    }

    #[test]
    fn something_concrete_makes_up_for_them() {
        for text in [
            "Bad input is rejected fail-fast",
            "The import fails fast",
            "Returns `Some<T>`",
            "The import is fast (<5 min)",
            "The text is correctly converted to Markdown",
            "Shows a helpful error naming the key",
            "The page loads quickly: within 2 seconds",
            "Search answers within 200 ms, so it is fast",
            "Missing files are handled gracefully with a message",
            "Fast track orders are marked",
            "The order and the invoice as well",
            "The application correctly enforces the limit",
            "Accepts tables (CSV, JSON, etc.)",
            "Orders need sufficient stock",
            "The button says \"Good\"",
            "The total is 5 % better than before",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
