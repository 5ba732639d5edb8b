//! The subcommands: thin adapters, one file each. This is the only list.

mod ac;
mod add;
mod add_fields;
mod check;
mod check_baseline;
mod check_changed;
mod check_fix;
mod check_lines;
mod check_merged;
mod check_output;
mod check_rules;
mod completions;
mod decide;
mod demo;
mod diff;
mod edit;
mod field_values;
mod git;
mod help;
mod import;
mod init;
mod list;
mod man;
mod merge_driver;
mod note;
mod rank;
mod release;
mod report;
mod resolve;
mod review;
mod roadmap;
mod set;
mod show;
mod sprint;
mod status;
mod sync;
mod undo;
mod why;
mod work;

mod cli;

pub use cli::{Cli, dispatch};
pub use help::{help_page, no_command};
