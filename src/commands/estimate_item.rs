//! What an estimation does to one item: whether it may, the change to its file, and what is told.

use crate::cli::{CommandResult, Desk, ErrorKind, Failure, Told};
use crate::model::{Backlog, Change, Edit, Hundredths, Splice, StateKind, Story, Value};
use crate::scrum::{Card, Estimation, NOT_AGREED, Round, Spread};
use crate::text;

/// What came of estimating an item.
pub(super) struct Settled<'a> {
    pub(super) rounds: &'a [Round],
    pub(super) agreed: Option<Hundredths>,
}

/// Whether an item can be estimated.
///
/// # Errors
/// When it is done or declined, or an epic whose children are.
pub(super) fn estimable(backlog: &Backlog, story: &Story) -> CommandResult<()> {
    let id = &story.id;
    let refused = |message: String| Failure::new(ErrorKind::Refused, message);
    match backlog.kind(story) {
        StateKind::Done => Err(refused(format!(
            "`{id}` is {}: its estimate belongs to the past",
            story.status
        ))
        .hint(format!(
            "po set {} points=… corrects what was wrong",
            id.number()
        ))),
        StateKind::Declined => Err(refused(format!("`{id}` is {}", story.status))
            .hint(format!("po ready {} takes it up again", id.number()))),
        _ if backlog.has_children(story) => {
            let children: Vec<String> = backlog
                .children(story)
                .filter(|child| backlog.is_open(child))
                .map(|child| child.id.number().to_string())
                .collect();
            let failure = refused(format!("`{id}` is as large as its children come to"));
            Err(if children.is_empty() {
                failure
            } else {
                failure.hint(format!("po estimate {}", children.join(" ")))
            })
        }
        _ => Ok(()),
    }
}

/// Why a text is no card that an item can have.
pub(super) fn off_the_deck(desk: &Desk<'_>, text: &str) -> Failure {
    match Card::read(text, &desk.config().deck) {
        Err(error) => error.into(),
        Ok(_) => Failure::invalid(format!("`{}` is no size", text.trim()))
            .hint("--votes takes it; an estimate is a card with a size"),
    }
}

/// The change that an estimation makes to an item, and what is told about it.
pub(super) fn estimated(
    desk: &Desk<'_>,
    story: &Story,
    outcome: &Settled<'_>,
    told: &mut Told,
) -> Option<Change> {
    let deck = &desk.config().deck;
    let name = format!("{} {}", story.id, story.title);
    let Settled { rounds, agreed } = outcome;
    if rounds.is_empty() && story.points == *agreed {
        told.line(&story.id, format!("{name}: has that estimate already"));
        return None;
    }
    let was = story
        .points
        .filter(|was| agreed.is_some_and(|agreed| agreed != *was));
    let estimation = Estimation {
        deck,
        rounds,
        agreed: *agreed,
        was,
    };
    let mut edits = Vec::new();
    if let Some(agreed) = agreed.filter(|agreed| story.points != Some(*agreed)) {
        edits.push(Edit::set("points", Value::Plain(agreed.to_string())));
    }
    let body = story.body.as_deref().unwrap_or_default();
    edits.push(Edit::Body(line(desk, body, &estimation)));
    let result = match (*agreed, was) {
        (Some(_), Some(was)) => format!("estimate {} → {}", deck.label(was), estimation.result()),
        (Some(_), None) => format!("estimate {}", estimation.result()),
        (None, _) => estimation.result(),
    };
    let votes = if rounds.is_empty() {
        String::new()
    } else {
        format!(" · votes {}", estimation.rounds())
    };
    told.line(&story.id, format!("{name}: {result}{votes}"));
    say_spread(desk, story, outcome, told);
    Some(Change::edit(&*story.path, edits))
}

/// What the last round says, and the next step.
fn say_spread(desk: &Desk<'_>, story: &Story, outcome: &Settled<'_>, told: &mut Told) {
    let Settled { rounds, agreed } = outcome;
    let deck = &desk.config().deck;
    let number = story.id.number();
    let last = rounds.last().map(|round| (round, round.spread(deck)));
    if let Some((round, spread)) = last {
        if agreed.is_none() {
            told.lines
                .push(format!("  {}", spread.words(deck, rounds.len())));
        }
        if round.wants_break() {
            told.lines
                .push("  \u{2615}: somebody would like a break".to_owned());
        }
        match spread {
            _ if agreed.is_some() => {}
            Spread::OneApart { higher, .. } => told.hints.push(format!(
                "po estimate {number} --points {}, or --votes … for the next round",
                deck.label(higher)
            )),
            Spread::FarApart { .. } => {
                told.hints
                    .push(format!("po estimate {number} --votes … for the next round"));
                told.hints.push(format!("po split {number} \"…\" \"…\""));
            }
            Spread::MissingInformation { .. } => {
                told.hints
                    .push(format!("po note {number} \"…?\" --question"));
            }
            _ => {}
        }
    }
    if agreed.is_some() && desk.config().kind_of(&story.status) == StateKind::New {
        told.hints
            .push(format!("po ready {number}: names what is still missing"));
    }
}

/// The dated line: the open one of today goes on, else a new one begins.
fn line(desk: &Desk<'_>, body: &str, estimation: &Estimation<'_>) -> Splice {
    let today = desk.today();
    let open = format!(": {NOT_AGREED}");
    let last = text::dated_lines(body, "Estimation").pop();
    let last = last.filter(|line| {
        line.date == Some(today) && line.text.starts_with("votes ") && line.answers.is_empty()
    });
    if let Some(line) = last
        && let Some(before) = body[line.range.clone()].trim_end().strip_suffix(&open)
    {
        let start = line.range.start + before.len();
        let words = if estimation.rounds.is_empty() {
            format!(": {}", estimation.result())
        } else {
            format!(", then {}: {}", estimation.rounds(), estimation.result())
        };
        return Splice {
            range: start..start + open.len(),
            text: words,
        };
    }
    text::append_dated(body, "Estimation", today, &estimation.to_string(), false)
}
