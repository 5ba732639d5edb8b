//! A table that is written otherwise, of Markdown or HTML, as rows of CSV.

use crate::exchange::html_sheet::HtmlSheet;
use crate::exchange::markdown_table::MarkdownTable;

/// A table as CSV, its cells parted by commas.
pub(super) struct OtherTable {
    /// Its rows.
    pub(super) csv: Vec<u8>,
    /// How many rows stand above the header, where its lines tell.
    pub(super) above: Option<usize>,
    /// In a table of Markdown, how many lines below its header are no rows.
    pub(super) not_rows: Option<usize>,
}

impl OtherTable {
    /// Whether a file begins as one, so that the whole of it is needed.
    pub(super) fn begins(path: &str, head: &[u8]) -> bool {
        HtmlSheet::begins(head) || MarkdownTable::of(path, head).is_some()
    }

    /// The table of a whole text; none where it is CSV.
    pub(super) fn of(path: &str, text: &[u8]) -> Option<Self> {
        if HtmlSheet::begins(text) {
            return HtmlSheet::of(text).map(|sheet| Self {
                csv: sheet.csv,
                above: None,
                not_rows: None,
            });
        }
        MarkdownTable::of(path, text).map(|table| Self {
            csv: table.csv,
            above: Some(table.above),
            not_rows: Some(table.below),
        })
    }
}
