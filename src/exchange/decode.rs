//! Bytes to text: UTF-8 is read, anything else is named with its place.

use crate::exchange::report::{Origin, Remark};

/// Returns the text of a file, without a byte order mark.
///
/// # Errors
/// A remark that names the encoding and the first byte that is not UTF-8.
pub fn decode<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Remark> {
    let refuse = |offset: usize, reason: String| {
        let before = &bytes[..offset.min(bytes.len())];
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
        let start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |at| at + 1);
        let column = 1 + String::from_utf8_lossy(&before[start..]).chars().count();
        Err(Remark::new(
            Origin {
                column: Some(column),
                ..Origin::line(path, line)
            },
            format!("{reason}; save it as UTF-8"),
        ))
    };
    match bytes {
        [0xff, 0xfe, ..] => {
            return refuse(0, "the file is UTF-16 LE (byte 0xFF at offset 0)".into());
        }
        [0xfe, 0xff, ..] => {
            return refuse(0, "the file is UTF-16 BE (byte 0xFE at offset 0)".into());
        }
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        let pairs = &bytes[..bytes.len().min(64)];
        let zeros = |odd: usize| {
            pairs
                .iter()
                .skip(odd)
                .step_by(2)
                .filter(|&&b| b == 0)
                .count()
        };
        let reason = if zeros(1) * 4 > pairs.len() {
            format!("the file is UTF-16 LE without a byte order mark (zero byte at offset {at})")
        } else if zeros(0) * 4 > pairs.len() {
            format!("the file is UTF-16 BE without a byte order mark (zero byte at offset {at})")
        } else {
            format!("the file is not text (zero byte at offset {at})")
        };
        return refuse(at, reason);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            refuse(
                at,
                format!(
                    "the file is not UTF-8 but maybe Windows-1252 (byte 0x{byte:02X} at offset {at})"
                ),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn refused(bytes: &[u8]) -> (String, String) {
        let remark = decode("a.md", bytes).unwrap_err();
        (remark.at.to_string(), remark.reason)
    }

    #[test]
    fn names_what_is_not_utf8() {
        assert_eq!(decode("a.md", b"\xef\xbb\xbfcaf\xc3\xa9"), Ok("café"));
        let (at, reason) = refused(b"one\ncaf\xe9\n");
        assert_eq!(at, "a.md:2:4");
        assert!(
            reason.contains("Windows-1252 (byte 0xE9 at offset 7)"),
            "{reason}"
        );
        assert!(refused(b"\xff\xfea\0").1.contains("UTF-16 LE"));
        assert!(refused(b"\xfe\xff\0a").1.contains("UTF-16 BE"));
        assert!(refused(b"a\0b\0").1.contains("UTF-16 LE without"));
        assert!(refused(b"\0a\0b").1.contains("UTF-16 BE without"));
        assert!(
            refused(b"PK\x03\x04 binary\0 and more text follows")
                .1
                .contains("not text")
        );
    }
}
