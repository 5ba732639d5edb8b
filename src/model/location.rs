//! Where a place stands in a file's text, as people and editors count.

/// A place found in the bytes of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// The line on which it ends, from 1.
    pub end_line: usize,
    /// The character after the last one, from 1.
    pub end_column: usize,
    /// The first byte in the file.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Location {
    /// The beginning of a file: where something is that has no place of its own.
    pub const START: Self = Self {
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
        start: 0,
        end: 0,
    };
}
