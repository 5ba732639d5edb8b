//! Why the store could not do what was asked, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::{Config, Diagnostic, Location};

use crate::store::edit::EditError;
use crate::store::left::Left;
use crate::store::lock::Awaited;

/// A failure of the store. Nothing was written where one is returned, unless its text says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The named folder is no backlog.
    #[error("`{}` is not a backlog: it holds no `po.yaml`; `po init` makes one", .0.display())]
    NotABacklog(PathBuf),
    /// A file that everything depends on cannot be read.
    #[error("cannot read `{}`: {}", .problem.place.path, .problem.message)]
    Unreadable {
        /// Why not.
        problem: Box<Diagnostic>,
        /// Where in the file.
        at: Location,
    },
    /// The operating system refused.
    #[error("cannot {doing} `{}`: {}", .path.display(), reason(.error))]
    Io {
        /// What was tried: `read`, `write`, `lock` …
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// `format:` of `po.yaml` is newer than this binary.
    #[error("this backlog has format {0}, and this `po` writes format {known}; a newer `po` is needed to change it", known = Config::FORMAT)]
    NewerFormat(u32),
    /// A path that is neither read nor written.
    #[error("`{path}` is left alone: {why}")]
    Refused {
        /// The path as it was asked for.
        path: String,
        /// Why not.
        why: Left,
    },
    /// Somebody was waited for too long, in a hook: that one may wait for the hook.
    #[error("{0} holds the backlog, and may itself wait for the hook that this po runs in")]
    Busy(Awaited),
    /// A link in the place of a folder of our own.
    #[error("`{}` is a link, and po keeps its own files only in a folder of its own", .0.display())]
    OwnLink(PathBuf),
    /// A folder `backlog` that nobody named, and that is a link to somewhere else.
    #[error("`{}` is a link out of this working tree, to `{}`, and is not followed", .link.display(), .leads.display())]
    Outside {
        /// The link.
        link: PathBuf,
        /// The folder that it leads to.
        leads: PathBuf,
    },
    /// A file to be changed is not there.
    #[error("there is no file `{0}`")]
    Missing(String),
    /// A file to be made is there already.
    #[error("`{path}` cannot be made: `{there}` is there already")]
    Exists {
        /// The file to be made.
        path: String,
        /// The file that has its name, possibly in another spelling.
        there: String,
    },
    /// A file is too large to be a file of a backlog.
    #[error("`{0}` is larger than 4 MiB")]
    TooLarge(String),
    /// A file that could not be read again.
    #[error("`{path}` is not written: {why}")]
    NotText {
        /// The file.
        path: String,
        /// What would be wrong with it.
        why: String,
    },
    /// A file changed while it was being worked on.
    #[error("`{0}` was changed by another program in the meantime; nothing was written, try again")]
    Changed(String),
    /// The edit does not fit the file.
    #[error("cannot change `{path}`: {error}")]
    Edit {
        /// The file.
        path: String,
        /// Why not.
        error: EditError,
    },
    /// A change was interrupted, and a file of it was touched since.
    #[error(
        "`{path}` was changed after an interrupted change of `po` (\"{what}\"), which can no longer be finished; \
         look at the file, then remove `{}` to go on with the files as they are", .journal.display()
    )]
    Stuck {
        /// The file that is neither old nor new.
        path: String,
        /// What the interrupted change was.
        what: String,
        /// The journal.
        journal: PathBuf,
    },
    /// A journal that cannot be read.
    #[error("the journal `{}` {why}; remove it to go on with the files as they are", .path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A change failed half way and could not be taken back.
    #[error(
        "{cause}; {files} files are changed already, and the next `po` that writes finishes the change"
    )]
    HalfWay {
        /// How many files hold the new content.
        files: usize,
        /// What went wrong.
        cause: Box<StoreError>,
    },
    /// There is no change to take back.
    #[error("there is nothing to undo: `po` has not changed this backlog yet")]
    NothingToUndo,
    /// The last change cannot be taken back.
    #[error("cannot undo \"{what}\": `{path}` was changed since; nothing was written")]
    TouchedSince {
        /// The file that differs.
        path: String,
        /// What the last change was.
        what: String,
    },
}

impl StoreError {
    /// Returns the error of trying `doing` with the file at `path`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |error| Self::Io { doing, path, error }
    }

    /// What went wrong, for a reader who knows with which file.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::Refused { why, .. } => why.to_string(),
            Self::Io { doing, error, .. } => format!("cannot {doing} it: {}", reason(error)),
            Self::TooLarge(_) => "it is larger than 4 MiB".to_owned(),
            other => other.to_string(),
        }
    }

    /// What to do about it, where that is known whatever was asked.
    pub(crate) fn fix(&self) -> Option<&'static str> {
        match self {
            Self::Refused { why, .. } => why.fix(),
            _ => None,
        }
    }

    /// Puts `prefix` before the path that it names, so that it can be found from where a person stands.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        match &mut self {
            Self::Refused { path, .. }
            | Self::Missing(path)
            | Self::TooLarge(path)
            | Self::NotText { path, .. }
            | Self::Changed(path)
            | Self::Edit { path, .. }
            | Self::Stuck { path, .. }
            | Self::TouchedSince { path, .. } => *path = format!("{prefix}{path}"),
            Self::Exists { path, there } => {
                *path = format!("{prefix}{path}");
                *there = format!("{prefix}{there}");
            }
            _ => {}
        }
        self
    }

    /// Returns the refusal to touch the file at `path`.
    pub(crate) fn refused(path: &str, why: Left) -> Self {
        Self::Refused {
            path: path.to_owned(),
            why,
        }
    }
}

/// The words for an operating system's refusal: the same on every system for those that people meet.
pub(crate) fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::NotFound => "it is not there",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "the disk quota is used up",
        io::ErrorKind::FileTooLarge => "the file would be larger than is allowed",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::NotADirectory => "a part of its path is not a folder",
        io::ErrorKind::Unsupported => "the file system does not support it",
        _ => return error.to_string(),
    };
    words.to_owned()
}
