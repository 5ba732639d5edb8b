//! `po report burndown`: what remained of a Sprint, day by day.

use clap::Args;

use crate::cli::{ChartFormat, CommandResult, Context, Outcome};
use crate::report::{BurndownReport, markdown};
use crate::store::Depth;

use super::sprint_args::{SprintReportArgs, days_of};

/// Flags of `po report burndown`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each day is as its end was on the default branch: no later estimate, merge or added item changes it.
Today is that of the files at hand.

Examples:
  po report burndown                       the running Sprint
  po report burndown 8 --explain
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
    let desk = context.open()?;
    let backlog = desk.load(Depth::Body).backlog;
    let sprint = args.pick(&desk, &backlog)?;
    let timeline = desk.timeline(&backlog);
    let past = days_of(&desk, &timeline, sprint)?;
    let report = BurndownReport::new(past, &timeline, sprint, args.unit.into(), args.explain);
    let out = &context.out;
    match args.format {
        ChartFormat::Text => out.document(&report.document())?,
        ChartFormat::Md => out.result(&markdown(&report.document()))?,
        ChartFormat::Json => out.json(&report)?,
        ChartFormat::Csv => out.result(&report.csv())?,
        ChartFormat::Svg => out.result(&report.svg())?,
    }
    if matches!(args.format, ChartFormat::Json | ChartFormat::Csv) {
        // Figures alone do not say what is not known.
        report.notes().iter().for_each(|note| out.warn(note));
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
