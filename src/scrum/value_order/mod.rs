//! The order in which waiting costs least: 1|prec|Σ wⱼCⱼ, solved by Sidney's decomposition and exact search.

mod block;
mod chains;
mod closure;
mod cost;
mod exact;
mod greedy;
mod improve;
mod job;
mod max_flow;
mod network;
#[cfg(test)]
mod samples;
mod sidney;
mod solve;
mod ties;

pub use cost::Cost;
pub use job::Job;
pub(super) use network::Network;
pub use solve::{ValueOrder, cost_of, value_order};
