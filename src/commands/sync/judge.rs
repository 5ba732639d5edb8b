//! The check before a push: errors that the other side does not have already.

use crate::check::Report;
use crate::cli::{AtArgs, CommandResult, Context};
use crate::commands::check_baseline::with_baseline;
use crate::commands::check_output::text;
use crate::commands::check_rules::RuleArgs;
use crate::commands::check_stood::{known, stood};
use crate::commands::check_threads::checked;
use crate::commands::sync::place::{Place, desk};
use crate::model::Level;
use crate::store::{CONFIG_FILE, Depth};

/// Checks what HEAD holds against what is shared already (a commit, none for nothing), and shows errors that are new. Returns
/// their number.
///
/// # Errors
/// When HEAD holds no backlog that can be read.
pub(super) fn new_errors(
    context: &Context,
    place: &Place,
    shared: Option<&str>,
) -> CommandResult<usize> {
    let mut desk = desk(context)?;
    desk.look_at(&AtArgs {
        at: Some("HEAD".to_owned()),
    })?;
    let loaded = desk.load(Depth::Body)?;
    let settings = RuleArgs::default().settings(&loaded.backlog.config)?;
    let report = checked(&loaded.backlog, settings.clone(), loaded.diagnostics);
    let mut report = with_baseline(&desk, report, None)?;
    report.findings.retain(|found| found.level == Level::Error);
    if report.findings.is_empty() {
        return Ok(0);
    }
    if let Some(shared) = shared {
        let files = place.repository.files_at(shared, &place.folder);
        let files = files?;
        if files.files.contains_key(CONFIG_FILE) {
            let stood = stood(&desk, files, &settings)?;
            report
                .findings
                .retain(|finding| !stood.contains(&known(finding)));
        }
    }
    let count = report.findings.len();
    if count > 0 {
        let shown = Report {
            asked_for: Some(count),
            ..report
        };
        text(&desk, &shown)?;
    }
    Ok(count)
}
