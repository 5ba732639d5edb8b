//! What each item of a merged list is nested in.

use std::collections::HashSet;

use super::identity::Known;
use super::list::Parent;
use super::moved_items::moved_items;
use super::rules::Side;
use super::three::Three;

/// What an item is nested in, and the side that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nesting {
    /// An item by its number, or none.
    pub parent: Parent,
    /// The side that says so.
    pub side: Side,
}

/// The nesting of each number that a side has, where a side is favoured: as the side has it that changed it. What the other side moved
/// meanwhile, among what it was nested with, is contested. Every item that is present is nested in one that is, and in none that is
/// nested in it.
pub(super) fn nestings(
    list: &Three<Known<'_, '_>>,
    present: &[bool],
    favoured: Side,
) -> Vec<Option<Nesting>> {
    let moved = list.map(|side| moved_items(&list.base, side));
    let mut nestings: Vec<Option<Nesting>> = (0..present.len())
        .map(|id| nesting(list, &moved, present, favoured, id))
        .collect();
    // Each side may have nested one item in what the other side nested in it.
    for all in [false, true] {
        let circles = circles(&nestings, present);
        if circles.is_empty() {
            break;
        }
        let circles = if all {
            (0..present.len()).collect()
        } else {
            circles
        };
        for id in circles {
            if present[id] && list.of(favoured).has(id) {
                nestings[id] = as_in(list, present, favoured, id);
            }
        }
    }
    nestings
}

fn nesting(
    list: &Three<Known<'_, '_>>,
    moved: &Three<HashSet<usize>>,
    present: &[bool],
    favoured: Side,
    id: usize,
) -> Option<Nesting> {
    let parents = list.map(|side| side.within(id));
    let places = Three {
        base: (parents.base, moved.base.contains(&id)),
        ours: (parents.ours, moved.ours.contains(&id)),
        theirs: (parents.theirs, moved.theirs.contains(&id)),
    };
    let side = match (parents.ours, parents.theirs) {
        (None, None) => return None,
        (Some(_), None) => Side::Ours,
        (None, Some(_)) => Side::Theirs,
        (Some(ours), Some(theirs)) if ours == theirs => Side::Ours,
        (Some(_), Some(_)) => places.pick().favouring(favoured),
    };
    let stands = |side: Side| match *parents.of(side) {
        Some(Parent::Item(parent)) => present[parent],
        outside => outside.is_some(),
    };
    let side = if !stands(side) && stands(favoured) {
        favoured
    } else {
        side
    };
    if present[id] {
        as_in(list, present, side, id)
    } else {
        let parent = (*parents.of(side))?;
        Some(Nesting { parent, side })
    }
}

/// What a side has an item nested in, as far as that is present.
fn as_in(list: &Three<Known<'_, '_>>, present: &[bool], side: Side, id: usize) -> Option<Nesting> {
    let known = list.of(side);
    let mut parent = known.within(id)?;
    while let Parent::Item(above) = parent
        && !present[above]
    {
        parent = known.within(above)?;
    }
    Some(Nesting { parent, side })
}

/// The items present that are nested in themselves.
fn circles(nestings: &[Option<Nesting>], present: &[bool]) -> Vec<usize> {
    let above = |id: usize| match nestings[id] {
        Some(Nesting {
            parent: Parent::Item(parent),
            ..
        }) if present[id] => Some(parent),
        _ => None,
    };
    let mut circles = Vec::new();
    // The walk in which an item was first come by.
    let mut walks: Vec<Option<usize>> = vec![None; nestings.len()];
    for start in 0..nestings.len() {
        let mut at = Some(start);
        while let Some(id) = at
            && walks[id].is_none()
        {
            walks[id] = Some(start);
            at = above(id);
        }
        if let Some(first) = at.filter(|id| walks[*id] == Some(start)) {
            let round = std::iter::successors(above(first), |id| above(*id));
            circles.push(first);
            circles.extend(round.take_while(|id| *id != first));
        }
    }
    circles
}
