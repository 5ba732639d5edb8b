//! The files of a folder as a revision holds them.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid};

use super::changes::Files;
use super::error::GitError;
use super::repository::Repository;
use super::tree_items::{Kind, items_below};

impl Repository {
    /// Returns the files below `folder` (from the top of the repository, parted by `/`; empty for all) as the revision
    /// `rev` (a branch, a tag, a hash, `main@{yesterday}`) holds them, by their path from the folder; none where it has no
    /// such folder. Links and submodules are left out.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
    pub fn files_at(&self, rev: &str, folder: &str) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        let tree = self.tree_of(rev)?;
        let odb = self.inner.odb()?;
        let mut files = Files::new();
        for (path, item) in items_below(&odb, tree, folder, rev)? {
            if item.kind == Kind::File {
                files.insert(path, odb.read(item.oid)?.data().to_vec());
            }
        }
        Ok(files)
    }

    /// The tree of a revision.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`].
    pub(super) fn tree_of(&self, rev: &str) -> Result<Oid, GitError> {
        let unknown = || GitError::UnknownRevision(rev.to_owned());
        let object = self.inner.revparse_single(rev).map_err(|_| unknown())?;
        Ok(object.peel(ObjectType::Tree).map_err(|_| unknown())?.id())
    }
}

#[cfg(test)]
mod tests {
    use crate::git::testing::Sandbox;
    use crate::git::{Discovered, GitError, Repository};

    #[test]
    fn reads_a_folder_of_any_revision() {
        let sandbox = Sandbox::new();
        let first = sandbox.commit(
            "main",
            &[
                ("backlog/stories/US-1.md", "one"),
                ("backlog/stories/old/US-2.md", "two"),
                ("backlog/po.yaml", "format: 1\n"),
                ("other.txt", ""),
            ],
            &[],
        );
        sandbox.commit("main", &[("backlog/stories/US-1.md", "changed")], &[first]);
        let Ok(Discovered::Repository(repository)) = Repository::discover(sandbox.path()) else {
            panic!("no repository");
        };
        let read = |rev: &str, folder: &str| {
            repository.files_at(rev, folder).map(|files| {
                let texts = files
                    .iter()
                    .map(|(path, bytes)| format!("{path}={}", String::from_utf8_lossy(bytes)));
                texts.collect::<Vec<_>>()
            })
        };
        assert_eq!(
            read("main", "backlog").unwrap(),
            ["stories/US-1.md=changed"]
        );
        assert_eq!(
            read(&first.to_string(), "backlog/").unwrap(),
            [
                "po.yaml=format: 1\n",
                "stories/US-1.md=one",
                "stories/old/US-2.md=two"
            ]
        );
        assert_eq!(read("main~1", "").unwrap().len(), 4);
        assert!(read("main", "nowhere").unwrap().is_empty());
        for rev in ["nope", "", "main:backlog/stories/US-1.md", "-x", "main^{"] {
            assert!(
                matches!(read(rev, ""), Err(GitError::UnknownRevision(_))),
                "{rev}"
            );
        }
    }
}
