//! A table that is written otherwise, of Markdown, HTML or with spaces before its quotation marks, as rows of CSV.

use crate::exchange::html_sheet::HtmlSheet;
use crate::exchange::markdown_table::MarkdownTable;
use crate::exchange::spaced_quotes::{are_spaced, unspaced};

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
        HtmlSheet::begins(head) || MarkdownTable::of(path, head).is_some() || are_spaced(head)
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
        let markdown = MarkdownTable::of(path, text).map(|table| Self {
            csv: table.csv,
            above: Some(table.above),
            not_rows: Some(table.below),
        });
        markdown.or_else(|| {
            unspaced(text).map(|csv| Self {
                csv,
                above: None,
                not_rows: None,
            })
        })
    }
}
