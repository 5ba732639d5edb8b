//! `po report velocity`: what the last Sprints came to.

use clap::Args;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome};
use crate::report::VelocityReport;
use crate::scrum::USUAL_SPRINTS;
use crate::store::Depth;

use super::shown::show;

/// Flags of `po report velocity`.
#[derive(Debug, Args)]
#[command(
    after_help = "From what `po sprint close` wrote into the files of the Sprints; an estimate that changed since
changes nothing.

Examples:
  po report velocity
  po report velocity --last 8 --explain
  po report velocity --format md           to paste"
)]
pub struct VelocityArgs {
    #[command(flatten)]
    at: AtArgs,
    /// From how many closed Sprints
    #[arg(long, value_name = "N", default_value_t = USUAL_SPRINTS)]
    last: usize,
    /// Name the items behind each figure
    #[arg(long)]
    explain: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ChartFormat,
}

/// Shows the velocity.
///
/// # Errors
/// When no Sprint is asked for.
pub fn run(context: &Context, args: &VelocityArgs) -> CommandResult {
    if args.last == 0 {
        return Err(Failure::usage("`--last` needs at least one Sprint"));
    }
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header).backlog;
    let report = VelocityReport::new(&backlog, args.last, args.explain);
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
