//! `--at REF`: the backlog as a commit held it.

use std::collections::BTreeMap;

use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::git::{FilesAt, Repository, Revision};
use crate::model::{Config, Diagnostic, IdPattern};
use crate::store::{
    CONFIG_FILE, Depth, FileBytes, Loaded, StoreError, config_in, load_files_with, number_in_name,
};

/// From which state to read.
#[derive(Debug, Clone, Default, Args)]
pub struct AtArgs {
    /// As a git branch, tag or commit held it, or a day (2026-11-16) at its end, instead of the files at hand
    #[arg(long, value_name = "REF")]
    pub at: Option<String>,
}

/// The backlog in a commit.
#[derive(Debug)]
pub struct Snapshot {
    /// What it has, where not all of that was read.
    names: Option<FilesAt>,
    /// Paths from the backlog directory and their bytes.
    files: BTreeMap<String, FileBytes>,
    /// What the team had agreed.
    pub(super) config: Config,
    /// What is wrong in that.
    problems: Vec<Diagnostic>,
    /// The commit; none where the files are those of a merge that was not made.
    pub(super) commit: Option<Revision>,
}

impl Snapshot {
    /// Returns the backlog in those files: paths from the backlog directory, parted by `/`, and bytes.
    ///
    /// # Errors
    /// As [`config_in`].
    pub(super) fn of<B: Into<FileBytes>>(files: BTreeMap<String, B>) -> Result<Self, StoreError> {
        let files = files.into_iter();
        let files = files.map(|(path, bytes)| (path, bytes.into())).collect();
        let (config, problems) = config_in(&files)?;
        Ok(Self {
            names: None,
            files,
            config,
            problems,
            commit: None,
        })
    }

    /// What the files hold.
    #[must_use]
    pub fn load(&self, depth: Depth) -> Loaded {
        load_files_with(&self.config, &self.problems, &self.files, depth)
    }

    /// A file as it was then.
    ///
    /// # Errors
    /// When it was not there.
    pub fn read(&self, path: &str) -> CommandResult<Vec<u8>> {
        let missing = || StoreError::Missing(path.to_owned());
        let bytes = self.files.get(path).ok_or_else(missing)?;
        Ok(bytes.to_vec())
    }
}

impl Desk<'_> {
    /// Makes the desk show the backlog as `--at` asks for it. Today is the day of that commit then, so that the same
    /// revision always gives the same report.
    ///
    /// # Errors
    /// When there is no repository, no such commit, or no backlog in it.
    pub fn look_at(&mut self, at: &AtArgs) -> CommandResult<()> {
        self.look_at_some(at, &|_| true)
    }

    /// As [`Self::look_at`], for items whose file names say their ids: of the others nothing is read. Whether all of them are
    /// there is for the caller to see.
    ///
    /// # Errors
    /// As [`Self::look_at`].
    pub fn look_at_items(&mut self, at: &AtArgs, ids: &[IdPattern]) -> CommandResult<()> {
        self.look_at_some(at, &|path| path == CONFIG_FILE || names_one(path, ids))
    }

    /// Adds more items of the commit that is shown, whose file names say their ids; without ids, all that it has.
    ///
    /// # Errors
    /// As [`Self::look_at`].
    pub fn look_at_more(&mut self, ids: Option<&[IdPattern]>) -> CommandResult<()> {
        let (Some(repository), Some(snapshot)) = (&self.repository, &mut self.snapshot) else {
            return Ok(());
        };
        let Some(names) = &snapshot.names else {
            return Ok(());
        };
        let held = &snapshot.files;
        let is_wanted = |path: &str| ids.is_none_or(|ids| names_one(path, ids));
        let is_new = |path: &str| !held.contains_key(path) && is_wanted(path);
        snapshot.files.extend(names.read(repository, is_new)?);
        Ok(())
    }

    fn look_at_some(&mut self, at: &AtArgs, is_wanted: &dyn Fn(&str) -> bool) -> CommandResult<()> {
        let Some(rev) = &at.at else { return Ok(()) };
        let (repository, folder) = self.in_repository("--at")?;
        let commit = self.revision(repository, rev)?;
        let names = repository.names_at(&commit.name, &folder)?;
        let files = names.read(repository, is_wanted)?;
        let mut snapshot = Snapshot::of(files).map_err(|error| match error {
            StoreError::Missing(_) => {
                Failure::not_found(format!("no backlog in `{folder}` at `{rev}`"))
            }
            error => Failure::from(error).shown_under(&self.prefix),
        })?;
        snapshot.names = Some(names);
        snapshot.commit = Some(commit);
        self.snapshot = Some(snapshot);
        Ok(())
    }

    /// The last commit before a day began, in the backlog's zone, on the line of what is checked out.
    ///
    /// # Errors
    /// When the day has no beginning there, or what libgit2 says of a damaged repository.
    pub fn last_before(&self, repository: &Repository, day: Date) -> CommandResult<Option<String>> {
        let begin = day
            .to_zoned(self.config().time_zone.clone())
            .map_err(|error| Failure::from_error(ErrorKind::InvalidValue, error))?;
        Ok(repository.last_before(begin.timestamp().as_second())?)
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
            self.context.no_repository(format!(
                "`{flag}` needs a git repository around the backlog"
            ))
        })
    }
}

/// Whether the name of a file says one of the ids.
fn names_one(path: &str, ids: &[IdPattern]) -> bool {
    let mut ids = ids.iter().flat_map(|asked| &asked.candidates);
    ids.any(|id| number_in_name(path, id.prefix()) == Some(id.number()))
}
