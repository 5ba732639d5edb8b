//! The merge of three versions of a story file, field by field: bytes in, bytes out, and what is contested as data.

mod body;
mod driver;
mod fields;
mod front;
mod hunks;
mod item_keys;
mod items;
mod lists;
mod log_sections;
mod merged;
mod order;
mod piece;
mod plain;
mod reworded;
mod rules;
mod same_item;
mod status;
mod story;
mod three;
mod token;
mod verify;
mod versions;
mod whole_lists;

pub use driver::{MergeFiles, merge_files, rules_around};
pub use merged::{FieldConflict, Merged, Unsure};
pub use rules::{Markers, MergeRules, Side};
pub(super) use same_item::is_one_story;
pub use story::merge_story;
