//! Invented backlogs: a believable sample to look around in, and any number of generated stories to measure with.
//!
//! Pure: a clock's time or a seed comes in, files and commits go out; the same input gives the same bytes.

mod file_name;
mod front_matter;
mod generate;
mod random;
mod sample;
mod words;

pub use generate::generate;
pub use sample::{BACKLOG, sample};
