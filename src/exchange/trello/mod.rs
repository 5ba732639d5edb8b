//! Trello: a board's JSON.

mod board;
mod card;
mod fields;
mod format;
mod lone_card;
mod reader;
#[cfg(test)]
mod tests;
mod write;

pub use format::FORMAT;
