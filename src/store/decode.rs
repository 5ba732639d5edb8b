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
        return Err(Diagnostic::error(
            UNREADABLE,
            Place::file(path),
            format!(
                "the file has {} bytes; more than {MAX_FILE} are not read",
                bytes.len()
            ),
            "too large",
        )
        .fix("keep long texts and attachments in files of their own, and link to them"));
    }
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(("UTF-16 LE", 0)),
        [0xFE, 0xFF, ..] => Some(("UTF-16 BE", 0)),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(("UTF-16 BE", 0)),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(("UTF-16 LE", 1)),
        _ => None,
    };
    if let Some((name, offset)) = utf16 {
        return Err(encoding(path, name, offset, bytes.len()));
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Diagnostic::error(
            UNREADABLE,
            Place::bytes(path, offset..offset + 1),
            format!("the file is not text: byte {offset} is zero"),
            "a zero byte",
        )
        .fix("move the file out of the backlog, or save it as text in UTF-8"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let name = if bytes[offset..]
            .iter()
            .any(|byte| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D))
        {
            "neither UTF-8 nor Windows-1252"
        } else {
            "Windows-1252 or another 8-bit encoding"
        };
        encoding(path, name, offset, bytes.len())
    })
}

/// The finding that a file has another encoding.
fn encoding(path: &str, name: &str, offset: usize, length: usize) -> Diagnostic {
    let end = (offset + 1).min(length);
    Diagnostic::error(
        UNREADABLE,
        Place::bytes(path, offset..end),
        format!("the file is not UTF-8: byte {offset} looks like {name}"),
        "not UTF-8 from here",
    )
    .why("a file in another encoding is never rewritten, so that no letter is lost")
    .fix("save the file as UTF-8 in your editor")
}
