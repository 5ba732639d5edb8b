//! Text in whatever encoding a tool left it.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Returns the text: as its byte order mark says (UTF-8, UTF-16), else as UTF-8, else as Windows-1252, which reads any bytes. The
/// mark is left out.
#[must_use]
pub fn decode_text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::decode_text;

    #[test]
    fn reads_what_tools_write() {
        assert_eq!(decode_text("é".as_bytes()), "é");
        assert_eq!(decode_text(b"\xef\xbb\xbfa"), "a");
        assert_eq!(decode_text(b"\xff\xfea\0\xe9\0"), "aé");
        assert_eq!(decode_text(b"\xfe\xff\0a"), "a");
        assert_eq!(decode_text(b"it\x92s \xe9"), "it\u{2019}s é");
        assert_eq!(decode_text(b""), "");
    }
}
