//! Parts a Markdown file into its front matter and its body, byte for byte.

/// A file's two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// What stands between the fences.
    pub yaml: &'a str,
    /// What follows the closing fence's line, unchanged.
    pub body: &'a str,
    /// Whether the first line ends in CRLF.
    pub crlf: bool,
}

/// Why there is no front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FenceError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The first line is no fence.
    #[error("the file has no front matter: its first line is not `---`")]
    None,
    /// No closing fence.
    #[error("the front matter is not closed: no line `---` follows")]
    Unclosed,
}

/// Parts `text`, which has no byte order mark.
///
/// # Errors
/// [`FenceError`] when it does not start with front matter.
pub fn part(text: &str) -> Result<Parts<'_>, FenceError> {
    if text.trim().is_empty() {
        return Err(FenceError::Empty);
    }
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if !is_fence(first) {
        return Err(FenceError::None);
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        let next = at + line.len();
        if is_fence(line) {
            return Ok(Parts {
                yaml: &text[start..at],
                body: &text[next..],
                crlf: first.ends_with("\r\n"),
            });
        }
        at = next;
    }
    Err(FenceError::Unclosed)
}

#[cfg(test)]
mod tests {
    use super::{FenceError, part};

    #[test]
    fn the_body_is_unchanged() {
        let parts = part("---\r\nid: 1\r\n---  \r\n\r\nText\r\n---\r\nmore").unwrap();
        assert_eq!(parts.yaml, "id: 1\r\n");
        assert_eq!(parts.body, "\r\nText\r\n---\r\nmore");
        assert!(parts.crlf);
        assert_eq!(part("---\n---").unwrap().body, "");
    }

    #[test]
    fn says_what_is_missing() {
        assert_eq!(part(" \n"), Err(FenceError::Empty));
        assert_eq!(part("# Title\n---\n"), Err(FenceError::None));
        assert_eq!(part("---\nid: 1\n"), Err(FenceError::Unclosed));
        assert_eq!(part("----\nid: 1\n---\n"), Err(FenceError::None));
    }
}
