//! What each item was over time, and how that is put together from what landed when.

mod criteria;
mod event;
mod fact_names;
mod facts;
mod follow;
mod identity;
mod replay;
mod snapshot;
#[allow(clippy::module_inception, reason = "a file is named after its type")]
mod timeline;
mod working_tree;

pub(crate) use criteria::criteria_text;
pub use criteria::{CriterionChange, CriterionFact, criteria_changes};
pub use event::{CommitId, Event, ItemRef, Moment, What};
pub use facts::{Facts, ItemKind, Text};
pub(crate) use facts::{fact_index, fact_name};
pub use follow::{Follower, Landing, Written};
pub use replay::Replay;
pub use snapshot::{Known, Snapshot};
pub use timeline::{Completeness, Timeline};

#[cfg(test)]
mod tests;
