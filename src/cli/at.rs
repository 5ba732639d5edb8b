//! `--at REF`: the backlog as a commit held it.

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
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
        let root = self.store.root();
        let place = self
            .repository
            .as_ref()
            .and_then(|repository| Some((repository, repository.path_from_top(root)?)));
        let Some((repository, folder)) = place else {
            return Err(Failure::new(
                ErrorKind::Git,
                "`--at` needs a git repository around the backlog",
            ));
        };
        let found = repository
            .files_at(rev, &folder)
            .map_err(|error| Failure::from_error(ErrorKind::Git, error))?;
        let files: BTreeMap<String, Vec<u8>> = found
            .into_iter()
            .map(|file| (file.path, file.bytes))
            .collect();
        let loaded = load_files(&files, Depth::Body).map_err(|error| match error {
            StoreError::Missing(_) => {
                Failure::not_found(format!("no backlog in `{folder}` at `{rev}`"))
            }
            error => Failure::from(error).shown_under(&self.prefix),
        })?;
        self.snapshot = Some(Snapshot { files, loaded });
        Ok(())
    }
}
