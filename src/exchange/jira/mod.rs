//! Jira, Cloud and Server: CSV, JSON of its interfaces, and XML.

mod format;
mod headers;
mod sheet;
mod wiki;

pub use format::FORMAT;
