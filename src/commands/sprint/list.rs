//! `po sprint list`: every Sprint.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, ListFormat, Outcome};
use crate::report::{SprintListReport, markdown};
use crate::store::Depth;

/// Flags of `po sprint list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po sprint list
  po sprint list -n 5 --format md          the last five, to paste
  po sprint list --format csv > sprints.csv")]
pub struct ListArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Show the last so many
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

/// Lists Sprints.
///
/// # Errors
/// When there is no backlog.
pub fn run(context: &Context, args: &ListArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let loaded = desk.load(Depth::Header)?;
    let backlog = loaded.backlog;
    let report = SprintListReport::new(
        &backlog,
        args.limit,
        &desk.prefix,
        desk.unreadable(&backlog),
    )
    .with_problems(&desk.prefix, &loaded.diagnostics);
    let out = &context.out;
    match args.format {
        ListFormat::Text => out.document(&report.document())?,
        ListFormat::Md => out.result(&markdown(&report.document()))?,
        ListFormat::Json => out.json(&report)?,
        ListFormat::Csv => out.result(&report.csv())?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
