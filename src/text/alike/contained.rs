//! Finds sets of which one holds all of another and little more, without comparing each with each.

/// More candidates than these are not looked at for one set, so that hostile input costs linear time.
const CANDIDATES: usize = 1024;
/// A member that so many sets have among their first few is looked up together with the next one.
const OFTEN: usize = 64;

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

    /// One more than the greatest member.
    fn range(&self) -> usize {
        let greatest = self.members.iter().max();
        greatest.map_or(0, |greatest| *greatest as usize + 1)
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
/// member; where many have that one too, for its two rarest. A count of the members before it and one bit a member sort out
/// most of the rest.
pub(super) fn contained_pairs(sets: &Sets, percent: u32, take: impl FnMut(usize, usize)) {
    pairs(sets, percent, OFTEN, take);
}

fn pairs(sets: &Sets, percent: u32, often: usize, mut take: impl FnMut(usize, usize)) {
    let percent = percent.clamp(1, 100) as usize;
    let sets = rarest_first(sets);
    let marks: Vec<u64> = (0..sets.len()).map(|index| mark(sets.get(index))).collect();
    let index = Index::new(&sets, percent, often);
    for smaller in 0..sets.len() {
        let set = sets.get(smaller);
        for holder in index.holders(set).iter().take(CANDIDATES) {
            let (larger, position) = (holder.set as usize, holder.position as usize);
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

/// A set that has what was asked for among its first few members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Holder {
    set: u32,
    /// Where the first of what was asked for stands in it.
    position: u32,
}

/// Which sets have a member, or two, among their first few.
struct Index {
    /// Where the holders of each member begin.
    starts: Vec<usize>,
    holders: Vec<Holder>,
    /// The same for two members, the first of which many have: sorted.
    pairs: Vec<(u64, Holder)>,
    pair_holders: Vec<Holder>,
    often: usize,
}

impl Index {
    /// Of sets whose members are in the order of how rare they are.
    fn new(sets: &Sets, percent: usize, often: usize) -> Self {
        let range = sets.range();
        let first_few =
            |set: &[u32]| (set.len() + 1 - (set.len() * percent).div_ceil(100)).min(set.len());
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
        let mut holders = vec![Holder::default(); starts[range]];
        let mut next = starts.clone();
        let mut pairs = Vec::new();
        for index in 0..sets.len() {
            let set = sets.get(index);
            let few = first_few(set);
            for (position, member) in set.iter().enumerate().take(few) {
                #[expect(clippy::cast_possible_truncation, reason = "sets fit into memory")]
                let holder = Holder {
                    set: index as u32,
                    position: position as u32,
                };
                let at = *member as usize;
                holders[next[at]] = holder;
                next[at] += 1;
                if starts[at + 1] - starts[at] > often {
                    let others = set.iter().take(few + 1).skip(position + 1);
                    pairs.extend(others.map(|other| (pair(*member, *other), holder)));
                }
            }
        }
        pairs.sort_unstable();
        Self {
            starts,
            holders,
            pair_holders: pairs.iter().map(|(_, holder)| *holder).collect(),
            pairs,
            often,
        }
    }

    /// The sets that may hold all of `set`.
    fn holders(&self, set: &[u32]) -> &[Holder] {
        let Some(rarest) = set.first() else {
            return &[];
        };
        let at = *rarest as usize;
        let few = &self.holders[self.starts[at]..self.starts[at + 1]];
        match set.get(1) {
            Some(second) if few.len() > self.often => {
                let key = pair(*rarest, *second);
                let start = self.pairs.partition_point(|(other, _)| *other < key);
                let count = self.pairs[start..].partition_point(|(other, _)| *other == key);
                &self.pair_holders[start..start + count]
            }
            _ => few,
        }
    }
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The same sets with the rarest members first, members renamed by how rare they are.
fn rarest_first(sets: &Sets) -> Sets {
    let range = sets.range();
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

    use super::Sets;

    fn pairs(sets: &[BTreeSet<u32>], percent: u32, often: usize) -> Vec<(usize, usize)> {
        let mut given = Sets::default();
        for set in sets {
            let mut members: Vec<u32> = set.iter().copied().collect();
            members.reverse();
            given.push(&members);
        }
        let mut found = Vec::new();
        super::pairs(&given, percent, often, |smaller, larger| {
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
        fn finds_exactly_the_pairs_that_comparing_each_with_each_finds(sets in sets(), percent in 1..=100_u32, often in 0..5_usize) {
            prop_assert_eq!(pairs(&sets, percent, often), all_pairs(&sets, percent));
        }

        #[test]
        fn finds_them_among_sets_that_differ_in_one_member(
            base in proptest::collection::btree_set(0..40_u32, 5..20),
            gone in proptest::collection::btree_set(0..40_u32, 0..30),
            percent in 70..=95_u32,
            often in 0..5_usize,
        ) {
            let all: BTreeSet<BTreeSet<u32>> = gone
                .iter()
                .map(|member| base.iter().copied().filter(|other| other != member).collect())
                .chain([base.clone()])
                .collect();
            let all: Vec<_> = all.into_iter().collect();
            prop_assert_eq!(pairs(&all, percent, often), all_pairs(&all, percent));
        }
    }

    #[test]
    fn no_sets_are_no_pairs() {
        assert!(pairs(&[], 85, 0).is_empty());
        assert!(pairs(&[BTreeSet::new()], 85, 0).is_empty());
    }
}
