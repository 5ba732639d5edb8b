//! `po sprint plan`: Sprint Planning.

use clap::Args;

use crate::check::Readiness;
use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Outcome, Prompt, Told, WriteArgs,
    WriteFormat, complete, stopped,
};
use crate::commands::field_values::amount;
use crate::model::{Backlog, Change, Sprint, Story};
use crate::report::SprintPlanReport;
use crate::scrum::{join_sprint, joining_changes, plan_sprint, sprint_load};
use crate::store::Depth;
use crate::text;

use super::add::joined;
use super::draft::{Draft, DraftArgs};
use super::proposal::{Capacity, known_capacity, no_capacity, sprint_to_plan};

/// Flags of `po sprint plan`.
#[derive(Debug, Args)]
#[command(
    after_help = "Takes ready, estimated items from the top of the order, what they wait for before them, as far as
the capacity goes, and says why it leaves others out. On a terminal it asks; elsewhere it only
shows, unless --yes is given.

Examples:
  po sprint plan                           the next Sprint; makes it where none waits
  po sprint plan --goal \"Guests can pay\" --capacity 21 --yes
  po sprint plan 8 --from 2026-11-23 --to 2026-12-04
  po sprint plan --format json             the proposal, for a program"
)]
pub struct PlanArgs {
    /// The Sprint [default: the next one that waits, else a new one]
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    #[command(flatten)]
    draft: DraftArgs,
    /// Take what is proposed, and ask nothing
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Proposes what a Sprint takes, and puts it there.
///
/// # Errors
/// When the Sprint runs or is closed, its days cannot be, or nothing says how much it takes.
pub fn run(context: &Context, args: &PlanArgs) -> CommandResult {
    let desk = context.open()?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let mut flags = args.draft.clone();
    let mut draft = sprint_to_plan(&desk, &backlog, args.sprint.as_deref(), &flags)?;
    // A program that asks for JSON cannot be asked back.
    let silent = args.yes || args.write.dry_run || args.write.format == WriteFormat::Json;
    let prompt = Prompt::available().filter(|_| !silent);
    let capacity = match (
        known_capacity(&backlog, &draft, flags.capacity.is_some()),
        prompt,
    ) {
        (Some(capacity), _) => capacity,
        (None, Some(prompt)) => asked_capacity(prompt)?,
        (None, None) => return Err(no_capacity(&draft)),
    };
    draft.sprint.capacity = Some(capacity.points);
    flags.capacity = Some(capacity.points.to_string());
    let plan = plan_sprint(&backlog, &draft.sprint, capacity.points);
    let readiness = Readiness::new(&backlog)
        .map_err(|error| Failure::from_error(ErrorKind::InvalidValue, error))?;
    let report = SprintPlanReport::new(&draft.sprint, &plan, &capacity.from, &|story| {
        if backlog.is_open(story) {
            readiness.lacks(story)
        } else {
            Vec::new()
        }
    });
    let mut ids: Vec<String> = report.take.iter().map(|item| item.id.clone()).collect();
    desk.warn_unreadable(&backlog);
    if let Some(prompt) = prompt {
        context.out.document(&report.document())?;
        let is_new = draft.old.is_none();
        if !ids.is_empty() {
            ids = agreed(&desk, &backlog, &draft.sprint, ids, prompt)?;
        } else if is_new {
            let question = format!("Make Sprint {} without items?", draft.sprint.name);
            if !prompt.yes(&question, false)? {
                return Err(stopped());
            }
        }
        if draft.sprint.goal.is_none() {
            let goal = prompt.line(
                "Sprint Goal:",
                "",
                "why this Sprint is worth doing; Enter: later",
            )?;
            flags.goal = Some(goal).filter(|goal| !goal.is_empty());
        }
        let typed = [&flags.goal, &flags.from, &flags.to, &args.draft.capacity];
        if ids.is_empty() && !is_new && typed.iter().all(|typed| typed.is_none()) {
            return Ok(Outcome::Clean);
        }
    } else if !args.yes && !args.write.dry_run {
        return show(context, &report, args.write.format);
    } else if args.write.format == WriteFormat::Text {
        context.out.document(&report.document())?;
        context.out.result("\n")?;
    }
    let what = format!("sprint plan {}", draft.sprint.name);
    let name = draft.sprint.name.clone();
    desk.change(&what, &args.write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let draft = sprint_to_plan(&desk, &backlog, Some(&name), &flags)?;
        let stories = desk.pick_all(&backlog, &ids)?;
        put(&backlog, &draft, &stories)
    })
}

/// The proposal alone, with how to make it true.
fn show(context: &Context, report: &SprintPlanReport, format: WriteFormat) -> CommandResult {
    if format == WriteFormat::Json {
        context.out.json(report)?;
        return Ok(Outcome::Clean);
    }
    context.out.document(&report.document())?;
    context
        .out
        .hint("nothing was written; the same with --yes takes this");
    Ok(Outcome::Clean)
}

/// The file of the Sprint and the items in it, and what to tell.
fn put(backlog: &Backlog, draft: &Draft, stories: &[&Story]) -> CommandResult<(Vec<Change>, Told)> {
    let sprint = &draft.sprint;
    let joining = join_sprint(backlog, sprint, stories)?;
    let mut changes: Vec<_> = draft.change().into_iter().collect();
    changes.extend(joining_changes(&sprint.name, &joining));
    let mut told = Told {
        lines: vec![draft.words()],
        ..Told::default()
    };
    for one in &joining {
        told.line(&one.story.id, format!("  {}", joined(one, &sprint.name)));
    }
    let load = sprint_load(backlog, sprint, stories, &[]);
    told.after.push(load.to_string());
    told.hints.push(if sprint.goal.is_some() {
        format!(
            "when it begins: po sprint start {}",
            text::typed(&sprint.name)
        )
    } else {
        format!(
            "when it begins: po sprint start {} --goal \"…\"",
            text::typed(&sprint.name)
        )
    });
    Ok((changes, told))
}

fn asked_capacity(prompt: Prompt) -> CommandResult<Capacity> {
    let points = prompt.checked(
        "How many points?",
        "",
        "the first Sprint: what the team thinks it can do",
        &|answer| amount("capacity", &answer),
    )?;
    Ok(Capacity {
        points,
        from: "as you say".to_owned(),
    })
}

/// The items that people agree on: those proposed, or those they name instead.
fn agreed(
    desk: &Desk<'_>,
    backlog: &Backlog,
    sprint: &Sprint,
    mut ids: Vec<String>,
    prompt: Prompt,
) -> CommandResult<Vec<String>> {
    loop {
        let answer = prompt.line(
            "Take these? [Y/n/edit]",
            "y",
            "edit: name the items yourself",
        )?;
        match answer.to_lowercase().as_str() {
            "y" | "yes" => return Ok(ids),
            "n" | "no" => return Err(stopped()),
            "e" | "edit" => {
                let (named, load) = prompt.checked(
                    "Items:",
                    &ids.join(" "),
                    "ids, parted by blanks",
                    &|answer| {
                        let words = answer.split([' ', ',']).filter(|word| !word.is_empty());
                        let words: Vec<String> = words.map(text::one_line).collect();
                        let stories = desk.pick_all(backlog, &words)?;
                        join_sprint(backlog, sprint, &stories)?;
                        let load = sprint_load(backlog, sprint, &stories, &[]);
                        let named = stories.iter().map(|story| story.id.to_string());
                        Ok((named.collect::<Vec<String>>(), load))
                    },
                )?;
                ids = named;
                desk.context
                    .out
                    .note(&format!("{}\n", text::escape_terminal(&load.to_string())));
            }
            _ => desk.context.out.note("y, n or edit\n"),
        }
    }
}
