//! `po sprint remove`: items out of a Sprint.

use clap::Args;

use crate::cli::{CommandResult, Context, Told, WriteArgs, complete};
use crate::scrum::{leave_sprint, sprint_load};
use crate::store::Depth;

/// Flags of `po sprint remove`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po sprint remove 8 12                    back to the backlog, in its place in the order")]
pub struct RemoveArgs {
    /// The Sprint: its name or number, `current` (`@`), `next`
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: String,
    /// Items
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Takes items out of a Sprint.
///
/// # Errors
/// When the Sprint is closed, or an item is not in it or is done in it.
pub fn run(context: &Context, args: &RemoveArgs) -> CommandResult {
    let desk = context.open()?;
    let what = format!("sprint remove {} {}", args.sprint, args.ids.join(" "));
    desk.change(&what, &args.write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let sprint = desk.pick_sprint(&backlog, &args.sprint)?;
        let stories = desk.pick_all(&backlog, &args.ids)?;
        let changes = leave_sprint(&backlog, sprint, &stories)?;
        let mut told = Told::default();
        for story in &stories {
            let words = format!(
                "{} {}: out of Sprint {}",
                story.id, story.title, sprint.name
            );
            told.line(&story.id, words);
        }
        let load = sprint_load(&backlog, sprint, &[], &stories);
        told.after.push(load.to_string());
        Ok((changes, told))
    })
}
