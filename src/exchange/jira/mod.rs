//! Jira, Cloud and Server: CSV, JSON of its interfaces, and XML.

mod adf;
mod custom_fields;
mod format;
mod headers;
mod issues;
mod json;
mod sheet;
mod sprints;
mod wiki;
mod xml;

pub use format::FORMAT;
