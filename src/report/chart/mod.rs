//! Charts of days: a chart as data, then one file an output format.

mod bars;
mod scale;
mod series;
mod svg;
mod svg_lines;
mod svg_style;
mod table;

pub use bars::bars;
pub use series::{Chart, ChartDay, Look, Series};
pub use svg::svg;
pub(super) use svg_style::escaped as svg_escaped;
pub use table::table;
