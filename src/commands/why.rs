//! `po why`: where an item stands and why, or why not; why one stands before another.

use clap::Args;
use serde::Serialize;

use crate::cli::{AtArgs, CommandResult, Context, Failure, Outcome, ShowFormat, complete};
use crate::report::{Document, WhyBeforeReport, WhyReport, markdown};
use crate::store::Depth;

/// Flags of `po why`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po why 12
  po why 12 9               why 12 stands before 9
  po why 44 --format md   to paste into an answer to who asked for it")]
pub struct WhyArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The item: `12`, `US-12`, an alias; two to hold them against each other
    #[arg(value_name = "ID", required = true, num_args = 1..=2, add = complete::ids())]
    ids: Vec<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ShowFormat,
}

/// Says where an item stands and why.
///
/// # Errors
/// When the id leads nowhere, to several files or to a file that cannot be read.
pub fn run(context: &Context, args: &WhyArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header)?.backlog;
    let picked = desk.pick_all(&backlog, &args.ids)?;
    match picked.as_slice() {
        [first, second] => {
            let report = WhyBeforeReport::new(&backlog, first, second);
            write(context, args.format, &report, &report.document())?;
        }
        [_] if args.ids.len() > 1 => {
            return Err(Failure::usage("both names stand for the same item"));
        }
        found => {
            for story in found {
                let story = desk.story_at(&story.path)?;
                let report = WhyReport::new(&backlog, &story);
                write(context, args.format, &report, &report.document())?;
            }
        }
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

fn write(
    context: &Context,
    format: ShowFormat,
    report: &impl Serialize,
    document: &Document,
) -> CommandResult<()> {
    match format {
        ShowFormat::Text => context.out.document(document)?,
        ShowFormat::Md => context.out.result(&markdown(document))?,
        ShowFormat::Json => context.out.json(report)?,
    }
    Ok(())
}
