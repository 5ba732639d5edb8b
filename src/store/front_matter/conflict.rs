//! Conflict markers that an unfinished merge left behind.

use std::ops::Range;

use super::parts::line_at;
use crate::text::Fences;

/// The rule under which they are reported.
pub const CONFLICT: &str = "merge-conflict-marker";

/// What to do about them.
pub const CONFLICT_FIX: &str =
    "po resolve, while git merges; else keep the lines you want, and take the marker lines away";

/// How many characters a marker has: seven, and more where git merges a file that both sides renamed, or nested merges.
const LENGTHS: std::ops::RangeInclusive<usize> = 7..=32;

/// The marker that a line begins with: seven or more equal characters, then a blank or the end.
#[must_use]
pub fn conflict_marker(line: &[u8]) -> Option<&'static str> {
    let first = *line.first()?;
    let marker = match first {
        b'<' => "<<<<<<<",
        b'|' => "|||||||",
        b'=' => "=======",
        b'>' => ">>>>>>>",
        _ => return None,
    };
    let length = line.iter().take_while(|&&byte| byte == first).count();
    let ends = matches!(line.get(length), None | Some(b' ' | b'\t' | b'\r'));
    (LENGTHS.contains(&length) && ends).then_some(marker)
}

/// Finds conflict markers at line starts of a body, outside fenced code: one for each conflict, and each left alone.
///
/// `=======` counts only between the others, because it also underlines a heading.
#[must_use]
pub fn conflicts_in_body(body: &str) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    let bytes = body.as_bytes();
    // Most bodies hold none of these characters.
    let mut marks = memchr::memchr3_iter(b'<', b'|', b'>', bytes);
    if !marks.any(|at| bytes[at..].starts_with(&[bytes[at]; 7])) {
        return found;
    }
    let mut fences = Fences::default();
    let mut open = false;
    let mut at = 0;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        let is_code = fences.hold(&body[line.clone()]);
        if let Some(marker) = conflict_marker(&bytes[line.clone()]).filter(|_| !is_code) {
            match marker {
                "<<<<<<<" => {
                    found.push((marker, line));
                    open = true;
                }
                ">>>>>>>" if open => open = false,
                "=======" => {}
                _ if open => {}
                _ => found.push((marker, line)),
            }
        }
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::conflicts_in_body;

    fn markers(body: &str) -> Vec<&'static str> {
        conflicts_in_body(body)
            .into_iter()
            .map(|(marker, _)| marker)
            .collect()
    }

    #[test]
    fn one_for_each_conflict() {
        assert_eq!(
            markers("a\n<<<<<<< HEAD\nb\n||||||| base\n=======\nc\n>>>>>>> x\n<<<<<<<\r\n"),
            ["<<<<<<<", "<<<<<<<"]
        );
        assert_eq!(markers("a\n>>>>>>> x\n"), [">>>>>>>"]);
    }

    #[test]
    fn headings_and_code_are_none() {
        assert!(markers("Title\n=======\n").is_empty());
        assert!(markers("```\n<<<<<<< HEAD\n~~~\n>>>>>>> x\n```\n").is_empty());
        assert!(markers("```\n``` no end\n<<<<<<< HEAD\n```\n").is_empty());
        assert_eq!(markers("```a``` b\n<<<<<<< HEAD\n"), ["<<<<<<<"]);
        assert!(markers("see <<<<<<< HEAD\n<<<<<<<<<x\n<<<<<< \n").is_empty());
        assert_eq!(
            markers("<<<<<<<< a:x.md\n========\n>>>>>>>> b:y.md\n"),
            ["<<<<<<<"]
        );
    }
}
