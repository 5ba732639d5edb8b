//! What differs between two revisions, and which revision somebody means.

use git2::{ErrorCode, ObjectType, Oid, Sort};
use jiff::Timestamp;

use super::changes::{Changes, differing};
use super::command::run_git;
use super::error::GitError;
use super::history::mend;
use super::repository::Repository;

/// A commit that somebody named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its hash, in full.
    pub name: String,
    /// When it was committed, as its clock had it.
    pub when: Timestamp,
}

impl Repository {
    /// Returns what differs below `folder` (from the top of the repository, parted by `/`) between two revisions.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
    pub fn changed_between(&self, from: &str, to: &str, folder: &str) -> Result<Changes, GitError> {
        let odb = self.inner.odb()?;
        let items = |rev: &str| self.items_in(self.tree_of(rev)?, folder, rev);
        let (before, after) = (items(from)?, items(to)?);
        let paths = differing(&before, &after);
        Ok(Changes::new(&odb, &before, paths))
    }

    /// Returns the commit in which two revisions last agreed, in full.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::NoCommonCommit`], or what libgit2 says of a damaged repository.
    pub fn common_commit(&self, one: &str, other: &str) -> Result<String, GitError> {
        let (a, b) = (self.commit_of(one)?, self.commit_of(other)?);
        Ok(self.last_agreed(a, b, [one, other])?.to_string())
    }

    /// The commit in which two commits last agreed, which people know by `names`.
    ///
    /// # Errors
    /// [`GitError::NoCommonCommit`], or what libgit2 says of a damaged repository.
    pub(super) fn last_agreed(&self, a: Oid, b: Oid, names: [&str; 2]) -> Result<Oid, GitError> {
        Ok(self.all_last_agreed(a, b, names)?[0])
    }

    /// As [`Self::last_agreed`]: one, or all of several.
    pub(super) fn all_last_agreed(
        &self,
        a: Oid,
        b: Oid,
        names: [&str; 2],
    ) -> Result<Vec<Oid>, GitError> {
        let common = self.inner.merge_bases(a, b);
        let common = common.map_err(|error| match error.code() {
            ErrorCode::NotFound => {
                let [one, other] = names.map(str::to_owned);
                GitError::NoCommonCommit(one, other)
            }
            _ => error.into(),
        });
        Ok(common?.to_vec())
    }

    /// Returns the last commit before a moment (seconds since 1970) on the first-parent line of HEAD, in full; none where
    /// the line began later. Wrong clocks are mended as everywhere.
    ///
    /// # Errors
    /// [`GitError::NoCommit`], or what libgit2 says of a damaged repository.
    pub fn last_before(&self, moment: i64) -> Result<Option<String>, GitError> {
        let head = self.head_commit()?.ok_or(GitError::NoCommit)?;
        let mut walk = self.inner.revwalk()?;
        walk.push(head)?;
        walk.simplify_first_parent()?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
        let line: Vec<Oid> = walk.collect::<Result<_, _>>()?;
        let mut dates = Vec::with_capacity(line.len());
        for oid in &line {
            dates.push(self.inner.find_commit(*oid)?.time().seconds());
        }
        mend(&mut dates);
        let before = dates.partition_point(|date| *date < moment);
        Ok(before.checked_sub(1).map(|at| line[at].to_string()))
    }

    /// The commit that a revision names: a branch, a tag, a hash, `HEAD~3`, `main@{yesterday}`.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::NotACommit`].
    pub fn revision(&self, rev: &str) -> Result<Revision, GitError> {
        let commit = self.commit_of(rev)?;
        let seconds = self.inner.find_commit(commit)?.time().seconds();
        Ok(Revision {
            name: commit.to_string(),
            when: Timestamp::from_second(seconds.max(0)).unwrap_or(Timestamp::UNIX_EPOCH),
        })
    }

    /// What git warns of where a revision asks this clone's own log of a branch (`main@{yesterday}`): that it does not go back so far,
    /// so that the first of the log is meant. Nothing where git cannot be asked.
    #[must_use]
    pub fn log_warnings(&self, rev: &str) -> Vec<String> {
        if !rev.contains("@{") || rev.starts_with('-') {
            return Vec::new();
        }
        // libgit2 takes the first of the log without a word.
        let Ok(said) = run_git(self.workdir(), &["rev-parse", "--verify", rev], false, None) else {
            return Vec::new();
        };
        // It begins with the word for a warning in the user's language.
        let lines = said.err.lines().filter(|_| said.done);
        let words = lines.filter_map(|line| Some(line.split_once(": ")?.1));
        words.map(str::to_owned).collect()
    }

    /// The names of branches, remote-tracking branches and tags, as people type them.
    #[must_use]
    pub fn revision_names(&self) -> Vec<String> {
        let mut names = vec!["HEAD".to_owned()];
        for place in ["refs/heads/", "refs/remotes/", "refs/tags/"] {
            let Ok(found) = self.inner.references_glob(&format!("{place}*")) else {
                continue;
            };
            let found = found.flatten();
            names.extend(found.filter_map(|reference| {
                Some(reference.name().ok()?.strip_prefix(place)?.to_owned())
            }));
        }
        names
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::NotACommit`].
    pub(super) fn commit_of(&self, rev: &str) -> Result<Oid, GitError> {
        let unknown = || GitError::UnknownRevision(rev.to_owned());
        let object = self.inner.revparse_single(rev).map_err(|_| unknown())?;
        let not_it = || match object.kind().map(|kind| kind.str()) {
            Some(kind @ ("tree" | "blob")) => GitError::NotACommit {
                rev: rev.to_owned(),
                kind,
            },
            _ => unknown(),
        };
        Ok(object.peel(ObjectType::Commit).map_err(|_| not_it())?.id())
    }
}

#[cfg(test)]
mod tests {
    use crate::git::GitError;
    use crate::git::testing::Sandbox;

    #[test]
    fn two_revisions_and_their_common_commit() {
        let sandbox = Sandbox::new();
        let base = sandbox.commit("main", &[("b/a", "1"), ("b/b", "1")], &[]);
        sandbox.commit("main", &[("b/a", "2"), ("b/b", "1")], &[base]);
        sandbox.commit("side", &[("b/a", "1"), ("b/c", "1")], &[base]);
        let repository = sandbox.repository();
        let paths = |from: &str, to: &str| -> Vec<String> {
            let changes = repository.changed_between(from, to, "b").unwrap();
            changes.paths().map(str::to_owned).collect()
        };
        assert_eq!(paths("main", "side"), ["a", "b", "c"]);
        let common = repository.common_commit("main", "side").unwrap();
        assert_eq!(common, base.to_string());
        assert_eq!(paths(&common, "side"), ["b", "c"]);
        sandbox.commit("alone", &[("x", "")], &[]);
        assert!(matches!(
            repository.common_commit("main", "alone"),
            Err(GitError::NoCommonCommit(..))
        ));
        assert!(matches!(
            repository.changed_between("main", "nowhere", "b"),
            Err(GitError::UnknownRevision(_))
        ));
    }

    #[test]
    fn the_last_commit_before_a_moment_whatever_the_clocks() {
        let sandbox = Sandbox::new();
        assert!(matches!(
            sandbox.repository().last_before(1),
            Err(GitError::NoCommit)
        ));
        let mut line = Vec::new();
        for (at, text) in [(100, "1"), (200, "2"), (9_000, "3"), (300, "4"), (400, "5")] {
            let parents: Vec<_> = line.last().copied().into_iter().collect();
            line.push(sandbox.commit_at("main", &[("a", text)], &parents, at));
        }
        sandbox.git(&["reset", "--hard", "--quiet"]);
        let repository = sandbox.repository();
        let before = |moment| repository.last_before(moment).unwrap();
        assert_eq!(before(100), None);
        assert_eq!(before(150), Some(line[0].to_string()));
        // The third one counts as made with the second one.
        assert_eq!(before(250), Some(line[2].to_string()));
        assert_eq!(before(401), Some(line[4].to_string()));
    }
}
