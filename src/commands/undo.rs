//! `po undo`: takes back the last change that `po` made.

use clap::Args;

use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Made, Outcome, Told, WriteArgs,
};
use crate::git::Repository;
use crate::store::{CONFIG_FILE, ChangeHead, Mode, StoreError, Undone};

/// Flags of `po undo`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po undo        take the last change back, if nothing else touched its files
  po undo        and again: bring it back")]
pub struct UndoArgs {
    #[command(flatten)]
    write: WriteArgs,
}

/// Takes back the last change.
///
/// # Errors
/// When there is none, or something else touched those files since.
pub fn run(context: &Context, args: &UndoArgs) -> CommandResult {
    // What is in conflict may be `po.yaml` itself.
    let desk = context.open().or_else(|_| context.open_to_mend())?;
    let mode = args.write.mode();
    let undone = desk.take_back(&args.write, |last| {
        refuse_what_is_over(&desk, last)?;
        match desk.repository.as_ref().filter(|_| mode == Mode::Write) {
            Some(repository) if is_in_the_index(last.note) => Ok(repository.expect_index()?),
            _ => Ok(()),
        }
    })?;
    let (verb, next) = match (mode, undone.redone) {
        (Mode::DryRun, true) => ("would bring back", "po undo brings it back"),
        (Mode::DryRun, false) => ("would take back", "po undo takes it back"),
        (Mode::Write, true) => ("brought back", "po undo takes it back again"),
        (Mode::Write, false) if is_gone(&desk) => ("took back", "po init: a new backlog"),
        (Mode::Write, false) => ("took back", "po undo again brings it back"),
    };
    if let Some(repository) = desk.repository.as_ref().filter(|_| mode == Mode::Write)
        && is_in_the_index(&undone.note)
    {
        in_the_index(repository, &undone)?;
    }
    let after = told_of_the_index(&desk, mode, &undone);
    let applied = undone.applied;
    let words = format!("{verb}: {}", undone.what);
    let commit = desk.commit(&words, &args.write, &applied)?;
    let told = Told {
        lines: vec![words],
        after,
        hints: vec![next.to_owned()],
        ..Told::default()
    };
    desk.tell(&args.write, &Made { applied, commit }, &told)?;
    Ok(Outcome::Clean)
}

/// Whether no backlog is left here, in which anything could be brought back.
fn is_gone(desk: &Desk<'_>) -> bool {
    matches!(desk.store.read(CONFIG_FILE), Err(StoreError::Missing(_)))
}

/// Refuses to take back what was resolved in a merge that is over.
fn refuse_what_is_over(desk: &Desk<'_>, last: &ChangeHead<'_>) -> CommandResult<()> {
    if last.note.is_empty() {
        return Ok(());
    }
    let is_there = match &desk.repository {
        Some(repository) => repository.is_where_noted(last.note)?,
        None => false,
    };
    match is_there {
        true => Ok(()),
        false => Err(Failure::new(
            ErrorKind::Git,
            format!(
                "cannot undo \"{}\": the merge or rebase that it was part of has gone on; nothing was written",
                last.what
            ),
        )
        .hint("po set, po edit: decide something else now")
        .hint("git log, git revert: take a merge back as a whole")),
    }
}

/// Whether git's index is part of a change.
fn is_in_the_index(note: &[u8]) -> bool {
    !Repository::noted_files(note).is_empty()
}

/// Puts the conflicts into git's index, or stages what resolves them again.
fn in_the_index(repository: &Repository, undone: &Undone) -> CommandResult<()> {
    let done = match undone.redone {
        true => repository.stage(&Repository::noted_files(&undone.note)),
        false => repository.unresolve(&undone.note),
    };
    done.map_err(|error| {
        Failure::from(error).hint("the files are written, git's index is not: po resolve does that")
    })
}

/// What became of git's index, a line a file.
fn told_of_the_index(desk: &Desk<'_>, mode: Mode, undone: &Undone) -> Vec<String> {
    let paths = Repository::noted_conflicts(&undone.note);
    let state = match (mode, undone.redone) {
        (Mode::Write, false) => "in conflict again",
        (Mode::Write, true) => "staged again",
        (Mode::DryRun, false) => "would be in conflict again",
        (Mode::DryRun, true) => "would be staged again",
    };
    let line = |path: &String| format!("{state}: {}", desk.shown_from_top(path));
    paths.iter().map(line).collect()
}
