//! What a query asks of an item, once its words are understood.

use jiff::civil::Date;

use crate::model::{Config, Hundredths, StateKind, Story};

use super::token::Operator;

/// A condition, or several joined.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    /// All of them; none is met by every item.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
    /// Not that.
    Not(Box<Condition>),
    /// One term.
    Term(Term),
}

/// What the words of `is:` mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Being {
    Open,
    Kind(StateKind),
    Accepted,
    Blocked,
    Waiting,
    Epic,
    Ranked,
}

impl Being {
    pub(super) const WORDS: [(&'static str, Self); 11] = [
        ("open", Self::Open),
        ("new", Self::Kind(StateKind::New)),
        ("ready", Self::Kind(StateKind::Ready)),
        ("started", Self::Kind(StateKind::Started)),
        ("done", Self::Kind(StateKind::Done)),
        ("declined", Self::Kind(StateKind::Declined)),
        ("accepted", Self::Accepted),
        ("blocked", Self::Blocked),
        ("waiting", Self::Waiting),
        ("epic", Self::Epic),
        ("ranked", Self::Ranked),
    ];
}

/// One thing asked of an item. Texts to compare are in lower case.
#[derive(Debug, Clone)]
pub(super) enum Term {
    Is(Being),
    Set { name: String, wanted: bool },
    Text(String),
    Status(String),
    Type(String),
    Sprint(String),
    Epic(String),
    Id(String),
    DependsOn(String),
    Exactly(fn(&Story) -> &[String], String),
    Part(fn(&Story) -> &[String], String),
    Number(fn(&Story) -> Option<Hundredths>, Operator, Hundredths),
    Date(fn(&Story, &Config) -> Option<Date>, Operator, Date, bool),
}

impl Term {
    /// Whether it speaks of states, so that items that are not open are asked for too.
    pub(super) fn names_state(&self) -> bool {
        match self {
            Self::Status(_)
            | Self::Is(Being::Open | Being::Kind(_) | Being::Accepted)
            | Self::Date(_, _, _, true) => true,
            Self::Set { name, wanted } => *wanted && matches!(name.as_str(), "done" | "accepted"),
            _ => false,
        }
    }

    /// Whether the text after the front matter is needed.
    pub(super) fn needs_body(&self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Set { name, .. } => name == "criteria",
            _ => false,
        }
    }
}

impl Condition {
    /// Whether a term that passes `test` stands in here; `plain` leaves out what is negated.
    pub(super) fn mentions(&self, plain: bool, test: &dyn Fn(&Term) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().any(|part| part.mentions(plain, test))
            }
            Self::Not(_) if plain => false,
            Self::Not(inner) => inner.mentions(plain, test),
            Self::Term(term) => test(term),
        }
    }
}
