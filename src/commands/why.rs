//! `po why`: where an item stands and why, or why not.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, Outcome, ShowFormat, complete};
use crate::report::{WhyReport, markdown};
use crate::store::Depth;

/// Flags of `po why`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po why 12
  po why 44 --format md   to paste into an answer to who asked for it")]
pub struct WhyArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The item: `12`, `US-12`, an alias
    #[arg(value_name = "ID", add = complete::ids())]
    id: String,
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
    let backlog = desk.load(Depth::Header).backlog;
    let path = desk.pick(&backlog, &args.id)?.path.clone();
    let story = desk.story_at(&path)?;
    let report = WhyReport::new(&backlog, &story);
    match args.format {
        ShowFormat::Text => context.out.document(&report.document())?,
        ShowFormat::Md => context.out.result(&markdown(&report.document()))?,
        ShowFormat::Json => context.out.json(&report)?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
