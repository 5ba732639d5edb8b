//! Which position each item has in the order.

use std::collections::HashMap;

use crate::model::{Backlog, Story};

/// The positions of the open items, counted from 1; looked up by file, because an id may stand twice.
#[derive(Debug, Clone, Default)]
pub struct Positions<'a> {
    by_path: HashMap<&'a str, usize>,
}

impl<'a> Positions<'a> {
    /// Counts the positions of a backlog.
    #[must_use]
    pub fn of(backlog: &'a Backlog) -> Self {
        Self {
            by_path: backlog
                .positioned()
                .enumerate()
                .map(|(index, story)| (story.path.as_str(), index + 1))
                .collect(),
        }
    }

    /// The position of a story; none for one that is done, declined, or an epic with children.
    #[must_use]
    pub fn of_story(&self, story: &Story) -> Option<usize> {
        self.by_path.get(story.path.as_str()).copied()
    }

    /// How many items have a position.
    #[must_use]
    pub fn count(&self) -> usize {
        self.by_path.len()
    }
}
