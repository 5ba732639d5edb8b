//! GitLab: issues of its interface as JSON, and its CSV, old and new.

mod format;
mod issue;
mod sheet;

pub use format::FORMAT;
