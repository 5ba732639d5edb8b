//! The reports of `po report`, sorted.

use clap::{Args, Subcommand};

use crate::cli::{CommandResult, Context};

use super::{burndown, burnup, cycle_time, deps, flow, outcomes, release, velocity};

/// Flags of `po report`.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Every figure says with --explain which Sprints or items it rests on.

Examples:
  po report burndown
  po report burnup --release 1.2
  po report flow --weeks 12 --format png > flow.png
  po report outcomes 12
  po report velocity
  po report velocity --last 8 --explain
  po report release 1.2
  po report cycle-time --format csv > times.csv"
)]
pub struct ReportArgs {
    #[command(subcommand)]
    report: Report,
}

#[derive(Debug, Subcommand)]
enum Report {
    /// What remained of a Sprint at the end of each day
    Burndown(burndown::BurndownArgs),
    /// What was Done of a Sprint or a release at the end of each day, and all there was to do
    Burnup(burnup::BurnupArgs),
    /// How many days items took, from start and from the request to Done
    CycleTime(cycle_time::CycleTimeArgs),
    /// What blocks what, the critical chain, and circles
    Deps(deps::DepsArgs),
    /// How much was new, ready, started and Done at the end of each day
    Flow(flow::FlowArgs),
    /// What was hoped of items against the figures of a metric since
    Outcomes(outcomes::OutcomesArgs),
    /// How likely a release is in time, what it costs, how it grew
    Release(release::ReleaseArgs),
    /// What the last Sprints came to: median and range
    Velocity(velocity::VelocityArgs),
}

/// Shows a report.
///
/// # Errors
/// What the report says.
pub fn run(context: &Context, args: &ReportArgs) -> CommandResult {
    match &args.report {
        Report::Burndown(args) => burndown::run(context, args),
        Report::Burnup(args) => burnup::run(context, args),
        Report::CycleTime(args) => cycle_time::run(context, args),
        Report::Deps(args) => deps::run(context, args),
        Report::Flow(args) => flow::run(context, args),
        Report::Outcomes(args) => outcomes::run(context, args),
        Report::Release(args) => release::run(context, args),
        Report::Velocity(args) => velocity::run(context, args),
    }
}
