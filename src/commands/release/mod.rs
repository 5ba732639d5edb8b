//! `po release`: one file a verb.

mod command;
mod list;
mod new;
mod notes;
mod ship;

pub use command::{ReleaseArgs, run};
