//! Jira's wiki markup to Markdown, in one pass over the text.

mod blocks;
mod inline;

pub use blocks::markdown;
