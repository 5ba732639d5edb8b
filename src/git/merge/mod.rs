//! The merge of three versions of a story file, field by field: bytes in, bytes out, and what is contested as data.

mod aligned;
mod body;
mod cut_lists;
mod driver;
mod existence;
mod favoured;
mod fields;
mod front;
mod hunks;
mod identity;
mod items;
mod list;
mod lists;
mod log_sections;
mod merged;
mod nesting;
mod order;
mod pairs;
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
