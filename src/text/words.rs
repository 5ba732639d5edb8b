//! Words a person typed, and the Markdown that holds them as one paragraph and gives them back.

use memchr::memchr2;

use super::lines::is_space;

/// Returns `text` on one line: white space folded to single spaces, none at the ends. No-break spaces stay.
#[must_use]
pub fn one_line(text: &str) -> String {
    if is_folded_already(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_folded).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether folding would change nothing, as for most text; not asked of text beyond ASCII.
fn is_folded_already(text: &str) -> bool {
    // A space at either end would be one too many, as is the second of two.
    let mut last = b' ';
    let are_kept = text.bytes().all(|byte| {
        let before = std::mem::replace(&mut last, byte);
        matches!(byte, b'!'..=b'~') || byte == b' ' && before != b' '
    });
    are_kept && (last != b' ' || text.is_empty())
}

/// White space that folds: ASCII's and the Unicode line breaks. A no-break or an ideographic space means something.
fn is_folded(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether there is no word in `text`.
pub(crate) fn is_wordless(text: &str) -> bool {
    text.trim().is_empty()
}

/// Writes `words` as the lines of one Markdown paragraph: blank lines dropped, each further line after `newline` and
/// `indent` spaces, a backslash where a line would otherwise begin another block, a box or a number.
pub(crate) fn encode(words: &str, newline: &str, indent: usize) -> String {
    let lines: Vec<String> = words
        .split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect();
    let mut text = String::with_capacity(words.len() + 8);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push_str(newline);
            text.extend(std::iter::repeat_n(' ', indent));
        }
        match escape_at(line, index + 1 < lines.len()) {
            Some(at) => {
                text.push_str(&line[..at]);
                text.push('\\');
                text.push_str(&line[at..]);
            }
            None => text.push_str(line),
        }
    }
    text
}

/// Reads the words of a paragraph from its source, on one line: what [`encode`] wrote comes back.
pub(crate) fn decode(source: &str) -> String {
    let is_one_line = memchr2(b'\n', b'\r', source.as_bytes()).is_none();
    if is_one_line && unescape_at(source).is_none() {
        return one_line(source);
    }
    let mut text = String::with_capacity(source.len());
    for line in source.split(['\n', '\r']) {
        let line = line.trim_matches(|c: char| c.is_ascii() && is_space(c as u8));
        if !text.is_empty() {
            text.push(' ');
        }
        match unescape_at(line) {
            Some(at) => {
                text.push_str(&line[..at]);
                text.push_str(&line[at + 1..]);
            }
            None => text.push_str(line),
        }
    }
    one_line(&text)
}

/// Where a backslash must come so that `line` (folded, not empty) stays text; `more` when further lines follow.
fn escape_at(line: &str, more: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let first = *bytes.first()?;
    let ends_word = |at: usize| bytes.get(at).is_none_or(|byte| is_space(*byte));
    let run = |byte: u8| bytes.iter().take_while(|b| **b == byte).count();
    let escape = match first {
        b'\\' => bytes.get(1).is_some_and(u8::is_ascii_punctuation),
        b'>' => true,
        b'-' | b'+' | b'*' if ends_word(1) => true,
        // Thematic breaks, underlines of headings, delimiter rows of tables.
        b'-' | b'+' | b'*' | b'=' | b'_' | b':' | b'|' => bytes
            .iter()
            .all(|b| matches!(b, b'-' | b'+' | b'*' | b'=' | b'_' | b':' | b'|' | b' ')),
        b'#' => {
            let digits = bytes[1..].iter().take_while(|b| b.is_ascii_digit()).count();
            ends_word(run(b'#')) || digits > 0 && ends_word(1 + digits)
        }
        b'`' | b'~' => run(first) >= 3,
        b'[' => {
            let is_box = matches!(bytes, [_, b' ' | b'x' | b'X', b']', ..]) && ends_word(3);
            let is_definition = match line.find(']') {
                Some(at) => bytes.get(at + 1) == Some(&b':'),
                None => more,
            };
            is_box || is_definition
        }
        b'<' => match bytes.get(1) {
            Some(b'!' | b'?' | b'/') => true,
            Some(byte) if byte.is_ascii_alphabetic() => {
                let name = bytes[1..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric() || **b == b'-')
                    .count();
                ends_word(1 + name) || matches!(bytes.get(1 + name), Some(b'>' | b'/'))
            }
            _ => false,
        },
        b'0'..=b'9' => return escape_number_at(bytes),
        _ => false,
    };
    escape.then_some(0)
}

/// The same for a line that begins with digits: `1. ` or `1) ` would be a list, and `1\.` must stay as typed.
fn escape_number_at(bytes: &[u8]) -> Option<usize> {
    let digits = number_length(bytes)?;
    let is_item = matches!(bytes.get(digits), Some(b'.' | b')'))
        && bytes.get(digits + 1).is_none_or(|byte| is_space(*byte));
    (is_item || is_escaped_number(bytes, digits)).then_some(digits)
}

/// Which backslash [`encode`] put into `line`, if any.
fn unescape_at(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    match bytes {
        [b'\\', next, ..] if next.is_ascii_punctuation() => Some(0),
        [b'0'..=b'9', ..] => {
            let digits = number_length(bytes)?;
            is_escaped_number(bytes, digits).then_some(digits)
        }
        _ => None,
    }
}

fn is_escaped_number(bytes: &[u8], digits: usize) -> bool {
    matches!(bytes.get(digits..), Some([b'\\', b'.' | b')' | b'\\', ..]))
}

/// The length of the number at the start, where it could number a list: at most nine digits.
fn number_length(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=9).contains(&digits).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{decode, encode, one_line};

    #[test]
    fn keeps_what_would_begin_a_block() {
        for words in [
            "- a", "# a", "1. a", "1\\. a", "\\- a", "> a", "```", "---", "[x] a",
        ] {
            let source = encode(words, "\n", 2);
            assert!(source.contains('\\') && source != words, "{words}");
            assert_eq!(decode(&source), words);
        }
        for words in [
            "**bold** a",
            "-1",
            "#hash",
            "2026-11-21 a",
            "<https://a.b>",
            "[a](b)",
        ] {
            assert_eq!(encode(words, "\n", 2), words);
        }
    }

    #[test]
    fn indents_further_lines() {
        assert_eq!(encode("a\r\n\r\n  - b\n\n", "\n", 2), "a\n  \\- b");
        assert_eq!(one_line(" a\t\n b\u{a0}?\u{2028}c "), "a b\u{a0}? c");
    }

    proptest! {
        #[test]
        fn reads_back_what_was_written(words in any::<String>()) {
            prop_assert_eq!(decode(&encode(&words, "\n", 2)), one_line(&words));
        }

        #[test]
        fn reads_back_punctuation(words in "[-+*#>`~<\\[\\]\\\\x0-9.):=_| \n\r\t]{0,24}") {
            prop_assert_eq!(decode(&encode(&words, "\r\n", 6)), one_line(&words));
        }
    }
}
