//! `po report velocity`: what the last Sprints came to.

use clap::Args;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome, complete};
use crate::report::VelocityReport;
use crate::scrum::USUAL_SPRINTS;
use crate::store::Depth;

use super::shown::{can_explain, show};

/// Flags of `po report velocity`.
#[derive(Debug, Args)]
#[command(
    after_help = "From what `po sprint close` wrote into the files of the Sprints; an estimate that changed since
changes nothing.

Examples:
  po report velocity
  po report velocity 6                     as it was when Sprint 6 was closed
  po report velocity --last 8 --explain
  po report velocity --format md           to paste"
)]
pub struct VelocityArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Up to and with this Sprint [default: the last that was closed]
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// The same
    #[arg(long = "sprint", value_name = "SPRINT", conflicts_with = "sprint", add = complete::sprints())]
    named: Option<String>,
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
/// When no Sprint is asked for, or one that does not exist.
pub fn run(context: &Context, args: &VelocityArgs) -> CommandResult {
    if args.last == 0 {
        return Err(Failure::usage("`--last` needs at least one Sprint"));
    }
    can_explain(args.explain, args.format, false)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header)?.backlog;
    let sprint = args.sprint.as_deref().or(args.named.as_deref());
    let sprint = sprint
        .map(|name| desk.pick_sprint(&backlog, name))
        .transpose()?;
    let report = VelocityReport::new(&backlog, sprint, args.last, args.explain);
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
