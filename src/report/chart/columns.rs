//! A chart with a column a Sprint: what was planned, what was Done, and the median.

use jiff::civil::Date;

use crate::model::Hundredths;

/// What a Sprint came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartColumn {
    /// The Sprint's name.
    pub name: String,
    /// When it was closed.
    pub closed: Option<Date>,
    /// What was planned at its start.
    pub planned: Option<Hundredths>,
    /// What was Done at its close.
    pub done: Hundredths,
    /// How many items that were.
    pub items: u64,
}

/// A column a Sprint, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChart {
    /// What it shows.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// The columns.
    pub columns: Vec<ChartColumn>,
    /// The median of what was Done.
    pub median: Option<Hundredths>,
}

impl ColumnChart {
    /// The highest figure.
    pub(super) fn highest(&self) -> Hundredths {
        let figures = |column: &ChartColumn| column.planned.max(Some(column.done));
        let columns = self.columns.iter().filter_map(figures);
        columns.chain(self.median).max().unwrap_or_default()
    }
}
