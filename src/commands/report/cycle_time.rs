//! `po report cycle-time`: how many days items took.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, ListFormat, Outcome};
use crate::commands::field_values::day;
use crate::report::{CycleTimeReport, markdown};
use crate::store::Depth;

/// Flags of `po report cycle-time`.
#[derive(Debug, Args)]
#[command(
    after_help = "From the days that `po start` and `po done` wrote into the items.

Examples:
  po report cycle-time
  po report cycle-time --since 2026-10-01 --explain
  po report cycle-time --format csv > times.csv"
)]
pub struct CycleTimeArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Only items that were Done on this day or later
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Name the items behind the figures
    #[arg(long)]
    explain: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

/// Shows cycle and lead times.
///
/// # Errors
/// When the day does not exist.
pub fn run(context: &Context, args: &CycleTimeArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let since = args
        .since
        .as_deref()
        .map(|text| day(&desk, "since", text))
        .transpose()?;
    let backlog = desk.load(Depth::Header).backlog;
    let report = CycleTimeReport::new(&backlog, since);
    let out = &context.out;
    match args.format {
        ListFormat::Text => out.document(&report.document(args.explain))?,
        ListFormat::Md => out.result(&markdown(&report.document(args.explain)))?,
        ListFormat::Json => out.json(&report)?,
        ListFormat::Csv => out.result(&report.csv())?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
