//! The whole order after a proposal: ordered items take the places that they have today, the others stay.

use crate::scrum::value_order::Network;

/// Returns all items, by their places of today, in their new order.
///
/// `order` says how some items stand to each other; they share their places among themselves. Others stay where they are,
/// with two exceptions: one that an ordered item needs goes before it, and one that stood after what it needs, and would
/// not any more, goes right behind it.
pub(super) fn arranged(order: &[usize], network: &Network, items: usize) -> Vec<usize> {
    let mut is_ordered = vec![false; items];
    for &item in order {
        is_ordered[item] = true;
    }
    let mut arranged = Arranged {
        network,
        items,
        is_placed: vec![false; network.len()],
        result: Vec::with_capacity(items),
    };
    let mut next = order.iter();
    let mut late: Vec<usize> = Vec::new();
    for (place, is_ordered) in is_ordered.into_iter().enumerate() {
        if is_ordered {
            if let Some(&item) = next.next() {
                arranged.place_with_needs(item);
                late.retain(|&other| !arranged.place_if_free(other));
            }
        } else if !arranged.is_placed[place] && !arranged.place_if_free(place) {
            late.push(place);
        }
    }
    for item in late {
        arranged.place_with_needs(item);
    }
    arranged.result
}

struct Arranged<'a> {
    network: &'a Network,
    items: usize,
    is_placed: Vec<bool>,
    result: Vec<usize>,
}

impl Arranged<'_> {
    fn place(&mut self, item: usize) {
        if !std::mem::replace(&mut self.is_placed[item], true) && item < self.items {
            self.result.push(item);
        }
    }

    /// Places an item behind all that it needs, which are placed first.
    fn place_with_needs(&mut self, item: usize) {
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
                    self.place(at);
                }
            }
        }
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
