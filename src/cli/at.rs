//! `--at REF`: the backlog as a commit held it.

use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::git::{FilesAt, Repository, Revision};
use crate::model::{Config, Diagnostic, IdPattern, LeftOut};
use crate::store::{
    CONFIG_FILE, Contents, Depth, Gathered, Loaded, StoreError, config_in, load_files_with,
    number_in_name, unread,
};

/// From which state to read.
#[derive(Debug, Clone, Default, Args)]
pub struct AtArgs {
    /// As a git branch, tag or commit held it, or a day (2026-11-16) at its end, instead of the files at hand
    #[arg(long, value_name = "REF")]
    pub at: Option<String>,
}

/// A backlog that is not the one at hand.
#[derive(Debug)]
pub struct Snapshot {
    files: Held,
    /// What the team had agreed.
    pub(super) config: Config,
    /// What is wrong in that.
    problems: Vec<Diagnostic>,
    /// What of it cannot be read in this clone.
    left_out: Vec<LeftOut>,
    /// The commit; none where the files are those of a merge that was not made.
    pub(super) commit: Option<Revision>,
}

/// Where its files are.
#[derive(Debug)]
enum Held {
    /// In a commit, and read from there whenever they are wanted: of all, or of items whose file names say one of some ids.
    There(FilesAt, Option<Vec<IdPattern>>),
    /// Here.
    Here(Gathered),
}

impl Snapshot {
    /// Returns the backlog in those files.
    ///
    /// # Errors
    /// As [`config_in`].
    pub(super) fn of(files: Gathered) -> Result<Self, StoreError> {
        let config = files.files.get(CONFIG_FILE).map(Vec::as_slice);
        let config = config_in(config, &files.left)?;
        Ok(Self::new(Held::Here(files), config))
    }

    fn new(files: Held, (config, problems): (Config, Vec<Diagnostic>)) -> Self {
        Self {
            files,
            config,
            problems,
            left_out: Vec::new(),
            commit: None,
        }
    }

    /// Tells of files that are not in this clone.
    pub(super) fn without(self, left_out: Vec<LeftOut>) -> Self {
        Self { left_out, ..self }
    }

    /// What the files hold.
    fn load(&self, repository: &Repository, depth: Depth) -> CommandResult<Loaded> {
        let (config, problems) = (&self.config, &self.problems);
        let mut loaded = match &self.files {
            Held::Here(files) => match load_files_with(config, problems, files, depth) {
                Ok(loaded) => loaded,
            },
            Held::There(names, only) => {
                let is_wanted = |path: &str| only.as_ref().is_none_or(|ids| names_one(path, ids));
                let files = names.of(repository, &is_wanted);
                load_files_with(config, problems, &files, depth)?
            }
        };
        loaded.backlog.left_out.clone_from(&self.left_out);
        Ok(loaded)
    }

    /// A file as it was then; none where it was not there.
    fn read(&self, repository: &Repository, path: &str) -> CommandResult<Option<Vec<u8>>> {
        let all = |_: &str| true;
        let (found, left) = match &self.files {
            Held::Here(gathered) => (gathered.files.get(path).cloned(), gathered.left.as_slice()),
            Held::There(names, _) => (names.of(repository, &all).one(path)?, names.left()),
        };
        match left.iter().find(|file| file.path == path) {
            Some(file) => Err(unread(file).into()),
            None => Ok(found),
        }
    }
}

impl Desk<'_> {
    /// Reads the whole backlog that the desk shows.
    ///
    /// # Errors
    /// When it is one of a commit, and the repository is damaged or this clone left it out.
    pub fn load(&self, depth: Depth) -> CommandResult<Loaded> {
        match (&self.snapshot, &self.repository) {
            (Some(snapshot), Some(repository)) => snapshot.load(repository, depth),
            _ => Ok(self.store.load(depth)),
        }
    }

    /// Reads a file of the backlog that the desk shows.
    ///
    /// # Errors
    /// When it is not there, or cannot be read.
    pub fn read(&self, path: &str) -> CommandResult<Vec<u8>> {
        let (Some(snapshot), Some(repository)) = (&self.snapshot, &self.repository) else {
            return Ok(self.store.read(path)?);
        };
        let missing = || StoreError::Missing(path.to_owned()).into();
        snapshot.read(repository, path)?.ok_or_else(missing)
    }

    /// Makes the desk show the backlog as `--at` asks for it. Today is the day of that commit then, so that the same
    /// revision always gives the same report.
    ///
    /// # Errors
    /// When there is no repository, no such commit, or no backlog in it.
    pub fn look_at(&mut self, at: &AtArgs) -> CommandResult<()> {
        self.look_at_some(at, None)
    }

    /// As [`Self::look_at`], for items whose file names say their ids: of the others nothing is read. Whether all of them are
    /// there is for the caller to see.
    ///
    /// # Errors
    /// As [`Self::look_at`].
    pub fn look_at_items(&mut self, at: &AtArgs, ids: Vec<IdPattern>) -> CommandResult<()> {
        self.look_at_some(at, Some(ids))
    }

    /// Shows more items of the commit that is shown, whose file names say their ids; without ids, all that it has.
    pub fn look_at_more(&mut self, more: Option<Vec<IdPattern>>) {
        if let Some(snapshot) = &mut self.snapshot
            && let Held::There(_, only) = &mut snapshot.files
        {
            *only = only
                .take()
                .zip(more)
                .map(|(only, more)| [only, more].concat());
        }
    }

    fn look_at_some(&mut self, at: &AtArgs, only: Option<Vec<IdPattern>>) -> CommandResult<()> {
        let Some(rev) = &at.at else { return Ok(()) };
        let (repository, folder) = self.in_repository("--at")?;
        let commit = self.revision(repository, rev)?;
        let names = repository.names_at(&commit.name, &folder)?;
        let config = names.of(repository, &|_| true).one(CONFIG_FILE)?;
        let config = config_in(config.as_deref(), names.left()).map_err(|error| match error {
            StoreError::Missing(_) => {
                Failure::not_found(format!("no backlog in `{folder}` at `{rev}`"))
            }
            error => Failure::from(error).shown_under(&self.prefix),
        })?;
        let mut snapshot = Snapshot::new(Held::There(names, only), config);
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
