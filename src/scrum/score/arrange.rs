//! The whole order after a proposal: ordered items take the places that they have today, the others stay.

use crate::scrum::value_order::Network;

use super::held::direct;

/// An item that is not ordered, and yet moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Forced {
    /// The item.
    pub(super) item: usize,
    /// What it waits for and goes right behind.
    pub(super) after: Option<usize>,
    /// What waits for it and comes right behind.
    pub(super) before: Option<usize>,
}

/// Returns all items, by their places of today, in their new order, and which of those that are not ordered move.
///
/// `order` says how some items stand to each other; they share their places among themselves. Others stay where they are,
/// with two exceptions: one that an ordered item needs goes before it, and one that stood after what it needs, and would
/// not any more, goes right behind it.
pub(super) fn arranged(
    order: &[usize],
    network: &Network,
    items: usize,
) -> (Vec<usize>, Vec<Forced>) {
    let mut is_ordered = vec![false; items];
    for &item in order {
        is_ordered[item] = true;
    }
    let mut arranged = Arranged {
        network,
        items,
        is_placed: vec![false; network.len()],
        result: Vec::with_capacity(items),
        forced: Vec::new(),
    };
    let mut next = order.iter();
    let mut late: Vec<usize> = Vec::new();
    for place in 0..items {
        if is_ordered[place] {
            if let Some(&item) = next.next() {
                arranged.place_with_needs(item, &is_ordered);
                late.retain(|&other| arranged.is_placed[other] || !arranged.place_late(other));
                late.retain(|&other| !arranged.is_placed[other]);
            }
        } else if !arranged.is_placed[place] && !arranged.place_if_free(place) {
            late.push(place);
        }
    }
    for item in late {
        arranged.place_with_needs(item, &is_ordered);
        arranged.force_after(item);
    }
    (arranged.result, arranged.forced)
}

struct Arranged<'a> {
    network: &'a Network,
    items: usize,
    is_placed: Vec<bool>,
    result: Vec<usize>,
    forced: Vec<Forced>,
}

impl Arranged<'_> {
    fn place(&mut self, item: usize) {
        if !std::mem::replace(&mut self.is_placed[item], true) && item < self.items {
            self.result.push(item);
        }
    }

    /// Places an item behind all that it needs, which are placed first.
    fn place_with_needs(&mut self, item: usize, is_ordered: &[bool]) {
        let mut stack = vec![(item, 0)];
        let mut open = std::collections::HashSet::from([item]);
        while let Some((at, next)) = stack.last_mut() {
            match self.network.needs[*at].get(*next) {
                Some(&need) => {
                    *next += 1;
                    if !self.is_placed[need] && open.insert(need) {
                        stack.push((need, 0));
                    }
                }
                None => {
                    let at = *at;
                    stack.pop();
                    if at < self.items && at != item && !is_ordered[at] && !self.is_placed[at] {
                        let waits = stack.iter().rev().map(|&(waits, _)| waits);
                        self.forced.push(Forced {
                            item: at,
                            after: None,
                            before: waits.into_iter().find(|&waits| waits < self.items),
                        });
                    }
                    self.place(at);
                }
            }
        }
    }

    /// Places an item that had to wait, if it still does and nothing holds it any more.
    fn place_late(&mut self, item: usize) -> bool {
        let is_free = self.place_if_free(item);
        if is_free {
            self.force_after(item);
        }
        is_free
    }

    /// Remembers that an item moved behind the last one that it waits for.
    fn force_after(&mut self, item: usize) {
        if self.forced.iter().any(|forced| forced.item == item) {
            return;
        }
        let needs = direct(self.network, item, self.items);
        let last = self.result.iter().rev().find(|place| needs.contains(place));
        self.forced.push(Forced {
            item,
            after: last.copied(),
            before: None,
        });
    }

    /// Places an item that is not ordered, unless something that it needs stood before it and does not yet.
    fn place_if_free(&mut self, item: usize) -> bool {
        let mut open = self.network.needs[item].clone();
        let mut seen = std::collections::HashSet::new();
        while let Some(need) = open.pop() {
            if self.is_placed[need] || !seen.insert(need) {
                continue;
            }
            if need >= self.items {
                open.extend(&self.network.needs[need]);
            } else if need < item {
                return false;
            }
            // What stood behind it before is not this order's doing.
        }
        self.place(item);
        true
    }
}
