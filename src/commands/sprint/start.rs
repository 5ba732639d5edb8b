//! `po sprint start`: the day, and what was planned.

use clap::Args;

use crate::cli::{CommandResult, Context, Prompt, Told, WriteArgs, complete};
use crate::commands::field_values::day;
use crate::scrum::{start_sprint, startable};
use crate::store::Depth;
use crate::text;

/// Flags of `po sprint start`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po sprint start                          the next one that is planned
  po sprint start 8 --goal \"Guests can pay\"
  po sprint start 8 --on 2026-11-23        it was started the day before yesterday")]
pub struct StartArgs {
    /// The Sprint
    #[arg(value_name = "SPRINT", default_value = "next", add = complete::sprints())]
    sprint: String,
    /// The Sprint Goal, where it has none yet or another one
    #[arg(long, value_name = "WORDS")]
    goal: Option<String>,
    /// The day on which it started [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Starts a Sprint.
///
/// # Errors
/// When it has no goal, was started before, or another one runs.
pub fn run(context: &Context, args: &StartArgs) -> CommandResult {
    let desk = context.open()?;
    let today = desk.today();
    let on = match &args.on {
        Some(text) => day(&desk, "on", text)?,
        None => today,
    };
    let mut goal = args.goal.as_deref().map(text::one_line);
    if let (None, Some(prompt)) = (&goal, Prompt::available()) {
        // Asked before the lock is taken, and only where all else is well.
        let surroundings = desk.store.surroundings();
        let sprint = desk.pick_sprint(&surroundings, &args.sprint)?;
        startable(&surroundings, sprint)?;
        if sprint
            .goal
            .as_deref()
            .is_none_or(|goal| goal.trim().is_empty())
        {
            let help = "why this Sprint is worth doing";
            goal = Some(text::one_line(&prompt.line("Sprint Goal:", "", help)?));
        }
    }
    desk.change(
        &format!("sprint start {}", args.sprint),
        &args.write,
        |store| {
            let backlog = store.load(Depth::Header).backlog;
            let sprint = desk.pick_sprint(&backlog, &args.sprint)?;
            let started = start_sprint(&backlog, sprint, goal.as_deref(), on, today)?;
            let goal = goal.as_deref().filter(|goal| !goal.is_empty());
            let goal = goal.or(sprint.goal.as_deref()).unwrap_or_default();
            let mut told = Told {
                lines: vec![
                    format!("Sprint {} runs since {on}: {goal}", sprint.name),
                    format!(
                        "  planned: {}, {}",
                        started.planned.points.points(),
                        items(started.planned.items)
                    ),
                ],
                ..Told::default()
            };
            if started.planned.items == 0 {
                let words = format!(
                    "nothing is in it yet: po sprint add {} 12",
                    text::typed(&sprint.name)
                );
                told.hints.push(words);
            }
            desk.warn_unreadable(&backlog);
            Ok((vec![started.change], told))
        },
    )
}

/// `1 item`, `5 items`.
pub(super) fn items(count: u64) -> String {
    if count == 1 {
        "1 item".to_owned()
    } else {
        format!("{count} items")
    }
}
