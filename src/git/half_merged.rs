//! A merge that was killed before git wrote down that it merges: git writes the files first.

use std::collections::BTreeSet;

use git2::{Oid, StatusOptions};

use super::changes::differing;
use super::error::GitError;
use super::repository::Repository;
use super::standing::Unfinished;

impl Repository {
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
        let items =
            |commit: Oid| self.items_in(self.inner.find_commit(commit)?.tree_id(), "", "HEAD");
        let merged = differing(&items(base)?, &items(theirs)?);
        if merged.is_empty() {
            return none();
        }
        self.index_now()?;
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
}
