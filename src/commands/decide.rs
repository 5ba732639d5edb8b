//! `po accept`, `po reject`, `po decline`: dated decisions.

use clap::Args;

use crate::cli::{CommandResult, Context, Failure, Prompt, WriteArgs, complete};
use crate::commands::work::change;
use crate::scrum;
use crate::text;

/// Flags of `po accept`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po accept 9
  po accept 9 --note \"shown to Sales\"")]
pub struct AcceptArgs {
    /// Items that are Done
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// Words to keep with the decision
    #[arg(long, value_name = "WORDS")]
    note: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Flags of `po reject`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po reject 9 --because \"the receipt is missing\"")]
pub struct RejectArgs {
    /// Items that are Done
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// Why
    #[arg(long, short = 'b', value_name = "REASON")]
    because: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Flags of `po decline`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po decline 44 --because \"no demand outside one customer; O1 comes first\"
  po why 44                 says it to whoever asks later")]
pub struct DeclineArgs {
    /// Items
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// Why: it stays findable with the item
    #[arg(long, short = 'b', value_name = "REASON")]
    because: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Accepts items.
///
/// # Errors
/// When an item is not Done.
pub fn accept(context: &Context, args: &AcceptArgs) -> CommandResult {
    let desk = context.open()?;
    let today = desk.today();
    let note = args.note.as_deref().map(text::one_line);
    change(
        &desk,
        "accept",
        &args.ids,
        &args.write,
        |story| scrum::accept(story, desk.config(), today, note.as_deref()),
        |_| {},
    )
}

/// Puts Done items back to work.
///
/// # Errors
/// When an item is not Done, or no reason is given.
pub fn reject(context: &Context, args: &RejectArgs) -> CommandResult {
    let desk = context.open()?;
    let because = reason(args.because.as_deref(), "reject", &args.ids)?;
    let surroundings = desk.store.surroundings();
    change(
        &desk,
        "reject",
        &args.ids,
        &args.write,
        |story| {
            scrum::reject(
                story,
                desk.config(),
                scrum::in_running_sprint(&surroundings, story),
                &because,
            )
        },
        |_| {},
    )
}

/// Says no to items.
///
/// # Errors
/// When an item is Done, or no reason is given.
pub fn decline(context: &Context, args: &DeclineArgs) -> CommandResult {
    let desk = context.open()?;
    let because = reason(args.because.as_deref(), "decline", &args.ids)?;
    change(
        &desk,
        "decline",
        &args.ids,
        &args.write,
        |story| scrum::decline(story, desk.config(), &because),
        |_| {},
    )
}

/// The reason: given, else asked for on a terminal; a decision without one helps nobody later.
fn reason(given: Option<&str>, verb: &str, ids: &[String]) -> CommandResult<String> {
    let reason = match (given, Prompt::available()) {
        (Some(given), _) => given.to_owned(),
        (None, Some(prompt)) => prompt.line("Because?", "", "it stays findable with the item")?,
        (None, None) => String::new(),
    };
    let reason = text::one_line(&reason);
    if reason.is_empty() {
        return Err(Failure::usage("a reason is needed")
            .hint(format!("po {verb} {} --because \"…\"", ids.join(" "))));
    }
    Ok(reason)
}
