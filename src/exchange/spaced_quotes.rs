//! A CSV file that puts a space before its quotation marks: `a, "b, c", d`.

use csv::{ReaderBuilder, WriterBuilder};

use crate::exchange::table_head::delimiter;

/// Whether the beginning of a file is written so.
pub(super) fn are_spaced(head: &[u8]) -> bool {
    without_spaces(head, delimiter(head), false).is_some()
}

/// Such a file with commas between its cells and no space before quotation marks; none where a quotation mark anywhere in it is
/// text, and where nothing would be read otherwise.
pub(super) fn unspaced(text: &[u8]) -> Option<Vec<u8>> {
    let mark = delimiter(text);
    let plain = without_spaces(text, mark, true)?;
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(plain.as_slice());
    let mut out = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows.byte_records() {
        out.write_byte_record(&row.ok()?).ok()?;
    }
    out.into_inner().ok()
}

/// The text without spaces around its quotation marks, which all must begin and end cells. A text that is not whole may end within
/// one.
fn without_spaces(text: &[u8], mark: u8, is_whole: bool) -> Option<Vec<u8>> {
    let is_space = |byte: u8| byte == b' ' || (byte == b'\t' && mark != b'\t');
    let is_end = |byte: u8| byte == mark || matches!(byte, b'\r' | b'\n');
    let spaces = |at: usize| {
        text[at..]
            .iter()
            .take_while(|&&byte| is_space(byte))
            .count()
    };
    let mut out = Vec::with_capacity(text.len());
    // Whether a quotation mark stands behind a space, holds what would part cells, and whether all cells stand behind one.
    let (mut is_found, mut is_needed, mut are_all) = (false, false, true);
    let mut is_first = true;
    let mut at = 0;
    while at < text.len() {
        let behind = spaces(at);
        if text.get(at + behind) == Some(&b'"') {
            at += behind + 1;
            out.push(b'"');
            let end = loop {
                let Some(&byte) = text.get(at) else {
                    break None;
                };
                at += 1;
                out.push(byte);
                match (byte, text.get(at)) {
                    (b'"', Some(b'"')) => {
                        out.push(b'"');
                        at += 1;
                        is_needed |= behind > 0;
                    }
                    (b'"', _) => break Some(at),
                    _ => is_needed |= behind > 0 && is_end(byte),
                }
            };
            is_found |= behind > 0;
            are_all &= behind > 0 || is_first;
            match end {
                Some(end) => at = end + spaces(end),
                None if is_whole => return None,
                None => break,
            }
            if text.get(at).is_some_and(|&byte| !is_end(byte)) {
                return None;
            }
        } else {
            let cell = &text[at..];
            let length = cell.iter().position(|&byte| is_end(byte));
            let cell = &cell[..length.unwrap_or(cell.len())];
            if cell.contains(&b'"') {
                return None;
            }
            are_all &= behind > 0 || is_first || cell.is_empty();
            out.extend_from_slice(cell);
            at += cell.len();
        }
        if let Some(&byte) = text.get(at) {
            out.push(byte);
            is_first = byte != mark;
            at += 1;
        }
    }
    (is_found && (is_needed || are_all)).then_some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{are_spaced, unspaced};

    fn read(text: &str) -> Option<String> {
        let out = unspaced(text.as_bytes());
        assert_eq!(out.is_some(), are_spaced(text.as_bytes()), "{text}");
        out.map(|out| String::from_utf8(out).unwrap())
    }

    #[test]
    fn cells_are_quoted_behind_a_space() {
        assert_eq!(
            read("ID, Title, Points\n1, \"Pay, by card\" , 3\r\n\"2\", \"a \"\"b\"\"\", 5\n")
                .unwrap(),
            "ID, Title, Points\n1,\"Pay, by card\", 3\n2,\"a \"\"b\"\"\", 5\n"
        );
        assert_eq!(
            read("ID; Title\n1; \"Pay\"\n2; Ship\n").unwrap(),
            "ID, Title\n1,Pay\n2, Ship\n"
        );
        assert_eq!(
            read("ID,Title\n1, \"Pay\n\nnow\"").unwrap(),
            "ID,Title\n1,\"Pay\n\nnow\"\n"
        );
    }

    #[test]
    fn quotation_marks_of_texts_stay() {
        for text in [
            "ID,Title,Note\n1,Pay, 5\" screen\n",
            "ID,Title,Note\n1, \"nice\" one, x\n",
            "ID, Title, Note\n1, \"Pay, now\", a \"b\"\n",
            "ID, Title\n1, \"Pay\n",
            // Nothing would be read otherwise but the marks themselves.
            "ID,Title,Note\n1,Pay, \"so\"\n",
            "ID,Title\n1,\"Pay, \"\"now\"\"\"\n",
            "ID, Title\n1, Pay\n",
            "",
        ] {
            assert_eq!(unspaced(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in any::<Vec<u8>>(), marks in "[a, \"\n;]{0,40}") {
            let _ = (unspaced(&bytes), are_spaced(marks.as_bytes()), unspaced(marks.as_bytes()));
        }
    }
}
