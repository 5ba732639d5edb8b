//! Where a table begins in a file of text, and what parts its cells.

use std::collections::HashSet;

use csv::ReaderBuilder;

use crate::exchange::assembly::{Take, story_part, take_of_name};
use crate::exchange::table::Row;

/// Whether a row holds names of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// It is the header once more, as where one file was put behind another.
    All,
    /// Nearly all of its cells are: it is the header of a table within the table.
    Most,
    /// It is the header of another table of items, to which the rows below it belong.
    Others,
    /// It is a row of values.
    None,
}

/// Whether the cells of a row are known names of columns all, with those of keys and titles.
pub(super) fn are_names_of_others(row: &Row) -> bool {
    // Nearly every row has a first cell that is none.
    let is_name = |(_, cell): (usize, &str)| take_of_name(cell).is_some();
    if !row.cells().take(2).all(is_name) || !row.cells().all(is_name) {
        return false;
    }
    let known = known(row.cells().map(|(_, name)| name));
    known.contains(&Take::Key) && known.iter().any(|take| take.names_items())
}

/// How many rows may stand above the header: a spreadsheet's name, its author, empty rows.
pub(super) const MOST_ABOVE: usize = 10;

/// What parts the cells of a table of one column: no text has it.
pub(super) const NO_DELIMITER: u8 = 0x1f;

/// How a table with such a delimiter is read: each row as it is.
pub(super) fn reading(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter);
    builder
}

/// How many rows stand above the header: lines that belong to no table, and a line of groups over the names.
pub(super) fn rows_above(head: &[u8], delimiter: u8) -> usize {
    let rows = first_rows(head, delimiter);
    let above = lines_above(&rows);
    match (rows.get(above), rows.get(above + 1)) {
        (Some(row), Some(next)) if groups(row, next) => above + 1,
        _ => above,
    }
}

/// The rows among which the header is.
fn first_rows(head: &[u8], delimiter: u8) -> Vec<Row> {
    let mut reader = reading(delimiter).from_reader(head);
    let mut rows = Vec::new();
    let mut row = Row::default();
    while rows.len() < MOST_ABOVE + 2 && reader.read_record(&mut row.record).unwrap_or(false) {
        rows.push(row.clone());
    }
    rows
}

/// How many lines stand above the table: the first has one cell at most where there is place for more or no delimiter, and
/// below it comes a row of several words, which is followed by one of as many cells where no row above had place for more.
/// A first row of two cells (`Plan name`, `Shop`) is a header itself, unless the wider row is one by its words and it is not.
fn lines_above(rows: &[Row]) -> usize {
    let Some(first) = rows.first() else {
        return 0;
    };
    let cells = first.cells().count();
    if cells > 2 || names_items(first) {
        return 0;
    }
    let is_wide = |(_, row): &(usize, &Row)| row.cells().count() > 2;
    let mut below = rows.iter().enumerate().skip(1).take(MOST_ABOVE);
    let Some((above, row)) = below.find(is_wide) else {
        return 0;
    };
    let is_number = |(_, cell): (usize, &str)| {
        cell.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'))
    };
    let is_pair = cells == 2 || first.record.len() == 2;
    let is_line = first.record.len() < 3;
    let is_header = if is_pair {
        names_items(row)
    } else if is_line {
        let next = rows.get(above + 1);
        !row.cells().any(is_number)
            && next.is_some_and(|next| next.record.len() == row.record.len())
    } else {
        !row.cells().any(is_number)
    };
    if is_header { above } else { 0 }
}

/// Whether a row says what the columns below it have in common, over a row that names each of them: cells that were merged are
/// empty or repeated, and the row below it has more names that are known.
fn groups(row: &Row, names: &Row) -> bool {
    fn cells(row: &Row) -> impl Iterator<Item = &str> {
        row.cells().map(|(_, cell)| cell)
    }
    let different = |row: &Row| cells(row).collect::<HashSet<_>>().len();
    let is_value = |cell: &str| cell.starts_with(|c: char| c.is_ascii_digit());
    different(row) < different(names)
        && !cells(names).any(is_value)
        && names_items(names)
        && known(cells(row)).len() < known(cells(names)).len()
}

/// What the cells of a row mean as names of columns, each meaning once.
fn known<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<Take> {
    let mut known = Vec::new();
    let take = |name| {
        let part = || story_part(name).map(Take::Told);
        take_of_name(name).map(|(take, _)| take).or_else(part)
    };
    for take in cells.filter_map(take) {
        if !known.contains(&take) {
            known.push(take);
        }
    }
    known
}

/// Whether cells are names of columns by their words: one holds titles, and at least one more is known.
pub(super) fn are_names_of_items<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let known = known(cells);
    known.len() > 1 && known.iter().any(|take| take.names_items())
}

/// Whether a row is a header by its words.
fn names_items(row: &Row) -> bool {
    are_names_of_items(row.cells().map(|(_, name)| name))
}

/// The mark between the cells: the one that stands most often in the first line that has one; none of them where the first line
/// is a column's name and no header comes below it.
pub(super) fn delimiter(head: &[u8]) -> u8 {
    let delimiter = most_frequent(head);
    match is_column(&first_rows(head, delimiter)) {
        true => NO_DELIMITER,
        false => delimiter,
    }
}

/// Whether the first row is the header of a column alone, in whose texts the marks stand that part cells elsewhere.
fn is_column(rows: &[Row]) -> bool {
    let Some((header, below)) = rows.split_first() else {
        return false;
    };
    let is_title = take_of_name(header.cell(0)).is_some_and(|(take, _)| take.names_items());
    header.record.len() == 1 && is_title && !below.iter().any(names_items)
}

/// The delimiter that stands most often in the first line that has one, outside of quotation marks.
fn most_frequent(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    let mut lines = 0;
    for &byte in head {
        let is_found = lines == MOST_ABOVE || counts.iter().any(|(_, count)| *count > 0);
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted && is_found => break,
            b'\n' if !quoted => lines += 1,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(b',', |(mark, _)| *mark)
}
