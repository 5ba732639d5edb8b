//! `po check`: what is wrong, with file, line and column.

use std::collections::HashMap;

use clap::{Args, ValueEnum};

use crate::check::{
    Check, Located, Part, Report, Settings, concise, explain, explain_all, json, located, summary,
};
use crate::cli::{
    AtArgs, Changed, ChangedArgs, CommandResult, Context, Desk, Failure, Outcome, complete, draw,
    leave,
};
use crate::commands::check_changed::checked_changed;
use crate::commands::check_fix::FixArgs;
use crate::commands::check_lines::LinesArgs;
use crate::commands::check_rules::{RuleArgs, rules};
use crate::model::{Backlog, Diagnostic, Story};
use crate::store::{Depth, Locator};

/// Flags of `po check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po check                              the whole backlog
  po check 12 13                        these items
  po check --since main                 what this branch changed
  po check --staged                     what is staged, as a pre-commit hook
  po check --format concise             a line a finding, for CI and editors
  po check --fix                        repair what can be; what chooses for you is asked
  po check --explain dangling-reference what a rule looks for, and why")]
pub struct CheckArgs {
    #[command(flatten)]
    at: AtArgs,
    #[command(flatten)]
    changed: ChangedArgs,
    /// Items or story files; rules that need the whole backlog still see it
    #[arg(value_name = "ID | FILE", add = complete::ids(), conflicts_with_all = ["since", "staged"])]
    only: Vec<String>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    fix: FixArgs,
    #[command(flatten)]
    lines: LinesArgs,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: CheckFormat,
    /// Say what a rule looks for and why; `all` for every rule
    #[arg(long, value_name = "RULE", conflicts_with_all = ["only", "since", "staged"], add = rules())]
    explain: Option<String>,
}

/// How to write findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum CheckFormat {
    /// With the source lines they are about.
    #[default]
    Text,
    /// A line a finding.
    Concise,
    /// JSON with a stable shape.
    Json,
}

/// How many threads look at stories.
const THREADS: usize = 4;
/// Fewer stories than these are looked at at once.
const SHARE: usize = 500;

/// Checks the backlog.
///
/// # Errors
/// When there is none, or an item that was named does not exist.
pub fn run(context: &Context, args: &CheckArgs) -> CommandResult {
    if let Some(name) = &args.explain {
        let text = if name == "all" {
            explain_all()
        } else {
            explain(name).map_err(Failure::from)?
        };
        context.out.result(&text)?;
        return Ok(Outcome::Clean);
    }
    if args.lines.is_asked() {
        return args.lines.run(context, &args.rules, args.format);
    }
    let mut desk = args.changed.open(context)?;
    desk.look_at(&args.at)?;
    let changed = desk.look_at_changed(&args.changed)?;
    let (mut backlog, mut report) = look(&desk, args, changed.as_ref())?;
    if args.fix.is_asked() {
        let tell = args.format == CheckFormat::Text;
        if args.fix.run(&desk, &backlog, &report.findings, tell)? {
            (backlog, report) = look(&desk, args, changed.as_ref())?;
        } else if tell && args.fix.is_only_shown() {
            return Ok(Outcome::findings_if(report.has_errors()));
        }
    }
    match args.format {
        CheckFormat::Json => {
            context
                .out
                .result(&json(&report, &placed(&desk, &report), &desk.prefix))?
        }
        CheckFormat::Concise => context
            .out
            .result(&concise(&placed(&desk, &report), &desk.prefix))?,
        CheckFormat::Text => text(&desk, &report)?,
    }
    leave(backlog);
    Ok(Outcome::findings_if(report.has_errors()))
}

/// Reads the backlog and checks what was asked for.
fn look(
    desk: &Desk<'_>,
    args: &CheckArgs,
    changed: Option<&Changed>,
) -> CommandResult<(Backlog, Report)> {
    let loaded = desk.load(Depth::Body);
    let (backlog, read) = (loaded.backlog, loaded.diagnostics);
    let settings = args.rules.settings(&backlog.config)?;
    let report = if let Some(changed) = changed {
        checked_changed(desk, &backlog, &settings, read, changed)?
    } else if args.only.is_empty() {
        checked(&backlog, settings, read)
    } else {
        let paths = paths(desk, &backlog, &args.only)?;
        checked_only(&backlog, settings, read, &paths)
    };
    Ok((backlog, report))
}

/// Runs every rule, the stories shared out to several threads.
pub(super) fn checked(backlog: &Backlog, settings: Settings, read: Vec<Diagnostic>) -> Report {
    let check = Check::new(backlog, settings);
    let stories = backlog.stories();
    let share = stories.len().div_ceil(THREADS).max(SHARE);
    let parts: Vec<Part> = std::thread::scope(|scope| {
        let check = &check;
        let workers: Vec<_> = stories
            .chunks(share)
            .map(|chunk| scope.spawn(move || check.stories(chunk)))
            .collect();
        let whole = check.whole();
        workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .chain([whole])
            .collect()
    });
    check.finish(read, parts)
}

/// Runs every rule, and keeps what is about some files.
fn checked_only(
    backlog: &Backlog,
    settings: Settings,
    read: Vec<Diagnostic>,
    paths: &[String],
) -> Report {
    let check = Check::new(backlog, settings);
    let named = |story: &&Story| paths.contains(&story.path);
    let stories = backlog.stories().iter().filter(named);
    let parts: Vec<Part> = stories
        .map(|story| check.stories(std::slice::from_ref(story)))
        .chain([check.whole()])
        .collect();
    let mut report = check.finish(read, parts);
    report
        .findings
        .retain(|finding| paths.contains(&finding.place.path));
    report.asked_for = Some(paths.len());
    report
}

/// The files of the items and paths that were named.
fn paths(desk: &Desk<'_>, backlog: &Backlog, only: &[String]) -> CommandResult<Vec<String>> {
    let known: HashMap<String, &str> = backlog
        .stories()
        .iter()
        .map(|story| story.path.as_str())
        .chain(backlog.unreadable.iter().map(|file| file.path.as_str()))
        .map(|path| (desk.shown(path), path))
        .collect();
    let mut paths = Vec::new();
    for name in only {
        let typed = name.replace('\\', "/");
        let typed = typed.strip_prefix("./").unwrap_or(&typed);
        match known.get(typed) {
            Some(path) => paths.push((*path).to_owned()),
            None if typed.contains('/') || typed.ends_with(".md") => {
                return Err(Failure::not_found(format!("no story file `{name}`"))
                    .hint("a path from the current directory, or an id"));
            }
            None => match desk.pick(backlog, name) {
                Ok(story) => {
                    paths.extend(backlog.with_id(&story.id).map(|story| story.path.clone()))
                }
                // An id that stands twice is what a check is about.
                Err(failure) => {
                    let pattern = crate::model::IdPattern::new(name, &desk.config().prefixes);
                    let named: Vec<String> = pattern
                        .candidates
                        .iter()
                        .flat_map(|id| backlog.with_id(id).map(|story| story.path.clone()))
                        .chain(
                            backlog
                                .unreadable
                                .iter()
                                .filter(|file| {
                                    file.id
                                        .as_ref()
                                        .is_some_and(|id| pattern.candidates.contains(id))
                                })
                                .map(|file| file.path.clone()),
                        )
                        .collect();
                    if named.is_empty() {
                        return Err(failure);
                    }
                    paths.extend(named);
                }
            },
        }
    }
    Ok(paths)
}

/// The files that findings are about, the last one kept.
struct Sources<'d> {
    desk: &'d Desk<'d>,
    last: Option<(String, Option<Vec<u8>>)>,
}

impl Sources<'_> {
    fn read(&mut self, path: &str) -> Option<&[u8]> {
        if self.last.as_ref().is_none_or(|(last, _)| last != path) {
            self.last = Some((path.to_owned(), self.desk.read(path).ok()));
        }
        self.last.as_ref().and_then(|(_, bytes)| bytes.as_deref())
    }
}

/// The findings with their lines and columns.
fn placed<'r>(desk: &Desk<'_>, report: &'r Report) -> Vec<Located<'r>> {
    located(&report.findings, |path, places| {
        let bytes = desk.read(path).unwrap_or_default();
        let locator = Locator::new(&bytes);
        places.iter().map(|at| locator.locate(at)).collect()
    })
}

/// Writes the findings under their source lines, then what they come to.
pub(super) fn text(desk: &Desk<'_>, report: &Report) -> CommandResult<()> {
    let out = &desk.context.out;
    let color = out.stdout_colored();
    let mut sources = Sources { desk, last: None };
    for item in &placed(desk, report) {
        let source = sources.read(&item.finding.place.path);
        let drawn = draw(item.finding, source, &item.location, &desk.prefix, color);
        out.result(&format!("{drawn}\n"))?;
    }
    let mut lines = summary(report).join("\n");
    lines.push('\n');
    out.result(&lines)?;
    Ok(())
}
