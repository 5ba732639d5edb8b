//! An order by score in which what others wait for is pulled before them.

use crate::scrum::value_order::Network;

/// Returns `wanted` in its order, each right after those of its needs that did not come yet. Needs that are not wanted
/// themselves only pass on what they need.
pub(super) fn pulled(wanted: &[usize], network: &Network) -> Vec<usize> {
    let mut rank = vec![usize::MAX; network.len()];
    for (at, &place) in wanted.iter().enumerate() {
        rank[place] = at;
    }
    let mut seen = vec![false; network.len()];
    let mut order = Vec::with_capacity(wanted.len());
    for &place in wanted {
        // A stack instead of recursion: a place, its needs by rank, and how many of them were looked at.
        let mut stack = Vec::new();
        if !std::mem::replace(&mut seen[place], true) {
            stack.push((place, by_rank(network, place, &rank), 0));
        }
        while let Some((at, needs, next)) = stack.last_mut() {
            if let Some(&need) = needs.get(*next) {
                *next += 1;
                if !std::mem::replace(&mut seen[need], true) {
                    stack.push((need, by_rank(network, need, &rank), 0));
                }
                continue;
            }
            let at = *at;
            stack.pop();
            if rank[at] != usize::MAX {
                order.push(at);
            }
        }
    }
    order
}

fn by_rank(network: &Network, place: usize, rank: &[usize]) -> Vec<usize> {
    let mut needs = network.needs[place].clone();
    needs.sort_by_key(|&need| (rank[need], need));
    needs
}
