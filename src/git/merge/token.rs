//! The pieces of three bodies, with equal ones known by one number.

use std::collections::HashMap;

use super::three::Three;
use crate::text::{HeadingKeys, PieceKind, body_pieces};

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: PieceKind,
    /// Its lines.
    pub text: &'a str,
}

/// All different tokens of three bodies; a body is a list of their numbers.
#[derive(Debug, Default)]
pub(super) struct Tokens<'a> {
    all: Vec<Token<'a>>,
    known: HashMap<Token<'a>, usize>,
    /// Whether there is no common version.
    pub no_base: bool,
}

impl<'a> Tokens<'a> {
    /// Takes three bodies apart.
    pub fn new(bodies: &Three<&'a str>, headings: &HeadingKeys) -> (Self, Three<Vec<usize>>) {
        let mut tokens = Self {
            no_base: bodies.base.is_empty(),
            ..Self::default()
        };
        let mut numbers = |body: &'a str| -> Vec<usize> {
            let pieces = body_pieces(body, headings).into_iter();
            let tokens = pieces.map(|piece| {
                tokens.number(Token {
                    kind: piece.kind,
                    text: &body[piece.range],
                })
            });
            tokens.collect()
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
}
