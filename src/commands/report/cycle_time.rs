//! `po report cycle-time`: how many days items took.

use clap::Args;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome, complete};
use crate::commands::field_values::day;
use crate::report::CycleTimeReport;
use crate::store::Depth;

use super::shown::{can_explain, show};

/// Flags of `po report cycle-time`.
#[derive(Debug, Args)]
#[command(
    after_help = "From the days that `po start` and `po done` wrote into the items.

Examples:
  po report cycle-time
  po report cycle-time 8                   what was Done in Sprint 8
  po report cycle-time --since 2026-10-01 --explain
  po report cycle-time --format csv > times.csv"
)]
pub struct CycleTimeArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Only items that are Done in this Sprint [default: all]
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// The same
    #[arg(long = "sprint", value_name = "SPRINT", conflicts_with = "sprint", add = complete::sprints())]
    named: Option<String>,
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
/// When the day or the Sprint does not exist.
pub fn run(context: &Context, args: &CycleTimeArgs) -> CommandResult {
    can_explain(args.explain, args.format, true)?;
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
    let backlog = desk.load(Depth::Header)?.backlog;
    let sprint = args.sprint.as_deref().or(args.named.as_deref());
    let sprint = sprint
        .map(|name| desk.pick_sprint(&backlog, name))
        .transpose()?;
    let report = CycleTimeReport::new(&backlog, since, sprint, today, args.explain);
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
