//! `check-baseline.yaml` of a check: what the team accepted is left out, and `--add-baseline` accepts what is there today.

use crate::check::{Acceptance, Report, Settings, accept, without_accepted};
use crate::cli::{Changed, CommandResult, Desk, Failure, Outcome, Told, WriteArgs};
use crate::commands::check_output::placed;
use crate::commands::check_threads::checked;
use crate::model::{Accepted, BASELINE_FILE, Change, ChangeKind, Diagnostic};
use crate::store::{Depth, StoreError, baseline_text, read_baseline};

/// Leaves out what the team accepted. `changed` is what git chose to look at.
///
/// # Errors
/// When the file of what was accepted cannot be read or understood.
pub(super) fn with_baseline(
    desk: &Desk<'_>,
    report: Report,
    changed: Option<&Changed>,
) -> CommandResult<Report> {
    let bytes = match desk.read(BASELINE_FILE) {
        Ok(bytes) => bytes,
        Err(failure) if is_missing(&failure) => return Ok(report),
        Err(failure) => return Err(failure),
    };
    let baseline = read_baseline(&bytes).map_err(|problem| desk.failure(&problem))?;
    let mut report = without_accepted(&report, &placed(desk, &report), &baseline);
    if let (Some(said), Some(changed)) = (&mut report.changed, changed) {
        let is_elsewhere = |finding: &&Diagnostic| !changed.changes.contains(&finding.place.path);
        said.elsewhere = report.findings.iter().filter(is_elsewhere).count();
    }
    Ok(report)
}

fn is_missing(failure: &Failure) -> bool {
    matches!(failure.error.downcast_ref(), Some(StoreError::Missing(_)))
}

/// Accepts what the rules find today, and says how much that is.
///
/// # Errors
/// When the file of what was accepted cannot be understood or written.
pub(super) fn add_baseline(desk: &Desk<'_>, settings: &Settings) -> CommandResult {
    let args = WriteArgs::default();
    let what = format!("check --add-baseline: {BASELINE_FILE}");
    let (made, told) = desk.apply(&what, &args, |store| {
        let loaded = store.load(Depth::Body);
        let report = checked(&loaded.backlog, settings.clone(), loaded.diagnostics);
        let (old, entries): (Option<Vec<u8>>, Vec<Accepted>) = match store.read(BASELINE_FILE) {
            Ok(bytes) => {
                let entries = read_baseline(&bytes).map_err(|problem| desk.failure(&problem))?;
                (Some(bytes), entries)
            }
            Err(StoreError::Missing(_)) => (None, Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let acceptance = accept(&report, &placed(desk, &report), &entries);
        let text = baseline_text(&acceptance.entries).ok_or_else(|| {
            Failure::invalid(format!(
                "{} findings are too many to accept",
                acceptance.entries.len()
            ))
            .hint("po check --profile minimal --add-baseline: errors only")
            .hint("turn rules off under `check` in po.yaml")
        })?;
        let kind = match (old, acceptance.entries.is_empty()) {
            (None, true) => None,
            (None, false) => Some(ChangeKind::Create(text.into_bytes())),
            (Some(_), true) => Some(ChangeKind::Remove),
            (Some(old), false) => Some(ChangeKind::Replace {
                old,
                new: text.into_bytes(),
            }),
        };
        let change = kind.map(|kind| Change {
            path: BASELINE_FILE.to_owned(),
            kind,
        });
        Ok((change.into_iter().collect(), told(&acceptance)))
    })?;
    desk.tell(&args, &made, &told)?;
    Ok(Outcome::Clean)
}

fn told(acceptance: &Acceptance) -> Told {
    let Acceptance {
        errors,
        advice,
        gone,
        refused,
        ..
    } = acceptance;
    let mut lines = vec![match (errors + advice, *errors) {
        (0, _) => "nothing to accept".to_owned(),
        (1, 1) => "1 finding accepted: an error".to_owned(),
        (1, _) => "1 finding accepted: advice".to_owned(),
        (count, 1) => format!("{count} findings accepted: 1 error, {advice} advice"),
        (count, _) => format!("{count} findings accepted: {errors} errors, {advice} advice"),
    }];
    lines.extend(match gone {
        0 => None,
        1 => Some("1 that was accepted before is gone".to_owned()),
        count => Some(format!("{count} that were accepted before are gone")),
    });
    let after = match refused {
        0 => None,
        1 => Some("1 finding cannot be accepted: its file cannot be read".to_owned()),
        count => Some(format!(
            "{count} findings cannot be accepted: their files cannot be read"
        )),
    };
    Told {
        lines,
        after: after.into_iter().collect(),
        ..Told::default()
    }
}
