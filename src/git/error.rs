//! What can go wrong with a repository.

use std::io;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode};

/// Why git could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// A repository without a working tree.
    #[error("`{}` is a bare repository: it has no working tree to keep a backlog in; work in a clone or in a worktree of it", .0.display())]
    Bare(PathBuf),
    /// A text that names no commit or tree.
    #[error("no revision `{0}` in this repository")]
    UnknownRevision(String),
    /// A name of something else than a commit: a tree, a blob.
    #[error("`{rev}` names a {kind}, and not a commit")]
    NotACommit {
        /// The name.
        rev: String,
        /// What it names, as git calls it.
        kind: &'static str,
    },
    /// A branch on which nothing was committed.
    #[error("nothing is committed yet")]
    NoCommit,
    /// Two revisions whose lines do not meet, as far as this clone goes.
    #[error("`{0}` and `{1}` have no commit in common in this clone")]
    NoCommonCommit(String, String),
    /// A folder of which neither a commit nor the index holds a file.
    #[error("git knows no file in `{0}`: it is ignored, or lies in another repository")]
    NotTracked(String),
    /// An index in a form that libgit2 does not read.
    #[error("the index is split or sparse, and only git itself reads such an index")]
    IndexForm,
    /// An index that another git is at work on, or that one left locked when it was killed.
    #[error("git's index is locked: `{}` is there", .0.display())]
    IndexLocked(PathBuf),
    /// A configuration that another git is at work on, or that one left locked when it was killed: what libgit2 said.
    #[error("git's configuration is locked: {0}")]
    ConfigLocked(String),
    /// A revision with more files than a backlog can have.
    #[error("`{0}` holds more than {1} files")]
    TooManyFiles(String, usize),
    /// A folder for a new repository that holds something.
    #[error("`{}` exists and is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A file that could not be read or written.
    #[error("`{}`: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Contents that a commit names and this clone does not hold.
    #[error("this clone does not hold what a commit names: {0}")]
    NotHeld(String),
    /// What libgit2 said.
    #[error("git: {0}")]
    Library(String),
}

impl GitError {
    /// Returns the error of a file or folder.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

impl From<git2::Error> for GitError {
    fn from(error: git2::Error) -> Self {
        let words = error.message().trim_end_matches([' ', ':', '.']).to_owned();
        match (error.class(), error.code()) {
            (ErrorClass::Odb, ErrorCode::NotFound) => Self::NotHeld(words),
            (_, ErrorCode::Locked) if words.contains("config.lock") => Self::ConfigLocked(words),
            _ => Self::Library(words),
        }
    }
}
