//! Merges whole sections of dated lines or criteria that both sides added at one spot.

use super::body::{contested, opening_blanks};
use super::items::merge_items;
use super::piece::Piece;
use super::three::Three;
use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// A section with the blank lines above its heading.
struct Section {
    list: ListKind,
    blanks: Vec<usize>,
    heading: usize,
    content: Vec<usize>,
}

/// Merges a part to which both sides added, where at least one of them added sections of lists, and the common version
/// has nothing there but items. None where that is not so.
pub(super) fn merge_sections(tokens: &Tokens<'_>, part: &Three<Vec<usize>>) -> Option<Vec<Piece>> {
    let parted = |numbers: &Vec<usize>| parted(tokens, numbers);
    let (base, none) = parted(&part.base);
    let (ours, ours_sections) = parted(&part.ours);
    let (theirs, theirs_sections) = parted(&part.theirs);
    if !none.is_empty() || ours_sections.is_empty() && theirs_sections.is_empty() {
        return None;
    }
    let mut pieces = merge_items(tokens, &Three { base, ours, theirs })?;
    let mut rest: Vec<Section> = theirs_sections;
    for ours in ours_sections {
        let same = rest.iter().position(|theirs| theirs.list == ours.list);
        let Some(theirs) = same.map(|at| rest.remove(at)) else {
            pieces.push(whole(tokens, &ours));
            continue;
        };
        let heading = |section: &Section| tokens.get(section.heading).text;
        if heading(&ours) != heading(&theirs) {
            return None;
        }
        pieces.push(Piece::Text(opening(tokens, &ours)));
        let mut content = Three {
            base: Vec::new(),
            ours: ours.content,
            theirs: theirs.content,
        };
        pieces.push(Piece::Text(opening_blanks(tokens, &mut content)));
        let items = merge_items(tokens, &content);
        pieces.extend(items.unwrap_or_else(|| vec![contested(tokens, &content)]));
    }
    pieces.extend(rest.iter().map(|section| whole(tokens, section)));
    Some(pieces)
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
    Piece::Text(opening(tokens, section) + &tokens.text(&section.content))
}

/// The heading, with at least one blank line above it.
fn opening(tokens: &Tokens<'_>, section: &Section) -> String {
    let blanks = tokens.text(&section.blanks);
    let blanks = if blanks.is_empty() { "\n" } else { &blanks };
    format!("{blanks}{}", tokens.get(section.heading).text)
}
