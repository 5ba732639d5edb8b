//! The order of things that have keys, after two sides added, took out and moved some.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::moved_items::out_of_place;
use super::rules::Side;
use super::three::{Pick, Three};

/// Which side put what all three versions have into another order.
pub(super) fn moved<K: Eq + Hash>(keys: &Three<Vec<K>>) -> Pick {
    let sets = keys.map(|keys| keys.iter().collect::<HashSet<&K>>());
    let shared = keys.map(|keys| {
        let on_all = |key: &&K| sets.all(|set| set.contains(key));
        keys.iter().filter(on_all).collect::<Vec<&K>>()
    });
    shared.pick()
}

/// More keys than these are not put in order by what each side did to each two of them.
const MOST: usize = 1000;

/// Our keys in an order in which both sides moved what they moved; none where both moved one, or where no order has all that each
/// side did: one put `x` below `m`, and the other one put `y`, which stands below `x`, above `m`.
pub(super) fn both_moved<K: Clone + Eq + Hash>(keys: &Three<Vec<K>>) -> Option<Vec<K>> {
    fn places<K: Eq + Hash>(keys: &[K]) -> HashMap<&K, usize> {
        keys.iter().enumerate().map(|(at, key)| (key, at)).collect()
    }
    let place = keys.map(|keys| places(keys));
    let is_shared = |key: &K| place.all(|place| place.contains_key(key));
    let shared: Vec<&K> = keys.base.iter().filter(|key| is_shared(key)).collect();
    if shared.len() > MOST {
        return None;
    }
    let out = |side: &HashMap<&K, usize>| -> HashSet<usize> {
        let mut order: Vec<usize> = (0..shared.len()).collect();
        order.sort_by_key(|at| side[shared[*at]]);
        out_of_place(&order).into_iter().collect()
    };
    if !out(&place.ours).is_disjoint(&out(&place.theirs)) {
        return None;
    }
    // Of each two, the side says which comes first that changed it. What comes after `n` others is the one at place `n`.
    let mut order: Vec<Option<&K>> = vec![None; shared.len()];
    for key in &shared {
        let comes_first = |other: &&&K| {
            let is_before = place.map(|place| place[**other] < place[*key]);
            *is_before.of(is_before.pick().favouring(Side::Ours))
        };
        let at = shared.iter().filter(comes_first).count();
        order[at] = Some(key);
    }
    let mut order = order.into_iter().collect::<Option<Vec<&K>>>()?.into_iter();
    let ours = keys.ours.iter();
    let ours = ours.map(|key| {
        if is_shared(key) {
            order.next()
        } else {
            Some(key)
        }
    });
    ours.map(Option::<&K>::cloned).collect()
}

/// What only the second order has, each with what it goes below in the first one; nothing above all.
fn spots<'k, K: Eq + Hash>(lead: &'k [K], other: &'k [K]) -> Vec<(&'k K, Option<&'k K>)> {
    let places: HashMap<&K, usize> = lead.iter().zip(0..).collect();
    let places: Vec<Option<usize>> = other.iter().map(|key| places.get(key).copied()).collect();
    // The first in the leading order of all that stands below, from the bottom up.
    let mut first = None;
    let below = places.iter().rev().map(|place| {
        first = first.into_iter().chain(*place).min();
        first
    });
    let mut below: Vec<Option<usize>> = below.collect();
    below.reverse();
    let (mut last, mut before) = (None, None);
    let mut spots = Vec::new();
    for ((key, place), below) in other.iter().zip(places).zip(below) {
        if place.is_some() {
            last = last.max(place);
            before = place;
            continue;
        }
        let fits = below.is_none_or(|first| last < Some(first));
        let above = if fits { last } else { before };
        spots.push((key, above.map(|at: usize| &lead[at])));
    }
    spots
}

/// Returns every key of both sides in one order: that of the side that leads, with what only the other side has below all that
/// stands above it there and above all that stands below it; where the leading order has no such place, right after what stands
/// before it there.
///
/// `place` puts what only ours and what only theirs has at one spot, below a key or none, in order.
pub(super) fn merged_order<K: Clone + Eq + Hash>(
    keys: &Three<Vec<K>>,
    leads: Side,
    place: impl Fn(Option<&K>, Vec<K>, Vec<K>) -> Vec<K>,
) -> Vec<K> {
    let (lead, other) = (keys.of(leads), keys.of(leads.other()));
    let other_set: HashSet<&K> = other.iter().collect();
    // What only the other side has, by what it stands below in the leading order; nothing above the first.
    let mut runs: HashMap<Option<&K>, Vec<K>> = HashMap::new();
    for (key, above) in spots(lead, other) {
        runs.entry(above).or_default().push(key.clone());
    }
    let mut merged = Vec::with_capacity(lead.len() + other.len());
    let mut at = 0;
    let mut before = None;
    loop {
        if let Some(run) = runs.remove(&before) {
            let alone = lead[at..].iter().take_while(|key| !other_set.contains(key));
            let alone: Vec<K> = alone.cloned().collect();
            at += alone.len();
            merged.extend(match leads {
                Side::Ours => place(before, alone, run),
                Side::Theirs => place(before, run, alone),
            });
        }
        let Some(key) = lead.get(at) else {
            return merged;
        };
        merged.push(key.clone());
        before = Some(key);
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{both_moved, merged_order, moved};
    use crate::git::merge::rules::Side;
    use crate::git::merge::three::{Pick, Three};

    fn order(base: &str, ours: &str, theirs: &str) -> (String, bool) {
        let keys = Three { base, ours, theirs }.map(|text| text.chars().collect::<Vec<char>>());
        let pick = moved(&keys);
        let leads = pick.favouring(Side::Ours);
        let merged = merged_order(&keys, leads, |_, ours, theirs| [ours, theirs].concat());
        (merged.into_iter().collect(), pick == Pick::Contested)
    }

    #[test]
    fn each_keeps_its_place() {
        for (base, ours, theirs, merged) in [
            ("abc", "abc", "abc", "abc"),
            ("abc", "axbc", "abyc", "axbyc"),
            ("abc", "abcx", "abcy", "abcxy"),
            ("abc", "xabc", "yabc", "xyabc"),
            ("", "x", "y", "xy"),
            ("abc", "ac", "abyc", "abyc"),
            ("abc", "cab", "abxc", "cabx"),
            ("abc", "cab", "abcx", "cabx"),
            ("abc", "cab", "abxcy", "cabxy"),
            ("abc", "abxc", "cab", "cabx"),
            ("abc", "cba", "cba", "cba"),
            ("abc", "axbc", "axbc", "axbc"),
            // Below all of what it stood below, also where that stands in another order now.
            ("abcd", "cbad", "abcxd", "cbaxd"),
            ("abcd", "badc", "abxcd", "baxdc"),
            ("abcd", "bcad", "xabcd", "xbcad"),
        ] {
            assert_eq!(
                order(base, ours, theirs),
                (merged.to_owned(), false),
                "{base} {ours} {theirs}"
            );
        }
        assert_eq!(order("abc", "cabx", "byac"), ("cabxy".to_owned(), true));
    }

    #[test]
    fn both_moves_are_made_where_one_order_has_both() {
        for (base, ours, theirs, merged) in [
            // Far from each other, and over each other.
            ("abcdef", "bcadef", "abcfde", Some("bcafde")),
            ("abcdef", "bacdef", "abcdfe", Some("bacdfe")),
            ("abcd", "bcda", "dabc", Some("dbca")),
            // What only ours has stays below what it stood below there.
            ("abcdef", "bcaxdef", "abcfde", Some("bcaxfde")),
            // The same one, or one of two either of which may have been moved.
            ("abcd", "adbc", "dabc", None),
            ("abcd", "bacd", "acbd", None),
            // No order has both: one put `a` below `b`, and the other one `d`, which stands below `a`, above `b`.
            ("abcd", "bcad", "adbc", None),
        ] {
            let keys = Three { base, ours, theirs }.map(|text| text.chars().collect::<Vec<char>>());
            let both = both_moved(&keys).map(|keys| keys.into_iter().collect::<String>());
            assert_eq!(both.as_deref(), merged, "{base} {ours} {theirs}");
        }
    }

    proptest! {
        #[test]
        fn each_key_stands_once_and_the_side_that_leads_keeps_its_order(
            (base, ours, theirs) in ("[a-h]{0,8}", "[a-h]{0,8}", "[a-h]{0,8}")
        ) {
            let once = |text: &String| {
                let mut keys: Vec<char> = Vec::new();
                for key in text.chars() {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
                keys
            };
            let keys = Three { base, ours, theirs }.map(once);
            for leads in [Side::Ours, Side::Theirs] {
                let merged = merged_order(&keys, leads, |_, ours, theirs| [ours, theirs].concat());
                let mut all = [keys.ours.clone(), keys.theirs.clone()].concat();
                all.sort_unstable();
                all.dedup();
                let mut sorted = merged.clone();
                sorted.sort_unstable();
                prop_assert_eq!(sorted, all);
                let lead = keys.of(leads);
                let kept: Vec<char> = merged.into_iter().filter(|it| lead.contains(it)).collect();
                prop_assert_eq!(&kept, lead);
            }
        }
    }
}
