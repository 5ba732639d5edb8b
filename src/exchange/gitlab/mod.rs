//! GitLab: issues of its interface as JSON, and its CSV, old and new.

mod actions;
mod format;
mod issue;
mod sheet;
mod write;

pub use format::FORMAT;
