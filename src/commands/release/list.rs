//! `po release list`: every release, and how far it is.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, ListFormat, Outcome};
use crate::report::{ReleaseListReport, markdown};
use crate::store::Depth;

/// Flags of `po release list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po release list
  po release list --format csv > releases.csv")]
pub struct ListArgs {
    #[command(flatten)]
    at: AtArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

/// Lists releases.
///
/// # Errors
/// When there is no backlog.
pub fn run(context: &Context, args: &ListArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header)?.backlog;
    let unreadable = desk.unreadable(&backlog);
    let report = ReleaseListReport::new(&backlog, desk.today(), &desk.prefix, unreadable);
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
