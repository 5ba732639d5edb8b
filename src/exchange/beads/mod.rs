//! beads: issues as JSON, one a line, and what stands beside them.

mod format;
mod issue;
mod lines;
mod parts;

pub use format::FORMAT;
