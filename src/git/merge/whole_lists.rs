//! Lists that both sides have are merged as wholes, so that an item is itself also where it moves within its list, and a list
//! is one also where both sides wrote its heading, each at another place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::items::{blanks, merge_items};
use super::log_sections::{Section, merge_section};
use super::piece::Piece;
use super::three::{Pick, Three};
use super::token::{ApartLists, Tokens};
use crate::text::{ListKind, PieceKind};

/// A list with its heading and the blank lines above that. Where every version has the list, these are lines like others: an
/// anchor between what stands above and the list, as for git.
pub(super) struct Run {
    /// Where the blank lines above the heading begin.
    from: usize,
    /// Where the heading is.
    at: usize,
    /// What stands below it, from the first item or text to the last one.
    pub content: Option<Range<usize>>,
}

impl Run {
    /// All of it.
    fn range(&self) -> Range<usize> {
        let end = self
            .content
            .as_ref()
            .map_or(self.at + 1, |content| content.end);
        self.from..end
    }

    fn section(&self, list: ListKind, numbers: &[usize]) -> Section {
        Section {
            list,
            blanks: numbers[self.from..self.at].to_vec(),
            heading: numbers[self.at],
            content: numbers[self.at + 1..self.range().end].to_vec(),
        }
    }
}

/// Three bodies with one number, above those of all tokens, in the place of each list that is merged already.
pub(super) struct WholeLists {
    /// The bodies.
    pub numbers: Three<Vec<usize>>,
    /// The lists: the first one has the number after all tokens.
    pub lists: Vec<(ListKind, Vec<Piece>)>,
}

/// Where a list stood, and the number that stands there now; none where the list is gone.
type Place = (Range<usize>, Option<usize>);

/// Merges the lists that a side has, each by itself with all that stands in its section, but for those that are taken `apart`. What is
/// no list is then compared without them, so that two lists which look alike from line to line are never taken for one that changed.
pub(super) fn whole_lists(
    tokens: &Tokens<'_>,
    numbers: &Three<Vec<usize>>,
    apart: &ApartLists,
) -> WholeLists {
    let runs = numbers.map(|numbers| runs(tokens, numbers));
    let mut lists = Vec::new();
    let mut places: Three<Vec<Place>> = Three::default();
    let kinds: BTreeSet<ListKind> = runs
        .ours
        .keys()
        .chain(runs.theirs.keys())
        .copied()
        .collect();
    for kind in kinds {
        if apart.contains_key(&kind) {
            continue;
        }
        if numbers.any(|numbers| headings(tokens, numbers, kind) > 1) {
            continue;
        }
        let part = Three {
            base: runs
                .base
                .get(&kind)
                .map(|run| (numbers.base.as_slice(), run)),
            ours: runs
                .ours
                .get(&kind)
                .map(|run| (numbers.ours.as_slice(), run)),
            theirs: runs
                .theirs
                .get(&kind)
                .map(|run| (numbers.theirs.as_slice(), run)),
        };
        let on_both = part.ours.is_some() && part.theirs.is_some();
        let merged = if on_both {
            merged(tokens, &part, kind)
        } else {
            let section = part.map(|part| part.map(|(numbers, run)| run.section(kind, numbers)));
            merge_section(tokens, &section.map(Option::as_ref))
        };
        let Some(merged) = merged else { continue };
        let number = (!merged.is_empty()).then_some(tokens.len() + lists.len());
        let everywhere = on_both && part.base.is_some();
        let place = |part: &Option<(&[usize], &Run)>, number| {
            part.map(|(_, run)| {
                let range = run.range();
                let from = if everywhere { run.at } else { range.start };
                (from..range.end, number)
            })
        };
        // A list that a side took out is new to the lines around it, as far as anything of it is left.
        places
            .base
            .extend(place(&part.base, number.filter(|_| on_both)));
        places.ours.extend(place(&part.ours, number));
        places.theirs.extend(place(&part.theirs, number));
        if number.is_some() {
            lists.push((kind, merged));
        }
    }
    let numbers = Three {
        base: replaced(&numbers.base, places.base),
        ours: replaced(&numbers.ours, places.ours),
        theirs: replaced(&numbers.theirs, places.theirs),
    };
    WholeLists { numbers, lists }
}

/// Merges one list that both sides have, of which the common version may have nothing.
fn merged(
    tokens: &Tokens<'_>,
    part: &Three<Option<(&[usize], &Run)>>,
    kind: ListKind,
) -> Option<Vec<Piece>> {
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
    let content = of(&|numbers, run| {
        let content = run.content.clone();
        content
            .map(|content| numbers[content].to_vec())
            .unwrap_or_default()
    });
    let blank = |numbers: &Three<Vec<usize>>| {
        let texts = numbers.map(|numbers| tokens.text(numbers));
        blanks(&texts.map(String::as_str)).to_owned()
    };
    let above = match part.base {
        Some(_) => String::new(),
        None => blank(&of(&|numbers, run| numbers[run.from..run.at].to_vec())),
    };
    // Blank lines between heading and list; a version with nothing below its heading says nothing about them.
    let below = part.map(|part| {
        let (numbers, run) = (*part)?;
        Some(tokens.text(&numbers[run.at + 1..run.content.as_ref()?.start]))
    });
    let below = below.map(Option::as_deref).spoken().unwrap_or_default();
    let mut pieces = vec![Piece::Text(above + &tokens.text(heading) + below)];
    match content.pick() {
        Pick::Ours => pieces.push(Piece::Text(tokens.text(&content.ours))),
        Pick::Theirs => pieces.push(Piece::Text(tokens.text(&content.theirs))),
        Pick::Contested => pieces.extend(merge_items(tokens, &content, Some(kind))?),
    }
    Some(pieces)
}

/// How often a body has the heading of a list.
pub(super) fn headings(tokens: &Tokens<'_>, numbers: &[usize], kind: ListKind) -> usize {
    let is_heading = |number: &&usize| tokens.get(**number).kind == PieceKind::Heading(kind);
    numbers.iter().filter(is_heading).count()
}

/// The lists of a body, as far as there is one of a kind: what follows a heading as long as it is of that section.
pub(super) fn runs(tokens: &Tokens<'_>, numbers: &[usize]) -> BTreeMap<ListKind, Run> {
    let token = |at: usize| numbers.get(at).map(|&number| tokens.get(number));
    let kind = |at: usize| token(at).map(|token| &token.kind);
    let mut runs = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for at in 0..numbers.len() {
        let Some(&PieceKind::Heading(list)) = kind(at) else {
            continue;
        };
        let mut content = None::<Range<usize>>;
        for (next, token) in (at + 1..).map_while(|at| Some((at, token(at)?))) {
            match &token.kind {
                PieceKind::Blank => {}
                PieceKind::Item { .. } | PieceKind::Line if token.section == Some(list) => {
                    content = Some(content.map_or(next, |content| content.start)..next + 1);
                }
                _ => break,
            }
        }
        let above = (0..at)
            .rev()
            .take_while(|&at| kind(at) == Some(&PieceKind::Blank));
        let from = at - above.count();
        if runs.insert(list, Run { from, at, content }).is_some() {
            twice.insert(list);
        }
    }
    runs.retain(|list, _| !twice.contains(list));
    runs
}

fn replaced(numbers: &[usize], mut places: Vec<Place>) -> Vec<usize> {
    places.sort_by_key(|(range, _)| range.start);
    let mut replaced = Vec::with_capacity(numbers.len());
    let mut at = 0;
    for (range, number) in places {
        replaced.extend(&numbers[at..range.start]);
        replaced.extend(number);
        at = range.end;
    }
    replaced.extend(&numbers[at..]);
    replaced
}
