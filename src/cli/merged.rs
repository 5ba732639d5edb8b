//! `--merged-with REF`: the backlog as a merge would leave it, looked at before the merge.

use crate::cli::at::Snapshot;
use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::revision::hints_for_unknown;
use crate::git::{GitError, MergeRules, MergedTree, Repository, TreeConflict};
use crate::model::{Diagnostic, Place};
use crate::store::{CONFIG_FILE, Gathered, StoreError};
use crate::text::escape_terminal;

/// What a merge would make of a backlog.
#[derive(Debug)]
pub struct MergedBacklog {
    /// The merge.
    pub merged: MergedTree,
    /// What a person would have to decide, a finding a file.
    pub problems: Vec<Diagnostic>,
    /// Our files before it.
    pub ours: Gathered,
    /// Their files before it.
    pub theirs: Gathered,
}

impl Desk<'_> {
    /// Merges a revision into HEAD, in memory, and makes the desk show the result.
    ///
    /// # Errors
    /// When there is no repository, no such revision, no common commit, or no backlog after the merge.
    pub fn look_at_merged(&mut self, rev: &str) -> CommandResult<MergedBacklog> {
        let (repository, folder) = self.in_repository("--merged-with")?;
        let rules = MergeRules::new(self.config());
        let merged = repository
            .merged_with(rev, &folder, &rules)
            .map_err(|error| not_merged(repository, rev, error))?;
        let files = |rev: &str| repository.files_at(rev, &folder);
        let (ours, theirs) = (files("HEAD")?, files(rev)?);
        let [has_ours, has_theirs] = [&ours, &theirs].map(|it| it.files.contains_key(CONFIG_FILE));
        let snapshot = Snapshot::of(merged.files.clone()).map_err(|error| match error {
            StoreError::Missing(_) if has_ours || has_theirs => {
                let side = if has_ours { rev } else { "HEAD" };
                Failure::not_found(format!(
                    "the merge leaves no backlog in `{folder}`: `{side}` took it out, or moved it"
                ))
            }
            StoreError::Missing(_) => Failure::not_found(format!(
                "neither HEAD nor `{rev}` has a backlog in `{folder}`"
            )),
            error => Failure::from(error).shown_under(&self.prefix),
        })?;
        if !has_theirs {
            self.context.out.warn(&format!(
                "`{rev}` has no backlog in `{folder}`: what it has elsewhere is not looked at"
            ));
        }
        if let Some(there) = &merged.moved {
            self.context.out.warn(&format!(
                "`{rev}` has the backlog in `{}`, and HEAD in `{folder}`: git asks about each file that is new or gone on one side",
                escape_terminal(there)
            ));
        }
        if merged.has_too_many_bases {
            self.context.out.warn(&format!(
                "HEAD and `{rev}` agreed last in too many commits to merge them all first, as git does: it may find other conflicts"
            ));
        }
        let problems = merged.conflicts.iter();
        let problems = problems
            .map(|(path, conflict)| problem(rev, path, conflict))
            .collect();
        self.snapshot = Some(snapshot);
        Ok(MergedBacklog {
            merged,
            problems,
            ours,
            theirs,
        })
    }
}

/// A finding about a file that nobody but a person can merge.
fn problem(rev: &str, path: &str, conflict: &TreeConflict) -> Diagnostic {
    let what = match conflict {
        TreeConflict::Both(names) if names.is_empty() => {
            "both sides changed the same lines differently".to_owned()
        }
        TreeConflict::Both(names) => {
            format!("both sides changed differently: {}", names.join(", "))
        }
        TreeConflict::DeletedByUs => "deleted here, changed there".to_owned(),
        TreeConflict::DeletedByThem => "changed here, deleted there".to_owned(),
        TreeConflict::BothAdded => "both sides made a file of this name".to_owned(),
        TreeConflict::NewInRenamed => {
            "new on one side, in a folder that the other side renamed".to_owned()
        }
        TreeConflict::BothRenamed(names) if names.is_empty() => {
            "both sides renamed it differently".to_owned()
        }
        TreeConflict::BothRenamed(names) => format!(
            "both sides renamed it differently, and changed differently: {}",
            names.join(", ")
        ),
    };
    Diagnostic::error(
        "merge-conflict-marker",
        Place::file(path),
        format!("merging `{rev}` leaves a conflict: {what}"),
        "",
    )
    .fix("agree with those who changed it, or merge and po resolve")
}

/// Why a merge cannot be tried.
fn not_merged(repository: &Repository, rev: &str, error: GitError) -> Failure {
    let hints = match error {
        GitError::NoCommonCommit(..) if repository.is_shallow() => {
            vec!["git fetch --unshallow: this clone ends too early".to_owned()]
        }
        GitError::NoCommonCommit(..) => {
            vec!["git merges such branches only with --allow-unrelated-histories".to_owned()]
        }
        GitError::UnknownRevision(_) => hints_for_unknown(repository, rev),
        _ => Vec::new(),
    };
    let said = Failure::from(error);
    let words = format!("cannot try a merge with `{rev}`: {}", said.error);
    Failure::new(ErrorKind::Git, words)
        .hints(said.hints)
        .hints(hints)
}
