//! Gherkin: features become stories, scenarios their acceptance criteria.

mod feature;
mod format;
mod languages;
mod parts;
mod story;
mod words;
mod write;

pub use format::FORMAT;
