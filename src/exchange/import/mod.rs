//! Drafts to a backlog: ids, order, references, states, and the new files.

mod absent_rows;
mod already;
mod base;
mod decisions;
mod head;
mod here;
mod ids;
mod known;
mod likeness;
mod line_prints;
mod links;
mod names;
mod new_files;
mod order_there;
mod other_lists;
mod planner;
mod prints;
mod project;
mod references;
mod releases;
mod same_item;
mod sprints;
mod titles;
mod told_columns;
mod told_item;
mod turns;
mod update;
mod workflow;

#[cfg(test)]
mod tests;

pub use base::{BASE_ATTRIBUTES, BASE_ATTRIBUTES_FILE, Base};
pub use decisions::Decisions;
pub use known::KnownBacklog;
pub use line_prints::{KnownLines, UNKNOWN, each_print, line_prints, with_older};
pub use new_files::{ConfigAddition, ImportPlan, KnownFile, NewStory, extra_by_key, extra_yaml};
pub use planner::{PlanOptions, Planner, plan};
pub use prints::{
    Prints, extra_value_print, field_print, in_extra_print, item_print, items_in_print, texts_of,
};
pub use same_item::SameItem;
pub use told_columns::ToldColumns;
pub use told_item::ToldItem;
