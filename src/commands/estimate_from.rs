//! `po estimate --from`: votes and estimates out of a planning poker tool's table.

use std::collections::HashMap;
use std::path::Path;

use crate::cli::{CommandResult, Desk, Failure, Told, WriteArgs, decode_text, read_bytes};
use crate::commands::estimate_item::{Settled, estimable, estimated, off_the_deck};
use crate::exchange::{VotedStory, read_votes};
use crate::model::{Backlog, Deck, Hundredths, Resolved, Story};
use crate::scrum::{Card, Round};
use crate::store::Depth;
use crate::text;

/// Takes over what a table says, all of it or nothing.
///
/// # Errors
/// When the file is no such table, a card in it is not on the deck, or no row belongs to an item.
pub(super) fn from_table(
    desk: &Desk<'_>,
    path: &Path,
    ids: &[String],
    write: &WriteArgs,
) -> CommandResult {
    let bytes = read_bytes(path)?;
    let shown = path.display().to_string();
    let source = decode_text(&bytes);
    let named = format!("estimate from {shown}");
    desk.change(&named, write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let wanted: Vec<&Story> = desk.pick_all(&backlog, ids)?;
        let is_key = |text: &str| backlog.find(text).is_some();
        let rows = read_votes(&source, &is_key)
            .map_err(|error| Failure::from(error).hint(format!("`{shown}` was read")))?;
        let mut told = Told::default();
        let mut changes = Vec::new();
        let titles = titles(&backlog);
        let mut found: HashMap<&str, u64> = HashMap::new();
        for row in &rows {
            let left_out = |why: &str| format!("line {}: {} {why}", row.line, name(row));
            let story = match matched(&backlog, &titles, row, &wanted) {
                Ok(story) => story,
                Err(why) => {
                    told.after.push(left_out(why));
                    continue;
                }
            };
            if !wanted.is_empty() && !wanted.iter().any(|one| one.path == story.path) {
                told.after.push(left_out("was not asked for"));
                continue;
            }
            let (rounds, agreed) = settled(desk, row, &shown)?;
            if rounds.is_empty() && agreed.is_none() {
                told.after
                    .push(left_out("has neither votes nor an estimate"));
                continue;
            }
            if let Err(failure) = estimable(&backlog, story) {
                told.after
                    .push(left_out(&format!("was left alone: {}", failure.error)));
                continue;
            }
            if let Some(first) = found.insert(&story.path, row.line) {
                return Err(Failure::invalid(format!(
                    "`{}` stands in lines {first} and {} of `{shown}`",
                    story.id, row.line
                ))
                .hint("leave one of them; nothing was changed"));
            }
            let settled = Settled {
                rounds: &rounds,
                agreed,
            };
            let read = store.open_at(&story.path);
            let story = read.map_err(|_| Failure::not_found(format!("no `{}`", story.path)))?;
            let hints = told.hints.len();
            changes.extend(estimated(desk, &story, &settled, &mut told));
            // A table holds many: one next step at the end is enough.
            told.hints.truncate(hints);
        }
        if found.is_empty() {
            let failure =
                Failure::not_found(format!("no estimate in `{shown}` is for an item here"));
            return Err(failure
                .hints(told.after)
                .hint("rows are matched by id, alias or title"));
        }
        let count = told.after.len();
        if count > 0 {
            let rows = if count == 1 {
                "1 row was".to_owned()
            } else {
                format!("{count} rows were")
            };
            told.after.insert(0, format!("{rows} left out:"));
        }
        told.hints
            .push("po refine: what still keeps items from ready".to_owned());
        Ok((changes, told))
    })
}

/// A row as a message names it.
fn name(row: &VotedStory) -> String {
    let words = row.keys.iter().chain(&row.titles).next();
    words.map_or_else(
        || "the table".to_owned(),
        |words| format!("`{}`", text::truncate(words, 50)),
    )
}

/// The items by their titles, none where two share one.
fn titles(backlog: &Backlog) -> HashMap<String, Option<&Story>> {
    let mut titles: HashMap<String, Option<&Story>> = HashMap::new();
    for story in backlog.stories() {
        titles
            .entry(text::same_words_key(&story.title))
            .and_modify(|known| *known = None)
            .or_insert(Some(story));
    }
    titles
}

/// The item that a row is about: by id or alias, else by title. A bare number may be the tool's own count, so it is
/// trusted only where no title says otherwise.
fn matched<'b>(
    backlog: &'b Backlog,
    titles: &HashMap<String, Option<&'b Story>>,
    row: &VotedStory,
    wanted: &[&'b Story],
) -> Result<&'b Story, &'static str> {
    if row.keys.is_empty() && row.titles.is_empty() {
        return match wanted {
            [one] => Ok(one),
            _ => Err("names no story: say which, po estimate 12 --from …"),
        };
    }
    let by_title = row
        .titles
        .iter()
        .find_map(|title| titles.get(&text::same_words_key(title)));
    let is_bare = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
    // `US-12 Pay` and `US-12: Pay` begin with an id.
    let heads = row.titles.iter().filter_map(|title| {
        let head = title
            .split([' ', ':', ']'])
            .next()?
            .trim_start_matches(['[', '#']);
        (head.contains('-') && !is_bare(head)).then_some(head)
    });
    for key in row.keys.iter().map(String::as_str).chain(heads) {
        match backlog.resolve(key) {
            Resolved::One(_) if is_bare(key) && !row.titles.is_empty() && by_title.is_none() => {}
            Resolved::One(story) if is_bare(key) => {
                let says_other = by_title
                    .is_some_and(|other| other.is_none_or(|other| other.path != story.path));
                if !says_other {
                    return Ok(story);
                }
            }
            Resolved::One(story) => return Ok(story),
            Resolved::Several(..) => return Err("stands in two files: po check"),
            Resolved::LeftOut(_) => return Err("is left out of this sparse checkout"),
            Resolved::Namesakes(..) => return Err("is an alias of several items: po check"),
            Resolved::None => {}
        }
    }
    match by_title {
        Some(Some(story)) => Ok(story),
        Some(None) => Err("is the title of several items"),
        None => Err("is no item here"),
    }
}

/// The rounds and the estimate of a row.
fn settled(
    desk: &Desk<'_>,
    row: &VotedStory,
    shown: &str,
) -> CommandResult<(Vec<Round>, Option<Hundredths>)> {
    let deck: &Deck = &desk.config().deck;
    let at = |failure: Failure| {
        let column = 1;
        failure
            .at(
                shown.to_owned(),
                usize::try_from(row.line).unwrap_or(0),
                column,
            )
            .hint("nothing was changed")
    };
    let round = |votes: &Vec<String>| {
        let cards = votes
            .iter()
            .map(|vote| Card::read(vote, deck))
            .collect::<Result<_, _>>();
        cards.and_then(Round::new).map_err(|error| at(error.into()))
    };
    let rounds: Vec<Round> = row.rounds.iter().map(round).collect::<CommandResult<_>>()?;
    let agreed = match row.estimate.as_deref() {
        // Tools put the card that says nothing there, too.
        Some("?") | None => rounds.last().and_then(|round| round.spread(deck).agreed()),
        Some(text) => Some(
            deck.card(text)
                .ok_or_else(|| at(off_the_deck(desk, text)))?,
        ),
    };
    Ok((rounds, agreed))
}
