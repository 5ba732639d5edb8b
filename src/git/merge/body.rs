//! Merges bodies: lists by their items, all else by lines.

use super::hunks::{Hunk, hunks};
use super::items::merge_items;
use super::log_sections::merge_sections;
use super::piece::{Name, Piece};
use super::three::{Pick, Three};
use super::token::Tokens;
use super::whole_lists::whole_lists;
use crate::text::{HeadingKeys, ListKind, PieceKind};

/// Merges three bodies. None where they cannot be compared.
pub(super) fn merge_bodies(bodies: &Three<&str>, headings: &HeadingKeys) -> Option<Vec<Piece>> {
    match bodies.pick() {
        Pick::Ours => return Some(vec![Piece::Text(bodies.ours.to_owned())]),
        Pick::Theirs => return Some(vec![Piece::Text(bodies.theirs.to_owned())]),
        Pick::Contested => {}
    }
    let (tokens, numbers) = Tokens::new(bodies, headings);
    let (with_lists, lists) = whole_lists(&tokens, &numbers);
    if !lists.is_empty()
        && let Some(pieces) = merge_parts(&tokens, &with_lists, &lists)
    {
        return Some(pieces);
    }
    merge_parts(&tokens, &numbers, &[])
}

/// Merges three lists of tokens, in which a number beyond them stands for a list that is merged already. None where they
/// cannot be compared, or such a list lies in what is contested.
fn merge_parts(
    tokens: &Tokens<'_>,
    numbers: &Three<Vec<usize>>,
    lists: &[Vec<Piece>],
) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    // Blank lines right below a heading are not those between items.
    let mut below_heading = false;
    for hunk in hunks(numbers)? {
        match hunk {
            Hunk::Agreed(numbers) => {
                for run in numbers.chunk_by(|one, other| one.max(other) < &tokens.len()) {
                    match run[0].checked_sub(tokens.len()) {
                        Some(list) => pieces.extend(lists.get(list)?.iter().cloned()),
                        None => pieces.push(Piece::Text(tokens.text(run))),
                    }
                }
                below_heading = numbers.last().is_some_and(|&last| {
                    last < tokens.len() && matches!(tokens.get(last).kind, PieceKind::Heading(_))
                });
            }
            Hunk::Contested(mut part) => {
                let is_token = |numbers: &Vec<usize>| numbers.iter().all(|&n| n < tokens.len());
                if !part.all(is_token) {
                    return None;
                }
                if below_heading {
                    let blanks = opening_blanks(tokens, &mut part);
                    pieces.push(Piece::Text(blanks));
                }
                pieces.extend(resolved(tokens, part));
            }
        }
    }
    Some(pieces)
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
    if let Some(pieces) = merge_items(tokens, &part).or_else(|| merge_sections(tokens, &part)) {
        return pieces;
    }
    let (before, part, after) = trimmed(&part);
    let mut pieces = vec![Piece::Text(tokens.text(&before))];
    let items = merge_items(tokens, &part);
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
