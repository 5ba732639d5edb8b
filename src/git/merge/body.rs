//! Merges bodies: lists by their items, all else by lines.

use std::collections::BTreeSet;

use super::add_up::items_add_up;
use super::cut_lists::cut_lists;
use super::hunks::{Hunk, hunks};
use super::items::merge_items;
use super::kept_sections::keeps_sections;
use super::log_sections::merge_sections;
use super::piece::{Name, Piece, one_side};
use super::renamed_heading::with_renamed;
use super::rules::Side;
use super::three::{Pick, Three};
use super::token::{Apart, ApartLists, Token, Tokens};
use super::whole_lists::{WholeLists, whole_lists};
use crate::text::{HeadingKeys, ListKind, PieceKind, body_pieces};

/// Merges three bodies.
pub(super) fn merge_bodies(bodies: &Three<&str>, headings: &HeadingKeys) -> Vec<Piece> {
    match bodies.pick() {
        Pick::Ours => return vec![Piece::Text(bodies.ours.to_owned())],
        Pick::Theirs => return vec![Piece::Text(bodies.theirs.to_owned())],
        Pick::Contested => {}
    }
    let headings = &with_renamed(bodies, headings);
    let (tokens, numbers) = Tokens::new(bodies, headings, &ApartLists::new());
    let cut = cut_lists(&tokens, &numbers, bodies);
    let is_cut = !cut.is_empty();
    // Lines take a change along to another heading. They know no item, though: then each list is merged by itself.
    let by_lines = |lists: BTreeSet<ListKind>| -> ApartLists {
        lists.into_iter().map(|list| (list, Apart::Lines)).collect()
    };
    let cut = by_lines(cut);
    let all = by_lines(tokens.lists());
    let all = (all != cut).then_some(all);
    let ways = is_cut.then_some(cut).into_iter();
    let mut ways = ways.chain([ApartLists::new()]).chain(all);
    let merged = ways.find_map(|apart| {
        let by_lines = is_cut || !apart.is_empty();
        let pieces = merge_apart(bodies, headings, apart)?;
        let adds_up = !by_lines || items_add_up(&pieces, bodies, headings);
        (adds_up && keeps_sections(&pieces, bodies)).then_some(pieces)
    });
    merged.unwrap_or_else(|| whole(bodies))
}

/// Merges bodies with some lists taken apart. None where they cannot be compared.
fn merge_apart(
    bodies: &Three<&str>,
    headings: &HeadingKeys,
    mut apart: ApartLists,
) -> Option<Vec<Piece>> {
    loop {
        let (tokens, numbers) = &Tokens::new(bodies, headings, &apart);
        let whole = whole_lists(tokens, numbers, &apart);
        match merge_parts(tokens, &whole) {
            Ok(pieces) => {
                let is_once = lists_are_once(&pieces, bodies, headings, apart.keys());
                return is_once.then_some(pieces);
            }
            // Each list is taken apart once, and without any there is none to be in the way.
            Err(Some(list)) if apart.insert(list, Apart::Parts).is_none() => {}
            Err(_) => return None,
        }
    }
}

/// All that lies between the first and the last line that differ, contested.
fn whole(bodies: &Three<&str>) -> Vec<Piece> {
    fn alike<'a>(lines: Three<impl Iterator<Item = &'a str>>) -> usize {
        let Three { base, ours, theirs } = lines;
        let alike = base.zip(ours).zip(theirs);
        let alike = alike.take_while(|((base, ours), theirs)| base == ours && ours == theirs);
        alike.map(|((base, _), _)| base.len()).sum()
    }
    let above = alike(bodies.map(|body| body.split_inclusive('\n')));
    let rest = bodies.map(|body| &body[above..]);
    let below = alike(rest.map(|body| body.split_inclusive('\n').rev()));
    let middle = rest.map(|body| &body[..body.len() - below]);
    let end = &rest.ours[rest.ours.len() - below..];
    vec![
        Piece::Text(bodies.ours[..above].to_owned()),
        Piece::contested(Name::Numbered("text"), middle),
        Piece::Text(end.to_owned()),
    ]
}

/// Whether no list that was merged by lines stands twice now, because each side began it at another place.
fn lists_are_once<'l>(
    pieces: &[Piece],
    bodies: &Three<&str>,
    headings: &HeadingKeys,
    mut lists: impl Iterator<Item = &'l ListKind>,
) -> bool {
    let count = |body: &str, list: ListKind| {
        let pieces = body_pieces(body, headings);
        let is_heading = |kind: &PieceKind| *kind == PieceKind::Heading(list);
        pieces
            .iter()
            .filter(|piece| is_heading(&piece.kind))
            .count()
    };
    lists.all(|&list| {
        let most = count(bodies.ours, list).max(count(bodies.theirs, list));
        [Side::Ours, Side::Theirs]
            .into_iter()
            .all(|side| count(&one_side(pieces, side), list) <= most)
    })
}

/// Merges three lists of tokens and of lists that are merged already.
///
/// # Errors
/// The list that lies in what is contested, or none where the bodies cannot be compared.
fn merge_parts(tokens: &Tokens<'_>, whole: &WholeLists) -> Result<Vec<Piece>, Option<ListKind>> {
    let mut parts = Parts {
        tokens,
        whole,
        left: (0..whole.lists.len()).collect(),
        pieces: Vec::new(),
    };
    // Blank lines right below a heading are not those between items.
    let mut below_heading = false;
    for hunk in hunks(&whole.numbers).ok_or(None)? {
        match hunk {
            Hunk::Agreed(numbers) => {
                parts.push(&numbers);
                below_heading = numbers.last().is_some_and(|&last| {
                    let heading = |token: &Token<'_>| matches!(token.kind, PieceKind::Heading(_));
                    parts.list(last).is_none() && heading(tokens.get(last))
                });
            }
            Hunk::Contested(mut part) => {
                let all = [&part.base, &part.ours, &part.theirs];
                if let Some(list) = all.into_iter().flatten().find_map(|&n| parts.list(n)) {
                    let beside = parts.beside(&part);
                    parts.push(&beside.ok_or(Some(whole.lists[list].0))?);
                    below_heading = false;
                    continue;
                }
                if below_heading {
                    let blanks = opening_blanks(tokens, &mut part);
                    parts.pieces.push(Piece::Text(blanks));
                }
                parts.pieces.extend(resolved(tokens, part));
            }
        }
    }
    match parts.left.first() {
        Some(&list) => Err(Some(whole.lists[list].0)),
        None => Ok(parts.pieces),
    }
}

/// A body that is put together.
struct Parts<'a> {
    tokens: &'a Tokens<'a>,
    whole: &'a WholeLists,
    /// The lists that have no place yet.
    left: BTreeSet<usize>,
    pieces: Vec<Piece>,
}

impl Parts<'_> {
    /// Which list a number stands for.
    fn list(&self, number: usize) -> Option<usize> {
        number.checked_sub(self.tokens.len())
    }

    /// What nobody contests. Where both sides wrote a list, at two places, it stands at the first one.
    fn push(&mut self, numbers: &[usize]) {
        for &number in numbers {
            match self.list(number) {
                None => {
                    let text = self.tokens.get(number).text;
                    match self.pieces.last_mut() {
                        Some(Piece::Text(last)) => last.push_str(text),
                        _ => self.pieces.push(Piece::Text(text.to_owned())),
                    }
                }
                Some(list) if self.left.remove(&list) => {
                    self.pieces.extend(self.whole.lists[list].1.iter().cloned());
                }
                Some(_) => {}
            }
        }
    }

    /// A part in which both sides changed what lists there are, and at most one of them anything else: all of that side, then
    /// the other one's lists. None where both changed more.
    fn beside(&self, part: &Three<Vec<usize>>) -> Option<Vec<usize>> {
        let of = |numbers: &[usize], is_list: bool| -> Vec<usize> {
            let is_wanted = |number: &&usize| match self.list(**number) {
                Some(_) => is_list,
                None => !is_list && self.tokens.get(**number).kind != PieceKind::Blank,
            };
            numbers.iter().filter(is_wanted).copied().collect()
        };
        let text = part.map(|numbers| of(numbers, false));
        let (all, lists) = match text.pick() {
            Pick::Ours => (&part.ours, &part.theirs),
            Pick::Theirs => (&part.theirs, &part.ours),
            Pick::Contested => return None,
        };
        Some([all.clone(), of(lists, true)].concat())
    }
}

/// Takes the blank lines out that both sides put right below a heading, and returns them as we have them.
pub(super) fn opening_blanks(tokens: &Tokens<'_>, part: &mut Three<Vec<usize>>) -> String {
    let is_blank = |number: &&usize| tokens.get(**number).kind == PieceKind::Blank;
    let count = |numbers: &[usize]| numbers.iter().take_while(is_blank).count();
    let (ours, theirs) = (count(&part.ours), count(&part.theirs));
    if !part.base.is_empty() || ours == 0 || theirs == 0 {
        return String::new();
    }
    part.theirs.drain(..theirs);
    let blanks: Vec<usize> = part.ours.drain(..ours).collect();
    tokens.text(&blanks)
}

/// Merges a part that both sides changed: by items where it is made of them, else it stays contested.
fn resolved(tokens: &Tokens<'_>, part: Three<Vec<usize>>) -> Vec<Piece> {
    if let Some(pieces) = merge_items(tokens, &part, None).or_else(|| merge_sections(tokens, &part))
    {
        return pieces;
    }
    let (before, part, after) = trimmed(&part);
    let mut pieces = vec![Piece::Text(tokens.text(&before))];
    let items = merge_items(tokens, &part, None);
    pieces.extend(items.unwrap_or_else(|| vec![contested(tokens, &part)]));
    pieces.push(Piece::Text(tokens.text(&after)));
    pieces
}

/// What both sides have alike at the beginning and at the end, and what lies between.
fn trimmed(part: &Three<Vec<usize>>) -> (Vec<usize>, Three<Vec<usize>>, Vec<usize>) {
    // Where lines of the common version are gone or changed, what is alike belongs to that change.
    if !part.base.is_empty() {
        return (Vec::new(), part.clone(), Vec::new());
    }
    let (ours, theirs) = (&part.ours, &part.theirs);
    let alike = |(one, other): &(&usize, &usize)| one == other;
    let before = ours.iter().zip(theirs).take_while(alike).count();
    let (ours, theirs) = (&ours[before..], &theirs[before..]);
    let after = ours
        .iter()
        .rev()
        .zip(theirs.iter().rev())
        .take_while(alike)
        .count();
    let middle = Three {
        base: Vec::new(),
        ours: ours[..ours.len() - after].to_vec(),
        theirs: theirs[..theirs.len() - after].to_vec(),
    };
    let after = ours[ours.len() - after..].to_vec();
    (part.ours[..before].to_vec(), middle, after)
}

/// A contested part, named after what stands there.
pub(super) fn contested(tokens: &Tokens<'_>, part: &Three<Vec<usize>>) -> Piece {
    let mut all = [&part.base, &part.ours, &part.theirs].into_iter().flatten();
    let kind = all.find_map(|&number| match tokens.get(number).kind {
        PieceKind::Item { list, .. } => Some(name_of(list)),
        _ => None,
    });
    let name = Name::Numbered(kind.unwrap_or("text"));
    Piece::contested(name, part.map(|numbers| tokens.text(numbers)))
}

/// What one item of a list is called.
pub(super) fn name_of(list: ListKind) -> &'static str {
    match list {
        ListKind::Criteria => "criterion",
        ListKind::Log(_) => "note",
    }
}
