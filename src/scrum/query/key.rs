//! The keys of the query language: one table from which reading, suggesting and documenting follow.

use jiff::civil::Date;

use crate::model::{Config, Hundredths, Story};

/// A key of the query language.
#[derive(Debug, Clone, Copy)]
pub struct QueryKey {
    /// As it is written before the colon; dashes and underscores are the same.
    pub name: &'static str,
    /// What it finds, for help and documentation.
    pub doc: &'static str,
    /// An example.
    pub example: &'static str,
    pub(super) kind: KeyKind,
}

/// How a key's values are read and compared.
#[derive(Debug, Clone, Copy)]
pub(super) enum KeyKind {
    Is,
    Has,
    Missing,
    Text,
    Status,
    Type,
    Sprint,
    Epic,
    Id,
    DependsOn,
    /// One of these texts is the value.
    Exactly(fn(&Story) -> &[String]),
    /// The value is a part of one of these texts.
    Part(fn(&Story) -> &[String]),
    Number(fn(&Story) -> Option<Hundredths>),
    Date(fn(&Story, &Config) -> Option<Date>),
}

const fn key(
    name: &'static str,
    kind: KeyKind,
    doc: &'static str,
    example: &'static str,
) -> QueryKey {
    QueryKey {
        name,
        doc,
        example,
        kind,
    }
}

/// Every key, sorted by name.
pub const KEYS: &[QueryKey] = &[
    key(
        "accepted",
        KeyKind::Date(|story, _| story.accepted),
        "The day on which it was accepted",
        "accepted>=2026-12-01",
    ),
    key(
        "assignee",
        KeyKind::Exactly(|story| &story.assignee),
        "Who works on it",
        "assignee:ada",
    ),
    key(
        "blocked",
        KeyKind::Part(|story| story.blocked.as_slice()),
        "Words of what it waits for",
        "blocked:contract",
    ),
    key(
        "cost_of_delay",
        KeyKind::Number(|story| story.cost_of_delay),
        "Money a week that waiting costs",
        "cost_of_delay>=1000",
    ),
    key(
        "created",
        KeyKind::Date(|story, config| {
            let created = story.created?;
            Some(created.to_zoned(config.time_zone.clone()).date())
        }),
        "The day on which it was added",
        "created>2026-01-31",
    ),
    key(
        "depends_on",
        KeyKind::DependsOn,
        "Items that wait for this one",
        "depends_on:US-9",
    ),
    key(
        "done",
        KeyKind::Date(|story, _| story.done),
        "The day on which it was Done",
        "done>=2026-11-01",
    ),
    key(
        "epic",
        KeyKind::Epic,
        "Everything below an epic, at any depth",
        "epic:US-3",
    ),
    key(
        "has",
        KeyKind::Has,
        "A field that is set, or `criteria`",
        "has:points",
    ),
    key("id", KeyKind::Id, "One item", "id:12"),
    key(
        "is",
        KeyKind::Is,
        "What an item is: open, new, ready, started, done, declined, accepted, blocked, waiting, epic, ranked",
        "is:blocked",
    ),
    key(
        "label",
        KeyKind::Exactly(|story| &story.labels),
        "A label",
        "label:checkout",
    ),
    key(
        "metric",
        KeyKind::Exactly(|story| {
            let expected = story.expected.as_ref();
            expected.map_or(&[], |expected| expected.metric.as_slice())
        }),
        "The metric that its outcome names",
        "metric:signup_conversion",
    ),
    key(
        "missing",
        KeyKind::Missing,
        "A field that is not set, or `criteria`",
        "missing:criteria",
    ),
    key(
        "objective",
        KeyKind::Exactly(|story| story.objective.as_slice()),
        "The objective it names itself",
        "objective:O1",
    ),
    key(
        "outcome",
        KeyKind::Part(|story| story.outcome.as_slice()),
        "Words of what happened after delivery",
        "outcome:faster",
    ),
    key(
        "outcome_by",
        KeyKind::Date(|story, _| story.expected.as_ref()?.by),
        "The day by which its outcome is hoped for",
        "outcome_by<2027-01-01",
    ),
    key(
        "points",
        KeyKind::Number(|story| story.points),
        "Its size",
        "points>=5",
    ),
    key(
        "release",
        KeyKind::Exactly(|story| story.release.as_slice()),
        "Its release",
        "release:1.2",
    ),
    key(
        "requested_by",
        KeyKind::Part(|story| story.requested_by.as_slice()),
        "Who asked for it, or a part of the name",
        "requested_by:sales",
    ),
    key(
        "risk_reduction",
        KeyKind::Number(|story| story.risk_reduction),
        "The risk it reduces",
        "risk_reduction>2",
    ),
    key(
        "sprint",
        KeyKind::Sprint,
        "Its Sprint: a name or number, `current`, `next`, `last`",
        "sprint:current",
    ),
    key(
        "started",
        KeyKind::Date(|story, _| story.started),
        "The day on which work began",
        "started<2026-12-01",
    ),
    key(
        "status",
        KeyKind::Status,
        "A state of the workflow",
        "status:ready,new",
    ),
    key(
        "text",
        KeyKind::Text,
        "Words in title, id, labels and body; words without a key are the same",
        "text:\"saved card\"",
    ),
    key(
        "title",
        KeyKind::Part(|story| std::slice::from_ref(&story.title)),
        "Words in the title",
        "title:checkout",
    ),
    key("type", KeyKind::Type, "An item type", "type:bug"),
    key(
        "urgency",
        KeyKind::Number(|story| story.urgency),
        "Its time criticality",
        "urgency>2",
    ),
    key(
        "value",
        KeyKind::Number(|story| story.value),
        "Its value",
        "value>=8",
    ),
];

/// The key that a person names, in any case, with dashes or underscores, in the singular or plural of a list.
pub(super) fn find(name: &str) -> Option<&'static QueryKey> {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let name = match name.as_str() {
        "labels" => "label",
        "depends" | "dependency" => "depends_on",
        "state" => "status",
        "requester" => "requested_by",
        other => other,
    };
    KEYS.iter().find(|key| key.name == name)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, find};
    use crate::model::Config;
    use crate::scrum::Query;

    #[test]
    fn the_table_is_sorted_and_its_examples_can_be_read() {
        assert!(KEYS.is_sorted_by(|a, b| a.name < b.name));
        for key in KEYS {
            assert!(
                Query::parse(key.example, &Config::default()).is_ok(),
                "{}",
                key.example
            );
            assert!(key.example.starts_with(key.name));
        }
    }

    #[test]
    fn a_person_may_write_it_otherwise() {
        assert_eq!(find("Requested-By").map(|k| k.name), Some("requested_by"));
        assert_eq!(find("labels").map(|k| k.name), Some("label"));
        assert!(find("priority").is_none());
    }
}
