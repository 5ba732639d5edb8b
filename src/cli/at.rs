//! `--at REF`: the backlog as a commit held it.

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::git::Repository;
use crate::store::{Depth, Loaded, StoreError, load_files};

/// From which state to read.
#[derive(Debug, Clone, Default, Args)]
pub struct AtArgs {
    /// As a git branch, tag or commit held it, instead of the files at hand
    #[arg(long, value_name = "REF")]
    pub at: Option<String>,
}

/// The backlog in a commit.
#[derive(Debug)]
pub struct Snapshot {
    /// Paths from the backlog directory and their bytes.
    files: BTreeMap<String, Vec<u8>>,
    /// What they hold, bodies included.
    pub(super) loaded: Loaded,
}

impl Snapshot {
    /// Returns the backlog in those files: paths from the backlog directory, parted by `/`, and bytes.
    ///
    /// # Errors
    /// As [`load_files`].
    pub(super) fn of(files: BTreeMap<String, Vec<u8>>) -> Result<Self, StoreError> {
        let loaded = load_files(&files, Depth::Body)?;
        Ok(Self { files, loaded })
    }

    /// A file as it was then.
    ///
    /// # Errors
    /// When it was not there.
    pub fn read(&self, path: &str) -> CommandResult<Vec<u8>> {
        let missing = || StoreError::Missing(path.to_owned());
        Ok(self.files.get(path).cloned().ok_or_else(missing)?)
    }
}

impl Desk<'_> {
    /// Makes the desk show the backlog as `--at` asks for it.
    ///
    /// # Errors
    /// When there is no repository, no such commit, or no backlog in it.
    pub fn look_at(&mut self, at: &AtArgs) -> CommandResult<()> {
        let Some(rev) = &at.at else { return Ok(()) };
        let (repository, folder) = self.in_repository("--at")?;
        let files = repository.files_at(rev, &folder)?;
        let snapshot = Snapshot::of(files).map_err(|error| match error {
            StoreError::Missing(_) => {
                Failure::not_found(format!("no backlog in `{folder}` at `{rev}`"))
            }
            error => Failure::from(error).shown_under(&self.prefix),
        })?;
        self.snapshot = Some(snapshot);
        Ok(())
    }

    /// The repository around the backlog, and the backlog's folder from the top of it.
    ///
    /// # Errors
    /// When there is none, for the flag that needs one.
    pub fn in_repository(&self, flag: &str) -> CommandResult<(&Repository, String)> {
        let repository = self.repository.as_ref();
        let place = repository.and_then(|repository| {
            Some((repository, repository.path_from_top(self.store.root())?))
        });
        place.ok_or_else(|| {
            Failure::new(
                ErrorKind::Git,
                format!("`{flag}` needs a git repository around the backlog"),
            )
        })
    }
}
