//! Git's index under git's own lock: changed whole, or not at all.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use git2::Index;
use same_file::Handle;

use super::error::GitError;
use super::repository::Repository;

/// Git's index, locked against every other git until it is put in place or given up.
pub(super) struct IndexLock<'r> {
    repository: &'r Repository,
    /// A handle of its own, whose index is the one that is being made.
    apart: git2::Repository,
    index: PathBuf,
    files: Files,
    is_made: bool,
    /// Says, as long as it is locked, that the one who wrote these files is at work.
    _mark: File,
}

/// The files of a lock. The lock itself is a link to `mark`: who was killed left both behind, and the next one knows its own.
struct Files {
    /// `index.lock`, where every git looks.
    lock: PathBuf,
    /// The same file, in a folder of our own.
    mark: PathBuf,
    /// The next index.
    next: PathBuf,
    /// What libgit2 writes that to first.
    draft: PathBuf,
}

impl Files {
    fn of(git_dir: &Path) -> Self {
        let own = |name: &str| git_dir.join("po").join(name);
        Self {
            lock: git_dir.join("index.lock"),
            mark: own("index.mark"),
            next: own("index.next"),
            draft: own("index.next.lock"),
        }
    }

    /// Takes the lock.
    fn take(&self) -> io::Result<File> {
        if let Some(own) = self.mark.parent() {
            std::fs::create_dir_all(own)?;
        }
        let mark = File::create_new(&self.mark)?;
        mark.try_lock()?;
        let taken = match std::fs::hard_link(&self.mark, &self.lock) {
            // A disk that knows no links: what is left behind there, nobody knows for ours.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                File::create_new(&self.lock).map(drop)
            }
            linked => linked,
        };
        if taken.is_err() {
            let _ = std::fs::remove_file(&self.mark);
        }
        taken.map(|()| mark)
    }

    /// Gives the lock back. What cannot be removed is named by the next git.
    fn give_back(&self) {
        for path in [&self.draft, &self.next, &self.lock, &self.mark] {
            let _ = std::fs::remove_file(path);
        }
    }

    /// Removes what one that was killed left behind. Where its owner is at work, and where it is another git's, all stays.
    fn clear(&self) -> io::Result<()> {
        let mark = match File::open(&self.mark) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            mark => mark?,
        };
        if mark.try_lock().is_err() {
            return Ok(());
        }
        let is_ours = Handle::from_path(&self.lock)
            .and_then(|lock| Ok(lock == Handle::from_file(mark.try_clone()?)?))
            .unwrap_or(false);
        for path in [&self.draft, &self.next] {
            let _ = std::fs::remove_file(path);
        }
        if is_ours {
            std::fs::remove_file(&self.lock)?;
        }
        std::fs::remove_file(&self.mark)
    }
}

impl Repository {
    /// Refuses an index that cannot be changed now, before anything is that it goes with. The lock itself is for the last step.
    ///
    /// # Errors
    /// [`GitError::IndexLocked`], [`GitError::IndexForm`], [`GitError::Io`], or what libgit2 says of a damaged index.
    pub fn expect_index(&self) -> Result<(), GitError> {
        let files = Files::of(self.inner.path());
        files.clear().map_err(GitError::io(&files.mark))?;
        if files.lock.exists() {
            return Err(GitError::IndexLocked(files.lock));
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
        let apart = git2::Repository::open(git_dir)?;
        let files = Files::of(git_dir);
        let mark = files.take().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::WouldBlock => {
                GitError::IndexLocked(files.lock.clone())
            }
            _ => GitError::io(&files.lock)(error),
        })?;
        Ok(IndexLock {
            repository: self,
            apart,
            index: git_dir.join("index"),
            files,
            is_made: false,
            _mark: mark,
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
        if !self.is_made {
            std::fs::copy(&self.index, &self.files.next).map_err(GitError::io(&self.index))?;
        }
        let mut index = Index::open(&self.files.next)?;
        self.apart.set_index(&mut index)?;
        change(&mut index)?;
        index.write()?;
        self.is_made = true;
        Ok(())
    }

    /// Puts the index that was made in the place of the present one, and gives the lock back. Where none was made, that is all.
    ///
    /// # Errors
    /// [`GitError::Io`]; the present one stays then.
    pub fn put_in_place(self) -> Result<(), GitError> {
        if !self.is_made {
            return Ok(());
        }
        std::fs::rename(&self.files.next, &self.index).map_err(GitError::io(&self.index))?;
        self.repository.index_now()?;
        Ok(())
    }
}

impl Drop for IndexLock<'_> {
    fn drop(&mut self) {
        self.files.give_back();
    }
}
