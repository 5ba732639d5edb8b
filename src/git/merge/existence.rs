//! Which items of a list are in the merged one.

use std::collections::HashSet;

use super::identity::Known;
use super::list::{Item, Parent};
use super::rules::Side;
use super::three::Three;

/// Whether an item is in the merged list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existence {
    /// Both sides have it.
    OnBoth,
    /// Only that side has it, and it is new there: it stands as far as what it is nested in does.
    New(Side),
    /// Only that side has it and changed it, or what is nested in it, and the other side took it out.
    Contested(Side),
    /// One side took it out and the other left it as it was, or both took it out.
    Out,
}

/// The existence of each number.
pub(super) fn existence(list: &Three<Known<'_, '_>>, count: usize) -> Vec<Existence> {
    let [changed_here, changed_there] = [Side::Ours, Side::Theirs].map(|side| changed(list, side));
    let of = |id: usize| match (list.ours.has(id), list.theirs.has(id)) {
        (true, true) => Existence::OnBoth,
        (false, false) => Existence::Out,
        (is_ours, _) => {
            let (side, changed) = if is_ours {
                (Side::Ours, &changed_here)
            } else {
                (Side::Theirs, &changed_there)
            };
            match list.base.has(id) {
                false => Existence::New(side),
                true if changed.contains(&id) => Existence::Contested(side),
                true => Existence::Out,
            }
        }
    };
    (0..count).map(of).collect()
}

/// What a side changed of that which the other side took out: an item in words, tick or place of nesting, or with something
/// in it that is new there, or changed so itself.
fn changed(list: &Three<Known<'_, '_>>, side: Side) -> HashSet<usize> {
    let (own, other) = (list.of(side), list.of(side.other()));
    let mut changed = HashSet::new();
    // What is nested comes before what it is nested in.
    for (&id, &parent) in own.ids.iter().zip(&own.parents).rev() {
        let is_nested_elsewhere = list.base.parent(id) != Some(parent);
        let needs_parent = if other.has(id) {
            is_nested_elsewhere
        } else {
            let text = |list: &Known<'_, '_>| list.item(id).map(Item::content);
            if is_nested_elsewhere || text(own) != text(&list.base) {
                changed.insert(id);
            }
            changed.contains(&id)
        };
        if let Parent::Item(parent) = parent
            && needs_parent
            && !other.has(parent)
        {
            changed.insert(parent);
        }
    }
    changed
}

/// Whether each number is in the merged list, where a side is favoured.
pub(super) fn present(
    list: &Three<Known<'_, '_>>,
    existence: &[Existence],
    favoured: Side,
) -> Vec<bool> {
    let mut present: Vec<bool> = existence
        .iter()
        .map(|existence| match existence {
            Existence::OnBoth | Existence::New(_) => true,
            Existence::Contested(side) => *side == favoured,
            Existence::Out => false,
        })
        .collect();
    for side in [Side::Ours, Side::Theirs] {
        let own = list.of(side);
        for (&id, &parent) in own.ids.iter().zip(&own.parents) {
            if let (Existence::New(_), Parent::Item(parent)) = (existence[id], parent)
                && !present[parent]
            {
                present[id] = false;
            }
        }
    }
    present
}
