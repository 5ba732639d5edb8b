//! `po undo`: takes back the last change that `po` made.

use clap::Args;

use crate::cli::{CommandResult, Context, Failure, Made, Outcome, Told, WriteArgs, WriteFormat};
use crate::store::Applied;

/// Flags of `po undo`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po undo        take the last change back, if nothing else touched its files
  po undo        and again: bring it back")]
pub struct UndoArgs {
    /// Commit exactly the files that change
    #[arg(long, help_heading = "Writing")]
    commit: bool,
    /// How to report
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Writing"
    )]
    format: WriteFormat,
}

/// Takes back the last change.
///
/// # Errors
/// When there is none, or something else touched those files since.
pub fn run(context: &Context, args: &UndoArgs) -> CommandResult {
    let desk = context.open()?;
    let undone = desk.store.undo().map_err(Failure::from)?;
    let (verb, next) = if undone.redone {
        ("brought back", "po undo takes it back again")
    } else {
        ("took back", "po undo again brings it back")
    };
    let write = WriteArgs {
        dry_run: false,
        commit: args.commit,
        format: args.format,
    };
    let applied = Applied {
        files: undone.files,
        finished: None,
    };
    let words = format!("{verb}: {}", undone.what);
    let commit = desk.commit(&words, &write, &applied)?;
    let told = Told {
        lines: vec![words],
        hints: vec![next.to_owned()],
        ..Told::default()
    };
    desk.tell(&write, &Made { applied, commit }, &told)?;
    Ok(Outcome::Clean)
}
