//! A backlog on disk: how it is opened, and what is asked of it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::model::{BASELINE_FILE, Config, Diagnostic, LeftOut, Location, StoryId};
use crate::store::config_file::{CONFIG_FILE, read_config};
use crate::store::contain::Root;
use crate::store::error::StoreError;
use crate::store::faults::Faults;
use crate::store::file_name::id_in_name;
use crate::store::free_names::Listed;
use crate::store::journal::Journals;
use crate::store::layout::{PRODUCT, RELEASES, REVIEWS, SPRINTS, STORIES};
use crate::store::locate::locate;
use crate::store::lock::Awaited;
use crate::store::read::read_target;
use crate::store::walk::{unreadable_for, walk, walk_seeing};

/// A backlog on disk. It may be used from several threads; each change waits for the one before.
pub struct Store {
    pub(crate) root: Root,
    pub(crate) private: PathBuf,
    pub(crate) journals: Journals,
    pub(crate) config: Config,
    /// What is wrong in `po.yaml`, though it could be read.
    pub(crate) config_problems: Vec<Diagnostic>,
    /// Files of the backlog that are not on disk, though git has them.
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) waiting: Option<Box<dyn Fn(Awaited) + Send + Sync>>,
    /// The tokens of those that wait for this process, and hold locks.
    pub(crate) held_above: Vec<String>,
    pub(crate) faults: Faults,
    /// What [`Self::names`] saw in the folder of items since the lock was taken: a new file need not have it listed again.
    pub(crate) listed: Mutex<Option<Listed>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("root", &self.root.dir)
            .field("private", &self.private)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the backlog in the folder `root`.
    ///
    /// # Errors
    /// [`StoreError::NotABacklog`], or a `po.yaml` that cannot be read.
    pub fn open(root: &Path, private: PathBuf) -> Result<Self, StoreError> {
        let mut store = Self::prepare(root, private)?;
        let bytes = store.read(CONFIG_FILE).map_err(|error| match error {
            StoreError::Missing(_) => StoreError::NotABacklog(root.to_path_buf()),
            error => StoreError::Unreadable {
                problem: Box::new(unreadable_for(CONFIG_FILE.to_owned(), &error).problem),
                at: Location::START,
            },
        })?;
        let (config, problems) = read_config(&bytes).map_err(|problem| StoreError::Unreadable {
            at: locate(&bytes, &problem.place.at),
            problem: Box::new(problem),
        })?;
        store.config = config;
        store.config_problems = problems;
        Ok(store)
    }

    /// Returns the store of a backlog that is about to be made in the folder `root`, which is there.
    ///
    /// # Errors
    /// When the folder is not there.
    pub fn prepare(root: &Path, private: PathBuf) -> Result<Self, StoreError> {
        let root = Root::new(root)?;
        let private = std::path::absolute(&private).map_err(StoreError::io("find", &private))?;
        // The folder may not be there yet, but what holds it is: the backlog or the git directory.
        let real = private
            .parent()
            .zip(private.file_name())
            .and_then(|(holder, name)| Some(holder.canonicalize().ok()?.join(name)))
            .unwrap_or_else(|| private.clone());
        Ok(Self {
            journals: Journals::new(&real, &root.real),
            root,
            private: real,
            config: Config::default(),
            config_problems: Vec::new(),
            left_out: Vec::new(),
            waiting: None,
            held_above: Vec::new(),
            faults: Faults::default(),
            listed: Mutex::default(),
        })
    }

    /// Sets what is called when a change must wait for another process: the store itself prints nothing.
    #[must_use]
    pub fn on_wait(mut self, waiting: impl Fn(Awaited) + Send + Sync + 'static) -> Self {
        self.waiting = Some(Box::new(waiting));
        self
    }

    /// Tells of files that are not on disk, though git has them.
    #[must_use]
    pub fn without(mut self, left_out: Vec<LeftOut>) -> Self {
        self.left_out = left_out;
        self
    }

    /// The files of the backlog that are not on disk, though git has them.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What `po.yaml` says.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What is wrong in `po.yaml`, though it could be read.
    #[must_use]
    pub fn config_problems(&self) -> &[Diagnostic] {
        &self.config_problems
    }

    /// The backlog's folder, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root.dir
    }

    /// The folder of lock, journal and marks. It may not be there yet.
    #[must_use]
    pub fn private(&self) -> &Path {
        &self.private
    }

    /// Reads a file of the backlog.
    ///
    /// # Errors
    /// When it is not there, too large, or not plainly in the backlog.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        read_target(&self.root.target(path)?)?.ok_or_else(|| StoreError::Missing(path.to_owned()))
    }

    /// Lists the files in which people write: items, Sprints, releases, reviews, `product.md` and the accepted findings, by
    /// path. Reads none of them.
    #[must_use]
    pub fn text_files(&self) -> Vec<String> {
        let mut files = Vec::new();
        for folder in [STORIES, SPRINTS, RELEASES, REVIEWS] {
            // What cannot be read names nothing.
            let _ = walk(&self.root, folder, |path| files.push(path));
        }
        let single = [PRODUCT, BASELINE_FILE].into_iter();
        files.extend(
            single
                .filter(|name| self.root.dir.join(name).is_file())
                .map(str::to_owned),
        );
        files.sort();
        files
    }

    /// Lists the story files with the ids that their names say, in no special order. Reads none of them.
    #[must_use]
    pub fn names(&self) -> Vec<(Option<StoryId>, String)> {
        let mut names = Vec::new();
        let mut seen = Listed::default();
        let take = |path: String| names.push((id_in_name(&path), path));
        let problems = walk_seeing(&self.root, STORIES, take, |path| seen.push(path));
        *self.listed.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
        names.extend(problems.into_iter().map(|file| (file.id, file.path)));
        names
    }
}
