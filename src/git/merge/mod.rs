//! The merge of three versions of a story file, field by field: bytes in, bytes out, and what is contested as data.

mod merged;
mod plain;
mod rules;
mod story;

pub use merged::{FieldConflict, Merged, Unsure};
pub use rules::{Markers, MergeRules, Side};
pub use story::merge_story;
