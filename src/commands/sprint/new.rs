//! `po sprint new`: a Sprint's file.

use clap::Args;

use crate::cli::{CommandResult, Context, Told, WriteArgs};
use crate::store::Depth;
use crate::text;

use super::draft::{Draft, DraftArgs};

/// Flags of `po sprint new`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po sprint new                            the next number, after the last Sprint
  po sprint new 8 --goal \"Guests can pay\"
  po sprint new 8 --from 2026-11-23 --to 2026-12-04 --capacity 21")]
pub struct NewArgs {
    /// Its name or number [default: the next number]
    #[arg(value_name = "SPRINT")]
    name: Option<String>,
    #[command(flatten)]
    draft: DraftArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes a Sprint.
///
/// # Errors
/// When there is one of that name, or its days cannot be.
pub fn run(context: &Context, args: &NewArgs) -> CommandResult {
    let desk = context.open()?;
    let what = match &args.name {
        Some(name) => format!("sprint new {name}"),
        None => "sprint new".to_owned(),
    };
    desk.change(&what, &args.write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let draft = Draft::new(&desk, &backlog, args.name.as_deref(), &args.draft)?;
        let name = text::typed(&draft.sprint.name);
        let told = Told {
            lines: vec![draft.words()],
            hints: vec![format!("what it could take: po sprint plan {name}")],
            ..Told::default()
        };
        Ok((draft.change().into_iter().collect(), told))
    })
}
