//! The files of a folder as a revision holds them.

use git2::ObjectType;

use super::error::GitError;
use super::raw_tree::TreeEntries;
use super::repository::Repository;

/// More files than any backlog has; trees can be made to claim any number.
const MOST_FILES: usize = 1_000_000;

/// A file of a past state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAt {
    /// Its path from the folder that was asked for, parted by `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Repository {
    /// Returns the files below `folder` (from the top of the repository, parted by `/`; empty for all) as the revision
    /// `rev` (a branch, a tag, a hash, `main@{yesterday}`) holds them, in the order of git; none where it has no such
    /// folder. Links and submodules are left out.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
    pub fn files_at(&self, rev: &str, folder: &str) -> Result<Vec<FileAt>, GitError> {
        let unknown = || GitError::UnknownRevision(rev.to_owned());
        let object = self.inner.revparse_single(rev).map_err(|_| unknown())?;
        let mut tree = object.peel(ObjectType::Tree).map_err(|_| unknown())?.id();
        let odb = self.inner.odb()?;
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            let data = odb.read(tree)?;
            let found = TreeEntries(data.data())
                .find(|entry| entry.is_tree && entry.name == part.as_bytes())
                .map(|entry| entry.oid);
            match found {
                Some(oid) => tree = oid,
                None => return Ok(Vec::new()),
            }
        }
        let mut files = Vec::new();
        let mut steps = 0;
        let mut waiting = vec![(String::new(), tree, true)];
        while let Some((path, oid, is_tree)) = waiting.pop() {
            steps += 1;
            if steps > MOST_FILES {
                return Err(GitError::TooManyFiles(rev.to_owned(), MOST_FILES));
            }
            let object = odb.read(oid)?;
            if !is_tree {
                let bytes = object.data().to_vec();
                files.push(FileAt { path, bytes });
                continue;
            }
            let before = waiting.len();
            waiting.extend(
                TreeEntries(object.data())
                    .filter(|entry| entry.is_tree || entry.is_file)
                    .map(|entry| {
                        let name = String::from_utf8_lossy(entry.name);
                        let slash = if path.is_empty() { "" } else { "/" };
                        (format!("{path}{slash}{name}"), entry.oid, entry.is_tree)
                    }),
            );
            // The last one is taken first.
            waiting[before..].reverse();
        }
        Ok(files)
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
                    .map(|file| format!("{}={}", file.path, String::from_utf8_lossy(&file.bytes)));
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
