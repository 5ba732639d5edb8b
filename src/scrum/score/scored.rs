//! An item's score and what it is made of.

use serde::{Serialize, Serializer};

use crate::model::Hundredths;

use super::ratio::Ratio;

/// A part of a score, under the key that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A number.
    Amount(Hundredths),
    /// A word: a class of MoSCoW.
    Word(&'static str),
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(word) => serializer.serialize_str(word),
            Self::Amount(amount) if amount.hundredths() % 100 == 0 => {
                serializer.serialize_i64(amount.hundredths() / 100)
            }
            Self::Amount(amount) => serializer.serialize_f64(amount.as_f64()),
        }
    }
}

/// An item's score: higher comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The score.
    pub value: Ratio,
    /// What it is made of, in the order of the definition.
    pub parts: Vec<(String, Part)>,
    /// How it is worked out, in short: `8 + 3 + 2 = 13 ÷ 5`.
    pub working: String,
    /// What is unusual about it.
    pub flags: Vec<String>,
}
