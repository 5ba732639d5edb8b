//! The files of a folder as a revision holds them.

use git2::{ObjectType, Oid};

use super::at_hand::AtHand;
use super::changes::Files;
use super::error::GitError;
use super::folders::Folders;
use super::history::in_shares;
use super::links::sorted;
use super::repository::Repository;
use super::tree_items::{Item, items_below};
use crate::model::Unreadable;
use crate::store::{Contents, Gathered};

/// So many files are unpacked by a thread at a time.
const SHARE: usize = 256;

/// The names of the files of a folder in a revision; what they hold is read when it is asked for.
#[derive(Debug)]
pub struct FilesAt {
    at_hand: AtHand,
    items: Vec<(String, Oid)>,
    left: Vec<Unreadable>,
}

impl FilesAt {
    /// Returns files of `folder` (from the top of the repository, parted by `/`) by their path from it.
    ///
    /// # Errors
    /// As [`sorted`].
    pub(super) fn new(
        repository: &Repository,
        folder: &str,
        items: impl IntoIterator<Item = (String, Item)>,
    ) -> Result<Self, GitError> {
        let (items, left) = sorted(repository, folder, items)?;
        Ok(Self {
            at_hand: AtHand::new(repository.workdir().join(folder)),
            items,
            left,
        })
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|(path, _)| path.as_str())
    }

    /// What stands among them and is no file that can be read.
    #[must_use]
    pub fn left(&self) -> &[Unreadable] {
        &self.left
    }

    /// The files themselves whose paths are wanted.
    #[must_use]
    pub fn of<'a>(
        &'a self,
        repository: &'a Repository,
        is_wanted: &'a dyn Fn(&str) -> bool,
    ) -> PastFiles<'a> {
        PastFiles {
            names: self,
            repository,
            is_wanted,
        }
    }

    /// Takes files out, and returns their names.
    pub(super) fn leave_out(&mut self, is_out: impl Fn(&str, Oid) -> bool) -> Vec<String> {
        let out = self.items.extract_if(.., |(path, oid)| is_out(path, *oid));
        out.map(|(path, _)| path).collect()
    }

    /// Reads all files.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository, or a clone that left contents out.
    pub(super) fn read_all(&self, repository: &Repository) -> Result<Gathered, GitError> {
        let mut files = Files::new();
        let read = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_vec());
        self.of(repository, &|_| true).each(
            |_| true,
            read,
            |(path, bytes)| {
                files.insert(path, bytes);
            },
        )?;
        Ok(Gathered {
            files,
            left: self.left.clone(),
        })
    }
}

/// Files of a folder as a revision holds them.
pub struct PastFiles<'a> {
    names: &'a FilesAt,
    repository: &'a Repository,
    is_wanted: &'a dyn Fn(&str) -> bool,
}

impl Contents for PastFiles<'_> {
    type Error = GitError;

    /// Most of a backlog lies in the working tree as a commit has it, and is read there; the rest is unpacked.
    fn each<T: Send>(
        &self,
        is_wanted: impl Fn(&str) -> bool,
        read: impl Fn(&str, &[u8]) -> T + Sync,
        mut take: impl FnMut(T) + Send,
    ) -> Result<(), GitError> {
        let wanted: Vec<(&str, Oid)> = self
            .names
            .items
            .iter()
            .filter(|(path, _)| is_wanted(path) && (self.is_wanted)(path))
            .map(|(path, oid)| (path.as_str(), *oid))
            .collect();
        let packed = self.names.at_hand.each(&wanted, &read, &mut take);
        let mut failed = None;
        in_shares(
            self.repository,
            packed.len(),
            SHARE,
            |odb, shares| {
                shares.each(|share| -> Result<Vec<T>, git2::Error> {
                    let unpack = |(path, oid): &(&str, Oid)| Ok(read(path, odb.read(*oid)?.data()));
                    packed[share].iter().map(unpack).collect()
                });
            },
            |_, unpacked| match unpacked {
                Ok(unpacked) => unpacked.into_iter().for_each(&mut take),
                Err(error) => failed = Some(error),
            },
        )?;
        failed.map_or(Ok(()), |error| Err(error.into()))
    }

    fn left(&self) -> &[Unreadable] {
        self.names.left()
    }
}

impl Repository {
    /// Returns the names of the files below `folder` (from the top of the repository, parted by `/`; empty for all) as the
    /// revision `rev` (a branch, a tag, a hash, `main@{yesterday}`) holds them, by their path from the folder; none where it
    /// has no such folder. One that is a link there, or was where a link now leads to it, is followed. Submodules are left out.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
    pub fn names_at(&self, rev: &str, folder: &str) -> Result<FilesAt, GitError> {
        let tree = self.tree_of(rev)?;
        let Some(found) = self.folder_at(tree, folder)? else {
            return FilesAt::new(self, folder, []);
        };
        let items = items_below(&Folders::of(self)?, found.tree, "", rev)?;
        FilesAt::new(self, &found.path, items)
    }

    /// Returns the files themselves, as [`Self::names_at`] names them.
    ///
    /// # Errors
    /// As [`Self::names_at`], or that this clone left contents out.
    pub fn files_at(&self, rev: &str, folder: &str) -> Result<Gathered, GitError> {
        self.names_at(rev, folder)?.read_all(self)
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
    use crate::git::GitError;
    use crate::git::testing::Sandbox;

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
        let read = |rev: &str, folder: &str| texts(&sandbox, rev, folder);
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

    #[test]
    fn a_file_that_lies_in_the_working_tree_is_not_unpacked() {
        let sandbox = Sandbox::new();
        let path = "backlog/stories/US-1.md";
        sandbox.commit("main", &[(path, "one"), ("backlog/po.yaml", "")], &[]);
        sandbox.git(&["reset", "--hard", "--quiet"]);
        let blob = sandbox.git(&["rev-parse", "HEAD:backlog/stories/US-1.md"]);
        let (folder, name) = blob.trim().split_at(2);
        let object = sandbox.path().join(".git/objects").join(folder).join(name);
        std::fs::remove_file(object).unwrap();
        let read = || texts(&sandbox, "HEAD", "backlog");
        assert_eq!(read().unwrap(), ["po.yaml=", "stories/US-1.md=one"]);
        sandbox.write(path, "two");
        assert!(read().is_err());
    }

    #[test]
    fn what_git_converts_on_its_way_out_is_read_as_it_was_committed() {
        let sandbox = Sandbox::new();
        let attributes = "*.md text eol=crlf\n*.shout filter=shout\n";
        let files = [
            ("a.md", "one\n"),
            ("b.shout", "two\n"),
            (".gitattributes", attributes),
        ];
        sandbox.commit("main", &files, &[]);
        sandbox.git(&["config", "filter.shout.smudge", "tr a-z A-Z"]);
        sandbox.git(&["reset", "--hard", "--quiet"]);
        let lies = |name: &str| std::fs::read_to_string(sandbox.path().join(name)).unwrap();
        assert_eq!(
            (lies("a.md"), lies("b.shout")),
            ("one\r\n".into(), "TWO\n".into())
        );
        assert_eq!(
            texts(&sandbox, "HEAD", "").unwrap()[1..],
            ["a.md=one\n", "b.shout=two\n"]
        );
    }

    fn texts(sandbox: &Sandbox, rev: &str, folder: &str) -> Result<Vec<String>, GitError> {
        let repository = sandbox.repository();
        let files = repository.files_at(rev, folder)?.files;
        let text = |(path, bytes): (&String, &Vec<u8>)| {
            format!("{path}={}", String::from_utf8_lossy(bytes))
        };
        Ok(files.iter().map(text).collect())
    }
}
