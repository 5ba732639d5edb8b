//! The files of a folder as the index holds them: what the next commit would.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use git2::{Index, IndexEntry, IndexEntryExtendedFlag};

use super::changed_since::below;
use super::changes::{Changes, Items, differing};
use super::error::GitError;
use super::files_at::FilesAt;
use super::repository::Repository;
use super::tree_items::{Item, Kind};
use crate::store::Gathered;

/// What is staged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Every file of the folder as it is staged, by its path from the folder. Of a file that is not merged it is one of
    /// the versions: ours, else theirs, else the common one.
    pub files: Gathered,
    /// The files that are not merged.
    pub unmerged: BTreeSet<String>,
    /// Files that a sparse checkout left out, and a partial clone with them: nobody can read these here.
    pub not_here: Vec<String>,
    /// The files that differ from HEAD.
    pub changes: Changes,
}

impl Repository {
    /// Returns the files below `folder` (from the top of the repository, parted by `/`) as an index holds them:
    /// `index` (relative to the top of the working tree), else the repository's own. Submodules are left out,
    /// and files of which git was only told that they will be added. Of the files that the checkout `left_out` (by their path from the
    /// folder), what is in this clone all the same is read.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read, or of a damaged repository.
    pub fn files_in_index(
        &self,
        folder: &str,
        index: Option<&Path>,
        left_out: &HashSet<&str>,
    ) -> Result<Staged, GitError> {
        let index = self.index(index)?;
        let odb = self.inner.odb()?;
        let (after, unmerged) = items_of_index(&index, folder);
        let mut files = FilesAt::new(self, folder, one_of_each(&index, folder))?;
        let is_link = |path: &str| after.get(path).is_some_and(|item| item.kind == Kind::Link);
        let not_here = match left_out.is_empty() {
            true => Vec::new(),
            false => files.leave_out(|path, oid| {
                (left_out.contains(path) || is_link(path)) && !odb.exists(oid)
            }),
        };
        let files = files.read_all(self)?;
        let before = match self.head_commit()? {
            Some(head) => self.items_in(self.inner.find_commit(head)?.tree_id(), folder, "HEAD")?,
            None => Items::new(),
        };
        let mut paths = differing(&before, &after);
        paths.extend(unmerged.iter().cloned());
        Ok(Staged {
            files,
            unmerged,
            not_here,
            changes: Changes::new(&odb, &before, paths).through_links(self, folder, &before)?,
        })
    }

    /// Returns the names of the files below `folder` (from the top of the repository, parted by `/`) that the index holds in any
    /// version, by their path from the folder.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read.
    pub fn names_in_index(&self, folder: &str) -> Result<BTreeSet<String>, GitError> {
        let index = self.index_now()?;
        Ok(entries(&index, folder).map(|(path, ..)| path).collect())
    }

    /// Opens the repository's own index, read anew: the user's git may have written it since.
    pub(super) fn index_now(&self) -> Result<Index, GitError> {
        let mut index = self.index(None)?;
        index.read(true)?;
        Ok(index)
    }

    /// Opens the index at `path` (relative to the top of the working tree), else the repository's own.
    pub(super) fn index(&self, path: Option<&Path>) -> Result<Index, GitError> {
        let index = match path {
            Some(path) => Index::open(&self.workdir().join(path)),
            None => self.inner.index(),
        };
        index.map_err(|error| match error.message() {
            said if said.contains("mandatory extension") => GitError::IndexForm,
            _ => error.into(),
        })
    }
}

/// What an index holds below a folder, and the paths there that are not merged.
pub(super) fn items_of_index(index: &Index, folder: &str) -> (Items, BTreeSet<String>) {
    let mut items = Items::new();
    let mut unmerged = BTreeSet::new();
    for (path, item, stage) in entries(index, folder) {
        if stage == 0 {
            items.insert(path, item);
        } else {
            unmerged.insert(path);
        }
    }
    (items, unmerged)
}

/// The paths, from the top of the repository, that a sparse checkout leaves out of the working tree.
pub(super) fn left_out(index: &Index) -> HashSet<Vec<u8>> {
    let skipped = IndexEntryExtendedFlag::SKIP_WORKTREE.bits();
    index
        .iter()
        .filter(|entry| entry.flags_extended & skipped != 0)
        .map(|entry| entry.path)
        .collect()
}

/// What an index holds below a folder, and one version of what is not merged: ours, else theirs, else the common one.
fn one_of_each(index: &Index, folder: &str) -> Items {
    let mut all: Vec<_> = entries(index, folder).collect();
    // The last one stays: 1 is the common version, 3 theirs, 2 ours.
    all.sort_by_key(|(.., stage)| [3, 0, 2, 1][usize::from(*stage)]);
    all.into_iter()
        .map(|(path, item, _)| (path, item))
        .collect()
}

/// The entries below a folder by their path from it, with their stage (0 where merged).
pub(super) fn entries(index: &Index, folder: &str) -> impl Iterator<Item = (String, Item, u16)> {
    index.iter().filter_map(move |entry| {
        let whole = String::from_utf8_lossy(&entry.path);
        let is_text = matches!(whole, Cow::Borrowed(_));
        let path = below(folder, &whole)?.to_owned();
        let extended = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
        if extended.contains(IndexEntryExtendedFlag::INTENT_TO_ADD) {
            return None;
        }
        let kind = match kind_of(&entry) {
            Kind::File | Kind::Link if !is_text => Kind::Unnamed,
            kind => kind,
        };
        let item = Item {
            kind,
            oid: entry.id,
        };
        Some((path, item, stage(&entry)))
    })
}

/// Which version of a file an entry is: 0 where it is merged, 1 the common one, 2 ours, 3 theirs.
pub(super) fn stage(entry: &IndexEntry) -> u16 {
    (entry.flags >> 12) & 3
}

fn kind_of(entry: &IndexEntry) -> Kind {
    match entry.mode & 0o170_000 {
        0o120_000 => Kind::Link,
        0o160_000 => Kind::Submodule,
        _ => Kind::File,
    }
}

#[cfg(test)]
mod tests {
    use crate::git::testing::Sandbox;
    use crate::git::{GitError, Staged};
    use std::collections::HashSet;
    use std::path::Path;

    fn staged(sandbox: &Sandbox, folder: &str, index: Option<&str>) -> Staged {
        let repository = sandbox.repository();
        repository
            .files_in_index(folder, index.map(Path::new), &HashSet::new())
            .unwrap()
    }

    fn texts(staged: &Staged) -> Vec<String> {
        let text = |(path, bytes): (&String, &Vec<u8>)| {
            format!("{path}={}", String::from_utf8_lossy(bytes))
        };
        staged.files.files.iter().map(text).collect()
    }

    #[test]
    fn the_index_counts_and_another_one_where_it_is_named() {
        let sandbox = Sandbox::new();
        assert!(staged(&sandbox, "", None).files.files.is_empty());
        sandbox.commit("main", &[("b/1", "one"), ("b/2", "two"), ("c", "")], &[]);
        sandbox.git(&["reset", "--hard", "--quiet"]);
        std::fs::copy(
            sandbox.path().join(".git/index"),
            sandbox.path().join(".git/index.lock"),
        )
        .unwrap();
        std::fs::remove_file(sandbox.path().join(".git/index")).unwrap();
        sandbox.write("b/1", "new");
        std::fs::rename(
            sandbox.path().join(".git/index.lock"),
            sandbox.path().join(".git/before"),
        )
        .unwrap();
        sandbox.git(&["add", "b/1"]);
        sandbox.write("b/1", "newer");
        let own = staged(&sandbox, "b", None);
        assert_eq!(texts(&own), ["1=new"]);
        assert!(own.changes.contains("1") && own.changes.contains("2"));
        assert_eq!(own.changes.before().unwrap().len(), 2);
        let before = staged(&sandbox, "b", Some(".git/before"));
        assert_eq!(texts(&before), ["1=one", "2=two"]);
        assert!(before.changes.is_empty());
        assert!(
            staged(&sandbox, "b", Some("nowhere"))
                .files
                .files
                .is_empty()
        );
    }

    #[test]
    fn an_index_that_only_git_reads_is_said() {
        let sandbox = Sandbox::new();
        sandbox.write("b/1", "one");
        sandbox.git(&["add", "b/1"]);
        sandbox.git(&["update-index", "--split-index"]);
        let repository = sandbox.repository();
        let found = repository.files_in_index("b", None, &HashSet::new());
        assert!(matches!(found, Err(GitError::IndexForm)), "{found:?}");
        let garbage = repository.files_in_index("b", Some(Path::new("b/1")), &HashSet::new());
        assert!(matches!(garbage, Err(GitError::Library(_))), "{garbage:?}");
    }

    #[test]
    fn every_file_that_is_not_merged_is_named_once() {
        let sandbox = Sandbox::new();
        let base = sandbox.commit("main", &[("both", "0"), ("gone", "0"), ("x", "")], &[]);
        sandbox.commit("ours", &[("both", "1"), ("x", ""), ("new", "1")], &[base]);
        sandbox.commit(
            "theirs",
            &[("both", "2"), ("gone", "2"), ("x", ""), ("new", "2")],
            &[base],
        );
        sandbox.git(&["checkout", "-q", "-f", "ours"]);
        let theirs = sandbox.repo.find_branch("theirs", git2::BranchType::Local);
        let theirs = theirs.unwrap().into_reference();
        let theirs = sandbox.repo.reference_to_annotated_commit(&theirs).unwrap();
        sandbox.repo.merge(&[&theirs], None, None).unwrap();
        let staged = staged(&sandbox, "", None);
        assert_eq!(texts(&staged), ["both=1", "gone=2", "new=1", "x="]);
        let unmerged: Vec<&String> = staged.unmerged.iter().collect();
        assert_eq!(unmerged, ["both", "gone", "new"]);
        assert!(
            staged
                .unmerged
                .iter()
                .all(|path| staged.changes.contains(path))
        );
        assert!(!staged.changes.contains("x"));
    }

    #[test]
    fn links_submodules_and_announced_files_are_left_out() {
        let sandbox = Sandbox::new();
        let other = Sandbox::new();
        other.commit("main", &[("US-9.md", "")], &[]);
        let url = other.path().to_str().unwrap();
        sandbox.git(&["submodule", "--quiet", "add", url, "b/sub"]);
        sandbox.write("b/later", "");
        sandbox.git(&["add", "--intent-to-add", "b/later"]);
        let link = sandbox.write("link", "/etc/hostname");
        let blob = sandbox.git(&["hash-object", "-w", link.to_str().unwrap()]);
        let entry = format!("120000,{},b/link", blob.trim());
        sandbox.git(&["update-index", "--add", "--cacheinfo", &entry]);
        let staged = staged(&sandbox, "b", None);
        assert!(staged.files.files.is_empty(), "{staged:?}");
        assert!(staged.changes.contains("link") && staged.changes.contains("sub/US-9.md"));
        assert!(!staged.changes.contains("later"));
    }
}
