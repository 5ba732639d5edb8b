//! Merges lists by what their items are: whether each is there, what it says, what it is nested in, where it stands.
//!
//! Each side is favoured once: whatever the two results say alike nobody contests, and what differs is contested.

use super::aligned::{Favoured, aligned};
use super::body::contested;
use super::existence::{Existence, existence};
use super::favoured::{Line, favoured};
use super::identity::identified;
use super::list::{Parent, list_items};
use super::piece::Piece;
use super::rules::Side;
use super::three::Three;
use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// Merges a part that is made of items of one list; none where it is not. All of it is contested where the merged items, written
/// down, would not be read as they should. All that stands in a `section` may have texts between its items.
pub(super) fn merge_items(
    tokens: &Tokens<'_>,
    part: &Three<Vec<usize>>,
    section: Option<ListKind>,
) -> Option<Vec<Piece>> {
    let lists = part
        .try_map(|numbers| list_items(tokens, numbers, section.is_some()).ok_or(()))
        .ok()?;
    let mut kinds = [&lists.base, &lists.ours, &lists.theirs]
        .into_iter()
        .flat_map(|list| list.items.iter().filter_map(|item| item.list));
    let kind = kinds.next().or(section);
    if kinds.any(|other| Some(other) != kind) {
        return None;
    }
    let Some(kind) = kind else {
        // Nothing but blank lines: they say nothing.
        return Some(vec![Piece::Text(tokens.text(&part.ours))]);
    };
    // Where both added the file, a criterion that is much like one of theirs is that one.
    let no_base = tokens.no_base && kind == ListKind::Criteria;
    let items = lists.map(|list| list.items.as_slice());
    let (mut known, count) = identified(&items, no_base);
    let existence = existence(&known, count);
    for version in [&mut known.base, &mut known.ours, &mut known.theirs] {
        version.take_out(|id| existence[id] == Existence::Out);
    }
    let [ours, theirs] =
        [Side::Ours, Side::Theirs].map(|side| favoured(&known, &existence, kind, side));
    if !is_read_so(tokens, kind, &ours) || !is_read_so(tokens, kind, &theirs) {
        return Some(vec![contested(tokens, part)]);
    }
    let both = Favoured {
        ours: &ours,
        theirs: &theirs,
    };
    let mut pieces = aligned(&both, &known.base, kind);
    let tails = lists.map(|list| list.tail.as_str());
    pieces.push(Piece::Text(blanks(&tails).to_owned()));
    Some(pieces)
}

/// Whether a list is read as the items that it is to have. Of items that are nested in what stands before the part, and is not
/// known here, that can be told only where each is written as it was.
fn is_read_so(tokens: &Tokens<'_>, kind: ListKind, lines: &[Line<'_, '_>]) -> bool {
    if lines.first().is_some_and(|line| line.depth > 0) {
        let is_as_it_was = |line: &Line<'_, '_>| line.text == line.item.text;
        return lines.iter().all(is_as_it_was) && are_nested_so(lines);
    }
    let text: String = lines
        .iter()
        .flat_map(|line| [line.lead.as_str(), line.text.as_str()])
        .collect();
    let Some(read) = tokens.read(kind, &text) else {
        return false;
    };
    let mut read = read.iter();
    let mut is_so = |line: &Line<'_, '_>| {
        if line.item.is_text() {
            let mut lines = line.text.lines().filter(|line| !line.trim().is_empty());
            return lines.all(|_| read.next() == Some(&PieceKind::Line));
        }
        match read.next() {
            Some(PieceKind::Item {
                depth, words, done, ..
            }) => (*depth, words.as_str(), *done) == (line.depth, line.item.words, line.item.done),
            _ => false,
        }
    };
    lines.iter().all(&mut is_so) && read.next().is_none()
}

/// Whether each item stands below the one that it is to be nested in.
fn are_nested_so(lines: &[Line<'_, '_>]) -> bool {
    let mut open: Vec<&Line<'_, '_>> = Vec::new();
    lines.iter().all(|line| {
        while open.pop_if(|above| above.depth >= line.depth).is_some() {}
        let above = open.last().map(|above| Parent::Item(above.id));
        open.push(line);
        above.unwrap_or(Parent::Outside(line.depth)) == line.parent
    })
}

/// Blank lines: as the side has them that changed them, ours where both did.
pub(super) fn blanks<'a>(blanks: &Three<&'a str>) -> &'a str {
    blanks.of(blanks.pick().favouring(Side::Ours))
}
