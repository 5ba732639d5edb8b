//! The pieces of three bodies, with equal ones known by one number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::three::Three;
use crate::text::{BodyPiece, Fences, HeadingKeys, ListKind, PieceKind, body_pieces};

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: PieceKind,
    /// Its lines.
    pub text: &'a str,
    /// The list in whose section it stands, where that is merged as a whole and this is no blank line.
    pub section: Option<ListKind>,
}

/// How a list is merged that is not merged as a whole, with all that stands in its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apart {
    /// By what both sides changed of its items at one place.
    Parts,
    /// By lines, as if it were none.
    Lines,
}

/// The lists that are not merged as wholes.
pub(super) type ApartLists = BTreeMap<ListKind, Apart>;

/// All different tokens of three bodies; a body is a list of their numbers.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    all: Vec<Token<'a>>,
    known: HashMap<Token<'a>, usize>,
    headings: &'a HeadingKeys,
    /// Whether there is no common version.
    pub no_base: bool,
}

impl<'a> Tokens<'a> {
    /// Takes three bodies apart.
    pub fn new(
        bodies: &Three<&'a str>,
        headings: &'a HeadingKeys,
        apart: &ApartLists,
    ) -> (Self, Three<Vec<usize>>) {
        let mut tokens = Self {
            all: Vec::new(),
            known: HashMap::new(),
            headings,
            no_base: bodies.base.is_empty(),
        };
        let pieces = bodies.map(|body| body_pieces(body, headings));
        let whole = whole(&pieces, apart);
        let mut numbers = |body: &'a str, pieces: &[BodyPiece]| -> Vec<usize> {
            let taken = taken_apart(body, pieces, apart, &whole).into_iter();
            taken.map(|token| tokens.number(token)).collect()
        };
        let numbers = Three {
            base: numbers(bodies.base, &pieces.base),
            ours: numbers(bodies.ours, &pieces.ours),
            theirs: numbers(bodies.theirs, &pieces.theirs),
        };
        (tokens, numbers)
    }

    fn number(&mut self, token: Token<'a>) -> usize {
        let next = self.all.len();
        let number = *self.known.entry(token.clone()).or_insert(next);
        if number == next {
            self.all.push(token);
        }
        number
    }

    /// The lists of which there is a heading.
    pub fn lists(&self) -> BTreeSet<ListKind> {
        let headings = self.all.iter().filter_map(|token| match token.kind {
            PieceKind::Heading(list) => Some(list),
            _ => None,
        });
        headings.collect()
    }

    /// How many there are: their numbers lie below it.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The token of a number.
    pub fn get(&self, number: usize) -> &Token<'a> {
        &self.all[number]
    }

    /// The lines of some tokens.
    pub fn text(&self, numbers: &[usize]) -> String {
        numbers
            .iter()
            .map(|&number| self.get(number).text)
            .collect()
    }

    /// The items and lines of a text that stands in the section of a list, as they are read there; none where it does not stay
    /// within that section.
    pub fn read(&self, list: ListKind, text: &str) -> Option<Vec<PieceKind>> {
        let is_heading = |token: &&Token<'_>| token.kind == PieceKind::Heading(list);
        let heading = self.all.iter().find(is_heading);
        let heading = heading.map_or("", |token| token.text);
        let body = format!("{heading}\n{text}");
        let below = body_pieces(&body, self.headings).into_iter();
        let below = below.filter(|piece| piece.range.start >= heading.len());
        let read = below.filter(|piece| piece.kind != PieceKind::Blank);
        read.map(|piece| (piece.section == Some(list)).then_some(piece.kind))
            .collect()
    }
}

/// The lists that can be merged as wholes: none of them twice in a version, and an item of each in one.
fn whole(pieces: &Three<Vec<BodyPiece>>, apart: &ApartLists) -> BTreeSet<ListKind> {
    let count = |pieces: &[BodyPiece], list: ListKind| {
        let headings = pieces.iter().map(|piece| &piece.kind);
        let is_heading = |kind: &&PieceKind| **kind == PieceKind::Heading(list);
        headings.filter(is_heading).count()
    };
    let all = [&pieces.base, &pieces.ours, &pieces.theirs].into_iter();
    let lists = all.flatten().filter_map(|piece| match piece.kind {
        PieceKind::Item { list, .. } => Some(list),
        _ => None,
    });
    let mut lists: BTreeSet<ListKind> = lists.collect();
    lists
        .retain(|list| !apart.contains_key(list) && pieces.all(|pieces| count(pieces, *list) <= 1));
    lists
}

/// The tokens of a body. The texts in `whole` lists are taken apart by paragraphs.
fn taken_apart<'a>(
    body: &'a str,
    pieces: &[BodyPiece],
    apart: &ApartLists,
    whole: &BTreeSet<ListKind>,
) -> Vec<Token<'a>> {
    let mut tokens = Vec::with_capacity(pieces.len());
    let is_by_lines = |list: &ListKind| apart.get(list) == Some(&Apart::Lines);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        let section = piece.section.filter(|list| whole.contains(list));
        let text = &body[piece.range.clone()];
        match &piece.kind {
            PieceKind::Heading(list) | PieceKind::Item { list, .. } if is_by_lines(list) => {
                tokens.extend(text.split_inclusive('\n').map(line));
            }
            PieceKind::Line if section.is_some() => {
                let end = paragraph_end(body, pieces, at - 1);
                let range = piece.range.start..pieces[end - 1].range.end;
                at = end;
                tokens.push(Token {
                    kind: PieceKind::Line,
                    text: &body[range],
                    section,
                });
            }
            kind => tokens.push(Token {
                kind: kind.clone(),
                text,
                section: section.filter(|_| *kind != PieceKind::Blank),
            }),
        }
    }
    tokens
}

/// A line that is of no list.
fn line(text: &str) -> Token<'_> {
    let kind = match text.trim().is_empty() {
        true => PieceKind::Blank,
        false => PieceKind::Line,
    };
    Token {
        kind,
        text,
        section: None,
    }
}

/// Where the lines end that belong together with one: at a blank line that is not between the fences of code.
fn paragraph_end(body: &str, pieces: &[BodyPiece], start: usize) -> usize {
    let section = pieces[start].section;
    let mut fences = Fences::default();
    let mut end = start;
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        let is_text = match piece.kind {
            PieceKind::Line => piece.section == section,
            PieceKind::Blank => fences.is_open(),
            _ => false,
        };
        if !is_text {
            break;
        }
        fences.hold(&body[piece.range.clone()]);
        if piece.kind == PieceKind::Line {
            end = at + 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{ApartLists, Tokens};
    use crate::git::merge::three::Three;
    use crate::text::{HeadingKeys, PieceKind};

    #[test]
    fn code_is_one_token_whatever_stands_in_it() {
        let body = "## Notes\n\n- a\n\n````\n```\n\n```\n\nb\n````\n\n- c\n";
        let bodies = Three {
            base: body,
            ours: body,
            theirs: body,
        };
        let keys = HeadingKeys::new(&[]);
        let (tokens, _) = Tokens::new(&bodies, &keys, &ApartLists::new());
        let all = (0..tokens.len()).map(|number| tokens.get(number));
        let texts: Vec<&str> = all
            .filter(|token| token.kind == PieceKind::Line)
            .map(|token| token.text)
            .collect();
        assert_eq!(texts, ["````\n```\n\n```\n\nb\n````\n"]);
    }
}
