//! Who holds the lock of a backlog while git works, in a file beside the lock: for the `po` that git's hooks run, and for the next
//! one where the holder was killed and its git goes on.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::store::error::StoreError;
use crate::store::process::Process;

/// So many files this process has written: each is of another holder.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// What nobody else calls it.
    pub(crate) token: String,
    /// The `po`.
    pub(crate) process: Process,
    /// The git that it began last; it may be over.
    pub(crate) git: Option<Process>,
}

impl Holder {
    /// Reads the file; none where there is none, or where it was cut short.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        if path.is_symlink() {
            return None;
        }
        let text = std::fs::read_to_string(path).ok()?;
        // A line is written at once, so the last may only be missing.
        let mut lines = text.lines();
        Some(Self {
            token: lines.next()?.to_owned(),
            process: lines.next()?.parse().ok()?,
            git: lines.next_back().and_then(|line| line.parse().ok()),
        })
    }

    /// Whether this process runs for it: the holder waits for it, or the git that it began.
    pub(crate) fn is_above(&self) -> Option<bool> {
        let git = self.git.and_then(Process::is_above);
        Some(self.process.is_above()? || git == Some(true))
    }
}

/// The file of the one that holds the lock; it is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct HolderFile {
    path: PathBuf,
    file: File,
    token: String,
}

impl HolderFile {
    /// Writes who holds the lock, which is this process.
    ///
    /// # Errors
    /// [`StoreError::OwnLink`], or what the disk says.
    pub(crate) fn write(path: PathBuf) -> Result<Self, StoreError> {
        if path.is_symlink() {
            return Err(StoreError::OwnLink(path));
        }
        let own = Process::own();
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let token = format!("{}-{nth}", own.to_string().replace(' ', "-"));
        let written = || -> std::io::Result<File> {
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .open(&path)?;
            file.write_all(format!("{token}\n{own}\n").as_bytes())?;
            Ok(file)
        };
        let file = written().map_err(StoreError::io("write", &path))?;
        Ok(Self { path, file, token })
    }

    /// The token in it.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Adds the git that was just begun. Where it cannot be written, nobody waits for a git whose `po` was killed.
    pub(crate) fn add_git(&self, pid: u32) {
        let line = format!("{}\n", Process::of(pid));
        let _ = (&self.file).write_all(line.as_bytes());
    }
}

impl Drop for HolderFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::{Holder, HolderFile};
    use crate::store::process::Process;

    #[test]
    fn what_is_written_is_read_until_it_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("holder");
        assert_eq!(Holder::read(&path), None);
        std::fs::write(&path, "a longer one of somebody who was killed\n1 2\n3 4\n").unwrap();
        let file = HolderFile::write(path.clone()).unwrap();
        let holder = Holder::read(&path).unwrap();
        assert_eq!(holder.token, file.token());
        assert_eq!((holder.process, holder.git), (Process::own(), None));
        file.add_git(0);
        file.add_git(std::process::id());
        let holder = Holder::read(&path).unwrap();
        assert_eq!(holder.git, Some(Process::own()));
        drop(file);
        assert!(!path.exists());
    }

    #[test]
    fn one_that_was_cut_short_says_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("holder");
        for text in ["", "1-2", "1-2\n", "1-2\nx\n"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Holder::read(&path), None, "{text:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (path, elsewhere) = (dir.path().join("holder"), dir.path().join("elsewhere"));
        std::fs::write(&elsewhere, "1-2\n1 2\n").unwrap();
        std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
        assert_eq!(Holder::read(&path), None);
        assert!(HolderFile::write(path).is_err());
        assert_eq!(std::fs::read_to_string(elsewhere).unwrap(), "1-2\n1 2\n");
    }
}
