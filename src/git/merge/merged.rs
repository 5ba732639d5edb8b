//! What a merge gives: the bytes, and what both sides changed differently.

/// Something that both sides changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// Its name, once in a file: a key of the front matter (`points`; `status` stands for its dates too), `criterion 2`
    /// with the number that `po ac` gives it, `note 1`, `order of criteria 1`, `text 1`, `comment points` for the comment
    /// above a key, and `file` where the file could not be taken apart.
    pub name: String,
    /// What the common version says, on as many lines as it has there; none where it says nothing.
    pub base: Option<String>,
    /// What our side says; none where it took it out.
    pub ours: Option<String>,
    /// What their side says; none where they took it out.
    pub theirs: Option<String>,
}

/// Why a file was merged as plain text, by lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsure {
    /// A version is no UTF-8 text, or too large.
    #[error("a version is not text in UTF-8, or too large")]
    NotText,
    /// A version whose front matter cannot be read.
    #[error("the front matter of a version cannot be read")]
    FrontMatter,
    /// A version with conflict markers in it.
    #[error("a version has conflict markers of an earlier merge in it")]
    Markers,
    /// Front matter with anchors, aliases, tags, or in one `{…}`.
    #[error("the front matter has anchors, tags or braces around it")]
    Marks,
    /// The versions are two items.
    #[error("the versions are not of one item: their `id` or `created` differ")]
    OtherItem,
    /// What was put together does not say what it should.
    #[error("what was put together does not read as it should")]
    Result,
}

/// What a merge gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The file, with markers where something is left to decide.
    pub bytes: Vec<u8>,
    /// What is left to decide, in the order of the file. Choices that were made are not among it.
    pub conflicts: Vec<FieldConflict>,
    /// Why the file was merged by lines, where it was.
    pub unsure: Option<Unsure>,
}

impl Merged {
    /// A merge that leaves nothing to decide.
    pub(super) fn clean(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            conflicts: Vec::new(),
            unsure: None,
        }
    }
}
