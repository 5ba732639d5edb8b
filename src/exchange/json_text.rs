//! JSON as text: lines of `//` above it, as viewers of browsers save them, are read as white space.

use std::io::{self, BufReader, Read};

use crate::exchange::source::{Source, SourceError};
use crate::exchange::text_stream::TextStream;

/// A JSON file of any encoding, for streaming.
pub type JsonFile<'a> = BufReader<JsonText<TextStream<Box<dyn Read + 'a>>>>;

/// Opens a JSON file of any encoding.
///
/// # Errors
/// [`SourceError`] when it cannot be opened.
pub fn open_json<'a>(source: &'a dyn Source, path: &str) -> Result<JsonFile<'a>, SourceError> {
    let text = JsonText::new(TextStream::new(source.open(path)?));
    Ok(BufReader::with_capacity(64 * 1024, text))
}

/// The text below the lines of `//` and white space that it begins with.
#[must_use]
pub fn below_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        rest = rest.trim_start();
    }
    rest
}

/// Reads JSON; each byte stays in its line and column.
pub struct JsonText<R> {
    inner: R,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// White space above the JSON.
    Above,
    /// A line above the JSON.
    Comment,
    Json,
}

impl<R> JsonText<R> {
    /// Begins at the beginning of a text.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            part: Part::Above,
        }
    }
}

impl<R: Read> Read for JsonText<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        for byte in &mut out[..read] {
            self.part = match (self.part, *byte) {
                (Part::Json, _) => break,
                (Part::Comment, b'\n') => Part::Above,
                // No JSON begins with a slash.
                (Part::Comment, _) | (Part::Above, b'/') => {
                    *byte = b' ';
                    Part::Comment
                }
                (Part::Above, byte) if byte.is_ascii_whitespace() => Part::Above,
                (Part::Above, _) => Part::Json,
            };
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{JsonText, below_comments};

    #[test]
    fn lines_above_become_white_space_and_nothing_else() {
        let text = "\n// 2026\r\n // [a](b)\n\n{\"a\": \"// b\"}\n// c\n";
        assert_eq!(below_comments(text), "{\"a\": \"// b\"}\n// c\n");
        let mut read = String::new();
        // However it is cut into pieces.
        let (mut json, mut byte) = (JsonText::new(text.as_bytes()), [0]);
        while json.read(&mut byte).unwrap() == 1 {
            read.push(char::from(byte[0]));
        }
        let above = format!("\n{}\n{}\n\n", " ".repeat(8), " ".repeat(10));
        assert_eq!(read, format!("{above}{{\"a\": \"// b\"}}\n// c\n"));
        for text in ["", "//", "// a"] {
            assert_eq!(below_comments(text), "");
        }
        assert_eq!(below_comments("/ {"), "/ {");
    }
}
