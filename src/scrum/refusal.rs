//! Why a verb of the workflow does not change an item.

use std::fmt;

use crate::model::StoryId;

/// What an item lacks to be ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// It has no acceptance criteria.
    Criteria,
    /// A field that `po.yaml` requires is not set.
    Field(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Criteria => f.write_str("an acceptance criterion"),
            Self::Field(name) => write!(f, "`{name}`"),
        }
    }
}

/// Why a verb does not change an item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something is missing that the team asks for.
    #[error("`{id}` is not ready: {} missing", enumerated(missing))]
    NotReady {
        /// The item.
        id: StoryId,
        /// What it lacks, at least one thing.
        missing: Vec<Missing>,
    },
    /// Acceptance criteria are not ticked.
    #[error("`{id}` has {} open of {of} acceptance criteria", open.len())]
    OpenCriteria {
        /// The item.
        id: StoryId,
        /// The words of the open ones, at least one.
        open: Vec<String>,
        /// How many criteria there are.
        of: usize,
    },
    /// The item is done, so it cannot go on or be declined.
    #[error("`{id}` is {state}; `po reject` puts a done item back")]
    Done {
        /// The item.
        id: StoryId,
        /// Its state, as the team calls it.
        state: String,
    },
    /// The item is not done, so it can neither be accepted nor rejected.
    #[error("`{id}` is {state}; only a done item can be {verb}ed")]
    NotDone {
        /// The item.
        id: StoryId,
        /// Its state, as the team calls it.
        state: String,
        /// `accept` or `reject`.
        verb: &'static str,
    },
    /// The item was declined, so it cannot be done.
    #[error("`{id}` is {state}; `po ready` takes it up again")]
    Declined {
        /// The item.
        id: StoryId,
        /// Its state, as the team calls it.
        state: String,
    },
}

impl Refusal {
    /// Whether `--force` goes on all the same.
    #[must_use]
    pub fn can_be_forced(&self) -> bool {
        matches!(self, Self::NotReady { .. } | Self::OpenCriteria { .. })
    }
}

fn enumerated(missing: &[Missing]) -> String {
    let words: Vec<String> = missing.iter().map(ToString::to_string).collect();
    match words.as_slice() {
        [one] => format!("{one} is"),
        [before @ .., last] => format!("{} and {last} are", before.join(", ")),
        [] => "nothing is".to_owned(),
    }
}
