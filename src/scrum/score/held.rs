//! What dependencies forced: which items stand later than their score says, and which earlier.

use crate::scrum::value_order::Network;

use super::ratio::Ratio;

/// What dependencies did to one item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Forced {
    /// The items that it waits for and that, or whose own needs, have a lower score or none.
    pub(super) held_by: Vec<usize>,
    /// The item with the highest score that waits for it, where that is higher than its own.
    pub(super) pulled_for: Option<usize>,
}

/// Returns what is forced for each place of a network without circles. The first `items` places are items, the others pass
/// dependencies on; items without a score come after all others.
pub(super) fn forced(network: &Network, scores: &[Option<Ratio>], items: usize) -> Vec<Forced> {
    let order = network.topological();
    // The lowest score of an item and all that it needs: none is lower than all.
    let mut lowest: Vec<Lowest> = vec![Lowest::Nothing; network.len()];
    for &place in &order {
        let own = match scores.get(place) {
            Some(score) => Lowest::Score(*score),
            None => Lowest::Nothing,
        };
        let needs = network.needs[place].iter().map(|&need| lowest[need]);
        lowest[place] = needs.fold(own, Lowest::min);
    }
    // The highest score of those that wait for it, and the first item on the way there.
    let mut highest: Vec<Option<(Ratio, usize)>> = vec![None; network.len()];
    for &place in order.iter().rev() {
        for &next in &network.waiting[place] {
            let own = scores
                .get(next)
                .copied()
                .flatten()
                .map(|score| (score, next));
            let through =
                highest[next].map(|(score, item)| (score, if next < items { next } else { item }));
            for found in [own, through].into_iter().flatten() {
                if highest[place].is_none_or(|(known, _)| found.0 > known) {
                    highest[place] = Some(found);
                }
            }
        }
    }
    (0..items)
        .map(|item| {
            let Some(own) = scores[item] else {
                return Forced::default();
            };
            let held_by = direct(network, item, items)
                .into_iter()
                .filter(|&need| match lowest[need] {
                    Lowest::Score(score) => score.is_none_or(|score| score < own),
                    Lowest::Nothing => false,
                })
                .collect();
            let pulled_for = highest[item]
                .filter(|(score, _)| *score > own)
                .map(|(_, next)| next);
            Forced {
                held_by,
                pulled_for,
            }
        })
        .collect()
}

/// The items that an item needs, directly or only by way of epics.
pub(super) fn direct(network: &Network, item: usize, items: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut open = network.needs[item].clone();
    while let Some(need) = open.pop() {
        if !seen.insert(need) {
            continue;
        }
        if need < items {
            found.push(need);
        } else {
            open.extend(&network.needs[need]);
        }
    }
    found.sort_unstable();
    found
}

/// The lowest score of several items.
#[derive(Debug, Clone, Copy)]
enum Lowest {
    /// No item is among them.
    Nothing,
    /// It; none where an item has no score.
    Score(Option<Ratio>),
}

impl Lowest {
    fn min(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, other) | (other, Self::Nothing) => other,
            // Nothing is less than any score.
            (Self::Score(a), Self::Score(b)) => Self::Score(a.min(b)),
        }
    }
}
