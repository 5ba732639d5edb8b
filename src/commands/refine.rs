//! `po refine`: what keeps items from ready, and a walk through them.

use clap::{Args, ValueEnum};

use crate::check::Readiness;
use crate::cli::{CommandResult, Context, Desk, ErrorKind, Failure, Outcome, Prompt};
use crate::commands::refine_walk::walk;
use crate::model::Backlog;
use crate::report::{RefineReport, Which};
use crate::store::Depth;

/// So many items are walked through where nobody says otherwise.
const USUAL: usize = 20;

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RefineFormat {
    /// For people.
    Text,
    /// JSON with a stable shape.
    Json,
}

/// Flags of `po refine`.
#[derive(Debug, Args)]
#[command(
    after_help = "On a terminal it walks through the items, one after another, with a key for each step: edit, criterion, question,
value, points, ready, split, take, merge, decline, skip, quit. Each does what its command does. Elsewhere, and with
--format, it lists what keeps each from ready: the team's Definition of Ready where po.yaml has one, else an estimate
and criteria.

Examples:
  po refine                 the first 20 of the order that are not ready
  po refine --top 5
  po refine --new           new requests, the oldest first: take, merge or decline them
  po refine --format json"
)]
pub struct RefineArgs {
    /// How many items of the order are looked at [default: 20]
    #[arg(long, short = 'n', value_name = "N")]
    top: Option<usize>,
    /// New requests, the oldest first
    #[arg(long)]
    new: bool,
    /// List them, on a terminal too, as text or json
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<RefineFormat>,
}

/// Walks through what is not ready, or lists it.
///
/// # Errors
/// When no item is asked for, or the terminal is gone.
pub fn run(context: &Context, args: &RefineArgs) -> CommandResult {
    if args.top == Some(0) {
        return Err(Failure::usage("`--top` needs at least one item"));
    }
    let desk = context.open()?;
    let which = match (args.new, args.top) {
        (false, top) => Which::Top(top.unwrap_or(USUAL)),
        (true, top) => Which::New(top.unwrap_or(usize::MAX)),
    };
    if let (Some(prompt), None) = (Prompt::on_screen(), args.format) {
        return walk(&desk, prompt, which);
    }
    let backlog = desk.load(Depth::Body)?.backlog;
    let report = report(&desk, &backlog, which)?;
    match args.format {
        Some(RefineFormat::Json) => context.out.json(&report)?,
        _ => context.out.document(&report.document())?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

/// What is to be refined.
pub(super) fn report(
    desk: &Desk<'_>,
    backlog: &Backlog,
    which: Which,
) -> CommandResult<RefineReport> {
    let readiness = Readiness::new(backlog)
        .map_err(|error| Failure::from_error(ErrorKind::InvalidValue, error))?;
    let lacks = |story| readiness.lacks(story);
    Ok(RefineReport::new(backlog, which, desk.today(), &lacks))
}
