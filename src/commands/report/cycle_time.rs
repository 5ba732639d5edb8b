//! `po report cycle-time`: how many days items took.

use clap::Args;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome};
use crate::commands::field_values::day;
use crate::report::CycleTimeReport;
use crate::store::Depth;

use super::shown::show;

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
    format: ChartFormat,
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
    let today = desk.today();
    if let Some(since) = since.filter(|since| *since > today) {
        return Err(Failure::usage(format!(
            "`--since {since}` has not come yet; today is {today}"
        )));
    }
    let backlog = desk.load(Depth::Header).backlog;
    let report = CycleTimeReport::new(&backlog, since, today, args.explain);
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
