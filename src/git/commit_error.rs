//! Why the user's own git did not do what it was asked to.

use std::io;
use std::process::ExitStatus;

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// No `git` on the search path.
    #[error("`git` was not found: install it, or commit with another tool")]
    Missing,
    /// git knows neither name nor address.
    #[error(
        "git does not know who you are: set `git config user.name` and `git config user.email`"
    )]
    NoIdentity,
    /// The files are as the last commit has them.
    #[error("nothing to commit: the files are as the last commit has them")]
    Nothing,
    /// A file that git was told to ignore.
    #[error("`{0}` is ignored by git: take it out of `.gitignore`")]
    Ignored(String),
    /// A file in another repository below this one.
    #[error("`{0}` is a git repository of its own: commit there, or take its `.git` away")]
    Nested(String),
    /// A file at which git was told not to look, and the word of `git update-index` that ends this.
    #[error("`{path}` is not committed: git was told to pass over it")]
    PassedOver {
        /// The file, from the top of the working tree.
        path: String,
        /// `--no-skip-worktree` or `--no-assume-unchanged`.
        option: &'static str,
    },
    /// A hook, the signing program or git itself said no.
    #[error("git did not commit: {0}")]
    Refused(String),
    /// The same, without a word.
    #[error("git did not commit: {0}")]
    Silent(ExitStatus),
    /// It did not commit, and its index could not be put back as it was.
    #[error("{cause}; its index could not be written either, and names {} as to be added", .paths.join(", "))]
    LeftInIndex {
        /// Why it did not commit.
        cause: Box<CommitError>,
        /// The new files, from the top of the working tree.
        paths: Vec<String>,
    },
    /// git could not be started or talked to.
    #[error("`git` could not be run: {0}")]
    Io(#[from] io::Error),
}
