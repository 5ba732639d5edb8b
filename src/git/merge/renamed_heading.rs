//! Which heading means acceptance criteria because it stands where another version has such a heading, above the same items.

use std::collections::{HashMap, HashSet};

use super::three::Three;
use crate::text::{HeadingKeys, ListKind, PieceKind, body_pieces, item_words, sections};

/// The headings of acceptance criteria, with those that a side gave the list, or that it had before a side gave it one of them.
pub(super) fn with_renamed(bodies: &Three<&str>, headings: &HeadingKeys) -> HeadingKeys {
    let heads = bodies.map(|body| heads(body, headings));
    let [ours, theirs] = [&heads.ours, &heads.theirs].map(|side| {
        let renamed = renamed(&heads.base, side).or_else(|| renamed(side, &heads.base));
        renamed.map(|head| head.title.clone())
    });
    let renamed: Vec<String> = ours.into_iter().chain(theirs).collect();
    HeadingKeys([headings.0.clone(), HeadingKeys::new(&renamed).0].concat())
}

/// A heading, with what stands between it and the next one.
#[derive(Debug)]
struct Head {
    title: String,
    list: Option<ListKind>,
    /// How often each item stands there, by its words.
    items: HashMap<String, usize>,
}

/// The headings of a body in order.
fn heads(body: &str, headings: &HeadingKeys) -> Vec<Head> {
    let mut found: Vec<(usize, String, Option<ListKind>)> = Vec::new();
    for piece in body_pieces(body, headings) {
        if let PieceKind::Heading(list) = piece.kind {
            let title = body[piece.range.clone()].trim().to_owned();
            found.push((piece.range.start, title, Some(list)));
        }
    }
    let known: HashSet<usize> = found.iter().map(|(at, _, _)| *at).collect();
    for section in sections(body) {
        let start = section.heading.start;
        let start = body[..start].rfind('\n').map_or(0, |end| end + 1);
        if !known.contains(&start) {
            found.push((start, section.title, None));
        }
    }
    found.sort_by_key(|(at, _, _)| *at);
    let ends: Vec<usize> = found.iter().skip(1).map(|(at, _, _)| *at).collect();
    let ends = ends.into_iter().chain([body.len()]);
    let heads = found.into_iter().zip(ends).map(|((at, title, list), end)| {
        let mut items = HashMap::new();
        for words in item_words(&body[at..end]) {
            *items.entry(words).or_default() += 1;
        }
        Head { title, list, items }
    });
    heads.collect()
}

/// The heading in `other` of the list that has a heading of acceptance criteria only in `one`: the only one that is not in `one`,
/// stands below or above the same heading, and above the same items, but for less than half.
fn renamed<'h>(one: &[Head], other: &'h [Head]) -> Option<&'h Head> {
    let is_list = |head: &Head| head.list == Some(ListKind::Criteria);
    let list = only((0..one.len()).filter(|at| is_list(&one[*at])))?;
    if other.iter().any(is_list) {
        return None;
    }
    let [before, after] = beside(one, list);
    let known: HashSet<&str> = one.iter().map(|head| head.title.as_str()).collect();
    let is_it = |at: &usize| {
        let head = &other[*at];
        let [other_before, other_after] = beside(other, *at);
        head.list.is_none()
            && !known.contains(head.title.as_str())
            && (before == other_before || after == other_after)
            && share_most(&one[list].items, &head.items)
    };
    only((0..other.len()).filter(is_it)).map(|at| &other[at])
}

/// The titles of the headings before and after one.
fn beside(heads: &[Head], at: usize) -> [Option<&str>; 2] {
    let title = |at: usize| heads.get(at).map(|head| head.title.as_str());
    [at.checked_sub(1).and_then(title), title(at + 1)]
}

fn share_most(one: &HashMap<String, usize>, other: &HashMap<String, usize>) -> bool {
    let both = other
        .iter()
        .filter_map(|(words, count)| Some(count.min(one.get(words)?)));
    let both: usize = both.sum();
    let most = one.values().sum::<usize>().max(other.values().sum());
    both > 0 && 2 * both >= most
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}
