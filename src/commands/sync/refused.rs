//! What of others is not merged, and what to do about it: a backlog that is gone, one that cannot be read, another history.

use crate::cli::{CommandResult, ErrorKind, Failure};
use crate::commands::sync::place::Place;
use crate::git::{FilesAt, GitError, from_top};
use crate::store::{CONFIG_FILE, Contents as _, StoreError, config_in};
use crate::text::{escape_terminal, typed};

/// Refuses the removal of the whole backlog, each item of which would go from disk or be in conflict, and a `po.yaml` that the
/// others made unreadable, with which nothing goes on here. `base` and `theirs` are commits, `name` is that of their branch.
///
/// # Errors
/// The same, or what git says of a damaged repository.
pub(super) fn refuse_spoilt(
    place: &Place,
    name: &str,
    base: &str,
    theirs: &str,
) -> CommandResult<()> {
    let names = |rev: &str| place.repository.names_at(rev, &place.folder);
    let config = |files: &FilesAt| -> CommandResult<Option<Vec<u8>>> {
        Ok(files.of(&place.repository, &|_| true).one(CONFIG_FILE)?)
    };
    let files = names(theirs)?;
    let (then, there) = (config(&names(base)?)?, config(&files)?);
    // What they did not change, the merge takes from here.
    if then.is_none() || then == there {
        return Ok(());
    }
    let path = from_top(&place.folder, CONFIG_FILE);
    let (failure, is_there) = match config_in(there.as_deref(), files.left()) {
        Ok(_) => return Ok(()),
        Err(StoreError::Unreadable { problem, at }) => {
            let words = format!(
                "{name} has a {CONFIG_FILE} that cannot be read: {}",
                problem.message
            );
            let file = format!("{}:{path}", escape_terminal(name));
            let failure = Failure::new(ErrorKind::UnreadableFile, words)
                .at(file, at.line, at.column)
                .hints(problem.fix.clone());
            (failure, true)
        }
        Err(_) => {
            let words =
                format!("{name} has no backlog any more: {CONFIG_FILE} was taken out there");
            (Failure::new(ErrorKind::Git, words), false)
        }
    };
    let (shown, path) = (typed(name), typed(&path));
    Err(failure
        .hint("nothing was merged, and your commits are here")
        .hint(format!(
            "git log -1 {shown} -- {path}: who did that, and why"
        ))
        .hint(match is_there {
            true => format!("git merge {shown}: where you mend it here"),
            false => format!("git merge {shown}: where it is meant"),
        }))
}

/// Two histories that never met, as far as this clone goes.
pub(super) fn unrelated(place: &Place, name: &str) -> Failure {
    let failure = Failure::from(GitError::NoCommonCommit(name.to_owned(), "HEAD".to_owned()));
    let shown = typed(name);
    if place.repository.is_shallow() {
        return failure.hint("git fetch --unshallow: this clone may end too early");
    }
    failure
        .hint(format!(
            "git log {shown}: what is there; git remote --verbose: whether it is the right remote"
        ))
        .hint(format!(
            "git merge --allow-unrelated-histories {shown}: where the two belong together; then po sync"
        ))
}

/// What stops a merge before it has begun, as git said it.
pub(super) fn not_begun(failure: Failure, name: &str, said: &str) -> Failure {
    // In every language git sets the files that are in the way in.
    let names_files = said
        .lines()
        .any(|line| line.starts_with(char::is_whitespace));
    failure.hint(match names_files {
        true => "your commits are here; commit or stash what is in the way, then po sync again".to_owned(),
        false => format!(
            "your commits are here; git merge {}: says it again; what it names is mended, or set in git config --list",
            typed(name)
        ),
    })
}
