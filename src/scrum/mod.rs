//! Scrum's verbs: pure functions over the backlog, with today and randomness as arguments.

#[cfg(test)]
mod chance;
mod destination;
mod fields;
mod fresh_ranks;
mod graph;
mod moves;
mod ordering;
#[cfg(test)]
mod ordering_errors;
#[cfg(test)]
mod ordering_lengths;
#[cfg(test)]
mod ordering_properties;
mod query;
mod rank_integer;
mod rank_keys;
mod rebalance;
mod refusal;
mod workflow;
#[cfg(test)]
mod workflow_samples;

pub use destination::{Destination, MoveError};
pub use fields::is_set;
pub use fresh_ranks::ranks_at_the_end;
pub use graph::{Relation, cycles, would_make_cycle};
pub use moves::{Moves, Neighbour};
pub use ordering::move_stories;
pub use query::{Filter, KEYS, Query, QueryError, Sort};
pub use rank_keys::reads_as_text;
pub use rebalance::{LONGEST_KEY, rebalance};
pub use refusal::{Missing, Refusal};
pub use workflow::{Transition, accept, decline, done, in_running_sprint, ready, reject, start};
