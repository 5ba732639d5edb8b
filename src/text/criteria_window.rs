//! Which part of a body must be parsed to find its criteria: mostly their section alone, sometimes nothing.
//!
//! A quick look at the lines, which gives up (and has all parsed) wherever the lines alone do not tell.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3};

use super::headings::{FirstLetters, is_meant};
use super::lines::{each_line, trim_end};

/// What must be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Window {
    /// Nothing: no line could be the heading.
    Nothing,
    /// This part, which begins with the heading.
    Part(Range<usize>),
    /// All of it.
    Whole,
}

/// Returns what must be parsed of `body` to find the sections meant by `keys`.
pub(crate) fn window(body: &str, keys: &[String]) -> Window {
    let mut start: Option<(usize, usize)> = None;
    let mut end: Option<usize> = None;
    let mut at = 0;
    let letters = FirstLetters::of(keys);
    for line in each_line(body) {
        if letters.may_begin(line) && is_meant(trim_end(line), keys) {
            match heading_level(line) {
                Some(level) if start.is_none() => start = Some((at, level)),
                _ => return Window::Whole,
            }
        } else if let (Some((start, own)), None) = (start, end)
            && heading_level(line).is_some_and(|level| level <= own)
        {
            // Where this heading may be none, no later one is surer.
            let unsure = any_makes_unsure(&body[start..at]);
            end = Some(if unsure { body.len() } else { at });
        }
        at += line.len();
    }
    let Some((start, _)) = start else {
        // A line break that is only a carriage return hides lines.
        return if has_lone_return(body) {
            Window::Whole
        } else {
            Window::Nothing
        };
    };
    if has_lone_return(body) || any_makes_unsure(&body[..start]) {
        return Window::Whole;
    }
    Window::Part(start..end.unwrap_or(body.len()))
}

pub(crate) fn has_lone_return(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The level of a heading that begins at column 0.
pub(crate) fn heading_level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let ends = matches!(
        line.as_bytes().get(level),
        None | Some(b' ' | b'\t' | b'\r' | b'\n')
    );
    ((1..=6).contains(&level) && ends).then_some(level)
}

/// Whether [`makes_unsure`] says so of any line. Few lines have any of the signs that it looks for.
fn any_makes_unsure(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(sign) = next_sign(&bytes[at..]) {
        let start = bytes[..at + sign].iter().rposition(|byte| *byte == b'\n');
        let start = start.map_or(0, |end| end + 1);
        let end =
            memchr(b'\n', &bytes[at + sign..]).map_or(bytes.len(), |length| at + sign + length);
        if makes_unsure(&text[start..end]) {
            return true;
        }
        at = end;
    }
    false
}

/// Where the first sign stands that a line may be unsure by.
fn next_sign(bytes: &[u8]) -> Option<usize> {
    let mark = memchr3(b'<', b'`', b'~', bytes);
    let before = &bytes[..mark.unwrap_or(bytes.len())];
    let close = memchr_iter(b']', before).find(|at| bytes.get(at + 1) == Some(&b':'));
    close.or(mark)
}

/// Whether lines after this one may be something else than they look like: in a fence, in HTML, in a definition's title.
/// A comment on one line is over at its end.
pub(crate) fn makes_unsure(line: &str) -> bool {
    let text = line.trim_ascii_start();
    if let Some(rest) = text.strip_prefix("<!--") {
        return !rest.contains("-->");
    }
    if text.starts_with('<') {
        return true;
    }
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match *byte {
        b']' => bytes.get(at + 1) == Some(&b':'),
        mark @ (b'`' | b'~') => bytes[at..].starts_with(&[mark; 3]),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::{Window, any_makes_unsure, makes_unsure, window};
    use crate::text::criteria::{criteria, criteria_of_text};
    use crate::text::headings::heading_keys;

    const PIECES: [&str; 48] = [
        "## Acceptance criteria\n",
        "# acceptance criteria: 2\n",
        " ## Acceptance criteria\n",
        "## Acceptance\ncriteria\n---\n",
        "Acceptance criteria\n===\n",
        "**Acceptance Criteria:**\n",
        "Acceptance criteria:\n",
        "- # Acceptance criteria\n",
        "> ## Acceptance criteria\n",
        "## Notes\n",
        "# A\n",
        "### B\n",
        "**Notes**\n",
        "- [ ] a\n",
        "- b\n",
        "  - [x] c\n",
        "1. d\n",
        "Given e\n",
        "When f\n",
        "then g\n",
        "```\n",
        "```gherkin\n",
        "Scenario: h\n",
        "  ```\n",
        "~~~~\n",
        "<!-- AC:BEGIN -->\n",
        "<!-- AC:END -->\n",
        "<!--\n",
        "-->\n",
        "<div>\n",
        "<pre>\n",
        "</pre>\n",
        "<!-->\n",
        "<a\n",
        "[i]: /j \"k\n",
        "l\"\n",
        "| m | n |\n",
        "|---|---|\n",
        "---\n",
        "===\n",
        "\n",
        "\n",
        "\n",
        "    o\n",
        "\t",
        "> p\n",
        "\r\n",
        "\r",
    ];

    fn headings() -> Vec<String> {
        vec!["Acceptance criteria".to_owned()]
    }

    #[test]
    fn parses_the_section_alone() {
        let keys = heading_keys(&headings());
        let part = |body: &str| match window(body, &keys) {
            Window::Part(range) => body[range].to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            part("As a b\n\n## Acceptance criteria\n\n- a\n\n## Notes\n```\n"),
            "## Acceptance criteria\n\n- a\n\n"
        );
        assert_eq!(part("a\n\n## Notes\n"), "Nothing");
        assert_eq!(part("```\n## Acceptance criteria\n"), "Whole");
    }

    proptest! {
        #[test]
        fn finds_the_same_as_parsing_all(
            body in proptest::collection::vec(select(&PIECES[..]), 0..24).prop_map(|v| v.concat())
        ) {
            let keys = heading_keys(&headings());
            prop_assert_eq!(criteria(&body, &headings()), criteria_of_text(&body, &keys));
            prop_assert_eq!(any_makes_unsure(&body), body.split('\n').any(makes_unsure));
        }
    }
}
