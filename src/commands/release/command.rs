//! The verbs of `po release`.

use clap::{Args, Subcommand};

use crate::cli::{CommandResult, Context};

use super::{list, new, notes, ship};

/// Flags of `po release`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Examples:
  po release                               every release, and how far it is
  po release new 1.2 --due 2026-12-18 --budget 60000
  po set 12 13 release=1.2                 items into it
  po release ship 1.2
  po release notes 1.2 > notes.md
in detail: po help release notes"
)]
pub struct ReleaseArgs {
    /// What to do; without, the releases are listed
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    list: list::ListArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the releases
    List(list::ListArgs),
    /// Make a release
    New(new::NewArgs),
    /// Write what is Done in a release, for those who get it
    Notes(notes::NotesArgs),
    /// Say that a release shipped, and when
    Ship(ship::ShipArgs),
}

/// Does what was asked with releases.
///
/// # Errors
/// What the verb says.
pub fn run(context: &Context, args: &ReleaseArgs) -> CommandResult {
    match &args.action {
        None => list::run(context, &args.list),
        Some(Action::List(args)) => list::run(context, args),
        Some(Action::New(args)) => new::run(context, args),
        Some(Action::Notes(args)) => notes::run(context, args),
        Some(Action::Ship(args)) => ship::run(context, args),
    }
}
