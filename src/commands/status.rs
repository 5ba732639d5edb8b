//! `po` and `po status`: today on one screen.

use clap::Args;

use crate::check::Readiness;
use crate::cli::{
    AtArgs, CommandResult, Context, Desk, ErrorKind, Failure, Outcome, PostArgs, StatusFormat,
    TemplateArgs, complete, leave,
};
use crate::commands::help;
use crate::report::{
    StatusInput, StatusReport, TemplateData, WHOLE_TEMPLATE, markdown, slack, teams,
};
use crate::store::Depth;

/// More commits than these are not read for one line of the screen; after a longer reading they are known.
const COMMITS: usize = 500;

/// What shows all, where a channel had no room.
const MORE: &str = "po status";

/// Flags of `po status`.
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  po                        (alone) the same, where there is a backlog
  po status --sprint last   another Sprint than the running one
  po status --format md     to paste
  po status --post slack    to the webhook in PO_SLACK_WEBHOOK")]
pub struct StatusArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The Sprint [default: the running one]
    #[arg(long, value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: StatusFormat,
    #[command(flatten)]
    post: PostArgs,
    #[command(flatten)]
    template: TemplateArgs,
}

/// Shows today's state.
///
/// # Errors
/// When there is no backlog, or no such Sprint.
pub fn run(context: &Context, args: &StatusArgs) -> CommandResult {
    if args.template.is_printed() {
        context.out.result(WHOLE_TEMPLATE)?;
        return Ok(Outcome::Clean);
    }
    show(context.open()?, args)
}

fn show(mut desk: Desk<'_>, args: &StatusArgs) -> CommandResult {
    let is_text = args.format == StatusFormat::Text;
    let is_markdown = args.format == StatusFormat::Md || is_text && args.template.is_named();
    args.template.check(is_markdown)?;
    desk.look_at(&args.at)?;
    let out = &desk.context.out;
    let backlog = desk.load(Depth::Body)?.backlog;
    let sprint = match &args.sprint {
        Some(name) => Some(desk.pick_sprint(&backlog, name)?),
        None => backlog.running_sprint(),
    };
    let readiness = Readiness::new(&backlog)
        .map_err(|error| Failure::from_error(ErrorKind::InvalidValue, error))?;
    // What a commit held has the past behind it, as in every other figure of that commit.
    let past = match args.at.at {
        Some(_) => Some(desk.timeline(&backlog)),
        None => desk.landed(COMMITS),
    };
    let input = StatusInput {
        today: desk.today(),
        sprint,
        past: past.as_ref(),
        not_committed: match (&args.at.at, &desk.repository) {
            // Where git's index cannot be read, nothing is said.
            (None, Some(_)) => desk.count_changes().ok(),
            _ => None,
        },
        lacks: &|story| readiness.lacks(story),
    };
    let report = StatusReport::new(&backlog, &input);
    let what = format!("status of {}", report.date);
    let sent = args
        .post
        .send(desk.context, &what, MORE, || report.document(&backlog))?;
    let data = || TemplateData::whole(&report, &report.document(&backlog));
    let written = match is_markdown {
        true => args.template.write(&desk, "status", data)?,
        false => None,
    };
    match args.format {
        _ if sent.is_some() => {}
        _ if written.is_some() => out.result(written.as_deref().unwrap_or_default())?,
        StatusFormat::Text => out.document(&report.document(&backlog))?,
        StatusFormat::Md => out.result(&markdown(&report.document(&backlog)))?,
        StatusFormat::Json => out.json(&report)?,
        StatusFormat::Slack => out.result(&slack(&report.document(&backlog), MORE))?,
        StatusFormat::Teams => out.result(&teams(&report.document(&backlog), MORE))?,
    }
    desk.warn_unreadable(&backlog);
    let repository = desk.repository.as_ref();
    if repository.is_some_and(|repository| repository.lacks_driver(desk.store.root())) {
        out.hint("this clone merges stories line by line; field by field: po git setup");
    } else {
        desk.warn_other_driver(backlog.stories().iter().map(|story| story.path.clone()));
    }
    let outcome = Outcome::findings_if(!backlog.unreadable.is_empty());
    drop(readiness);
    std::mem::forget(past);
    leave(backlog);
    Ok(outcome)
}

/// What bare `po` does: the status in a backlog, the first-run help elsewhere.
///
/// # Errors
/// When there is a backlog whose `po.yaml` cannot be read.
pub fn bare(context: &Context) -> CommandResult {
    // Opened once, so that what is said while opening is not said twice.
    if let Some(desk) = context.find()? {
        desk.warn_config();
        return show(desk, &StatusArgs::default());
    }
    context
        .out
        .result(&help::first_run(&context.env.current_dir))?;
    Ok(Outcome::Clean)
}
