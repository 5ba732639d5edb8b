//! Jira, Cloud and Server: CSV, JSON of its interfaces, and XML; CSV for its importer.

mod adf;
mod column_names;
mod custom_fields;
mod custom_names;
mod epic_names;
mod format;
mod headers;
mod json;
mod rss;
mod sheet;
mod sprints;
mod wiki;
mod write;
mod write_config;
mod xml;
mod xml_items;

pub use format::FORMAT;
