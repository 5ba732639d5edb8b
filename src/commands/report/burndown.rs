//! `po report burndown`: what remained of a Sprint, day by day.

use clap::Args;

use crate::cli::{CommandResult, Context, Outcome};
use crate::report::BurndownReport;
use crate::store::Depth;

use super::shown::{can_explain, show};
use super::sprint_args::{SprintReportArgs, days_of};

/// Flags of `po report burndown`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each day is as its end was on the default branch: no later estimate, merge or added item changes it.
Today is that of the files at hand.

Examples:
  po report burndown                       the running Sprint
  po report burndown 8 --explain
  po report burndown --at origin/main      as it was there, up to that commit
  po report burndown 8 --format svg > sprint-8.svg"
)]
pub struct BurndownArgs {
    #[command(flatten)]
    sprint: SprintReportArgs,
}

/// Shows a Sprint's burndown.
///
/// # Errors
/// When there is no such Sprint, or it has no days.
pub fn run(context: &Context, args: &BurndownArgs) -> CommandResult {
    let args = &args.sprint;
    can_explain(args.explain, args.format, false)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let sprint = args.pick(&desk, &backlog)?;
    let timeline = desk.timeline(&backlog);
    let past = days_of(&desk, &timeline, sprint)?;
    let report = BurndownReport::new(past, &timeline, sprint, args.unit.into(), args.explain);
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
