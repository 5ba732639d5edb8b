//! Other tools' files to story drafts, and drafts to a backlog: one file or folder a format. Pure: reads from a [`Source`].

mod backlog_md;
mod decode;
mod draft;
mod format;
mod import;
mod key;
#[cfg(test)]
mod memory_source;
mod past_sprints;
mod report;
mod source;
mod state_words;
mod walk;

pub use draft::Draft;
pub use format::{Format, ReadError, ReadReport};
pub use import::{ConfigAddition, ImportPlan, NewStory, PlanOptions, extra_yaml, plan};
pub use past_sprints::{Board, PastSprints, PastSprintsError, past_sprints};
pub use report::{Fate, ImportReport, Remark};
pub use source::{LARGEST_FILE, Source, SourceEntry, SourceError};

/// Every format, by name.
pub const FORMATS: &[Format] = &[backlog_md::FORMAT];
