//! Whether the items of a merged body add up: none twice or gone that only changed its place, whichever side is taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use super::moved_items::out_of_place;
use super::piece::{Piece, one_side};
use super::rules::Side;
use super::three::Three;
use crate::text::{HeadingKeys, ListKind, PieceKind, body_pieces, item_words};

/// How often items with some words stand in each list, and anywhere.
#[derive(Debug, Default)]
struct Tally {
    counts: BTreeMap<Option<ListKind>, BTreeMap<String, usize>>,
    /// The words of each list in order.
    orders: BTreeMap<ListKind, Vec<String>>,
}

/// Whether in each reading of the merged body every item stands as often as both sides have it, and in no list more often.
pub(super) fn items_add_up(pieces: &[Piece], bodies: &Three<&str>, headings: &HeadingKeys) -> bool {
    let was = bodies.map(|body| Tally::new(body, headings));
    let [ours, theirs] =
        [Side::Ours, Side::Theirs].map(|side| Tally::new(&one_side(pieces, side), headings));
    let all = [&was.base, &was.ours, &was.theirs, &ours, &theirs];
    let lists: BTreeSet<Option<ListKind>> = all
        .iter()
        .flat_map(|tally| tally.counts.keys().copied())
        .collect();
    lists.into_iter().all(|list| {
        let words = all.iter().filter_map(|tally| tally.counts.get(&list));
        let words: BTreeSet<&String> = words.flat_map(BTreeMap::keys).collect();
        let moved = was.map(|side| list.map(|list| side.moved(&was.base, list)));
        words.into_iter().all(|words| {
            let count = was.map(|tally| tally.count(list, words));
            let most = ours.count(list, words).max(theirs.count(list, words));
            let wanted = wanted(&count);
            // Lines take what a side added along to where what stands above it was carried.
            let is_kept = list.is_some() || most >= *wanted.start();
            // What one side carried elsewhere and the other one changed or moved stands where a reading's side has it, and only there.
            let is_either = |side: Side, now: &Tally| {
                let elsewhere = |tally: &Tally| tally.elsewhere(list, words);
                let (own, other) = (was.of(side), was.of(side.other()));
                let is_carried =
                    *count.of(side.other()) < count.base && elsewhere(other) > elsewhere(&was.base);
                let moved = moved.of(side).as_ref();
                let is_changed = *count.of(side) < count.base
                    || moved.is_some_and(|moved| moved.contains(words.as_str()));
                !is_carried || !is_changed || elsewhere(now) == elsewhere(own)
            };
            most <= *wanted.end()
                && is_kept
                && is_either(Side::Ours, &ours)
                && is_either(Side::Theirs, &theirs)
        })
    })
}

/// How often something may stand in a merge.
pub(super) fn wanted(&Three { base, ours, theirs }: &Three<usize>) -> RangeInclusive<usize> {
    let (least, most) = (ours.min(theirs), ours.max(theirs));
    if ours == base {
        theirs..=theirs
    } else if theirs == base {
        ours..=ours
    } else if (ours > base) == (theirs > base) {
        // Both added some, or took some out: the same ones, or each others.
        let both = (ours + theirs).saturating_sub(base);
        both.min(least)..=both.max(most)
    } else {
        least..=most
    }
}

impl Tally {
    fn new(body: &str, headings: &HeadingKeys) -> Self {
        let mut tally = Self::default();
        for piece in body_pieces(body, headings) {
            if let PieceKind::Item { list, words, .. } = piece.kind {
                let order = tally.orders.entry(list).or_default();
                order.push(words.clone());
                tally.add(Some(list), words);
            }
        }
        for words in item_words(body) {
            tally.add(None, words);
        }
        tally
    }

    fn add(&mut self, list: Option<ListKind>, words: String) {
        let counts = self.counts.entry(list).or_default();
        *counts.entry(words).or_default() += 1;
    }

    fn count(&self, list: Option<ListKind>, words: &str) -> usize {
        let counts = self.counts.get(&list);
        let count = counts.and_then(|counts| counts.get(words));
        count.copied().unwrap_or_default()
    }

    /// How often it stands outside of a list.
    fn elsewhere(&self, list: Option<ListKind>, words: &str) -> usize {
        self.count(None, words)
            .saturating_sub(self.count(list, words))
    }

    /// What stands before or after others of a list now, of that which it has once and had once.
    fn moved<'b>(&'b self, base: &'b Self, list: ListKind) -> BTreeSet<&'b str> {
        let [before, now] = [base, self].map(|tally| tally.orders.get(&list));
        let (Some(before), Some(now)) = (before, now) else {
            return BTreeSet::new();
        };
        let is_once = |words: &String| {
            self.count(Some(list), words) == 1 && base.count(Some(list), words) == 1
        };
        let places = before.iter().enumerate();
        let places: HashMap<&String, usize> = places
            .filter(|(_, words)| is_once(words))
            .map(|(at, words)| (words, at))
            .collect();
        let order: Vec<usize> = now
            .iter()
            .filter_map(|it| places.get(it).copied())
            .collect();
        let moved = out_of_place(&order).into_iter();
        moved.map(|at| before[at].as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::wanted;
    use crate::git::merge::three::Three;

    #[test]
    fn what_one_side_changed_counts() {
        for ((base, ours, theirs), range) in [
            ((1, 1, 0), 0..=0),
            ((0, 2, 0), 2..=2),
            ((0, 1, 1), 1..=2),
            ((2, 1, 1), 0..=1),
            ((1, 0, 2), 0..=2),
        ] {
            assert_eq!(wanted(&Three { base, ours, theirs }), range);
        }
    }
}
