//! The Sprint Review: what is known of a Sprint, and the notes made of it.

mod changes;
mod document;
mod goal;
mod items;
mod notes;
mod outlook;
mod report;

pub use items::CommitView;
pub use notes::{REVIEW_TEMPLATE, ReviewPart};
pub use report::{ReviewFacts, ReviewReport};
