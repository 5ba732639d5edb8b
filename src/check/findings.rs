//! Where rules put what they find.

use crate::model::{Diagnostic, Level};

/// What rules have found so far.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    /// What the rule that looks weighs with this team; nothing for the level that the finding came with.
    level: Option<Level>,
}

impl Findings {
    /// Says what the findings that follow weigh.
    pub(super) fn weigh(&mut self, level: Level) {
        self.level = Some(level);
    }

    /// Takes a finding.
    pub fn push(&mut self, mut finding: Diagnostic) {
        finding.level = self.level.unwrap_or(finding.level);
        self.list.push(finding);
    }

    /// Gives the findings away, in the order in which they came.
    #[must_use]
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
