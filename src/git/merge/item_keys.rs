//! Which item of a list is which in three versions of it.

use std::collections::HashMap;

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
    /// One that is new: depth, words, and how many equal new ones stand before it.
    New(usize, String, usize),
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
    let ours = side_keys(lists.base, lists.ours, lists.theirs);
    let mut theirs = side_keys(lists.base, lists.theirs, lists.ours);
    if pairs_new {
        let place = |key: &ItemKey| ours.iter().position(|other| other == key);
        let found: Vec<Option<usize>> = theirs.iter().map(place).collect();
        let taken = found.iter().copied().flatten().collect();
        let may_be = vec![true; found.len()];
        for (index, place) in alike_anywhere(lists.ours, &taken, lists.theirs, &found, &may_be) {
            theirs[place] = ours[index].clone();
        }
    }
    Three { base, ours, theirs }
}

fn side_keys(base: &[Item<'_>], side: &[Item<'_>], other: &[Item<'_>]) -> Vec<ItemKey> {
    let mut places: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
    for (index, item) in base.iter().enumerate().rev() {
        places
            .entry((item.depth, item.words))
            .or_default()
            .push(index);
    }
    let mut found: Vec<Option<usize>> = side
        .iter()
        .map(|item| places.get_mut(&(item.depth, item.words))?.pop())
        .collect();
    reworded(base, side, other, &mut found);
    let mut counts: HashMap<(usize, &str), usize> = HashMap::new();
    let keys = side.iter().zip(found).map(|(item, found)| match found {
        Some(index) => ItemKey::Known(index),
        None => {
            let count = counts.entry((item.depth, item.words)).or_default();
            *count += 1;
            ItemKey::New(item.depth, item.words.to_owned(), *count)
        }
    });
    keys.collect()
}
