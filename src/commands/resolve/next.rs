//! What is best done after `po resolve`, and how what git is in the middle of goes on.

use std::collections::BTreeSet;

use crate::cli::{CommandResult, Desk};
use crate::commands::resolve::contested::FILE;
use crate::commands::resolve::show::ResolveView;
use crate::git::{Repository, Unfinished};
use crate::text::typed;

/// Says what is best done next.
///
/// # Errors
/// When git's index cannot be read, or nothing can be written to stderr.
pub(super) fn next_step(
    desk: &Desk<'_>,
    (repository, folder): (&Repository, &str),
    view: &ResolveView,
    left: usize,
) -> CommandResult<()> {
    if view.files.iter().any(|file| file.state == "both") {
        desk.context
            .out
            .hint("po check --fix: gives one of the two a number of its own; then po resolve says how it goes on");
    }
    if let Some(file) = view.files.iter().find(|file| file.state == "begun-by-hand") {
        desk.context.out.hint(&format!(
            "git checkout --ours -- {}: gives up what was done in it by hand; then po resolve",
            typed(&file.path)
        ));
    }
    let mut open = view.files.iter();
    let open = open.find_map(|file| Some((file, file.fields.first()?)));
    if open.is_some_and(|(file, _)| file.is_two_items) {
        desk.context.out.hint(&format!(
            "po resolve --ours {FILE}, or --theirs {FILE}: that item keeps the name, the other one goes into a file beside it"
        ));
    } else if let Some((_, field)) = open.filter(|(_, field)| field.name == FILE) {
        let both = field.ours.is_some() && field.theirs.is_some();
        let what = |version: &Option<String>, side| match version {
            Some(_) if both => format!("{side} in each place that both changed"),
            Some(_) => "keeps it".to_owned(),
            None => "removes it".to_owned(),
        };
        let (ours, theirs) = (what(&field.ours, "ours"), what(&field.theirs, "theirs"));
        desk.context.out.hint(&format!(
            "po resolve --ours {FILE}: {ours}; --theirs {FILE}: {theirs}"
        ));
    } else if let Some((file, field)) = open {
        let decided = file.decided.iter();
        let before: String = decided
            .map(|it| format!("--{} {} ", it.side, named(&it.name)))
            .collect();
        let name = named(&field.name);
        desk.context.out.hint(&format!(
            "po resolve {before}--ours {name}, or {before}--theirs {name}"
        ));
    }
    let unmerged = repository.unmerged()?;
    let slash = if folder.is_empty() { "" } else { "/" };
    let (here, elsewhere): (BTreeSet<String>, BTreeSet<String>) = unmerged
        .into_iter()
        .partition(|path| path.starts_with(&format!("{folder}{slash}")));
    if left == 0 && !here.is_empty() {
        desk.context
            .out
            .hint("po resolve: what else is in conflict");
    } else if left == 0 && !elsewhere.is_empty() {
        desk.context.out.hint(&by_git(&elsewhere));
    } else if left == 0 && view.files.iter().all(|file| file.state != "both") {
        let stash =
            "git stash drop: where a stash brought it, it is kept; then po sync, or git commit";
        go_on(desk, (repository, folder), Some(stash))?;
    }
    Ok(())
}

/// Says how what git is in the middle of goes on, or what else there is to do where it is in the middle of nothing.
///
/// # Errors
/// As [`next_step`].
pub(super) fn go_on(
    desk: &Desk<'_>,
    (repository, folder): (&Repository, &str),
    else_: Option<&str>,
) -> CommandResult<()> {
    let next = way_on(repository);
    // Git refuses to go on, or leaves out what was repaired since.
    if next.is_some() && repository.has_unstaged(folder)? {
        let here = match desk.shown("") {
            here if here.is_empty() => ".".to_owned(),
            here => here,
        };
        desk.context.out.hint(&format!(
            "git add --all {}: takes along what was changed there since",
            typed(&here)
        ));
    }
    if let Some(next) = next.or(else_) {
        desk.context.out.hint(next);
    }
    Ok(())
}

/// A field as it is typed.
fn named(field: &str) -> String {
    match field.contains(' ') {
        true => format!("\"{field}\""),
        false => field.to_owned(),
    }
}

/// What to do about files in conflict that are none of the backlog.
pub(super) fn by_git(paths: &BTreeSet<String>) -> String {
    let first = paths.first().map(|path| typed(path)).unwrap_or_default();
    let more = match paths.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    format!(
        "git mergetool, git add: for {first}{more}, outside the backlog; then po resolve says how it goes on"
    )
}

/// How what git is in the middle of goes on.
fn way_on(repository: &Repository) -> Option<&'static str> {
    Some(match repository.unfinished() {
        Unfinished::Merge if matches!(repository.own_merge(), Ok(Some(_))) => "po sync: goes on",
        Unfinished::Merge => "git merge --continue",
        Unfinished::Other("a rebase", _) => "git rebase --continue",
        Unfinished::Other("a cherry-pick", _) => "git cherry-pick --continue",
        Unfinished::Other("a revert", _) => "git revert --continue",
        Unfinished::Other("git am", _) => "git am --continue",
        _ => return None,
    })
}
