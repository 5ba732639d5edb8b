//! Merges lists as sets: what a side added is added, what a side took out is taken out.

use std::collections::HashSet;

use super::front::Unit;
use super::three::Three;
use crate::model::{Edit, FieldEdit};
use crate::store::{Content, edit_bytes};

/// Returns the merged unit of a list and its items; none where that would be a guess: items that are no texts or stand
/// twice, comments on both sides.
pub(super) fn merged_list(
    key: &str,
    units: &Three<Option<&Unit<'_>>>,
) -> Option<(String, Vec<String>)> {
    let items = units.try_map(|unit| items(*unit).ok_or(())).ok()?;
    let comments = units.map(|unit| unit.map(Unit::comments).unwrap_or_default());
    // The unit that stays, and the side whose changes are made to it. Comments stay where they are.
    let ours_stays = units.ours.is_some()
        && (comments.theirs == comments.base || units.base.is_none() && comments.theirs.is_empty());
    let theirs_stays = units.theirs.is_some()
        && (comments.ours == comments.base || units.base.is_none() && comments.ours.is_empty());
    let (unit, stays, changed) = if ours_stays {
        (units.ours?, &items.ours, &items.theirs)
    } else if theirs_stays {
        (units.theirs?, &items.theirs, &items.ours)
    } else {
        return None;
    };
    let sets = [&items.base, stays, changed].map(|items| folded(items));
    let [base, own, other] = &sets;
    let mut edits = Vec::new();
    let mut wanted = stays.clone();
    for item in &items.base {
        let word = fold(item);
        if !other.contains(&word) && own.contains(&word) {
            wanted.retain(|kept| fold(kept) != word);
            edits.push(Edit::Field(FieldEdit::Remove {
                key: key.to_owned(),
                item: item.clone(),
            }));
        }
    }
    for item in changed {
        let word = fold(item);
        if !base.contains(&word) && !own.contains(&word) {
            wanted.push(item.clone());
            edits.push(Edit::Field(FieldEdit::Add {
                key: key.to_owned(),
                item: item.clone(),
            }));
        }
    }
    let file = format!("---\n{}---\n", unit.text);
    let edited = edit_bytes("stories/list.md", file.as_bytes(), &edits).ok()?;
    let edited = String::from_utf8(edited).ok()?;
    let text = edited.strip_prefix("---\n")?.strip_suffix("---\n")?;
    Some((text.to_owned(), wanted))
}

/// The items of a list, none of them twice; a text counts as a list of one.
pub(super) fn items(unit: Option<&Unit<'_>>) -> Option<Vec<String>> {
    let Some(unit) = unit else {
        return Some(Vec::new());
    };
    let items: Vec<String> = match &unit.value.content {
        _ if unit.value.is_empty() => Vec::new(),
        Content::Scalar { .. } => vec![unit.value.text()?.trim().to_owned()],
        Content::List { items, .. } => {
            let texts = items
                .iter()
                .map(|item| item.text().map(|text| text.trim().to_owned()));
            texts.collect::<Option<_>>()?
        }
        Content::Null | Content::Map { .. } => return None,
    };
    (folded(&items).len() == items.len()).then_some(items)
}

/// An item as it is compared.
fn fold(item: &str) -> String {
    item.to_lowercase()
}

fn folded(items: &[String]) -> HashSet<String> {
    items.iter().map(|item| fold(item)).collect()
}
