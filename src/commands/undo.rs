//! `po undo`: takes back the last change that `po` made.

use clap::Args;

use crate::cli::{CommandResult, Context, Failure, Made, Outcome, Told, WriteArgs};
use crate::store::Mode;

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
    let desk = context.open()?;
    let mode = args.write.mode();
    let undone = desk
        .store
        .undo(mode)
        .map_err(|error| Failure::from(error.under(&desk.prefix)))?;
    let (verb, next) = match (mode, undone.redone) {
        (Mode::DryRun, true) => ("would bring back", "po undo brings it back"),
        (Mode::DryRun, false) => ("would take back", "po undo takes it back"),
        (Mode::Write, true) => ("brought back", "po undo takes it back again"),
        (Mode::Write, false) => ("took back", "po undo again brings it back"),
    };
    let applied = undone.applied;
    let words = format!("{verb}: {}", undone.what);
    let commit = desk.commit(&words, &args.write, &applied)?;
    let told = Told {
        lines: vec![words],
        hints: vec![next.to_owned()],
        ..Told::default()
    };
    desk.tell(&args.write, &Made { applied, commit }, &told)?;
    Ok(Outcome::Clean)
}
