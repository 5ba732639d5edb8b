//! Rally: the CSV of a page, and what its web services answer as JSON.

mod columns;
mod format;
mod record;
mod rows;

pub use format::FORMAT;
