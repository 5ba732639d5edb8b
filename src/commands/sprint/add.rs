//! `po sprint add`: items into a Sprint.

use clap::Args;

use crate::cli::{CommandResult, Context, Told, WriteArgs, complete};
use crate::model::Story;
use crate::scrum::{Joining, join_sprint, joining_changes, sprint_load};
use crate::store::Depth;

/// Flags of `po sprint add`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po sprint add 8 12 14
  po sprint add @ 40                       into the running Sprint
  po sprint add next 12 --dry-run          what it would come to")]
pub struct AddArgs {
    /// The Sprint: its name or number, `current` (`@`), `next`
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: String,
    /// Items
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Puts items into a Sprint.
///
/// # Errors
/// When the Sprint is closed, or an item is done, declined or an epic with children.
pub fn run(context: &Context, args: &AddArgs) -> CommandResult {
    let desk = context.open()?;
    let what = format!("sprint add {} {}", args.sprint, args.ids.join(" "));
    desk.change(&what, &args.write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let sprint = desk.pick_sprint(&backlog, &args.sprint)?;
        let stories = desk.pick_all(&backlog, &args.ids)?;
        let joining = join_sprint(&backlog, sprint, &stories)?;
        let mut told = Told::default();
        for one in &joining {
            told.line(&one.story.id, joined(one, &sprint.name));
        }
        let stories: Vec<&Story> = joining.iter().map(|one| one.story).collect();
        let load = sprint_load(&backlog, sprint, &stories, &[]);
        told.after.push(load.to_string());
        Ok((joining_changes(&sprint.name, &joining), told))
    })
}

/// What became of an item that goes into a Sprint, and what to think about.
pub(super) fn joined(one: &Joining<'_>, sprint: &str) -> String {
    let Joining { story, .. } = one;
    let mut line = format!("{} {}: ", story.id, story.title);
    match &one.was {
        _ if one.already => line += &format!("is in Sprint {sprint} already"),
        Some(was) => line += &format!("Sprint {was} → {sprint}"),
        None => line += &format!("into Sprint {sprint}"),
    }
    for doubt in &one.doubts {
        line += &format!("; {doubt}");
    }
    line
}
