//! Which merge `po` began, also where it and git were killed in the middle: noted before git begins, marked when it ended halfway.

use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use git2::Oid;

use super::error::GitError;
use super::repository::Repository;

/// How far a merge is that `po` began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnMerge {
    /// It waits to be committed.
    UnderWay,
    /// Git wrote the commit, and was killed before it forgot that it merges.
    Made,
}

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

    /// Remembers that `po` began the merge under way: `po` may conclude it. Another one, of the same commit too, is not it.
    ///
    /// # Errors
    /// [`GitError::Io`].
    pub fn remember_merge(&self) -> Result<(), GitError> {
        let Some(mark) = self.merge_mark() else {
            return Ok(());
        };
        let folder = self.private_dir();
        std::fs::create_dir_all(&folder).map_err(GitError::io(&folder))?;
        let path = self.marked_merge();
        std::fs::write(&path, mark).map_err(GitError::io(&path))
    }

    /// Forgets that `po` began a merge, which is over.
    pub fn forget_merge(&self) {
        // What is left behind marks a merge that is over.
        let _ = std::fs::remove_file(self.marked_merge());
        self.forget_note();
    }

    /// How far the merge under way is that `po` began; none where no merge is under way, or somebody else began it.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn own_merge(&self) -> Result<Option<OwnMerge>, GitError> {
        let heads = self.merge_heads();
        let (Some(head), false) = (self.head_commit()?, heads.is_empty()) else {
            return Ok(None);
        };
        let known = std::fs::read_to_string(self.marked_merge()).ok();
        let is_marked = known.is_some() && known == self.merge_mark();
        let noted = self.noted_merge().filter(|(_, theirs)| heads == [*theirs]);
        if !is_marked && noted.is_none() {
            return Ok(None);
        }
        for merged in heads {
            if head != merged && !self.inner.graph_descendant_of(head, merged)? {
                let is_as_noted = noted.is_some_and(|(begun, _)| begun == head);
                return Ok((is_marked || is_as_noted).then_some(OwnMerge::UnderWay));
            }
        }
        Ok(Some(OwnMerge::Made))
    }

    /// What tells the merge under way from every other one: what is merged, and when git wrote that down, which it does
    /// once a merge; none where no merge is under way, or the disk knows no times.
    fn merge_mark(&self) -> Option<String> {
        let commit = self.merge_heads().into_iter().next()?;
        let written = std::fs::metadata(self.merge_head_file()).ok()?;
        let written = written.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(format!("{commit} {}", written.as_nanos()))
    }

    fn marked_merge(&self) -> PathBuf {
        self.private_file_of_worktree("merge")
    }

    /// The commits that [`Self::note_merge`] noted.
    pub(super) fn noted_merge(&self) -> Option<(Oid, Oid)> {
        let note = std::fs::read_to_string(self.begun_merge()).ok()?;
        let (head, theirs) = note.split_once(' ')?;
        Some((Oid::from_str(head).ok()?, Oid::from_str(theirs).ok()?))
    }

    /// A worktree of its own has a merge of its own.
    fn begun_merge(&self) -> PathBuf {
        self.private_file_of_worktree("begun")
    }
}
