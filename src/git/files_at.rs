//! The files of a folder as a revision holds them.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid};

use super::error::GitError;
use super::history::in_shares;
use super::repository::Repository;
use super::tree_items::{Kind, items_below};

/// So many files are read by a thread at a time.
const SHARE: usize = 256;

/// The names of the files of a folder in a revision; what they hold is read when it is asked for.
pub struct FilesAt<'r> {
    repository: &'r Repository,
    items: Vec<(String, Oid)>,
}

impl FilesAt<'_> {
    /// Reads the files whose paths are wanted.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository, or a clone that left contents out.
    pub fn read(
        &self,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        let wanted: Vec<&(String, Oid)> = self
            .items
            .iter()
            .filter(|(path, _)| is_wanted(path))
            .collect();
        let mut files: Vec<(String, Vec<u8>)> = Vec::with_capacity(wanted.len());
        let mut failed = None;
        in_shares(
            self.repository,
            wanted.len(),
            SHARE,
            |odb, shares| {
                shares.each(|share| -> Result<Vec<_>, git2::Error> {
                    let items = wanted[share].iter();
                    items
                        .map(|(path, oid)| Ok((path.clone(), odb.read(*oid)?.data().to_vec())))
                        .collect()
                });
            },
            |_, read| match read {
                Ok(read) => files.extend(read),
                Err(error) => failed = Some(error),
            },
        )?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(files.into_iter().collect()),
        }
    }
}

impl Repository {
    /// Returns the names of the files below `folder` (from the top of the repository, parted by `/`; empty for all) as the
    /// revision `rev` (a branch, a tag, a hash, `main@{yesterday}`) holds them, by their path from the folder; none where it
    /// has no such folder. Links and submodules are left out.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
    pub fn names_at(&self, rev: &str, folder: &str) -> Result<FilesAt<'_>, GitError> {
        let tree = self.tree_of(rev)?;
        let odb = self.inner.odb()?;
        let items = items_below(&odb, tree, folder, rev)?.into_iter();
        let files = items.filter(|(_, item)| item.kind == Kind::File);
        Ok(FilesAt {
            repository: self,
            items: files.map(|(path, item)| (path, item.oid)).collect(),
        })
    }

    /// Returns the files themselves, as [`Self::names_at`] names them.
    ///
    /// # Errors
    /// As [`Self::names_at`], or that this clone left contents out.
    pub fn files_at(&self, rev: &str, folder: &str) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        self.names_at(rev, folder)?.read(|_| true)
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
