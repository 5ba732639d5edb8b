//! What an order of the whole backlog costs, and which dependencies it breaks.

use crate::scrum::value_order::Network;
use crate::scrum::{Cost, Job, cost_of};

/// Returns what an order costs; items without a cost or a size take no part.
pub(super) fn cost_along(order: &[usize], jobs: &[Option<Job>]) -> Cost {
    let jobs: Vec<Job> = order.iter().filter_map(|&at| jobs[at]).collect();
    let places: Vec<usize> = (0..jobs.len()).collect();
    cost_of(&jobs, &places)
}

/// Returns how many items stand before something that they wait for. The places behind those of `order` pass dependencies on.
pub(super) fn broken(order: &[usize], network: &Network) -> usize {
    let mut place_of = vec![0; network.len()];
    for (place, &item) in order.iter().enumerate() {
        place_of[item] = place + 1;
    }
    // The last place of an item, or of all that one that passes dependencies on stands for.
    let mut last = vec![0; network.len()];
    let mut count = 0;
    for at in network.topological() {
        let needs = network.needs[at].iter().map(|&need| last[need]);
        let latest = needs.max().unwrap_or(0);
        if at < order.len() {
            count += usize::from(latest > place_of[at]);
            last[at] = place_of[at];
        } else {
            last[at] = latest;
        }
    }
    count
}
