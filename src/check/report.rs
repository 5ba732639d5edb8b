//! What a check comes to.

use crate::model::{Diagnostic, Level};

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Every finding, by path, place and rule; none stands twice.
    pub findings: Vec<Diagnostic>,
    /// How many items are neither done nor declined.
    pub open_items: usize,
    /// How many open items have no criteria and need none yet, because their state comes before the one that asks.
    pub new_without_criteria: usize,
    /// How many findings comments in stories asked to pass over.
    pub ignored: usize,
    /// How many files were asked for, where not the whole backlog was.
    pub asked_for: Option<usize>,
    /// What else is to be said where git chose these files.
    pub changed: Option<ChangedReport>,
}

/// What a check of changed files says besides their findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedReport {
    /// How people call those files: `changed` or `staged`.
    pub word: &'static str,
    /// How many findings stand in other files, because of what changed.
    pub elsewhere: usize,
    /// Whether `po.yaml` is among those files, so that a check of the whole backlog may come to something else.
    pub config: bool,
}

impl Report {
    /// How many findings have that level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    }

    /// Whether a build must fail.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Level::Error) > 0
    }
}
