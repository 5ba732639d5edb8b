//! The rows of a file of figures, whole: cells without blanks, tabs and guards around them.

use csv::ReaderBuilder;

use crate::exchange::source::{Source, SourceError};
use crate::exchange::text_file::whole_text;
use crate::text::unguard_formula;

/// No file of figures is larger, in bytes.
pub const LARGEST: u64 = 32 * 1024 * 1024;
/// No file of figures has more rows: a figure a day for five hundred years.
pub const MOST_ROWS: usize = 200_000;
/// Cells of a row beyond these are not looked at: a column a day for ten years.
const MOST_CELLS: usize = 4000;
/// So many lines are looked at to find the delimiter.
const LOOKED: usize = 200;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Record {
    /// The cell of a column (from 0); empty where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether all cells are empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// The words of a comment, where the row is one.
    #[must_use]
    pub fn comment(&self) -> Option<String> {
        let first = self.cells.iter().find(|cell| !cell.is_empty())?;
        first.starts_with('#').then(|| {
            let words: Vec<&str> = self.cells.iter().map(String::as_str).collect();
            words.join(",").trim_matches(['#', ' ', ',']).to_owned()
        })
    }
}

/// The rows of a file and its delimiter; no more than [`MOST_ROWS`] and one.
///
/// # Errors
/// [`SourceError`] when it cannot be read, or is larger than [`LARGEST`].
pub fn records(source: &dyn Source, path: &str) -> Result<(Vec<Record>, u8), SourceError> {
    let text = whole_text(source, path, LARGEST)?;
    let delimiter = delimiter(&text);
    let bytes = text.as_bytes();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes);
    let mut found = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for record in reader.records().take(MOST_ROWS + 1) {
        let record = record.map_err(|error| SourceError::Unreadable(error.to_string()))?;
        let begin = record.position().map_or(0, csv::Position::byte);
        let begin = usize::try_from(begin).unwrap_or(0).min(bytes.len());
        // The reader passes over lines with nothing at all, and these part tables.
        let ends = bytes[begin..]
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'));
        let start = begin + ends.count();
        let feeds = |range: std::ops::Range<usize>| {
            bytes[range].iter().filter(|byte| **byte == b'\n').count()
        };
        let own = usize::from(begin > 0 && bytes[begin - 1] == b'\r');
        if begin > 0 && feeds(begin..start) > own {
            found.push(Record {
                line: 0,
                cells: Vec::new(),
            });
        }
        line += feeds(counted..start);
        counted = start;
        found.push(Record {
            line,
            cells: record.iter().take(MOST_CELLS).map(clean).collect(),
        });
    }
    Ok((found, delimiter))
}

/// A cell without what stands around it, and without the quote that keeps a spreadsheet from taking it for a formula.
fn clean(cell: &str) -> String {
    let around = |c: char| c.is_whitespace() || c == '\u{feff}';
    let open = unguard_formula(cell.trim_matches(around));
    open.trim_matches(around).to_owned()
}

/// The delimiter that stands most often in the first lines that are no comment, outside of quotation marks; the comma where
/// others stand as often.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    let lines = text
        .lines()
        .filter(|line| !line.trim_start_matches('\u{feff}').starts_with('#'));
    for byte in lines.take(LOOKED).flat_map(str::bytes) {
        match byte {
            b'"' => quoted = !quoted,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let found = counts.iter().find(|(_, count)| *count == most);
    found.map_or(b',', |(mark, _)| *mark)
}

#[cfg(test)]
mod tests {
    use super::{Record, records};
    use crate::exchange::memory_source::MemorySource;

    fn read(text: &str) -> (Vec<Record>, u8) {
        let source = MemorySource::new([("t.csv", text)]);
        records(&source, "t.csv").unwrap()
    }

    #[test]
    fn cells_are_bare_and_lines_known() {
        let (rows, delimiter) =
            read("\u{feff}# a, b\r\n\r\n\"\tDate\",\"\tAll\nUsers\"\r\n20250303,'=1+1,'-5\r\n");
        assert_eq!(delimiter, b',');
        let told: Vec<(usize, &[String])> = rows.iter().map(|r| (r.line, &r.cells[..])).collect();
        assert_eq!(told[0].0, 1);
        assert_eq!(rows[0].comment().as_deref(), Some("a,b"));
        assert!(rows[1].is_empty());
        assert_eq!(
            told[2],
            (3, &["Date".to_owned(), "All\nUsers".to_owned()][..])
        );
        assert_eq!(
            told[3],
            (5, &["20250303", "=1+1", "-5"].map(str::to_owned)[..])
        );
        let (guarded, _) = read("day,''=new,'@all,'\tWeek\n");
        assert_eq!(guarded[0].cells, ["day", "'=new", "@all", "Week"]);
        assert_eq!(rows[3].cell(9), "");
    }

    #[test]
    fn the_delimiter_is_that_of_the_rows() {
        assert_eq!(read("# a,b,c,d\nday;value\n2026-01-01;3,4\n").1, b';');
        assert_eq!(read("day\tvalue\n").1, b'\t');
        assert_eq!(read("x\n").1, b',');
        assert_eq!(read("").0.len(), 0);
    }
}
