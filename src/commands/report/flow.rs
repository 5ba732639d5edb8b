//! `po report flow`: how much was new, ready, started and Done, day by day.

use clap::Args;
use jiff::ToSpan as _;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome, complete};
use crate::commands::field_values::day;
use crate::model::Completeness;
use crate::report::FlowReport;
use crate::scrum::{PastDays, PastScope, Unit};
use crate::store::Depth;

use super::shown::{can_explain, show};
use super::sprint_args::{FlowUnitArg, days_of};

/// Flags of `po report flow`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each day is as its end was on the default branch: no later merge changes it. Today is that of the files at
hand. Declined items count nowhere, and epics in their children.

Examples:
  po report flow                           the last 8 weeks of the whole backlog
  po report flow --weeks 26 --format svg > flow.svg
  po report flow --sprint 8 --unit points"
)]
pub struct FlowArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Only a Sprint, from its first day to its last
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// The same
    #[arg(long = "sprint", value_name = "SPRINT", conflicts_with = "sprint", add = complete::sprints())]
    named: Option<String>,
    /// From so many weeks ago
    #[arg(long, value_name = "N", default_value_t = 8, conflicts_with_all = ["sprint", "named", "since"],
        value_parser = clap::value_parser!(i64).range(1..=57))]
    weeks: i64,
    /// From this day on
    #[arg(long, value_name = "DAY", conflicts_with_all = ["sprint", "named"])]
    since: Option<String>,
    /// What to count
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    unit: FlowUnitArg,
    /// Name the items behind each figure
    #[arg(long)]
    explain: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ChartFormat,
}

/// Shows the flow of the backlog or of a Sprint.
///
/// # Errors
/// When there is no such Sprint, it has no days, or the day does not exist or has not come yet.
pub fn run(context: &Context, args: &FlowArgs) -> CommandResult {
    can_explain(args.explain, args.format, false)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let today = desk.today();
    let since = args.since.as_deref();
    let since = since.map(|text| day(&desk, "since", text)).transpose()?;
    if let Some(since) = since.filter(|since| *since > today) {
        return Err(Failure::usage(format!(
            "`--since {since}` has not come yet; today is {today}"
        )));
    }
    let backlog = desk.load(Depth::Body)?.backlog;
    let unit = Unit::from(args.unit);
    let report = if let Some(name) = args.sprint.as_deref().or(args.named.as_deref()) {
        let sprint = desk.pick_sprint(&backlog, name)?;
        let timeline = desk.timeline(&backlog);
        let past = days_of(&desk, &timeline, sprint)?;
        FlowReport::of_sprint(past, &timeline, sprint, unit, args.explain)
    } else {
        let timeline = desk.timeline(&backlog);
        let asked = since.unwrap_or_else(|| today.saturating_sub((args.weeks * 7 - 1).days()));
        // Before a backlog there was nothing; before the edge of a shallow clone nobody knows.
        let begin = match timeline.completeness {
            Completeness::Full | Completeness::Partial(_) => timeline.first_day(),
            Completeness::Shallow | Completeness::NoGit => None,
        };
        let from = begin.map_or(asked, |begin| asked.max(begin)).min(today);
        let past = PastDays::new(&timeline, desk.config(), PastScope::Backlog, (from, today));
        FlowReport::of_backlog(past, &timeline, unit, args.explain)
    };
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
