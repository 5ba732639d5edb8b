//! Where a table begins in a file of text, and what parts its cells.

use csv::ReaderBuilder;

use crate::exchange::assembly::{Take, take_of_name};
use crate::exchange::table::Row;

/// How many rows may stand above the header: a spreadsheet's name, its author, empty rows.
const MOST_ABOVE: usize = 10;

/// How a table with such a delimiter is read: each row as it is.
pub(super) fn reading(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter);
    builder
}

/// How many rows stand above the header: the first has one cell at most where there is place for more or no delimiter, and
/// below it comes a row of several words, which is followed by one of as many cells where no row above had place for more.
/// A first row of two cells (`Plan name`, `Shop`) is a header itself, unless the wider row is one by its words and it is not.
pub(super) fn rows_above(head: &[u8], delimiter: u8) -> usize {
    let mut reader = reading(delimiter).from_reader(head);
    let mut row = Row::default();
    let mut is_line = false;
    let mut is_pair = false;
    for above in 0..=MOST_ABOVE {
        if !reader.read_record(&mut row.record).unwrap_or(false) {
            return 0;
        }
        let cells = row.cells().count();
        let is_number = |(_, cell): (usize, &str)| {
            cell.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'))
        };
        match above {
            0 if cells > 2 || names_items(&row) => return 0,
            0 => {
                is_pair = cells == 2 || row.record.len() == 2;
                is_line = row.record.len() < 3;
            }
            _ if cells > 2 && is_pair => return if names_items(&row) { above } else { 0 },
            _ if cells > 2 && row.cells().any(is_number) => return 0,
            _ if cells > 2 && is_line => {
                let width = row.record.len();
                let more = reader.read_record(&mut row.record).unwrap_or(false);
                return if more && row.record.len() == width {
                    above
                } else {
                    0
                };
            }
            _ if cells > 2 => return above,
            _ => {}
        }
    }
    0
}

/// Whether a row is a header by its words: a column holds titles, and at least one more is known.
fn names_items(row: &Row) -> bool {
    let known: Vec<Take> = row
        .cells()
        .filter_map(|(_, name)| Some(take_of_name(name)?.0))
        .collect();
    known.len() > 1 && known.iter().any(|take| take.names_items())
}

/// The delimiter that stands most often in the first line that has one, outside of quotation marks.
pub(super) fn delimiter(head: &[u8]) -> u8 {
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
