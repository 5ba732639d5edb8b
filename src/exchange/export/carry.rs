//! What an export can carry: each field of `po`, and where it goes in the other tool.

use std::fmt;

use crate::model::{FIELDS, Story};

/// What becomes of a field in another tool's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// Stands in that column; importing the file again gives the same.
    Whole(&'static str),
    /// Stands in that column, and importing the file with `po` gives the same; the other tool's importer does not read it.
    Kept(&'static str),
    /// Stands in that column (the first text), but not all of it (the second says what is missing).
    Part(&'static str, &'static str),
    /// Each of its keys is a column, as far as the text says.
    ByKey(&'static str),
    /// Is not carried, for that reason.
    Lost(&'static str),
}

impl fmt::Display for Carry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(column) => write!(f, "goes to `{column}`"),
            Self::Kept(column) => write!(f, "stands in `{column}`, which only `po import` reads"),
            Self::Part(column, what) => write!(f, "goes to `{column}`: {what}"),
            Self::ByKey(what) => write!(f, "each key is a column: {what}"),
            Self::Lost(reason) => write!(f, "not carried: {reason}"),
        }
    }
}

/// What a writer that does not name a field does with it.
pub const NO_PLACE: Carry = Carry::Lost("there is no field for it there");

/// What an export may carry besides the keys of a story's front matter, with what it is.
pub const PARTS: &[(&str, &str)] = &[
    (
        "text",
        "What stands in the body besides criteria and notes, in Markdown",
    ),
    ("criteria", "The acceptance criteria, with their ticks"),
    ("notes", "The dated lines under `## Notes`"),
    ("own keys", "Keys of the team's own"),
    ("Sprint files", "Goal, dates, capacity and facts of Sprints"),
    (
        "release files",
        "Due date, budget and scope note of releases",
    ),
];

/// Every field that a table of formats shows: the keys of a story in their order, then [`PARTS`].
pub fn export_fields() -> impl Iterator<Item = &'static str> {
    let keys = FIELDS.iter().map(|field| field.name);
    keys.chain(PARTS.iter().map(|(name, _)| *name))
}

/// Whether a story's front matter holds something in a field; none for what is no key of it.
#[must_use]
pub fn has_field(story: &Story, name: &str) -> Option<bool> {
    let amount = || story.amount(name).is_some();
    Some(match name {
        "title" => !story.title.is_empty(),
        "labels" => !story.labels.is_empty(),
        // Without a rank an item still has a place in the order.
        "id" | "rank" => true,
        "created" => story.created.is_some(),
        "status" => !story.status.is_empty(),
        "started" => story.started.is_some(),
        "done" => story.done.is_some(),
        "accepted" => story.accepted.is_some(),
        "type" => !story.item_type.is_empty(),
        "sprint" => story.sprint.is_some(),
        "requested_by" => story.requested_by.is_some(),
        "epic" => story.epic.is_some(),
        "points" | "value" | "urgency" | "risk_reduction" | "cost_of_delay" => amount(),
        "reach" | "impact" | "confidence" | "effort" | "ease" => amount(),
        "benefit" | "penalty" | "risk" => amount(),
        "moscow" => story.moscow.is_some(),
        "release" => story.release.is_some(),
        "objective" => story.objective.is_some(),
        "depends_on" => !story.depends_on.is_empty(),
        "blocked" => story.blocked.is_some(),
        "assignee" => !story.assignee.is_empty(),
        "links" => !story.links.is_empty(),
        "outcome" => story.outcome.is_some() || story.expected.is_some(),
        "aliases" => !story.aliases.is_empty(),
        "external" => story.external.is_some(),
        "extra" => story.has_extra,
        "own keys" => !story.unknown_keys.is_empty(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{export_fields, has_field};
    use crate::model::{FIELDS, Story};

    #[test]
    fn every_key_of_a_story_can_be_counted() {
        let story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        for field in FIELDS {
            let expected = matches!(field.name, "id" | "rank");
            assert_eq!(
                has_field(&story, field.name),
                Some(expected),
                "{}",
                field.name
            );
        }
        assert_eq!(export_fields().count(), FIELDS.len() + super::PARTS.len());
    }
}
