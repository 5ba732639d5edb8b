//! The cheapest order of a few nodes, by trying all: dynamic programming over the sets that can be done first.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::job::Node;
use super::max_flow::Fuel;
use super::network::Network;

/// Up to so many nodes fit into the bits of a set.
const MOST: usize = 128;

/// What a set costs, in steps of [`Fuel`].
const STEPS: usize = 100;

/// Returns the cheapest order of `set`; where several are, the highest ratio comes first, then today's place. Nothing where
/// more than `most_sets` sets can be done first, or where the fuel ends.
pub(super) fn cheapest(
    set: &[usize],
    nodes: &[Node],
    network: &Network,
    most_sets: usize,
    fuel: &mut Fuel,
) -> Option<Vec<usize>> {
    if set.len() > MOST {
        return None;
    }
    let mut set = set.to_vec();
    set.sort_by_key(|&node| nodes[node].first());
    let bit = |node: usize| set.iter().position(|&other| other == node);
    let needs: Vec<u128> = set
        .iter()
        .map(|&node| {
            let inside = network.needs[node].iter().filter_map(|&other| bit(other));
            inside.fold(0, |bits, at| bits | 1 << at)
        })
        .collect();
    let can_follow = |done: u128| (0..needs.len()).filter(move |at| done >> at & 1 == 0);
    // Every set that can be done first, by how many it holds.
    let mut layers: Vec<Vec<(u128, i128)>> = vec![vec![(0, 0)]];
    let mut sets = 1;
    for _ in 0..set.len() {
        let mut layer: HashMap<u128, i128> = HashMap::new();
        for &(done, time) in layers.last().map_or(&[][..], Vec::as_slice) {
            for at in can_follow(done).filter(|&at| needs[at] & !done == 0) {
                layer.insert(done | 1 << at, time + nodes[set[at]].size);
            }
            if sets + layer.len() > most_sets {
                return None;
            }
        }
        if !fuel.burn(layer.len() * STEPS) {
            return None;
        }
        sets += layer.len();
        layers.push(layer.into_iter().collect());
    }
    // What the rest costs at least, from the end, and what comes next then.
    let mut costs: HashMap<u128, (i128, usize)> = HashMap::with_capacity(sets);
    for layer in layers.iter().rev() {
        for &(done, time) in layer {
            let mut choice: Option<(i128, usize)> = None;
            for at in can_follow(done).filter(|&at| needs[at] & !done == 0) {
                let Some((rest, _)) = costs.get(&(done | 1 << at)) else {
                    continue;
                };
                let node = &nodes[set[at]];
                let cost = rest + node.weight * (time + node.size);
                let is_better = choice.is_none_or(|(known, other)| {
                    let ratio = || node.ratio(&nodes[set[other]]) == Ordering::Greater;
                    cost < known || (cost == known && ratio())
                });
                if is_better {
                    choice = Some((cost, at));
                }
            }
            costs.insert(done, choice.unwrap_or((0, 0)));
        }
    }
    let mut done = 0;
    let mut order = Vec::with_capacity(set.len());
    while order.len() < set.len() {
        let (_, at) = costs.get(&done)?;
        order.push(set[*at]);
        done |= 1 << at;
    }
    Some(order)
}
