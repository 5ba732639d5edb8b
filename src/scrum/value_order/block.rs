//! One block put in order, and what it must cost at least.

use std::cmp::Ordering;

use super::exact::cheapest;
use super::greedy::{best_ready, best_with_needs};
use super::improve::{cost, improved};
use super::job::{Node, compare};
use super::max_flow::Fuel;
use super::network::Network;
use super::sidney::Block;

/// All sets of so many nodes are tried in any case.
const SMALL: usize = 14;

/// So many are tried of larger blocks, while there is fuel: long ones with few branches have few.
const MOST_SETS: usize = 1 << 16;

/// Up to so many nodes the slow way to a good order is worth its time.
const SLOW: usize = 150;

/// A block in order.
#[derive(Debug)]
pub(super) struct Solved {
    /// Its nodes.
    pub(super) order: Vec<usize>,
    /// The sum of their weights.
    pub(super) weight: i128,
    /// The sum of their sizes.
    pub(super) size: i128,
    /// Twice what it costs at least, begun at once.
    pub(super) doubled_bound: i128,
    /// Weight and size of the node that it begins with.
    begins: (i128, i128),
    /// Where its first job stands today.
    first: usize,
}

impl Solved {
    /// Compares two blocks by what comes first: the higher ratio, then what begins with one, then today's place.
    pub(super) fn before(&self, other: &Self) -> Ordering {
        compare((other.weight, other.size), (self.weight, self.size))
            .then_with(|| compare(other.begins, self.begins))
            .then_with(|| self.first.cmp(&other.first))
    }
}

/// Puts a block in order.
pub(super) fn solve(block: Block, nodes: &[Node], network: &Network, fuel: &mut Fuel) -> Solved {
    let Block {
        nodes: set,
        is_proved,
    } = block;
    let weight: i128 = set.iter().map(|&node| nodes[node].weight).sum();
    let size: i128 = set.iter().map(|&node| nodes[node].size).sum();
    let saved: i128 = set.iter().map(|&node| nodes[node].saved).sum();
    let first = set.iter().map(|&node| nodes[node].first()).min();
    // Where all ratios are equal, all orders cost the same.
    let is_even = set.iter().all(|&node| {
        let node = &nodes[node];
        node.weight * size == weight * node.size
    });
    let exact = if is_even {
        let mut set = set.clone();
        set.sort_by_key(|&node| nodes[node].first());
        Some(network.topological_among(&set))
    } else if set.len() <= SMALL {
        cheapest(&set, nodes, network, 1 << SMALL, &mut Fuel::endless())
    } else {
        cheapest(&set, nodes, network, MOST_SETS, fuel)
    };
    let (order, doubled_bound) = match exact {
        Some(order) => {
            let bound = 2 * cost(&order, nodes);
            (order, bound)
        }
        None => {
            let bound = if is_proved {
                let own: i128 = set.iter().map(|&n| nodes[n].weight * nodes[n].size).sum();
                weight * size + own
            } else {
                without_dependencies(&set, nodes)
            };
            (good(&set, nodes, network, fuel), bound)
        }
    };
    let begins = order.first().map_or((0, 0), |&node| {
        let node = &nodes[node];
        (node.weight, node.size)
    });
    Solved {
        begins,
        order,
        weight,
        size,
        doubled_bound: doubled_bound - 2 * saved,
        first: first.unwrap_or(usize::MAX),
    }
}

/// The best order that is found without trying all.
fn good(set: &[usize], nodes: &[Node], network: &Network, fuel: &mut Fuel) -> Vec<usize> {
    let mut today = set.to_vec();
    today.sort_by_key(|&node| nodes[node].first());
    let mut found = vec![
        network.topological_among(&today),
        best_ready(set, nodes, network),
    ];
    if set.len() <= SLOW {
        found.push(best_with_needs(set, nodes, network));
    }
    let best = found.into_iter().min_by_key(|order| cost(order, nodes));
    improved(best.unwrap_or(today), nodes, network, fuel)
}

/// Twice the cost by Smith's rule, as if nothing waited for anything: no order costs less.
fn without_dependencies(set: &[usize], nodes: &[Node]) -> i128 {
    let mut set = set.to_vec();
    set.sort_by(|&a, &b| nodes[b].ratio(&nodes[a]));
    2 * cost(&set, nodes)
}
