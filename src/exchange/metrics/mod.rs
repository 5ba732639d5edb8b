//! Figures of metrics from files of analytics tools: days and numbers, and what was not taken.

mod chosen;
mod day_order;
mod figure_cell;
mod formats;
mod layout;
mod read;
mod records;
mod segments;
mod settle;
#[cfg(test)]
mod tests;
mod yearless;

pub use formats::{METRIC_FORMATS, MetricFormat};
pub use read::{MetricExport, MetricOptions, MetricReadError, read_metric_export};
pub use segments::Segments;
