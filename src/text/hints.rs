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
    let mut at = 0;
    // Where the next comment ends, looked for once.
    let mut close = 0;
    while let Some(start) = text[at..].find(OPEN).map(|start| at + start) {
        stripped.push_str(&text[at..start]);
        if close < start + OPEN.len() {
            match text[start..].find("-->") {
                Some(end) => close = start + end,
                None => {
                    at = start;
                    break;
                }
            }
        }
        if let Some(line) = text[start..close].find(['\n', '\r']) {
            // Not closed on its line: not one of ours.
            stripped.push_str(&text[start..start + line]);
            at = start + line;
            continue;
        }
        at = close + "-->".len();
        if let (true, Some(next)) = (ends_line(&stripped), after_line_break(text, at)) {
            at = next;
            if follows_blank_line(&stripped) {
                at = after_line_break(text, at).unwrap_or(at);
            }
        }
    }
    stripped.push_str(&text[at..]);
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

/// Where the line after the line break at `at` begins; nothing where there is no line break.
fn after_line_break(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at..)? {
        [b'\r', b'\n', ..] => Some(at + 2),
        [b'\r' | b'\n', ..] => Some(at + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

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
        fn what_stays_stands_in_its_order(parts in proptest::collection::vec(0usize..7, 0..12)) {
            let pieces = ["<!-- po hint: a -->", "<!-- po hint: ", "-->", "\n", "\r\n", "b", "<!-- c -->"];
            let text: String = parts.iter().map(|part| pieces[*part]).collect();
            let stripped = strip_hints(&text);
            let mut rest = stripped.chars().peekable();
            text.chars().for_each(|c| {
                rest.next_if_eq(&c);
            });
            prop_assert!(rest.next().is_none());
            prop_assert!(!stripped.contains("<!-- po hint: a -->") || text.matches("-->").count() > 1);
        }

        #[test]
        fn leaves_other_text_alone(text in any::<String>()) {
            if !text.contains(OPEN) {
                prop_assert_eq!(strip_hints(&text), text);
            }
        }
    }
}
