//! Hints in a text that is being edited: comments with a mark, written and taken out again.

/// How a hint begins; no comment of a person's does.
const OPEN: &str = "<!-- po hint: ";
const CLOSE: &str = " -->";

/// Returns the line of a hint, with its line break.
pub(crate) fn hint_line(words: &str) -> String {
    format!("{OPEN}{words}{CLOSE}\n")
}

/// Returns `text` without hints; every other byte stays. A hint alone on its line takes the line with it, and one that stands
/// between blank lines (or at the start) one of them too.
#[must_use]
pub fn strip_hints(text: &str) -> String {
    let mut stripped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(OPEN) {
        let (before, hint) = rest.split_at(start);
        stripped.push_str(before);
        let line = hint.find(['\n', '\r']).unwrap_or(hint.len());
        let Some(end) = hint[..line].find("-->") else {
            // Never closed on its line: not one of ours.
            stripped.push_str(&hint[..OPEN.len()]);
            rest = &hint[OPEN.len()..];
            continue;
        };
        rest = &hint[end + "-->".len()..];
        if let (true, Some(next)) = (ends_line(&stripped), after_line_break(rest)) {
            rest = next;
            if follows_blank_line(&stripped) {
                rest = after_line_break(rest).unwrap_or(rest);
            }
        }
    }
    stripped.push_str(rest);
    stripped
}

fn ends_line(text: &str) -> bool {
    text.is_empty() || text.ends_with(['\n', '\r'])
}

fn follows_blank_line(text: &str) -> bool {
    let Some(line) = text.strip_suffix('\n') else {
        return text.is_empty();
    };
    ends_line(line.strip_suffix('\r').unwrap_or(line))
}

/// What follows the line break that `text` begins with; nothing at the end of a text without one.
fn after_line_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{OPEN, hint_line, strip_hints};

    #[test]
    fn takes_out_hints_only() {
        let hint = hint_line("say why");
        for (text, stripped) in [
            (format!("## A\n{hint}\n## B\n"), "## A\n\n## B\n"),
            (format!("{hint}\n## B\n"), "## B\n"),
            (
                format!("---\r\n\r\n{}\r\n\r\nb", hint.trim_end()),
                "---\r\n\r\nb",
            ),
            (format!("{hint}As a b\n"), "As a b\n"),
            (format!("a {} b", hint.trim_end()), "a  b"),
            (
                "<!-- hint --> <!-- po hint: open\n -->".to_owned(),
                "<!-- hint --> <!-- po hint: open\n -->",
            ),
        ] {
            assert_eq!(strip_hints(&text), stripped);
        }
    }

    proptest! {
        #[test]
        fn leaves_other_text_alone(text in any::<String>()) {
            if !text.contains(OPEN) {
                prop_assert_eq!(strip_hints(&text), text);
            }
        }
    }
}
