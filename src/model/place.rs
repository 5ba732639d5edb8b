//! Where something is, said without line numbers: the store finds line and column when it is shown.

use std::ops::Range;

/// A place in a file of the backlog.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, relative to the backlog directory, parted by `/`.
    pub path: String,
    /// Where in it.
    pub at: At,
}

/// A spot within a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as such: shown as its first line.
    File,
    /// Bytes of the file.
    Bytes(SortRange),
    /// Bytes of the body (what follows the front matter).
    Body(SortRange),
    /// The line of a front-matter key.
    Key(String),
    /// The value of a front-matter key.
    Value(String),
    /// The n-th item (from 0) of a list in the front matter.
    Item(String, usize),
}

/// A byte range that can be sorted and hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortRange {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl From<Range<usize>> for SortRange {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

impl From<SortRange> for Range<usize> {
    fn from(range: SortRange) -> Self {
        range.start..range.end
    }
}

impl Place {
    /// Returns the place of a whole file.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            at: At::File,
        }
    }

    /// Returns the place of some bytes of a file.
    #[must_use]
    pub fn bytes(path: impl Into<String>, range: Range<usize>) -> Self {
        Self {
            path: path.into(),
            at: At::Bytes(range.into()),
        }
    }

    /// Returns the place of some bytes of a file's body.
    #[must_use]
    pub fn body(path: impl Into<String>, range: Range<usize>) -> Self {
        Self {
            path: path.into(),
            at: At::Body(range.into()),
        }
    }

    /// Returns the place of a key's line.
    #[must_use]
    pub fn key(path: impl Into<String>, key: &str) -> Self {
        Self {
            path: path.into(),
            at: At::Key(key.to_owned()),
        }
    }

    /// Returns the place of a key's value.
    #[must_use]
    pub fn value(path: impl Into<String>, key: &str) -> Self {
        Self {
            path: path.into(),
            at: At::Value(key.to_owned()),
        }
    }

    /// Returns the place of the n-th item (from 0) of a list.
    #[must_use]
    pub fn item(path: impl Into<String>, key: &str, index: usize) -> Self {
        Self {
            path: path.into(),
            at: At::Item(key.to_owned(), index),
        }
    }
}
