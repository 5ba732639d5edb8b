//! The first step of a sync: what changed is shown and committed, backlog files only.

use std::path::PathBuf;

use crate::cli::{CommandResult, Context, Desk, Failure, TwoStates};
use crate::commands::diff::{at_head, compared};
use crate::commands::sync::place::{Place, desk};
use crate::exchange::BASE_ATTRIBUTES_FILE;
use crate::git::{CommitError, commit_files};
use crate::report::DiffReport;
use crate::text::escape_terminal;

/// More lines than these are not told in a commit.
const LINES: usize = 50;

/// Ends of names that editors and merges leave behind.
const LEFT_BEHIND: [&str; 7] = ["~", ".orig", ".rej", ".bak", ".tmp", ".swp", ".swo"];

/// Shows and commits what changed. Whatever else is staged stays staged.
///
/// # Errors
/// When git, a hook or the signing program says no: files and index are then as before.
pub(super) fn commit(context: &Context, place: &Place, subject: Option<&str>) -> CommandResult<()> {
    let mut desk = desk(context)?;
    let wanted = at_head(&desk)?;
    let states = desk.two_states(&wanted)?;
    let (paths, left_out) = chosen(&desk, &states);
    let tell = |why: &str, path: &str| {
        let words = format!("left out, {why}: {}", desk.shown(path));
        context.out.note(&format!("{}\n", escape_terminal(&words)));
    };
    for path in &left_out {
        tell("no file of a backlog", path);
    }
    // Git names a repository within this one as a folder, and takes nothing of it into a commit.
    let inner = states.changes.paths().filter(|path| path.ends_with('/'));
    let inner: Vec<&str> = inner.collect();
    for path in &inner {
        tell("a git repository of its own", path);
    }
    if paths.is_empty() {
        return Ok(());
    }
    let mut report = compared(&desk, &states, "Your changes".to_owned());
    let left_out: Vec<String> = left_out.iter().map(|path| desk.shown(path)).collect();
    report.files.retain(|file| !left_out.contains(&file.path));
    let inner: Vec<String> = inner.iter().map(|path| desk.shown(path)).collect();
    let is_inner = |path: &String| inner.iter().any(|folder| path.starts_with(folder));
    report.files.retain(|file| !is_inner(&file.path));
    report.items.retain(|item| !is_inner(&item.path));
    context.out.document(&report.document())?;
    let paths: Vec<PathBuf> = paths
        .into_iter()
        .map(|path| desk.store.root().join(path))
        .collect();
    let message = message(&desk, &report, subject);
    match commit_files(place.repository.workdir(), &paths, &message) {
        Ok(commit) => context
            .out
            .result(&format!("  committed as {}\n", escape_terminal(&commit)))?,
        // What differs only in its line ends is no change to git.
        Err(CommitError::Nothing) => {}
        Err(error @ CommitError::Refused(_)) => {
            return Err(Failure::from(error).hint(
                "your files are as they were, nothing was committed: mend it, then po sync",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// The files to commit, and new ones that no backlog has.
fn chosen<'s>(desk: &Desk<'_>, states: &'s TwoStates) -> (Vec<&'s str>, Vec<&'s str>) {
    let is_known = |path: &&str| states.old_files.contains_key(*path);
    let is_file = |path: &&str| !path.ends_with('/');
    let paths = states.changes.paths().filter(is_file);
    let (known, new): (Vec<&str>, Vec<&str>) = paths.partition(is_known);
    let (mut chosen, mut left_out) = (known, Vec::new());
    for path in new {
        // A link is not read, wherever it leads.
        match belongs(path) && desk.read(path).is_ok() {
            true => chosen.push(path),
            false => left_out.push(path),
        }
    }
    chosen.sort_unstable();
    (chosen, left_out)
}

/// Whether a new file looks like one of a backlog, and not like what an editor or a merge left behind.
fn belongs(path: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') || part.starts_with('#');
    let is_git = matches!(path, ".gitattributes" | ".gitignore") || path == BASE_ATTRIBUTES_FILE;
    let is_left = LEFT_BEHIND.iter().any(|end| path.ends_with(end));
    is_git || !path.split('/').any(is_hidden) && !is_left
}

/// The message: the team's subject, and a line an item.
fn message(desk: &Desk<'_>, report: &DiffReport, subject: Option<&str>) -> String {
    let lines = report.lines();
    let what = match (subject, lines.as_slice()) {
        (Some(subject), _) => subject.to_owned(),
        (None, [one]) if one.chars().count() <= 60 => one.clone(),
        (None, _) => report.summary(),
    };
    let mut message = desk.config().git.subject(&what);
    if lines.len() > 1 || subject.is_some() {
        message.push('\n');
        for line in lines.iter().take(LINES) {
            message.push('\n');
            message.push_str("- ");
            message.push_str(line);
        }
        if lines.len() > LINES {
            message.push_str(&format!("\n- {} more", lines.len() - LINES));
        }
    }
    escape_terminal_keeping_lines(&message)
}

fn escape_terminal_keeping_lines(message: &str) -> String {
    let lines: Vec<String> = message
        .split('\n')
        .map(|line| escape_terminal(line).into_owned())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::belongs;

    #[test]
    fn what_an_editor_leaves_behind_is_no_file_of_a_backlog() {
        for path in [
            "stories/US-1.md",
            "metrics/a.csv",
            "templates/x.html",
            ".gitattributes",
            "imports/.gitattributes",
            "imports/jira.tsv",
        ] {
            assert!(belongs(path), "{path}");
        }
        for path in [
            "stories/.US-1.md.swp",
            "po.yaml~",
            "stories/US-1.md.orig",
            ".idea/x",
            "#a#",
        ] {
            assert!(!belongs(path), "{path}");
        }
    }
}
