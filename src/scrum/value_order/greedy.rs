//! Good orders of many nodes: the best of what is ready first, and the best part that can be done first.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

use super::job::{Node, compare};
use super::network::Network;

/// A node that is ready; the greatest comes first.
struct Ready<'a> {
    node: &'a Node,
    at: usize,
}

impl Ord for Ready<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let ratio = self.node.ratio(other.node);
        ratio.then_with(|| other.node.first().cmp(&self.node.first()))
    }
}

impl PartialOrd for Ready<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ready<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ready<'_> {}

/// Smith's rule among what is ready: always the highest ratio next.
pub(super) fn best_ready(set: &[usize], nodes: &[Node], network: &Network) -> Vec<usize> {
    let places: HashMap<usize, usize> = set.iter().enumerate().map(|(at, &n)| (n, at)).collect();
    let inside = |others: &[usize]| -> Vec<usize> {
        let found = others.iter().filter_map(|other| places.get(other));
        found.copied().collect()
    };
    let mut open: Vec<usize> = set
        .iter()
        .map(|&node| inside(&network.needs[node]).len())
        .collect();
    let ready = |at: usize| Ready {
        node: &nodes[set[at]],
        at,
    };
    let mut heap: BinaryHeap<Ready<'_>> = (0..set.len())
        .filter(|&at| open[at] == 0)
        .map(ready)
        .collect();
    let mut order = Vec::with_capacity(set.len());
    while let Some(Ready { at, .. }) = heap.pop() {
        order.push(set[at]);
        for next in inside(&network.waiting[set[at]]) {
            open[next] -= 1;
            if open[next] == 0 {
                heap.push(ready(next));
            }
        }
    }
    order
}

/// Always the node next that, with all that it still needs, has the highest ratio. Slow: each time it looks at all.
pub(super) fn best_with_needs(set: &[usize], nodes: &[Node], network: &Network) -> Vec<usize> {
    let mut left: Vec<usize> = network.topological_among(set);
    let mut order = Vec::with_capacity(set.len());
    while !left.is_empty() {
        let best = left
            .iter()
            .map(|&node| {
                let needed = needed(node, &left, network);
                let weight: i128 = needed.iter().map(|&node| nodes[node].weight).sum();
                let size: i128 = needed.iter().map(|&node| nodes[node].size).sum();
                (weight, size, needed)
            })
            .reduce(|best, other| {
                let better = compare((other.0, other.1), (best.0, best.1));
                let fewer = other.2.len() < best.2.len();
                if better == Ordering::Greater || (better == Ordering::Equal && fewer) {
                    other
                } else {
                    best
                }
            });
        let Some((_, _, needed)) = best else { break };
        left.retain(|node| !needed.contains(node));
        order.extend(best_ready(&needed, nodes, network));
    }
    order
}

/// A node and all of `left` that it needs, directly or not.
fn needed(node: usize, left: &[usize], network: &Network) -> Vec<usize> {
    let mut found = vec![node];
    let mut next = 0;
    while let Some(&node) = found.get(next) {
        next += 1;
        for &other in &network.needs[node] {
            if !found.contains(&other) && left.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}
