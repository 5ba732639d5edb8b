//! Bytes of any usual encoding to UTF-8, as a stream.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memchr_iter;

/// How many bytes are read at once.
const CHUNK: usize = 64 * 1024;

/// Reads UTF-8 from a stream in UTF-8, UTF-16 (with a byte order mark or without) or Windows-1252. A byte order mark is left
/// out. What is no UTF-8 in a file without a mark is read byte by byte as Windows-1252, so that one stray byte in a large
/// file changes nothing else.
pub struct TextStream<R> {
    inner: R,
    decoder: Option<Decoder>,
    begun: bool,
    ended: bool,
    /// Bytes that were read and not decoded.
    raw: Vec<u8>,
    /// Text that was decoded and not handed out from `at` on.
    text: Vec<u8>,
    at: usize,
    strange: usize,
    quotes: usize,
}

impl<R: Read> TextStream<R> {
    /// Returns the text of a stream of bytes.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            decoder: None,
            begun: false,
            ended: false,
            raw: Vec::new(),
            text: Vec::new(),
            at: 0,
            strange: 0,
            quotes: 0,
        }
    }

    /// How many bytes so far were read as Windows-1252.
    pub fn strange_bytes(&self) -> usize {
        self.strange
    }

    /// Whether the number of quotation marks so far is odd.
    pub fn has_open_quote(&self) -> bool {
        self.quotes % 2 == 1
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() && !self.ended {
            let read = (&mut self.inner)
                .take(CHUNK as u64)
                .read_to_end(&mut self.raw)?;
            self.ended = read < CHUNK;
            if !self.begun {
                self.begun = true;
                self.begin();
            }
            self.decode();
        }
        self.quotes += memchr_iter(b'"', &self.text).count();
        Ok(())
    }

    /// Looks at the first bytes.
    fn begin(&mut self) {
        if self.raw.starts_with(b"\xef\xbb\xbf") {
            self.raw.drain(..3);
            return;
        }
        let Some(encoding) = wide(&self.raw) else {
            return;
        };
        self.decoder = Some(encoding.new_decoder_with_bom_removal());
    }

    fn decode(&mut self) {
        if let Some(decoder) = &mut self.decoder {
            let most = decoder.max_utf8_buffer_length(self.raw.len());
            let mut out = vec![0; most.unwrap_or(self.raw.len().saturating_mul(3) + 16)];
            let (_, read, written, _) = decoder.decode_to_utf8(&self.raw, &mut out, self.ended);
            self.raw.drain(..read);
            out.truncate(written);
            self.text = out;
            return;
        }
        // Nearly always there is nothing to decode.
        if self.text.is_empty() && std::str::from_utf8(&self.raw).is_ok() {
            return std::mem::swap(&mut self.raw, &mut self.text);
        }
        let mut rest = self.raw.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(_) => {
                    self.text.extend_from_slice(rest);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.text.extend_from_slice(good);
                    let length = match error.error_len() {
                        Some(length) => length,
                        None if self.ended => bad.len(),
                        None => {
                            rest = bad;
                            break;
                        }
                    };
                    let (odd, after) = bad.split_at(length);
                    self.strange += length;
                    let (text, _) = WINDOWS_1252.decode_without_bom_handling(odd);
                    self.text.extend_from_slice(text.as_bytes());
                    rest = after;
                }
            }
        }
        self.raw = rest.to_vec();
    }
}

/// The encoding of a text that begins so, where each of its signs has two bytes: with a byte order mark, or with zero bytes in
/// every other place.
#[must_use]
pub(super) fn wide(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let zeros = |bytes: &[u8], odd: usize| {
        let found = bytes.iter().skip(odd).step_by(2);
        found.filter(|&&byte| byte == 0).count()
    };
    let pairs = &head[..head.len().min(256) / 2 * 2];
    if zeros(pairs, 1) * 4 > pairs.len() {
        return Some(UTF_16LE);
    }
    if zeros(pairs, 0) * 4 > pairs.len() {
        return Some(UTF_16BE);
    }
    // Words of other scripts have few zeros: between them stand the marks that part cells and lines.
    let all = &head[..head.len() / 2 * 2];
    let encoding = match (zeros(all, 0), zeros(all, 1)) {
        (0, 2..) => UTF_16LE,
        (2.., 0) => UTF_16BE,
        _ => return None,
    };
    let mut text = String::with_capacity(all.len() * 2);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    text.reserve(decoder.max_utf8_buffer_length(all.len()).unwrap_or(0));
    let (_, _, has_strange) = decoder.decode_to_string(all, &mut text, false);
    // A text of one byte a sign is UTF-8, or has more lines than its pairs have.
    let lines = all.iter().filter(|&&byte| byte == b'\n').count();
    let is_wide = !has_strange && text.matches('\n').count() * 2 >= lines.max(1);
    // Letters of some scripts are pairs of a sign that no text has and of one of ASCII.
    let is_no_text = std::str::from_utf8(all).is_err_and(|error| error.error_len().is_some())
        || all.iter().any(|byte| (1..=8).contains(byte));
    (is_wide && is_no_text).then_some(encoding)
}

impl<R: Read> Read for TextStream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.text.len() {
            self.fill()?;
        }
        let ready = &self.text[self.at..];
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{CHUNK, TextStream};

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        TextStream::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn reads_what_tools_write() {
        assert_eq!(read("é".as_bytes()), "é");
        assert_eq!(read(b"\xef\xbb\xbfa"), "a");
        assert_eq!(read(b"\xff\xfea\0\xe9\0"), "aé");
        assert_eq!(read(b"\xfe\xff\0a"), "a");
        assert_eq!(read(b"a\0b\0c\0d\0"), "abcd");
        // Few zeros stand between words of other scripts.
        let long = format!(
            "題名,状態\n{}ログイン画面を作る,未着手\n",
            "вход,".repeat(100)
        );
        let wide: Vec<u16> = long.encode_utf16().collect();
        for bytes in [
            wide.iter()
                .flat_map(|unit| unit.to_le_bytes())
                .collect::<Vec<u8>>(),
            wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ] {
            assert_eq!(read(&bytes), long);
        }
        let russian = format!("Тема,Статус\n1,{}\n", "Добавить вход ".repeat(40));
        let wide = russian.encode_utf16().flat_map(u16::to_le_bytes);
        assert_eq!(read(&wide.collect::<Vec<u8>>()), russian);
        let stray = "ID,Title\n1,a\0b\n2,ä\0\n3,x\n";
        assert_eq!(read(stray.as_bytes()), stray);
        assert_eq!(read(b"ID\n1,\xe4\0b\n\0x\n"), "ID\n1,ä\0b\n\0x\n");
        assert_eq!(read(b"it\x92s \xe9"), "it\u{2019}s é");
        assert_eq!(read("one \u{e9} and ".as_bytes()), "one é and ");
        assert_eq!(read(b"\xc3\xa9 and \x93"), "é and \u{201c}");
        assert_eq!(read(b""), "");
        assert_eq!(read(b"a\xc3"), "aÃ");
    }

    proptest! {
        #[test]
        fn text_in_utf8_stays(text in any::<String>(), pad in CHUNK - 5..CHUNK + 1) {
            if !text.starts_with('\u{feff}') && !text.contains('\0') {
                let long = format!("{}{text}", "x".repeat(pad));
                prop_assert_eq!(read(long.as_bytes()), long);
            }
        }

        #[test]
        fn any_bytes_are_text(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }
    }
}
