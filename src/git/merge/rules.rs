//! What a merge is told: how a team merges, how conflicts are marked, what a person has decided.

use std::collections::BTreeMap;

use crate::model::{Config, State};
use crate::text::HeadingKeys;

/// One of the two sides of a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The branch that is merged into: stage 2 of the index.
    Ours,
    /// The branch that is merged: stage 3.
    Theirs,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// How a conflict is marked in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markers {
    /// How many `<`, `|`, `=` and `>` a marker has; git's `%L`.
    pub size: u16,
    /// What stands after `<<<<<<<`; empty for nothing.
    pub ours: String,
    /// What stands after `|||||||`.
    pub base: String,
    /// What stands after `>>>>>>>`.
    pub theirs: String,
    /// Whether the common version is shown too, as `merge.conflictStyle=diff3` asks for.
    pub with_base: bool,
}

impl Default for Markers {
    fn default() -> Self {
        Self {
            size: 7,
            ours: "ours".to_owned(),
            base: "base".to_owned(),
            theirs: "theirs".to_owned(),
            with_base: false,
        }
    }
}

/// What a merge is told besides the three versions.
#[derive(Debug, Clone, Default)]
pub struct MergeRules {
    /// The headings that mean acceptance criteria.
    pub headings: HeadingKeys,
    /// The team's states in order where the later one wins (`merge: later-state`); empty where a status that both
    /// sides changed is a conflict.
    pub later_state: Vec<State>,
    /// What a person has decided: names of conflicts ([`FieldConflict::name`](super::FieldConflict::name)) and the side
    /// to take.
    pub choices: BTreeMap<String, Side>,
    /// Whether git merges two common versions into one that nobody sees: what is contested is then as it was before both.
    pub is_inner: bool,
    /// How what is left is marked.
    pub markers: Markers,
}

impl MergeRules {
    /// Returns what a team's `po.yaml` says about merging.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            headings: HeadingKeys::new(&config.criteria.headings),
            later_state: if config.git.later_state {
                config.states.clone()
            } else {
                Vec::new()
            },
            ..Self::default()
        }
    }
}
