//! The lock that makes one writer wait for another, on one machine.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::error::StoreError;

/// The time between two looks at what is waited for.
const LOOK: Duration = Duration::from_millis(20);

/// Whom a change waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// Another `po`, by the number of its process where that is known.
    Po(Option<u32>),
    /// The git of a `po` that was killed, by the number of its process.
    Git(u32),
}

impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Po(None) => f.write_str("another po"),
            Self::Po(Some(pid)) => write!(f, "another po (process {pid})"),
            Self::Git(pid) => write!(f, "git (process {pid}), whose po was killed,"),
        }
    }
}

/// The lock, held until it is dropped. The system lets go of it when a process dies, however it dies.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of that name in the folder `private`, which is there. Where another process holds it, `waiting` is called
    /// once, and says whom this one waits for.
    ///
    /// # Errors
    /// As [`look_until`].
    pub(crate) fn wait(
        private: &Path,
        name: &str,
        looks: Option<u32>,
        waiting: impl FnOnce() -> Awaited,
    ) -> Result<Self, StoreError> {
        let (file, path) = open(private, name)?;
        if try_lock(&file, &path)? {
            return Ok(Self { _file: file });
        }
        let awaited = waiting();
        match looks {
            None => file.lock().map_err(StoreError::io("lock", &path))?,
            looks => look_until(looks, awaited, || try_lock(&file, &path))?,
        }
        Ok(Self { _file: file })
    }

    /// Takes the lock of that name unless another process holds it.
    pub(crate) fn at_once(private: &Path, name: &str) -> Result<Option<Self>, StoreError> {
        let (file, path) = open(private, name)?;
        Ok(try_lock(&file, &path)?.then_some(Self { _file: file }))
    }
}

/// Looks again and again, so many times at most, or without a number for ever.
///
/// # Errors
/// [`StoreError::Busy`] where it is still not over, or what the look itself says.
pub(crate) fn look_until(
    looks: Option<u32>,
    awaited: Awaited,
    mut is_over: impl FnMut() -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let mut looked = 0;
    while !is_over()? {
        if looks == Some(looked) {
            return Err(StoreError::Busy(awaited));
        }
        looked += 1;
        std::thread::sleep(LOOK);
    }
    Ok(())
}

fn try_lock(file: &File, path: &Path) -> Result<bool, StoreError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(StoreError::io("lock", path)(error)),
    }
}

fn open(private: &Path, name: &str) -> Result<(File, PathBuf), StoreError> {
    let path = private.join(name);
    if path.is_symlink() {
        return Err(StoreError::OwnLink(path));
    }
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(StoreError::io("open", &path))?;
    Ok((file, path))
}

/// Makes the folder of our own files. Where it lies in the backlog itself, git is told to leave it alone.
pub(crate) fn make_private(private: &Path, root: &Path) -> Result<(), StoreError> {
    if private.is_symlink() {
        return Err(StoreError::OwnLink(private.to_path_buf()));
    }
    std::fs::create_dir_all(private).map_err(StoreError::io("make", private))?;
    if private.parent() == Some(root) {
        let ignore = private.join(".gitignore");
        if ignore.symlink_metadata().is_err() {
            std::fs::write(&ignore, "*\n").map_err(StoreError::io("write", &ignore))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{Awaited, Lock, make_private};
    use crate::store::error::StoreError;

    #[test]
    fn the_second_waits_for_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let first =
            Lock::wait(dir.path(), "lock", None, || unreachable!("nobody holds it")).unwrap();
        assert!(Lock::at_once(dir.path(), "lock").unwrap().is_none());
        assert!(Lock::at_once(dir.path(), "lock-1").unwrap().is_some());
        let waited = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let (said, heard) = std::sync::mpsc::channel();
            let (waited, dir) = (&waited, dir.path());
            scope.spawn(move || {
                let lock = Lock::wait(dir, "lock", None, || {
                    waited.store(true, Ordering::SeqCst);
                    said.send(()).unwrap();
                    Awaited::Po(None)
                });
                assert!(lock.is_ok());
            });
            heard.recv().unwrap();
            drop(first);
        });
        assert!(waited.load(Ordering::SeqCst));
        assert!(Lock::at_once(dir.path(), "lock").unwrap().is_some());
    }

    #[test]
    fn patience_has_an_end() {
        let dir = tempfile::tempdir().unwrap();
        let wait = |looks| Lock::wait(dir.path(), "lock", looks, || Awaited::Po(Some(7)));
        let first = wait(None).unwrap();
        match wait(Some(1)) {
            Err(StoreError::Busy(whom)) => assert_eq!(whom, Awaited::Po(Some(7))),
            other => panic!("{other:?}"),
        }
        std::thread::scope(|scope| {
            let second = scope.spawn(|| wait(Some(10_000)).map(drop));
            drop(first);
            assert!(second.join().unwrap().is_ok());
        });
    }

    #[test]
    fn git_ignores_our_files_in_a_backlog() {
        let dir = tempfile::tempdir().unwrap();
        let private = dir.path().join(".po");
        make_private(&private, dir.path()).unwrap();
        make_private(&private, dir.path()).unwrap();
        assert_eq!(
            std::fs::read_to_string(private.join(".gitignore")).unwrap(),
            "*\n"
        );
        let elsewhere = dir.path().join("git/po");
        make_private(&elsewhere, dir.path()).unwrap();
        assert!(!elsewhere.join(".gitignore").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_private_folder_that_is_a_link_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let private = dir.path().join(".po");
        std::os::unix::fs::symlink(std::env::temp_dir(), &private).unwrap();
        assert!(make_private(&private, dir.path()).is_err());
    }
}
