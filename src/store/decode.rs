//! From bytes to text: UTF-8 only, and any other encoding named with the byte that shows it.

use crate::model::{Diagnostic, Place};

/// The largest file that is read, in bytes; a larger one is listed as unreadable.
pub const MAX_FILE: usize = 4 * 1024 * 1024;

/// The rule under which a file that cannot be read is reported.
pub const UNREADABLE: &str = "unreadable-file";

/// Returns the bytes as text, byte order mark included, so that ranges of the text are ranges of the file.
///
/// # Errors
/// A [`Diagnostic`] of the rule `unreadable-file`: a file over [`MAX_FILE`], UTF-16, a binary file, or bytes of another
/// encoding such as Windows-1252, with the place of the first bad byte.
pub fn decode<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    if bytes.len() > MAX_FILE {
        let length = bytes.len();
        return Err(Diagnostic::error(
            UNREADABLE,
            Place::file(path),
            format!("the file has {length} bytes; at most {MAX_FILE} are read"),
            "too large",
        )
        .fix("keep long texts and attachments in other files, and link to them"));
    }
    let zero = bytes.contains(&0);
    match std::str::from_utf8(bytes) {
        Ok(text) if !zero => Ok(text),
        text => Err(foreign(
            path,
            bytes,
            text.err().map(|error| error.valid_up_to()),
        )),
    }
}

/// The finding for bytes that are no UTF-8 text; `bad` is the first byte that is no UTF-8.
fn foreign(path: &str, bytes: &[u8], bad: Option<usize>) -> Diagnostic {
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(("UTF-16 LE", 0)),
        [0xFE, 0xFF, ..] => Some(("UTF-16 BE", 0)),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(("UTF-16 BE", 0)),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(("UTF-16 LE", 1)),
        _ => None,
    };
    if let Some((name, offset)) = utf16 {
        let message = format!("the file is {name}, not UTF-8: byte {offset} shows it");
        return encoding(path, offset, message);
    }
    let zero = bytes.iter().position(|&byte| byte == 0);
    let Some(offset) = bad.filter(|&bad| zero.is_none_or(|zero| bad < zero)) else {
        let offset = zero.unwrap_or(0);
        return Diagnostic::error(
            UNREADABLE,
            Place::bytes(path, offset..offset + 1),
            format!("the file is not text: byte {offset} is zero"),
            "a zero byte",
        )
        .fix("move the file out of the backlog, or save it as text in UTF-8");
    };
    let byte = bytes[offset];
    let unused = |byte: &u8| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    let message = if bytes[offset..].iter().any(unused) {
        format!(
            "the file is not UTF-8: byte {offset} is 0x{byte:02X}, which is no Windows-1252 text either"
        )
    } else if byte >= 0xA0 {
        let letter = char::from(byte);
        format!(
            "the file is not UTF-8 but looks like Windows-1252: byte {offset} is 0x{byte:02X}, there `{letter}`"
        )
    } else {
        format!("the file is not UTF-8 but looks like Windows-1252: byte {offset} is 0x{byte:02X}")
    };
    encoding(path, offset, message)
}

/// The finding that a file has another encoding.
fn encoding(path: &str, offset: usize, message: String) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        Place::bytes(path, offset..offset + 1),
        message,
        "not UTF-8",
    )
    .why("a file in another encoding is never rewritten, so that no letter is lost")
    .fix("save the file as UTF-8 in your editor")
}

#[cfg(test)]
mod tests {
    use super::{MAX_FILE, UNREADABLE, decode};
    use crate::model::At;

    #[test]
    fn utf8_is_taken_as_it_is() {
        assert_eq!(
            decode("a.md", "\u{feff}größer".as_bytes()),
            Ok("\u{feff}größer")
        );
        assert_eq!(decode("a.md", b""), Ok(""));
    }

    #[test]
    fn other_encodings_are_named_with_their_offset() {
        for (bytes, name, offset) in [
            (
                &b"gr\xF6\xDFer"[..],
                "Windows-1252: byte 2 is 0xF6, there `ö`",
                2,
            ),
            (b"a \x80", "Windows-1252: byte 2 is 0x80", 2),
            (b"a \x81", "no Windows-1252", 2),
            (b"\xFF\xFE-\0", "UTF-16 LE", 0),
            (b"\xFE\xFF\0-", "UTF-16 BE", 0),
            (b"-\0-\0", "UTF-16 LE", 1),
            (b"\0-\0-", "UTF-16 BE", 0),
            (b"ab\0", "byte 2 is zero", 2),
            (b"\xFF", "Windows-1252", 0),
        ] {
            let finding = decode("a.md", bytes).unwrap_err();
            assert!(finding.message.contains(name), "{}", finding.message);
            assert_eq!(finding.rule, UNREADABLE);
            assert_eq!(finding.place.at, At::Bytes((offset..offset + 1).into()));
        }
    }

    #[test]
    fn a_huge_file_is_refused() {
        let bytes = vec![b'a'; MAX_FILE + 1];
        assert!(
            decode("a.md", &bytes)
                .unwrap_err()
                .message
                .contains("4194305")
        );
        assert!(decode("a.md", &bytes[1..]).is_ok());
    }
}
