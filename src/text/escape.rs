//! Shows what a terminal would obey or hide: controls, escapes, bidi controls, invisible characters.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns `text` with each character that a terminal would obey or hide as `\u{1b}`, line breaks and tabs included.
///
/// Joiners stay between letters or emoji that are not ASCII, and one variation selector stays after what it varies.
#[must_use]
pub fn escape_terminal(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    escape_into(&mut shown, text);
    if shown == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(shown)
}

/// Returns `text` escaped in the same way, but with its lines kept: `\r\n` becomes `\n`, tabs become spaces up to the next
/// multiple of four columns.
#[must_use]
pub fn escape_terminal_lines(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            shown.push('\n');
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut column = 0;
        for (index, part) in line.split('\t').enumerate() {
            if index > 0 {
                let stop = column + 4 - column % 4;
                shown.extend(std::iter::repeat_n(' ', stop - column));
                column = stop;
            }
            let start = shown.len();
            escape_into(&mut shown, part);
            column += super::display_width(&shown[start..]);
        }
    }
    Cow::Owned(shown)
}

/// Returns JSON in which the same characters stand as `\u001b`: what it says stays the same, and a terminal that it is shown
/// on obeys nothing.
///
/// `json` must be JSON without hidden characters outside its strings, line breaks aside, as serializers write it.
#[must_use]
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let hidden = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(hidden) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Printable ASCII alone, as most text is.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn escape_into(shown: &mut String, text: &str) {
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let keep = match c {
            ' '..='~' => true,
            '\u{200c}' | '\u{200d}' => {
                before.is_some_and(joins) && chars.peek().copied().is_some_and(joins)
            }
            _ if is_variation_selector(c) => before.is_some_and(|c| !is_variation_selector(c)),
            _ => !is_hidden(c),
        };
        if keep {
            shown.push(c);
            before = Some(c);
        } else {
            shown.extend(c.escape_unicode());
            before = None;
        }
    }
}

/// What a joiner may stand between: letters of scripts that need it, marks on them, and emoji.
fn joins(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}') && !is_hidden(c)
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters that move, hide or reorder others, or that show nothing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            // Soft hyphen, grapheme joiner, Arabic letter mark, fillers, Mongolian vowel separator.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}'
            // Zero width, marks of direction, line and paragraph separators, embeddings, invisible operators, isolates.
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            // Byte order mark, interlinear annotation, musical and shorthand format controls.
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            // Noncharacters and private use, which fonts show as they like; tags.
            | '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}'
            | '\u{f0000}'..='\u{10ffff}'
        )
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{escape_json, escape_terminal, escape_terminal_lines};

    #[test]
    fn shows_what_a_terminal_would_obey() {
        for (text, shown) in [
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            (
                "a\r\n\tb\0\u{7f}\u{9b}",
                "a\\u{d}\\u{a}\\u{9}b\\u{0}\\u{7f}\\u{9b}",
            ),
            ("\u{202e}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
            ("a\u{200b}b\u{200d}c", "a\\u{200b}b\\u{200d}c"),
            (
                "\u{e0041}\u{feff}\u{2028}\u{61c}",
                "\\u{e0041}\\u{feff}\\u{2028}\\u{61c}",
            ),
            ("x\u{fe0f}\u{fe0f}", "x\u{fe0f}\\u{fe0f}"),
        ] {
            assert_eq!(escape_terminal(text), shown);
        }
    }

    #[test]
    fn leaves_every_script_alone() {
        for text in [
            "plain",
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627}",
            "\u{1f469}\u{200d}\u{1f4bb} \u{2764}\u{fe0f} \u{1f1eb}\u{1f1f7}",
            "\u{646}\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "e\u{301} \u{a0}\u{3000}\u{65e5}",
        ] {
            assert!(matches!(escape_terminal(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn keeps_lines_and_expands_tabs() {
        assert_eq!(
            escape_terminal_lines("a\tb\r\n\t\u{65e5}\tc\n"),
            "a   b\n    \u{65e5}  c\n"
        );
        assert_eq!(escape_terminal_lines("a\rb\u{1b}"), "a\\u{d}b\\u{1b}");
        assert!(matches!(escape_terminal_lines("a\nb\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_says_the_same_without_hidden_characters() {
        assert_eq!(
            escape_json("{\n  \"\u{9b}2J\": \"\u{202e}\u{f0000}\u{e9}\"\n}"),
            "{\n  \"\\u009b2J\": \"\\u202e\\udb80\\udc00\u{e9}\"\n}"
        );
        assert!(matches!(escape_json("[\"\u{5e9}\"]\n"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_gets_through(text in any::<String>()) {
            let shown = escape_terminal(&text);
            let is_bad = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
            prop_assert!(!shown.contains(is_bad));
            prop_assert_eq!(escape_terminal(&shown), shown.as_ref());
            let lines = escape_terminal_lines(&text);
            prop_assert!(!lines.contains(|c| c != '\n' && is_bad(c)));
        }
    }
}
