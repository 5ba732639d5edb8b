//! The fewest items that must have moved to bring one order into another.

use super::rising_run::rising_run;

/// Returns which items moved, by their place in the new order. `before` holds each item's place in the old order, in the
/// new order; all places differ. As many items as possible stay; among equals those stay for which `is_kept` speaks (by
/// place in the new order): their rank is as before.
#[must_use]
pub fn fewest_moves(before: &[usize], is_kept: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut places: Vec<usize> = before.to_vec();
    places.sort_unstable();
    let rank = |place: &usize| places.partition_point(|other| other < place);
    let ranks: Vec<usize> = before.iter().map(rank).collect();
    // The longer run, then the one with more kept ranks, then the one that ends later.
    let stays = rising_run(&ranks, |at, run| {
        let (length, kept, _): (usize, usize, usize) = run.unwrap_or_default();
        (length + 1, kept + usize::from(is_kept(at)), at)
    });
    let mut moved = vec![true; before.len()];
    for at in stays {
        moved[at] = false;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::fewest_moves;
    use proptest::prelude::{any, prop, proptest};

    fn moved(before: &[usize], kept: &[usize]) -> Vec<usize> {
        let moved = fewest_moves(before, |at| kept.contains(&at));
        let places = before.iter().zip(moved);
        places
            .filter_map(|(place, moved)| moved.then_some(*place))
            .collect()
    }

    #[test]
    fn only_what_moved_is_told() {
        assert!(moved(&[], &[]).is_empty());
        assert!(moved(&[3, 5, 9], &[]).is_empty());
        assert_eq!(moved(&[4, 0, 1, 2, 3], &[]), [4]);
        assert_eq!(moved(&[1, 2, 3, 0, 4], &[]), [0]);
        // Of two that changed places, the one with a new rank moved.
        assert_eq!(moved(&[1, 0], &[0]), [0]);
        assert_eq!(moved(&[1, 0], &[1]), [1]);
    }

    proptest! {
        #[test]
        fn what_stays_is_in_order_and_as_much_as_can_be(
            order in prop::collection::vec(any::<u32>(), 0..9),
            kept in prop::collection::vec(any::<bool>(), 9),
        ) {
            let mut places: Vec<usize> = (0..order.len()).collect();
            places.sort_by_key(|&place| (order[place], place));
            let moved = fewest_moves(&places, |at| kept[at]);
            let stays: Vec<usize> = places.iter().zip(&moved).filter(|(_, moved)| !**moved).map(|(place, _)| *place).collect();
            assert!(stays.is_sorted());
            let longest = (0u32..1 << places.len())
                .filter(|mask| {
                    let chosen: Vec<usize> = places.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, place)| *place).collect();
                    chosen.is_sorted()
                })
                .map(u32::count_ones)
                .max();
            assert_eq!(longest, u32::try_from(stays.len()).ok());
        }
    }
}
