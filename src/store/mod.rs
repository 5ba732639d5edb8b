//! Files to model and back: the readers, the edits in place, and where a place lies in a file.

mod config_file;
mod decode;
mod edit;
mod field_reader;
mod file_name;
mod front_matter;
mod locate;
mod new_config;
mod new_story;
mod release_file;
mod sprint_file;
mod story_file;

pub use config_file::{CONFIG_FILE, read_config};
pub use decode::{MAX_FILE, decode};
pub use edit::{EditError, edit_bytes};
pub use file_name::id_in_name;
pub use front_matter::{
    Content, Entry, Header, MAX_FRONT_MATTER, Node, Parts, Problem, Style, explain, header,
    split_front_matter,
};
pub use locate::locate;
pub use new_config::default_config_text;
pub use new_story::new_story_header;
pub use release_file::read_release;
pub use sprint_file::read_sprint;
pub use story_file::{Depth, read_story};

#[cfg(test)]
mod config_tests;
#[cfg(test)]
mod story_tests;
