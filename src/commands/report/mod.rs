//! `po report`: one file a report.

mod burndown;
mod burnup;
mod command;
mod cycle_time;
mod deps;
mod flow;
mod outcomes;
mod release;
mod shown;
mod sprint_args;
mod velocity;

pub use command::{ReportArgs, run};
