//! Where rules put what they find.

use crate::model::Diagnostic;

/// What rules have found so far.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// Takes a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.list.push(finding);
    }

    /// Gives the findings away, in the order in which they came.
    #[must_use]
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
