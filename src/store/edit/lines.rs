//! Lines of a text, and patches to it.

use std::ops::Range;

/// Bytes to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Patch {
    /// Puts a text in the place of some bytes.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    /// Puts a text before a byte.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    /// Takes bytes away.
    pub fn delete(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }
}

/// The text with patches made; none where they overlap or do not fit.
pub(super) fn patched(text: &str, mut patches: Vec<Patch>) -> Option<String> {
    patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
    let mut result = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for patch in &patches {
        result.push_str(text.get(at..patch.range.start)?);
        result.push_str(&patch.text);
        at = patch.range.end.max(at);
        if patch.range.end < patch.range.start {
            return None;
        }
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.as_bytes()[..at]
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, before its line ending.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line after that of a byte begins; the end of the text where there is none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A patch that puts a line before a byte that begins a line, or ends the text.
pub(super) fn insert_line(text: &str, at: usize, line: &str, newline: &str) -> Patch {
    if at == 0 || text[..at].ends_with('\n') || text[..at].ends_with('\u{feff}') {
        Patch::insert(at, format!("{line}{newline}"))
    } else {
        Patch::insert(at, format!("{newline}{line}"))
    }
}
