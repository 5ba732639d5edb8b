//! Merges the status and the dates that follow it: they say one thing, and change together.

use super::fields::Units;
use super::front::Front;
use super::rules::{MergeRules, Side};
use super::three::{Pick, Three};
use crate::model::{State, StateKind};

/// The status, and the dates that the verbs write with it.
pub(super) const KEYS: [&str; 4] = ["status", "started", "done", "accepted"];

/// What becomes of the status and its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Each by itself: at most one side changed any, or both changed dates only, or both went to the same state.
    KeyByKey,
    /// All as on that side.
    Side(Side),
    /// A person must say.
    Contested,
}

impl Verdict {
    /// The keys that are not merged by themselves.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let keys: &[&str] = if *self == Self::KeyByKey { &[] } else { &KEYS };
        keys.iter().copied()
    }

    /// The key at which the group stands: its first one that a side has.
    pub fn first(&self, ours: &Units<'_>, theirs: &Units<'_>) -> &'static str {
        let has = |key: &&&str| ours.contains_key(**key) || theirs.contains_key(**key);
        KEYS.iter().find(has).copied().unwrap_or(KEYS[0])
    }
}

/// Says how the status is merged.
pub(super) fn verdict(fronts: &Three<Front<'_>>, rules: &MergeRules) -> Verdict {
    let says = |key: &'static str| fronts.map(|front| front.text(key).map(str::to_owned));
    let group = fronts.map(|front| KEYS.map(|key| front.unit(key).map(|unit| unit.text)));
    if group.pick() != Pick::Contested {
        return Verdict::KeyByKey;
    }
    let status = says("status");
    match status.pick() {
        Pick::Contested => {
            later(&status, &rules.later_state).map_or(Verdict::Contested, Verdict::Side)
        }
        // Both stay where they were, or went to the same state.
        _ if status.ours == status.theirs => Verdict::KeyByKey,
        // One side changed the state while the other said something about a day of the old one.
        _ => Verdict::Contested,
    }
}

/// The side whose state comes later in the workflow. Saying no is no step of it.
fn later(status: &Three<Option<String>>, states: &[State]) -> Option<Side> {
    let place = |status: &Option<String>| {
        let status = status.as_deref()?;
        let at = states.iter().position(|state| state.is_named(status))?;
        (states[at].kind != StateKind::Declined).then_some(at)
    };
    let (ours, theirs) = (place(&status.ours)?, place(&status.theirs)?);
    if status.base.is_some() {
        place(&status.base)?;
    }
    Some(if ours >= theirs {
        Side::Ours
    } else {
        Side::Theirs
    })
}
