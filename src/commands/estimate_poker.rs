//! Planning poker on one terminal: hidden votes one after another, reveal, discuss, vote again.

use crate::cli::{CommandResult, Desk, Failure, Prompt};
use crate::model::Hundredths;
use crate::scrum::{Card, Round, Spread, cards};

/// More people than these do not share a terminal.
const MOST_PEOPLE: usize = 30;

/// What was played: the rounds, and the size where the team agreed on one.
type Played = (Vec<Round>, Option<Hundredths>);

/// Lets a team vote until it agrees or leaves it; nothing is written here.
///
/// # Errors
/// When nobody can be asked any more.
pub(super) fn play(desk: &Desk<'_>, prompt: Prompt) -> CommandResult<Played> {
    let deck = &desk.config().deck;
    let people = prompt.checked("How many people vote?", "", "Escape leaves it", &|answer| {
        let people = answer.parse::<usize>().ok();
        people
            .filter(|people| (1..=MOST_PEOPLE).contains(people))
            .ok_or_else(|| {
                Failure::invalid(format!("a number from 1 to {MOST_PEOPLE} is expected"))
            })
    })?;
    let mut rounds: Vec<Round> = Vec::new();
    loop {
        let mut votes = Vec::new();
        for person in 1..=people {
            votes.push(vote(desk, prompt, person, people)?);
        }
        let round = Round::new(votes)?;
        let spread = round.spread(deck);
        let out = &desk.context.out;
        out.note(&format!(
            "\nRound {}: {}\n",
            rounds.len() + 1,
            round.words(deck)
        ));
        out.note(&format!("  {}\n", spread.words(deck, rounds.len() + 1)));
        if round.wants_break() {
            out.note("  \u{2615}: somebody would like a break\n");
        }
        rounds.push(round);
        match next(desk, prompt, spread)? {
            Next::Agreed(size) => return Ok((rounds, Some(size))),
            Next::Again => {}
            Next::Leave => return Ok((rounds, None)),
        }
    }
}

/// Asks one person, who types without being seen, until a card of the deck is typed.
fn vote(desk: &Desk<'_>, prompt: Prompt, person: usize, people: usize) -> CommandResult<Card> {
    let deck = &desk.config().deck;
    let question = format!("Person {person} of {people}, your card?");
    let help = format!("hidden: {} ? \u{2615} (or break)", cards(deck));
    loop {
        match Card::read(&prompt.hidden(&question, &help)?, deck) {
            Ok(card) => return Ok(card),
            // What was typed stays hidden also where it is no card.
            Err(_) => desk
                .context
                .out
                .note(&format!("no such card: {} ? \u{2615}\n", cards(deck))),
        }
    }
}

/// What the team does after a round.
enum Next {
    Agreed(Hundredths),
    Again,
    Leave,
}

fn next(desk: &Desk<'_>, prompt: Prompt, spread: Spread) -> CommandResult<Next> {
    let deck = &desk.config().deck;
    let default = match spread {
        Spread::Agreed(size) => deck.label(size),
        _ => "again".to_owned(),
    };
    let help =
        "a card: the team agrees on it · again: next round · leave: keep the votes, no estimate";
    prompt.checked(
        "Estimate?",
        &default,
        help,
        &|answer| match answer.to_lowercase().as_str() {
            "again" | "a" => Ok(Next::Again),
            "leave" | "q" | "quit" => Ok(Next::Leave),
            _ => match Card::read(&answer, deck)? {
                Card::Size(size) => Ok(Next::Agreed(size)),
                _ => Err(Failure::invalid("an estimate is a card with a size")),
            },
        },
    )
}
