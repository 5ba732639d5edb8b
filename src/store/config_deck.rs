//! The `deck` of `po.yaml`: a name, or the team's own cards.

use crate::model::{Deck, Hundredths};
use crate::store::config_file::did_you_mean;
use crate::store::field_reader::{FieldReader, short};
use crate::store::front_matter::{Content, Entry, Node};

/// Cards that say something else than a size.
const NO_SIZES: [&str; 6] = [
    "?",
    "\u{2615}",
    "\u{2615}\u{fe0f}",
    "coffee",
    "\u{221e}",
    "break",
];

/// Reads the deck; none where nothing is said, or where no card is a number.
pub(super) fn deck(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<Deck> {
    if entry.value.is_empty() {
        return None;
    }
    match &entry.value.content {
        Content::List { items, .. } => {
            let cards: Vec<Hundredths> =
                items.iter().filter_map(|item| card(item, reader)).collect();
            if cards.is_empty() {
                let message = "`deck` holds no card with a number";
                reader.invalid_node(&entry.value, message, example());
                return None;
            }
            Some(Deck::of(cards))
        }
        Content::Scalar { text, .. } => {
            let deck = Deck::named(text);
            if deck.is_none() {
                let hint = did_you_mean(text.trim(), &Deck::names());
                let message = format!("`{}` is not a deck{hint}", short(text.trim()));
                reader.invalid_node(&entry.value, message, example());
            }
            deck
        }
        _ => {
            let message = "`deck` holds keys and values; a name or a list of numbers is expected";
            reader.invalid_node(&entry.value, message, example());
            None
        }
    }
}

/// The size that a card shows; reported where it is neither a number nor a card such as `?`.
fn card(node: &Node<'_>, reader: &mut FieldReader<'_>) -> Option<Hundredths> {
    let text = node.text().unwrap_or_default().trim();
    let size = text.parse();
    if size.is_err() && !NO_SIZES.contains(&text.to_lowercase().as_str()) {
        let message = format!("`deck`: `{}` is not a number of points", short(text));
        reader.invalid_node(node, message, example());
    }
    size.ok()
}

fn example() -> String {
    format!(
        "write one of {}, or your cards, such as `deck: [1, 2, 4, 8]`",
        Deck::names().join(", ")
    )
}

#[cfg(test)]
mod tests {
    use crate::model::{Config, Deck};
    use crate::store::read_config;

    #[test]
    fn reads_a_name_and_cards_of_the_teams_own() {
        let deck = |text: &str| {
            let (config, found) = read_config(text.as_bytes()).unwrap();
            assert!(found.is_empty(), "{text}: {found:?}");
            config.deck
        };
        assert_eq!(Some(deck("deck: fibonacci\n")), Deck::named("fibonacci"));
        assert_eq!(deck("deck:\n"), Deck::default());
        let own = deck("deck: [8, ½, 2, '?', ☕, 2]\n");
        let cards: Vec<String> = own.cards().iter().map(ToString::to_string).collect();
        assert_eq!((cards.join(" ").as_str(), own.is_chosen), ("0.5 2 8", true));
    }

    #[test]
    fn says_what_is_wrong_and_keeps_what_can_be_used() {
        for (text, words, cards) in [
            (
                "deck: fibonaci\n",
                "`fibonaci` is not a deck; did you mean `fibonacci`?",
                11,
            ),
            (
                "deck: [1, two, 3]\n",
                "`deck`: `two` is not a number of points",
                2,
            ),
            (
                "deck: [1, [2], 3]\n",
                "`deck`: `` is not a number of points",
                2,
            ),
            ("deck: ['?']\n", "`deck` holds no card with a number", 11),
            (
                "deck: {a: 1}\n",
                "`deck` holds keys and values; a name or a list of numbers is expected",
                11,
            ),
        ] {
            let (config, found) = read_config(text.as_bytes()).unwrap();
            let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
            assert_eq!(messages, [words]);
            assert_eq!(found[0].rule, "invalid-config-value");
            assert_eq!(config.deck.cards().len(), cards, "{text}");
            assert_eq!(config.deck.is_chosen, config.deck != Config::default().deck);
        }
    }
}
