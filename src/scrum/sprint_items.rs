//! What each Sprint holds.

use crate::model::{Backlog, Sprint, Story, sprint_key};

use super::item_groups::ItemGroups;

/// The items of every Sprint, found once. Declined items do not count, nor do epics that are there in their children.
#[derive(Debug)]
pub struct SprintItems<'b>(ItemGroups<'b>);

impl<'b> SprintItems<'b> {
    /// Sorts the items of a backlog by their Sprint.
    #[must_use]
    pub fn new(backlog: &'b Backlog) -> Self {
        Self(ItemGroups::new(backlog, |story| {
            let name = story.sprint.as_deref().map(str::trim)?;
            (!name.is_empty()).then(|| sprint_key(name))
        }))
    }

    /// The items of a Sprint, in the total order.
    #[must_use]
    pub fn of(&self, sprint: &Sprint) -> &[&'b Story] {
        self.0.of(&sprint_key(&sprint.name))
    }

    /// The items of a Sprint that are Done.
    #[must_use]
    pub fn done(&self, sprint: &Sprint) -> Vec<&'b Story> {
        self.0.done(&sprint_key(&sprint.name))
    }

    /// The items of a Sprint that are not Done.
    #[must_use]
    pub fn open(&self, sprint: &Sprint) -> Vec<&'b Story> {
        self.0.open(&sprint_key(&sprint.name))
    }
}

#[cfg(test)]
mod tests {
    use super::SprintItems;
    use crate::model::{Backlog, Config, Hundredths, Sprint, Story};
    use crate::scrum::tally;

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
