//! `po undo`: takes back the last change that `po` made.

use std::fmt::Write as _;

use clap::Args;

use crate::cli::{CommandResult, Context, Failure, Outcome};
use crate::text::escape_terminal;

/// Flags of `po undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {}

/// Takes back the last change.
///
/// # Errors
/// When there is none, or something else touched those files since.
pub fn run(context: &Context, _args: &UndoArgs) -> CommandResult {
    let desk = context.open()?;
    let undone = desk.store.undo().map_err(Failure::from)?;
    let verb = if undone.redone {
        "brought back"
    } else {
        "took back"
    };
    let mut text = format!("{verb}: {}\n", escape_terminal(&undone.what));
    for file in &undone.files {
        let what = if file.new.is_none() { ", removed" } else { "" };
        let _ = writeln!(text, "  {}{what}", escape_terminal(&desk.shown(&file.path)));
    }
    context.out.result(&text)?;
    context.out.hint(if undone.redone {
        "po undo takes it back again"
    } else {
        "po undo again brings it back"
    });
    Ok(Outcome::Clean)
}
