//! The names of the columns of a file, for telling formats apart.

use crate::exchange::json_parts::holds_json;
use crate::exchange::source::{Source, SourceError};
use crate::exchange::table::Table;

/// The headers of a file that is a table of text, or none: for telling formats apart.
#[must_use]
pub fn headers_of(source: &dyn Source, path: &str) -> Option<Vec<String>> {
    let read = || -> Result<Vec<String>, SourceError> {
        Ok(Table::open(source, path)?.headers().to_vec())
    };
    // All in one line it would be a header of thousands of columns.
    if holds_json(source, path) {
        return None;
    }
    let headers = read().ok()?;
    let is_text = |header: &String| {
        !header.contains(|c: char| c.is_control() && c != '\n' && c != '\r' && c != '\t')
    };
    (!headers.is_empty() && headers.iter().all(is_text)).then_some(headers)
}
