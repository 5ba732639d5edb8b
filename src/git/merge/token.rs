//! The pieces of three bodies, with equal ones known by one number.

use std::collections::{BTreeSet, HashMap};

use super::three::Three;
use crate::text::{HeadingKeys, ListKind, PieceKind, body_pieces};

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: PieceKind,
    /// Its lines.
    pub text: &'a str,
}

impl<'a> Token<'a> {
    /// A line that is of no list.
    fn line(text: &'a str) -> Self {
        let kind = match text.trim().is_empty() {
            true => PieceKind::Blank,
            false => PieceKind::Line,
        };
        Self { kind, text }
    }
}

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
    /// Takes three bodies apart. The lists in `cut` are lines like others.
    pub fn new(
        bodies: &Three<&'a str>,
        headings: &'a HeadingKeys,
        cut: &BTreeSet<ListKind>,
    ) -> (Self, Three<Vec<usize>>) {
        let mut tokens = Self {
            all: Vec::new(),
            known: HashMap::new(),
            headings,
            no_base: bodies.base.is_empty(),
        };
        let mut numbers = |body: &'a str| -> Vec<usize> {
            let mut numbers = Vec::new();
            for piece in body_pieces(body, headings) {
                let text = &body[piece.range];
                match &piece.kind {
                    PieceKind::Heading(list) | PieceKind::Item { list, .. }
                        if cut.contains(list) =>
                    {
                        let lines = text.split_inclusive('\n').map(Token::line);
                        numbers.extend(lines.map(|line| tokens.number(line)));
                    }
                    _ => numbers.push(tokens.number(Token {
                        kind: piece.kind,
                        text,
                    })),
                }
            }
            numbers
        };
        let numbers = Three {
            base: numbers(bodies.base),
            ours: numbers(bodies.ours),
            theirs: numbers(bodies.theirs),
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

    /// The items of a text that stands as a list of a kind below its heading, as they are read there.
    pub fn items_of(&self, list: ListKind, text: &str) -> Vec<PieceKind> {
        let is_heading = |token: &&Token<'_>| token.kind == PieceKind::Heading(list);
        let heading = self.all.iter().find(is_heading);
        let body = format!("{}\n{text}", heading.map_or("", |token| token.text));
        let pieces = body_pieces(&body, self.headings).into_iter();
        pieces
            .map(|piece| piece.kind)
            .filter(|kind| matches!(kind, PieceKind::Item { .. }))
            .collect()
    }
}
