//! Lines of a text by byte offset: where one starts and ends, which line break a text uses, which column a byte is in.

use memchr::memchr;

/// The line break that `text` uses: that of its first line, `\n` where there is none.
pub(crate) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The lines of `text`, each with the `\n` that ends it.
pub fn each_line(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let length = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        start += length;
        (length > 0).then(|| &rest[..length])
    })
}

/// Returns the offset of the first byte of the line that holds `at`.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |break_at| {
        // Between the two bytes of CRLF is still the line they end.
        if text[..at].ends_with('\r') && text[at..].starts_with('\n') {
            line_start(text, at - 1)
        } else {
            break_at + 1
        }
    })
}

/// Returns the offset of the line break that ends the line that holds `at`, or the end of the text.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find(['\n', '\r'])
        .map_or(text.len(), |length| at + length)
}

/// Returns the offset of the line after the one that holds `at`, or the end of the text.
pub(crate) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    match text.as_bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([_, ..]) => end + 1,
        _ => end,
    }
}

/// Whether the line that holds `at` has nothing but white space.
pub(crate) fn is_blank_line(text: &str, at: usize) -> bool {
    is_blank(&text[line_start(text, at)..line_end(text, at)])
}

/// Whether `text` is nothing but what Markdown takes for white space.
pub(crate) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Whether Markdown takes `byte` for white space or a line break.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// Returns `text` without the white space at its end, in Markdown's sense.
pub(crate) fn trim_end(text: &str) -> &str {
    text.trim_end_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c'])
}

/// Returns `text` without the white space at its start, in Markdown's sense.
pub(crate) fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c'])
}

/// Returns the column of the byte at `at`, from 0, in characters, with tab stops every four as Markdown has them.
pub(crate) fn column(text: &str, at: usize) -> usize {
    text[line_start(text, at)..at]
        .chars()
        .fold(0, |column, c| match c {
            '\t' => column + 4 - column % 4,
            _ => column + 1,
        })
}

/// Returns `line` with up to `columns` columns of its leading white space taken away.
pub(crate) fn outdent(line: &str, columns: usize) -> String {
    let mut at = 0;
    let mut column = 0;
    for byte in line.bytes() {
        if column >= columns {
            break;
        }
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
        at += 1;
    }
    // A tab that reaches beyond leaves spaces for its rest.
    " ".repeat(column.saturating_sub(columns)) + &line[at..]
}

#[cfg(test)]
mod tests {
    use super::{column, line_end, line_start, newline, next_line, outdent};

    #[test]
    fn finds_lines_with_any_line_break() {
        let text = "ab\r\ncd\ref\n";
        assert_eq!(newline(text), "\r\n");
        assert_eq!((line_start(text, 5), line_end(text, 5)), (4, 6));
        assert_eq!((line_start(text, 3), line_end(text, 2)), (0, 2));
        assert_eq!(next_line(text, 0), 4);
        assert_eq!(next_line(text, 4), 7);
        assert_eq!(next_line(text, text.len()), text.len());
    }

    #[test]
    fn counts_tabs_as_markdown_does() {
        assert_eq!(column("-\tfoo", 2), 4);
        assert_eq!(outdent("\tfoo", 2), "  foo");
        assert_eq!(outdent("  foo", 4), "foo");
        assert_eq!(outdent("    foo", 2), "  foo");
    }
}
