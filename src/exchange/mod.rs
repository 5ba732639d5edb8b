//! Other tools' files to story drafts, and drafts to a backlog: one file or folder a format. Pure: reads from a [`Source`].

mod backlog_md;
mod decode;
mod draft;
mod format;
mod import;
mod key;
mod report;
mod source;
mod state_words;
mod walk;

pub use draft::{Draft, DraftRelease, DraftStatus, Extra, SourceOrder, SourceReference};
pub use format::{Format, ReadError, ReadFormat, ReadReport};
pub use import::{
    ConfigAddition, Decisions, ImportPlan, NewRelease, NewStory, PlanOptions, Planner, extra_yaml,
    new_releases, plan,
};
pub use report::{Column, Fate, ImportReport, Origin, Remark};
pub use source::{LARGEST_FILE, MemorySource, Source, SourceEntry, SourceError};
pub use walk::MOST_FILES;

/// Every format, by name.
pub const FORMATS: &[Format] = &[backlog_md::FORMAT];
