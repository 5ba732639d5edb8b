//! `po diff`: what changed in the backlog, in its own words.

use std::collections::HashMap;

use clap::Args;
use jiff::civil::Date;

use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Outcome, ShowFormat, TwoStates, Wanted,
};
use crate::commands::field_values::day;
use crate::git::GitError;
use crate::model::Backlog;
use crate::report::{DiffReport, DiffSides, OtherFile, Rest, Side, markdown};
use crate::store::{PRODUCT, RELEASES, SPRINTS, STORIES, body_of, own_values};
use crate::text::typed;

/// Flags of `po diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po diff                            what is not committed yet
  po diff main                       the files at hand, compared with main
  po diff main..feature              two branches
  po diff main...feature --format md what the branch changed since it left main, for a merge request
  po diff --since 2026-11-16         since the beginning of that day")]
pub struct DiffArgs {
    /// What to compare: REF with the files at hand, A..B, or A...B for what B changed since it left A [default: HEAD]
    #[arg(value_name = "REF | A..B", conflicts_with = "since")]
    range: Option<String>,
    /// Compare the files at hand with what this branch held when that day began
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ShowFormat,
}

/// Shows what changed.
///
/// # Errors
/// When there is no repository, or no such commit.
pub fn run(context: &Context, args: &DiffArgs) -> CommandResult {
    let mut desk = context.open_quietly()?;
    let (wanted, name) = match (&args.range, &args.since) {
        (None, None) => (at_head(&desk)?, "Not committed".to_owned()),
        (None, Some(text)) => {
            let day = day(&desk, "since", text)?;
            (since(&desk, day)?, format!("Since {day}"))
        }
        (Some(range), _) => (ranged(&desk, range)?, range.clone()),
    };
    let states = desk.two_states(&wanted)?;
    let report = compared(&desk, &states, name);
    let out = &context.out;
    match args.format {
        ShowFormat::Text => out.document(&report.document())?,
        ShowFormat::Md => out.result(&markdown(&report.document()))?,
        ShowFormat::Json => out.json(&report)?,
    }
    desk.warn_unreadable(&states.after);
    Ok(Outcome::findings_if(!states.after.unreadable.is_empty()))
}

/// HEAD and the files at hand; before the first commit, everything is new.
///
/// # Errors
/// When there is no repository.
pub(super) fn at_head(desk: &Desk<'_>) -> CommandResult<Wanted> {
    let (repository, _) = desk.in_repository("po diff")?;
    let has_commit = repository.has_commit()?;
    Ok(Wanted::AtHand(has_commit.then(|| "HEAD".to_owned())))
}

fn since(desk: &Desk<'_>, day: Date) -> CommandResult<Wanted> {
    let (repository, _) = desk.in_repository("po diff --since")?;
    let before = desk.last_before(repository, day)?;
    if before.is_none() && repository.is_shallow() {
        return Err(Failure::new(
            ErrorKind::Git,
            format!("nothing is known of the time before {day}: this clone is shallow"),
        )
        .hint("git fetch --unshallow"));
    }
    Ok(Wanted::AtHand(before))
}

/// `A..B`, `A...B`, where an empty side is HEAD, or one commit.
fn ranged(desk: &Desk<'_>, range: &str) -> CommandResult<Wanted> {
    let (repository, _) = desk.in_repository("po diff")?;
    let side = |text: &str| match text {
        "" => "HEAD".to_owned(),
        text => text.to_owned(),
    };
    if let Some((from, to)) = range.split_once("...") {
        let (from, to) = (side(from), side(to));
        let (one, other) = (
            desk.revision(repository, &from)?,
            desk.revision(repository, &to)?,
        );
        let common =
            repository
                .common_commit(&one.name, &other.name)
                .map_err(|error| match error {
                    GitError::NoCommonCommit(..) => {
                        let words =
                            format!("`{from}` and `{to}` have no commit in common in this clone");
                        Failure::new(ErrorKind::Git, words).hint(match repository.is_shallow() {
                            true => {
                                "git fetch --unshallow: this clone may end too early".to_owned()
                            }
                            false => format!(
                                "po diff {}: the two as they are",
                                typed(&format!("{from}..{to}"))
                            ),
                        })
                    }
                    error => error.into(),
                })?;
        return Ok(Wanted::Between(common, to));
    }
    Ok(match range.split_once("..") {
        Some((from, to)) => Wanted::Between(side(from), side(to)),
        None => Wanted::AtHand(Some(range.to_owned())),
    })
}

/// What changed between two states that the desk has read.
pub(super) fn compared(desk: &Desk<'_>, states: &TwoStates, name: String) -> DiffReport {
    let sides = DiffSides {
        before: &states.before,
        after: &states.after,
        is_changed: &|path| states.changes.contains(path),
        rest: &|path, side| {
            let bytes = match side {
                Side::Before => states.old_files.get(path).cloned(),
                Side::After => desk.read(path).ok(),
            };
            let bytes = bytes.unwrap_or_default();
            Rest {
                body: body_of(path, &bytes).unwrap_or_default().to_owned(),
                own_values: own_values(path, &bytes),
            }
        },
        others: others(desk, states),
        name,
    };
    DiffReport::new(&sides, &desk.prefix)
}

/// The files that differ and hold neither items nor the product, or cannot be told as such.
fn others(desk: &Desk<'_>, states: &TwoStates) -> Vec<OtherFile> {
    let is_told = |path: &str| {
        let is_lost = |backlog: &Backlog| backlog.unreadable.iter().any(|file| file.path == path);
        let was_read = states.old_files.contains_key(path) && !is_lost(&states.before);
        let is_read = || desk.read(path).is_ok() && !is_lost(&states.after);
        let is_markdown = path.ends_with(".md");
        let folder = path.split('/').next().unwrap_or_default();
        match folder {
            // What neither state could read is told as a file.
            STORIES | SPRINTS | RELEASES => is_markdown && (was_read || is_read()),
            PRODUCT => !product_is_silent(states),
            _ => false,
        }
    };
    let paths = states.changes.paths().filter(|path| !is_told(path));
    paths
        .map(|path| {
            let old = states.old_files.get(path).map(Vec::as_slice);
            let new = desk.read(path).ok();
            let (lines_added, lines_removed) = lines(old, new.as_deref());
            OtherFile {
                path: desk.shown(path),
                change: match (old, &new) {
                    (None, _) => "added",
                    (_, None) => "removed",
                    _ => "changed",
                },
                lines_added,
                lines_removed,
            }
        })
        .collect()
}

/// Whether what changed in `product.md` is none of what a product says.
fn product_is_silent(states: &TwoStates) -> bool {
    states.before.product == states.after.product
}

/// How many lines came and went, wherever they stand.
fn lines(old: Option<&[u8]>, new: Option<&[u8]>) -> (usize, usize) {
    let mut counts: HashMap<&[u8], i64> = HashMap::new();
    for (bytes, step) in [(old, -1), (new, 1)] {
        for line in bytes.unwrap_or_default().split_inclusive(|b| *b == b'\n') {
            *counts.entry(line).or_default() += step;
        }
    }
    let sum = |sign: i64| -> usize {
        let counts = counts.values().map(|count| count * sign);
        counts.filter_map(|count| usize::try_from(count).ok()).sum()
    };
    (sum(1), sum(-1))
}
