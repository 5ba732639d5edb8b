//! The walk of `po refine`: one item after another, a key for each step, each step the command that it is.

use clap::Parser as _;

use crate::cli::{CommandResult, Desk, ErrorKind, Failure, Outcome, Prompt};
use crate::commands::cli::{Cli, dispatch};
use crate::commands::refine::report;
use crate::commands::refine_merge::merge;
use crate::model::{Backlog, Story};
use crate::report::{Document, Line, Refined, ShowReport, Style, Which};
use crate::store::Depth;
use crate::text;

/// The keys, their words, and what they do, as the help line says it.
const KEYS: [(&str, &str, Key); 15] = [
    ("e", "edit", Key::Edit),
    ("c", "criterion", Key::Criterion),
    ("?", "question", Key::Question),
    ("a", "answer", Key::Answer),
    ("v", "value", Key::Value),
    ("p", "points", Key::Points),
    ("r", "ready", Key::Ready),
    ("/", "split", Key::Split),
    ("t", "take", Key::Take),
    ("m", "merge", Key::Merge),
    ("d", "decline", Key::Decline),
    ("s", "skip", Key::Skip),
    ("b", "back", Key::Back),
    ("q", "quit", Key::Quit),
    ("h", "help", Key::Help),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Edit,
    Criterion,
    Question,
    Answer,
    Value,
    Points,
    Ready,
    Split,
    Take,
    Merge,
    Decline,
    Skip,
    Back,
    Quit,
    Help,
}

const HELP: &str = "\
  e  edit       in your editor                 /  split    into parts
  c  criterion  add one                        t  take     give it a place in the order
  ?  question   ask one                        m  merge    into a similar item, which takes over what this one says
  a  answer     one of its questions           d  decline  with a reason that stays findable
  v  value      what it is worth               s  skip     or Enter: the next item
  p  points     estimate it                    b  back     the item before
  r  ready      names what is missing          q  quit     or Escape
";

/// Walks through the items that are not ready.
///
/// # Errors
/// When the terminal or the disk is gone; a step that is refused says so, and the walk goes on.
pub(super) fn walk(desk: &Desk<'_>, prompt: Prompt, which: Which) -> CommandResult {
    let backlog = desk.load(Depth::Body)?.backlog;
    let first = report(desk, &backlog, which)?;
    let out = &desk.context.out;
    desk.warn_unreadable(&backlog);
    if first.items.is_empty() {
        out.document(&first.document())?;
        return Ok(Outcome::Clean);
    }
    let mut ids: Vec<String> = first.items.iter().map(|item| item.id.clone()).collect();
    let mut at = 0;
    let mut touched = vec![false; ids.len()];
    while let Some(id) = ids.get(at).cloned() {
        let backlog = desk.load(Depth::Body)?.backlog;
        // It may be gone: declined, merged, or changed in an editor meanwhile.
        let Some(story) = backlog.find(&id).filter(|story| backlog.is_open(story)) else {
            at += 1;
            continue;
        };
        // What was split is walked through in its parts.
        if backlog.has_children(story) {
            at += 1;
            let parts: Vec<String> = backlog
                .children(story)
                .filter(|part| backlog.is_open(part))
                .map(|part| part.id.to_string())
                .filter(|part| !ids.contains(part))
                .collect();
            touched.splice(at..at, parts.iter().map(|_| false));
            ids.splice(at..at, parts);
            continue;
        }
        let now = report(desk, &backlog, which)?;
        let item = now.items.iter().find(|item| item.id == id);
        out.note("\n");
        out.document(&card(desk, &backlog, story, item, (at + 1, ids.len())))?;
        loop {
            let key = match ask(prompt) {
                Ok(key) => key,
                // Escape and Ctrl-C leave the walk; nothing is half done.
                Err(_) => Key::Quit,
            };
            match key {
                Key::Help => {
                    out.note(HELP);
                    continue;
                }
                Key::Quit => return end(desk, &touched, at),
                Key::Skip => at += 1,
                Key::Back => at = at.saturating_sub(1),
                step => match act(desk, prompt, step, story, &backlog, item) {
                    Ok(()) => touched[at] = true,
                    Err(failure) => {
                        failure.print(false);
                        continue;
                    }
                },
            }
            break;
        }
    }
    end(desk, &touched, ids.len())
}

/// What was done, and what comes next.
fn end(desk: &Desk<'_>, touched: &[bool], seen: usize) -> CommandResult {
    let worked = touched.iter().filter(|touched| **touched).count();
    let out = &desk.context.out;
    out.note(&format!(
        "\n{seen} of {} walked through, {worked} worked on\n",
        touched.len()
    ));
    if seen < touched.len() {
        out.hint("po refine begins anew with what is still not ready");
    } else {
        out.hint("po sprint plan: what the next Sprint could take");
    }
    Ok(Outcome::Clean)
}

fn ask(prompt: Prompt) -> CommandResult<Key> {
    let help = "e c ? a v p r / t m d · Enter: next · b back · q quit · h says what they do";
    prompt.checked("Step?", "skip", help, &|answer| {
        let typed = answer.to_lowercase();
        let known = KEYS.iter().find(|(key, word, _)| {
            typed == *key || (typed.len() > 1 && word.starts_with(typed.as_str()))
        });
        known.map(|(_, _, key)| *key).ok_or_else(|| {
            Failure::usage(format!("no step is called `{answer}`")).hint("h says what the keys do")
        })
    })
}

/// The item as the team looks at it.
fn card(
    desk: &Desk<'_>,
    backlog: &Backlog,
    story: &Story,
    item: Option<&Refined>,
    (at, of): (usize, usize),
) -> Document {
    let mut document = Document::new();
    document.text(Line::styled(format!("──── {at} of {of} "), Style::Dim));
    document
        .blocks
        .extend(ShowReport::document(backlog, story, &desk.prefix).blocks);
    document.gap();
    document.text(match item {
        Some(item) => Line::styled("keeps it from ready: ", Style::Dim)
            .with(item.lacks.join(", "), Style::Warn),
        None => Line::styled("nothing keeps it from ready", Style::Good),
    });
    for id in item.iter().flat_map(|item| &item.similar) {
        if let Some(other) = backlog.find(id) {
            document.text(
                Line::styled("similar: ", Style::Dim)
                    .with(id, Style::Id)
                    .and(format!(" {}", other.title))
                    .with(format!(" · {}", other.status), Style::Dim),
            );
        }
    }
    document
}

/// Does one step; what has a command runs that command.
fn act(
    desk: &Desk<'_>,
    prompt: Prompt,
    step: Key,
    story: &Story,
    backlog: &Backlog,
    item: Option<&Refined>,
) -> CommandResult<()> {
    let id = story.id.to_string();
    let words = |question: &str, help: &str| {
        let answer = text::one_line(&prompt.line(question, "", help)?);
        if answer.is_empty() {
            Err(Failure::usage("nothing was written"))
        } else {
            Ok(answer)
        }
    };
    match step {
        Key::Edit => po(desk, &["edit", &id]),
        Key::Criterion => {
            let criterion = words("Criterion?", "Given …, when …, then …")?;
            po(desk, &["ac", &id, "add", "--", &criterion])
        }
        Key::Question => {
            let question = words("Question?", "it stays open until it is answered")?;
            po(desk, &["note", "--question", "--", &id, &question])
        }
        Key::Answer => {
            let lines = text::dated_lines(story.body.as_deref().unwrap_or_default(), "Questions");
            let is_open = |line: &&(usize, _)| is_open(&line.1);
            let lines: Vec<(usize, _)> = (1..).zip(lines).collect();
            let number = match lines.iter().filter(is_open).collect::<Vec<_>>().as_slice() {
                [] => return Err(Failure::usage("it has no open question")),
                [(number, _)] => number.to_string(),
                [(first, _), ..] => words("Which question?", &format!("its number, as {first}"))?,
            };
            let answer = words("Answer?", "it ticks the question")?;
            po(desk, &["note", "--answer", &number, "--", &id, &answer])
        }
        Key::Value => {
            let value = words("Value?", "a number; the team's own scale")?;
            po(desk, &["set", "--", &id, &format!("value={value}")])
        }
        Key::Points => po(desk, &["estimate", &id]),
        Key::Ready => po(desk, &["ready", &id]),
        Key::Split => po(desk, &["split", &id]),
        Key::Take => {
            let place = words(
                "Where in the order?",
                "top, bottom, a position, before ID, after ID",
            )?;
            let parts: Vec<&str> = place.split_whitespace().collect();
            match parts.as_slice() {
                ["top"] => po(desk, &["rank", &id, "--top"]),
                ["bottom"] => po(desk, &["rank", &id, "--bottom"]),
                ["before", other] => po(desk, &["rank", &id, &format!("--before={other}")]),
                ["after", other] => po(desk, &["rank", &id, &format!("--after={other}")]),
                [at] if at.parse::<usize>().is_ok() => po(desk, &["rank", &id, "--to", at]),
                _ => Err(Failure::usage(format!("`{place}` is no place"))
                    .hint("top, bottom, a position, before ID, after ID")),
            }
        }
        Key::Merge => {
            let near = item
                .and_then(|item| item.similar.first())
                .map(String::as_str)
                .unwrap_or_default();
            let into = prompt.line(
                "Merge into which item?",
                near,
                "it takes over criteria, questions and text; this one is declined",
            )?;
            merge(desk, &id, &desk.pick(backlog, &into)?.id.to_string())
        }
        Key::Decline => po(desk, &["decline", &id]),
        Key::Skip | Key::Back | Key::Quit | Key::Help => Ok(()),
    }
}

fn is_open(line: &crate::text::DatedLine) -> bool {
    line.done != Some(true) && line.answers.is_empty()
}

/// Runs a command as if it had been typed.
fn po(desk: &Desk<'_>, words: &[&str]) -> CommandResult<()> {
    let typed = std::iter::once("po").chain(words.iter().copied());
    let parsed =
        Cli::try_parse_from(typed).map_err(|error| Failure::new(ErrorKind::Usage, error.kind()))?;
    dispatch(desk.context, parsed.command).map(|_| ())
}
