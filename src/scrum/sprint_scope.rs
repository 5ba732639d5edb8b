//! Items go into a Sprint and out of it.

use std::fmt;

use crate::model::{
    Backlog, Change, Edit, Hundredths, Sprint, SprintState, StateKind, Story, Value,
};

use super::item_groups::tally;
use super::sprint_facts::sprint_value;
use super::sprint_items::SprintItems;
use super::sprint_refusal::SprintRefusal;

/// An item that goes into a Sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining<'b> {
    /// The item.
    pub story: &'b Story,
    /// The Sprint it was in before, where it was in another one.
    pub was: Option<String>,
    /// Whether it is there already, so that nothing changes.
    pub already: bool,
    /// What speaks against it without forbidding it: `is new, not ready`, `has no estimate`, `waits for US-9`.
    pub doubts: Vec<String>,
}

/// What a Sprint holds, beside what the team means to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintLoad {
    /// The Sprint's name.
    pub name: String,
    /// The points in it.
    pub points: Hundredths,
    /// The items in it.
    pub items: u64,
    /// The points that the team means to take.
    pub capacity: Option<Hundredths>,
}

impl fmt::Display for SprintLoad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sprint {}: ", self.name)?;
        match self.capacity {
            Some(capacity) => {
                write!(f, "{} of {}", self.points, capacity.points())?;
                if self.points > capacity {
                    write!(f, ", {} over", self.points - capacity)?;
                }
            }
            None => write!(f, "{}", self.points.points())?,
        }
        let items = if self.items == 1 { "item" } else { "items" };
        write!(f, ", {} {items}", self.items)
    }
}

/// What a Sprint holds with `more` items in it and `fewer` out of it.
#[must_use]
pub fn sprint_load(
    backlog: &Backlog,
    sprint: &Sprint,
    more: &[&Story],
    fewer: &[&Story],
) -> SprintLoad {
    let items = SprintItems::new(backlog);
    let there = items.of(sprint);
    let is_among = |items: &[&Story], story: &Story| items.iter().any(|s| s.path == story.path);
    let mut held: Vec<&Story> = there
        .iter()
        .copied()
        .filter(|story| !is_among(fewer, story))
        .collect();
    for story in more {
        if !is_among(&held, story) {
            held.push(story);
        }
    }
    let tally = tally(&held);
    SprintLoad {
        name: sprint.name.clone(),
        points: tally.points,
        items: tally.items,
        capacity: sprint.capacity,
    }
}

/// Puts items into a Sprint that is planned or runs.
///
/// # Errors
/// [`SprintRefusal`]: the Sprint is closed, an item is done, declined, or an epic with children.
pub fn join_sprint<'b>(
    backlog: &Backlog,
    sprint: &Sprint,
    stories: &[&'b Story],
) -> Result<Vec<Joining<'b>>, SprintRefusal> {
    unless_closed(sprint)?;
    let joining = |story: &&'b Story| {
        let story: &'b Story = story;
        if !backlog.is_open(story) {
            let state = backlog.config.state(&story.status);
            return Err(SprintRefusal::NotOpen {
                id: story.id.clone(),
                state: state.map_or_else(|| story.status.clone(), |state| state.name.clone()),
            });
        }
        if backlog.has_children(story) {
            return Err(SprintRefusal::HasChildren {
                id: story.id.clone(),
            });
        }
        let own = own_sprint(story);
        let already = own.is_some_and(|own| sprint.is_named(own));
        Ok(Joining {
            story,
            was: own.filter(|_| !already).map(str::to_owned),
            already,
            doubts: doubts(backlog, sprint, story, stories),
        })
    };
    stories.iter().map(joining).collect()
}

/// The changes that put items into the Sprint called `name`.
#[must_use]
pub fn joining_changes(name: &str, joining: &[Joining<'_>]) -> Vec<Change> {
    let value = sprint_value(name);
    joining
        .iter()
        .filter(|one| !one.already)
        .map(|one| Change::edit(&*one.story.path, vec![Edit::set("sprint", value.clone())]))
        .collect()
}

/// Takes items out of a Sprint that is planned or runs: back to the backlog, in their place in the order.
///
/// # Errors
/// [`SprintRefusal`]: the Sprint is closed, an item is not in it, or is done in it.
pub fn leave_sprint(
    backlog: &Backlog,
    sprint: &Sprint,
    stories: &[&Story],
) -> Result<Vec<Change>, SprintRefusal> {
    unless_closed(sprint)?;
    let leaving = |story: &&Story| {
        let (id, name) = (story.id.clone(), sprint.name.clone());
        if !own_sprint(story).is_some_and(|own| sprint.is_named(own)) {
            return Err(SprintRefusal::NotIn { id, name });
        }
        if backlog.kind(story) == StateKind::Done {
            return Err(SprintRefusal::DoneIn { id, name });
        }
        let edit = Edit::set("sprint", Value::Empty);
        Ok(Change::edit(&*story.path, vec![edit]))
    };
    stories.iter().map(leaving).collect()
}

/// The Sprint an item names, where it names one.
pub(super) fn own_sprint(story: &Story) -> Option<&str> {
    story
        .sprint
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

fn unless_closed(sprint: &Sprint) -> Result<(), SprintRefusal> {
    match sprint.closed {
        Some(on) => Err(SprintRefusal::Closed {
            name: sprint.name.clone(),
            on,
        }),
        None => Ok(()),
    }
}

/// What to think about before an item goes into a Sprint.
fn doubts(backlog: &Backlog, sprint: &Sprint, story: &Story, with: &[&Story]) -> Vec<String> {
    let mut doubts = Vec::new();
    if backlog.kind(story) == StateKind::New {
        doubts.push("is not ready".to_owned());
    }
    if story.points.is_none() {
        doubts.push("has no estimate".to_owned());
    }
    let comes_with = |reference: &&str| {
        backlog.find(reference).is_some_and(|other| {
            with.iter().any(|story| story.path == other.path)
                || own_sprint(other).is_some_and(|own| {
                    sprint.is_named(own)
                        || backlog.sprints.iter().any(|earlier| {
                            earlier.is_named(own) && earlier.state() == SprintState::Running
                        })
                })
        })
    };
    let awaited: Vec<&str> = backlog
        .waits_for(story)
        .into_iter()
        .filter(|reference| !comes_with(reference))
        .collect();
    if !awaited.is_empty() {
        doubts.push(format!("waits for {}", awaited.join(", ")));
    }
    doubts
}
