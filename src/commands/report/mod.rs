//! `po report`: one file a report.

mod burndown;
mod command;
mod cycle_time;
mod release;
mod sprint_args;
mod velocity;

pub use command::{ReportArgs, run};
