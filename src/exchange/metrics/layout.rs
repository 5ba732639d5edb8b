//! Where in a file of figures the tables lie, which of their columns holds days, and whether days are rows or columns.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::figure_cell::figure_cell;
use super::records::Record;
use crate::exchange::assembly::fold_name;
use crate::exchange::dates::{DateReader, day_of_digits};
use crate::exchange::digits::Comma;

/// Names of columns with days, as [`fold_name`] writes them.
const DAY_NAMES: [&str; 12] = [
    "date", "day", "dates", "days", "week", "month", "time", "datum", "tag", "fecha", "jour",
    "data",
];
/// Names of columns that count days from the first one.
const NTH_NAMES: [(&str, i64); 2] = [("nthday", 1), ("nthweek", 7)];

/// Where the days of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// In that column.
    Column(usize),
    /// In that column, as a number of steps of so many days since the date.
    Nth(usize, Date, i64),
    /// In the header: a column a day.
    Header,
}

/// A table of figures.
#[derive(Debug, Clone)]
pub struct Table<'r> {
    /// Where the days are.
    pub days: Days,
    /// The names of the columns; empty where the file has none.
    pub header: Option<&'r Record>,
    /// The rows with figures.
    pub rows: &'r [Record],
}

/// The tables of a file, and the rows that stand in none.
#[derive(Debug, Default)]
pub struct Layout<'r> {
    /// In the order of the file.
    pub tables: Vec<Table<'r>>,
    /// Blocks of rows without a day among them.
    pub without_days: Vec<&'r [Record]>,
    /// Rows above a header: titles.
    pub titles: usize,
}

/// The day that a cell says: `20250303`, any date, or the first day of a range.
#[must_use]
pub fn day_of(cell: &str, dates: &DateReader) -> Option<Date> {
    let cell = cell.trim();
    if cell.len() > 64 {
        return None;
    }
    if let [first, last] = cell.split(" - ").collect::<Vec<_>>()[..] {
        return day_of(last, dates).and(day_of(first, dates));
    }
    if let Some((first, last)) = cell.split_once('-').filter(|(first, _)| first.len() == 8) {
        return packed(last).and(packed(first));
    }
    // Of a moment with a zone the day as written counts: it is the tool's own.
    let day = cell.split_once('T').map_or(cell, |(day, time)| {
        if time.starts_with(|c: char| c.is_ascii_digit()) {
            day
        } else {
            cell
        }
    });
    packed(cell).or_else(|| dates.date(day))
}

/// `20250303`.
fn packed(cell: &str) -> Option<Date> {
    day_of_digits(cell).filter(|day| (1980..2200).contains(&day.year()))
}

/// Finds the tables of a file.
#[must_use]
pub fn layout<'r>(records: &'r [Record], dates: &DateReader) -> Layout<'r> {
    let mut layout = Layout::default();
    let mut start = None;
    let mut above: Option<Table<'r>> = None;
    let mut at = 0;
    while let Some(record) = records.get(at) {
        if let Some(comment) = record.comment() {
            start = start_date(&comment).or(start);
            above = None;
            at += 1;
            continue;
        }
        if record.is_empty() {
            at += 1;
            continue;
        }
        let is_row = |record: &&Record| !record.is_empty() && record.comment().is_none();
        let length = records[at..].iter().take_while(is_row).count();
        let block = &records[at..at + length];
        // A row that begins as those above an empty line goes on with their table.
        let goes_on = above.take().and_then(|above| {
            above.days.of_row(record, dates)?;
            let rows = block;
            Some((0, Table { rows, ..above }))
        });
        match goes_on.or_else(|| table_in(block, start, dates)) {
            Some((titles, table)) => {
                layout.titles += titles;
                above = Some(table.clone());
                layout.tables.push(table);
            }
            // A line of its own above a table is its title.
            None if block.len() == 1 => layout.titles += 1,
            None => layout.without_days.push(block),
        }
        at += length;
    }
    layout
}

/// `Start date: 20250303`.
fn start_date(comment: &str) -> Option<Date> {
    let (name, rest) = comment.split_once(':')?;
    if fold_name(name) != "startdate" {
        return None;
    }
    packed(rest.trim().get(..8)?)
}

/// The table in rows that stand together, and how many titles stand above it.
fn table_in<'r>(
    block: &'r [Record],
    start: Option<Date>,
    dates: &DateReader,
) -> Option<(usize, Table<'r>)> {
    let is_day = |cell: &str| day_of(cell, dates).is_some();
    for (at, record) in block.iter().enumerate() {
        let rows = &block[at + 1..];
        let table = |days| {
            let header = Some(record);
            Some((at, Table { days, header, rows }))
        };
        let names: Vec<String> = record.cells.iter().map(|cell| fold_name(cell)).collect();
        for (column, name) in names.iter().enumerate() {
            let nth = NTH_NAMES.iter().find(|(nth, _)| nth == name);
            if let (Some((_, each)), Some(start)) = (nth, start) {
                return table(Days::Nth(column, start, *each));
            }
            let has_days = || rows.iter().any(|row| is_day(row.cell(column)));
            if DAY_NAMES.contains(&name.as_str()) && has_days() {
                return table(Days::Column(column));
            }
        }
        let days = record.cells.iter().filter(|cell| is_day(cell)).count();
        let is_figure =
            |cell: &String| figure_cell(cell, Comma::Thousands).is_ok() && !is_day(cell);
        let begins = is_day(record.cell(0)) && record.cells.iter().any(is_figure);
        if days >= 2 && !rows.is_empty() && !begins {
            return table(Days::Header);
        }
        let column = |row: &Record| row.cells.iter().position(|cell| is_day(cell));
        if days == 1 && at == 0 && record.cells.len() > 1 {
            // Figures from the first row on.
            let column = column(record)?;
            let others = record
                .cells
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != column);
            let has_figure = others
                .into_iter()
                .any(|(_, cell)| figure_cell(cell, Comma::Thousands).is_ok());
            if has_figure {
                let days = Days::Column(column);
                return Some((
                    0,
                    Table {
                        days,
                        header: None,
                        rows: block,
                    },
                ));
            }
        }
        if let Some(column) = rows.first().and_then(column)
            && days == 0
            && record.cells.len() > 1
        {
            return table(Days::Column(column));
        }
    }
    None
}

impl Days {
    /// The day of a row, where rows have one.
    #[must_use]
    pub fn of_row(self, row: &Record, dates: &DateReader) -> Option<Date> {
        match self {
            Self::Column(column) => day_of(row.cell(column), dates),
            Self::Nth(column, start, each) => {
                let nth: i64 = row.cell(column).parse().ok().filter(|nth| *nth < 100_000)?;
                start.checked_add(nth.checked_mul(each)?.days()).ok()
            }
            Self::Header => None,
        }
    }

    /// The column of days, where there is one.
    #[must_use]
    pub fn column(self) -> Option<usize> {
        match self {
            Self::Column(column) | Self::Nth(column, ..) => Some(column),
            Self::Header => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{DateReader, Days, day_of, layout};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::metrics::records::records;

    fn dates() -> DateReader {
        DateReader {
            order: None,
            zone: TimeZone::UTC,
        }
    }

    /// The days, the number of rows and the titles of each table.
    fn found(text: &str) -> String {
        let source = MemorySource::new([("t.csv", text)]);
        let (rows, _) = records(&source, "t.csv").unwrap();
        let layout = layout(&rows, &dates());
        let tables = layout.tables.iter();
        let tables: Vec<String> = tables
            .map(|table| format!("{:?} {}", table.days, table.rows.len()))
            .collect();
        let others = layout.without_days.len();
        format!(
            "{} titles {} others {others}",
            tables.join(", "),
            layout.titles
        )
    }

    #[test]
    fn days_are_found_wherever_they_stand() {
        for (text, expected) in [
            ("Date,Users\n20250303,1\n", "Column(0) 1 titles 0 others 0"),
            (
                "User ID,Date,Aug 3 - Aug 9\na,Aug 06 '20,1\n",
                "Column(1) 1 titles 0 others 0",
            ),
            (
                "Event Segmentation\n\nSegment,2025-01-01,2025-01-02\nAll,1,2\n",
                "Header 1 titles 1 others 0",
            ),
            (
                "Sign-ups\nSegment,\"Jan 1, 2025\",\"Jan 2, 2025\"\nAll,1,2\n",
                "Header 1 titles 1 others 0",
            ),
            (
                "2025-01-01,3\n2025-01-02,4\n",
                "Column(0) 2 titles 0 others 0",
            ),
            (
                "What,When it was,n\na,2025-01-01,3\n",
                "Column(1) 1 titles 0 others 0",
            ),
            (
                "# x\n# Start date: 20250303\nNth day,Users\n0000,4\n0001,5\n\nCountry,Users\nFR,3\nDE,6\n",
                "Nth(0, 2025-03-03, 1) 2 titles 0 others 1",
            ),
            (
                "Date,Users\n2025-01-01,1\n\n2025-01-02,2\n2025-01-03,\n\n2025-01-04,4\n",
                "Column(0) 1, Column(0) 2, Column(0) 1 titles 0 others 0",
            ),
            ("a,b\nc,d\n", " titles 0 others 1"),
            ("", " titles 0 others 0"),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn days_as_tools_write_them() {
        for (cell, day) in [
            ("20250303", Some("2025-03-03")),
            ("2025-03-03", Some("2025-03-03")),
            ("2025-03-03T23:30:00.000-08:00", Some("2025-03-03")),
            ("Aug 06 '20", Some("2020-08-06")),
            ("20250303-20250309", Some("2025-03-03")),
            ("Mar 3, 2025 - Mar 9, 2025", Some("2025-03-03")),
            ("20251303", None),
            ("12345678", None),
            ("Grand total", None),
            ("Aug 3 - Aug 9", None),
            ("", None),
        ] {
            let found = day_of(cell, &dates()).map(|day| day.to_string());
            assert_eq!(found.as_deref(), day, "{cell}");
        }
        assert_eq!(Days::Header.column(), None);
    }
}
