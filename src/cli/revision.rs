//! Commits as people name them: branches, tags, hashes, days.

use jiff::civil::Date;

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::room_errors::NO_PART;
use crate::git::{GitError, Repository, Revision};
use crate::model::nearest;
use crate::text::escape_terminal;

/// How a day is written.
const DAY: &str = "2026-11-16";

impl Desk<'_> {
    /// The commit that somebody means: what git knows by that name, else the last one of a day.
    ///
    /// # Errors
    /// When it is neither, with what may have been meant.
    pub fn revision(&self, repository: &Repository, rev: &str) -> CommandResult<Revision> {
        match (repository.revision(rev), rev.parse::<Date>()) {
            (Ok(found), _) => {
                for words in repository.log_warnings(rev) {
                    self.context.out.warn(&escape_terminal(&words));
                }
                Ok(found)
            }
            (Err(_), Ok(_)) if rev.len() > DAY.len() => {
                Err(Failure::invalid(format!("`{rev}` is no day by itself"))
                    .hint(format!("a whole day is meant, at its end: {DAY}")))
            }
            (Err(_), Ok(day)) => self.last_of(repository, day),
            (Err(_), Err(_)) if is_like_a_day(rev) => Err(Failure::invalid(format!(
                "`{rev}` is not a date"
            ))
            .hint(format!(
                "a day is written {DAY}, and is one of the calendar"
            ))),
            (Err(error @ GitError::NotACommit { .. }), Err(_)) => Err(error.into()),
            (Err(error), Err(_)) => {
                Err(Failure::from(error).hints(hints_for_unknown(repository, rev)))
            }
        }
    }

    /// The last commit of a day on the line of what is checked out.
    fn last_of(&self, repository: &Repository, day: Date) -> CommandResult<Revision> {
        let next = day.tomorrow();
        let next = next.map_err(|error| Failure::from_error(ErrorKind::InvalidValue, error))?;
        match self.last_before(repository, next)? {
            Some(commit) => Ok(repository.revision(&commit)?),
            None => {
                let failure = Failure::not_found(format!("no commit is as old as {day}"));
                Err(match repository.is_shallow() {
                    true => failure.hint("git fetch --unshallow: this clone ends too early"),
                    false => failure.hint("git log --format=%cs: the days that it has commits of"),
                })
            }
        }
    }
}

/// Whether a name is written as days are: 2026-11-16.
fn is_like_a_day(rev: &str) -> bool {
    let parts: Vec<&str> = rev.split('-').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(is_number)
        && matches!(*parts, [year, month, day] if year.len() == 4 && !month.is_empty() && !day.is_empty())
}

/// What to do about a name that no commit of this clone has.
pub(super) fn hints_for_unknown(repository: &Repository, rev: &str) -> Vec<String> {
    if !repository.has_commit().unwrap_or(true) {
        return vec!["nothing is committed yet; po sync --no-push: commits the backlog".to_owned()];
    }
    let hints: &[&str] = match did_you_mean(repository, rev) {
        Some(hint) => return vec![hint],
        None if is_range(rev) => {
            &["one commit is meant here, and no range of them: main, not main..side"]
        }
        None if is_upstream(rev) => {
            &["git branch --set-upstream-to origin/main: this branch follows none"]
        }
        None if rev.contains("@{") => &[
            "git asks this clone's own log of a branch, which may not go back so far",
            "--at 2026-11-16: as the branch was at the end of that day",
        ],
        None if rev.contains(':') => &[NO_PART],
        None if repository.is_shallow() => &["git fetch --unshallow"],
        None if rev.contains(['~', '^']) => &["git log --oneline: how far back this line goes"],
        None => &["git fetch, then git branch --all: what this clone knows"],
    };
    hints.iter().map(|hint| (*hint).to_owned()).collect()
}

/// Whether several commits are named.
fn is_range(rev: &str) -> bool {
    rev.contains("..") || ["^!", "^@", "^-"].iter().any(|end| rev.ends_with(end))
}

/// Whether the branch is meant that another one follows.
fn is_upstream(rev: &str) -> bool {
    let rev = rev.to_ascii_lowercase();
    ["@{u}", "@{upstream}", "@{push}"]
        .iter()
        .any(|end| rev.ends_with(end))
}

/// The name that somebody may have mistyped.
pub(super) fn did_you_mean(repository: &Repository, rev: &str) -> Option<String> {
    // Only a name can be mistyped; `main~9` leads nowhere for another reason.
    if rev.contains(['~', '^', '@', ':']) {
        return None;
    }
    let names = repository.revision_names();
    let near = nearest(rev, names.iter().map(String::as_str))?;
    Some(format!("did you mean `{near}`?"))
}
