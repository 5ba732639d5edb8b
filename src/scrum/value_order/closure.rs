//! The part of a set that should come first: the heaviest subset that needs nothing outside itself (Picard 1976).

use super::job::Node;
use super::max_flow::{Fuel, Pipes, WIDE};
use super::network::Network;

/// What looking for it gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A part with a higher ratio of weight and size than the whole: it comes first, then the rest.
    Part {
        /// What comes first.
        first: Vec<usize>,
        /// What comes then.
        rest: Vec<usize>,
    },
    /// No part has a higher ratio.
    None,
    /// Nobody knows: the fuel ended.
    Unknown,
}

/// Looks for the part of `set` that has a higher ratio than the whole and wins most by it.
///
/// With W and P the sums of weights and sizes, job j weighs `P·wⱼ − W·pⱼ`, which adds up to nothing over the set. A cut
/// between what is worth more and what is worth less, over which no dependency may lead, finds the heaviest part.
pub(super) fn first_part(
    set: &[usize],
    nodes: &[Node],
    network: &Network,
    places: &mut [u32],
    fuel: &mut Fuel,
) -> Found {
    let weight: i128 = set.iter().map(|&node| nodes[node].weight).sum();
    let size: i128 = set.iter().map(|&node| nodes[node].size).sum();
    let worth = |node: usize| size * nodes[node].weight - weight * nodes[node].size;
    if !set.iter().any(|&node| worth(node) > 0) {
        return Found::None;
    }
    for (at, &node) in set.iter().enumerate() {
        places[node] = u32::try_from(at).unwrap_or(u32::MAX);
    }
    let (source, sink) = (set.len(), set.len() + 1);
    let mut pipes = Pipes::new(set.len() + 2);
    for (at, &node) in set.iter().enumerate() {
        let worth = worth(node);
        if worth > 0 {
            pipes.add(source, at, worth);
        } else if worth < 0 {
            pipes.add(at, sink, -worth);
        }
        for &other in &network.needs[node] {
            let to = places[other] as usize;
            if set.get(to) == Some(&other) {
                pipes.add(at, to, WIDE);
            }
        }
    }
    let Some(reached) = pipes.fill(source, sink, fuel) else {
        return Found::Unknown;
    };
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for (at, &node) in set.iter().enumerate() {
        if reached[at] { &mut first } else { &mut rest }.push(node);
    }
    if first.is_empty() || rest.is_empty() {
        Found::None
    } else {
        Found::Part { first, rest }
    }
}
