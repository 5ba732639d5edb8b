//! The front-matter keys that `po` knows: one table from which reading, setting, suggesting and documenting follow.

/// What a field holds, which decides how its source text is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text, kept as written.
    Text,
    /// The story's own id.
    Id,
    /// A rank key.
    Rank,
    /// An RFC 3339 time.
    Timestamp,
    /// A calendar date, `2026-11-21`.
    Date,
    /// A state of `po.yaml`.
    Status,
    /// An item type of `po.yaml`.
    Type,
    /// A non-negative number with at most two decimals.
    Amount,
    /// A class of MoSCoW.
    Moscow,
    /// One reference to a story.
    Reference,
    /// Several references to stories.
    References,
    /// Several short texts.
    List,
    /// A mapping: `external: {system, key, url}`.
    External,
    /// One text, or a mapping: `outcome: {metric, baseline, target, by, verdict}`.
    Outcome,
    /// Anything, kept for an importer: never read.
    Opaque,
}

impl FieldKind {
    /// What it holds, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id => "an id",
            Self::Rank => "a rank key",
            Self::Timestamp => "an RFC 3339 time",
            Self::Date => "a date",
            Self::Status => "a state",
            Self::Type => "an item type",
            Self::Amount => "a number ≥ 0, at most two decimals",
            Self::Moscow => "`must`, `should`, `could` or `wont`",
            Self::Reference => "an id or alias",
            Self::References => "a list of ids or aliases",
            Self::List => "a list of texts",
            Self::External => "a mapping",
            Self::Outcome => "text, or a mapping",
            Self::Opaque => "anything",
        }
    }
}

/// A front-matter key.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key as it stands in the file.
    pub name: &'static str,
    /// The word for one item of a list, accepted wherever a person names the field.
    pub singular: Option<&'static str>,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether `po add` writes the key even when it is empty, so that later edits change a line of their own (DESIGN 2).
    pub scaffold: bool,
    /// Whether `po set` may change it; the others have a verb of their own.
    pub settable: bool,
    /// What it means, for help and `docs/file-format.md`.
    pub doc: &'static str,
}

const fn known(name: &'static str, kind: FieldKind, doc: &'static str) -> Field {
    Field {
        name,
        singular: None,
        kind,
        scaffold: false,
        settable: true,
        doc,
    }
}

const fn kept(name: &'static str, kind: FieldKind, doc: &'static str) -> Field {
    Field {
        settable: false,
        ..known(name, kind, doc)
    }
}

const fn scaffolded(field: Field) -> Field {
    Field {
        scaffold: true,
        ..field
    }
}

const fn listed(
    name: &'static str,
    singular: &'static str,
    kind: FieldKind,
    doc: &'static str,
) -> Field {
    Field {
        singular: Some(singular),
        ..known(name, kind, doc)
    }
}

/// Every known key, in the order in which the file holds them: often-changed keys stand between seldom-changed ones,
/// because git conflicts when two branches change adjacent lines (measured: `docs/file-format.md`).
pub const FIELDS: &[Field] = &[
    scaffolded(known("title", FieldKind::Text, "What it is, in one line")),
    listed("labels", "label", FieldKind::List, "Words to find it by"),
    scaffolded(kept("id", FieldKind::Id, "Its name, `PREFIX-N`; set once")),
    kept(
        "rank",
        FieldKind::Rank,
        "Its place in the order; written by `po rank`",
    ),
    scaffolded(kept(
        "created",
        FieldKind::Timestamp,
        "When it was added; with the id its identity through history",
    )),
    scaffolded(known(
        "status",
        FieldKind::Status,
        "A state of the workflow in `po.yaml`",
    )),
    known("started", FieldKind::Date, "The day on which work began"),
    known(
        "done",
        FieldKind::Date,
        "The day on which it met the Definition of Done",
    ),
    known(
        "accepted",
        FieldKind::Date,
        "The day on which it was accepted",
    ),
    scaffolded(known("type", FieldKind::Type, "An item type of `po.yaml`")),
    scaffolded(known(
        "sprint",
        FieldKind::Text,
        "The Sprint it is planned for",
    )),
    scaffolded(known("requested_by", FieldKind::Text, "Who asked for it")),
    scaffolded(known("points", FieldKind::Amount, "Its size in points")),
    scaffolded(known(
        "epic",
        FieldKind::Reference,
        "The epic it belongs to",
    )),
    scaffolded(known(
        "value",
        FieldKind::Amount,
        "User and business value, relative",
    )),
    known(
        "urgency",
        FieldKind::Amount,
        "Time criticality, relative; part of the cost of delay",
    ),
    known(
        "risk_reduction",
        FieldKind::Amount,
        "Risk reduced or opportunity opened, relative; part of the cost of delay",
    ),
    known(
        "cost_of_delay",
        FieldKind::Amount,
        "Money a week that waiting costs, instead of the three parts",
    ),
    known(
        "moscow",
        FieldKind::Moscow,
        "Its class, for `po rank --by moscow`",
    ),
    known(
        "reach",
        FieldKind::Amount,
        "How many it reaches in one period, the same for all items; part of RICE",
    ),
    known(
        "impact",
        FieldKind::Amount,
        "What it does for each: 3, 2, 1, 0.5 or 0.25 in RICE, 1 to 10 in ICE",
    ),
    known(
        "confidence",
        FieldKind::Amount,
        "How sure that is: percent in RICE, 1 to 10 in ICE",
    ),
    known(
        "effort",
        FieldKind::Amount,
        "What it takes: person-months in RICE, relative elsewhere",
    ),
    known(
        "ease",
        FieldKind::Amount,
        "How easy it is, 1 to 10; part of ICE",
    ),
    known(
        "benefit",
        FieldKind::Amount,
        "The benefit of having it, 1 to 9; part of Wiegers",
    ),
    known(
        "penalty",
        FieldKind::Amount,
        "The penalty of not having it, 1 to 9; part of Wiegers",
    ),
    known(
        "risk",
        FieldKind::Amount,
        "The technical risk, 1 to 9; part of Wiegers",
    ),
    known("release", FieldKind::Text, "The release it is planned for"),
    known(
        "objective",
        FieldKind::Text,
        "The objective of `product.md` it serves; inherited from the epic",
    ),
    listed(
        "depends_on",
        "dependency",
        FieldKind::References,
        "Items that must be done before it",
    ),
    known("blocked", FieldKind::Text, "What it waits for, in words"),
    listed("assignee", "assignee", FieldKind::List, "Who works on it"),
    listed(
        "links",
        "link",
        FieldKind::List,
        "Addresses that belong to it",
    ),
    known(
        "outcome",
        FieldKind::Outcome,
        "What happened after delivery; or what is hoped for: `{metric, baseline, target, by, verdict}`",
    ),
    listed(
        "aliases",
        "alias",
        FieldKind::List,
        "Other names it is or was known by",
    ),
    kept(
        "external",
        FieldKind::External,
        "Where it came from: `{system, key, url}`, and `id` where its tool has a number beside the key",
    ),
    kept(
        "extra",
        FieldKind::Opaque,
        "What an importer could not place; kept, never read",
    ),
];

/// Returns the field of that exact key.
#[must_use]
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// Returns the field that a person names: its key, its singular, or the key with dashes for underscores.
#[must_use]
pub fn field_or_singular(name: &str) -> Option<&'static Field> {
    let name = name.to_ascii_lowercase().replace('-', "_");
    FIELDS
        .iter()
        .find(|field| field.name == name || field.singular == Some(name.as_str()))
}

/// Returns where a key stands in the order of [`FIELDS`].
#[must_use]
pub fn field_position(name: &str) -> Option<usize> {
    FIELDS.iter().position(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, field, field_or_singular};

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FIELDS.len());
    }

    #[test]
    fn a_person_may_say_it_otherwise() {
        assert_eq!(field_or_singular("Label").map(|f| f.name), Some("labels"));
        assert_eq!(
            field_or_singular("requested-by").map(|f| f.name),
            Some("requested_by")
        );
        assert!(field("Label").is_none());
    }
}
