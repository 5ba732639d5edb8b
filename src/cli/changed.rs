//! `--since REF` and `--staged`: the part of a backlog that a branch or a commit changes.

use std::collections::{BTreeMap, HashSet};

use clap::Args;

use crate::cli::at::Snapshot;
use crate::cli::ci::CiSystem;
use crate::cli::context::Context;
use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::revision::{did_you_mean, hints_for_unknown};
use crate::git::{Changes, GitError, Repository};
use crate::model::{Diagnostic, LeftOut, Place};
use crate::store::StoreError;
use crate::text::escape_terminal;

/// Which changes to look at.
#[derive(Debug, Clone, Default, Args)]
pub struct ChangedArgs {
    /// Only what this branch changed since it left REF; without REF since the branch that CI variables or git name
    #[arg(long, value_name = "REF", num_args = 0..=1, conflicts_with_all = ["at", "staged"])]
    pub since: Option<Option<String>>,
    /// Only what is staged, as it is staged: for a pre-commit hook
    #[arg(long, conflicts_with = "at")]
    pub staged: bool,
}

impl ChangedArgs {
    /// Opens the backlog for a look at it. What is staged does not depend on the `po.yaml` at hand, which may be broken.
    ///
    /// # Errors
    /// As [`Context::open_quietly`].
    pub fn open<'c>(&self, context: &'c Context) -> CommandResult<Desk<'c>> {
        match self.staged {
            true => context.open_to_mend(),
            false => context.open_quietly(),
        }
    }
}

/// The files that a branch or a commit changes.
#[derive(Debug)]
pub struct Changed {
    /// What people call them: `changed` or `staged`.
    pub word: &'static str,
    /// Their paths, and what they were.
    pub changes: Changes,
    /// What is wrong with the change itself, before any rule looks at it.
    pub problems: Vec<Diagnostic>,
    /// The command with which git brings along what the files were, where a partial clone left it out.
    fetch: String,
}

impl Changed {
    /// The files that changed as they were before, by path.
    ///
    /// # Errors
    /// When this clone does not hold them.
    pub fn before(&self) -> CommandResult<&BTreeMap<String, Vec<u8>>> {
        self.changes.before().ok_or_else(|| {
            Failure::new(
                ErrorKind::Git,
                "this clone does not hold what the changed files were, so what was wrong before cannot be told apart",
            )
            .hint(format!("{}: git then fetches it", self.fetch))
        })
    }
}

/// What a branch is compared with.
struct Base {
    rev: String,
    shown: String,
    /// Who says so; none where it was typed.
    said_by: Option<String>,
}

impl Desk<'_> {
    /// Finds what `--since` or `--staged` asks for, and for the latter makes the desk show what is staged. None where
    /// neither is asked for.
    ///
    /// # Errors
    /// When git cannot tell: no repository, no such base, a clone that ends too early, another repository's hook.
    pub fn look_at_changed(&mut self, args: &ChangedArgs) -> CommandResult<Option<Changed>> {
        match &args.since {
            Some(rev) => self.changed_since(rev.as_deref()).map(Some),
            None if args.staged => self.look_at_staged().map(Some),
            None => Ok(None),
        }
    }

    fn changed_since(&self, rev: Option<&str>) -> CommandResult<Changed> {
        let (repository, folder) = self.in_repository("--since")?;
        let base = self.base(repository, rev)?;
        let since = repository
            .changed_since(&base.rev, &folder)
            .map_err(|error| self.no_base(repository, &base, error))?;
        if let Some(said_by) = &base.said_by {
            let shown = escape_terminal(&base.shown);
            let holds_head = if since.holds_head {
                ", which already holds HEAD: only what is not committed counts"
            } else {
                ""
            };
            let out = &self.context.out;
            out.note(&format!(
                "compared with `{shown}` ({said_by}){holds_head}\n"
            ));
        }
        let range = match base.shown.bytes().all(is_plain) {
            true => format!("{}...HEAD", base.shown),
            false => "BASE...HEAD".to_owned(),
        };
        Ok(Changed {
            word: "changed",
            changes: since.changes,
            problems: Vec::new(),
            fetch: format!("git diff {range} > /dev/null"),
        })
    }

    /// What to compare with: as typed, else as a CI system says, else the default branch.
    fn base(&self, repository: &Repository, rev: Option<&str>) -> CommandResult<Base> {
        if let Some(rev) = rev {
            return Ok(Base {
                rev: rev.to_owned(),
                shown: rev.to_owned(),
                said_by: None,
            });
        }
        if let Some(base) = &self.context.env.ci.base {
            return Ok(Base {
                rev: base.rev.clone(),
                shown: base.shown.clone(),
                said_by: Some(format!("from `{}`", base.variable)),
            });
        }
        let configured = self.config().git.branch.as_deref();
        if let Some(full) = repository.default_branch(configured) {
            let short = full.strip_prefix("refs/remotes/");
            let short = short.or_else(|| full.strip_prefix("refs/heads/"));
            return Ok(Base {
                shown: short.unwrap_or(&full).to_owned(),
                rev: full,
                said_by: Some("the default branch".to_owned()),
            });
        }
        let said = match configured {
            Some(name) => format!("there is no branch `{name}`, which `po.yaml` calls the default"),
            None => "there is neither `origin/HEAD` nor a branch `main` or `master`".to_owned(),
        };
        let failure = Failure::new(ErrorKind::Git, format!("nothing to compare with: {said}"));
        let fetch = self.fetch_more(repository, configured.unwrap_or("main"));
        Err(failure
            .hint(fetch)
            .hint("po check --since REF: name a branch or a commit"))
    }

    /// Why a branch cannot be compared with a base, with the line that helps.
    fn no_base(&self, repository: &Repository, base: &Base, error: GitError) -> Failure {
        let by = base.said_by.as_ref().map(|by| format!(" ({by})"));
        let what = format!(
            "cannot compare with `{}`{}",
            base.shown,
            by.unwrap_or_default()
        );
        let missing = matches!(error, GitError::UnknownRevision(_));
        let apart = matches!(error, GitError::NoCommonCommit(..));
        let shallow = repository.is_shallow();
        let why = match error {
            GitError::UnknownRevision(_) => "it is not in this clone".to_owned(),
            GitError::NoCommonCommit(..) if shallow => {
                "this clone ends before the commit where the branch left it".to_owned()
            }
            GitError::NoCommonCommit(..) => "it and HEAD have no commit in common".to_owned(),
            error => return git_failure(error, &what),
        };
        let failure = Failure::new(ErrorKind::Git, format!("{what}: {why}"));
        // Only what was typed may be a slip.
        let slip = (missing && base.said_by.is_none()).then(|| did_you_mean(repository, &base.rev));
        let slip = slip.flatten();
        if shallow && (missing || apart) || missing && base.said_by.is_some() {
            let name = base.rev.strip_prefix("refs/remotes/origin/");
            let fetch = self.fetch_more(repository, name.unwrap_or("main"));
            return failure.hints(slip).hint(fetch);
        }
        match missing {
            true => failure.hints(hints_for_unknown(repository, &base.rev)),
            false => failure.hint("po check: everything, compared with nothing"),
        }
    }

    /// The line that brings the history along, for the system that made this clone.
    fn fetch_more(&self, repository: &Repository, branch: &str) -> String {
        let line = match self.context.env.ci.system {
            Some(CiSystem::GitHub) => {
                "add to the step `uses: actions/checkout`: with: { fetch-depth: 0 }"
            }
            Some(CiSystem::GitLab) => "add to the job: variables: { GIT_DEPTH: \"0\" }",
            None if repository.is_shallow() => "git fetch --unshallow",
            None if branch.bytes().all(is_plain) => {
                return format!("git fetch origin {branch}:refs/remotes/origin/{branch}");
            }
            None => "git fetch origin",
        };
        line.to_owned()
    }

    fn look_at_staged(&mut self) -> CommandResult<Changed> {
        let env = &self.context.env;
        let (repository, folder) = self.in_repository("--staged")?;
        if let Some(dir) = &env.git_dir
            && ![env.current_dir.as_path(), repository.workdir()]
                .iter()
                .any(|from| repository.is_at(&from.join(dir)))
        {
            return Err(Failure::new(
                ErrorKind::Git,
                format!(
                    "`GIT_DIR` names `{}`, which is not the repository of the backlog",
                    dir.display()
                ),
            )
            .hint("a hook of one repository cannot tell what is staged in another"));
        }
        let left_out = self.store.left_out();
        let names: HashSet<&str> = left_out.iter().map(|file| file.path.as_str()).collect();
        let staged = repository
            .files_in_index(&folder, env.git_index.as_deref(), &names)
            .map_err(|error| git_failure(error, "cannot tell what is staged"))?;
        let snapshot = Snapshot::of(staged.files).map_err(|error| match error {
            StoreError::Missing(_) => {
                Failure::not_found(format!("no backlog in `{folder}` in git's index"))
                    .hint(format!("git add {}po.yaml", self.prefix))
            }
            error => Failure::from(error).shown_under(&self.prefix),
        })?;
        let is_not_here = |file: &&LeftOut| staged.not_here.contains(&file.path);
        let snapshot = snapshot.without(left_out.iter().filter(is_not_here).cloned().collect());
        let problems = staged.unmerged.iter().map(|path| {
            Diagnostic::error(
                "merge-conflict-marker",
                Place::file(path),
                "two versions of this file stand in git's index: the merge is not finished",
                "",
            )
            .fix("git add it once it reads as it should")
        });
        let problems = problems.collect();
        self.snapshot = Some(snapshot);
        Ok(Changed {
            word: "staged",
            changes: staged.changes,
            problems,
            fetch: "git diff --cached > /dev/null".to_owned(),
        })
    }
}

/// What git could not tell, and why.
fn git_failure(error: GitError, what: &str) -> Failure {
    let said = Failure::from(error);
    Failure::new(ErrorKind::Git, format!("{what}: {}", said.error)).hints(said.hints)
}

/// Whether no shell gives a meaning to it.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
}
