//! Planning poker: cards, rounds, and what a round of votes says.

use std::fmt;

use crate::model::{Deck, Hundredths};

/// What a person lays on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Card {
    /// A size of the deck.
    Size(Hundredths),
    /// `?`: something must be known first.
    Unknown,
    /// `☕`: a break would help.
    Break,
}

/// Why a text is no card or no round.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EstimationError {
    /// No card of the deck shows that.
    #[error("`{card}` is not on the deck: {deck}")]
    OffTheDeck {
        /// As it was written.
        card: String,
        /// The cards that there are.
        deck: String,
        /// The next lower and the next higher card, where it is a number.
        around: (Option<String>, Option<String>),
    },
    /// Nobody voted.
    #[error("a round needs votes")]
    NoVotes,
}

impl Card {
    /// Reads a card of the deck; `?` and `☕` (or `coffee`, `break`) belong to each.
    ///
    /// # Errors
    /// When no card shows that.
    pub fn read(text: &str, deck: &Deck) -> Result<Self, EstimationError> {
        let text = text.trim();
        if let Some(size) = deck.card(text) {
            return Ok(Self::Size(size));
        }
        match text.to_lowercase().as_str() {
            "?" | "\u{ff1f}" => return Ok(Self::Unknown),
            "\u{2615}" | "\u{2615}\u{fe0f}" | "coffee" | "break" => return Ok(Self::Break),
            _ => {}
        }
        let around = text.parse().map_or((None, None), |size| {
            let (lower, higher) = deck.around(size);
            (
                lower.map(|card| deck.label(card)),
                higher.map(|card| deck.label(card)),
            )
        });
        Err(EstimationError::OffTheDeck {
            card: text.chars().take(40).collect(),
            deck: cards(deck),
            around,
        })
    }

    /// What it shows.
    #[must_use]
    pub fn label(self, deck: &Deck) -> String {
        match self {
            Self::Size(size) => deck.label(size),
            Self::Unknown => "?".to_owned(),
            Self::Break => "\u{2615}".to_owned(),
        }
    }
}

/// The cards of a deck with a size, in a line.
#[must_use]
pub fn cards(deck: &Deck) -> String {
    let labels: Vec<String> = deck.cards().iter().map(|card| deck.label(*card)).collect();
    labels.join(" ")
}

/// One round of votes, from low to high: who laid which card is nobody's business later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round(Vec<Card>);

/// What a round says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// All laid the same card.
    Agreed(Hundredths),
    /// Lowest and highest are neighbours in the deck: take the higher, or vote again.
    OneApart {
        /// The lower card.
        lower: Hundredths,
        /// The higher card.
        higher: Hundredths,
    },
    /// Two or more cards apart: discuss, and consider splitting the item.
    FarApart {
        /// The lowest card.
        lowest: Hundredths,
        /// The highest card.
        highest: Hundredths,
        /// How many cards apart they are, at least two.
        steps: usize,
    },
    /// Somebody laid `?`: information is missing, whatever the others say.
    MissingInformation {
        /// How many did.
        unknown: usize,
    },
    /// Nobody laid a size.
    NoSize,
}

impl Round {
    /// Returns the round of those cards.
    ///
    /// # Errors
    /// When there are none.
    pub fn new(mut cards: Vec<Card>) -> Result<Self, EstimationError> {
        if cards.is_empty() {
            return Err(EstimationError::NoVotes);
        }
        cards.sort_unstable();
        Ok(Self(cards))
    }

    /// Reads `5,8,13`, `5 8 13` or `Ann: 5, Ben: 8`; names are dropped.
    ///
    /// # Errors
    /// When a vote is on no card of the deck, or there is none.
    pub fn read(text: &str, deck: &Deck) -> Result<Self, EstimationError> {
        let has_commas = text.contains([',', ';', '\n']);
        let parts = text.split(|c: char| match c {
            ',' | ';' | '\n' => true,
            c => !has_commas && c.is_whitespace(),
        });
        let votes = parts
            .map(|part| part.rsplit([':', '=']).next().unwrap_or(part).trim())
            .filter(|vote| !vote.is_empty());
        Self::new(
            votes
                .map(|vote| Card::read(vote, deck))
                .collect::<Result<_, _>>()?,
        )
    }

    /// The cards, from low to high, `?` and `☕` last.
    #[must_use]
    pub fn cards(&self) -> &[Card] {
        &self.0
    }

    /// Whether somebody wants a break.
    #[must_use]
    pub fn wants_break(&self) -> bool {
        self.0.contains(&Card::Break)
    }

    /// What the round says, in steps of the deck; never a mean.
    #[must_use]
    pub fn spread(&self, deck: &Deck) -> Spread {
        let unknown = self.0.iter().filter(|card| **card == Card::Unknown).count();
        if unknown > 0 {
            return Spread::MissingInformation { unknown };
        }
        let mut sizes = self.0.iter().filter_map(|card| match card {
            Card::Size(size) => Some(*size),
            _ => None,
        });
        let Some(lowest) = sizes.next() else {
            return Spread::NoSize;
        };
        let highest = sizes.next_back().unwrap_or(lowest);
        match deck.steps(lowest, highest).unwrap_or(0) {
            0 => Spread::Agreed(lowest),
            1 => Spread::OneApart {
                lower: lowest,
                higher: highest,
            },
            steps => Spread::FarApart {
                lowest,
                highest,
                steps,
            },
        }
    }

    /// The cards in a line: `5 8 8 13`.
    #[must_use]
    pub fn words(&self, deck: &Deck) -> String {
        let labels: Vec<String> = self.0.iter().map(|card| card.label(deck)).collect();
        labels.join(" ")
    }
}

impl Spread {
    /// What a team does with it, in words; `round` counts from 1.
    #[must_use]
    pub fn words(self, deck: &Deck, round: usize) -> String {
        let label = |size| deck.label(size);
        match self {
            Self::Agreed(size) => format!("all say {}", label(size)),
            Self::OneApart { lower, higher } => format!(
                "{} and {} are one card apart: take the higher, or vote again",
                label(lower),
                label(higher)
            ),
            Self::FarApart {
                lowest,
                highest,
                steps,
            } => {
                let advice = if round > 1 {
                    "apart again: split it, or find out what is not said"
                } else {
                    "apart: let both say why, vote again, and consider splitting it"
                };
                format!(
                    "{} and {} are {steps} cards {advice}",
                    label(lowest),
                    label(highest)
                )
            }
            Self::MissingInformation { unknown: 1 } => {
                "one `?`: information is missing; ask for it first".to_owned()
            }
            Self::MissingInformation { unknown } => {
                format!("{unknown} `?`: information is missing; ask for it first")
            }
            Self::NoSize => "nobody named a size".to_owned(),
        }
    }

    /// The size that all named, where they did.
    #[must_use]
    pub fn agreed(self) -> Option<Hundredths> {
        match self {
            Self::Agreed(size) => Some(size),
            _ => None,
        }
    }
}

/// What stands at the end of an estimation on which nobody agreed yet.
pub const NOT_AGREED: &str = "not agreed";

/// An estimation as the item keeps it: `votes 5 8 8 13, then 8 8 8 8: 8`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimation<'a> {
    /// The deck.
    pub deck: &'a Deck,
    /// Its rounds, in order; none where the team agreed without cards.
    pub rounds: &'a [Round],
    /// The size, where the team agreed on one.
    pub agreed: Option<Hundredths>,
    /// The estimate before, where it was another one.
    pub was: Option<Hundredths>,
}

impl Estimation<'_> {
    /// The rounds alone: `5 8 8 13, then 8 8 8 8`.
    #[must_use]
    pub fn rounds(&self) -> String {
        let rounds: Vec<String> = self.rounds.iter().map(|r| r.words(self.deck)).collect();
        rounds.join(", then ")
    }

    /// What came of it: `8`, `M (3)` or `not agreed`.
    #[must_use]
    pub fn result(&self) -> String {
        let Some(size) = self.agreed else {
            return NOT_AGREED.to_owned();
        };
        let (label, number) = (self.deck.label(size), size.to_string());
        if label == number {
            number
        } else {
            format!("{label} ({number})")
        }
    }
}

impl fmt::Display for Estimation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rounds.is_empty() {
            write!(f, "agreed: {}", self.result())?;
        } else {
            write!(f, "votes {}: {}", self.rounds(), self.result())?;
        }
        match self.was {
            Some(was) => write!(f, ", was {}", self.deck.label(was)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Card, Estimation, EstimationError, Round, Spread};
    use crate::model::{Deck, Hundredths};

    fn round(text: &str) -> Round {
        Round::read(text, &Deck::default()).unwrap()
    }

    #[test]
    fn the_spread_counts_cards() {
        let deck = Deck::default();
        let size = Hundredths::whole;
        let spread = |text: &str| round(text).spread(&deck);
        assert_eq!(spread("8,8,8"), Spread::Agreed(size(8)));
        assert_eq!(spread("8"), Spread::Agreed(size(8)));
        let one = Spread::OneApart {
            lower: size(13),
            higher: size(20),
        };
        assert_eq!(spread("20 13 20"), one);
        let far = |lowest, highest, steps| Spread::FarApart {
            lowest: size(lowest),
            highest: size(highest),
            steps,
        };
        assert_eq!(spread("5,13"), far(5, 13, 2));
        assert_eq!(spread("Ann: 100, Ben = 0"), far(0, 100, 10));
        assert_eq!(spread("8 8 ?"), Spread::MissingInformation { unknown: 1 });
        assert_eq!(spread("☕ coffee"), Spread::NoSize);
        assert_eq!(spread("8 8 ☕"), Spread::Agreed(size(8)));
        assert!(round("8 ☕").wants_break());
    }

    #[test]
    fn what_is_on_no_card_is_refused_with_its_neighbours() {
        let deck = Deck::default();
        let error = Card::read("6", &deck).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`6` is not on the deck: 0 0.5 1 2 3 5 8 13 20 40 100"
        );
        let EstimationError::OffTheDeck { around, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(around, (Some("5".to_owned()), Some("8".to_owned())));
        for text in ["-3", "NaN", "5,8 13", "", "1e3", "XL"] {
            assert!(Round::read(text, &deck).is_err(), "{text}");
        }
    }

    #[test]
    fn keeps_each_vote_and_no_name() {
        let deck = Deck::default();
        let rounds = [round("Zoe: 13, Ann: 5, Ben: 8, Cem: 8"), round("8 8 8 8")];
        let mut estimation = Estimation {
            deck: &deck,
            rounds: &rounds,
            agreed: Some(Hundredths::whole(8)),
            was: None,
        };
        assert_eq!(estimation.to_string(), "votes 5 8 8 13, then 8 8 8 8: 8");
        estimation.agreed = None;
        estimation.rounds = &rounds[..1];
        assert_eq!(estimation.to_string(), "votes 5 8 8 13: not agreed");
        let shirts = Deck::named("t-shirts").unwrap();
        let estimation = Estimation {
            deck: &shirts,
            rounds: &[],
            agreed: shirts.card("m"),
            was: shirts.card("xl"),
        };
        assert_eq!(estimation.to_string(), "agreed: M (3), was XL");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in any::<String>()) {
            let deck = Deck::default();
            if let Ok(round) = Round::read(&text, &deck) {
                let _ = round.spread(&deck);
                prop_assert_eq!(Round::read(&round.words(&deck), &deck), Ok(round));
            }
        }

        #[test]
        fn what_is_agreed_was_voted(picks in vec(0..11usize, 1..8)) {
            let deck = Deck::default();
            let votes: Vec<Card> = picks.iter().map(|at| Card::Size(deck.cards()[*at])).collect();
            let spread = Round::new(votes.clone()).unwrap().spread(&deck);
            let steps = picks.iter().max().unwrap() - picks.iter().min().unwrap();
            prop_assert_eq!(spread.agreed().is_some(), steps == 0);
            let far = matches!(spread, Spread::FarApart { steps: found, .. } if found == steps);
            prop_assert_eq!(far, steps >= 2);
            prop_assert!(spread.agreed().is_none_or(|size| votes.contains(&Card::Size(size))));
        }
    }
}
