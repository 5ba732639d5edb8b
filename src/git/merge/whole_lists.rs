//! Lists that all three versions have are merged as wholes, so that an item is itself also where it moves within its list.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::items::merge_items;
use super::piece::Piece;
use super::three::{Pick, Three};
use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// A list below its heading.
struct Run {
    /// The heading, with what it says.
    heading: usize,
    /// From its first item to its last one.
    items: Option<Range<usize>>,
}

/// Returns the three bodies with one number in the place of each list that could be merged as a whole, and these lists: the
/// first one has the number after all tokens.
pub(super) fn whole_lists(
    tokens: &Tokens<'_>,
    numbers: &Three<Vec<usize>>,
) -> (Three<Vec<usize>>, Vec<Vec<Piece>>) {
    let runs = numbers.map(|numbers| runs(tokens, numbers));
    let mut lists = Vec::new();
    let mut places: Three<Vec<(Range<usize>, usize)>> = Three::default();
    for (kind, run) in &runs.ours {
        let same = runs.map(|runs| {
            let same = runs.get(kind).filter(|same| same.heading == run.heading);
            same.and_then(|same| same.items.clone())
        });
        let (Some(base), Some(ours), Some(theirs)) = (same.base, same.ours, same.theirs) else {
            continue;
        };
        let part = Three {
            base: numbers.base[base.clone()].to_vec(),
            ours: numbers.ours[ours.clone()].to_vec(),
            theirs: numbers.theirs[theirs.clone()].to_vec(),
        };
        let merged = match part.pick() {
            Pick::Ours => Some(vec![Piece::Text(tokens.text(&part.ours))]),
            Pick::Theirs => Some(vec![Piece::Text(tokens.text(&part.theirs))]),
            Pick::Contested => merge_items(tokens, &part),
        };
        if let Some(merged) = merged {
            let number = tokens.len() + lists.len();
            places.base.push((base, number));
            places.ours.push((ours, number));
            places.theirs.push((theirs, number));
            lists.push(merged);
        }
    }
    let with_lists = Three {
        base: replaced(&numbers.base, places.base),
        ours: replaced(&numbers.ours, places.ours),
        theirs: replaced(&numbers.theirs, places.theirs),
    };
    (with_lists, lists)
}

/// The lists of a body, as far as there is one of a kind: what follows a heading as long as it is items of that list and
/// blank lines.
fn runs(tokens: &Tokens<'_>, numbers: &[usize]) -> BTreeMap<ListKind, Run> {
    let kind = |at: usize| numbers.get(at).map(|&number| &tokens.get(number).kind);
    let mut runs = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for (at, &heading) in numbers.iter().enumerate() {
        let Some(&PieceKind::Heading(list)) = kind(at) else {
            continue;
        };
        let mut items = None::<Range<usize>>;
        for next in at + 1.. {
            match kind(next) {
                Some(PieceKind::Item { list: other, .. }) if *other == list => {
                    items = Some(items.map_or(next, |items| items.start)..next + 1);
                }
                Some(PieceKind::Blank) => {}
                _ => break,
            }
        }
        if runs.insert(list, Run { heading, items }).is_some() {
            twice.insert(list);
        }
    }
    runs.retain(|list, _| !twice.contains(list));
    runs
}

fn replaced(numbers: &[usize], mut places: Vec<(Range<usize>, usize)>) -> Vec<usize> {
    places.sort_by_key(|(range, _)| range.start);
    let mut replaced = Vec::with_capacity(numbers.len());
    let mut at = 0;
    for (range, number) in places {
        replaced.extend(&numbers[at..range.start]);
        replaced.push(number);
        at = range.end;
    }
    replaced.extend(&numbers[at..]);
    replaced
}
