//! Files to model and back: the readers, the edits in place, where a place lies in a file, and the disk with its one
//! way to write.
#![expect(
    clippy::disallowed_methods,
    reason = "the store is where files are read and written"
)]

mod applied;
mod apply;
#[cfg(test)]
mod apply_tests;
mod baseline_file;
mod body;
mod config_check;
mod config_cost;
mod config_deck;
mod config_edit;
mod config_file;
mod config_metrics;
mod config_ready;
mod config_weighted;
mod contain;
#[cfg(test)]
mod crash_tests;
mod decode;
mod edit;
mod error;
mod extra_lines;
mod faults;
mod field_reader;
mod file_name;
mod find_story;
mod found;
mod free_names;
mod front_matter;
mod gathered;
mod held;
mod held_link;
mod holder;
mod intake;
mod journal;
mod journal_bytes;
mod journal_reader;
mod journal_writer;
mod kept;
mod layout;
mod left;
mod load;
mod load_files;
#[cfg(test)]
mod load_tests;
mod locate;
mod lock;
mod metric_file;
mod metric_files;
mod new_config;
mod new_file;
mod new_story;
mod outcome_field;
mod output_file;
mod own_values;
mod plan;
mod planned;
mod process;
mod read;
mod recover;
mod release_file;
mod sprint_file;
#[allow(clippy::module_inception, reason = "a file is named after its type")]
mod store;
mod story_file;
mod straight;
mod transaction;
mod undo;
mod walk;
mod write;

pub use applied::{Applied, AppliedFile, LargeChange};
pub use apply::Mode;
pub use baseline_file::{baseline_text, read_baseline};
pub use body::body_of;
pub use config_edit::{ConfigEdit, edit_config};
pub use config_file::{CONFIG_FILE, INVALID_CONFIG_VALUE, read_config};
pub(crate) use decode::{MAX_FILE, decode};
pub use edit::{EditError, edit_bytes};
pub use error::StoreError;
pub use extra_lines::{ExtraKey, ExtraLines, one_line_of_extra, same_extra};
pub use field_reader::INVALID_VALUE;
pub use file_name::{id_in_name, number_in_name, stem};
pub use find_story::{FindError, Search, find_story};
pub use found::{backlog_around, backlog_at, backlog_in, find_root};
pub use front_matter::ConflictMarkers;
pub(crate) use front_matter::{
    Content, Entry, Header, Node, Parts, Problem, conflicts_in_body, header,
};
pub use gathered::Gathered;
pub use held::{HELD, Held};
pub use held_link::{HeldLink, MOST_LINKS, Stands, held_link, linked_file, unnamed};
pub use intake::Intake;
pub use journal_bytes::ChangeHead;
pub use kept::Kept;
pub(crate) use layout::is_markdown;
pub use layout::{
    BACKLOG_NAMES, PRODUCT, RELEASES, REVIEWS, SPRINTS, STORIES, private_dir, release_path,
    review_path, sprint_path, story_path, template_path,
};
pub use load::Loaded;
pub use load_files::{Contents, config_in, load_files, load_files_with, unread};
pub use locate::{Locator, locate};
pub use lock::Awaited;
pub use metric_file::{metric_text, read_metric};
pub use metric_files::{METRICS, metric_path};
pub use new_config::default_config_text;
pub use new_file::new_file_header;
pub use new_story::new_story_header;
pub use output_file::{output_place, write_output};
pub use own_values::own_values;
pub use planned::planned;
pub use release_file::read_release;
pub use sprint_file::read_sprint;
pub use store::Store;
pub use story_file::{Depth, read_story};
pub use straight::straight;
pub use undo::Undone;

#[cfg(test)]
mod story_tests;
