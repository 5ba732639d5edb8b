//! What a change of the order comes to: new ranks to write, and what to tell.

use crate::model::{Change, Edit, Rank, StoryId, Value};

/// A rank to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRank {
    /// The file, relative to the backlog directory.
    pub path: String,
    /// The item.
    pub id: StoryId,
    /// Its new rank.
    pub rank: Rank,
}

/// The item beside which a moved one stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Neighbour {
    /// It stands directly before this one.
    Before(StoryId),
    /// It is the last and stands directly after this one.
    After(StoryId),
    /// It is the only one with a position.
    Alone,
}

/// An item that was asked to be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The item.
    pub id: StoryId,
    /// Its file, relative to the backlog directory.
    pub path: String,
    /// Its position before, counted from 1.
    pub from: usize,
    /// Its position now, counted from 1.
    pub to: usize,
    /// The item beside which it stands now.
    pub neighbour: Neighbour,
}

/// A new order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// The items that were asked to be moved, in the order given, also when they stay where they are.
    pub moved: Vec<Moved>,
    /// What to write: nothing when the order stays as it was; else the moved items first, then those that had to get
    /// another key because theirs left no room.
    pub ranks: Vec<NewRank>,
}

impl Moves {
    /// The ranks of items that were not asked to be moved: they stay where they are, with another key.
    pub fn rekeyed(&self) -> impl Iterator<Item = &NewRank> {
        self.ranks
            .iter()
            .filter(|rank| !self.moved.iter().any(|moved| moved.path == rank.path))
    }

    /// The changes to the files.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        self.ranks
            .iter()
            .map(|new| {
                let value = Value::Plain(new.rank.to_string());
                Change::edit(new.path.clone(), vec![Edit::set("rank", value)])
            })
            .collect()
    }
}
