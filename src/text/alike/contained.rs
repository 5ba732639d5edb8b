//! Finds sets of which one holds all of another and little more, without comparing each with each.

/// More candidates than these are not looked at for one set, so that hostile input costs linear time.
const CANDIDATES: usize = 4096;

/// Sets of small numbers, one after another in one list.
#[derive(Debug, Clone)]
pub(super) struct Sets {
    members: Vec<u32>,
    ends: Vec<usize>,
}

impl Default for Sets {
    fn default() -> Self {
        Self {
            members: Vec::new(),
            ends: vec![0],
        }
    }
}

impl Sets {
    /// Takes a set: each member once, in any order.
    pub(super) fn push(&mut self, set: &[u32]) {
        self.members.extend_from_slice(set);
        self.ends.push(self.members.len());
    }

    fn len(&self) -> usize {
        self.ends.len() - 1
    }

    fn get(&self, index: usize) -> &[u32] {
        &self.members[self.ends[index]..self.ends[index + 1]]
    }
}

/// Hands over each pair of indexes, smaller and larger set, where the larger holds all of the smaller, is larger, and the smaller
/// makes at least `percent` of it. The sets must differ from each other; empty sets are in no pair.
///
/// By prefix filtering: members are put in order by how rare they are. What a larger set may have besides is so little that the
/// rarest member of the smaller one stands among its first few. So only these are indexed, and each set asks for its rarest
/// member. A count of the members before it and one bit a member sort out most of the rest.
pub(super) fn contained_pairs(sets: &Sets, percent: u32, mut take: impl FnMut(usize, usize)) {
    let percent = percent.clamp(1, 100) as usize;
    let sets = rarest_first(sets);
    let range = sets.members.iter().max().map_or(0, |max| *max as usize + 1);
    // Where the sets that have a member among their first few begin in `holders`.
    let first_few = |set: &[u32]| set.len() - (set.len() * percent).div_ceil(100) + 1;
    let mut starts = vec![0_usize; range + 1];
    for index in 0..sets.len() {
        let set = sets.get(index);
        for member in set.iter().take(first_few(set)) {
            starts[*member as usize + 1] += 1;
        }
    }
    for at in 0..range {
        starts[at + 1] += starts[at];
    }
    let mut holders = vec![(0_u32, 0_u32); starts[range]];
    let mut next = starts.clone();
    for index in 0..sets.len() {
        let set = sets.get(index);
        for (position, member) in set.iter().take(first_few(set)).enumerate() {
            let place = &mut next[*member as usize];
            #[expect(clippy::cast_possible_truncation, reason = "sets fit into memory")]
            let holder = (index as u32, position as u32);
            holders[*place] = holder;
            *place += 1;
        }
    }
    let marks: Vec<u64> = (0..sets.len()).map(|index| mark(sets.get(index))).collect();
    for smaller in 0..sets.len() {
        let set = sets.get(smaller);
        let Some(rarest) = set.first() else {
            continue;
        };
        let rarest = *rarest as usize;
        let asked = &holders[starts[rarest]..starts[rarest + 1]];
        for (larger, position) in asked.iter().take(CANDIDATES) {
            let (larger, position) = (*larger as usize, *position as usize);
            let size = sets.ends[larger + 1] - sets.ends[larger];
            if size <= set.len()
                || set.len() * 100 < size * percent
                || position > size - set.len()
                || marks[smaller] & !marks[larger] != 0
            {
                continue;
            }
            if holds(&sets.get(larger)[position..], set) {
                take(smaller, larger);
            }
        }
    }
}

/// The same sets with the rarest members first, members renamed by how rare they are.
fn rarest_first(sets: &Sets) -> Sets {
    let range = sets.members.iter().max().map_or(0, |max| *max as usize + 1);
    let mut counts = vec![0_u32; range];
    for member in &sets.members {
        counts[*member as usize] += 1;
    }
    let mut by_count: Vec<u32> = (0..).take(range).collect();
    by_count.sort_unstable_by_key(|member| (counts[*member as usize], *member));
    let mut names = vec![0_u32; range];
    for (name, member) in (0..).zip(by_count) {
        names[member as usize] = name;
    }
    let mut members: Vec<u32> = sets.members.iter().map(|m| names[*m as usize]).collect();
    for index in 0..sets.len() {
        members[sets.ends[index]..sets.ends[index + 1]].sort_unstable();
    }
    Sets {
        members,
        ends: sets.ends.clone(),
    }
}

/// One bit a member: a set that holds another has all its bits.
fn mark(set: &[u32]) -> u64 {
    set.iter().fold(0, |mark, member| mark | 1 << (member % 64))
}

/// Whether the sorted `larger` holds all of the sorted `smaller`.
fn holds(larger: &[u32], smaller: &[u32]) -> bool {
    let mut rest = larger.iter();
    smaller
        .iter()
        .all(|member| rest.by_ref().find(|other| *other >= member) == Some(member))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{Strategy, prop_assert_eq, proptest};

    use super::{Sets, contained_pairs};

    fn pairs(sets: &[BTreeSet<u32>], percent: u32) -> Vec<(usize, usize)> {
        let mut given = Sets::default();
        for set in sets {
            let mut members: Vec<u32> = set.iter().copied().collect();
            members.reverse();
            given.push(&members);
        }
        let mut found = Vec::new();
        contained_pairs(&given, percent, |smaller, larger| {
            found.push((smaller, larger))
        });
        found.sort_unstable();
        found
    }

    /// Each with each, as the definition says.
    fn all_pairs(sets: &[BTreeSet<u32>], percent: u32) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (a, smaller) in sets.iter().enumerate() {
            for (b, larger) in sets.iter().enumerate() {
                let is_part = !smaller.is_empty() && smaller.is_subset(larger) && a != b;
                if is_part && smaller.len() * 100 >= larger.len() * percent as usize {
                    found.push((a, b));
                }
            }
        }
        found
    }

    fn sets() -> impl Strategy<Value = Vec<BTreeSet<u32>>> {
        // Few members, so that many sets hold others; and now and then a wide range.
        let set = proptest::collection::btree_set(0..14_u32, 0..12);
        let wide = proptest::collection::btree_set(0..400_u32, 0..4);
        proptest::collection::btree_set((set, wide), 0..60).prop_map(|sets| {
            let joined: BTreeSet<BTreeSet<u32>> = sets
                .into_iter()
                .map(|(set, wide)| set.union(&wide).copied().collect())
                .collect();
            joined.into_iter().collect()
        })
    }

    proptest! {
        #[test]
        fn finds_exactly_the_pairs_that_comparing_each_with_each_finds(sets in sets(), percent in 1..=100_u32) {
            prop_assert_eq!(pairs(&sets, percent), all_pairs(&sets, percent));
        }

        #[test]
        fn finds_them_among_sets_that_differ_in_one_member(
            base in proptest::collection::btree_set(0..40_u32, 5..20),
            gone in proptest::collection::btree_set(0..40_u32, 0..30),
            percent in 70..=95_u32,
        ) {
            let all: BTreeSet<BTreeSet<u32>> = gone
                .iter()
                .map(|member| base.iter().copied().filter(|other| other != member).collect())
                .chain([base.clone()])
                .collect();
            let all: Vec<_> = all.into_iter().collect();
            prop_assert_eq!(pairs(&all, percent), all_pairs(&all, percent));
        }
    }

    #[test]
    fn no_sets_are_no_pairs() {
        assert!(pairs(&[], 85).is_empty());
        assert!(pairs(&[BTreeSet::new()], 85).is_empty());
    }
}
