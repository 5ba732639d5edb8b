//! Where a place lies in a file: line and column, found only when something is shown.

use std::cell::OnceCell;
use std::ops::Range;

use crate::model::{At, Location};
use crate::store::front_matter::{
    Content, Entry, Header, Parts, header, header_of_whole, split_front_matter,
};

/// Finds a place in the bytes of its file: its key's line where the exact spot is gone, else the first line.
///
/// A file without `---` is taken for YAML as a whole, as `po.yaml` is. Never fails, whatever the bytes.
#[must_use]
pub fn locate(bytes: &[u8], at: &At) -> Location {
    Locator::new(bytes).locate(at)
}

/// The bytes of a file in which many places are looked for: what all of them need is worked out once.
#[derive(Debug)]
pub struct Locator<'b> {
    bytes: &'b [u8],
    text: &'b str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Where the body begins.
    body: usize,
    header: OnceCell<Option<Header<'b>>>,
}

impl<'b> Locator<'b> {
    /// Returns the locator of any bytes.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        Self {
            bytes,
            text,
            lines: std::iter::once(0)
                .chain(ends.map(|(end, _)| end + 1))
                .collect(),
            body: split_front_matter(text).map_or(0, |parts| parts.body.start),
            header: OnceCell::new(),
        }
    }

    /// Finds a place, as [`locate`] does.
    #[must_use]
    pub fn locate(&self, at: &At) -> Location {
        let range = match at {
            At::File => None,
            At::Bytes(range) => Some(range.start..range.end),
            At::Body(range) => {
                Some(self.body.saturating_add(range.start)..self.body.saturating_add(range.end))
            }
            At::Key(key) => {
                // The whole line where it is one, else the key alone.
                let whole = |entry: &Entry<'_>| {
                    let line = entry.key_range.start..value_range(entry).end;
                    let is_line = self
                        .text
                        .get(line.clone())
                        .is_some_and(|line| !line.contains('\n'));
                    if is_line {
                        line
                    } else {
                        entry.key_range.clone()
                    }
                };
                self.with_entry(key, whole)
                    .or_else(|| key_line(self.text, key))
            }
            At::Value(key) => self
                .with_entry(key, value_range)
                .or_else(|| key_line(self.text, key)),
            At::Item(key, index) => self
                .with_entry(key, |entry| {
                    if let Content::List { items, .. } = &entry.value.content
                        && let Some(item) = items.get(*index)
                    {
                        return item.range.clone();
                    }
                    value_range(entry)
                })
                .or_else(|| key_line(self.text, key)),
        };
        self.location(range.unwrap_or_else(|| first_line(self.bytes)))
    }

    /// What `find` gives for an entry of the front matter.
    fn with_entry<T>(&self, key: &str, find: impl Fn(&Entry<'_>) -> T) -> Option<T> {
        let header = self.header.get_or_init(|| {
            let read: Option<(Parts, Header<'_>)> = header(self.text)
                .or_else(|_| header_of_whole(self.text))
                .ok();
            read.map(|(_, header)| header)
        });
        header.as_ref()?.entry(key).map(find)
    }

    /// Line and column of some bytes, cut to the file.
    fn location(&self, range: Range<usize>) -> Location {
        let start = range.start.min(self.bytes.len());
        let end = range.end.clamp(start, self.bytes.len());
        let (line, column) = self.line_and_column(start);
        let (end_line, end_column) = self.line_and_column(end);
        Location {
            line,
            column,
            end_line,
            end_column,
            start,
            end,
        }
    }

    /// Line and column, from 1, of a byte; columns count characters, and a byte order mark is none.
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).map_or(0, |before| self.lines[before]);
        let text = String::from_utf8_lossy(&self.bytes[start..at]);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        (line, text.chars().count() + 1)
    }
}

/// The bytes of a value; of its key where there is no value.
fn value_range(entry: &Entry<'_>) -> Range<usize> {
    if entry.value.range.is_empty() {
        entry.key_range.start..entry.value.range.end.max(entry.key_range.end)
    } else {
        entry.value.range.clone()
    }
}

/// The key at the beginning of some line, in a file that YAML cannot read.
fn key_line(text: &str, key: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_key = line
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'));
        if is_key {
            return Some(start..start + key.len());
        }
        start += line.len();
    }
    None
}

/// The first line, without its ending and without a byte order mark.
fn first_line(bytes: &[u8]) -> Range<usize> {
    let bom = if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    let end = bytes
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .unwrap_or(bytes.len());
    bom..end.max(bom)
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::model::{At, Location, SortRange};

    const FILE: &str = "\u{feff}---\r\ntitle: Größer\r\nlabels:\r\n  - a\r\n  - é b\r\npoints:\r\n---\r\nBody\r\nö x\r\n";

    fn find(at: &At) -> (usize, usize, &str) {
        let Location {
            line,
            column,
            start,
            end,
            ..
        } = locate(FILE.as_bytes(), at);
        (line, column, &FILE[start..end])
    }

    #[test]
    fn finds_each_kind_of_place() {
        assert_eq!(find(&At::File), (1, 1, "---"));
        assert_eq!(find(&At::Key("labels".into())), (3, 1, "labels"));
        assert_eq!(find(&At::Value("title".into())), (2, 8, "Größer"));
        assert_eq!(find(&At::Value("points".into())), (6, 1, "points:"));
        assert_eq!(find(&At::Item("labels".into(), 1)), (5, 5, "é b"));
        assert_eq!(find(&At::Item("labels".into(), 7)).0, 4);
        assert_eq!(find(&At::Item("title".into(), 0)), (2, 8, "Größer"));
        assert_eq!(find(&At::Body((9..10).into())), (9, 3, "x"));
        assert_eq!(find(&At::Bytes((8..13).into())), (2, 1, "title"));
        assert_eq!(find(&At::Key("epic".into())), (1, 1, "---"));
    }

    #[test]
    fn a_broken_file_still_has_lines() {
        let bytes = b"---\ntitle: a: b\nid: US-1\n---\n";
        assert_eq!(locate(bytes, &At::Value("id".into())).line, 3);
        assert_eq!(locate(b"\xff\xfe", &At::Key("id".into())).line, 1);
        assert_eq!(
            locate(b"", &At::Bytes(SortRange { start: 5, end: 1 })),
            Location::START
        );
        assert_eq!(
            locate(b"format: 1\nsprnt: 2\n", &At::Key("sprnt".into())).line,
            2
        );
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>, start: usize, end: usize, index: usize) {
            for at in [
                At::File,
                At::Bytes(SortRange { start, end }),
                At::Body(SortRange { start, end }),
                At::Item("a".into(), index),
                At::Value(String::new()),
            ] {
                let found = locate(&bytes, &at);
                proptest::prop_assert!(found.start <= found.end && found.end <= bytes.len());
            }
        }
    }
}
