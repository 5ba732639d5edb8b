//! Changes to files: the only currency in which verbs ask the store to write.

use std::ops::Range;

/// A value to write into front matter, before quoting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text that must be read back as text: quoted where YAML would take it for something else.
    Text(String),
    /// A date, number, id or word written as it is; reading back gives the same source text.
    Plain(String),
    /// A list of texts, written as a flow list on one line when new.
    List(Vec<String>),
    /// A one-line mapping of texts.
    Map(Vec<(String, String)>),
    /// Nothing: the key stays, empty.
    Empty,
}

/// A change to one front-matter field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldEdit {
    /// Puts a value in the place of the old one, or inserts the key where it belongs.
    Set {
        /// The key.
        key: String,
        /// The new value.
        value: Value,
    },
    /// Adds an item to a list, unless it is there (compared in lower case).
    Add {
        /// The key.
        key: String,
        /// The item.
        item: String,
    },
    /// Takes an item out of a list, if it is there (compared in lower case).
    Remove {
        /// The key.
        key: String,
        /// The item.
        item: String,
    },
    /// Puts a value into one key of a mapping, or empties it; whatever else the mapping holds stays. A key that holds no mapping
    /// becomes one.
    SetPart {
        /// The key.
        key: String,
        /// The key inside of its value.
        part: String,
        /// The new value; none leaves it empty.
        value: Option<String>,
    },
    /// Takes the whole line away.
    Drop {
        /// The key.
        key: String,
    },
}

/// A replacement of bytes in a body (the text after the front matter).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Bytes of the body as it stands when this splice's turn comes.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Splice {
    /// Returns `body` with the splice applied.
    ///
    /// # Panics
    /// When the range is not on character boundaries of `body`: the body it was made for is another one.
    #[must_use]
    pub fn apply(&self, body: &str) -> String {
        let mut text = String::with_capacity(body.len() + self.text.len());
        text.push_str(&body[..self.range.start]);
        text.push_str(&self.text);
        text.push_str(&body[self.range.end..]);
        text
    }
}

/// One step of changing a story file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// In the front matter.
    Field(FieldEdit),
    /// In the body.
    Body(Splice),
}

/// What happens to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// A file that must not exist yet.
    Create(Vec<u8>),
    /// Steps in order; all of them or none.
    Edit(Vec<Edit>),
    /// The whole new content, for a file that still holds `old`: what an editor brings back.
    Replace {
        /// The bytes the editor was given.
        old: Vec<u8>,
        /// The bytes it brought back.
        new: Vec<u8>,
    },
    /// The file goes away.
    Remove,
}

/// A change to one file of the backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the backlog directory, parted by `/`.
    pub path: String,
    /// What happens to it.
    pub kind: ChangeKind,
}

impl Change {
    /// Returns a change of `edits` to the file at `path`.
    #[must_use]
    pub fn edit(path: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            path: path.into(),
            kind: ChangeKind::Edit(edits),
        }
    }

    /// Returns the creation of a file at `path`.
    #[must_use]
    pub fn create(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            kind: ChangeKind::Create(bytes.into()),
        }
    }
}

impl Edit {
    /// Returns the edit that sets `key`.
    #[must_use]
    pub fn set(key: &str, value: Value) -> Self {
        Self::Field(FieldEdit::Set {
            key: key.to_owned(),
            value,
        })
    }

    /// Returns the edit that takes the line of `key` away.
    #[must_use]
    pub fn drop_key(key: &str) -> Self {
        Self::Field(FieldEdit::Drop {
            key: key.to_owned(),
        })
    }
}
