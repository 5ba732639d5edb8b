//! `po report`: one file a report.

mod command;
mod cycle_time;
mod velocity;

pub use command::{ReportArgs, run};
