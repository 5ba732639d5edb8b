//! Jira's wiki markup to Markdown and back, in one pass over the text.

mod blocks;
mod from_markdown;
mod inline;
mod links;
mod macros;
mod rows;
mod tables;
mod words;

pub use blocks::markdown;
pub use from_markdown::{wiki, wiki_and_numbers};
