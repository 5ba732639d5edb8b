//! Columns of texts that tell figures apart: a row a day and an event, a country, a plan.

use super::chosen::figures_in;
use super::figure_cell::is_nothing;
use super::layout::{Layout, Table};
use crate::exchange::assembly::fold_name;

/// A column of texts beside days and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segments {
    /// Its name; `#2` where it has none.
    pub column: String,
    /// What stands in it, each once, in the order of the file.
    pub values: Vec<String>,
}

/// Columns that say of a day what its date says anyway, as [`fold_name`] writes them.
const OF_DAYS: [&str; 8] = [
    "weekday",
    "dayofweek",
    "dayname",
    "week",
    "month",
    "monthname",
    "quarter",
    "year",
];

/// The columns of a table of which some text stands in several rows, so that they say whose the figures are; each with its place.
pub fn segments(table: &Table<'_>) -> Vec<(usize, Segments)> {
    let Some(days) = table.days.column() else {
        return Vec::new();
    };
    let widths = table.rows.iter().map(|row| row.cells.len());
    let columns = (0..widths.max().unwrap_or(0)).filter(|column| *column != days);
    let segments = columns.filter_map(|place| {
        let column = match table.header {
            Some(header) => header.cell(place).to_owned(),
            None => format!("#{}", place + 1),
        };
        if OF_DAYS.contains(&fold_name(&column).as_str()) || figures_in(table.rows, place) {
            return None;
        }
        let cells = table.rows.iter().map(|row| row.cell(place));
        let mut rows = 0;
        let mut values: Vec<String> = Vec::new();
        for cell in cells.filter(|cell| !is_nothing(cell)) {
            rows += 1;
            if !values.iter().any(|value| value == cell) {
                values.push(cell.to_owned());
            }
        }
        (values.len() > 1 && values.len() < rows).then_some((place, Segments { column, values }))
    });
    segments.collect()
}

/// What stands in such columns of all tables.
pub fn values(layout: &Layout<'_>) -> Vec<String> {
    let all = layout.tables.iter().flat_map(segments);
    all.flat_map(|(_, segments)| segments.values).collect()
}

/// The value that somebody means, as it is written there.
pub fn named_value(values: &[String], asked: &str) -> Option<String> {
    let folded = fold_name(asked);
    let exact = values.iter().find(|value| *value == asked);
    let near = || values.iter().find(|value| fold_name(value) == folded);
    exact.or_else(near).cloned()
}
