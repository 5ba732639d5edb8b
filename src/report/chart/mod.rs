//! Charts: a chart as data, then one file an output format and kind.

mod bar_scale;
mod column_bars;
mod columns;
mod day_bars;
mod dot_bars;
mod dots;
mod kinds;
mod scale;
mod series;
mod svg;
mod svg_columns;
mod svg_days;
mod svg_dots;
mod svg_lines;
mod svg_style;
mod svg_words;
mod table;
mod weeks;

pub use columns::{ChartColumn, ColumnChart};
pub use dots::{ChartDot, DotChart};
pub use kinds::{Chart, bars};
pub use series::{ChartDay, DayChart, DayMark, Look, Series};
pub use svg::{Medium, svg};
pub use table::table;
