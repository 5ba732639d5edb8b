//! Why front matter cannot be read, before it is explained to a person.

use std::ops::Range;

/// What makes front matter unreadable. All ranges are bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not a byte in the file.
    #[error("the file is empty")]
    EmptyFile,
    /// The first line is not `---`.
    #[error("there is no front matter: the first line is not `---`")]
    NoFrontMatter {
        /// A later line that is `---`, where front matter may have been meant to begin.
        later: Option<Range<usize>>,
    },
    /// No second `---`.
    #[error("the front matter is not closed: there is no second line `---`")]
    Unclosed {
        /// The opening line.
        opening: Range<usize>,
    },
    /// More bytes than are read.
    #[error("there are {bytes} bytes of YAML; at most {limit} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The most that is read.
        limit: usize,
        /// Its first line.
        opening: Range<usize>,
    },
    /// Lists or mappings in one another beyond the limit.
    #[error("lists and mappings stand in one another more than {limit} deep")]
    TooDeep {
        /// The most that is read.
        limit: usize,
        /// Where the limit is passed.
        at: Range<usize>,
    },
    /// A merge was not finished.
    #[error("a merge was not finished here: `{marker}` is a conflict marker")]
    Conflict {
        /// The marker.
        marker: &'static str,
        /// The line.
        at: Range<usize>,
    },
    /// A key stands twice.
    #[error("the key `{key}` stands twice")]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first: Range<usize>,
        /// Where it stands again.
        second: Range<usize>,
    },
    /// A list, a text or a second document where `key: value` lines are expected.
    #[error("`key: value` lines are expected here")]
    NotAMapping {
        /// What stands there.
        at: Range<usize>,
    },
    /// A key that is itself a list or mapping, or an alias.
    #[error("a key must be a plain word")]
    KeyNotText {
        /// The key.
        at: Range<usize>,
    },
    /// Aliases that multiply beyond any use, or that lead to themselves.
    #[error("aliases (`*name`) multiply beyond what is read")]
    Aliases {
        /// The alias.
        at: Range<usize>,
    },
    /// Not YAML.
    #[error("not valid YAML: {kind}")]
    Syntax {
        /// What YAML stumbles over.
        kind: Syntax,
        /// Where it does.
        at: Range<usize>,
    },
}

/// What a YAML parser stumbled over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Syntax {
    /// A character that may not stand there, such as `@` at the start of a value.
    #[error("unexpected character `{0}`")]
    Character(char),
    /// A colon within a value.
    #[error("a colon where YAML expects none")]
    Colon,
    /// A tab where only spaces indent.
    #[error("a tab where only spaces may indent")]
    Tab,
    /// A quote that is not closed.
    #[error("a quote that is not closed")]
    Quote,
    /// Text after a closing quote.
    #[error("text after a closing quote")]
    AfterQuote,
    /// A bracket that is not closed, or closed without being open.
    #[error("a bracket that is not closed")]
    Bracket,
    /// `*name` without `&name`.
    #[error("an alias to nothing")]
    Alias,
    /// `- ` on the line of its key.
    #[error("a list item where YAML expects none")]
    Dash,
    /// A backslash that is no escape.
    #[error("an unknown escape in a double-quoted text")]
    Escape,
    /// Something other than a `key: value` line.
    #[error("a line `key: value` is expected here")]
    Key,
    /// Anything else, in the parser's words.
    #[error("{0}")]
    Other(String),
}
