//! `po check --merged-with REF`: what a merge would break that stands well on both sides.

use std::collections::{HashMap, HashSet};

use crate::check::{ChangedReport, Report, Settings};
use crate::cli::{CommandResult, Desk, MergedBacklog};
use crate::commands::check_stood::{self, known};
use crate::commands::check_threads::checked;
use crate::model::{Backlog, Diagnostic, Rank};
use crate::store::{Depth, STORIES, load_files};

/// Runs every rule on the backlog as the merge leaves it, and keeps what neither side shows alone.
///
/// # Errors
/// When `po.yaml` of a side cannot be read.
pub(super) fn checked_merged(
    desk: &Desk<'_>,
    backlog: &Backlog,
    settings: &Settings,
    read: Vec<Diagnostic>,
    merge: &MergedBacklog,
) -> CommandResult<Report> {
    let mut report = checked(backlog, settings.clone(), read);
    let mut stood = HashSet::new();
    for side in [&merge.ours, &merge.theirs] {
        // Both sides are judged by what will be agreed.
        stood.extend(check_stood::stood(desk, side.clone(), settings)?);
    }
    report
        .findings
        .retain(|finding| !stood.contains(&known(finding)));
    // A file in conflict is told first: what else is said of it depends on the decision.
    report.findings.splice(0..0, merge.problems.clone());
    let changes = &merge.merged.changes;
    let is_item = |path: &&str| path.starts_with(STORIES);
    report.asked_for = Some(changes.paths().filter(is_item).count());
    report.changed = Some(ChangedReport {
        word: "merged",
        elsewhere: 0,
        config: false,
    });
    Ok(report)
}

/// Open items that the merge gives the same rank, each pair in a sentence: their order is by number then.
pub(super) fn ties(backlog: &Backlog, merge: &MergedBacklog) -> Vec<String> {
    let mut stood = HashSet::new();
    for side in [&merge.ours, &merge.theirs] {
        if let Ok(loaded) = load_files(side, Depth::Header) {
            stood.extend(tied(&loaded.backlog));
        }
    }
    let new = tied(backlog).into_iter().filter(|tie| !stood.contains(tie));
    new.map(|(first, second)| {
        format!("{first} and {second} get the same rank: {first} stands before {second}, by number")
    })
    .collect()
}

/// Open items with the same rank, in order, by two.
fn tied(backlog: &Backlog) -> Vec<(String, String)> {
    let mut last: HashMap<&Rank, String> = HashMap::new();
    let mut ties = Vec::new();
    for story in backlog.positioned() {
        let Some(rank) = &story.rank else { continue };
        let id = story.id.to_string();
        if let Some(first) = last.insert(rank, id.clone()) {
            ties.push((first, id));
        }
    }
    ties
}
