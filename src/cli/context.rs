//! What every command is handed: the environment, where to write, and the way to the backlog.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::desk::{Desk, shown_prefix};
use crate::cli::env::Env;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::output::Output;
use crate::git::{Discovered, Repository};
use crate::store::{backlog_at, backlog_in, find_root};
use crate::text::typed;

/// The desk before a backlog lies on it.
#[derive(Debug)]
pub struct Context {
    /// What the process was given besides its arguments.
    pub env: Env,
    /// Where to write.
    pub out: Output,
    /// `--backlog`, else `PO_BACKLOG`.
    backlog: Option<PathBuf>,
    random: RefCell<fastrand::Rng>,
    /// Whether a repository was met that cannot be used.
    unusable: Cell<bool>,
    /// Whether it was said that files are left out: several steps of a command open the backlog.
    told_left_out: Cell<bool>,
}

impl Context {
    /// Returns the context of this process.
    ///
    /// # Errors
    /// When the environment cannot be read.
    pub fn new(backlog: Option<PathBuf>, color: ColorChoice) -> CommandResult<Self> {
        let env = Env::read()?;
        let out = Output::new(color, env.columns);
        let random = RefCell::new(fastrand::Rng::with_seed(env.seed));
        let backlog = backlog.or_else(|| env.backlog.clone());
        Ok(Self {
            env,
            out,
            backlog,
            random,
            unusable: Cell::new(false),
            told_left_out: Cell::new(false),
        })
    }

    /// Returns a context that writes nothing to stderr, for completions.
    ///
    /// # Errors
    /// When the environment cannot be read.
    pub fn quiet() -> CommandResult<Self> {
        let mut context = Self::new(None, ColorChoice::Never)?;
        context.out = context.out.quiet();
        Ok(context)
    }

    /// Whether this is the first time that files are said to be left out.
    pub(super) fn tells_left_out(&self) -> bool {
        !self.told_left_out.replace(true)
    }

    /// Returns a random number below `below` (0 where that is 0).
    pub fn random(&self, below: u64) -> u64 {
        if below == 0 {
            0
        } else {
            self.random.borrow_mut().u64(0..below)
        }
    }

    /// Today in `zone`.
    #[must_use]
    pub fn today(&self, zone: &TimeZone) -> Date {
        self.env.now.to_zoned(zone.clone()).date()
    }

    /// The folder that `--backlog` or `PO_BACKLOG` names, absolute.
    #[must_use]
    pub fn named_backlog(&self) -> Option<PathBuf> {
        self.backlog
            .as_ref()
            .map(|dir| self.env.current_dir.join(dir))
    }

    /// The folder of a backlog that is about to be made: named, or `backlog` here.
    ///
    /// # Errors
    /// When that is a link out of the working tree.
    pub fn new_root(&self) -> CommandResult<PathBuf> {
        Ok(match self.named_backlog() {
            Some(named) => named,
            None => backlog_in(&self.env.current_dir)?,
        })
    }

    /// The repository around `dir`; none where git has none or cannot use it, which is said once.
    pub fn repository(&self, dir: &Path) -> Option<Repository> {
        let said = match Repository::discover(dir) {
            Ok(Discovered::Repository(repository)) => return Some(repository),
            Ok(Discovered::Nothing) if self.env.git_dir.is_some() => {
                "`GIT_DIR` is set, but po uses only the repository of the backlog's own folder, and there is none".to_owned()
            }
            Ok(Discovered::Nothing) => return None,
            Ok(Discovered::Unusable(notice)) => notice,
            Err(error) => error.to_string(),
        };
        self.unusable.set(true);
        self.out.warn(&said);
        None
    }

    /// Whether a repository was met that cannot be used, as was said then.
    #[must_use]
    pub fn met_unusable_repository(&self) -> bool {
        self.unusable.get()
    }

    /// The failure of what needs a repository where there is none, in `words`, or none that can be used, as was said.
    #[must_use]
    pub fn no_repository(&self, words: impl Into<String>) -> Failure {
        if self.unusable.get() {
            return Failure::new(
                ErrorKind::Git,
                "this needs the git repository, which po cannot use here",
            )
            .hint("the warning above says why; reading and changing files works without it");
        }
        Failure::new(ErrorKind::Git, words.into())
            .hint("git init: makes one; po sync then commits the backlog")
    }

    /// Refuses a folder in which nobody works: a bare repository has no files of its own.
    ///
    /// # Errors
    /// When `dir` lies in one.
    pub fn refuse_bare(&self, dir: &Path) -> CommandResult<()> {
        match Repository::discover(dir) {
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    }

    /// Opens the backlog.
    ///
    /// # Errors
    /// When there is none here or above, or its `po.yaml` cannot be read.
    pub fn open(&self) -> CommandResult<Desk<'_>> {
        let desk = self.open_quietly()?;
        desk.warn_config();
        Ok(desk)
    }

    /// Opens the backlog for a command that reports on `po.yaml` itself, so that nothing is said twice.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_quietly(&self) -> CommandResult<Desk<'_>> {
        self.find()?.ok_or_else(|| self.no_backlog())
    }

    /// Opens the backlog, if there is one.
    ///
    /// # Errors
    /// When its `po.yaml` cannot be read, or `--backlog` names a folder without one.
    pub fn find(&self) -> CommandResult<Option<Desk<'_>>> {
        self.root()?.map(|root| Desk::open(self, &root)).transpose()
    }

    /// Opens the backlog to mend its `po.yaml`, which is not read.
    ///
    /// # Errors
    /// When there is none here or above.
    pub fn open_to_mend(&self) -> CommandResult<Desk<'_>> {
        let root = self.root()?.ok_or_else(|| self.no_backlog())?;
        Desk::open_unread(self, &root)
    }

    /// The backlog's folder: named, or the nearest one.
    fn root(&self) -> CommandResult<Option<PathBuf>> {
        Ok(match self.named_backlog() {
            Some(named) => match backlog_at(&named)? {
                Some(root) => Some(root),
                None => {
                    return Err(Failure::new(
                        ErrorKind::NoBacklog,
                        format!("no `po.yaml` in `{}`", named.display()),
                    )
                    .hint("--backlog and PO_BACKLOG name the folder that holds po.yaml")
                    .hint(format!(
                        "po init --backlog {}: start one there",
                        named.display()
                    )));
                }
            },
            None => find_root(&self.env.current_dir)?,
        })
    }

    /// The backlog's folder.
    ///
    /// # Errors
    /// When there is none here or above.
    pub fn root_or_fail(&self) -> CommandResult<PathBuf> {
        self.root()?.ok_or_else(|| self.no_backlog())
    }

    fn no_backlog(&self) -> Failure {
        match Repository::discover(&self.env.current_dir) {
            Err(error) => return error.into(),
            Ok(Discovered::Repository(repository)) => {
                if let Ok(Some(folder)) = repository.backlog_not_checked_out() {
                    let elsewhere = repository.backlog_elsewhere().ok().flatten();
                    return Failure::new(
                        ErrorKind::NoBacklog,
                        format!("the backlog in `{folder}` is committed, and not checked out here"),
                    )
                    .hints(elsewhere.map(|there| {
                        let there = repository.workdir().join(there);
                        let shown = shown_prefix(&self.env.current_dir, &there);
                        let there = typed(shown.trim_end_matches('/'));
                        format!("po --backlog {there}: the one that is here, where it was moved")
                    }))
                    .hint(format!(
                        "git sparse-checkout add {folder}: where this checkout is sparse"
                    ))
                    .hint(format!(
                        "git checkout HEAD -- {folder}: where it was removed"
                    ));
                }
            }
            Ok(_) => {}
        }
        Failure::new(
            ErrorKind::NoBacklog,
            format!(
                "no backlog in `{}` or above",
                self.env.current_dir.display()
            ),
        )
        .hint("po init: start one here")
        .hint("po demo: look around in a sample")
    }
}
