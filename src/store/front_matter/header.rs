//! What front matter holds, with the byte range of each key and value, so that it can be shown and edited in place.

use std::borrow::Cow;
use std::ops::Range;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is, perhaps over several lines.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// `|` and indented lines.
    Literal,
    /// `>` and indented lines.
    Folded,
}

/// YAML's side effects on a node, which make editing it risky.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// The number of the anchor (`&name`) it carries; 0 for none.
    pub anchor: usize,
    /// Whether it is an alias (`*name`); its content is that of the anchor.
    pub alias: bool,
    /// Whether it has a tag (`!name`).
    pub tagged: bool,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// What it is.
    pub content: Content<'a>,
    /// Its bytes in the file, without anchor and tag. Nothing is an empty range where a value could be put;
    /// a block scalar begins at its `|` or `>`, a block list at its first dash, and both end before their last line ends.
    pub range: Range<usize>,
    /// What makes it risky to edit.
    pub marks: Marks,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// Nothing at all.
    Null,
    /// One text: the source text, unquoted and unescaped, whatever type YAML would give it.
    Scalar {
        /// The text.
        text: Cow<'a, str>,
        /// How it is written.
        style: Style,
    },
    /// Items.
    List {
        /// In order.
        items: Vec<Node<'a>>,
        /// Whether it is written in `[]`.
        flow: bool,
    },
    /// Keys and values.
    Map {
        /// In order.
        entries: Vec<Entry<'a>>,
        /// Whether it is written in `{}`.
        flow: bool,
    },
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key, unquoted.
    pub key: Cow<'a, str>,
    /// Its bytes in the file.
    pub key_range: Range<usize>,
    /// The byte after its colon; none where it has no colon right after it.
    pub colon: Option<usize>,
    /// Its value.
    pub value: Node<'a>,
}

/// The front matter of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header<'a> {
    /// Keys and values in the order of the file.
    pub entries: Vec<Entry<'a>>,
    /// Whether the whole is one `{…}`.
    pub flow: bool,
    /// Anchors that an alias refers to.
    pub used_anchors: Vec<usize>,
}

impl<'a> Header<'a> {
    /// The entry of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl Content<'_> {
    /// Whether two values say the same, wherever and however they are written.
    #[must_use]
    pub fn says_the_same(&self, other: &Content<'_>) -> bool {
        match (self, other) {
            (Content::Null, Content::Null) => true,
            (Content::Scalar { text: a, style: sa }, Content::Scalar { text: b, style: sb }) => {
                a == b && (*sa == Style::Plain) == (*sb == Style::Plain)
            }
            (Content::List { items: a, .. }, Content::List { items: b, .. }) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|(a, b)| a.content.says_the_same(&b.content))
            }
            (Content::Map { entries: a, .. }, Content::Map { entries: b, .. }) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| {
                        a.key == b.key && a.value.content.says_the_same(&b.value.content)
                    })
            }
            _ => false,
        }
    }
}

/// Whether a text is one of YAML's words for nothing, where it stands without quotes.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    matches!(text, "~" | "null" | "Null" | "NULL")
}

impl Node<'_> {
    /// Its text: none for nothing, for YAML's words for nothing (`~`, `null`), for blank text, and for what is no scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        let Content::Scalar { text, style } = &self.content else {
            return None;
        };
        let is_blank =
            || !text.starts_with(|c: char| c.is_ascii_graphic()) && text.trim().is_empty();
        if (*style == Style::Plain && says_nothing(text)) || is_blank() {
            return None;
        }
        Some(text)
    }

    /// Whether it holds nothing, in any of YAML's spellings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.content {
            Content::Null => true,
            Content::Scalar { .. } => self.text().is_none(),
            Content::List { items, .. } => items.is_empty(),
            Content::Map { entries, .. } => entries.is_empty(),
        }
    }
}
