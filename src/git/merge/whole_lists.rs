//! Lists that both sides have are merged as wholes, so that an item is itself also where it moves within its list, and a list
//! is one also where both sides wrote its heading, each at another place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::items::{blanks, merge_items};
use super::piece::Piece;
use super::three::{Pick, Three};
use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// A list with its heading.
struct Run {
    /// Where the heading is.
    at: usize,
    /// From the first item to the last one.
    items: Option<Range<usize>>,
}

impl Run {
    /// All of it.
    fn range(&self) -> Range<usize> {
        let end = self.items.as_ref().map_or(self.at + 1, |items| items.end);
        self.at..end
    }
}

/// Three bodies with one number, above those of all tokens, in the place of each list that is merged already.
pub(super) struct WholeLists {
    /// The bodies.
    pub numbers: Three<Vec<usize>>,
    /// The lists: the first one has the number after all tokens.
    pub lists: Vec<(ListKind, Vec<Piece>)>,
}

/// Merges the lists that both sides have, each by itself, but for those of some kinds.
pub(super) fn whole_lists(
    tokens: &Tokens<'_>,
    numbers: &Three<Vec<usize>>,
    but: &BTreeSet<ListKind>,
) -> WholeLists {
    let runs = numbers.map(|numbers| runs(tokens, numbers));
    let mut lists = Vec::new();
    let mut places: Three<Vec<(Range<usize>, usize)>> = Three::default();
    for (kind, ours) in runs.ours.iter().filter(|(kind, _)| !but.contains(kind)) {
        let Some(theirs) = runs.theirs.get(kind) else {
            continue;
        };
        let base = runs.base.get(kind);
        let part = Three {
            base: base.map(|run| (numbers.base.as_slice(), run)),
            ours: Some((numbers.ours.as_slice(), ours)),
            theirs: Some((numbers.theirs.as_slice(), theirs)),
        };
        let is_twice = |numbers: &[usize]| count(tokens, numbers, *kind) > 1;
        if is_twice(&numbers.base) {
            continue;
        }
        if let Some(merged) = merged(tokens, &part) {
            let number = tokens.len() + lists.len();
            places.base.extend(base.map(|run| (run.range(), number)));
            places.ours.push((ours.range(), number));
            places.theirs.push((theirs.range(), number));
            lists.push((*kind, merged));
        }
    }
    let numbers = Three {
        base: replaced(&numbers.base, places.base),
        ours: replaced(&numbers.ours, places.ours),
        theirs: replaced(&numbers.theirs, places.theirs),
    };
    WholeLists { numbers, lists }
}

/// Merges one list, of which the common version may have nothing.
fn merged(tokens: &Tokens<'_>, part: &Three<Option<(&[usize], &Run)>>) -> Option<Vec<Piece>> {
    let of = |of: &dyn Fn(&[usize], &Run) -> Vec<usize>| {
        part.map(|part| {
            part.map(|(numbers, run)| of(numbers, run))
                .unwrap_or_default()
        })
    };
    let headings = of(&|numbers, run| vec![numbers[run.at]]);
    if headings.pick() == Pick::Contested {
        return None;
    }
    let heading = match headings.pick() {
        Pick::Theirs => &headings.theirs,
        _ => &headings.ours,
    };
    let items = of(&|numbers, run| {
        let items = run.items.clone();
        items
            .map(|items| numbers[items].to_vec())
            .unwrap_or_default()
    });
    // Blank lines between heading and list.
    let opening = of(&|numbers, run| {
        let items = run.items.clone();
        items
            .map(|items| numbers[run.at + 1..items.start].to_vec())
            .unwrap_or_default()
    });
    let opening = opening.map(|numbers| tokens.text(numbers));
    let opening = blanks(&opening.map(String::as_str)).to_owned();
    let mut pieces = vec![Piece::Text(tokens.text(heading) + &opening)];
    match items.pick() {
        Pick::Ours => pieces.push(Piece::Text(tokens.text(&items.ours))),
        Pick::Theirs => pieces.push(Piece::Text(tokens.text(&items.theirs))),
        Pick::Contested => pieces.extend(merge_items(tokens, &items)?),
    }
    Some(pieces)
}

fn count(tokens: &Tokens<'_>, numbers: &[usize], kind: ListKind) -> usize {
    let is_heading = |number: &&usize| tokens.get(**number).kind == PieceKind::Heading(kind);
    numbers.iter().filter(is_heading).count()
}

/// The lists of a body, as far as there is one of a kind: what follows a heading as long as it is items of that list and
/// blank lines.
fn runs(tokens: &Tokens<'_>, numbers: &[usize]) -> BTreeMap<ListKind, Run> {
    let kind = |at: usize| numbers.get(at).map(|&number| &tokens.get(number).kind);
    let mut runs = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for at in 0..numbers.len() {
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
        if runs.insert(list, Run { at, items }).is_some() {
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
