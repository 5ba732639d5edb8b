//! Whether the items of a merged body add up: none twice or gone that only changed its place, whichever side is taken.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::piece::{Piece, one_side};
use super::rules::Side;
use super::three::Three;
use crate::text::{HeadingKeys, ListKind, PieceKind, body_pieces, item_words};

/// How often items with some words stand in each list, and anywhere.
#[derive(Debug, Default)]
struct Tally(BTreeMap<Option<ListKind>, BTreeMap<String, usize>>);

/// Whether in each reading of the merged body every item stands as often as both sides have it: in each list, and in all.
pub(super) fn items_add_up(pieces: &[Piece], bodies: &Three<&str>, headings: &HeadingKeys) -> bool {
    let was = bodies.map(|body| Tally::new(body, headings));
    let [ours, theirs] =
        [Side::Ours, Side::Theirs].map(|side| Tally::new(&one_side(pieces, side), headings));
    let all = [&was.base, &was.ours, &was.theirs, &ours, &theirs];
    let lists: BTreeSet<Option<ListKind>> = all
        .iter()
        .flat_map(|tally| tally.0.keys().copied())
        .collect();
    lists.into_iter().all(|list| {
        let words = all.iter().filter_map(|tally| tally.0.get(&list));
        let words: BTreeSet<&String> = words.flat_map(BTreeMap::keys).collect();
        words.into_iter().all(|words| {
            let count = was.map(|tally| tally.count(list, words));
            let (in_ours, in_theirs) = (ours.count(list, words), theirs.count(list, words));
            let wanted = wanted(&count);
            let is_once = in_ours.max(in_theirs) <= *wanted.end();
            let is_kept = in_ours.max(in_theirs) >= *wanted.start();
            // What one side carried elsewhere and the other one changed stands where a reading's side has it, and only there.
            let is_either = [(Side::Ours, &ours), (Side::Theirs, &theirs)].map(|(side, now)| {
                let elsewhere = |tally: &Tally| tally.elsewhere(list, words);
                let (own, other) = (was.of(side), was.of(side.other()));
                let is_carried =
                    *count.of(side.other()) < count.base && elsewhere(other) > elsewhere(&was.base);
                let is_changed = *count.of(side) < count.base;
                !is_carried || !is_changed || elsewhere(now) == elsewhere(own)
            });
            is_once && is_kept && is_either == [true, true]
        })
    })
}

/// How often something may stand in a merge.
fn wanted(&Three { base, ours, theirs }: &Three<usize>) -> RangeInclusive<usize> {
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
                tally.add(Some(list), words);
            }
        }
        for words in item_words(body) {
            tally.add(None, words);
        }
        tally
    }

    fn add(&mut self, list: Option<ListKind>, words: String) {
        *self.0.entry(list).or_default().entry(words).or_default() += 1;
    }

    fn count(&self, list: Option<ListKind>, words: &str) -> usize {
        let counts = self.0.get(&list);
        let count = counts.and_then(|counts| counts.get(words));
        count.copied().unwrap_or_default()
    }

    /// How often it stands outside of a list.
    fn elsewhere(&self, list: Option<ListKind>, words: &str) -> usize {
        self.count(None, words)
            .saturating_sub(self.count(list, words))
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
