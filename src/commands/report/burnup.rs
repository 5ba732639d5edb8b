//! `po report burnup`: what was Done of a Sprint or a release, day by day, and all there was to do.

use clap::Args;

use crate::cli::{CommandResult, Context, Outcome, complete};
use crate::report::BurnupReport;
use crate::scrum::{PastDays, PastScope, release_window};
use crate::store::Depth;

use super::shown::{can_explain, show};
use super::sprint_args::{SprintReportArgs, days_of};

/// Flags of `po report burnup`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each day is as its end was on the default branch: no later estimate, merge or added item changes it.
Today is that of the files at hand.

Examples:
  po report burnup                         the running Sprint
  po report burnup --release 1.2
  po report burnup 8 --format svg > sprint-8.svg"
)]
pub struct BurnupArgs {
    /// Of a release instead of a Sprint
    #[arg(long, value_name = "RELEASE", conflicts_with_all = ["sprint", "named"], add = complete::releases())]
    release: Option<String>,
    #[command(flatten)]
    args: SprintReportArgs,
}

/// Shows the burnup of a Sprint or a release.
///
/// # Errors
/// When there is no such Sprint or release, or it has no days.
pub fn run(context: &Context, args: &BurnupArgs) -> CommandResult {
    let (release, args) = (args.release.as_deref(), &args.args);
    can_explain(args.explain, args.format, false)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let (unit, explain) = (args.unit.into(), args.explain);
    let report = if let Some(name) = release {
        let release = desk.pick_release(&backlog, name)?;
        let timeline = desk.timeline(&backlog);
        let today = desk.today();
        let days = release_window(&timeline, desk.config(), release).unwrap_or((today, today));
        let scope = PastScope::Release(&release.name);
        let past = PastDays::new(&timeline, desk.config(), scope, days);
        BurnupReport::of_release(past, &timeline, release, unit, explain)
    } else {
        let sprint = args.pick(&desk, &backlog)?;
        let timeline = desk.timeline(&backlog);
        let past = days_of(&desk, &timeline, sprint)?;
        BurnupReport::of_sprint(past, &timeline, sprint, unit, explain)
    };
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
