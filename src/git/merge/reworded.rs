//! Which items of a side are items of the common version in other words.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::item_keys::Item;

/// In larger gaps, words are not compared.
const PAIRS: usize = 4096;

/// So many words of an item are compared.
const WORDS: usize = 64;

/// Items share most of their words from here on, in percent.
const MOST: usize = 50;

/// Gives items that have no place in the common version (`found`) one of a place that is left, where they are that item in
/// other words: as like it as no other one between the same neighbours, else anywhere, or the only one it can be. An item
/// that the other side has too is new on both.
///
/// What is contested stays so however this decides; it decides what stands against what between the markers.
pub(super) fn reworded(
    base: &[Item<'_>],
    side: &[Item<'_>],
    other: &[Item<'_>],
    found: &mut [Option<usize>],
) {
    let name = |item: &Item<'_>| (item.depth, item.words.to_owned());
    let others: HashSet<(usize, String)> = other.iter().map(name).collect();
    let may_be: Vec<bool> = side
        .iter()
        .map(|item| !others.contains(&name(item)))
        .collect();
    let mut taken: HashSet<usize> = found.iter().copied().flatten().collect();
    for (left, at) in gaps(base.len(), found, &may_be) {
        let free: Vec<usize> = left.filter(|index| !taken.contains(index)).collect();
        for (index, place) in alike(base, &free, side, &at) {
            found[place] = Some(index);
            taken.insert(index);
        }
    }
    for (index, place) in alike_anywhere(base, &taken, side, found, &may_be) {
        found[place] = Some(index);
        taken.insert(index);
    }
    for (left, at) in gaps(base.len(), found, &may_be) {
        let is_same = |(index, &place): (usize, &usize)| {
            !taken.contains(&index) && base[index].depth == side[place].depth
        };
        if left.len() == at.len() && left.clone().zip(&at).all(is_same) {
            for (index, place) in left.zip(at) {
                found[place] = Some(index);
            }
        }
    }
}

/// The runs of items without a place that may have one, each with the places between those of its neighbours.
fn gaps(base: usize, found: &[Option<usize>], may_be: &[bool]) -> Vec<(Range<usize>, Vec<usize>)> {
    let mut gaps = Vec::new();
    let (mut at, mut from) = (0, 0);
    while at < found.len() {
        if let Some(index) = found[at] {
            from = index + 1;
            at += 1;
            continue;
        }
        let run = found[at..].iter().take_while(|found| found.is_none());
        let next = at + run.count();
        let to = found.get(next).copied().flatten().unwrap_or(base);
        let places: Vec<usize> = (at..next).filter(|&place| may_be[place]).collect();
        if !places.is_empty() {
            gaps.push((from..to.max(from), places));
        }
        at = next;
    }
    gaps
}

/// Pairs of a place left and an item, in the order of both, that share most words: those that share the most together.
fn alike(
    base: &[Item<'_>],
    left: &[usize],
    side: &[Item<'_>],
    at: &[usize],
) -> Vec<(usize, usize)> {
    let (rows, columns) = (left.len(), at.len());
    if rows * columns > PAIRS {
        return Vec::new();
    }
    let olds: Vec<_> = left.iter().map(|&index| words(&base[index])).collect();
    let news: Vec<_> = at.iter().map(|&place| words(&side[place])).collect();
    let score = |row: usize, column: usize| {
        let same_depth = base[left[row]].depth == side[at[column]].depth;
        let shared = shared(&olds[row], &news[column]);
        if same_depth && shared >= MOST {
            shared
        } else {
            0
        }
    };
    // The best that the first rows and columns come to together.
    let mut best = vec![vec![0; columns + 1]; rows + 1];
    for row in 0..rows {
        for column in 0..columns {
            best[row + 1][column + 1] = best[row][column + 1]
                .max(best[row + 1][column])
                .max(best[row][column] + score(row, column));
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (rows, columns);
    while row > 0 && column > 0 {
        let here = best[row][column];
        if here == best[row - 1][column] {
            row -= 1;
        } else if here == best[row][column - 1] {
            column -= 1;
        } else {
            (row, column) = (row - 1, column - 1);
            pairs.push((left[row], at[column]));
        }
    }
    pairs
}

/// Pairs of a place left and an item without one that share most words, wherever they stand: the most alike ones first.
///
/// They must share most of the words that no other item of the common version has, too. Criteria of one story often sound
/// alike (`Given a …, when I pay, then …`), and one that is new elsewhere must not stand against one that is gone.
pub(super) fn alike_anywhere<'a>(
    base: &[Item<'a>],
    taken: &HashSet<usize>,
    side: &[Item<'a>],
    found: &[Option<usize>],
    may_be: &[bool],
) -> Vec<(usize, usize)> {
    let left: Vec<usize> = (0..base.len())
        .filter(|index| !taken.contains(index))
        .collect();
    let open: Vec<usize> = (0..side.len())
        .filter(|&place| found[place].is_none() && may_be[place])
        .collect();
    if left.len() * open.len() > PAIRS {
        return Vec::new();
    }
    if left.is_empty() || open.is_empty() {
        return Vec::new();
    }
    let news: Vec<_> = open.iter().map(|&place| words(&side[place])).collect();
    let mut items_with: HashMap<&str, usize> = HashMap::new();
    for word in base.iter().flat_map(words) {
        *items_with.entry(word).or_default() += 1;
    }
    let mut scores = Vec::new();
    for index in left {
        let old = words(&base[index]);
        let telling = |words: &HashSet<&'a str>| -> HashSet<&'a str> {
            let others = |word: &&str| {
                let with = items_with.get(*word).copied().unwrap_or_default();
                with > usize::from(old.contains(*word))
            };
            words.iter().copied().filter(|word| !others(word)).collect()
        };
        let own = telling(&old);
        for (&place, new) in open.iter().zip(&news) {
            let score = shared(&old, new);
            let is_alike = score >= MOST && shared(&own, &telling(new)) >= MOST;
            if is_alike && base[index].depth == side[place].depth {
                scores.push((score, index, place));
            }
        }
    }
    scores.sort_by_key(|&(score, index, place)| (Reverse(score), index, place));
    let (mut olds, mut places) = (HashSet::new(), HashSet::new());
    scores.retain(|&(_, index, place)| {
        let is_free = !olds.contains(&index) && !places.contains(&place);
        is_free && olds.insert(index) && places.insert(place)
    });
    scores
        .into_iter()
        .map(|(_, index, place)| (index, place))
        .collect()
}

fn words<'a>(item: &Item<'a>) -> HashSet<&'a str> {
    item.words.split_whitespace().take(WORDS).collect()
}

/// How many of all words of two items both have, in percent.
fn shared(one: &HashSet<&str>, other: &HashSet<&str>) -> usize {
    let all = one.len() + other.len();
    (200 * one.intersection(other).count())
        .checked_div(all)
        .unwrap_or(0)
}
