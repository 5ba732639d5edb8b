//! Linear: the CSV of a workspace, a team or a view.

mod columns;
mod cycles;
mod format;
mod write;

pub use format::FORMAT;
