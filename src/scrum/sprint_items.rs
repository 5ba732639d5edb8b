//! What each Sprint holds: its items, their points and their number.

use std::collections::HashMap;

use crate::model::{Backlog, Hundredths, Sprint, SprintTally, StateKind, Story, sprint_key};

/// The items of every Sprint, found once. Declined items do not count, nor do epics that are there in their children.
#[derive(Debug)]
pub struct SprintItems<'b> {
    backlog: &'b Backlog,
    by_name: HashMap<String, Vec<&'b Story>>,
}

impl<'b> SprintItems<'b> {
    /// Sorts the items of a backlog by their Sprint.
    #[must_use]
    pub fn new(backlog: &'b Backlog) -> Self {
        let mut by_name: HashMap<String, Vec<&Story>> = HashMap::new();
        for story in backlog.stories() {
            let name = story.sprint.as_deref().map(str::trim).unwrap_or_default();
            let counts = backlog.kind(story) != StateKind::Declined && !backlog.has_children(story);
            if !name.is_empty() && counts {
                by_name.entry(sprint_key(name)).or_default().push(story);
            }
        }
        Self { backlog, by_name }
    }

    /// The items of a Sprint, in the total order.
    #[must_use]
    pub fn of(&self, sprint: &Sprint) -> &[&'b Story] {
        self.by_name
            .get(&sprint_key(&sprint.name))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The items of a Sprint that are Done.
    #[must_use]
    pub fn done(&self, sprint: &Sprint) -> Vec<&'b Story> {
        self.of(sprint)
            .iter()
            .copied()
            .filter(|story| self.backlog.kind(story) == StateKind::Done)
            .collect()
    }

    /// The items of a Sprint that are not Done.
    #[must_use]
    pub fn open(&self, sprint: &Sprint) -> Vec<&'b Story> {
        self.of(sprint)
            .iter()
            .copied()
            .filter(|story| self.backlog.is_open(story))
            .collect()
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

#[cfg(test)]
mod tests {
    use super::{SprintItems, tally};
    use crate::model::{Backlog, Config, Hundredths, Sprint, Story};

    #[test]
    fn declined_items_and_parents_do_not_count() {
        let story = |id: &str, status: &str, sprint: &str, points: i64| {
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.status = status.into();
            story.sprint = Some(sprint.into());
            story.points = Some(Hundredths::whole(points));
            story
        };
        let mut child = story("US-5", "done", "Sprint 08", 2);
        child.epic = Some("US-4".into());
        let stories = vec![
            story("US-1", "done", "8", 5),
            story("US-2", "in-progress", "08", 3),
            story("US-3", "declined", "8", 100),
            story("US-4", "ready", "8", 100),
            child,
            story("US-6", "done", "9", 100),
        ];
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let items = SprintItems::new(&backlog);
        let sprint = Sprint {
            name: "8".into(),
            ..Sprint::default()
        };
        let ids = |items: &[&Story]| -> Vec<u64> { items.iter().map(|s| s.id.number()).collect() };
        assert_eq!(ids(items.of(&sprint)), [1, 2, 5]);
        assert_eq!(ids(&items.done(&sprint)), [1, 5]);
        assert_eq!(ids(&items.open(&sprint)), [2]);
        assert_eq!(tally(items.of(&sprint)).points, Hundredths::whole(10));
        assert_eq!(tally(items.of(&sprint)).items, 3);
    }
}
