//! What happened to an item of a Sprint between two moments.

use jiff::civil::Date;

use crate::model::Hundredths;

use super::past_items::PastItem;

/// What happened to an item of a Sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeInSprint {
    /// It came into the Sprint, with these points.
    Added(Option<Hundredths>),
    /// It left the Sprint with these points: to another one or the backlog, declined, deleted, or split into children.
    Removed(Option<Hundredths>),
    /// Its points changed.
    Estimated(Option<Hundredths>, Option<Hundredths>),
    /// It became Done: its states before and after.
    Done(String, String),
    /// It is no longer Done: its states before and after.
    Undone(String, String),
    /// It went on to a state of another kind, and is Done neither before nor after: its states before and after.
    Moved(String, String),
}

/// A change in a running Sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintChange {
    /// On which day.
    pub date: Date,
    /// Whether it is on the default branch.
    pub landed: bool,
    /// The item's id then.
    pub id: String,
    /// What it was called then.
    pub title: String,
    /// What happened.
    pub what: ChangeInSprint,
}

/// Adds what happened to one item; none is outside.
pub(super) fn change(
    found: &mut Vec<SprintChange>,
    (date, landed): (Date, bool),
    old: Option<&PastItem>,
    new: Option<&PastItem>,
) {
    let mut push = |item: &PastItem, what| {
        found.push(SprintChange {
            date,
            landed,
            id: item.id.clone(),
            title: item.title.clone(),
            what,
        });
    };
    let Some(new) = new else {
        if let Some(old) = old {
            push(old, ChangeInSprint::Removed(old.points));
        }
        return;
    };
    match old {
        None => push(new, ChangeInSprint::Added(new.points)),
        Some(old) if old.points != new.points => {
            push(new, ChangeInSprint::Estimated(old.points, new.points));
        }
        Some(_) => {}
    }
    // From a state that nobody knows, or to one, nobody knows what happened.
    if new.kind.is_none() || old.is_some_and(|old| old.kind.is_none()) {
        return;
    }
    let from = old.map_or_else(String::new, |old| old.status.clone());
    let to = new.status.clone();
    match (old.is_some_and(PastItem::is_done), new.is_done()) {
        (false, true) => push(new, ChangeInSprint::Done(from, to)),
        (true, false) => push(new, ChangeInSprint::Undone(from, to)),
        (false, false) if !new.is_returned && old.is_some_and(|old| old.kind != new.kind) => {
            push(new, ChangeInSprint::Moved(from, to));
        }
        _ => {}
    }
}
