//! Azure DevOps: the CSV of a query, as a list or a tree, and work items of its interface as JSON.

mod around;
mod fields;
mod format;
mod item;
mod iterations;
mod rows;
mod write;

pub use format::FORMAT;
