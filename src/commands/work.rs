//! `po ready`, `po start`, `po done`: items go through the workflow.

use clap::Args;

use crate::cli::{
    CommandResult, Context, Desk, Failure, Prompt, Told, WriteArgs, complete, stopped,
};
use crate::model::{Change, Criterion, Edit, Story};
use crate::scrum::{self, Refusal, Transition};
use crate::text;

/// Flags of `po ready`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po ready 12
  po ready 12 13 --force    even though something is missing")]
pub struct ReadyArgs {
    /// Items
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// Do it even though something is missing
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Flags of `po start`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po start 12")]
pub struct StartArgs {
    /// Items
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Flags of `po done`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po done 12
  po done 12 --force        even though criteria are open")]
pub struct DoneArgs {
    /// Items
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// Do it even though criteria are open
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Puts items in the first state of the kind ready.
///
/// # Errors
/// When something is missing that the team asks for, unless forced.
pub fn ready(context: &Context, args: &ReadyArgs) -> CommandResult {
    let desk = context.open()?;
    let verb = |story: &Story, force: bool| {
        scrum::ready(story, desk.config(), &criteria(&desk, story), force)
    };
    let force = args.force || agreed(&desk, &args.ids, &verb)?;
    change(
        &desk,
        "ready",
        &args.ids,
        &args.write,
        |story| verb(story, force),
        |_| {},
    )
}

/// Puts items in the first state of the kind started.
///
/// # Errors
/// When an item is done.
pub fn start(context: &Context, args: &StartArgs) -> CommandResult {
    let desk = context.open()?;
    let today = desk.today();
    change(
        &desk,
        "start",
        &args.ids,
        &args.write,
        |story| scrum::start(story, desk.config(), today),
        |_| {},
    )
}

/// Puts items in the first state of the kind done, and shows the Definition of Done.
///
/// # Errors
/// When criteria are open, unless forced.
pub fn done(context: &Context, args: &DoneArgs) -> CommandResult {
    let desk = context.open()?;
    let today = desk.today();
    let verb = |story: &Story, force: bool| {
        scrum::done(story, desk.config(), &criteria(&desk, story), today, force)
    };
    let force = args.force || agreed(&desk, &args.ids, &verb)?;
    let definition = desk.store.surroundings().product.definition_of_done;
    change(
        &desk,
        "done",
        &args.ids,
        &args.write,
        |story| verb(story, force),
        |told| {
            if !definition.is_empty() {
                told.after
                    .push("Definition of Done, for you to judge:".to_owned());
                told.after
                    .extend(definition.iter().map(|point| format!("  - {point}")));
            }
        },
    )
}

fn criteria(desk: &Desk<'_>, story: &Story) -> Vec<Criterion> {
    text::criteria(
        story.body.as_deref().unwrap_or_default(),
        &desk.config().criteria.headings,
    )
}

/// Asks on a terminal whether to go on where something speaks against it; no lock is held meanwhile.
fn agreed(
    desk: &Desk<'_>,
    ids: &[String],
    verb: &dyn Fn(&Story, bool) -> Result<Transition, Refusal>,
) -> CommandResult<bool> {
    let Some(prompt) = Prompt::available() else {
        return Ok(false);
    };
    let refusals: Vec<Refusal> = desk
        .open_stories(&desk.store, ids)?
        .iter()
        .filter_map(|story| verb(story, false).err())
        .filter(Refusal::can_be_forced)
        .collect();
    if refusals.is_empty() {
        return Ok(false);
    }
    for refusal in &refusals {
        desk.context.out.warn(&refusal.to_string());
        for words in open_criteria(refusal) {
            desk.context
                .out
                .note(&format!("  - {}\n", text::escape_terminal(words)));
        }
    }
    if prompt.yes("Go on all the same?", false)? {
        Ok(true)
    } else {
        Err(stopped())
    }
}

/// The open criteria that a refusal is about.
pub(super) fn open_criteria(refusal: &Refusal) -> &[String] {
    match refusal {
        Refusal::OpenCriteria { open, .. } => open,
        _ => &[],
    }
}

/// Makes a transition of each item; all or none.
pub(super) fn change(
    desk: &Desk<'_>,
    what: &str,
    ids: &[String],
    write: &WriteArgs,
    verb: impl Fn(&Story) -> Result<Transition, Refusal>,
    more: impl Fn(&mut Told),
) -> CommandResult {
    let today = desk.today();
    desk.change(&format!("{what} {}", ids.join(", ")), write, |store| {
        let mut changes = Vec::new();
        let mut told = Told::default();
        for story in desk.open_stories(store, ids)? {
            let transition = verb(&story).map_err(Failure::from)?;
            let mut edits = transition.edits.clone();
            if let Some(words) = &transition.decision {
                let body = story.body.as_deref().unwrap_or_default();
                edits.push(Edit::Body(text::append_dated(
                    body,
                    "Decisions",
                    today,
                    words,
                    false,
                )));
            }
            let said = match (&transition.decision, transition.from == transition.to) {
                (Some(words), true) => words.clone(),
                (_, true) if transition.is_nothing() => String::new(),
                (_, true) => what.to_owned() + "ed",
                (Some(words), false) => {
                    // `declined: no demand` says the state again where the state is called so.
                    let words = words
                        .strip_prefix(&format!("{}: ", transition.to))
                        .map_or_else(|| format!(", {words}"), |because| format!(": {because}"));
                    format!("{} → {}{words}", transition.from, transition.to)
                }
                (None, false) => format!("{} → {}", transition.from, transition.to),
            };
            if said.is_empty() {
                told.ids.push(story.id.to_string());
            } else {
                told.line(&story.id, format!("{} {}: {said}", story.id, story.title));
            }
            told.lines.extend(transition.notes);
            if !edits.is_empty() {
                changes.push(Change::edit(&*story.path, edits));
            }
        }
        if !changes.is_empty() {
            more(&mut told);
        }
        Ok((changes, told))
    })
}
