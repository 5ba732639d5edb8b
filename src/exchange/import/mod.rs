//! Drafts to a backlog: ids, order, references, states, and the new files.

mod already;
mod decisions;
mod ids;
mod new_files;
mod planner;
mod references;
mod releases;
mod sprints;
mod workflow;

#[cfg(test)]
mod tests;

pub use decisions::Decisions;
pub use new_files::{ConfigAddition, ImportPlan, NewStory, extra_yaml};
pub use planner::{PlanOptions, Planner, plan};
