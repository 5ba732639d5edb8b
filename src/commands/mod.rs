//! The subcommands: thin adapters, one file each. This is the only list.

mod ac;
mod add;
mod add_fields;
mod check;
mod check_baseline;
mod check_changed;
mod check_fix;
mod check_lines;
mod check_output;
mod check_rules;
mod completions;
mod decide;
mod demo;
mod edit;
mod estimate;
mod estimate_from;
mod estimate_poker;
mod field_values;
mod help;
mod import;
mod init;
mod list;
mod man;
mod note;
mod rank;
mod refine;
mod refine_merge;
mod refine_walk;
mod release;
mod report;
mod review;
mod roadmap;
mod set;
mod show;
mod split;
mod split_item;
mod split_plan;
mod sprint;
mod status;
mod undo;
mod why;
mod work;

mod cli;

pub use cli::{Cli, dispatch};
pub use help::{help_page, no_command};
