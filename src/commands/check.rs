//! `po check`: what is wrong, with file, line and column.

use clap::Args;

use crate::check::{Report, explain, explain_all};
use crate::cli::{
    AtArgs, Changed, ChangedArgs, CommandResult, Context, Desk, Failure, Outcome, complete, leave,
};
use crate::commands::check_baseline::{add_baseline, with_baseline};
use crate::commands::check_changed::checked_changed;
use crate::commands::check_fix::FixArgs;
use crate::commands::check_lines::LinesArgs;
use crate::commands::check_merged::{checked_merged, ties};
use crate::commands::check_named::named_files;
use crate::commands::check_output::{OutputArgs, Outputs};
use crate::commands::check_rules::{RuleArgs, rules};
use crate::commands::check_threads::{checked, checked_only};
use crate::model::Backlog;
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
    let loaded = desk.load(Depth::Body)?;
    let mut scope = match &changed {
        Some(changed) => Scope::Changed(changed),
        None if args.only.is_empty() => Scope::Whole,
        None => Scope::Files(named_files(&desk, &loaded.backlog, &args.only)?),
    };
    let (mut backlog, mut report) = look(&desk, args, &scope, loaded)?;
    if args.fix.is_asked() {
        let tell = outputs.is_text();
        let fixed = args.fix.run(&desk, &backlog, &report.findings, tell)?;
        if !fixed.is_empty() {
            scope.follow(&fixed);
            (backlog, report) = look(&desk, args, &scope, desk.load(Depth::Body)?)?;
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
    let loaded = desk.load(Depth::Body)?;
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
