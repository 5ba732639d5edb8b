//! Which items of a list a side put before or after others that are nested where they are.

use std::collections::{HashMap, HashSet};

use super::identity::Known;
use super::list::Parent;

/// The items that `side` moved, among those that it nests as the common version does. Where two changed places, either may have
/// been moved, so both count.
pub(super) fn moved_items(base: &Known<'_, '_>, side: &Known<'_, '_>) -> HashSet<usize> {
    let mut groups: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    let above = |list: &Known<'_, '_>, id| match list.within(id)? {
        Parent::Item(above) => Some(Some(above)),
        Parent::Outside(_) => Some(None),
    };
    for &id in &side.ids {
        let Some(parent) = above(side, id) else {
            continue;
        };
        if above(base, id) == Some(parent) {
            groups.entry(parent).or_default().push(id);
        }
    }
    // The number of an item of the common version is its place there.
    groups.values().flat_map(|ids| out_of_place(ids)).collect()
}

/// The numbers without which others stand in order, as few others as can be left out.
fn out_of_place(numbers: &[usize]) -> Vec<usize> {
    let until = ranks(numbers.iter().copied());
    let top = numbers.iter().max().copied().unwrap_or_default();
    let mut from = ranks(numbers.iter().rev().map(|number| top - number));
    from.reverse();
    let longest = until.iter().max().copied().unwrap_or_default();
    // Each longest row of numbers in order has one of each rank: what is alone in its rank stands in every such row.
    let mut of_rank: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, &number) in numbers.iter().enumerate() {
        if until[at] + from[at] == longest + 1 {
            of_rank.entry(until[at]).or_default().push(number);
        }
    }
    let stays: HashSet<usize> = of_rank
        .into_values()
        .filter_map(|numbers| <[usize; 1]>::try_from(numbers).ok())
        .flatten()
        .collect();
    let mut moved = numbers.to_vec();
    moved.retain(|number| !stays.contains(number));
    moved
}

/// How long the longest row of numbers in order is that ends with each.
fn ranks(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    // The least number that ends a row of each length.
    let mut ends: Vec<usize> = Vec::new();
    let ranked = numbers.map(|number| {
        let rank = ends.partition_point(|end| *end < number);
        match ends.get_mut(rank) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
        rank + 1
    });
    ranked.collect()
}

#[cfg(test)]
mod tests {
    use super::out_of_place;

    #[test]
    fn what_stands_before_or_after_others_now_was_moved() {
        for (numbers, moved) in [
            (&[][..], &[][..]),
            (&[3, 5, 9], &[]),
            (&[2, 0, 1], &[2]),
            (&[1, 2, 0], &[0]),
            (&[0, 3, 1, 2, 4], &[3]),
            // Either of the two.
            (&[1, 0, 2], &[1, 0]),
            (&[2, 1, 0], &[2, 1, 0]),
        ] {
            assert_eq!(out_of_place(numbers), moved, "{numbers:?}");
        }
    }
}
