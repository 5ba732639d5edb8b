//! The first step of a sync: what changed is shown and committed, backlog files only.

use std::path::PathBuf;

use crate::cli::{CommandResult, Context, Desk, ErrorKind, Failure, TwoStates};
use crate::commands::diff::{at_head, compared};
use crate::commands::sync::place::{Place, desk};
use crate::exchange::BASE_ATTRIBUTES_FILE;
use crate::git::{CommitError, commit_files};
use crate::model::At;
use crate::report::DiffReport;
use crate::store::{Held, conflicts_in_body, locate};
use crate::text::{escape_terminal, typed};

/// More lines than these are not told in a commit.
const LINES: usize = 50;

/// So many items that git ignores are named.
const IGNORED: usize = 3;

/// Ends of names that editors and merges leave behind.
const LEFT_BEHIND: [&str; 7] = ["~", ".orig", ".rej", ".bak", ".tmp", ".swp", ".swo"];

/// Names that editors and systems give to files of their own.
const OF_OTHERS: [&str; 3] = ["4913", "Thumbs.db", "desktop.ini"];

/// What `git mergetool` puts before a number into the names of the versions that it shows.
const OF_MERGETOOL: [&str; 4] = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];

/// Shows and commits what changed. Whatever else is staged stays staged. No other `po` changes files from then on until what is
/// returned is given back.
///
/// # Errors
/// When git, a hook or the signing program says no: files and index are then as before.
pub(super) fn commit(
    context: &Context,
    place: &Place,
    subject: Option<&str>,
) -> CommandResult<Held> {
    let mut desk = desk(context)?;
    let held = desk.store.hold()?;
    let wanted = at_head(&desk)?;
    let states = desk.two_states(&wanted)?;
    let Chosen { paths, left_out } = chosen(&desk, &states);
    for (path, why) in &left_out {
        let words = format!("left out, {why}: {}", desk.shown(path));
        context.out.note(&format!("{}\n", escape_terminal(&words)));
        if let Some(option) = states.changes.passed_over(path) {
            let typed = typed(&desk.shown(path));
            context.out.hint(&format!(
                "git update-index {option} {typed}: git looks at it again"
            ));
        }
    }
    tell_ignored(context, place, &desk)?;
    if paths.is_empty() {
        return Ok(held);
    }
    refuse_conflicts(&desk, &paths)?;
    let mut report = compared(&desk, &states, "Your changes".to_owned());
    let left_out: Vec<String> = left_out.iter().map(|(path, _)| desk.shown(path)).collect();
    let is_left_out = |path: &String| {
        let holds = |left: &String| left == path || left.ends_with('/') && path.starts_with(left);
        left_out.iter().any(holds)
    };
    report.files.retain(|file| !is_left_out(&file.path));
    report.items.retain(|item| !is_left_out(&item.path));
    context.out.document(&report.document())?;
    let paths: Vec<PathBuf> = paths
        .into_iter()
        .map(|path| desk.store.root().join(path))
        .collect();
    let message = message(&desk, &report, subject);
    match commit_files(place.repository.workdir(), &paths, &message, &held) {
        Ok(commit) => context
            .out
            .result(&format!("  committed as {}\n", escape_terminal(&commit)))?,
        // What differs only in its line ends is no change to git.
        Err(CommitError::Nothing) => {}
        Err(error @ (CommitError::Refused(_) | CommitError::Silent(_))) => {
            return Err(Failure::from(error).hint(
                "your files are as they were, nothing was committed: mend it, then po sync",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(held)
}

/// Names the items that git ignores: they are on the list here, and nobody else gets them.
fn tell_ignored(context: &Context, place: &Place, desk: &Desk<'_>) -> CommandResult<()> {
    let mut names: Vec<String> = desk.store.names().into_iter().map(|(_, it)| it).collect();
    names.sort();
    let ignored = place.repository.ignored(&place.folder, &names)?;
    for path in ignored.iter().take(IGNORED) {
        let words = format!("left out, git ignores it: {}", desk.shown(path));
        context.out.note(&format!("{}\n", escape_terminal(&words)));
    }
    if ignored.len() > IGNORED {
        let more = ignored.len() - IGNORED;
        context
            .out
            .note(&format!("left out, git ignores them: {more} more\n"));
    }
    if let Some(first) = ignored.first() {
        let typed = typed(&desk.shown(first));
        context.out.hint(&format!(
            "git check-ignore --verbose {typed}: which rule says so"
        ));
    }
    Ok(())
}

/// Refuses files in which a merge was left unfinished: committed, both versions would count as what this side wrote.
fn refuse_conflicts(desk: &Desk<'_>, paths: &[&str]) -> CommandResult<()> {
    for path in paths {
        let Ok(bytes) = desk.read(path) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        if let Some((marker, at)) = conflicts_in_body(&text).into_iter().next() {
            let place = locate(text.as_bytes(), &At::Bytes(at.into()));
            let words = format!(
                "a merge was left unfinished: `{marker}` stands here, so nothing is committed"
            );
            return Err(Failure::new(ErrorKind::Conflict, words)
                .at(desk.shown(path), place.line, place.column)
                .hint("keep the lines you want, and take the marker lines away; then po sync"));
        }
    }
    Ok(())
}

/// What of the files that differ is committed.
struct Chosen<'s> {
    /// The files to commit.
    paths: Vec<&'s str>,
    /// The others, and why each is left out.
    left_out: Vec<(&'s str, &'static str)>,
}

fn chosen<'s>(desk: &Desk<'_>, states: &'s TwoStates) -> Chosen<'s> {
    let (mut paths, mut left_out) = (Vec::new(), Vec::new());
    for path in states.changes.paths() {
        let is_known = states.old_files.contains_key(path);
        match () {
            // Git names a repository within this one as a folder, and takes nothing of it into a commit.
            () if path.ends_with('/') => left_out.push((path, "a git repository of its own")),
            () if states.changes.passed_over(path).is_some() => {
                left_out.push((path, "git was told to pass over it"));
            }
            // A link is not read, wherever it leads.
            () if is_known || belongs(path) && desk.read(path).is_ok() => paths.push(path),
            () => left_out.push((path, "no file of a backlog")),
        }
    }
    Chosen { paths, left_out }
}

/// Whether a new file looks like one of a backlog, and not like what an editor or a merge left behind.
fn belongs(path: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') || part.starts_with('#');
    let is_git = matches!(path, ".gitattributes" | ".gitignore") || path == BASE_ATTRIBUTES_FILE;
    let is_left = LEFT_BEHIND.iter().any(|end| path.ends_with(end));
    let name = path.rsplit('/').next().unwrap_or(path);
    is_git || !path.split('/').any(is_hidden) && !is_left && !is_of_others(name)
}

/// Whether an editor, a system or `git mergetool` made a file of that name.
fn is_of_others(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_shown = |part: &&str| {
        let number = stem.rsplit_once(*part).map_or("", |(_, number)| number);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    OF_OTHERS.contains(&name) || OF_MERGETOOL.iter().any(is_shown)
}

/// The message: the team's words, and a line an item.
fn message(desk: &Desk<'_>, report: &DiffReport, subject: Option<&str>) -> String {
    let lines = report.lines();
    let what = match (subject, lines.as_slice()) {
        (Some(subject), _) => subject.to_owned(),
        (None, [one]) if one.chars().count() <= 60 => one.clone(),
        (None, _) => report.summary(),
    };
    let mut items = String::new();
    if lines.len() > 1 || subject.is_some() {
        for line in lines.iter().take(LINES) {
            items.push_str(&format!("- {line}\n"));
        }
        if lines.len() > LINES {
            items.push_str(&format!("- {} more\n", lines.len() - LINES));
        }
    }
    escape_terminal_keeping_lines(&desk.config().git.commit_message(&what, &items))
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
            "stories/US-1-the_BASE_of.md",
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
            "stories/US-1-a_REMOTE_4455.md",
            "stories/Thumbs.db",
        ] {
            assert!(!belongs(path), "{path}");
        }
    }
}
