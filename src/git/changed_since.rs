//! What differs between the commit where a branch began and the files at hand.

use git2::{Delta, DiffOptions, ErrorCode, Oid};

use super::at_hand::AtHand;
use super::changes::{Changes, Items, differing};
use super::error::GitError;
use super::index_files::{items_of_index, left_out};
use super::passed_over::{is_other, passed_over};
use super::repository::Repository;
use super::tree_items::{Item, Kind};

/// What a branch changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The files that differ.
    pub changes: Changes,
    /// Whether the base already holds HEAD, so that only what is not committed can differ.
    pub holds_head: bool,
}

impl Repository {
    /// Returns what differs below `folder` (from the top of the repository, parted by `/`) between the last commit that
    /// `base` (any revision) and HEAD have in common and the working tree: committed or not, staged or not, new files
    /// that git does not ignore, removed ones, both names of renamed ones.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::NotACommit`], [`GitError::NoCommit`], [`GitError::NoCommonCommit`] (as in a
    /// shallow clone), [`GitError::NotTracked`], [`GitError::IndexForm`], or what libgit2 says of a damaged repository.
    pub fn changed_since(&self, base: &str, folder: &str) -> Result<Since, GitError> {
        let head = self.head_commit()?.ok_or(GitError::NoCommit)?;
        let common = self.last_agreed(self.commit_of(base)?, head, [base, "HEAD"])?;
        let tree = self.inner.find_commit(common)?.tree_id();
        let before = self.items_in(tree, folder, base)?;
        let changes = self.changed_from_items(&before, folder)?;
        Ok(Since {
            changes: changes.through_links(self, folder, &before)?,
            holds_head: common == head,
        })
    }

    /// As [`Self::changed_since`], compared with `rev` itself and not with where a branch left it; without a revision every
    /// file is new.
    ///
    /// # Errors
    /// As [`Self::changed_since`].
    pub fn changed_from(&self, rev: Option<&str>, folder: &str) -> Result<Changes, GitError> {
        let Some(rev) = rev else {
            return self.changed_from_items(&Items::new(), folder);
        };
        self.changed_from_items(&self.items_in(self.tree_of(rev)?, folder, rev)?, folder)
    }

    fn changed_from_items(&self, before: &Items, folder: &str) -> Result<Changes, GitError> {
        let odb = self.inner.odb()?;
        let index = self.index(None)?;
        let (after, unmerged) = items_of_index(&index, folder);
        let mut paths = differing(before, &after);
        paths.extend(unmerged.iter().cloned());

        let mut options = DiffOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .include_unreadable(true)
            .include_unreadable_as_untracked(true)
            .disable_pathspec_match(true);
        if !folder.is_empty() {
            options.pathspec(folder);
        }
        let diff = self
            .inner
            .diff_index_to_workdir(Some(&index), Some(&mut options))?;
        let left_out = left_out(&index);
        for delta in diff
            .deltas()
            .filter(|delta| delta.status() != Delta::Unmodified)
        {
            for file in [delta.old_file(), delta.new_file()] {
                let Some(path) = file.path_bytes() else {
                    continue;
                };
                if delta.status() == Delta::Deleted && left_out.contains(path) {
                    continue;
                }
                let path = String::from_utf8_lossy(path);
                let Some(path) = below(folder, &path) else {
                    continue;
                };
                let is_submodule = after.get(path).is_some_and(|i| i.kind == Kind::Submodule);
                let slash = if is_submodule { "/" } else { "" };
                paths.insert(format!("{path}{slash}"));
            }
        }
        // Git looks at none of these by itself; a sparse checkout has none of them.
        let mut passed_over = passed_over(&index, folder);
        let disk = self.workdir().join(folder);
        passed_over
            .retain(|path, _| is_other(&disk.join(path), after.get(path).map(|item| item.oid)));
        paths.extend(passed_over.keys().cloned());
        if before.is_empty() && after.is_empty() && paths.is_empty() {
            return Err(GitError::NotTracked(folder.to_owned()));
        }
        // What only the index holds otherwise is no change of the files.
        let is_file = |item: &&Item| item.kind == Kind::File;
        let was = paths.iter().filter(|path| !unmerged.contains(*path));
        let was = was.filter_map(|path| {
            let was = before.get(path).filter(is_file)?;
            Some((path.as_str(), was.oid))
        });
        let was: Vec<(&str, Oid)> = was.collect();
        let mut same = Vec::new();
        AtHand::new(disk).each(&was, &|path, _| path.to_owned(), |path| same.push(path));
        for path in &same {
            paths.remove(path);
        }
        Ok(Changes::new(&odb, before, paths).passing_over(passed_over))
    }

    /// Whether anything was committed on what is checked out.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn has_commit(&self) -> Result<bool, GitError> {
        Ok(self.head_commit()?.is_some())
    }

    /// The commit that is checked out; none before the first one.
    pub(super) fn head_commit(&self) -> Result<Option<Oid>, GitError> {
        match self.inner.head() {
            Ok(head) => Ok(Some(head.peel_to_commit()?.id())),
            Err(error) if error.code() == ErrorCode::UnbornBranch => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// A path from the top of the repository as one from a folder of it; none where it lies elsewhere.
pub(super) fn below<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    match folder {
        "" => Some(path),
        _ => path.strip_prefix(folder)?.strip_prefix('/'),
    }
}

/// A path from a folder of the repository as one from its top; the other way round than `below`.
#[must_use]
pub fn from_top(folder: &str, path: &str) -> String {
    match folder {
        "" => path.to_owned(),
        _ => format!("{folder}/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::git::testing::{Sandbox, git};
    use crate::git::{Discovered, GitError, Repository, Since};
    use std::path::Path;

    fn since_in(dir: &Path, base: &str, folder: &str) -> Result<Since, GitError> {
        let Ok(Discovered::Repository(repository)) = Repository::discover(dir) else {
            panic!("no repository");
        };
        repository.changed_since(base, folder)
    }

    fn since(sandbox: &Sandbox, folder: &str) -> Since {
        since_in(sandbox.path(), "main", folder).unwrap()
    }

    /// A checked-out branch beside `main`, with `backlog/stories/US-N.md` for 1 to 5 and something outside.
    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new();
        let paths: Vec<String> = (1..=5)
            .map(|n| format!("backlog/stories/US-{n}.md"))
            .collect();
        let mut files: Vec<(&str, &str)> =
            paths.iter().map(|path| (path.as_str(), "a\n")).collect();
        files.push(("backlog.md", ""));
        files.push(("src/main.rs", ""));
        sandbox.commit("main", &files, &[]);
        sandbox.git(&["checkout", "-q", "-f", "-b", "topic", "main"]);
        sandbox
    }

    #[test]
    fn only_what_lies_in_the_folder_and_differs_counts() {
        let sandbox = sandbox();
        sandbox.write("src/main.rs", "changed");
        sandbox.write("backlog.md", "changed");
        // Touched, and the same.
        sandbox.write("backlog/stories/US-1.md", "a\n");
        let same = since(&sandbox, "backlog");
        assert!(same.changes.is_empty() && same.holds_head, "{same:?}");

        sandbox.write(".gitignore", "*-draft.md\n");
        sandbox.write("backlog/stories/US-6-draft.md", "");
        sandbox.write("backlog/stories/US-7.md", "");
        sandbox.write("backlog/stories/US-2.md", "b\n");
        std::fs::remove_file(sandbox.path().join("backlog/stories/US-3.md")).unwrap();
        sandbox.git(&["mv", "backlog/stories/US-4.md", "backlog/stories/US-44.md"]);
        let changes = since(&sandbox, "backlog").changes;
        let differs = [2, 3, 4, 44, 7].map(|n| format!("stories/US-{n}.md"));
        for path in &differs {
            assert!(changes.contains(path), "{path}");
        }
        for path in [
            "stories/US-1.md",
            "stories/US-5.md",
            "stories/US-6-draft.md",
        ] {
            assert!(!changes.contains(path), "{path}");
        }
        let before: Vec<&String> = changes.before().unwrap().keys().collect();
        assert_eq!(before, [&differs[0], &differs[1], &differs[2]]);
        // Ignored, and yet committed: the branch brings it along.
        sandbox.git(&["add", "-A", "-f"]);
        sandbox.git(&["commit", "-q", "-m", "all"]);
        let all = since(&sandbox, "");
        assert!(all.changes.contains("backlog/stories/US-6-draft.md"));
        assert!(all.changes.contains("src/main.rs") && !all.holds_head);
    }

    #[test]
    fn line_endings_that_git_makes_and_files_left_out_of_a_sparse_checkout_are_no_change() {
        let sandbox = sandbox();
        sandbox.git(&["config", "core.autocrlf", "true"]);
        let path = sandbox.path().join("backlog/stories/US-1.md");
        std::fs::remove_file(&path).unwrap();
        sandbox.git(&["checkout", "-q", "backlog"]);
        assert_eq!(std::fs::read(&path).unwrap(), b"a\r\n");
        let out = "backlog/stories/US-2.md";
        sandbox.git(&["update-index", "--skip-worktree", out]);
        std::fs::remove_file(sandbox.path().join(out)).unwrap();
        let changes = since(&sandbox, "backlog").changes;
        assert!(changes.is_empty(), "{changes:?}");
    }

    #[test]
    fn a_submodule_that_moved_on_changes_all_in_it() {
        let sandbox = sandbox();
        let other = Sandbox::new();
        let first = other.commit("main", &[("US-9.md", "1")], &[]);
        let url = other.path().to_str().unwrap();
        sandbox.git(&["submodule", "--quiet", "add", url, "backlog/stories/ours"]);
        sandbox.git(&["commit", "-q", "-m", "a submodule"]);
        sandbox.git(&["branch", "-f", "main", "topic"]);
        assert!(since(&sandbox, "backlog").changes.is_empty());
        other.commit("main", &[("US-9.md", "2")], &[first]);
        git(
            &sandbox.path().join("backlog/stories/ours"),
            &["pull", "-q", "origin", "main"],
        );
        let changes = since(&sandbox, "backlog").changes;
        assert!(changes.contains("stories/ours/US-9.md"), "{changes:?}");
        sandbox.git(&["add", "-A"]);
        let changes = since(&sandbox, "backlog").changes;
        assert!(changes.contains("stories/ours/US-9.md"), "{changes:?}");
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let sandbox = sandbox();
        let at = |base, folder| since_in(sandbox.path(), base, folder);
        for base in ["nope", "", "main^{"] {
            let found = at(base, "backlog");
            assert!(matches!(found, Err(GitError::UnknownRevision(_))), "{base}");
        }
        let folder = at("main:backlog", "backlog");
        assert!(matches!(folder, Err(GitError::NotACommit { .. })));
        sandbox.commit("apart", &[("a", "")], &[]);
        let apart = at("apart", "backlog");
        assert!(matches!(apart, Err(GitError::NoCommonCommit(..))));
        let nowhere = at("main", "nowhere");
        assert!(matches!(nowhere, Err(GitError::NotTracked(_))));
        let empty = Sandbox::new();
        let empty = since_in(empty.path(), "main", "");
        assert!(matches!(empty, Err(GitError::NoCommit)));
    }

    #[test]
    fn a_clone_without_the_old_contents_still_tells_which_files_differ() {
        let sandbox = sandbox();
        for text in ["only here", "and then this"] {
            sandbox.git(&["branch", "-f", "main", "topic"]);
            sandbox.write("backlog/stories/US-1.md", text);
            sandbox.git(&["commit", "-q", "-a", "-m", text]);
        }
        sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
        let clone = tempfile::tempdir().unwrap();
        let url = format!("file://{}", sandbox.path().display());
        let here = clone.path();
        git(here, &["clone", "-q", "--filter=blob:none", &url, "."]);
        let found = since_in(here, "origin/main", "backlog").unwrap().changes;
        assert!(found.contains("stories/US-1.md") && !found.contains("stories/US-2.md"));
        assert_eq!(found.before(), None);
    }
}
