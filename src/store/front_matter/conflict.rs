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
    let (marker, length) = marker_of_any_length(line)?;
    LENGTHS.contains(&length).then_some(marker)
}

/// The marker that a line begins with, and its length.
fn marker_of_any_length(line: &[u8]) -> Option<(&'static str, usize)> {
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
    ends.then_some((marker, length))
}

/// The conflict markers of one text. Those of any other length than git's own count where a conflict of them is whole: the
/// attribute `conflict-marker-size` sets it, see gitattributes(5).
#[derive(Debug)]
pub struct ConflictMarkers {
    /// The other lengths.
    others: Vec<usize>,
}

impl ConflictMarkers {
    /// Those of a text, by its lines without their ends.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut others = Vec::new();
        // Of each length, what the last marker of a conflict was that is not whole yet.
        let mut open: Vec<(usize, &str)> = Vec::new();
        for line in lines {
            let Some((marker, length)) = marker_of_any_length(line) else {
                continue;
            };
            if LENGTHS.contains(&length) || others.contains(&length) {
                continue;
            }
            let last = open.iter().position(|(other, _)| *other == length);
            match (marker, last) {
                ("<<<<<<<", None) => open.push((length, marker)),
                ("=======", Some(last)) => open[last].1 = marker,
                (">>>>>>>", Some(last)) if open[last].1 == "=======" => others.push(length),
                _ => {}
            }
        }
        Self { others }
    }

    /// The marker that a line of it begins with.
    #[must_use]
    pub fn marker(&self, line: &[u8]) -> Option<&'static str> {
        let (marker, length) = marker_of_any_length(line)?;
        (LENGTHS.contains(&length) || self.others.contains(&length)).then_some(marker)
    }
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
    let is_one = |at: usize| bytes[at..].starts_with(&[bytes[at]; 7]);
    // A conflict begins with a line of nothing else, or a blank behind it: `<!--` and `<div>` begin none.
    let opens = |at: usize| {
        let begins_line = at == 0 || bytes[at - 1] == b'\n';
        begins_line
            && bytes[at] == b'<'
            && marker_of_any_length(&bytes[line_at(bytes, at).0]).is_some()
    };
    if !marks.any(|at| is_one(at) || opens(at)) {
        return found;
    }
    let markers = ConflictMarkers::of(bytes.split(|byte| *byte == b'\n'));
    let mut fences = Fences::default();
    let mut open = false;
    let mut at = 0;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        let is_code = fences.hold(&body[line.clone()]);
        if let Some(marker) = markers.marker(&bytes[line.clone()]).filter(|_| !is_code) {
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

    #[test]
    fn another_length_counts_where_the_conflict_is_whole() {
        for length in [1, 4, 6, 33, 64] {
            let [ours, base, between, theirs] = ["<", "|", "=", ">"].map(|it| it.repeat(length));
            let text = format!("{ours} HEAD\na\n{base} base\n{between}\r\nb\n{theirs} side\n");
            assert_eq!(markers(&text), ["<<<<<<<"], "{length}");
            for missing in [&ours, &between, &theirs] {
                let broken = text.replace(missing.as_str(), "x");
                assert!(markers(&broken).is_empty(), "{broken}");
            }
        }
        assert!(markers("< a\n====\n> b\n").is_empty());
        assert!(markers(">> b\n==\n<< a\n").is_empty());
    }
}
