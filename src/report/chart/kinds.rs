//! A chart, of whichever kind.

use super::columns::ColumnChart;
use super::dots::DotChart;
use super::series::DayChart;
use super::{column_bars, day_bars, dot_bars};
use crate::report::Line;

/// A chart before any output format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// Figures of each day.
    Days(DayChart),
    /// A column a Sprint.
    Columns(ColumnChart),
    /// A dot an item.
    Dots(DotChart),
}

impl Chart {
    /// What it shows.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Days(chart) => &chart.title,
            Self::Columns(chart) => &chart.title,
            Self::Dots(chart) => &chart.title,
        }
    }

    /// The same in a sentence or two, for those who do not see it.
    #[must_use]
    pub fn description(&self) -> &str {
        match self {
            Self::Days(chart) => &chart.description,
            Self::Columns(chart) => &chart.description,
            Self::Dots(chart) => &chart.description,
        }
    }
}

/// Returns the chart for a terminal, as lines of at most `width` columns.
#[must_use]
pub fn bars(chart: &Chart, width: Option<usize>) -> Vec<Line> {
    match chart {
        Chart::Days(chart) => day_bars::bars(chart, width),
        Chart::Columns(chart) => column_bars::bars(chart, width),
        Chart::Dots(chart) => dot_bars::bars(chart, width),
    }
}
