//! The workflow: states of the team's own, each of a kind that every report understands.

use std::fmt;
use std::str::FromStr;

/// What a state means, whatever the team calls it. Ordered as work flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateKind {
    /// Asked for, not yet refined.
    New,
    /// Refined: a Sprint may take it.
    Ready,
    /// Work is going on.
    Started,
    /// Meets the Definition of Done.
    Done,
    /// Will not be done, by decision.
    Declined,
}

impl StateKind {
    /// Every kind, in the order of work.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Ready,
        Self::Started,
        Self::Done,
        Self::Declined,
    ];

    /// The word for it in `po.yaml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Ready => "ready",
            Self::Started => "started",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }

    /// Whether an item of this kind is open: neither done nor declined.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Declined)
    }
}

impl fmt::Display for StateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for StateKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or(())
    }
}

/// A state of the workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What the team calls it, and what `status:` holds.
    pub name: String,
    /// What it means.
    pub kind: StateKind,
}

impl State {
    /// Whether `text` names this state; case, spaces, dashes and underscores do not matter.
    #[must_use]
    pub fn is_named(&self, text: &str) -> bool {
        is_same_state(&self.name, text)
    }
}

/// Whether two texts name one state.
pub(super) fn is_same_state(one: &str, other: &str) -> bool {
    one == other || folded(one).eq(folded(other))
}

/// A state's name without case, spaces, dashes and underscores.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{State, StateKind};

    #[test]
    fn a_state_is_known_by_any_spelling() {
        let state = State {
            name: "In Progress".into(),
            kind: StateKind::Started,
        };
        assert!(
            state.is_named("in-progress")
                && state.is_named("IN_PROGRESS")
                && !state.is_named("in review")
        );
    }
}
