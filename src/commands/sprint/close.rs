//! `po sprint close`: a person's verdict, what was Done, and where the rest goes.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::{CommandResult, Context, Failure, Prompt, Told, WriteArgs, complete};
use crate::commands::field_values::day;
use crate::model::Sprint;
use crate::scrum::{ClosedSprint, Verdict, closable, close_sprint};
use crate::store::Depth;
use crate::text;

use super::start::items;

/// Flags of `po sprint close`.
#[derive(Debug, Args)]
#[command(
    after_help = "Whether the Sprint Goal was met is a person's word: it is asked on a terminal, and never worked
out.

Examples:
  po sprint close                          the running one
  po sprint close 8 --goal-met yes
  po sprint close 8 --goal-met partly --because \"refunds wait for the provider\"
  po sprint close 8 --goal-met no --because \"…\" --carry-over next"
)]
pub struct CloseArgs {
    /// The Sprint
    #[arg(value_name = "SPRINT", default_value = "current", add = complete::sprints())]
    sprint: String,
    /// Whether the Sprint Goal was met
    #[arg(long, value_name = "VERDICT", value_parser = PossibleValuesParser::new(Verdict::ALL.map(Verdict::word)))]
    goal_met: Option<String>,
    /// Why
    #[arg(long, short = 'b', value_name = "WORDS")]
    because: Option<String>,
    /// Carry what is not Done over into this Sprint, instead of back to the backlog
    #[arg(long, value_name = "SPRINT", add = complete::sprints())]
    carry_over: Option<String>,
    /// The day on which it was closed [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Closes a Sprint.
///
/// # Errors
/// When it does not run, or nobody says whether its goal was met.
pub fn run(context: &Context, args: &CloseArgs) -> CommandResult {
    let desk = context.open()?;
    let today = desk.today();
    let on = match &args.on {
        Some(text) => day(&desk, "on", text)?,
        None => today,
    };
    // Asked before the lock is taken, and only where the Sprint can be closed.
    let surroundings = desk.store.surroundings();
    let sprint = desk.pick_sprint(&surroundings, &args.sprint)?;
    closable(sprint, on, today)?;
    let (verdict, because) = verdict(args, sprint)?;
    desk.change(
        &format!("sprint close {}", args.sprint),
        &args.write,
        |store| {
            let backlog = store.load(Depth::Header).backlog;
            let sprint = desk.pick_sprint(&backlog, &args.sprint)?;
            let into = args.carry_over.as_deref();
            let into = into
                .map(|name| desk.pick_sprint(&backlog, name))
                .transpose()?;
            let because = because.as_deref();
            let closed = close_sprint(&backlog, sprint, verdict, because, into, (on, today))?;
            let told = told(sprint, verdict, &closed, into);
            desk.warn_unreadable(&backlog);
            Ok((closed.changes, told))
        },
    )
}

/// The verdict and its reason: given, else asked for on a terminal.
fn verdict(args: &CloseArgs, sprint: &Sprint) -> CommandResult<(Verdict, Option<String>)> {
    let because = args.because.as_deref().map(text::one_line);
    if let Some(verdict) = args.goal_met.as_deref().and_then(Verdict::parse) {
        return Ok((verdict, because));
    }
    let needed = || {
        Failure::usage("was the Sprint Goal met? Only a person can say it").hint(format!(
            "po sprint close {} --goal-met yes|no|partly --because \"…\"",
            text::typed(&sprint.name)
        ))
    };
    let prompt = Prompt::available().ok_or_else(needed)?;
    let goal = sprint.goal.as_deref().unwrap_or("no Sprint Goal was set");
    let verdict = prompt.checked("Was the Sprint Goal met?", "", goal, &|answer| {
        Verdict::parse(&answer).ok_or_else(|| Failure::usage("yes, no or partly"))
    })?;
    let because = match because {
        Some(because) => Some(because),
        None => Some(prompt.line("Because?", "", "Enter: no words")?),
    };
    Ok((verdict, because.filter(|words| !words.is_empty())))
}

fn told(
    sprint: &Sprint,
    verdict: Verdict,
    closed: &ClosedSprint<'_>,
    into: Option<&Sprint>,
) -> Told {
    let mut told = Told::default();
    told.lines.push(format!(
        "Sprint {} closed; Sprint Goal met: {}",
        sprint.name,
        verdict.word()
    ));
    let planned = sprint.planned.map_or_else(String::new, |planned| {
        format!(
            "; planned {}, {}",
            planned.points.points(),
            items(planned.items)
        )
    });
    told.lines.push(format!(
        "  Done: {}, {}{planned}",
        closed.done.points.points(),
        items(closed.done.items)
    ));
    let went = into.map_or_else(
        || "back to the backlog".to_owned(),
        |next| format!("into Sprint {}", next.name),
    );
    for story in &closed.returned {
        told.line(
            &story.id,
            format!("  not Done: {} {}, {went}", story.id, story.title),
        );
    }
    told.hints.push("the next one: po sprint plan".to_owned());
    told
}
