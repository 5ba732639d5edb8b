//! Edits in place: a field's bytes are replaced or a line inserted, and nothing else moves.

mod bytes;
mod error;
mod field;
mod guard;
mod insert;
mod lines;
mod list;
mod part;
mod set;

pub use bytes::edit_bytes;
pub use error::EditError;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod part_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod real_files_tests;
#[cfg(test)]
mod scalar_tests;
