//! The cards with which a team estimates: the sizes an item can have.

use super::hundredths::Hundredths;

/// The decks that have a name, with their cards in hundredths of a point, from low to high.
const NAMED: [(&str, &[i64]); 4] = [
    (
        "modified-fibonacci",
        &[0, 50, 100, 200, 300, 500, 800, 1300, 2000, 4000, 10_000],
    ),
    (
        "fibonacci",
        &[0, 100, 200, 300, 500, 800, 1300, 2100, 3400, 5500, 8900],
    ),
    ("powers-of-two", &[0, 100, 200, 400, 800, 1600, 3200, 6400]),
    ("t-shirts", &[100, 200, 300, 500, 800, 1300]),
];

/// What the cards of `t-shirts` show instead of their points.
const SHIRTS: &[&str] = &["XS", "S", "M", "L", "XL", "XXL"];

/// A deck of planning poker, without the cards that are no size (`?`, a cup of coffee).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// Its cards, from low to high, none twice.
    cards: Vec<Hundredths>,
    /// What they show, as many as there are cards; empty where they show their numbers.
    labels: &'static [&'static str],
    /// Whether the team chose it in `po.yaml`.
    pub is_chosen: bool,
}

impl Default for Deck {
    /// The deck of Mike Cohn, `modified-fibonacci`: ½ and 0 at one end, 20, 40 and 100 at the other.
    fn default() -> Self {
        Self {
            is_chosen: false,
            ..Self::all()[0].1.clone()
        }
    }
}

impl Deck {
    /// The names of decks.
    #[must_use]
    pub fn names() -> [&'static str; 4] {
        NAMED.map(|(name, _)| name)
    }

    /// Every deck that has a name.
    #[must_use]
    pub fn all() -> [(&'static str, Self); 4] {
        NAMED.map(|(name, cards)| {
            let cards = cards.iter().copied().map(Hundredths::from_hundredths);
            let labels = if name == "t-shirts" { SHIRTS } else { &[] };
            let deck = Self {
                labels,
                ..Self::of(cards)
            };
            (name, deck)
        })
    }

    /// The deck of that name; case, blanks, dashes and underscores do not matter.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        let found = Self::all().into_iter().find(|(known, _)| *known == name);
        found.map(|(_, deck)| deck)
    }

    /// Returns a deck of those cards, in any order.
    #[must_use]
    pub fn of(cards: impl IntoIterator<Item = Hundredths>) -> Self {
        let mut cards: Vec<Hundredths> = cards.into_iter().collect();
        cards.sort_unstable();
        cards.dedup();
        Self {
            cards,
            labels: &[],
            is_chosen: true,
        }
    }

    /// Its cards, from low to high.
    #[must_use]
    pub fn cards(&self) -> &[Hundredths] {
        &self.cards
    }

    /// Whether a card shows that size.
    #[must_use]
    pub fn holds(&self, points: Hundredths) -> bool {
        self.cards.binary_search(&points).is_ok()
    }

    /// What the card of a size shows: `M` where the team plays with T-shirts, else its number.
    #[must_use]
    pub fn label(&self, points: Hundredths) -> String {
        let at = self.cards.binary_search(&points).ok();
        let label = at.and_then(|at| self.labels.get(at));
        label.map_or_else(|| points.to_string(), |label| (*label).to_owned())
    }

    /// The size of the card that shows `text`, or that has so many points; none where no card does.
    #[must_use]
    pub fn card(&self, text: &str) -> Option<Hundredths> {
        let text = text.trim();
        let mut labels = self.labels.iter();
        if let Some(at) = labels.position(|label| label.eq_ignore_ascii_case(text)) {
            return self.cards.get(at).copied();
        }
        let size = if text == "1/2" { "½" } else { text }.parse().ok()?;
        self.holds(size).then_some(size)
    }

    /// How many cards lie between two sizes, from one to the other; none where a size is on no card.
    #[must_use]
    pub fn steps(&self, from: Hundredths, to: Hundredths) -> Option<usize> {
        let place = |size| self.cards.binary_search(&size).ok();
        Some(place(from)?.abs_diff(place(to)?))
    }

    /// The cards next to a size that no card shows: the next lower one and the next higher one.
    #[must_use]
    pub fn around(&self, points: Hundredths) -> (Option<Hundredths>, Option<Hundredths>) {
        let higher = self.cards.partition_point(|card| *card <= points);
        let lower = self.cards[..higher].iter().rfind(|card| **card < points);
        (lower.copied(), self.cards.get(higher).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::Deck;
    use crate::model::Hundredths;

    #[test]
    fn the_usual_deck_has_a_half_and_twenty() {
        let deck = Deck::default();
        let texts: Vec<String> = deck.cards().iter().map(ToString::to_string).collect();
        assert_eq!(texts.join(" "), "0 0.5 1 2 3 5 8 13 20 40 100");
        assert!(!deck.is_chosen && deck.holds("½".parse().unwrap()));
        assert!(!deck.holds(Hundredths::whole(21)));
    }

    #[test]
    fn decks_are_found_by_any_spelling_of_their_names() {
        assert!(
            Deck::named("Powers of two")
                .unwrap()
                .holds(Hundredths::whole(16))
        );
        assert!(
            Deck::named("FIBONACCI")
                .unwrap()
                .holds(Hundredths::whole(21))
        );
        assert!(Deck::named("tea leaves").is_none());
        for (name, deck) in Deck::all() {
            assert_eq!(Deck::named(name), Some(deck));
        }
    }

    #[test]
    fn cards_are_known_by_what_they_show() {
        let shirts = Deck::named("T shirts").unwrap();
        assert_eq!(shirts.card(" xl "), Some(Hundredths::whole(8)));
        assert_eq!(shirts.card("8"), shirts.card("XL"));
        assert_eq!(shirts.label(Hundredths::whole(3)), "M");
        assert_eq!(shirts.card("4"), None);
        let deck = Deck::default();
        assert_eq!(deck.card("1/2"), "½".parse().ok());
        assert_eq!((deck.card("XL"), deck.card("6")), (None, None));
        let steps = |from, to| deck.steps(Hundredths::whole(from), Hundredths::whole(to));
        assert_eq!(
            (steps(5, 13), steps(8, 5), steps(5, 6)),
            (Some(2), Some(1), None)
        );
    }

    #[test]
    fn the_next_cards_stand_on_either_side() {
        let deck = Deck::of([8, 2, 2, 5].map(Hundredths::whole));
        let around = |points| {
            let (lower, higher) = deck.around(Hundredths::whole(points));
            (
                lower.map(Hundredths::hundredths),
                higher.map(Hundredths::hundredths),
            )
        };
        assert_eq!(around(3), (Some(200), Some(500)));
        assert_eq!(around(1), (None, Some(200)));
        assert_eq!(around(9), (Some(800), None));
        assert_eq!(Deck::of([]).around(Hundredths::ZERO), (None, None));
    }
}
