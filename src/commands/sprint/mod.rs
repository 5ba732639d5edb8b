//! `po sprint`: one file a verb.

mod add;
mod close;
mod command;
mod draft;
mod list;
mod new;
mod plan;
mod proposal;
mod remove;
mod start;

pub use command::{SprintArgs, run};
