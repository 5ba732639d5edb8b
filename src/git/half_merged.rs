//! A merge that was killed before git wrote down that it merges: git writes the files first.

use std::collections::BTreeSet;
use std::path::PathBuf;

use git2::{Oid, StatusOptions};

use super::changes::{Items, differing};
use super::error::GitError;
use super::folders::Folders;
use super::repository::Repository;
use super::standing::Unfinished;
use super::tree_items::items_below;

impl Repository {
    /// Notes that git is about to merge a commit into the one that is checked out, both in full.
    ///
    /// # Errors
    /// [`GitError::Io`].
    pub fn note_merge(&self, head: &str, theirs: &str) -> Result<(), GitError> {
        let folder = self.private_dir();
        std::fs::create_dir_all(&folder).map_err(GitError::io(&folder))?;
        let path = self.begun_merge();
        std::fs::write(&path, format!("{head} {theirs}")).map_err(GitError::io(&path))
    }

    /// Forgets what [`Self::note_merge`] noted, once git is back.
    pub fn forget_note(&self) {
        // What is left behind is looked at, and found to be over.
        let _ = std::fs::remove_file(self.begun_merge());
    }

    /// The files, from the top of the repository, in which half of a merge may stand that git never wrote down: those that the
    /// merge under way when this program was killed would change, and that are not as the last commit has them.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of a damaged repository.
    pub fn half_merged(&self) -> Result<BTreeSet<String>, GitError> {
        let none = || {
            self.forget_note();
            Ok(BTreeSet::new())
        };
        let Some((head, theirs)) = self.noted_merge() else {
            return none();
        };
        // Where there is a new commit, or git knows that it merges, there is nothing half.
        if self.head_commit()? != Some(head) || self.unfinished() != Unfinished::Nothing {
            return none();
        }
        let base = self.last_agreed(head, theirs, ["HEAD", &theirs.to_string()])?;
        let items = |commit: Oid| -> Result<Items, GitError> {
            let tree = self.inner.find_commit(commit)?.tree_id();
            Ok(items_below(&Folders::of(self)?, tree, "", "HEAD")?
                .into_iter()
                .collect())
        };
        let merged = differing(&items(base)?, &items(theirs)?);
        if merged.is_empty() {
            return none();
        }
        self.index(None)?.read(true)?;
        let mut options = StatusOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .disable_pathspec_match(true);
        for path in &merged {
            options.pathspec(path);
        }
        let statuses = self.inner.statuses(Some(&mut options))?;
        let paths = statuses.iter();
        let paths = paths.map(|entry| String::from_utf8_lossy(entry.path_bytes()).into_owned());
        let paths: BTreeSet<String> = paths.filter(|path| merged.contains(path)).collect();
        match paths.is_empty() {
            true => none(),
            false => Ok(paths),
        }
    }

    /// Whether the merge under way is the one that [`Self::note_merge`] noted, as far as git came with it when both were killed.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn is_noted_merge(&self) -> Result<bool, GitError> {
        let Some((head, theirs)) = self.noted_merge() else {
            return Ok(false);
        };
        Ok(self.merge_heads() == [theirs] && self.head_commit()? == Some(head))
    }

    /// Whether the merge under way is one that `po` began and that is made: git was killed after it wrote the commit, and before
    /// it forgot that it merges.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn is_own_merge_made(&self) -> Result<bool, GitError> {
        let heads = self.merge_heads();
        let is_noted = || self.noted_merge().is_some_and(|(_, it)| heads == [it]);
        let Some(head) = self.head_commit()? else {
            return Ok(false);
        };
        if heads.is_empty() || !self.is_own_merge() && !is_noted() {
            return Ok(false);
        }
        for merged in heads {
            if head != merged && !self.inner.graph_descendant_of(head, merged)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The commits that [`Self::note_merge`] noted.
    fn noted_merge(&self) -> Option<(Oid, Oid)> {
        let note = std::fs::read_to_string(self.begun_merge()).ok()?;
        let (head, theirs) = note.split_once(' ')?;
        Some((Oid::from_str(head).ok()?, Oid::from_str(theirs).ok()?))
    }

    /// A worktree of its own has a merge of its own.
    fn begun_merge(&self) -> PathBuf {
        self.private_file_of_worktree("begun")
    }
}
