//! `po import`: a backlog from another tool, again where it changed there, and the figures of metrics.

mod base;
mod command;
mod extra;
mod files;
mod handed_out;
mod map;
mod merge;
mod metric;
mod no_export;
mod order;
mod output;
mod passes;
mod take;
mod texts;
mod types;
mod update;
mod update_output;

pub use command::{ImportArgs, run};
pub use handed_out::hand_out;
