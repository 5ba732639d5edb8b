//! A new repository with a history that is given: for samples.

use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{Index, IndexEntry, IndexTime, Oid, Repository, RepositoryInitOptions, Signature, Time};
use jiff::Timestamp;

use super::error::GitError;
use super::options;

/// A commit to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryCommit {
    /// Files that it changes: the path from the top of the repository, parted by `/`, and the new content; none removes
    /// the file.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// The name of its author and committer.
    pub author: String,
    /// Their address.
    pub email: String,
    /// When it was made, to the second.
    pub time: Timestamp,
    /// Its message.
    pub message: String,
}

/// Makes `dir` a repository whose branch `main` holds the commits, in the order given, and checks the last one out.
///
/// # Errors
/// [`GitError::NotEmpty`] where the folder holds anything; what the system or libgit2 says, as for a path that leaves
/// the repository.
pub fn write_history(
    dir: &Path,
    commits: impl IntoIterator<Item = HistoryCommit>,
) -> Result<(), GitError> {
    options::prepare();
    std::fs::create_dir_all(dir).map_err(GitError::io(dir))?;
    let mut entries = std::fs::read_dir(dir).map_err(GitError::io(dir))?;
    if entries.next().is_some() {
        return Err(GitError::NotEmpty(dir.to_owned()));
    }
    let mut init = RepositoryInitOptions::new();
    init.initial_head("main").no_reinit(true);
    let repository = Repository::init_opts(dir, &init)?;
    let mut index = Index::new()?;
    let mut parent: Option<Oid> = None;
    for commit in commits {
        parent = Some(write_commit(&repository, &mut index, parent, &commit)?);
    }
    if let Some(last) = parent {
        repository.reference("refs/heads/main", last, false, "sample")?;
        repository.checkout_head(Some(CheckoutBuilder::new().force()))?;
    }
    Ok(())
}

fn write_commit(
    repository: &Repository,
    index: &mut Index,
    parent: Option<Oid>,
    commit: &HistoryCommit,
) -> Result<Oid, GitError> {
    for (path, content) in &commit.files {
        match content {
            Some(bytes) => index.add(&entry(path, repository.blob(bytes)?))?,
            None => index.remove(Path::new(path), 0)?,
        }
    }
    let tree = repository.find_tree(index.write_tree_to(repository)?)?;
    let time = Time::new(commit.time.as_second(), 0);
    let who = Signature::new(&commit.author, &commit.email, &time)?;
    let parent = parent.map(|oid| repository.find_commit(oid)).transpose()?;
    let parents: Vec<_> = parent.iter().collect();
    Ok(repository.commit(None, &who, &who, &commit.message, &tree, &parents)?)
}

/// Returns the index entry of a plain file.
pub(super) fn entry(path: &str, blob: Oid) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: blob,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::{HistoryCommit, write_history};
    use crate::git::GitError;
    use crate::git::testing::git;

    fn commit(time: &str, files: &[(&str, Option<&str>)], message: &str) -> HistoryCommit {
        HistoryCommit {
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), text.map(|t| t.as_bytes().to_vec())))
                .collect(),
            author: "Ada Example".to_owned(),
            email: "ada@example.org".to_owned(),
            time: time.parse().unwrap(),
            message: message.to_owned(),
        }
    }

    #[test]
    fn real_git_reads_it_and_sees_nothing_to_do() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("new");
        let commits = vec![
            commit(
                "2026-09-01T08:00:00Z",
                &[
                    ("backlog/stories/US-1-é.md", Some("a\r\nb")),
                    ("gone", Some("")),
                ],
                "Begin",
            ),
            commit("2026-09-02T09:30:00Z", &[("gone", None)], "Go\n\nBody"),
        ];
        write_history(&dir, commits).unwrap();
        assert_eq!(git(&dir, &["status", "--porcelain"]), "");
        assert_eq!(git(&dir, &["branch", "--show-current"]), "main\n");
        assert_eq!(
            git(&dir, &["log", "--format=%an %ae %ct %s"]),
            "Ada Example ada@example.org 1788341400 Go\n\
             Ada Example ada@example.org 1788249600 Begin\n"
        );
        git(&dir, &["fsck", "--strict"]);
        let text = std::fs::read(dir.join("backlog/stories/US-1-é.md")).unwrap();
        assert_eq!(text, b"a\r\nb");
        assert!(!dir.join("gone").exists());
    }

    #[test]
    fn a_folder_in_use_and_a_path_outside_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("mine"), "").unwrap();
        assert!(matches!(
            write_history(dir.path(), Vec::new()),
            Err(GitError::NotEmpty(_))
        ));
        let new = dir.path().join("new");
        let outside = commit("2026-09-01T08:00:00Z", &[("../mine", Some("x"))], "No");
        assert!(write_history(&new, [outside]).is_err());
        assert_eq!(std::fs::read(dir.path().join("mine")).unwrap(), b"");
    }
}
