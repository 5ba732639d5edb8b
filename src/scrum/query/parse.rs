//! A query: read from its text, and what it tells of itself.

use crate::model::Config;

use super::error::QueryError;
use super::term::{Condition, Term};
use super::token::{Kind, Token, tokens};
use super::values::condition;

/// The most groups within groups.
const DEEPEST: usize = 32;

/// The longest query, in bytes.
const LONGEST: usize = 16 * 1024;

/// What items are asked for.
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) condition: Condition,
    /// Whether items that are not open are asked for by `--all`.
    pub(super) all: bool,
}

impl Default for Query {
    /// Asks for every item.
    fn default() -> Self {
        Self {
            condition: Condition::All(Vec::new()),
            all: false,
        }
    }
}

impl Query {
    /// Reads a query. All its terms must be met; `or` (or `|`) parts alternatives and binds less than what stands side by
    /// side; `-` or `not` negates a term or a group in parentheses; commas part alternatives of a value.
    ///
    /// # Errors
    /// [`QueryError`] with the place in `text`: an unknown key, state, type or `is:`, a number or date that is none, an
    /// open quotation or parenthesis.
    pub fn parse(text: &str, config: &Config) -> Result<Self, QueryError> {
        if text.len() > LONGEST {
            let message = format!("the query is longer than {LONGEST} bytes");
            return Err(QueryError::new(0..0, message));
        }
        let tokens = tokens(text)?;
        let mut parser = Parser {
            tokens: &tokens,
            at: 0,
            end: text.len(),
            config,
        };
        let condition = parser.alternatives(0)?;
        if let Some(token) = parser.peek() {
            let error = QueryError::new(token.at.clone(), "this `)` closes nothing");
            return Err(error);
        }
        Ok(Self {
            condition,
            all: false,
        })
    }

    /// Returns the query for items that meet both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            condition: Condition::All(vec![self.condition, other.condition]),
            all: self.all || other.all,
        }
    }

    /// Whether the body of stories is needed: for words to look for and for acceptance criteria.
    #[must_use]
    pub fn needs_body(&self) -> bool {
        self.condition.mentions(false, &Term::needs_body)
    }

    /// Whether it speaks of states, negated or not.
    #[must_use]
    pub fn names_state(&self) -> bool {
        self.condition.mentions(false, &Term::names_state)
    }

    /// Whether it asks for the items of a Sprint.
    #[must_use]
    pub fn names_sprint(&self) -> bool {
        let test = |term: &Term| matches!(term, Term::Sprint(_));
        self.condition.mentions(true, &test)
    }

    /// Whether it asks for an item by its id.
    #[must_use]
    pub fn names_id(&self) -> bool {
        let test = |term: &Term| matches!(term, Term::Id(_));
        self.condition.mentions(true, &test)
    }

    /// Whether items that are done or declined are shown too: asked for, or a state, a Sprint or an id is named.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.all || self.names_state() || self.names_sprint() || self.names_id()
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
    config: &'a Config,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn take_if(&mut self, kind: &Kind) -> Option<&'a Token> {
        let token = self.peek().filter(|token| token.kind == *kind)?;
        self.at += 1;
        Some(token)
    }

    fn alternatives(&mut self, depth: usize) -> Result<Condition, QueryError> {
        let mut any = vec![self.side_by_side(depth)?];
        while let Some(or) = self.take_if(&Kind::Or) {
            let next = self.side_by_side(depth)?;
            if [any.last(), Some(&next)]
                .into_iter()
                .flatten()
                .any(is_empty)
            {
                let error = QueryError::new(or.at.clone(), "a term is missing beside `or`");
                return Err(error.hint("to look for the word itself, write `\"or\"`"));
            }
            any.push(next);
        }
        Ok(if any.len() == 1 {
            any.remove(0)
        } else {
            Condition::Any(any)
        })
    }

    fn side_by_side(&mut self, depth: usize) -> Result<Condition, QueryError> {
        let mut all = Vec::new();
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Or | Kind::Close => break,
                Kind::And => self.at += 1,
                _ => all.push(self.negated(depth)?),
            }
        }
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Condition::All(all)
        })
    }

    fn negated(&mut self, depth: usize) -> Result<Condition, QueryError> {
        let mut negated = false;
        let mut last = None;
        while let Some(not) = self.take_if(&Kind::Not) {
            negated = !negated;
            last = Some(not);
        }
        let Some(token) = self.peek() else {
            let at = last.map_or(self.end..self.end, |not| not.at.clone());
            return Err(QueryError::new(at, "a term is missing behind this"));
        };
        self.at += 1;
        let condition = match &token.kind {
            Kind::Open => self.group(token, depth + 1)?,
            Kind::Words(words) => Condition::Term(Term::Text(words.to_lowercase())),
            Kind::Term {
                key,
                operator,
                values,
            } => condition(&token.at, key, *operator, values, self.config)?,
            Kind::Close | Kind::Or | Kind::And | Kind::Not => {
                return Err(QueryError::new(
                    token.at.clone(),
                    "a term is missing before this",
                ));
            }
        };
        Ok(if negated {
            Condition::Not(Box::new(condition))
        } else {
            condition
        })
    }

    fn group(&mut self, open: &Token, depth: usize) -> Result<Condition, QueryError> {
        if depth > DEEPEST {
            let message = format!("more than {DEEPEST} groups within groups");
            return Err(QueryError::new(open.at.clone(), message));
        }
        let inner = self.alternatives(depth)?;
        if self.take_if(&Kind::Close).is_none() {
            return Err(QueryError::new(open.at.clone(), "this `(` is not closed"));
        }
        if is_empty(&inner) {
            return Err(QueryError::new(
                open.at.clone(),
                "there is nothing in these parentheses",
            ));
        }
        Ok(inner)
    }
}

fn is_empty(condition: &Condition) -> bool {
    matches!(condition, Condition::All(parts) if parts.is_empty())
}
