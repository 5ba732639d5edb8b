//! The fast path: plain `key: scalar` and `[a, b]` lines, and lists of one plain item a line. It gives up wherever it is not sure.

use std::borrow::Cow;
use std::ops::Range;

use super::header::{Content, Entry, Marks, Node, Style};
use super::parts::line_at;

/// Beyond so many keys the search for duplicates is left to the YAML parser.
const MAX_KEYS: usize = 64;

/// Beyond so many bytes a key is left to the YAML parser, which has a limit of its own.
const MAX_KEY: usize = 128;

/// Reads simple front matter, exactly as the YAML parser would; none where that is not certain.
pub(super) fn scan(text: &str, yaml: Range<usize>) -> Option<Vec<Entry<'_>>> {
    let bytes = &text.as_bytes()[..yaml.end];
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(24);
    let mut marks: u64 = 0;
    let mut at = yaml.start;
    while at < yaml.end {
        let (line, next) = line_at(bytes, at);
        at = next;
        match bytes[line.clone()].first() {
            None => continue,
            Some(b'#') => {
                comment(&bytes[line])?;
                continue;
            }
            Some(b' ') if bytes[line.clone()].iter().all(|&byte| byte == b' ') => continue,
            Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {}
            Some(_) => return None,
        }
        let key_end = line.start
            + bytes[line.clone()]
                .iter()
                .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))?;
        if bytes[key_end] != b':' || key_end - line.start > MAX_KEY {
            return None;
        }
        let key = &text[line.start..key_end];
        // Keys that differ in length and first letter mostly differ here, and are not compared.
        let mark = 1 << ((key.len() * 7 + usize::from(key.as_bytes()[0])) % 64);
        let is_twice = marks & mark != 0 && entries.iter().any(|entry| entry.key == key);
        if entries.len() == MAX_KEYS || is_twice {
            return None;
        }
        marks |= mark;
        let colon = key_end + 1;
        let mut value = value(text, &bytes[..line.end], colon)?;
        if value.content == Content::Null {
            let list;
            (list, at) = block_list(text, bytes, at)?;
            value = list.unwrap_or(value);
        }
        entries.push(Entry {
            key: Cow::Borrowed(key),
            key_range: line.start..key_end,
            colon: Some(colon),
            value,
        });
    }
    Some(entries)
}

/// The value after a colon; `bytes` end where the line ends.
fn value<'a>(text: &'a str, bytes: &[u8], colon: usize) -> Option<Node<'a>> {
    let start = spaces(bytes, colon);
    if start == bytes.len() {
        return Some(node(Content::Null, colon..colon));
    }
    if start == colon {
        return None;
    }
    match bytes[start] {
        b'#' => {
            comment(&bytes[start..])?;
            Some(node(Content::Null, colon..colon))
        }
        b'\'' | b'"' => {
            let (value, end) = quoted(text, bytes, start)?;
            rest(bytes, end)?;
            Some(value)
        }
        b'[' => list(text, bytes, start),
        _ => {
            let end = plain(bytes, start)?;
            Some(scalar(text, start..end))
        }
    }
}

/// Where a plain scalar that fills the rest of a line ends; a comment after it is looked through.
fn plain(bytes: &[u8], start: usize) -> Option<usize> {
    begins_plain(bytes, start)?;
    let mut end = start;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' => {}
            b':' if matches!(bytes.get(at + 1), None | Some(b' ')) => return None,
            b'#' if bytes[at - 1] == b' ' => {
                comment(&bytes[at..])?;
                break;
            }
            _ => {
                sure(bytes, at)?;
                end = at + 1;
            }
        }
        at += 1;
    }
    Some(end)
}

/// The list whose items stand on the lines from `at` on, where one does, and where the next line begins.
fn block_list<'a>(text: &'a str, bytes: &[u8], mut at: usize) -> Option<(Option<Node<'a>>, usize)> {
    let mut items: Vec<Node<'a>> = Vec::new();
    let mut first = at;
    let mut indent = 0;
    while at < bytes.len() {
        let (line, next) = line_at(bytes, at);
        let dash = spaces(&bytes[..line.end], at);
        if !bytes[dash..line.end].starts_with(b"- ") {
            break;
        }
        if items.is_empty() {
            (first, indent) = (dash, dash - at);
        } else if dash - at != indent {
            return None;
        }
        let item = value(text, &bytes[..line.end], dash + 1)?;
        if !matches!(item.content, Content::Scalar { .. }) {
            return None;
        }
        items.push(item);
        at = next;
    }
    let Some(last) = items.last() else {
        return Some((None, at));
    };
    let range = first..last.range.end;
    let content = Content::List { items, flow: false };
    Some((Some(node(content, range)), at))
}

/// A list on one line.
fn list<'a>(text: &'a str, bytes: &[u8], start: usize) -> Option<Node<'a>> {
    let mut items = Vec::new();
    let mut at = spaces(bytes, start + 1);
    if *bytes.get(at)? == b']' {
        at += 1;
    } else {
        loop {
            let (item, end) = match *bytes.get(at)? {
                b'\'' | b'"' => quoted(text, bytes, at)?,
                _ => {
                    let end = plain_item(bytes, at)?;
                    (scalar(text, at..end), end)
                }
            };
            items.push(item);
            at = spaces(bytes, end);
            match *bytes.get(at)? {
                b']' => {
                    at += 1;
                    break;
                }
                b',' => at = spaces(bytes, at + 1),
                _ => return None,
            }
        }
    }
    rest(bytes, at)?;
    Some(node(Content::List { items, flow: true }, start..at))
}

/// Where a plain item of a list ends.
fn plain_item(bytes: &[u8], start: usize) -> Option<usize> {
    begins_plain(bytes, start)?;
    let mut end = start;
    let mut at = start;
    loop {
        match *bytes.get(at)? {
            b',' | b']' => return Some(end),
            b'[' | b'{' | b'}' => return None,
            b' ' => {}
            b':' if !matches!(bytes.get(at + 1), Some(next) if next.is_ascii_alphanumeric() || *next == b'/') =>
            {
                return None;
            }
            b'#' if bytes[at - 1] == b' ' => return None,
            _ => {
                sure(bytes, at)?;
                end = at + 1;
            }
        }
        at += 1;
    }
}

/// A quoted scalar without escapes, and where it ends.
fn quoted<'a>(text: &'a str, bytes: &[u8], start: usize) -> Option<(Node<'a>, usize)> {
    let quote = bytes[start];
    let mut at = start + 1;
    while *bytes.get(at)? != quote {
        if bytes[at] == b'\\' && quote == b'"' {
            return None;
        }
        sure(bytes, at)?;
        at += 1;
    }
    if bytes.get(at + 1) == Some(&quote) {
        return None;
    }
    let style = if quote == b'"' {
        Style::Double
    } else {
        Style::Single
    };
    let content = Content::Scalar {
        text: Cow::Borrowed(&text[start + 1..at]),
        style,
    };
    Some((node(content, start..at + 1), at + 1))
}

/// Sure only where a plain scalar begins with a character that means nothing to YAML.
fn begins_plain(bytes: &[u8], at: usize) -> Option<()> {
    match *bytes.get(at)? {
        b'-' => bytes.get(at + 1)?.is_ascii_alphanumeric().then_some(()),
        b'(' | b'/' | b'.' | b'_' | b'+' | b'$' | b'~' | b'^' | b';' => Some(()),
        byte if byte.is_ascii_alphanumeric() => Some(()),
        byte if byte >= 0x80 => sure(bytes, at),
        _ => None,
    }
}

/// Sure only where a byte belongs to no control character, line separator or byte order mark.
fn sure(bytes: &[u8], at: usize) -> Option<()> {
    match bytes[at] {
        0x00..0x20 | 0x7F => None,
        0xC2 if bytes.get(at + 1).is_none_or(|&next| next < 0xA0) => None,
        0xE2 if bytes.get(at + 1) == Some(&0x80)
            && matches!(bytes.get(at + 2), Some(0xA8 | 0xA9)) =>
        {
            None
        }
        0xEF if matches!(bytes.get(at + 1), Some(0xBB | 0xBF)) => None,
        _ => Some(()),
    }
}

/// Sure only where nothing but blanks or a comment follows a value.
fn rest(bytes: &[u8], end: usize) -> Option<()> {
    let at = spaces(bytes, end);
    if at == bytes.len() {
        return Some(());
    }
    if at == end || bytes[at] != b'#' {
        return None;
    }
    comment(&bytes[at..])
}

/// Sure only where a comment holds no odd characters.
fn comment(bytes: &[u8]) -> Option<()> {
    (0..bytes.len()).try_for_each(|at| sure(bytes, at))
}

/// The first byte from `at` on that is no space.
fn spaces(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|&&byte| byte == b' ').count()
}

/// A scalar that stands as it is.
fn scalar(text: &str, range: Range<usize>) -> Node<'_> {
    let content = Content::Scalar {
        text: Cow::Borrowed(&text[range.clone()]),
        style: Style::Plain,
    };
    node(content, range)
}

/// A node without anchor, alias and tag.
fn node(content: Content<'_>, range: Range<usize>) -> Node<'_> {
    Node {
        content,
        range,
        marks: Marks::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn gives_up_where_it_is_not_sure() {
        for line in [
            "a: b: c",
            "a: @b",
            "a: 'it''s'",
            "a: \"b\\n\"",
            "a: [b, ]",
            "a: [[b]]",
            "a: *b",
            "a: &b c",
            "a: !t b",
            "a: |",
            "a: >-",
            "- a",
            " a: b",
            "a:b",
            "a: b\tc",
            "a: [b",
            "a: 'b",
            "a: {b: c}",
            "\"a\": b",
            "a: \u{feff}b",
            "a: b\u{85}",
            "a: b:",
            "? a",
            "a: - b",
            "...",
            "a: [b: c]",
            "a: \"b\" c",
            "a: 'b'#c",
            "a: [b]c",
            "a:\n  - b: c",
            "a:\n  -",
            "a:\n  - b\n - c",
            "a:\n  - b\n    c",
            "a:\n  - - b",
            "a:\n  - [b]",
            "a:\n\n  - b",
            "a: b\na: c",
            "a: %b",
        ] {
            let text = format!("{line}\n");
            assert!(scan(&text, 0..text.len()).is_none(), "{line}");
        }
    }

    #[test]
    fn takes_what_is_plain() {
        for line in [
            "a: b # c",
            "a:",
            "a:   ",
            "a: # c",
            "a: 'b' # c",
            "a: \"it's\"",
            "a: [b, \"c d\", 'e']",
            "a: [ ]",
            "a: -1",
            "a:\n  - b\n  -   'c' # d\ne: f",
            "a: # b\n- c\n- d",
            "a: https://b.c/d#e",
            "a: [https://b.c/d, x:y]",
            "a: größer 7 → 8",
            "# a: b",
            "   ",
            "a: 2026-11-21T20:31:07Z",
        ] {
            let text = format!("{line}\n");
            assert!(scan(&text, 0..text.len()).is_some(), "{line}");
        }
    }
}
