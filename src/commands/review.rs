//! `po review`: the notes of a Sprint Review, written from what really happened.

use clap::{Args, ValueEnum};
use similar::TextDiff;

use crate::cli::{
    AtArgs, CommandResult, Context, Desk, ErrorKind, Failure, Outcome, PostArgs, TemplateArgs,
    Told, WriteArgs, WriteFormat, complete,
};
use crate::commands::review_commits::commits;
use crate::model::{Backlog, Change, ChangeKind, Sprint, SprintState};
use crate::report::{REVIEW_TEMPLATE, ReviewFacts, ReviewReport, confluence, html, slack, teams};
use crate::store::{Depth, StoreError, body_of, review_path};
use crate::text::{self, Renewed, generated_blocks, plain_block, renew_blocks};

/// Flags of `po review`.
#[derive(Debug, Args)]
#[command(
    after_help = "Whether the Sprint Goal was met is a person's word, and what is not Done is never shown as delivered.
With --save, what stands between `<!-- po:begin … -->` and `<!-- po:end -->` is written anew each time;
everything else in the file is yours.

Examples:
  po review                   the running Sprint, else the last closed one
  po review 8 --save          into reviews/sprint-8.md
  po review --format html > review.html
  po review --post slack      to the webhook in PO_SLACK_WEBHOOK
  po review --print-template > backlog/templates/review.md"
)]
pub struct ReviewArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The Sprint [default: the running one, else the last closed one]
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// How to write them; with --save, how to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ReviewFormat,
    #[command(flatten)]
    post: PostArgs,
    #[command(flatten)]
    template: TemplateArgs,
    /// Keep them in the backlog, and what people wrote there
    #[arg(long, conflicts_with = "post", help_heading = "Writing")]
    save: bool,
    /// Write generated blocks anew that somebody edited
    #[arg(long, requires = "save", help_heading = "Writing")]
    force: bool,
    /// Show the diff and the effect, and write nothing
    #[arg(long, requires = "save", help_heading = "Writing")]
    dry_run: bool,
    /// Commit exactly the files that change
    #[arg(long, requires = "save", help_heading = "Writing")]
    commit: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ReviewFormat {
    /// Markdown, to read, paste or keep.
    #[default]
    Md,
    /// JSON with a stable shape.
    Json,
    /// One page that needs nothing else.
    Html,
    /// A Slack message: Block Kit JSON.
    Slack,
    /// A Teams message: an Adaptive Card.
    Teams,
    /// Confluence's storage format.
    Confluence,
}

/// Writes the notes.
///
/// # Errors
/// When there is no such Sprint, it has not started, or a generated block was edited.
pub fn run(context: &Context, args: &ReviewArgs) -> CommandResult {
    if args.save && !matches!(args.format, ReviewFormat::Md | ReviewFormat::Json) {
        return Err(
            Failure::usage("`--save` keeps Markdown").hint("po review --format html > review.html")
        );
    }
    if args.template.is_printed() {
        context.out.result(REVIEW_TEMPLATE)?;
        return Ok(Outcome::Clean);
    }
    let is_markdown = args.save || args.format == ReviewFormat::Md;
    args.template.check(is_markdown)?;
    if args.save && args.at.at.is_some() {
        return Err(Failure::usage("the past cannot be changed")
            .hint("leave --at out, or write it elsewhere: po review --at REF > notes.md"));
    }
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let sprint = pick(&desk, &backlog, args.sprint.as_deref())?;
    let bytes = desk.read(&sprint.path)?;
    let body = body_of(&sprint.path, &bytes).map_err(|problem| desk.failure(&problem))?;
    let timeline = desk.timeline(&backlog);
    let commits = commits(&desk, &backlog, sprint, &timeline);
    let report = ReviewReport::new(&ReviewFacts {
        backlog: &backlog,
        sprint,
        body,
        timeline: &timeline,
        commits: commits.as_ref(),
        today: desk.today(),
        prefix: &desk.prefix,
    });
    desk.warn_unreadable(&backlog);
    let written = match is_markdown {
        true => args
            .template
            .write(&desk, "review", || report.template_data())?,
        false => None,
    };
    let notes = written.unwrap_or_else(|| report.notes(plain_block));
    if args.save {
        return save(&desk, args, sprint, &report.title(), &notes);
    }
    let out = &context.out;
    let more = format!("po review {}", text::typed(&sprint.name));
    let sent = args
        .post
        .send(context, &report.title(), &more, || report.document())?;
    match args.format {
        _ if sent.is_some() => {}
        ReviewFormat::Md => out.result(&notes)?,
        ReviewFormat::Json => out.json(&report)?,
        ReviewFormat::Html => out.result(&html(&report.document(), &report.title()))?,
        ReviewFormat::Slack => out.result(&slack(&report.document(), &more))?,
        ReviewFormat::Teams => out.result(&teams(&report.document(), &more))?,
        ReviewFormat::Confluence => out.result(&confluence(&report.document()))?,
    }
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

/// The Sprint that is reviewed.
fn pick<'b>(
    desk: &Desk<'_>,
    backlog: &'b Backlog,
    name: Option<&str>,
) -> CommandResult<&'b Sprint> {
    let Some(name) = name else {
        let found = backlog.running_sprint().or_else(|| backlog.sprint("last"));
        return found.ok_or_else(|| {
            Failure::not_found(
                "no Sprint is running and none is closed, so there is nothing to review",
            )
            .hint("po sprint plan")
        });
    };
    let sprint = desk.pick_sprint(backlog, name)?;
    if sprint.state() == SprintState::Planned {
        let message = format!("Sprint {} has not started", sprint.name);
        return Err(Failure::new(ErrorKind::Refused, message)
            .hint(format!("po sprint start {}", text::typed(&sprint.name))));
    }
    Ok(sprint)
}

/// Keeps the notes in the backlog.
fn save(
    desk: &Desk<'_>,
    args: &ReviewArgs,
    sprint: &Sprint,
    title: &str,
    notes: &str,
) -> CommandResult {
    let write = WriteArgs {
        dry_run: args.dry_run,
        commit: args.commit,
        format: match args.format {
            ReviewFormat::Json => WriteFormat::Json,
            _ => WriteFormat::Text,
        },
    };
    let path = review_path(&sprint.path);
    let what = format!("review {}", sprint.name);
    let (whole, fresh) = generated(notes)?;
    desk.change(&what, &write, |store| {
        let mut told = Told {
            lines: vec![format!("{title} notes")],
            ..Told::default()
        };
        let old = match store.read(&path) {
            Ok(old) => old,
            Err(StoreError::Missing(_)) => {
                told.hints.push(format!(
                    "what people say goes in there: {}",
                    desk.shown(&path)
                ));
                return Ok((vec![Change::create(path.clone(), whole.clone())], told));
            }
            Err(error) => return Err(error.into()),
        };
        let renewed = renew(desk, &path, &old, &named(&fresh))?;
        if !renewed.edited.is_empty() && !args.force {
            return Err(edited(desk, &path, &renewed, args));
        }
        if !renewed.absent.is_empty() {
            let names = renewed.absent.join(", ");
            told.after
                .push(format!("not in the file, so not written: {names}"));
        }
        let new = renewed.text.into_bytes();
        let kind = ChangeKind::Replace { old, new };
        let path = path.clone();
        Ok((vec![Change { path, kind }], told))
    })
}

/// A new file of the notes, and its generated blocks. Notes without any, as a template may write them, are one block.
fn generated(notes: &str) -> CommandResult<(String, Vec<(String, String)>)> {
    let wrong = |error| {
        Failure::from_error(ErrorKind::InvalidValue, error)
            .hint("`{{ blocks.done }}` in a template writes a block with its beginning and its end")
    };
    let mut whole = notes.to_owned();
    if generated_blocks(&whole).map_err(wrong)?.is_empty() {
        whole = plain_block("notes", notes);
    }
    let blocks = generated_blocks(&whole).map_err(wrong)?.into_iter();
    let blocks = blocks.map(|block| (block.name, whole[block.content].to_owned()));
    let fresh: Vec<(String, String)> = blocks.collect();
    let renewed = renew_blocks(&whole, &named(&fresh)).map_err(wrong)?;
    Ok((renewed.text, fresh))
}

fn named(blocks: &[(String, String)]) -> Vec<(&str, String)> {
    let each = blocks.iter();
    each.map(|(name, text)| (name.as_str(), text.clone()))
        .collect()
}

/// The file with its generated blocks made anew.
fn renew(
    desk: &Desk<'_>,
    path: &str,
    old: &[u8],
    fresh: &[(&str, String)],
) -> CommandResult<Renewed> {
    let shown = desk.shown(path);
    let old = std::str::from_utf8(old).map_err(|_| {
        Failure::new(ErrorKind::UnreadableFile, "the file is not UTF-8").at(shown.clone(), 1, 1)
    })?;
    renew_blocks(old, fresh).map_err(|error| {
        let line = error.line();
        Failure::from_error(ErrorKind::Refused, error)
            .at(shown, line, 1)
            .hint("each generated block begins and ends with a line of its own, once")
    })
}

/// Which blocks somebody edited, with what would become of them.
fn edited(desk: &Desk<'_>, path: &str, renewed: &Renewed, args: &ReviewArgs) -> Failure {
    if args.format != ReviewFormat::Json {
        for (name, old, new) in &renewed.edited {
            let diff = TextDiff::from_lines(old.as_str(), new.as_str())
                .unified_diff()
                .context_radius(2)
                .header(&format!("{name}, as it is"), &format!("{name}, generated"))
                .to_string();
            let out = &desk.context.out;
            out.note(&text::escape_terminal_lines(&diff));
        }
    }
    let names = renewed.edited.iter().map(|(name, ..)| format!("`{name}`"));
    let names = names.collect::<Vec<_>>().join(", ");
    let message = format!(
        "somebody edited generated blocks of `{}`: {names}",
        desk.shown(path)
    );
    Failure::new(ErrorKind::Conflict, message)
        .hint("move those words out of the block, where they stay")
        .hint("po review --save --force: write it anew, and lose them")
}
