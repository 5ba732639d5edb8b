//! Merges lists item by item: an item is the same as long as its words are.

use std::collections::HashMap;

use jiff::civil::Date;

use super::body::{contested, name_of};
use super::item_keys::{Item, ItemKey, keyed, list_items};
use super::order::{both_moved, merged_order, moved};
use super::piece::{Name, Piece};
use super::three::{Pick, Three};
use super::token::Tokens;
use crate::text::ListKind;

/// Merges a part that is made of items of one list. None where it is not, or where items would come under others than
/// those they were written under; all of it is contested where a side moved some, too, and the other side
/// took out what that one has.
pub(super) fn merge_items(tokens: &Tokens<'_>, part: &Three<Vec<usize>>) -> Option<Vec<Piece>> {
    match merge_in_our_order(tokens, part)? {
        (pieces, None) => Some(pieces),
        // The order alone is contested: what else each side did stands in both.
        (ours, Some(kind)) => {
            let (theirs, _) = merge_in_our_order(tokens, &part.clone().swapped())?;
            let name = match kind {
                ListKind::Criteria => "order of criteria",
                ListKind::Log(_) => "order of notes",
            };
            let lines = Three {
                base: tokens.text(&part.base),
                ours: agreed(&ours)?,
                theirs: agreed(&theirs)?,
            };
            Some(vec![Piece::contested(Name::Numbered(name), lines)])
        }
    }
}

/// The text of pieces of which none is contested.
fn agreed(pieces: &[Piece]) -> Option<String> {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Contested(_) => None,
    };
    pieces.iter().map(text).collect()
}

/// The merged list in our order, and what list it is where their order is another one.
fn merge_in_our_order(
    tokens: &Tokens<'_>,
    part: &Three<Vec<usize>>,
) -> Option<(Vec<Piece>, Option<ListKind>)> {
    let lists = part
        .try_map(|numbers| list_items(tokens, numbers).ok_or(()))
        .ok()?;
    let mut kinds = [&lists.base, &lists.ours, &lists.theirs]
        .into_iter()
        .flat_map(|list| list.items.iter().map(|item| item.list));
    let kind = kinds.next();
    if kinds.any(|other| Some(other) != kind) {
        return None;
    }
    let Some(kind) = kind else {
        // Nothing but blank lines: they say nothing.
        return Some((vec![Piece::Text(tokens.text(&part.ours))], None));
    };
    // Where both added the file, a criterion that is much like one of theirs is that one.
    let pairs_new = tokens.no_base && kind == ListKind::Criteria;
    let keys = keyed(&lists.map(|list| list.items.as_slice()), pairs_new);
    let by_key = Three {
        base: index(&keys.base, &lists.base.items),
        ours: index(&keys.ours, &lists.ours.items),
        theirs: index(&keys.theirs, &lists.theirs.items),
    };
    let any = |key: &ItemKey| {
        let found = by_key.ours.get(key).or_else(|| by_key.theirs.get(key));
        found.copied()
    };
    let both = both_moved(&keys).then_some(kind);
    let order = merged_order(&keys, |ours, theirs| placed(ours, theirs, kind, &any));
    let order = if kind != ListKind::Criteria
        && is_by_day(&lists.ours.items)
        && is_by_day(&lists.theirs.items)
    {
        in_order_of_days(order, &by_key)
    } else {
        order
    };
    let mut merger = Merger {
        kind,
        pieces: Vec::new(),
        open: Vec::new(),
    };
    for key in order {
        let items = by_key.map(|items| items.get(&key).copied());
        merger.item(&key, &items);
    }
    let parents = Three {
        base: parents(&keys.base, &lists.base.items),
        ours: parents(&keys.ours, &lists.ours.items),
        theirs: parents(&keys.theirs, &lists.theirs.items),
    };
    if !merger.keeps_parents(&parents) {
        // Lines know nothing of a move: what one side moved would stay where the other side took it out.
        let is_in = |index: usize, side: &Items<'_, '_>| side.contains_key(&ItemKey::Known(index));
        let only_in = |one: &Items<'_, '_>, other: &Items<'_, '_>| {
            (0..keys.base.len()).any(|index| is_in(index, one) && !is_in(index, other))
        };
        let is_moved = moved(&keys.ours, &keys.base) && only_in(&by_key.ours, &by_key.theirs)
            || moved(&keys.theirs, &keys.base) && only_in(&by_key.theirs, &by_key.ours);
        return is_moved.then(|| (vec![contested(tokens, part)], None));
    }
    let tails = lists.map(|list| list.tail.as_str());
    merger.pieces.push(Piece::Text(blanks(&tails).to_owned()));
    Some((merger.pieces, both))
}

/// Whether a list stands by date, and each of its items has one.
fn is_by_day(list: &[Item<'_>]) -> bool {
    let top = list.iter().map(|item| item.depth).min().unwrap_or(0);
    let tops = list.iter().filter(|item| item.depth == top);
    let days: Option<Vec<Date>> = tops.map(|item| item.date).collect();
    days.is_some_and(|days| days.is_sorted())
}

/// The same keys by date, each with what is nested in it: two lists by date give one, also where a side put lines of one day in
/// another order.
fn in_order_of_days(order: Vec<ItemKey>, items: &Three<Items<'_, '_>>) -> Vec<ItemKey> {
    let of = |key: &ItemKey| items.map(|items| items.get(key).copied());
    let depth = |key: &ItemKey| {
        let of = of(key);
        of.ours.or(of.theirs).map_or(0, |item| item.depth)
    };
    let top = order.iter().map(depth).min().unwrap_or(0);
    let mut groups: Vec<(Option<Date>, Vec<ItemKey>)> = Vec::new();
    for key in order {
        match groups.last_mut() {
            Some((_, group)) if depth(&key) > top => group.push(key),
            _ => {
                let days = of(&key).map(|item| item.and_then(|item| item.date));
                let day = match days.pick() {
                    Pick::Theirs => days.theirs.or(days.ours),
                    _ => days.ours.or(days.theirs),
                };
                groups.push((day, vec![key]));
            }
        }
    }
    groups.sort_by_key(|(day, _)| *day);
    groups.into_iter().flat_map(|(_, group)| group).collect()
}

type Items<'i, 'a> = HashMap<ItemKey, &'i Item<'a>>;

fn index<'i, 'a>(keys: &[ItemKey], items: &'i [Item<'a>]) -> Items<'i, 'a> {
    keys.iter().cloned().zip(items).collect()
}

/// Of each item that is nested, the one it is nested in; none where that stands before the part.
fn parents(keys: &[ItemKey], items: &[Item<'_>]) -> HashMap<ItemKey, Option<ItemKey>> {
    let mut open: Vec<(usize, &ItemKey)> = Vec::new();
    let mut parents = HashMap::new();
    for (key, item) in keys.iter().zip(items) {
        while open.pop_if(|(depth, _)| *depth >= item.depth).is_some() {}
        parents.insert(key.clone(), open.last().map(|(_, key)| (*key).clone()));
        open.push((item.depth, key));
    }
    parents
}

/// Blank lines: as the side has them that changed them, ours where both did.
pub(super) fn blanks<'a>(blanks: &Three<&'a str>) -> &'a str {
    match blanks.pick() {
        Pick::Theirs => blanks.theirs,
        Pick::Ours | Pick::Contested => blanks.ours,
    }
}

struct Merger {
    kind: ListKind,
    pieces: Vec<Piece>,
    /// The items that are in the merged list, with their depth.
    open: Vec<(ItemKey, usize)>,
}

impl Merger {
    fn item(&mut self, key: &ItemKey, items: &Three<Option<&Item<'_>>>) {
        let texts = items.map(|item| item.map(|item| item.text));
        let lead = blanks(&items.map(|item| item.map_or("", |item| item.blanks.as_str())));
        let alike = match (items.ours, items.theirs) {
            // A tick may be `x` or `X`.
            (Some(ours), Some(theirs)) => ours.words == theirs.words && ours.done == theirs.done,
            _ => false,
        };
        let pick = match texts.pick() {
            Pick::Contested if alike => Pick::Ours,
            pick => pick,
        };
        let taken = match pick {
            Pick::Ours => items.ours,
            Pick::Theirs => items.theirs,
            Pick::Contested => {
                let depth = items.ours.or(items.theirs).map_or(0, |item| item.depth);
                self.open.push((key.clone(), depth));
                self.pieces.push(Piece::Text(lead.to_owned()));
                let name = Name::Numbered(name_of(self.kind));
                let lines = texts.map(|text| text.unwrap_or_default());
                self.pieces.push(Piece::contested(name, lines));
                return;
            }
        };
        if let Some(item) = taken {
            self.open.push((key.clone(), item.depth));
            self.pieces
                .push(Piece::Text(format!("{lead}{}", item.text)));
        }
    }

    /// Whether each nested item stands in the item it was nested in, or in the one that a side alone put it in.
    fn keeps_parents(&self, parents: &Three<HashMap<ItemKey, Option<ItemKey>>>) -> bool {
        let mut open: Vec<(usize, &ItemKey)> = Vec::new();
        self.open.iter().all(|(key, depth)| {
            while open.pop_if(|(other, _)| *other >= *depth).is_some() {}
            let now = open.last().map(|(_, key)| *key);
            open.push((*depth, key));
            let was = parents.map(|side| side.get(key));
            let should = match (was.ours, was.theirs) {
                (Some(_), Some(_)) => match was.pick() {
                    Pick::Ours => was.ours,
                    Pick::Theirs => was.theirs,
                    Pick::Contested => return false,
                },
                (one, other) => one.or(other),
            };
            should.is_none_or(|parent| parent.as_ref() == now)
        })
    }
}

/// What both sides added at one spot: first what is nested in the item before it, then ours and theirs; dated lines by
/// their day.
fn placed<'i, 'a: 'i>(
    ours: Vec<ItemKey>,
    theirs: Vec<ItemKey>,
    list: ListKind,
    item: &dyn Fn(&ItemKey) -> Option<&'i Item<'a>>,
) -> Vec<ItemKey> {
    let top = |run: &[ItemKey]| -> usize {
        let depths = run.iter().map(|key| item(key).map_or(0, |item| item.depth));
        depths.min().unwrap_or(0)
    };
    let top = top(&ours).min(top(&theirs));
    let groups = |run: Vec<ItemKey>| {
        let mut nested = Vec::new();
        let mut groups: Vec<Vec<ItemKey>> = Vec::new();
        for key in run {
            let begins = item(&key).is_none_or(|item| item.depth == top);
            match groups.last_mut() {
                _ if begins => groups.push(vec![key]),
                Some(group) => group.push(key),
                None => nested.push(key),
            }
        }
        (nested, groups)
    };
    let (mut merged, ours) = groups(ours);
    let (nested, theirs) = groups(theirs);
    merged.extend(nested);
    let day = |group: &Vec<ItemKey>| -> Option<Date> { item(group.first()?)?.date };
    let dated =
        list != ListKind::Criteria && ours.iter().chain(&theirs).all(|group| day(group).is_some());
    let mut theirs = theirs.into_iter().peekable();
    for group in ours {
        while let Some(earlier) = theirs.next_if(|other| dated && day(other) < day(&group)) {
            merged.extend(earlier);
        }
        merged.extend(group);
    }
    merged.extend(theirs.flatten());
    merged
}
