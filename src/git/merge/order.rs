//! The order of things that have keys, after two sides added, took out and moved some.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::three::Three;

/// Returns every key of both sides in one order: that of the side that moved any, ours where neither did, with what only
/// the other side has after what stands before it there. Where both moved some, and differently, ours leads.
///
/// `place` puts what both have at one spot in order: ours, then theirs.
pub(super) fn merged_order<K: Clone + Eq + Hash>(
    keys: &Three<Vec<K>>,
    place: impl Fn(Vec<K>, Vec<K>) -> Vec<K>,
) -> Vec<K> {
    let sets = keys.map(|keys| keys.iter().cloned().collect::<HashSet<K>>());
    let by_theirs = moved(&keys.theirs, &keys.base) && !moved(&keys.ours, &keys.base);
    let (lead, lead_set, other, other_set) = if by_theirs {
        (&keys.theirs, &sets.theirs, &keys.ours, &sets.ours)
    } else {
        (&keys.ours, &sets.ours, &keys.theirs, &sets.theirs)
    };
    // What only the other side has, by what stands before it there; nothing before the first.
    let mut runs: HashMap<Option<&K>, Vec<K>> = HashMap::new();
    let mut before = None;
    for key in other {
        if lead_set.contains(key) {
            before = Some(key);
        } else {
            runs.entry(before).or_default().push(key.clone());
        }
    }
    let is_new = |key: &K| !other_set.contains(key) && !sets.base.contains(key);
    let mut merged = Vec::with_capacity(lead.len() + other.len());
    let mut at = 0;
    let mut before = None;
    loop {
        if let Some(run) = runs.remove(&before) {
            let new = lead[at..].iter().take_while(|key| is_new(key));
            let new: Vec<K> = new.cloned().collect();
            at += new.len();
            merged.extend(if by_theirs {
                place(run, new)
            } else {
                place(new, run)
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

/// Whether both sides put what they have in other orders than the common version, and not in the same one.
pub(super) fn both_moved<K: Clone + Eq + Hash>(keys: &Three<Vec<K>>) -> bool {
    moved(&keys.ours, &keys.base)
        && moved(&keys.theirs, &keys.base)
        && moved(&keys.ours, &keys.theirs)
}

/// Whether what two have stands in another order.
pub(super) fn moved<K: Eq + Hash>(one: &[K], other: &[K]) -> bool {
    let [in_one, in_other] = [one, other].map(|keys| keys.iter().collect::<HashSet<&K>>());
    let shared = one.iter().filter(|key| in_other.contains(key));
    !shared.eq(other.iter().filter(|key| in_one.contains(key)))
}

#[cfg(test)]
mod tests {
    use super::{both_moved, merged_order};
    use crate::git::merge::three::Three;

    fn order(base: &str, ours: &str, theirs: &str) -> (String, bool) {
        let keys = Three { base, ours, theirs }.map(|text| text.chars().collect::<Vec<char>>());
        let merged = merged_order(&keys, |ours, theirs| [ours, theirs].concat());
        (merged.into_iter().collect(), both_moved(&keys))
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
            ("abc", "abxc", "cab", "cabx"),
            ("abc", "cba", "cba", "cba"),
            ("abc", "axbc", "axbc", "axbc"),
        ] {
            assert_eq!(
                order(base, ours, theirs),
                (merged.to_owned(), false),
                "{base} {ours} {theirs}"
            );
        }
        assert_eq!(order("abc", "cabx", "byac"), ("cabxy".to_owned(), true));
    }
}
