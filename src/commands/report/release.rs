//! `po report release`: how likely a release is in time, what it costs, how it grew.

use clap::Args;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome, complete};
use crate::report::ReleaseOutlookReport;
use crate::scrum::releases_in_order;
use crate::store::Depth;

use super::shown::show;

/// Flags of `po report release`.
#[derive(Debug, Args)]
#[command(
    after_help = "What work costs is said in po.yaml: `cost: {sprint: 12000}` or `cost: {point: 600}`.

Examples:
  po report release                        the one that is due next
  po report release 1.2
  po report release 1.2 --format svg > 1.2.svg"
)]
pub struct ReleaseArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The release [default: the one that is due next]
    #[arg(value_name = "NAME", add = complete::releases())]
    name: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ChartFormat,
}

/// Shows a release.
///
/// # Errors
/// When there is no such release.
pub fn run(context: &Context, args: &ReleaseArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let release = match &args.name {
        Some(name) => desk.pick_release(&backlog, name)?,
        None => releases_in_order(&backlog.releases)
            .into_iter()
            .find(|release| release.shipped.is_none())
            .ok_or_else(|| {
                Failure::not_found("no release is to come").hint("po release: every release")
            })?,
    };
    let timeline = desk.timeline(&backlog);
    let report = ReleaseOutlookReport::new(&backlog, release, &timeline, desk.today());
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
