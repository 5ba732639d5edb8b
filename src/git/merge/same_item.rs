//! Whether three versions of a file are of one item.

use super::front::{Front, front};
use super::three::Three;
use super::versions::versions;
use crate::store::Content;

/// Whether they are: known by `created` and any of id and aliases, by the id alone where `created` is absent.
pub(super) fn is_one_item(fronts: &Three<Front<'_>>) -> bool {
    let same = |one: &Front<'_>, other: &Front<'_>| is_same(one, other);
    if fronts.base.units.is_empty() && fronts.base.open.is_empty() {
        return same(&fronts.ours, &fronts.theirs);
    }
    same(&fronts.base, &fronts.ours) && same(&fronts.base, &fronts.theirs)
}

/// Whether two files are of one item, each with an id or an alias to know it by.
pub(crate) fn is_one_story(one: &[u8], other: &[u8]) -> bool {
    let bytes = Three {
        base: one,
        ours: one,
        theirs: other,
    };
    let Ok((texts, _)) = versions(&bytes) else {
        return false;
    };
    let fronts = texts.try_map(|text| front(text));
    fronts.is_ok_and(|fronts| {
        let (one, other) = (&fronts.ours, &fronts.theirs);
        !names(one).is_empty() && !names(other).is_empty() && is_same(one, other)
    })
}

fn is_same(one: &Front<'_>, other: &Front<'_>) -> bool {
    let [made, other_made] = [one, other].map(|front| front.text("created"));
    if made.is_some() && other_made.is_some() && made != other_made {
        return false;
    }
    let (names, others) = (names(one), names(other));
    if names.is_empty() || others.is_empty() {
        // Files without any id are known by their path.
        return true;
    }
    names.iter().any(|name| others.contains(name))
}

/// The id and the aliases, in lower case.
fn names(front: &Front<'_>) -> Vec<String> {
    let mut names: Vec<&str> = front.text("id").into_iter().collect();
    if let Some(unit) = front.unit("aliases") {
        match &unit.value.content {
            Content::List { items, .. } => {
                names.extend(items.iter().filter_map(|item| item.text()))
            }
            _ => names.extend(unit.value.text()),
        }
    }
    names
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect()
}
