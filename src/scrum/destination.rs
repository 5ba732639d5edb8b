//! Where a person wants items to stand in the order, and why that may not be possible.

use crate::model::StoryId;

/// Where moved items go. Positions count the items that have one: open, and no epics with children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Before all others.
    Top,
    /// After all others.
    Bottom,
    /// Directly before an item.
    Before(StoryId),
    /// Directly after an item.
    After(StoryId),
    /// The first moved item gets that position, counted from 1.
    Position(usize),
}

/// Why items cannot be moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// No item was named.
    #[error("no item was named to move")]
    Nothing,
    /// The id stands in no file that could be read.
    #[error("there is no item `{id}`{}", nearest.as_ref().map(|id| format!("; did you mean `{id}`?")).unwrap_or_default())]
    Unknown {
        /// The id.
        id: StoryId,
        /// The id that is most like it.
        nearest: Option<StoryId>,
    },
    /// The id stands in several files, so nobody can tell which is meant.
    #[error(
        "`{id}` stands in two files, {first} and {second}; `po check --fix` gives one of them a new number"
    )]
    Twice {
        /// The id.
        id: StoryId,
        /// A file that holds it.
        first: String,
        /// Another one.
        second: String,
    },
    /// The anchor is among the moved.
    #[error("`{0}` cannot be moved next to itself")]
    ToItself(StoryId),
    /// An epic with children stands where they stand.
    #[error(
        "`{id}` has no position of its own: its children have ({})",
        listed(children)
    )]
    HasChildren {
        /// The epic.
        id: StoryId,
        /// Its children, in order.
        children: Vec<StoryId>,
    },
    /// Done or declined.
    #[error("`{id}` is {state}, and only open items have a position")]
    NotOpen {
        /// The item.
        id: StoryId,
        /// Its state, as the team calls it.
        state: String,
    },
    /// No such position.
    #[error("there is no position {asked}; it can be 1 to {last}")]
    NoPosition {
        /// What was asked for.
        asked: usize,
        /// The last position the first of the moved items can have.
        last: usize,
    },
}

fn listed(ids: &[StoryId]) -> String {
    const SHOWN: usize = 3;
    let mut text = ids
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    if ids.len() > SHOWN {
        text.push_str(&format!(" and {} more", ids.len() - SHOWN));
    }
    text
}
