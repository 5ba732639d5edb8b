//! Which items of two versions of a list are one: first those that say the same where they did, then those that say it elsewhere.

use std::collections::HashMap;
use std::hash::Hash;

use super::list::{Item, Parent, parents};

/// One to one, as far as they have a partner.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    /// Of each item of the first version, the place of its partner.
    pub first: Vec<Option<usize>>,
    /// Of each item of the second version.
    pub second: Vec<Option<usize>>,
}

impl Pairs {
    /// Pairs what says the same: with the same tick in the same item, else in the same one; then what begins with the same line there,
    /// for it got a second line or lost one; then what says the same anywhere, as deep first: a twin that is put above it leaves its
    /// line as it was.
    pub fn in_the_same_words(first: &[Item<'_>], second: &[Item<'_>]) -> Self {
        let mut pairs = Self {
            first: vec![None; first.len()],
            second: vec![None; second.len()],
        };
        let [above_first, above_second] = [first, second].map(words_above);
        let in_one = |said: fn(&Item<'_>) -> String| {
            let keys = |items: &[Item<'_>], above: &[&str]| -> Vec<(String, String)> {
                let above = above.iter().map(|words| (*words).to_owned());
                above.zip(items.iter().map(said)).collect()
            };
            [keys(first, &above_first), keys(second, &above_second)]
        };
        let words = |item: &Item<'_>| item.words.to_owned();
        for [first, second] in [in_one(|item| item.content()), in_one(words)] {
            pairs.join_equal(&first, &second);
        }
        let [begun_first, begun_second] = in_one(|item| item.first_line());
        pairs.join_single(&begun_first, &begun_second);
        let [deep_first, deep_second] = [first, second].map(|items| -> Vec<(usize, &str)> {
            items.iter().map(|item| (item.depth, item.words)).collect()
        });
        pairs.join_equal(&deep_first, &deep_second);
        let [first, second] = [first, second]
            .map(|items| -> Vec<&str> { items.iter().map(|item| item.words).collect() });
        pairs.join_equal(&first, &second);
        pairs
    }

    /// Makes two items one.
    pub fn join(&mut self, first: usize, second: usize) {
        self.first[first] = Some(second);
        self.second[second] = Some(first);
    }

    /// Gives the partner of an item of the first version to another one.
    fn pass(&mut self, from: usize, to: usize) {
        if let Some(partner) = self.first[from].take() {
            self.join(to, partner);
        }
    }

    /// Joins items with equal keys that stand once in both versions, of those without a partner. Returns where each key stood.
    fn join_single<'k, K: Eq + Hash>(
        &mut self,
        first: &'k [K],
        second: &'k [K],
    ) -> HashMap<&'k K, (Vec<usize>, Vec<usize>)> {
        let mut places: HashMap<&K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, key) in first.iter().enumerate() {
            if self.first[at].is_none() {
                places.entry(key).or_default().0.push(at);
            }
        }
        for (at, key) in second.iter().enumerate() {
            if self.second[at].is_none() {
                places.entry(key).or_default().1.push(at);
            }
        }
        for (one, other) in places.values() {
            if let ([one], [other]) = (one.as_slice(), other.as_slice()) {
                self.join(*one, *other);
            }
        }
        places
    }

    /// Joins items with equal keys: those that stand once in both versions, then those beside a pair, then the rest in order.
    fn join_equal<K: Eq + Hash>(&mut self, first: &[K], second: &[K]) {
        let places = self.join_single(first, second);
        let is_free = |pairs: &Self, one: usize, other: usize| {
            let both = first.get(one).zip(second.get(other));
            both.is_some_and(|(one, other)| one == other)
                && pairs.first[one].is_none()
                && pairs.second[other].is_none()
        };
        for at in 0..second.len() {
            let below = match at.checked_sub(1) {
                Some(before) => self.second[before].map(|place| place + 1),
                None => Some(0),
            };
            if let Some(place) = below.filter(|place| is_free(self, *place, at)) {
                self.join(place, at);
            }
        }
        for at in (0..second.len()).rev() {
            let above = match self.second.get(at + 1) {
                Some(after) => after.and_then(|place| place.checked_sub(1)),
                None => first.len().checked_sub(1),
            };
            if let Some(place) = above.filter(|place| is_free(self, *place, at)) {
                self.join(place, at);
            }
        }
        for (one, other) in places.values() {
            let free: Vec<usize> = one
                .iter()
                .copied()
                .filter(|at| self.first[*at].is_none())
                .collect();
            let others: Vec<usize> = other
                .iter()
                .copied()
                .filter(|at| self.second[*at].is_none())
                .collect();
            for (one, other) in free.into_iter().zip(others) {
                self.join(one, other);
            }
        }
    }
}

/// Of equal items of the common version, takes the same ones for those that each side kept: which one somebody took out nothing says,
/// and two who each took one out must not have taken out both. Either way round, it is the one that stands first. With the pairs of
/// each side come those with what it reworded: that is not out.
pub(super) fn keep_the_same_twins(
    base: &[Item<'_>],
    (ours, kept_by_us): (&mut Pairs, &Pairs),
    (theirs, kept_by_them): (&mut Pairs, &Pairs),
) {
    let mut twins: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, key) in words_above(base).into_iter().zip(base).enumerate() {
        twins.entry((key.0, key.1.words)).or_default().push(at);
    }
    for twins in twins.into_values() {
        let only_in = |one: &Pairs, other: &Pairs| -> Vec<usize> {
            let is_only = |at: &&usize| one.first[**at].is_some() && other.first[**at].is_none();
            twins.iter().filter(is_only).copied().collect()
        };
        let (by_us, by_them) = (only_in(ours, kept_by_them), only_in(theirs, kept_by_us));
        for (by_us, by_them) in by_us.into_iter().zip(by_them) {
            if by_us < by_them {
                theirs.pass(by_them, by_us);
            } else {
                ours.pass(by_us, by_them);
            }
        }
    }
}

/// The words of what each item is nested in.
fn words_above<'a>(items: &[Item<'a>]) -> Vec<&'a str> {
    let above = |parent: &Parent| match parent {
        Parent::Item(at) => items[*at].words,
        Parent::Outside(_) => "",
    };
    parents(items).iter().map(above).collect()
}
