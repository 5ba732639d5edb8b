//! Items by what they are planned for, and their points and number.

use std::collections::HashMap;

use crate::model::{Backlog, Hundredths, SprintTally, StateKind, Story};

/// Items by a name that they hold. Declined items do not count, nor do epics that are there in their children.
#[derive(Debug)]
pub(super) struct ItemGroups<'b> {
    backlog: &'b Backlog,
    by_key: HashMap<String, Vec<&'b Story>>,
}

impl<'b> ItemGroups<'b> {
    /// Sorts the items of a backlog by `key`; those without one are in no group.
    pub(super) fn new(backlog: &'b Backlog, key: impl Fn(&Story) -> Option<String>) -> Self {
        let mut by_key: HashMap<String, Vec<&Story>> = HashMap::new();
        for story in backlog.stories() {
            if let Some(key) = key(story)
                && backlog.kind(story) != StateKind::Declined
                && !backlog.has_children(story)
            {
                by_key.entry(key).or_default().push(story);
            }
        }
        Self { backlog, by_key }
    }

    /// The items of a group, in the total order.
    pub(super) fn of(&self, key: &str) -> &[&'b Story] {
        self.by_key.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The items of a group that are Done.
    pub(super) fn done(&self, key: &str) -> Vec<&'b Story> {
        let is_done = |story: &&Story| self.backlog.kind(story) == StateKind::Done;
        self.of(key).iter().copied().filter(is_done).collect()
    }

    /// The items of a group that are not Done.
    pub(super) fn open(&self, key: &str) -> Vec<&'b Story> {
        let is_open = |story: &&Story| self.backlog.is_open(story);
        self.of(key).iter().copied().filter(is_open).collect()
    }
}

/// Points and number of items. An item without an estimate counts as an item, and as no points.
#[must_use]
pub fn tally(items: &[&Story]) -> SprintTally {
    SprintTally {
        points: items.iter().filter_map(|story| story.points).sum(),
        items: items.len() as u64,
    }
}

/// The points of items, as [`tally`] adds them up.
#[must_use]
pub fn points(items: &[&Story]) -> Hundredths {
    tally(items).points
}
