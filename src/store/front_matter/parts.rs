//! Parts a file into front matter and body, as byte ranges.

use std::ops::Range;

use super::conflict::conflict_marker;
use super::problem::Problem;

/// The most bytes of front matter that are read. A hostile file ends here, before any YAML parser sees it.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;

/// Where front matter and body of a file lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
    /// The lines between the two `---`, with their line endings.
    pub yaml: Range<usize>,
    /// All that follows the line of the second `---`.
    pub body: Range<usize>,
    /// The line ending of the file: `\n` or `\r\n`, as on its first line.
    pub newline: &'static str,
}

/// Finds front matter: a first line `---` (a byte order mark may precede it, blanks may follow it) and the next such line.
///
/// # Errors
/// [`Problem`]: an empty file, no front matter, unclosed, over [`MAX_FRONT_MATTER`], or with conflict markers.
pub fn split_front_matter(text: &str) -> Result<Parts, Problem> {
    let bom = text.starts_with('\u{feff}');
    let begin = if bom { '\u{feff}'.len_utf8() } else { 0 };
    let bytes = text.as_bytes();
    if begin == bytes.len() {
        return Err(Problem::EmptyFile);
    }
    let (first, start) = line_at(bytes, begin);
    if !is_fence(&bytes[first.clone()]) {
        return Err(no_front_matter(bytes, begin));
    }
    let newline = if bytes[first.end..start].first() == Some(&b'\r') {
        "\r\n"
    } else {
        "\n"
    };
    let mut conflict = None;
    let mut at = start;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        match bytes[at] {
            b'-' if is_fence(&bytes[line.clone()]) => {
                return match conflict {
                    Some(conflict) => Err(conflict),
                    None if at - start > MAX_FRONT_MATTER => Err(Problem::TooLarge {
                        bytes: at - start,
                        limit: MAX_FRONT_MATTER,
                        opening: first,
                    }),
                    None => Ok(Parts {
                        bom,
                        yaml: start..at,
                        body: next..bytes.len(),
                        newline,
                    }),
                };
            }
            b'<' | b'|' | b'=' | b'>' if conflict.is_none() => {
                conflict = conflict_marker(&bytes[line.clone()])
                    .map(|marker| Problem::Conflict { marker, at: line });
            }
            _ => {}
        }
        at = next;
    }
    Err(conflict.unwrap_or(Problem::Unclosed { opening: first }))
}

/// The first line of `range` that an unfinished merge left behind.
pub(super) fn conflict_in(text: &str, range: Range<usize>) -> Option<Problem> {
    let bytes = &text.as_bytes()[..range.end];
    let mut at = range.start;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        if let Some(marker) = conflict_marker(&bytes[line.clone()]) {
            return Some(Problem::Conflict { marker, at: line });
        }
        at = next;
    }
    None
}

/// The problem of a file whose first line is no fence.
fn no_front_matter(bytes: &[u8], begin: usize) -> Problem {
    let mut at = begin;
    let mut blank = true;
    while at < bytes.len() && at < begin + MAX_FRONT_MATTER {
        let (line, next) = line_at(bytes, at);
        if let Some(marker) = conflict_marker(&bytes[line.clone()]).filter(|_| blank) {
            return Problem::Conflict { marker, at: line };
        }
        if is_fence(bytes[line.clone()].trim_ascii_start()) {
            return Problem::NoFrontMatter {
                later: blank.then_some(line),
            };
        }
        blank &= bytes[line].trim_ascii().is_empty();
        at = next;
    }
    Problem::NoFrontMatter { later: None }
}

/// The line that begins at a byte, without its ending, and where the next one begins.
pub(super) fn line_at(bytes: &[u8], start: usize) -> (Range<usize>, usize) {
    match memchr::memchr(b'\n', &bytes[start..]) {
        None => (start..bytes.len(), bytes.len()),
        Some(length) => {
            let end = start + length;
            let cut = usize::from(length > 0 && bytes[end - 1] == b'\r');
            (start..end - cut, end + 1)
        }
    }
}

/// Whether a line is `---`, blanks after it allowed.
fn is_fence(line: &[u8]) -> bool {
    line.strip_prefix(b"---")
        .is_some_and(|rest| rest.iter().all(|byte| matches!(byte, b' ' | b'\t')))
}

#[cfg(test)]
mod tests {
    use super::{MAX_FRONT_MATTER, split_front_matter};
    use crate::store::front_matter::problem::Problem;

    fn split(text: &str) -> (&str, &str, &'static str) {
        let parts = split_front_matter(text).unwrap();
        (&text[parts.yaml], &text[parts.body], parts.newline)
    }

    #[test]
    fn parts_a_file() {
        assert_eq!(
            split("---\na: b\n---\nbody\n---\n"),
            ("a: b\n", "body\n---\n", "\n")
        );
        assert_eq!(
            split("\u{feff}---\r\na: b\r\n--- \r\n\r\nx"),
            ("a: b\r\n", "\r\nx", "\r\n")
        );
        assert_eq!(split("---\n---"), ("", "", "\n"));
        assert_eq!(
            split("---\na: |\n  ---\n----\n---\n"),
            ("a: |\n  ---\n----\n", "", "\n")
        );
    }

    #[test]
    fn says_what_is_missing() {
        let problem = |text: &str| split_front_matter(text).unwrap_err();
        assert_eq!(problem(""), Problem::EmptyFile);
        assert_eq!(problem("\u{feff}"), Problem::EmptyFile);
        assert_eq!(problem("---\na: b\n"), Problem::Unclosed { opening: 0..3 });
        assert_eq!(problem("---"), Problem::Unclosed { opening: 0..3 });
        assert_eq!(
            problem("# Title\n\n---\n"),
            Problem::NoFrontMatter { later: None }
        );
        assert_eq!(
            problem("\n ---\na: b\n---\n"),
            Problem::NoFrontMatter { later: Some(1..5) }
        );
    }

    #[test]
    fn finds_conflict_markers_first() {
        for text in [
            "---\na: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n---\n",
            "<<<<<<< HEAD\n---\na: b\n---\n",
            "---\na: b\n=======\nc: d\n",
        ] {
            assert!(
                matches!(split_front_matter(text), Err(Problem::Conflict { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn a_gigantic_one_is_refused_by_its_size() {
        let text = format!("---\na: {}\n---\n", "[".repeat(1_000_000));
        assert!(matches!(
            split_front_matter(&text),
            Err(Problem::TooLarge {
                limit: MAX_FRONT_MATTER,
                ..
            })
        ));
    }
}
