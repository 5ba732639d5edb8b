//! What is wrong in another state of the backlog already, judged by what is agreed in this one.

use std::collections::HashSet;

use crate::check::Settings;
use crate::cli::{CommandResult, Desk};
use crate::commands::check_threads::checked;
use crate::model::Diagnostic;
use crate::store::{CONFIG_FILE, Depth, Gathered, load_files};

/// By what a finding is known in another state, wherever its lines stand: rule, file, message.
pub(super) type Known = (&'static str, String, String);

/// By what a finding is known.
pub(super) fn known(finding: &Diagnostic) -> Known {
    (
        finding.rule,
        finding.place.path.clone(),
        finding.message.clone(),
    )
}

/// Runs every rule on a state of which `files` are all, under the `po.yaml` that the desk shows, so that only what is in
/// the files makes a difference.
///
/// # Errors
/// When `po.yaml` cannot be read.
pub(super) fn stood(
    desk: &Desk<'_>,
    mut files: Gathered,
    settings: &Settings,
) -> CommandResult<HashSet<Known>> {
    files
        .files
        .insert(CONFIG_FILE.to_owned(), desk.read(CONFIG_FILE)?);
    let loaded = load_files(&files, Depth::Body)?;
    let report = checked(&loaded.backlog, settings.clone(), loaded.diagnostics);
    Ok(report.findings.iter().map(known).collect())
}
