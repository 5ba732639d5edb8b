//! `po check`: what is wrong, with file, line and column.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use crate::check::{Check, Part, Report, Settings, explain, explain_all};
use crate::cli::{
    AtArgs, Changed, ChangedArgs, CommandResult, Context, Desk, Failure, Outcome, complete, leave,
};
use crate::commands::check_baseline::{add_baseline, with_baseline};
use crate::commands::check_changed::checked_changed;
use crate::commands::check_fix::FixArgs;
use crate::commands::check_lines::LinesArgs;
use crate::commands::check_merged::{checked_merged, ties};
use crate::commands::check_output::{OutputArgs, Outputs};
use crate::commands::check_rules::{RuleArgs, rules};
use crate::model::{Backlog, Diagnostic};
use crate::store::{AppliedFile, Depth, Loaded};
use crate::text::escape_terminal;

/// Flags of `po check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po check                              the whole backlog
  po check 12 13                        these items
  po check --since main                 what this branch changed
  po check --merged-with origin/main    what will collide or break when that is merged
  po check --staged                     what is staged, as a pre-commit hook
  po check --format concise             a line a finding, for CI and editors
  po check --fix                        repair what can be; what chooses for you is asked
  po check --format sarif=check.sarif   text on stdout, and a file for code scanning
  po check --add-baseline               accept what is found today; new findings still count
  po check --explain dangling-reference what a rule looks for, and why")]
pub struct CheckArgs {
    #[command(flatten)]
    at: AtArgs,
    #[command(flatten)]
    changed: ChangedArgs,
    /// Before a merge with REF: what will be in conflict, and what will be wrong that neither side shows alone
    #[arg(long, value_name = "REF", conflicts_with_all = ["at", "since", "staged", "only", "fix", "add_baseline", "stories", "criteria"])]
    merged_with: Option<String>,
    /// Items or story files; rules that need the whole backlog still see it
    #[arg(value_name = "ID | FILE", add = complete::ids(), conflicts_with_all = ["since", "staged"])]
    only: Vec<String>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    fix: FixArgs,
    #[command(flatten)]
    lines: LinesArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// Accept the findings of today in check-baseline.yaml, and drop what is gone from it
    #[arg(long, conflicts_with_all = ["at", "only", "since", "staged", "formats", "fix", "explain", "stories", "criteria"])]
    add_baseline: bool,
    /// Say what a rule looks for and why; `all` for every rule
    #[arg(long, value_name = "RULE", conflicts_with_all = ["only", "since", "staged"], add = rules())]
    explain: Option<String>,
}

/// How many threads look at stories.
const THREADS: usize = 4;
/// How many stories a thread takes at a time.
const SHARE: usize = 250;

/// Checks the backlog.
///
/// # Errors
/// When there is none, or an item that was named does not exist.
pub fn run(context: &Context, args: &CheckArgs) -> CommandResult {
    if let Some(name) = &args.explain {
        args.output.for_explain()?;
        let text = if name == "all" {
            explain_all()
        } else {
            explain(name).map_err(Failure::from)?
        };
        context.out.result(&text)?;
        return Ok(Outcome::Clean);
    }
    let outputs = args.output.outputs(context)?;
    if args.lines.is_asked() {
        return args.lines.run(context, &args.rules, &outputs);
    }
    let mut desk = args.changed.open(context)?;
    if args.add_baseline {
        return add_baseline(&desk, &args.rules.settings(desk.config())?);
    }
    desk.look_at(&args.at)?;
    if let Some(rev) = &args.merged_with {
        return before_merge(&mut desk, args, rev, &outputs);
    }
    let changed = desk.look_at_changed(&args.changed)?;
    let loaded = desk.load(Depth::Body);
    let mut scope = match &changed {
        Some(changed) => Scope::Changed(changed),
        None if args.only.is_empty() => Scope::Whole,
        None => Scope::Files(paths(&desk, &loaded.backlog, &args.only)?),
    };
    let (mut backlog, mut report) = look(&desk, args, &scope, loaded)?;
    if args.fix.is_asked() {
        let tell = outputs.is_text();
        let fixed = args.fix.run(&desk, &backlog, &report.findings, tell)?;
        if !fixed.is_empty() {
            scope.follow(&fixed);
            (backlog, report) = look(&desk, args, &scope, desk.load(Depth::Body))?;
        } else if tell && args.fix.is_only_shown() {
            return Ok(Outcome::findings_if(report.has_errors()));
        }
    }
    outputs.report(&desk, &report)?;
    leave(backlog);
    Ok(Outcome::findings_if(report.has_errors()))
}

/// Looks at what a merge would make of the backlog.
fn before_merge(
    desk: &mut Desk<'_>,
    args: &CheckArgs,
    rev: &str,
    outputs: &Outputs,
) -> CommandResult {
    let merge = desk.look_at_merged(rev)?;
    let loaded = desk.load(Depth::Body);
    let settings = args.rules.settings(&loaded.backlog.config)?;
    let read = loaded.diagnostics;
    let report = checked_merged(desk, &loaded.backlog, &settings, read, &merge)?;
    outputs.report(desk, &report)?;
    if desk.count_changes()? > 0 {
        let out = &desk.context.out;
        out.note("what is not committed is left out: po diff\n");
    }
    for tie in ties(&loaded.backlog, &merge) {
        desk.context
            .out
            .note(&format!("{}\n", escape_terminal(&tie)));
    }
    Ok(Outcome::findings_if(report.has_errors()))
}

/// What is looked at.
enum Scope<'c> {
    Whole,
    /// What a branch or a commit changes.
    Changed(&'c Changed),
    /// Some files of the backlog.
    Files(Vec<String>),
}

impl Scope<'_> {
    /// Goes on with the files that were named where repairs gave them other names.
    fn follow(&mut self, fixed: &[AppliedFile]) {
        let Self::Files(paths) = self else { return };
        for file in fixed {
            if file.new.is_none() {
                paths.retain(|path| *path != file.path);
            } else if file.old.is_none() {
                paths.push(file.path.clone());
            }
        }
    }
}

/// Checks what was read of a backlog, as far as it was asked for.
fn look(
    desk: &Desk<'_>,
    args: &CheckArgs,
    scope: &Scope<'_>,
    loaded: Loaded,
) -> CommandResult<(Backlog, Report)> {
    let (backlog, read) = (loaded.backlog, loaded.diagnostics);
    let settings = args.rules.settings(&backlog.config)?;
    let (report, changed) = match scope {
        Scope::Whole => (checked(&backlog, settings, read), None),
        Scope::Changed(changed) => (
            checked_changed(desk, &backlog, &settings, read, changed)?,
            Some(*changed),
        ),
        Scope::Files(paths) => (checked_only(&backlog, settings, read, paths), None),
    };
    let report = with_baseline(desk, report, changed)?;
    Ok((backlog, report))
}

/// Runs every rule, the stories shared out to several threads.
///
/// What looks at the whole backlog begins with its first item. So shares are taken from the last one on: where both ask the same of
/// an item, the one seldom waits for the other.
pub(super) fn checked(backlog: &Backlog, settings: Settings, read: Vec<Diagnostic>) -> Report {
    let check = Check::new(backlog, settings);
    let shares = backlog.stories().len().div_ceil(SHARE);
    let left = AtomicUsize::new(shares);
    let next = || {
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        })
    };
    let work = || {
        let mut parts = Vec::new();
        while let Ok(left) = next() {
            let start = (left - 1) * SHARE;
            parts.push(check.stories(start..start + SHARE));
        }
        parts
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(THREADS).min(shares);
    let parts: Vec<Part> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut parts = vec![check.whole()];
        parts.extend(work());
        for worker in workers {
            let done = worker.join();
            parts.extend(done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        parts
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
    let stories = backlog.stories().iter().enumerate();
    let parts: Vec<Part> = stories
        .filter(|(_, story)| paths.contains(&story.path))
        .map(|(place, _)| check.stories(place..place + 1))
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
    let root = desk.store.root();
    let known: HashMap<PathBuf, &str> = backlog
        .stories()
        .iter()
        .map(|story| story.path.as_str())
        .chain(backlog.unreadable.iter().map(|file| file.path.as_str()))
        .map(|path| (straight(&root.join(path)), path))
        .collect();
    let mut paths = Vec::new();
    for name in only {
        let typed = name.replace('\\', "/");
        match known.get(&straight(&desk.context.env.current_dir.join(&typed))) {
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
    let mut seen = HashSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    Ok(paths)
}

/// A path without `.` and `..`, as written: links are not followed.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                straight.pop();
            }
            part => straight.push(part),
        }
    }
    straight
}
