//! Jira, Cloud and Server: CSV, JSON of its interfaces, and XML.

mod adf;
mod column_names;
mod custom_fields;
mod custom_names;
mod format;
mod headers;
mod issues;
mod json;
mod sheet;
mod sprints;
mod wiki;
mod xml;
mod xml_items;

pub use format::FORMAT;
