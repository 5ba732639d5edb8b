//! What changed between two states of a backlog, in the backlog's own words.

mod body;
mod document;
mod followed;
mod order;
mod places;
mod product;
mod report;
mod words;

pub use report::{DiffReport, DiffSides, OtherFile, Rest, Side};

#[cfg(test)]
mod tests;
