//! A word of a team's Definition of Ready, as it stands in `po.yaml`.

use std::ops::Range;

/// One thing that a team asks of an item before a Sprint takes it. What the words mean is known to the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyWord {
    /// As written: `criteria`, `no-questions`, `points<=8`, a key of the front matter.
    pub text: String,
    /// Its bytes in `po.yaml`.
    pub range: Range<usize>,
}
