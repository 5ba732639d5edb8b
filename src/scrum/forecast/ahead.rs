//! What lies ahead: all that stands before an item in the order, with it, and what it waits for.

use std::collections::HashSet;

use super::pace::Pace;
use crate::model::{Backlog, Hundredths, Release, Story};
use crate::scrum::Unit;
use crate::scrum::release::ReleaseItems;

/// What a forecast is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal<'b> {
    /// An item.
    Item(&'b Story),
    /// Every open item below an epic.
    Epic(&'b Story),
    /// Every open item of a release.
    Release(&'b Release),
    /// Every open item.
    All,
}

/// What lies ahead of a goal, with the goal itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead<'b> {
    /// The open items of the goal, in order; empty where all are Done.
    pub own: Vec<&'b Story>,
    /// The last of them in the order.
    pub last: Option<&'b Story>,
    /// The position of that one: 1 is the first.
    pub position: usize,
    /// How many items lie ahead, with those of the goal.
    pub items: usize,
    /// What they come to, in the unit of the pace.
    pub work: Hundredths,
    /// How many of them have no estimate.
    pub unestimated: usize,
    /// Items that stand behind the last one, but must be done before it.
    pub awaited: Vec<&'b Story>,
}

impl<'b> Ahead<'b> {
    /// Returns what lies ahead of a goal. A team works in the order, so that all before the last item counts, whatever
    /// it is for.
    #[must_use]
    pub fn new(backlog: &'b Backlog, pace: &Pace, goal: Goal<'b>) -> Self {
        let order: Vec<&Story> = backlog.positioned().collect();
        let own = own_items(backlog, &order, goal);
        let paths: HashSet<&str> = own.iter().map(|story| story.path.as_str()).collect();
        let position = order
            .iter()
            .rposition(|story| paths.contains(story.path.as_str()))
            .map_or(0, |at| at + 1);
        let (before, behind) = order.split_at(position);
        let awaited = awaited(backlog, &own, behind);
        let all = || before.iter().chain(&awaited);
        let is_unestimated = |story: &&&Story| pace.unit == Unit::Points && story.points.is_none();
        Self {
            last: before.last().copied(),
            position,
            items: all().count(),
            work: all().map(|story| pace.size_of(story.points)).sum(),
            unestimated: all().filter(is_unestimated).count(),
            own,
            awaited,
        }
    }
}

fn own_items<'b>(backlog: &'b Backlog, order: &[&'b Story], goal: Goal<'b>) -> Vec<&'b Story> {
    let only = |keep: &dyn Fn(&Story) -> bool| -> Vec<&'b Story> {
        order.iter().copied().filter(|story| keep(story)).collect()
    };
    match goal {
        Goal::All => order.to_vec(),
        Goal::Item(item) => only(&|story| story.path == item.path),
        Goal::Release(release) => ReleaseItems::new(backlog).open(release),
        Goal::Epic(epic) => only(&|story| {
            let above = backlog.ancestors(story);
            story.path == epic.path || above.iter().any(|other| other.path == epic.path)
        }),
    }
}

/// The items behind in the order that items wait for, directly or through others; each once.
fn awaited<'b>(backlog: &'b Backlog, own: &[&'b Story], behind: &[&'b Story]) -> Vec<&'b Story> {
    let behind: HashSet<&str> = behind.iter().map(|story| story.path.as_str()).collect();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut open: Vec<&Story> = own.to_vec();
    while let Some(story) = open.pop() {
        for reference in &story.depends_on {
            if let Some(other) = backlog.find(reference)
                && backlog.is_open(other)
                && seen.insert(other.path.as_str())
            {
                open.push(other);
                if behind.contains(other.path.as_str()) {
                    found.push(other);
                }
            }
        }
    }
    found.sort_by_key(|story| story.rank_key());
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Ahead, Goal};
    use crate::model::{Backlog, Config, Hundredths, Story};
    use crate::scrum::forecast::pace::Pace;

    fn backlog() -> Backlog {
        let item = |number: u64, points: Option<i64>, epic: Option<&str>, waits: &[&str]| {
            let mut story = Story::new(format!("US-{number}").parse().unwrap(), number.to_string());
            story.status = "ready".into();
            story.points = points.map(Hundredths::whole);
            story.epic = epic.map(Into::into);
            story.depends_on = waits.iter().map(|&id| id.to_owned()).collect();
            story
        };
        let stories = vec![
            item(1, Some(5), None, &[]),
            item(2, None, Some("US-9"), &["US-4"]),
            item(3, Some(3), None, &[]),
            item(4, Some(8), None, &["US-5", "US-1"]),
            item(5, Some(2), None, &["US-4"]),
            item(6, Some(1), Some("US-9"), &[]),
            item(9, Some(40), None, &[]),
        ];
        Backlog::new(Config::default(), stories, Vec::new())
    }

    fn told(goal: impl Fn(&Backlog) -> Goal<'_>) -> (usize, usize, String, usize, usize) {
        let backlog = backlog();
        let pace = Pace::new(&backlog, date(2026, 11, 21));
        let found = Ahead::new(&backlog, &pace, goal(&backlog));
        (
            found.position,
            found.items,
            found.work.to_string(),
            found.unestimated,
            found.awaited.len(),
        )
    }

    #[test]
    fn what_stands_before_counts_and_what_is_waited_for() {
        // The median of 1, 2, 3, 5 and 8 is 3; the epic is there in its children.
        let item = |id: &'static str| told(move |b| Goal::Item(b.find(id).unwrap()));
        assert_eq!(item("1"), (1, 1, "5".to_owned(), 0, 0));
        // US-2 waits for US-4, and that for US-5.
        assert_eq!(item("2"), (2, 4, "18".to_owned(), 1, 2));
        assert_eq!(item("3"), (3, 3, "11".to_owned(), 1, 0));
        let epic = told(|b| Goal::Epic(b.find("9").unwrap()));
        assert_eq!(epic, (6, 6, "22".to_owned(), 1, 0));
        assert_eq!(told(|_| Goal::All), epic);
    }
}
