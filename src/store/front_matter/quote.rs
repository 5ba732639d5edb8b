//! How a text is written so that every YAML reader, old or new, gives that text back.

use std::fmt::Write as _;

use crate::model::Value;
use crate::text::is_other_in_yaml;

use super::header::Style;

/// Returns a value as it is written on its key's line, none for [`Value::Empty`].
#[must_use]
pub fn value_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text_value(text, false)),
        Value::Plain(text) => Some(plain_or_quoted(text, false)),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| text_value(item, true)).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", text_value(key, true), part(value)))
                .collect();
            Some(format!("{{{}}}", entries.join(", ")))
        }
        Value::Empty => None,
    }
}

/// A value within a one-line mapping: numbers stand as numbers where every reader gives the same digits back.
fn part(text: &str) -> String {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = |part: &str| {
        digits(part) && part.len() < 16 && (part == "0" || part.starts_with(|c| c != '0'))
    };
    let number = match text.split_once('.') {
        None => whole(text),
        Some((before, after)) => {
            whole(before) && !before.is_empty() && digits(after) && after.len() < 3 && {
                !after.is_empty() && !after.ends_with('0')
            }
        }
    };
    if number && !text.is_empty() {
        text.to_owned()
    } else {
        text_value(text, true)
    }
}

/// Returns a text as it is written: plain where YAML 1.1 and 1.2 alike read that very text, else quoted.
/// `flow` says whether it stands in `[]` or `{}`.
#[must_use]
pub fn text_value(text: &str, flow: bool) -> String {
    if is_plain(text, flow) && !is_other_in_yaml(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Returns a word, number or date as it is, quoted only where it would not be one scalar.
#[must_use]
pub fn plain_or_quoted(text: &str, flow: bool) -> String {
    let negative = text
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && is_plain(rest, flow));
    if negative || is_plain(text, flow) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Returns a text in quotes of that style where they can hold it, else in double quotes; none for a style without quotes.
#[must_use]
pub fn quoted_like(text: &str, style: Style) -> Option<String> {
    match style {
        Style::Single if is_printable(text) => Some(single(text)),
        Style::Single | Style::Double => Some(double(text)),
        Style::Plain | Style::Literal | Style::Folded => None,
    }
}

/// Returns a text in quotes: double ones, or single ones where that saves escapes.
#[must_use]
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && is_printable(text) {
        single(text)
    } else {
        double(text)
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            printable if is_printable_character(printable) => quoted.push(printable),
            other => {
                let code = u32::from(other);
                let _ = if code <= 0xFF {
                    write!(quoted, "\\x{code:02X}")
                } else {
                    write!(quoted, "\\u{code:04X}")
                };
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Whether all characters may stand in YAML unescaped, on one line, in every version.
fn is_printable(text: &str) -> bool {
    text.chars().all(is_printable_character)
}

fn is_printable_character(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
    )
}

/// Whether a text can stand without quotes and be one scalar.
fn is_plain(text: &str, flow: bool) -> bool {
    let first = text.bytes().next();
    first.is_some_and(|first| !b"-?:,[]{}#&*!|>'\"%@`=<".contains(&first))
        && is_printable(text)
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !(flow && text.contains([',', '[', ']', '{', '}', ':', '?']) && !is_flow_address(text))
}

/// Whether a text is an address that flow style takes as it is: a colon before `//` and nowhere else, and no question mark, at which
/// readers of YAML 1.1 end a scalar there.
fn is_flow_address(text: &str) -> bool {
    !text.contains([',', '[', ']', '{', '}', ' ', '?'])
        && text
            .split_once("://")
            .is_some_and(|(scheme, rest)| !scheme.contains(':') && !rest.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::{plain_or_quoted, text_value, value_text};
    use crate::model::Value;

    #[test]
    fn texts_that_are_texts_stay_plain() {
        for text in [
            "Pay with a saved card",
            "größer",
            "3 cards",
            "1.2-beta",
            "US-12",
            "2026 plan",
            "a:b",
            "it's",
            "https://example.org/a?b=c#d",
            "C#",
            "(draft)",
            "😀",
            "a, b",
            "v1",
            "1st",
        ] {
            assert_eq!(text_value(text, false), text);
        }
        // Readers of YAML 1.1 end a scalar of a flow list there.
        assert_eq!(
            text_value("https://example.org/a?b=c", true),
            "\"https://example.org/a?b=c\""
        );
        assert_eq!(
            text_value("https://example.org/a", true),
            "https://example.org/a"
        );
    }

    #[test]
    fn what_yaml_takes_for_something_else_is_quoted() {
        for (text, quoted) in [
            ("no", "\"no\""),
            ("Yes", "\"Yes\""),
            ("1.10", "\"1.10\""),
            ("@x", "\"@x\""),
            ("a: b", "\"a: b\""),
            ("# x", "\"# x\""),
            (" x", "\" x\""),
            ("x ", "\"x \""),
            ("", "\"\""),
            ("a\nb", "\"a\\nb\""),
            ("7", "\"7\""),
            ("07", "\"07\""),
            ("0x1F", "\"0x1F\""),
            ("1_000", "\"1_000\""),
            ("1:30", "\"1:30\""),
            ("1e3", "\"1e3\""),
            ("2026-11-21", "\"2026-11-21\""),
            ("2026-11-21 20:31:07", "\"2026-11-21 20:31:07\""),
            ("~", "\"~\""),
            ("null", "\"null\""),
            (".5", "\".5\""),
            ("+1", "\"+1\""),
            (".NaN", "\".NaN\""),
            ("=", "\"=\""),
            ("<<", "\"<<\""),
            ("- a", "\"- a\""),
            ("say \"hi\": x", "'say \"hi\": x'"),
            ("a:", "\"a:\""),
            ("a #b", "\"a #b\""),
            ("\u{85}", "\"\\x85\""),
            ("a\u{2028}", "\"a\\u2028\""),
            ("\u{feff}", "\"\\uFEFF\""),
            ("\t", "\"\\t\""),
            ("\0", "\"\\x00\""),
        ] {
            assert_eq!(text_value(text, false), quoted);
        }
        assert_eq!(text_value("a, b", true), "\"a, b\"");
        assert_eq!(text_value("a:b", true), "\"a:b\"");
    }

    #[test]
    fn plain_values_stand_as_they_are() {
        for text in [
            "7",
            "1.10",
            "2026-11-21",
            "2026-11-21T20:31:07Z",
            "i3k9",
            "-1",
            "no",
        ] {
            assert_eq!(plain_or_quoted(text, false), text);
        }
        assert_eq!(plain_or_quoted("a: b", false), "\"a: b\"");
    }

    #[test]
    fn maps_and_lists_stand_on_one_line() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(
            value_text(&Value::Map(vec![
                pair("points", "20.5"),
                pair("items", "7"),
                pair("key", "1.10"),
                pair("url", "https://a.b/c"),
                pair("m", "007")
            ])),
            Some(
                "{points: 20.5, items: 7, key: \"1.10\", url: https://a.b/c, m: \"007\"}"
                    .to_owned()
            )
        );
        assert_eq!(
            value_text(&Value::List(vec!["a".into(), "no".into(), "x, y".into()])),
            Some("[a, \"no\", \"x, y\"]".to_owned())
        );
        assert_eq!(value_text(&Value::Empty), None);
    }
}
