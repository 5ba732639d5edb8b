//! Ordering by value: scores of items by a model, the order that follows, and what dependencies force.

mod along;
mod arrange;
mod dependencies;
mod eval;
mod held;
mod model;
mod moscow;
mod notes;
mod presets;
mod proposal;
mod pull;
mod ratio;
#[cfg(test)]
mod samples;
mod scored;
mod scorer;

pub use dependencies::{DependencyCircle, chain_between};
pub use model::{ScoreModel, ScoreModelError};
pub use moscow::weaker_needs;
pub use presets::{PRESETS, Preset};
pub use proposal::{AlsoMoved, Proposal, ProposalError, Proposed, Unordered, propose};
pub use ratio::Ratio;
pub use scored::{Part, Score};
pub use scorer::{cost_of_delay, job};
