//! A file of any encoding as text: as a stream, its head, its lines, or whole.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use crate::exchange::json_text::JsonText;
use crate::exchange::source::{Source, SourceError};
use crate::exchange::text_stream::TextStream;

/// A file as text in UTF-8, for streaming.
pub type TextFile<'a> = BufReader<TextStream<Box<dyn Read + 'a>>>;

/// Opens a file of any encoding as text.
///
/// # Errors
/// [`SourceError`] when it cannot be opened.
pub fn open_text<'a>(source: &'a dyn Source, path: &str) -> Result<TextFile<'a>, SourceError> {
    Ok(BufReader::with_capacity(
        64 * 1024,
        TextStream::new(source.open(path)?),
    ))
}

/// The largest record of a file that is read record by record, in bytes: it is held in memory.
const LARGEST_RECORD: u64 = 16 * 1024 * 1024;

/// A text whose records are read one by one: it breaks off where one is too large.
pub struct Records<R> {
    inner: R,
    since: Rc<Cell<u64>>,
}

/// A file of JSON records, for streaming.
pub type RecordFile<'a> = BufReader<Records<JsonText<TextStream<Box<dyn Read + 'a>>>>>;

/// Says where a record ends.
#[derive(Debug, Clone)]
pub struct RecordEnd(Rc<Cell<u64>>);

impl RecordEnd {
    /// A record was read.
    pub fn reached(&self) {
        self.0.set(0);
    }
}

impl<R> Records<R> {
    /// Reads records from a text.
    pub fn of(inner: R) -> (Self, RecordEnd) {
        let since = Rc::new(Cell::new(0));
        let end = RecordEnd(Rc::clone(&since));
        (Self { inner, since }, end)
    }

    /// The text.
    pub fn inner(&self) -> &R {
        &self.inner
    }
}

impl<R: Read> Read for Records<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.since.set(self.since.get() + read as u64);
        if self.since.get() > LARGEST_RECORD {
            let most = LARGEST_RECORD / (1024 * 1024);
            return Err(io::Error::other(format!(
                "a record has more than {most} MiB"
            )));
        }
        Ok(read)
    }
}

/// Opens a file of JSON records: of each, at most 16 MiB are read.
///
/// # Errors
/// [`SourceError`] when it cannot be opened.
pub fn open_records<'a>(
    source: &'a dyn Source,
    path: &str,
) -> Result<(RecordFile<'a>, RecordEnd), SourceError> {
    let (records, end) = Records::of(JsonText::new(TextStream::new(source.open(path)?)));
    Ok((BufReader::with_capacity(64 * 1024, records), end))
}

/// The first `most` bytes of a file's text; none where it cannot be read.
#[must_use]
pub fn head_of(source: &dyn Source, path: &str, most: u64) -> Option<String> {
    let mut head = Vec::new();
    let mut text = open_text(source, path).ok()?.take(most);
    text.read_to_end(&mut head).ok()?;
    // The last letter may be cut.
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// The first letter of a file that is no white space.
#[must_use]
pub fn first_letter(source: &dyn Source, path: &str) -> Option<char> {
    head_of(source, path, 4096)?.trim_start().chars().next()
}

/// The text of a file that has at most so many bytes.
///
/// # Errors
/// [`SourceError`] when it is larger or cannot be read.
pub fn whole_text(source: &dyn Source, path: &str, most: u64) -> Result<String, SourceError> {
    let unreadable = |error: &dyn std::fmt::Display| SourceError::Unreadable(error.to_string());
    let mut bytes = Vec::new();
    open_text(source, path)?
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > most {
        return Err(SourceError::TooLarge { limit: most });
    }
    String::from_utf8(bytes).map_err(|error| unreadable(&error))
}

/// Hands over each line of a file with its number, its end included, until told to stop.
///
/// # Errors
/// [`SourceError`] when the file cannot be read, or a line has `longest` bytes and no end.
pub fn each_line(
    source: &dyn Source,
    path: &str,
    longest: u64,
    each: &mut dyn FnMut(usize, &[u8]) -> bool,
) -> Result<(), SourceError> {
    let mut reader = open_text(source, path)?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = Read::take(&mut reader, longest)
            .read_until(b'\n', &mut line)
            .map_err(|error| SourceError::Unreadable(error.to_string()))?;
        if read == 0 {
            return Ok(());
        }
        if read as u64 == longest && line.last() != Some(&b'\n') {
            let kib = longest / 1024;
            let limit = match kib % 1024 {
                0 => format!("{} MiB", kib / 1024),
                _ => format!("{kib} KiB"),
            };
            return Err(SourceError::Unreadable(format!(
                "line {number} of `{path}` is longer than {limit}"
            )));
        }
        if !each(number, &line) {
            return Ok(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{each_line, first_letter, open_records, whole_text};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::source::SourceError;

    #[test]
    fn limits_hold_to_the_byte() {
        let source = MemorySource::new([("f", "\u{feff} aé\n\nb")]);
        assert_eq!(first_letter(&source, "f"), Some('a'));
        assert_eq!(whole_text(&source, "f", 7).unwrap(), " aé\n\nb");
        // Not even where a letter is cut is it called anything else.
        for most in [2, 3, 6] {
            let error = whole_text(&source, "f", most).unwrap_err();
            assert_eq!(error, SourceError::TooLarge { limit: most });
        }
        let mut lines = Vec::new();
        let mut see = |number: usize, line: &[u8]| {
            lines.push((number, line.len()));
            true
        };
        each_line(&source, "f", 1024, &mut see).unwrap();
        assert_eq!(lines, [(1, 5), (2, 1), (3, 1)]);
    }

    #[test]
    fn a_record_is_not_larger_than_memory_allows() {
        let records = vec![b'a'; 40 * 1024 * 1024];
        let source = MemorySource::new([("f", records)]);
        let read = |ends: bool| {
            let (mut file, end) = open_records(&source, "f").unwrap();
            let mut piece = vec![0; 1024 * 1024];
            loop {
                match std::io::Read::read(&mut file, &mut piece) {
                    Ok(0) => return Ok(()),
                    Ok(_) if ends => end.reached(),
                    Ok(_) => {}
                    Err(error) => return Err(error.to_string()),
                }
            }
        };
        assert_eq!(read(true), Ok(()));
        assert_eq!(read(false), Err("a record has more than 16 MiB".to_owned()));
    }

    #[test]
    fn a_line_without_an_end_is_refused() {
        for (longest, words) in [(64 * 1024, "64 KiB"), (4 * 1024 * 1024, "4 MiB")] {
            let long = vec![b'a'; usize::try_from(longest).unwrap() + 1];
            let source = MemorySource::new([("f", long)]);
            let error = each_line(&source, "f", longest, &mut |_, _| true).unwrap_err();
            let said = format!("line 1 of `f` is longer than {words}");
            assert_eq!(error, SourceError::Unreadable(said));
        }
    }
}
