//! Merges whole sections of dated lines or criteria that sides added or took out at one spot.

use std::collections::BTreeSet;

use super::body::{contested, name_of, opening_blanks};
use super::items::merge_items;
use super::piece::{Name, Piece, one_side};
use super::rules::Side;
use super::three::Three;
use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// A section with the blank lines above its heading.
pub(super) struct Section {
    /// What it lists.
    pub list: ListKind,
    /// The blank lines above its heading.
    pub blanks: Vec<usize>,
    /// Its heading.
    pub heading: usize,
    /// What follows.
    pub content: Vec<usize>,
}

/// Merges a part that is made of items and of sections of lists, where a side has sections. What one side took out and the
/// other left as it was is gone. None where that is not so.
pub(super) fn merge_sections(tokens: &Tokens<'_>, part: &Three<Vec<usize>>) -> Option<Vec<Piece>> {
    let parted = part.map(|numbers| parted(tokens, numbers));
    let none = parted.ours.1.is_empty() && parted.theirs.1.is_empty();
    let is_once = |(_, sections): &(Vec<usize>, Vec<Section>)| {
        let kinds: BTreeSet<ListKind> = sections.iter().map(|section| section.list).collect();
        kinds.len() == sections.len()
    };
    if none || !parted.all(is_once) {
        return None;
    }
    let mut pieces = merge_items(tokens, &parted.map(|(head, _)| head.clone()), None)?;
    let sections = parted.map(|(_, sections)| sections.as_slice());
    let of = |list: ListKind| {
        sections.map(|sections| sections.iter().find(|section| section.list == list))
    };
    let is_in = |list: ListKind, sections: &[Section]| sections.iter().any(|s| s.list == list);
    let ours = sections.ours.iter();
    let theirs = sections.theirs.iter();
    // Ours in their order, then what only they have.
    let all = ours.chain(theirs.filter(|section| !is_in(section.list, sections.ours)));
    for list in all.map(|section| section.list) {
        pieces.extend(merge_section(tokens, &of(list))?);
    }
    Some(pieces)
}

/// Merges one section that a side has. Nothing is left of one that is out; none where that would be a guess.
pub(super) fn merge_section(
    tokens: &Tokens<'_>,
    of: &Three<Option<&Section>>,
) -> Option<Vec<Piece>> {
    let heading = |section: &Section| tokens.get(section.heading).text;
    match (of.base, of.ours, of.theirs) {
        (None, Some(only), None) | (None, None, Some(only)) => Some(vec![whole(tokens, only)]),
        // What stood there before is out; what the other side added since stays.
        (Some(base), Some(left), None) | (Some(base), None, Some(left)) => {
            if heading(base) != heading(left) {
                return None;
            }
            let (_, before) = without_opening(tokens, &base.content);
            let (blanks, now) = without_opening(tokens, &left.content);
            let part = Three {
                base: before,
                ours: now,
                theirs: Vec::new(),
            };
            let is_ours = of.ours.is_some();
            let items = merge_items(
                tokens,
                &if is_ours { part } else { part.swapped() },
                Some(left.list),
            )?;
            let is_blank =
                |piece: &Piece| matches!(piece, Piece::Text(text) if text.trim().is_empty());
            if items.iter().all(is_blank) {
                return Some(Vec::new());
            }
            let opening = Piece::Text(opening(tokens, left) + &blanks);
            let pieces: Vec<Piece> = std::iter::once(opening).chain(items).collect();
            let [kept_by, out_of] = match is_ours {
                true => [Side::Ours, Side::Theirs],
                false => [Side::Theirs, Side::Ours],
            };
            // No heading stays without its list.
            if !one_side(&pieces[1..], out_of).trim().is_empty() {
                return Some(pieces);
            }
            let kept = Three {
                base: whole_text(tokens, base),
                ours: one_side(&pieces, kept_by),
                theirs: String::new(),
            };
            let lines = if is_ours { kept } else { kept.swapped() };
            let name = Name::Numbered(name_of(left.list));
            Some(vec![Piece::contested(name, lines)])
        }
        (base, Some(ours), Some(theirs)) => {
            let is_alike = base.is_none_or(|base| heading(base) == heading(ours));
            if !is_alike || heading(ours) != heading(theirs) {
                return None;
            }
            let mut pieces = vec![Piece::Text(opening(tokens, ours))];
            let mut content = Three {
                base: base.map(|base| base.content.clone()).unwrap_or_default(),
                ours: ours.content.clone(),
                theirs: theirs.content.clone(),
            };
            pieces.push(Piece::Text(opening_blanks(tokens, &mut content)));
            let items = merge_items(tokens, &content, Some(ours.list));
            pieces.extend(items.unwrap_or_else(|| vec![contested(tokens, &content)]));
            Some(pieces)
        }
        (_, None, None) => Some(Vec::new()),
    }
}

/// The blank lines below a heading, and what follows them.
fn without_opening(tokens: &Tokens<'_>, content: &[usize]) -> (String, Vec<usize>) {
    let blank = |number: &&usize| tokens.get(**number).kind == PieceKind::Blank;
    let (blanks, rest) = content.split_at(content.iter().take_while(blank).count());
    (tokens.text(blanks), rest.to_vec())
}

/// What stands before the first heading, and the sections.
fn parted(tokens: &Tokens<'_>, numbers: &[usize]) -> (Vec<usize>, Vec<Section>) {
    let mut head = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    for &number in numbers {
        let content = |sections: &mut Vec<Section>, head: &mut Vec<usize>| -> Vec<usize> {
            let open = sections
                .last_mut()
                .map_or(head, |section| &mut section.content);
            let blank = |number: &&usize| tokens.get(**number).kind == PieceKind::Blank;
            let blanks = open.iter().rev().take_while(blank).count();
            open.split_off(open.len() - blanks)
        };
        match tokens.get(number).kind {
            PieceKind::Heading(list) => {
                let blanks = content(&mut sections, &mut head);
                sections.push(Section {
                    list,
                    blanks,
                    heading: number,
                    content: Vec::new(),
                });
            }
            _ => match sections.last_mut() {
                Some(section) => section.content.push(number),
                None => head.push(number),
            },
        }
    }
    (head, sections)
}

fn whole(tokens: &Tokens<'_>, section: &Section) -> Piece {
    Piece::Text(whole_text(tokens, section))
}

fn whole_text(tokens: &Tokens<'_>, section: &Section) -> String {
    opening(tokens, section) + &tokens.text(&section.content)
}

/// The heading, with at least one blank line above it.
fn opening(tokens: &Tokens<'_>, section: &Section) -> String {
    let blanks = tokens.text(&section.blanks);
    let blanks = if blanks.is_empty() { "\n" } else { &blanks };
    format!("{blanks}{}", tokens.get(section.heading).text)
}
