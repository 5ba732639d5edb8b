//! Files to model and back: the readers, the edits in place, and where a place lies in a file.

mod config_file;
mod decode;
mod edit;
mod locate;
mod new_story;
mod release_file;
mod sprint_file;
mod story_file;

pub use config_file::{default_config_text, read_config};
pub use decode::{MAX_FILE, decode};
pub use edit::{EditError, edit_bytes};
pub use locate::{Location, locate};
pub use new_story::new_story_header;
pub use release_file::read_release;
pub use sprint_file::read_sprint;
pub use story_file::{Depth, read_story};
