//! Notion: databases and pages of an export as Markdown and CSV.

mod columns;
mod database;
mod dated;
mod format;
mod items;
mod layout;
mod links;
mod matching;
mod meaning;
mod names;
mod page;
mod relation;
mod row;
mod rows;
mod sprint_rows;
#[cfg(test)]
mod tests;
mod views;
mod write;

pub use format::FORMAT;
