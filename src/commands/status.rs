//! `po` and `po status`: today on one screen.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, Desk, Outcome, ShowFormat, leave};
use crate::commands::help;
use crate::report::{StatusReport, markdown};
use crate::store::Depth;

/// Flags of `po status`.
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  po                        (alone) the same, where there is a backlog
  po status --format md     to paste")]
pub struct StatusArgs {
    #[command(flatten)]
    at: AtArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ShowFormat,
}

/// Shows today's state.
///
/// # Errors
/// When there is no backlog.
pub fn run(context: &Context, args: &StatusArgs) -> CommandResult {
    show(context.open()?, args)
}

fn show(mut desk: Desk<'_>, args: &StatusArgs) -> CommandResult {
    desk.look_at(&args.at)?;
    let out = &desk.context.out;
    let backlog = desk.load(Depth::Body).backlog;
    let report = StatusReport::new(&backlog, desk.today());
    match args.format {
        ShowFormat::Text => out.document(&report.document(&backlog))?,
        ShowFormat::Md => out.result(&markdown(&report.document(&backlog)))?,
        ShowFormat::Json => out.json(&report)?,
    }
    desk.warn_unreadable(&backlog);
    let outcome = Outcome::findings_if(!backlog.unreadable.is_empty());
    leave(backlog);
    Ok(outcome)
}

/// What bare `po` does: the status in a backlog, the first-run help elsewhere.
///
/// # Errors
/// When there is a backlog whose `po.yaml` cannot be read.
pub fn bare(context: &Context) -> CommandResult {
    // Opened once, so that what is said while opening is not said twice.
    if let Some(desk) = context.find()? {
        desk.warn_config();
        return show(desk, &StatusArgs::default());
    }
    context
        .out
        .result(&help::first_run(&context.env.current_dir))?;
    Ok(Outcome::Clean)
}
