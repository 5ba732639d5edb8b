//! A story file to a [`Story`].

use crate::model::{Config, Diagnostic, Place, Story};
use crate::store::decode::{UNREADABLE, decode};

/// How much of a story file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The front matter.
    Header,
    /// The body too.
    Body,
}

/// Reads a story.
///
/// # Errors
/// What makes the file unreadable.
pub fn read_story(
    path: &str,
    bytes: &[u8],
    _config: &Config,
    depth: Depth,
) -> Result<(Story, Vec<Diagnostic>), Diagnostic> {
    let text = decode(path, bytes)?;
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("id: "))
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| Diagnostic::error(UNREADABLE, Place::file(path), "no id", ""))?;
    let mut story = Story::new(id, path);
    if depth == Depth::Body {
        story.body = text.splitn(3, "---\n").nth(2).map(str::to_owned);
    }
    Ok((story, Vec::new()))
}
