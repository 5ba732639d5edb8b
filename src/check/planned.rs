//! Whether what an item waits for is planned in time for the item's Sprint.

use std::cmp::Ordering;

use crate::check::context::Context;
use crate::check::facts::{sprint_of, sprint_order};
use crate::model::{Sprint, SprintState, Story};

/// Why an item will not be done before the end of a Sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late<'a> {
    /// It is in no Sprint.
    Unplanned,
    /// Its Sprint was closed without it.
    LeftOver(&'a Sprint),
    /// Its Sprint comes later.
    Later(&'a Sprint),
}

/// Why `other`, an open item that a Sprint's item waits for, comes too late for that Sprint; nothing where it does not, or
/// where nobody can tell.
pub(super) fn late<'a>(
    context: &Context<'a>,
    sprint: &Sprint,
    other: &'a Story,
) -> Option<Late<'a>> {
    if !context.kind(other).is_open() || context.backlog.has_children(other) {
        return None;
    }
    let Some(name) = sprint_of(other) else {
        return Some(Late::Unplanned);
    };
    // What another rule reports as unknown says nothing about time.
    let own = context.sprint(name)?;
    if own.state() == SprintState::Closed {
        return Some(Late::LeftOver(own));
    }
    (sprint_order(sprint, own) == Some(Ordering::Less)).then_some(Late::Later(own))
}
