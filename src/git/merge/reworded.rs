//! Which items of two versions of a list are one in other words.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::list::Item;
use super::pairs::Pairs;

/// Of more pairs than these, words are not compared.
const MOST_PAIRS: usize = 4096;

/// So many words of an item are compared.
const WORDS: usize = 64;

/// Items share most of their words from here on, in percent.
const MOST: usize = 50;

/// The places of the next items that have a partner, before and after an item, as the first version counts them.
type Neighbours = [Option<usize>; 2];

/// Joins items without a partner that share most words, but for those of the second version that are `new`: beside the same neighbour first, the most alike ones first.
///
/// Beside other neighbours they must share most of the words that nothing else in both versions has, too. Criteria of one story often
/// sound alike (`Given a …, when I pay, then …`), and one that is new elsewhere must not stand against one that is gone.
pub(super) fn join_alike(
    first: &[Item<'_>],
    second: &[Item<'_>],
    new: &HashSet<usize>,
    pairs: &mut Pairs,
) {
    let (old, new) = free(pairs, new);
    if old.is_empty() || new.is_empty() || old.len() * new.len() > MOST_PAIRS {
        return;
    }
    let (beside_first, beside_second) = neighbours(pairs);
    let [in_first, in_second] = [first, second].map(|items| {
        let mut with: HashMap<&str, usize> = HashMap::new();
        for word in items.iter().flat_map(words) {
            *with.entry(word).or_default() += 1;
        }
        with
    });
    let mut found = Vec::new();
    for &one in &old {
        let olds = words(&first[one]);
        for &other in &new {
            if first[one].is_text() != second[other].is_text() {
                continue;
            }
            let news = words(&second[other]);
            let score = shared(&olds, &news);
            let is_telling = |word: &&&str| {
                let elsewhere = |with: &HashMap<&str, usize>, own: &HashSet<&str>| {
                    let with = with.get(**word).copied().unwrap_or_default();
                    with > usize::from(own.contains(**word))
                };
                !elsewhere(&in_first, &olds) && !elsewhere(&in_second, &news)
            };
            let tell = |words: &HashSet<&str>| {
                let telling = words.iter().filter(is_telling).copied();
                telling.map(str::to_owned).collect::<HashSet<String>>()
            };
            let (here, there) = (beside_first[one], beside_second[other]);
            let is_beside = here[0] == there[0] || here[1] == there[1];
            let telling = shared(&tell(&olds), &tell(&news));
            if score >= MOST && (is_beside || telling >= MOST) {
                // In this order, it does not matter which version is the first one.
                found.push((
                    Reverse(score + telling),
                    !is_beside,
                    one + other,
                    one,
                    other,
                ));
            }
        }
    }
    found.sort_unstable();
    for (_, _, _, one, other) in found {
        if pairs.first[one].is_none() && pairs.second[other].is_none() {
            pairs.join(one, other);
        }
    }
}

/// Pairs what is left between the same two neighbours, where both versions have as many items there, each as deep as the other;
/// but for those of the second version that are `new`.
pub(super) fn in_place(
    first: &[Item<'_>],
    second: &[Item<'_>],
    new: &HashSet<usize>,
    pairs: &Pairs,
) -> HashMap<usize, usize> {
    let (old, new) = free(pairs, new);
    let (beside_first, beside_second) = neighbours(pairs);
    let mut gaps: HashMap<Neighbours, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for one in old {
        gaps.entry(beside_first[one]).or_default().0.push(one);
    }
    for other in new {
        gaps.entry(beside_second[other]).or_default().1.push(other);
    }
    gaps.retain(|_, (old, new)| {
        let mut both = old.iter().zip(new.iter());
        let is_like = |one: &Item<'_>, other: &Item<'_>| {
            one.depth == other.depth && one.is_text() == other.is_text()
        };
        old.len() == new.len() && both.all(|(one, other)| is_like(&first[*one], &second[*other]))
    });
    let gaps = gaps.into_values();
    gaps.flat_map(|(old, new)| old.into_iter().zip(new))
        .collect()
}

/// What has no partner in both versions.
fn free(pairs: &Pairs, but: &HashSet<usize>) -> (Vec<usize>, Vec<usize>) {
    let of = |partners: &[Option<usize>]| -> Vec<usize> {
        let places = 0..partners.len();
        places.filter(|at| partners[*at].is_none()).collect()
    };
    let mut new = of(&pairs.second);
    new.retain(|at| !but.contains(at));
    (of(&pairs.first), new)
}

/// The neighbours of each item of both versions.
fn neighbours(pairs: &Pairs) -> (Vec<Neighbours>, Vec<Neighbours>) {
    let of = |places: Vec<Option<usize>>| -> Vec<Neighbours> {
        let mut beside = vec![[None; 2]; places.len()];
        let mut last = None;
        for (at, place) in places.iter().enumerate() {
            beside[at][0] = last;
            last = place.or(last);
        }
        let mut next = None;
        for (at, place) in places.iter().enumerate().rev() {
            beside[at][1] = next;
            next = place.or(next);
        }
        beside
    };
    let own = pairs.first.iter().enumerate();
    let own = own.map(|(at, partner)| partner.map(|_| at)).collect();
    (of(own), of(pairs.second.clone()))
}

fn words<'a>(item: &Item<'a>) -> HashSet<&'a str> {
    item.words.split_whitespace().take(WORDS).collect()
}

/// How many of all words of two items both have, in percent.
fn shared<W: Eq + std::hash::Hash>(one: &HashSet<W>, other: &HashSet<W>) -> usize {
    let all = one.len() + other.len();
    (200 * one.intersection(other).count())
        .checked_div(all)
        .unwrap_or(0)
}
