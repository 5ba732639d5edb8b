//! List items without words among acceptance criteria. A reader of criteria passes over them, so they are found by giving
//! each a word and reading again: then headings, code and nesting mean exactly what they mean for criteria.

use std::ops::Range;

use crate::text::{self, HeadingKeys};

/// The word: a character that no keyboard has.
const WORD: &str = "\u{f8ff}";

/// Returns the lines, as bytes of the body, that would be criteria if they said something.
pub(super) fn empty_items(body: &str, headings: &HeadingKeys) -> Vec<Range<usize>> {
    let lines = bare_lines(body);
    if lines.is_empty() || body.contains(WORD) {
        return Vec::new();
    }
    let mut filled = String::with_capacity(body.len() + lines.len() * (WORD.len() + 1));
    // Where each line begins in the filled text.
    let mut starts = Vec::with_capacity(lines.len());
    let mut end = 0;
    for line in &lines {
        filled.push_str(&body[end..line.start]);
        starts.push(filled.len());
        filled.push_str(&body[line.clone()]);
        filled.push(' ');
        filled.push_str(WORD);
        end = line.end;
    }
    filled.push_str(&body[end..]);
    text::criteria_under(&filled, headings)
        .iter()
        .filter(|criterion| criterion.text == WORD)
        .filter_map(|criterion| {
            let at = starts.binary_search(&criterion.range.start).ok()?;
            Some(lines[at].clone())
        })
        .collect()
}

/// The lines that hold a list marker, perhaps a box, and nothing else; without indentation and what follows.
fn bare_lines(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut may_begin_list = true;
    let mut start = 0;
    for line in text::each_line(body) {
        let content = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - content.len();
        let content = content.trim_end();
        let rest = after_marker(content);
        let bare = match rest.map(str::trim_start) {
            // Below a paragraph a lone dash underlines it, and other lone markers belong to it.
            Some("") => may_begin_list,
            Some("[ ]" | "[x]" | "[X]" | "[]") => true,
            _ => false,
        };
        if bare {
            found.push(start + indent..start + indent + content.len());
        }
        may_begin_list = content.is_empty() || rest.is_some();
        start += line.len();
    }
    found
}

/// What follows a list marker: `-`, `*`, `+`, `1.`, `1)`, then a space or the end.
fn after_marker(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        1..=9 => line[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::empty_items;
    use crate::text::HeadingKeys;

    fn found(body: &str) -> Vec<&str> {
        let headings = HeadingKeys::new(&["Acceptance criteria".to_owned()]);
        empty_items(body, &headings)
            .into_iter()
            .map(|range| &body[range])
            .collect()
    }

    #[test]
    fn finds_lines_without_words() {
        let body = "- [ ]\n\n## Acceptance criteria\r\n\r\n- [ ] one\r\n- [x] \r\n-\r\n  - [ ]\r\n1.\r\n\r\n## Notes\n\n- [ ]\n";
        assert_eq!(found(body), ["- [x]", "-", "- [ ]", "1."]);
    }

    #[test]
    fn passes_over_what_is_no_empty_item() {
        for body in [
            "",
            "## Acceptance criteria\n\n- [ ] one\n  two\n",
            "## Acceptance criteria\n\n-\n  the words stand here\n",
            "## Acceptance criteria\n\n```\n- [ ]\n```\n",
            "## Acceptance criteria\n\nA heading with a line below it\n-\n",
            "## Acceptance criteria\n\n---\n\n**\n",
            "## Acceptance criteria\n\n- [ ] \u{f8ff}\n- [ ]\n",
        ] {
            assert!(found(body).is_empty(), "{body}");
        }
    }

    #[test]
    fn a_hundred_thousand_are_no_trouble() {
        let body = format!("## Acceptance criteria\n\n{}", "- [ ]\n".repeat(100_000));
        assert_eq!(found(&body).len(), 100_000);
    }
}
