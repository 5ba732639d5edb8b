//! An acceptance criterion.

use std::ops::Range;

/// One acceptance criterion of a story, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its words, on one line, without bullet and box.
    pub text: String,
    /// Whether it is ticked; a plain item never is.
    pub done: bool,
    /// Whether it has a box to tick.
    pub has_box: bool,
    /// How deep it is nested under other criteria: 0 at the top.
    pub depth: usize,
    /// Its bytes in the body, from the bullet to its last line, nested items included.
    pub range: Range<usize>,
}
