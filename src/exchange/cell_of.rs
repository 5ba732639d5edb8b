//! A cell of a row by the name of its column.

use crate::exchange::assembly::{Cells, fold_name};

/// The first cell under a column whose folded name is that; empty where there is none.
#[must_use]
pub fn cell_of<'c>(cells: &'c Cells, folded: &str) -> &'c str {
    let found = cells.iter().find(|(name, _)| fold_name(name) == folded);
    found
        .and_then(|(_, values)| values.first())
        .map_or("", String::as_str)
}
