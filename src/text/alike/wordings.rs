//! Many requests as numbers for their words, and those among them that ask nearly the same.

use std::collections::HashMap;

use super::contained::{Sets, contained_pairs};
use super::difference::{Difference, difference};
use super::light_words::{Weight, weight};
use super::spelling::{joined, may_join};
use super::split::each_word;
use super::stem::stem;

/// How many requests of one group are held against others.
const OF_A_GROUP: usize = 4;
/// How many earlier requests are looked at closely for one.
const LOOKED_AT: usize = 8;
/// How many short words are at hand: two to the power of 11, see [`packed`].
const SHORT: usize = 1 << 11;
/// Fewer words are a topic and no request.
pub(super) const FEWEST: usize = 3;
/// A text's further words are not looked at.
const LONGEST: usize = 400;

/// What is known of a word.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In lower case.
    pub(super) text: Box<str>,
    /// The number of its stem.
    pub(super) stem: u32,
    /// What it weighs.
    pub(super) weight: Weight,
    may_join: bool,
}

/// One request as numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording {
    /// Its words in order: role, want, benefit.
    pub(super) words: Vec<u32>,
    /// How many of the words are the role.
    pub(super) role: usize,
    /// How many of the words are role and want.
    pub(super) want: usize,
    /// The stems of those that say something, sorted, each once.
    stems: Vec<u32>,
}

/// Requests to be compared, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Wordings {
    numbers: HashMap<Box<str>, u32>,
    stem_numbers: HashMap<Box<str>, u32>,
    /// Short words that were met last, each at its place: most words of a text are among a few.
    short: Vec<(u64, u32)>,
    words: Vec<Word>,
    list: Vec<Wording>,
}

/// Two requests that ask nearly the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The index of the earlier one.
    pub first: usize,
    /// The index of the later one.
    pub second: usize,
    /// How they differ.
    pub difference: Difference,
}

impl Wordings {
    /// Returns room for `count` requests.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self {
            list: Vec::with_capacity(count),
            ..Self::default()
        }
    }

    /// Takes a request: who, what, why. What is no user story is all `want`.
    pub fn add(&mut self, role: &str, want: &str, benefit: &str) {
        let length = role.len() + want.len() + benefit.len();
        let mut wording = Wording {
            words: Vec::with_capacity(length / 4),
            ..Wording::default()
        };
        self.read(role, &mut wording.words);
        wording.role = wording.words.len();
        self.read(want, &mut wording.words);
        wording.want = wording.words.len();
        self.read(benefit, &mut wording.words);
        let said = wording.words.iter().map(|word| &self.words[*word as usize]);
        let said = said.filter(|word| word.weight != Weight::Light);
        wording.stems = said.map(|word| word.stem).collect();
        wording.stems.sort_unstable();
        wording.stems.dedup();
        self.list.push(wording);
    }

    /// Returns for each request at most one earlier one that asks nearly the same in other words, by the index of the later one.
    ///
    /// Two requests are near when the words of one that say something are those of the other and at most a few more (the share of
    /// common words is at least `percent`), or when the want is the same; and when nothing else is exchanged, negated, numbered
    /// otherwise or turned round. Requests of fewer than three words that say something are near to none.
    #[must_use]
    pub fn near(&self, percent: u32) -> Vec<Near> {
        let mut offers = Offers::new(self.list.len());
        let groups = self.groups();
        let mut sets = Sets::default();
        for group in &groups {
            sets.push(&self.list[group[0]].stems);
            for (index, later) in group.iter().enumerate().skip(1) {
                for earlier in &group[..index.min(LOOKED_AT)] {
                    offers.push(*earlier, *later, 100);
                }
            }
        }
        contained_pairs(&sets, percent, |smaller, larger| {
            let size = |group: usize| self.list[groups[group][0]].stems.len();
            let share = size(smaller) * 100 / size(larger);
            for a in groups[smaller].iter().take(OF_A_GROUP) {
                for b in groups[larger].iter().take(OF_A_GROUP) {
                    offers.push(*a.min(b), *a.max(b), share);
                }
            }
        });
        for (earlier, later) in self.same_want(groups.iter().flatten().copied()) {
            offers.push(earlier, later, 0);
        }
        let mut near = Vec::new();
        for (second, offered) in offers.by_later.into_iter().enumerate() {
            let found = offered.into_iter().find_map(|(_, first)| {
                let [a, b] = [first, second].map(|index| &self.list[index]);
                let difference = difference(&self.words, a, b)?;
                Some(Near {
                    first,
                    second,
                    difference,
                })
            });
            near.extend(found);
        }
        near
    }

    /// The requests that say enough, grouped by their stems.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut by_stems: HashMap<&[u32], usize> = HashMap::with_capacity(self.list.len());
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (index, wording) in self.list.iter().enumerate() {
            if wording.stems.len() < FEWEST {
                continue;
            }
            match by_stems.get(wording.stems.as_slice()) {
                Some(group) => groups[*group].push(index),
                None => {
                    by_stems.insert(&wording.stems, groups.len());
                    groups.push(vec![index]);
                }
            }
        }
        groups
    }

    /// Pairs with the first of those whose role and want are the same, and with the first of those whose want is.
    fn same_want(
        &self,
        indexes: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = (usize, usize)> {
        let mut indexes: Vec<usize> = indexes.collect();
        indexes.sort_unstable();
        let mut by_want: HashMap<Vec<u32>, usize> = HashMap::with_capacity(indexes.len());
        // Only where a want is there twice do the roles matter.
        let mut by_both: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut pairs = Vec::new();
        for index in indexes {
            let wording = &self.list[index];
            let mut key: Vec<u32> = Vec::with_capacity(wording.want);
            key.extend(self.saying(&wording.words[wording.role..wording.want]));
            if key.len() < 2 || wording.role == 0 {
                continue;
            }
            let first = *by_want.entry(key.clone()).or_insert(index);
            if first == index {
                continue;
            }
            pairs.push((first, index));
            key.push(u32::MAX);
            key.extend(self.saying(&wording.words[..wording.role]));
            let earlier = *by_both.entry(key).or_insert(index);
            if earlier != index {
                pairs.push((earlier, index));
            }
        }
        pairs.into_iter()
    }

    fn saying<'a>(&'a self, words: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let words = words.iter().map(|word| &self.words[*word as usize]);
        words
            .filter(|word| word.weight != Weight::Light)
            .map(|word| word.stem)
    }

    /// Reads the words of a text as numbers.
    fn read(&mut self, text: &str, into: &mut Vec<u32>) {
        let start = into.len();
        each_word(text, |word| {
            if into.len() >= LONGEST {
                return;
            }
            if into.len() > start
                && let Some(last) = into.last_mut()
                && self.words[*last as usize].may_join
                && let Some(one) = joined(&self.words[*last as usize].text, word)
            {
                *last = self.number(one);
                return;
            }
            let number = self.number(word);
            into.push(number);
        });
    }

    fn number(&mut self, word: &str) -> u32 {
        let Some((packed, place)) = packed(word) else {
            return self.number_of(word);
        };
        if let Some((known, number)) = self.short.get(place)
            && *known == packed
        {
            return *number;
        }
        let number = self.number_of(word);
        if self.short.is_empty() {
            self.short.resize(SHORT, (0, 0));
        }
        self.short[place] = (packed, number);
        number
    }

    fn number_of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let stem = stem(word);
        let next = next_number(self.stem_numbers.len());
        let stem = match self.stem_numbers.get(stem.as_ref()) {
            Some(number) => *number,
            None => {
                self.stem_numbers.insert(stem.into(), next);
                next
            }
        };
        let number = next_number(self.words.len());
        self.words.push(Word {
            text: word.into(),
            stem,
            weight: weight(word),
            may_join: may_join(word),
        });
        self.numbers.insert(word.into(), number);
        number
    }
}

fn next_number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A word of at most eight bytes as a number other than 0, and its place among the short ones.
fn packed(word: &str) -> Option<(u64, usize)> {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    let packed = word
        .bytes()
        .fold(0, |packed, byte| packed << 8 | u64::from(byte));
    let place = packed.wrapping_mul(SPREAD) >> 53;
    Some((packed, usize::try_from(place).unwrap_or(0)))
}

/// For each request the earlier ones that may be near, best first.
struct Offers {
    by_later: Vec<Vec<(usize, usize)>>,
}

impl Offers {
    fn new(count: usize) -> Self {
        Self {
            by_later: vec![Vec::new(); count],
        }
    }

    fn push(&mut self, earlier: usize, later: usize, share: usize) {
        let list = &mut self.by_later[later];
        let key = (100 - share, earlier);
        let place = list.partition_point(|other| *other < key);
        if place < LOOKED_AT && list.get(place) != Some(&key) {
            list.insert(place, key);
            list.truncate(LOOKED_AT);
        }
    }
}
