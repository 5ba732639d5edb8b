//! Where a working tree stands: which branch, which upstream, what is unfinished.

use std::collections::BTreeSet;
use std::path::PathBuf;

use git2::{
    BranchType, Direction, ErrorCode, Oid, Refspec, RepositoryState, Status, StatusOptions,
};

use super::error::GitError;
use super::index_files::entries;
use super::repository::Repository;

/// What git is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// Nothing.
    Nothing,
    /// A merge.
    Merge,
    /// Something else: `a rebase`.
    Other(&'static str, &'static str),
}

/// The branch that others share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The remote: `origin`.
    pub remote: String,
    /// The branch there: `main`.
    pub branch: String,
    /// The full name of what this clone knows of it: `refs/remotes/origin/main`.
    pub tracking: String,
    /// Whether git is told that it is the upstream; else it only has the same name.
    pub is_set: bool,
}

impl Upstream {
    /// `origin/main`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }
}

impl Repository {
    /// What git is in the middle of.
    #[must_use]
    pub fn unfinished(&self) -> Unfinished {
        match self.inner.state() {
            RepositoryState::Clean => Unfinished::Nothing,
            RepositoryState::Merge => Unfinished::Merge,
            RepositoryState::Revert | RepositoryState::RevertSequence => {
                Unfinished::Other("a revert", "git revert")
            }
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Unfinished::Other("a cherry-pick", "git cherry-pick")
            }
            RepositoryState::Bisect => Unfinished::Other("a bisection", "git bisect"),
            RepositoryState::Rebase
            | RepositoryState::RebaseInteractive
            | RepositoryState::RebaseMerge => Unfinished::Other("a rebase", "git rebase"),
            RepositoryState::ApplyMailbox | RepositoryState::ApplyMailboxOrRebase => {
                Unfinished::Other("git am", "git am")
            }
        }
    }

    /// The paths, from the top of the repository, of which the index holds several versions.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read.
    pub fn unmerged(&self) -> Result<BTreeSet<String>, GitError> {
        let index = self.index_now()?;
        let unmerged = entries(&index, "").filter(|(.., stage)| *stage > 0);
        Ok(unmerged.map(|(path, ..)| path).collect())
    }

    /// Whether something below `folder` (from the top, parted by `/`) is not as the index has it: a rebase does not go on then.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of a damaged repository.
    pub fn has_unstaged(&self, folder: &str) -> Result<bool, GitError> {
        self.index_now()?;
        let mut options = StatusOptions::new();
        options.include_untracked(true).disable_pathspec_match(true);
        if !folder.is_empty() {
            options.pathspec(folder);
        }
        let since = Status::WT_NEW
            | Status::WT_MODIFIED
            | Status::WT_DELETED
            | Status::WT_RENAMED
            | Status::WT_TYPECHANGE;
        let statuses = self.inner.statuses(Some(&mut options))?;
        Ok(statuses
            .iter()
            .any(|entry| entry.status().intersects(since)))
    }

    /// The branch that is checked out, without `refs/heads/`, also before its first commit; none where HEAD is detached.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn branch_name(&self) -> Result<Option<String>, GitError> {
        let head = self.inner.find_reference("HEAD")?;
        let target = head.symbolic_target()?.map(str::to_owned);
        Ok(target.and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned)))
    }

    /// The names of the remotes, `origin` first.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn remotes(&self) -> Result<Vec<String>, GitError> {
        let names = self.inner.remotes()?;
        let names = names.iter().flatten().flatten();
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort_by_key(|name| (name != "origin", name.clone()));
        Ok(names)
    }

    /// The address of a remote.
    #[must_use]
    pub fn remote_url(&self, remote: &str) -> Option<String> {
        let remote = self.inner.find_remote(remote).ok()?;
        let push = remote.pushurl().ok().flatten().map(str::to_owned);
        push.or_else(|| remote.url().ok().map(str::to_owned))
    }

    /// What a branch shares its commits with: its upstream, else the branch of the same name at the first remote; none
    /// without a remote, or where the upstream is another branch of this clone.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn upstream(&self, branch: &str) -> Result<Option<Upstream>, GitError> {
        let config = self.inner.config()?.snapshot()?;
        let get = |key: &str| config.get_string(&format!("branch.{branch}.{key}")).ok();
        let remotes = self.remotes()?;
        let (remote, name, is_set) = match (get("remote"), get("merge")) {
            (Some(remote), Some(merge)) if remotes.contains(&remote) => {
                let name = merge.strip_prefix("refs/heads/").unwrap_or(&merge);
                (remote, name.to_owned(), true)
            }
            (Some(remote), _) if remote == "." => return Ok(None),
            _ => match remotes.into_iter().next() {
                Some(remote) => (remote, branch.to_owned(), false),
                None => return Ok(None),
            },
        };
        Ok(Some(Upstream {
            tracking: format!("refs/remotes/{remote}/{name}"),
            branch: name,
            remote,
            is_set,
        }))
    }

    /// Whether a fetch from the remote brings that branch by itself.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn fetches(&self, upstream: &Upstream) -> Result<bool, GitError> {
        let remote = self.inner.find_remote(&upstream.remote)?;
        let branch = format!("refs/heads/{}", upstream.branch);
        let brings =
            |spec: Refspec<'_>| spec.direction() == Direction::Fetch && spec.src_matches(&branch);
        Ok(remote.refspecs().any(brings))
    }

    /// Settings (name and value) that make a merge into a branch one of both sides, where git was told another strategy: `ours` keeps
    /// nothing of the other side, and is no conflict. Whatever else is set in the same place goes with it.
    ///
    /// # Errors
    /// What libgit2 says of a damaged configuration.
    pub fn merge_of_both(&self, branch: &str) -> Result<Vec<(String, &str)>, GitError> {
        let config = self.inner.config()?.snapshot()?;
        let mut settings = Vec::new();
        if config.get_string("pull.twohead").is_ok() {
            // Every git has this one.
            settings.push(("pull.twohead".to_owned(), "recursive"));
        }
        let key = format!("branch.{branch}.mergeoptions");
        let options = config.get_string(&key).unwrap_or_default();
        let names_strategy = |word: &str| {
            word.starts_with("--strat") || word.starts_with("-s") || word.starts_with("-X")
        };
        if options.split_whitespace().any(names_strategy) {
            settings.push((key, ""));
        }
        Ok(settings)
    }

    /// Whether git keeps how conflicts were resolved (git-rerere).
    #[must_use]
    pub fn remembers_resolutions(&self) -> bool {
        self.inner.commondir().join("rr-cache").is_dir()
    }

    /// Where a reference points; none where there is none, or where it points at one that is gone, as `origin/HEAD` does when the
    /// first branch there got another name.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn tip(&self, reference: &str) -> Result<Option<String>, GitError> {
        let found = self.inner.find_reference(reference);
        match found.and_then(|reference| reference.resolve()) {
            Ok(reference) => Ok(Some(reference.peel_to_commit()?.id().to_string())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// How many commits only the first and only the second of two commits (in full) holds.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn apart(&self, one: &str, other: &str) -> Result<(usize, usize), GitError> {
        let (one, other) = (Oid::from_str(one)?, Oid::from_str(other)?);
        Ok(self.inner.graph_ahead_behind(one, other)?)
    }

    /// Whether this clone knows a branch at a remote.
    #[must_use]
    pub fn knows_branch(&self, remote: &str, branch: &str) -> bool {
        let name = format!("{remote}/{branch}");
        self.inner.find_branch(&name, BranchType::Remote).is_ok()
    }

    /// The commits that are being merged; none where no merge is under way.
    pub(super) fn merge_heads(&self) -> Vec<Oid> {
        let text = std::fs::read_to_string(self.merge_head_file()).unwrap_or_default();
        let lines = text.lines();
        lines
            .filter_map(|line| Oid::from_str(line.trim()).ok())
            .collect()
    }

    pub(super) fn merge_head_file(&self) -> PathBuf {
        self.inner.path().join("MERGE_HEAD")
    }

    /// A file of our own that belongs to this worktree, and to no other one of the repository.
    pub(super) fn private_file_of_worktree(&self, name: &str) -> PathBuf {
        let worktree = self.inner.path().file_name().unwrap_or_default();
        let worktree = worktree.to_string_lossy();
        self.private_dir()
            .join(format!("{name}-{}", worktree.trim_start_matches('.')))
    }

    /// Whether a branch may have that name.
    #[must_use]
    pub fn is_branch_name(name: &str) -> bool {
        git2::Branch::name_is_valid(name).unwrap_or(false)
    }
}
