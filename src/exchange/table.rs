//! A CSV file as tools write it: any delimiter and encoding, headers that repeat, rows of any length.

use std::io::{Chain, Cursor, Read};

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::exchange::other_table::OtherTable;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::saved_lines::{is_saved_by_lines, lines_before};
use crate::exchange::source::{Source, SourceError};
use crate::exchange::table_head::{Names, are_names_of_others, delimiter, reading, rows_above};
use crate::exchange::text_file::{RecordEnd, Records};
use crate::exchange::text_stream::TextStream;

/// How much of a file is looked at to find its delimiter, in bytes.
const HEAD: usize = 256 * 1024;

/// How many rows that are too long are named one by one.
const MOST_NAMED: usize = 20;

/// The largest file whose lines are put together again or whose table is one of Markdown, in bytes: it is held in memory.
const LARGEST_HELD: usize = 32 * 1024 * 1024;

type Bytes<'a> = Chain<Cursor<Vec<u8>>, Records<TextStream<Box<dyn Read + 'a>>>>;

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its number, from 1, as a spreadsheet without empty rows counts; the header is a row too.
    pub number: usize,
    pub(super) record: StringRecord,
}

impl Row {
    /// The cell of a column (from 0), without white space around it; empty where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// The cells that are not empty, each with the number of its column.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        let cells = self.record.iter().map(str::trim).enumerate();
        cells.filter(|(_, cell)| !cell.is_empty())
    }

    /// All cells, empty ones too.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let cells = self.record.iter().map(str::trim);
        cells.map(str::to_owned).collect()
    }

    /// Whether the first cell has something and no other one.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        let mut cells = self.cells();
        matches!(cells.next(), Some((0, _))) && cells.next().is_none()
    }

    /// Whether all cells are empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells().next().is_none()
    }
}

/// A table that is read row by row.
pub struct Table<'a> {
    reader: Reader<Bytes<'a>>,
    end: RecordEnd,
    path: String,
    headers: Vec<String>,
    delimiter: u8,
    above: Vec<Row>,
    row: Row,
    by_lines: bool,
    /// In a table of Markdown, how many lines below its header are no rows.
    not_rows: Option<usize>,
    wrapped: usize,
    short: usize,
    long: Vec<usize>,
    long_more: usize,
}

impl<'a> Table<'a> {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// [`SourceError`] when it cannot be read.
    pub fn open(source: &'a dyn Source, path: &str) -> Result<Self, SourceError> {
        let (mut text, end) = Records::of(TextStream::new(source.open(path)?));
        let mut head = Vec::new();
        (&mut text)
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(|error| SourceError::Unreadable(error.to_string()))?;
        let is_saved = is_saved_by_lines(&head);
        let mut is_held = is_saved || OtherTable::begins(path, &head);
        while is_held {
            end.reached();
            let read = (&mut text).take(HEAD as u64).read_to_end(&mut head);
            let read = read.map_err(|error| SourceError::Unreadable(error.to_string()))?;
            if head.len() > LARGEST_HELD {
                is_held = false;
            } else if read == 0 {
                break;
            }
        }
        let other = is_held.then(|| OtherTable::of(path, &head)).flatten();
        let by_lines = is_held && is_saved && other.is_none();
        let lines = by_lines.then(|| lines_before(&head)).flatten();
        let by_lines = lines.is_some();
        head = lines.unwrap_or(head);
        let (not_rows, above) = match &other {
            Some(table) => (table.not_rows, table.above),
            None => (None, None),
        };
        // Excel names the delimiter in a line of its own.
        let mut delimiter = delimiter(&head);
        if let Some(table) = other {
            (head, delimiter) = (table.csv, b',');
        }
        if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', mark, rest @ ..] = head.as_slice() {
            delimiter = *mark;
            let end = rest
                .iter()
                .position(|&b| b == b'\n')
                .map_or(rest.len(), |at| at + 1);
            head.drain(..5 + end);
        }
        let above = above.unwrap_or_else(|| rows_above(&head, delimiter));
        let reader = reading(delimiter).from_reader(Cursor::new(head).chain(text));
        let mut table = Self {
            reader,
            end,
            path: path.to_owned(),
            headers: Vec::new(),
            delimiter,
            above: Vec::new(),
            row: Row::default(),
            by_lines,
            not_rows,
            wrapped: 0,
            short: 0,
            long: Vec::new(),
            long_more: 0,
        };
        for _ in 0..above {
            if table.read_record()? && !(table.not_rows.is_some() && table.row.is_empty()) {
                table.above.push(table.row.clone());
            }
        }
        if table.read_record()? {
            let cells = table.row.record.iter();
            table.headers = cells
                .map(|cell| cell.trim().trim_start_matches('\u{feff}').to_owned())
                .collect();
            // Trailing delimiters make no column.
            while table.headers.last().is_some_and(String::is_empty) {
                table.headers.pop();
            }
        }
        Ok(table)
    }

    /// The names of the columns, in order; a name may occur several times.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The rows above the header, which are no items.
    #[must_use]
    pub fn above(&self) -> &[Row] {
        &self.above
    }

    /// Whether the last row holds names of columns.
    #[must_use]
    pub fn names(&self) -> Names {
        let names = self.headers.iter().filter(|name| !name.is_empty()).count();
        let is_in_place =
            |(at, cell): (usize, &str)| self.headers.get(at).is_some_and(|name| name == cell);
        let cells = self.row.cells().count();
        if names > 1 && cells == names && self.row.cells().all(is_in_place) {
            return Names::All;
        }
        if are_names_of_others(&self.row) {
            return Names::Others;
        }
        // Most rows have a first or second cell that is none, so that not all are looked through.
        let is_name = |(_, cell): &(usize, &str)| self.headers.iter().any(|name| name == cell);
        if cells < 4 || self.row.cells().take(2).filter(is_name).count() == 0 {
            return Names::None;
        }
        match self.row.cells().filter(is_name).count() * 4 >= cells * 3 {
            true => Names::Most,
            false => Names::None,
        }
    }

    /// The header as a row, for a file that has none.
    #[must_use]
    pub fn header_row(&self) -> Row {
        Row {
            number: 1,
            record: StringRecord::from(self.headers.clone()),
        }
    }

    /// The next row, the header left out.
    ///
    /// # Errors
    /// [`SourceError`] when the rest cannot be read.
    pub fn next_row(&mut self) -> Result<Option<&Row>, SourceError> {
        loop {
            if !self.read_record()? {
                return Ok(None);
            }
            // A line of Markdown that is no row.
            if self.not_rows.is_none() || !self.row.is_empty() {
                break;
            }
        }
        if let Some(record) = self.unwrapped() {
            self.row.record = record;
            self.wrapped += 1;
        } else if self.by_lines {
            self.wrapped += 1;
        }
        if self.row.record.len() < self.headers.len() {
            self.short += 1;
        } else if self.surplus_of(&self.row).is_some() {
            if self.long.len() < MOST_NAMED {
                self.long.push(self.row.number);
            } else {
                self.long_more += 1;
            }
        }
        Ok(Some(&self.row))
    }

    /// The cells of a row that stands in its first cell as a whole, as spreadsheets save a line that they did not part.
    fn unwrapped(&self) -> Option<StringRecord> {
        // A title of few columns may have as many commas.
        if self.headers.len() < 8 || self.row.record.len() != 1 {
            return None;
        }
        let first = self.row.record.get(0)?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(first.as_bytes());
        let (mut record, mut more) = (StringRecord::new(), StringRecord::new());
        let is_row = reader.read_record(&mut record).ok()?
            && record.len() == self.headers.len()
            && !reader.read_record(&mut more).ok()?;
        is_row.then_some(record)
    }

    /// The last row.
    #[must_use]
    pub fn row(&self) -> &Row {
        &self.row
    }

    /// The cells of a row that no header names, where one of them is not empty.
    #[must_use]
    pub fn surplus_of(&self, row: &Row) -> Option<Vec<String>> {
        let cells = row.record.iter().skip(self.headers.len());
        let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
        cells.iter().any(|cell| !cell.is_empty()).then_some(cells)
    }

    /// Where a row stands.
    #[must_use]
    pub fn origin_of(&self, row: &Row) -> Origin {
        Origin::line(self.path.as_str(), row.number)
    }

    /// What to know about the shape of the file, when all rows are read.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let columns = self.headers.len();
        if self.wrapped > 0 {
            let reason = format!(
                "{}: all cells stood in the first, between quotation marks; they were taken apart",
                rows(self.wrapped)
            );
            remarks.push(Remark::new(Origin::file(self.path.as_str()), reason));
        }
        if let Some(lines @ 1..) = self.not_rows {
            let reason = format!(
                "{} below the header of the table {} no rows of it",
                counted(lines, "line"),
                if lines == 1 { "is" } else { "are" }
            );
            remarks.push(Remark::new(Origin::file(self.path.as_str()), reason));
        }
        if self.short > 0 {
            let verb = if self.short == 1 { "has" } else { "have" };
            let reason = format!(
                "{} {verb} fewer cells than the header ({columns}); what is missing is taken as empty",
                rows(self.short)
            );
            remarks.push(Remark::new(Origin::file(self.path.as_str()), reason));
        }
        for &row in &self.long {
            let reason = format!(
                "the row has more cells than the header ({columns}); they are kept under `extra`, and cells before them \
                 may stand in wrong columns"
            );
            remarks.push(Remark::new(Origin::line(self.path.as_str(), row), reason));
        }
        if self.long_more > 0 {
            let reason = format!(
                "{} more have more cells than the header",
                rows(self.long_more)
            );
            remarks.push(Remark::new(Origin::file(self.path.as_str()), reason));
        }
        let text = self.reader.get_ref().get_ref().1.inner();
        if text.strange_bytes() > 0 {
            let reason = format!(
                "{} bytes are not UTF-8; they are read as Windows-1252",
                text.strange_bytes()
            );
            remarks.push(Remark::new(Origin::file(self.path.as_str()), reason));
        }
        if text.has_open_quote() {
            let reason = "a quotation mark is opened and not closed: look at the last rows, several may have become one";
            remarks.push(Remark::new(self.origin_of(&self.row), reason));
        }
        remarks
    }

    fn read_record(&mut self) -> Result<bool, SourceError> {
        self.row.number += 1;
        self.end.reached();
        self.reader
            .read_record(&mut self.row.record)
            .map_err(|error| {
                let quote = match self.reader.get_ref().get_ref().1.inner().has_open_quote() {
                    true => "; a quotation mark may be opened and not closed",
                    false => "",
                };
                let row = self.row.number;
                SourceError::Unreadable(format!("row {row} of `{}`: {error}{quote}", self.path))
            })
    }
}

fn rows(count: usize) -> String {
    counted(count, "row")
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Table};
    use crate::exchange::memory_source::MemorySource;

    type Rows = Vec<(usize, Vec<String>)>;

    /// The headers, the rows with their numbers, and the remarks.
    fn read(text: &[u8]) -> (Vec<String>, Rows, Vec<String>) {
        let source = MemorySource::new([("t.csv", text)]);
        let mut table = Table::open(&source, "t.csv").unwrap();
        let headers = table.headers().to_vec();
        let mut rows = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            let cells = (0..headers.len()).map(|at| row.cell(at).to_owned());
            rows.push((row.number, cells.collect()));
        }
        let remarks = table.remarks().iter().map(|r| r.reason.clone()).collect();
        (headers, rows, remarks)
    }

    #[test]
    fn any_delimiter_and_encoding() {
        let expected = vec![(2, vec!["1,5".to_owned(), "x\r\ny".to_owned()])];
        for text in [
            "\u{feff}a;b\r\n1,5;\"x\r\ny\"\r\n",
            "a\tb\n\"1,5\"\t\"x\r\ny\"",
            "a,b\n\"1,5\",\"x\r\ny\"\n\n",
            "sep=;\r\na;b\r\n1,5;\"x\r\ny\"\r\n",
            "\n\"a\",\"b\"\n\"1,5\",\"x\r\ny\"\n",
        ] {
            let (headers, rows, remarks) = read(text.as_bytes());
            assert_eq!(headers, ["a", "b"], "{text}");
            assert_eq!(rows, expected, "{text}");
            assert!(remarks.is_empty(), "{text}: {remarks:?}");
        }
        let wide: Vec<u8> = "\u{feff}a;b\n1;é\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&wide).1, [(2, vec!["1".into(), "é".into()])]);
    }

    #[test]
    fn rows_of_other_lengths_are_named() {
        let (_, rows, remarks) = read(b"a,b,c\n1\n1,2,3,4\n1,2,3,,\n\"1,2\n");
        assert_eq!(rows[0].1, ["1", "", ""]);
        assert_eq!(rows.len(), 4);
        assert!(remarks[0].starts_with("2 rows have fewer"), "{remarks:?}");
        assert!(remarks[1].contains("more cells"));
        assert!(remarks[2].contains("not closed"));
        assert!(read(b"a,b\ncaf\xe9,x\n").2[0].contains("Windows-1252"));
    }

    #[test]
    fn a_row_in_one_cell_is_taken_apart() {
        let (_, rows, remarks) =
            read(b"a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8\n\"1,\"\"2, two\"\",3,,,,,8\"\n\"a, b, c\"\n");
        assert_eq!(rows[1].1, ["1", "2, two", "3", "", "", "", "", "8"]);
        assert_eq!(rows[2].1[0], "a, b, c");
        assert!(remarks[0].starts_with("1 row: all cells"), "{remarks:?}");
        assert!(remarks[1].starts_with("1 row has fewer"), "{remarks:?}");
    }

    #[test]
    fn lines_saved_in_one_cell_each_are_put_together() {
        let text = "a,b,c,d,e,f,g,h;;\r\n\"1,\"\"two;;\";;\r\n;;\r\n\"lines\"\",,,,,,8\";;\r\n2,x;y,3,4,5,6,7,8;\r\n";
        let (_, rows, remarks) = read(text.as_bytes());
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].1, ["1", "two;;\n\nlines", "", "", "", "", "", "8"]);
        assert_eq!(rows[1].1[1], "x;y");
        assert!(remarks[0].starts_with("2 rows: all cells"), "{remarks:?}");
    }

    #[test]
    fn a_spreadsheet_may_say_its_name_above_the_header() {
        let text =
            b"Product Backlog,,,\nOwner:,Ann,,\n,,,\nID,Title,Points\n1,Pay,3\nID,Title,Points\n";
        let (headers, rows, _) = read(text);
        assert_eq!(headers, ["ID", "Title", "Points"]);
        assert_eq!((rows.len(), rows[0].0), (2, 5));
        let source = MemorySource::new([("t.csv", text)]);
        let mut table = Table::open(&source, "t.csv").unwrap();
        assert_eq!(table.above().len(), 3);
        table.next_row().unwrap();
        assert_eq!(table.names(), Names::None);
        table.next_row().unwrap();
        assert_eq!(table.names(), Names::All);
        for text in [
            "Title,,\nPay,3,Done\n",
            "Title\nPay\nShip,it,now\n",
            "a,b,c\nx,,\n",
        ] {
            let names = text.lines().next().unwrap().trim_end_matches(',');
            assert_eq!(read(text.as_bytes()).0.join(","), names);
        }
    }

    #[test]
    fn lines_without_cells_may_stand_above_the_header() {
        for above in [
            "Sprint report\n\n",
            "# filename: a.csv\n",
            "One\r\nTwo, too\r\n",
        ] {
            let text = format!("{above}ID;Title;Points\n1;Pay;3\n");
            let (headers, rows, _) = read(text.as_bytes());
            let expected: &[&str] = match above.contains(',') {
                // Two cells may be those of a table.
                true => &["One"],
                false => &["ID", "Title", "Points"],
            };
            assert_eq!(headers, expected, "{above}");
            assert!(!rows.is_empty());
        }
    }

    #[test]
    fn an_empty_file_is_an_empty_table() {
        assert_eq!(read(b"").0, Vec::<String>::new());
        assert_eq!(read(b"\n\n").0, Vec::<String>::new());
    }
}
