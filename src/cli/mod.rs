//! The desk every command works at.

mod at;
mod change;
pub mod complete;
pub mod complete_words;
mod context;
mod desk;
mod editor;
mod env;
mod error;
mod excerpt;
mod filter_args;
mod formats;
mod mint;
mod output;
mod progress;
mod prompt;
mod room_errors;
mod snippet;
mod source;
mod told;
mod write_args;

pub use at::AtArgs;
pub use change::Made;
pub use context::Context;
pub use desk::{Desk, leave, several, shown_prefix};
pub use editor::{edit_text, keep};
pub use env::Env;
pub use error::{CommandResult, ErrorKind, Failure, Outcome};
pub use filter_args::FilterArgs;
pub use formats::{ListFormat, ShowFormat};
pub use progress::Progress;
pub use prompt::{Prompt, stopped};
pub use snippet::draw;
pub use source::{FolderSource, make_folder, read_stdin, write_new_files};
pub use told::Told;
pub use write_args::{WriteArgs, WriteFormat};
