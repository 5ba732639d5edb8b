//! Git's index under git's own lock: changed whole, or not at all.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use git2::Index;

use super::error::GitError;
use super::repository::Repository;

/// Git's index, locked against every other git until it is put in place or given up.
pub(super) struct IndexLock<'r> {
    repository: &'r Repository,
    /// A handle of its own, whose index is the one that is being made.
    apart: git2::Repository,
    index: PathBuf,
    lock: PathBuf,
    state: State,
}

/// What lies at the lock's path.
#[derive(PartialEq, Eq)]
enum State {
    /// Nothing but the lock.
    Taken,
    /// The next index.
    Made,
    /// Nothing of ours.
    Over,
}

impl Repository {
    /// Refuses an index that cannot be changed now, before anything is that it goes with. The lock itself is for the last step:
    /// whoever is killed leaves it behind, and then no git goes on.
    ///
    /// # Errors
    /// [`GitError::IndexLocked`], [`GitError::IndexForm`], or what libgit2 says of a damaged index.
    pub fn expect_index(&self) -> Result<(), GitError> {
        // libgit2 locks what it writes there by a name of its own, which a process that was killed may have left.
        for name in ["index.lock", "index.lock.lock"] {
            let lock = self.inner.path().join(name);
            if lock.exists() {
                return Err(GitError::IndexLocked(lock));
            }
        }
        self.index(None).map(drop)
    }

    /// Takes git's lock of the index, as git does before it changes it.
    ///
    /// # Errors
    /// [`GitError::IndexLocked`], [`GitError::Io`] where the git directory cannot be written, or what libgit2 says of a damaged
    /// repository.
    pub(super) fn lock_index(&self) -> Result<IndexLock<'_>, GitError> {
        self.expect_index()?;
        let git_dir = self.inner.path();
        let (index, lock) = (git_dir.join("index"), git_dir.join("index.lock"));
        let apart = git2::Repository::open(git_dir)?;
        let made = OpenOptions::new().write(true).create_new(true).open(&lock);
        made.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => GitError::IndexLocked(lock.clone()),
            _ => GitError::io(&lock)(error),
        })?;
        Ok(IndexLock {
            repository: self,
            apart,
            index,
            lock,
            state: State::Taken,
        })
    }
}

impl IndexLock<'_> {
    /// The top folder of the working tree.
    pub(super) fn workdir(&self) -> &Path {
        self.repository.workdir()
    }

    /// Makes the next index from the present one, or changes the next one again. Nobody sees it before [`Self::put_in_place`].
    ///
    /// # Errors
    /// Those of `change`, [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read or write.
    pub(super) fn change(
        &mut self,
        change: impl FnOnce(&mut Index) -> Result<(), GitError>,
    ) -> Result<(), GitError> {
        // An index in a form that only git reads is not read in a copy either.
        self.repository.index(None)?;
        if self.state == State::Taken {
            std::fs::copy(&self.index, &self.lock).map_err(GitError::io(&self.index))?;
        }
        let mut index = Index::open(&self.lock)?;
        self.apart.set_index(&mut index)?;
        change(&mut index)?;
        index.write()?;
        self.state = State::Made;
        Ok(())
    }

    /// Puts the index that was made in the place of the present one, and gives the lock back. Where none was made, that is all.
    ///
    /// # Errors
    /// [`GitError::Io`]; the present one stays then.
    pub fn put_in_place(mut self) -> Result<(), GitError> {
        if self.state != State::Made {
            return Ok(());
        }
        std::fs::rename(&self.lock, &self.index).map_err(GitError::io(&self.index))?;
        self.state = State::Over;
        Ok(self.repository.index(None)?.read(true)?)
    }
}

impl Drop for IndexLock<'_> {
    fn drop(&mut self) {
        // Afterwards the lock at that path is somebody else's.
        if self.state != State::Over {
            // Where it cannot be removed, the next git says so.
            let _ = std::fs::remove_file(&self.lock);
        }
    }
}
