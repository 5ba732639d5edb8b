//! What a column of a source is taken as.

use crate::exchange::assembly::sentence::StoryPart;
use crate::exchange::report::Fate;

/// What becomes of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// The title.
    Title,
    /// The source's key.
    Key,
    /// A second key, by which other rows refer to this one.
    OtherKey,
    /// The same, kept beside the key: a later export may refer to it.
    Number,
    /// An address of the item itself.
    Url,
    /// The item type.
    Type,
    /// The state.
    Status,
    /// What kind of state it is: `To Do`, `In Progress`, `Done`.
    Category,
    /// The same in the words of `po`, which say it whatever the state is called: `started`, `declined`.
    Kind,
    /// How it ended: `Done`, `Won't Do`.
    Resolution,
    /// When it was added.
    Created,
    /// When work began.
    Started,
    /// When it ended, or whether it did.
    Done,
    /// When it was accepted, which is also when it ended where nothing else says that.
    Accepted,
    /// When the kind of its state changed last.
    Changed,
    /// The size.
    Points,
    /// The value.
    Value,
    /// Labels, one a cell or parted by one of these characters.
    Labels(&'static [char]),
    /// Who works on it.
    Assignee,
    /// Who asked for it.
    RequestedBy,
    /// The text.
    Description,
    /// A part of a user story, which becomes one sentence before the text; the wish is the title where nothing else is.
    Told(StoryPart),
    /// The text, of which the first line is the title, in a table without titles.
    Lead,
    /// Text under a heading of its own, after the text.
    Section(&'static str),
    /// Acceptance criteria in a field of their own.
    Criteria,
    /// A comment.
    Comment,
    /// The item it is a part of; of several columns the one with the smallest number counts.
    Parent(u8),
    /// The epic, where nothing says a nearer parent.
    Epic,
    /// How deep it stands below the rows above it, from the left: `2`.
    Level,
    /// Its number in the outline, which holds that of what it is a part of: `1.2.3`.
    Outline,
    /// What must be done before.
    DependsOn,
    /// What waits for it.
    Blocks,
    /// What it waits for, in words, or whether it waits.
    Blocked,
    /// The Sprint; of several the last.
    Sprint,
    /// The release; of several the first.
    Release,
    /// A text whose bytes sort as the items are ordered.
    Rank,
    /// A position: the smaller, the higher.
    Position,
    /// An address.
    Link,
    /// That key of a story, by its kind: for fields that only `po` has.
    Field(&'static str),
    /// Whether it is of that class of MoSCoW: a mark in a column of its own.
    Class(&'static str),
    /// What the parent is called: it stays beside the key of one that is not part of the import.
    ParentTitle,
    /// What the epic is called, likewise.
    EpicTitle,
    /// Nothing: the values stay under `extra`.
    Keep,
    /// Nothing: the values stay under `extra` unless they are 0, or flags that are not set.
    Count,
    /// Nothing, for that reason.
    Drop(&'static str),
}

impl Take {
    /// What becomes of the column, for reports.
    #[must_use]
    pub fn fate(self) -> Fate {
        match self {
            Self::Title => Fate::Taken("title"),
            Self::Key => Fate::Taken("id"),
            Self::OtherKey => {
                Fate::Dropped("only other rows refer to it; their references are resolved")
            }
            Self::Url | Self::Number => Fate::Taken("external"),
            Self::Type => Fate::Taken("type"),
            Self::Status | Self::Category | Self::Kind | Self::Resolution => Fate::Taken("status"),
            Self::Created => Fate::Taken("created"),
            Self::Started => Fate::Taken("started"),
            Self::Done | Self::Changed => Fate::Taken("done"),
            Self::Accepted => Fate::Taken("accepted"),
            Self::Blocked => Fate::Taken("blocked"),
            Self::Points => Fate::Taken("points"),
            Self::Value => Fate::Taken("value"),
            Self::Labels(_) => Fate::Taken("labels"),
            Self::Assignee => Fate::Taken("assignee"),
            Self::RequestedBy => Fate::Taken("requested_by"),
            Self::Description | Self::Section(_) | Self::Told(_) | Self::Lead => Fate::Text,
            Self::Criteria => Fate::Criteria,
            Self::Comment => Fate::Notes,
            Self::Parent(_) | Self::Epic | Self::Level | Self::Outline => Fate::Taken("epic"),
            Self::ParentTitle | Self::EpicTitle => Fate::Dropped(
                "the title of the parent, which is taken itself; it stays where that is not part of the import",
            ),
            Self::DependsOn | Self::Blocks => Fate::Taken("depends_on"),
            Self::Sprint => Fate::Taken("sprint"),
            Self::Release => Fate::Taken("release"),
            Self::Rank | Self::Position => Fate::Taken("rank"),
            Self::Link => Fate::Taken("links"),
            Self::Field(name) => Fate::Taken(name),
            Self::Class(_) => Fate::Taken("moscow"),
            Self::Keep | Self::Count => Fate::Kept,
            Self::Drop(reason) => Fate::Dropped(reason),
        }
    }

    /// What a table of names says about one of them.
    #[must_use]
    pub fn named(table: &[(&str, Self)], name: &str) -> Option<Self> {
        let found = table.iter().find(|(known, _)| *known == name);
        found.map(|(_, take)| *take)
    }

    /// Whether a title can come of its values.
    #[must_use]
    pub fn names_items(self) -> bool {
        matches!(self, Self::Title | Self::Lead | Self::Told(StoryPart::Wish))
    }

    /// Whether values say something that is kept: a count of 0 and a flag that is not set do not, nor what tools write where
    /// there is nothing.
    #[must_use]
    pub fn says(self, values: &[String]) -> bool {
        let is_nothing = |value: &String| match self {
            Self::Keep => matches!(&**value, "{}" | "[]" | "null"),
            Self::Count => {
                matches!(&*value.to_lowercase(), "false" | "no") || value.parse() == Ok(0.0)
            }
            _ => false,
        };
        !values.iter().all(is_nothing)
    }

    /// Whether its values are dates.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Self::Created | Self::Started | Self::Done | Self::Accepted | Self::Changed
        )
    }

    /// Whether dates may stand among its values that are taken for none.
    #[must_use]
    pub fn may_hold_dates(self) -> bool {
        self.is_date() || matches!(self, Self::Keep | Self::Drop(_) | Self::Field(_))
    }

    /// What a word of a person's map means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "title" => Self::Title,
            "id" => Self::Key,
            "type" => Self::Type,
            "status" => Self::Status,
            "created" => Self::Created,
            "started" => Self::Started,
            "done" => Self::Done,
            "points" => Self::Points,
            "value" => Self::Value,
            "labels" => Self::Labels(&[',', ';']),
            "assignee" => Self::Assignee,
            "requested_by" => Self::RequestedBy,
            "description" => Self::Description,
            "criteria" => Self::Criteria,
            "comments" => Self::Comment,
            "parent" => Self::Parent(0),
            "depends_on" => Self::DependsOn,
            "blocks" => Self::Blocks,
            "sprint" => Self::Sprint,
            "release" => Self::Release,
            "rank" => Self::Rank,
            "links" => Self::Link,
            "keep" => Self::Keep,
            "skip" => Self::Drop("the map says so"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Take;
    use crate::exchange::field_map::MAP_WORDS;
    use crate::exchange::report::Fate;
    use crate::model::field;

    #[test]
    fn each_word_of_a_map_means_something_that_exists() {
        for word in MAP_WORDS {
            let take = Take::of_word(word).unwrap();
            if let Fate::Taken(name) = take.fate() {
                assert!(field(name).is_some(), "{word}");
            }
        }
        assert_eq!(Take::of_word("colour"), None);
    }
}
