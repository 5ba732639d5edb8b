//! `po check --since` and `--staged`: the findings that a branch or a commit answers for.

use std::collections::HashSet;

use crate::check::{ChangedReport, Check, Part, Report, Settings};
use crate::cli::{Changed, CommandResult, Desk, files_before};
use crate::commands::check_threads::checked;
use crate::model::{Backlog, Diagnostic, Place};
use crate::store::{CONFIG_FILE, Depth, STORIES, load_files};

/// Runs every rule on the whole backlog, and keeps what is wrong in files that changed, and what is wrong in others because
/// of that: a reference to an item that is gone, a second file with the same id, a circle that a new dependency closes.
///
/// # Errors
/// When `po.yaml` cannot be read, or a partial clone does not hold what the files were and something is wrong in others.
pub(super) fn checked_changed(
    desk: &Desk<'_>,
    backlog: &Backlog,
    settings: &Settings,
    read: Vec<Diagnostic>,
    changed: &Changed,
) -> CommandResult<Report> {
    let changes = &changed.changes;
    if changes.is_empty() {
        return Ok(Report {
            asked_for: Some(0),
            changed: Some(ChangedReport {
                word: changed.word,
                elsewhere: 0,
                config: false,
            }),
            ..Report::default()
        });
    }
    let read: Vec<Diagnostic> = read.into_iter().chain(changed.problems.clone()).collect();
    let mut report = checked(backlog, settings.clone(), read.clone());
    let is_elsewhere = |finding: &Diagnostic| !changes.contains(&finding.place.path);
    let mut stood = Vec::new();
    if report.findings.iter().any(is_elsewhere) {
        let mut files = changed.before()?.clone();
        // A change of what is agreed is judged by a check of the whole backlog, not by that of a branch.
        files.insert(CONFIG_FILE.to_owned(), desk.read(CONFIG_FILE)?);
        let was = load_files(&files, Depth::Body)?;
        let before = files_before(backlog, &read, was, &changed.changes);
        stood = checked(&before.backlog, settings.clone(), before.diagnostics).findings;
    }
    let stood: HashSet<_> = stood.iter().map(key).collect();
    report
        .findings
        .retain(|finding| !is_elsewhere(finding) || !stood.contains(&key(finding)));
    let counted = count(backlog, settings, changed, report.ignored > 0);
    report.asked_for = counted.asked_for;
    report.open_items = counted.open_items;
    report.new_without_criteria = counted.new_without_criteria;
    report.ignored = counted.ignored;
    report.changed = Some(ChangedReport {
        word: changed.word,
        elsewhere: report.findings.iter().filter(|f| is_elsewhere(f)).count(),
        config: changes.contains(CONFIG_FILE),
    });
    Ok(report)
}

/// What makes two findings the same one.
fn key(finding: &Diagnostic) -> (&str, &Place, &str) {
    (finding.rule, &finding.place, &finding.message)
}

/// The counts of the items that changed. Only where findings are ignored do all rules have to run for that.
fn count(backlog: &Backlog, settings: &Settings, changed: &Changed, is_ignoring: bool) -> Report {
    let check = Check::new(backlog, settings.clone());
    let mut parts: Vec<Part> = backlog
        .stories()
        .iter()
        .enumerate()
        .filter(|(_, story)| changed.changes.contains(&story.path))
        .map(|(place, _)| check.stories(place..place + 1))
        .collect();
    let is_item = |path: &str| path.starts_with(STORIES) && changed.changes.contains(path);
    let unreadable = backlog.unreadable.iter().filter(|file| is_item(&file.path));
    let items = parts.len() + unreadable.count();
    if is_ignoring {
        parts.push(check.whole());
    }
    let mut report = check.finish(Vec::new(), parts);
    report.asked_for = Some(items);
    report
}
