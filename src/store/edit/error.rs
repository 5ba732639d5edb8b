//! Why an edit is refused.

use crate::model::Diagnostic;

/// Why an edit was refused; nothing is changed then. Each message says what to do by hand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file cannot be read, so it is not written either.
    #[error("the file cannot be read, so it is not changed: {}", .0.message)]
    Unreadable(Box<Diagnostic>),
    /// The value is an alias.
    #[error("`{key}` is an alias (`*name`); write its value out by hand first")]
    Alias {
        /// The key.
        key: String,
    },
    /// Other keys get their value from this one.
    #[error(
        "`{key}` has an anchor (`&name`) that another value refers to; change it by hand, so that both say what you mean"
    )]
    Anchor {
        /// The key.
        key: String,
    },
    /// The value has a tag.
    #[error("`{key}` has a tag (`!name`); take the tag away by hand first")]
    Tag {
        /// The key.
        key: String,
    },
    /// A list was expected.
    #[error("`{key}` holds keys and values, not a list; change it by hand")]
    NotAList {
        /// The key.
        key: String,
    },
    /// A mapping was expected.
    #[error("`{key}` holds a text, not keys and values; change it by hand")]
    NoMapping {
        /// The key.
        key: String,
    },
    /// The front matter is no `key: value` lines.
    #[error(
        "`{key}` cannot be changed while the front matter is one `{{…}}`; write one `key: value` on each line by hand first"
    )]
    OneMapping {
        /// The key.
        key: String,
    },
    /// The result would not say exactly what was asked.
    #[error("`{key}` is written in a way that cannot be changed safely; change it by hand")]
    Unsafe {
        /// The key.
        key: String,
    },
    /// A key that cannot be written.
    #[error("`{key}` cannot be a key: letters, digits, `_`, `-` and `.` can stand in one")]
    Key {
        /// The key.
        key: String,
    },
    /// A place of the body that is not there.
    #[error("bytes {start} to {end} are not in the body, which has {length}; read the file again")]
    Body {
        /// The first byte.
        start: usize,
        /// The byte after the last.
        end: usize,
        /// How long the body is.
        length: usize,
    },
}

impl EditError {
    /// The key that could not be changed.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Alias { key }
            | Self::Anchor { key }
            | Self::Tag { key }
            | Self::NotAList { key }
            | Self::NoMapping { key }
            | Self::OneMapping { key }
            | Self::Unsafe { key }
            | Self::Key { key } => Some(key),
            Self::Unreadable(_) | Self::Body { .. } => None,
        }
    }
}
