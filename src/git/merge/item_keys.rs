//! Which item of a list is which in three versions of it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::reworded::{alike_anywhere, reworded};
use super::three::Three;
use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// The blank lines above it.
    pub blanks: String,
    /// Its lines.
    pub text: &'a str,
    /// Of which list.
    pub list: ListKind,
    /// In how many items it stands.
    pub depth: usize,
    /// Its words.
    pub words: &'a str,
    /// Whether it is ticked.
    pub done: Option<bool>,
    /// The day it begins with.
    pub date: Option<Date>,
}

/// A list.
#[derive(Debug)]
pub(super) struct List<'a> {
    /// Its items.
    pub items: Vec<Item<'a>>,
    /// The blank lines below the last one.
    pub tail: String,
}

/// By what an item is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum ItemKey {
    /// An item of the common version.
    Known(usize),
    /// One that is new: its number among the [`NewItem`]s of both sides.
    New(usize),
}

/// What makes a new item of one side that of the other one, too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct NewItem<'a> {
    /// What it is nested in: in the same words, but in another item, it is another one.
    parent: Option<ItemKey>,
    depth: usize,
    words: &'a str,
    /// How many like it stand before it.
    before: usize,
}

/// Reads tokens that are items and blank lines only.
pub(super) fn list_items<'a>(tokens: &'a Tokens<'_>, numbers: &[usize]) -> Option<List<'a>> {
    let mut items = Vec::new();
    let mut tail = String::new();
    for &number in numbers {
        let token = tokens.get(number);
        match &token.kind {
            PieceKind::Blank => tail.push_str(token.text),
            PieceKind::Item {
                list,
                depth,
                words,
                done,
                date,
            } => items.push(Item {
                blanks: std::mem::take(&mut tail),
                text: token.text,
                list: *list,
                depth: *depth,
                words,
                done: *done,
                date: *date,
            }),
            PieceKind::Line | PieceKind::Heading(_) => return None,
        }
    }
    Some(List { items, tail })
}

/// Gives each item its key. An item with the depth and words of one of the common version is that one; what is left
/// between two such items is one of those left there in other words: where it shares most of them, or where both
/// versions have as many there.
///
/// With `pairs_new`, a new item of theirs that shares most words with a new one of ours is that one.
pub(super) fn keyed(lists: &Three<&[Item<'_>]>, pairs_new: bool) -> Three<Vec<ItemKey>> {
    let base: Vec<ItemKey> = (0..lists.base.len()).map(ItemKey::Known).collect();
    let mut found = Three {
        base: Vec::new(),
        ours: places(lists.base, lists.ours, lists.theirs),
        theirs: places(lists.base, lists.theirs, lists.ours),
    };
    two_in_the_same_words(lists, &mut found);
    let known = |found: Vec<Option<usize>>| -> Vec<Option<ItemKey>> {
        let found = found.into_iter();
        found.map(|index| index.map(ItemKey::Known)).collect()
    };
    let mut numbers = HashMap::new();
    let ours = side_keys(lists.ours, &known(found.ours), &mut numbers);
    let mut given = known(found.theirs);
    let mut theirs = side_keys(lists.theirs, &given, &mut numbers);
    if pairs_new {
        let place = |key: &ItemKey| ours.iter().position(|other| other == key);
        let found: Vec<Option<usize>> = theirs.iter().map(place).collect();
        let taken = found.iter().copied().flatten().collect();
        let may_be = vec![true; found.len()];
        for (index, place) in alike_anywhere(lists.ours, &taken, lists.theirs, &found, &may_be) {
            given[place] = Some(ours[index].clone());
        }
        // What is nested in one that is the same now may be the same, too.
        theirs = side_keys(lists.theirs, &given, &mut numbers);
    }
    Three { base, ours, theirs }
}

/// The place in the common version that each item of a side has: of several in the same words, first of one that is the same
/// byte for byte.
fn places(base: &[Item<'_>], side: &[Item<'_>], other: &[Item<'_>]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; side.len()];
    let mut taken: HashSet<usize> = HashSet::new();
    for of in [
        |item: &Item<'_>| item.text.to_owned(),
        |item: &Item<'_>| item.words.to_owned(),
    ] {
        let mut places: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for (index, item) in base.iter().enumerate().rev() {
            if !taken.contains(&index) {
                let places = places.entry((item.depth, of(item))).or_default();
                places.push(index);
            }
        }
        for (item, found) in side.iter().zip(&mut found) {
            if found.is_none() {
                *found = places.get_mut(&(item.depth, of(item))).and_then(Vec::pop);
                taken.extend(*found);
            }
        }
    }
    reworded(base, side, other, &mut found);
    found
}

/// What is new on both sides in the same words is one item, but not where each side has it in the place of another one that
/// the other side still has: then these are two, of which somebody made the same.
fn two_in_the_same_words(lists: &Three<&[Item<'_>]>, found: &mut Three<Vec<Option<usize>>>) {
    let name = |item: &Item<'_>| (item.depth, item.words.to_owned());
    let pairs: Vec<(usize, usize)> = {
        let new = |side: &[Item<'_>], found: &[Option<usize>]| -> Vec<usize> {
            (0..side.len())
                .filter(|&place| found[place].is_none())
                .collect()
        };
        let theirs = new(lists.theirs, &found.theirs);
        let mut by_name: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for &place in theirs.iter().rev() {
            by_name
                .entry(name(&lists.theirs[place]))
                .or_default()
                .push(place);
        }
        let ours = new(lists.ours, &found.ours).into_iter();
        ours.filter_map(|place| {
            let other = by_name.get_mut(&name(&lists.ours[place]))?.pop()?;
            Some((place, other))
        })
        .collect()
    };
    if pairs.is_empty() {
        return;
    }
    // Whatever the other side has.
    let alone = Three {
        base: Vec::new(),
        ours: places(lists.base, lists.ours, &[]),
        theirs: places(lists.base, lists.theirs, &[]),
    };
    let has = |found: &[Option<usize>]| found.iter().copied().flatten().collect::<HashSet<_>>();
    let (in_ours, in_theirs) = (has(&found.ours), has(&found.theirs));
    for (place, other) in pairs {
        let (Some(ours), Some(theirs)) = (alone.ours[place], alone.theirs[other]) else {
            continue;
        };
        let only_in = |index: usize, one: &HashSet<usize>, other: &HashSet<usize>| {
            one.contains(&index) && !other.contains(&index)
        };
        if only_in(ours, &in_theirs, &in_ours) && only_in(theirs, &in_ours, &in_theirs) {
            found.ours[place] = Some(ours);
            found.theirs[other] = Some(theirs);
        }
    }
}

/// The keys of a side: those that are `given`, and of what is new a number, which is the same on both sides for the same.
fn side_keys<'a>(
    side: &[Item<'a>],
    given: &[Option<ItemKey>],
    numbers: &mut HashMap<NewItem<'a>, usize>,
) -> Vec<ItemKey> {
    let taken: HashSet<&ItemKey> = given.iter().flatten().collect();
    let mut counts: HashMap<NewItem<'a>, usize> = HashMap::new();
    let mut keys: Vec<ItemKey> = Vec::with_capacity(side.len());
    // The items that the next one may be nested in.
    let mut open: Vec<usize> = Vec::new();
    for (at, (item, given)) in side.iter().zip(given).enumerate() {
        while open
            .pop_if(|other| side[*other].depth >= item.depth)
            .is_some()
        {}
        let key = given.clone().unwrap_or_else(|| {
            let mut new = NewItem {
                parent: open.last().map(|parent| keys[*parent].clone()),
                depth: item.depth,
                words: item.words,
                before: 0,
            };
            let count = counts.entry(new.clone()).or_default();
            loop {
                new.before = *count;
                *count += 1;
                let next = numbers.len();
                let key = ItemKey::New(*numbers.entry(new.clone()).or_insert(next));
                if !taken.contains(&key) {
                    return key;
                }
            }
        });
        open.push(at);
        keys.push(key);
    }
    keys
}
