//! The lock that makes one writer wait for another, on one machine.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;

/// The lock, held until it is dropped. The system lets go of it when a process dies, however it dies.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock in the folder `private`, which is there; calls `waiting` once when another process holds it.
    pub(crate) fn wait(private: &Path, waiting: impl FnOnce()) -> Result<Self, StoreError> {
        let (file, path) = open(private)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock().map_err(StoreError::io("lock", &path))?;
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", &path)(error)),
        }
        Ok(Self { _file: file })
    }

    /// Takes the lock unless another process holds it.
    pub(crate) fn at_once(private: &Path) -> Result<Option<Self>, StoreError> {
        let (file, path) = open(private)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path)(error)),
        }
    }
}

fn open(private: &Path) -> Result<(File, PathBuf), StoreError> {
    let path = private.join("lock");
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

    use super::{Lock, make_private};

    #[test]
    fn the_second_waits_for_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let first = Lock::wait(dir.path(), || unreachable!("nobody holds it")).unwrap();
        assert!(Lock::at_once(dir.path()).unwrap().is_none());
        let waited = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let (said, heard) = std::sync::mpsc::channel();
            let (waited, dir) = (&waited, dir.path());
            scope.spawn(move || {
                let lock = Lock::wait(dir, || {
                    waited.store(true, Ordering::SeqCst);
                    said.send(()).unwrap();
                });
                assert!(lock.is_ok());
            });
            heard.recv().unwrap();
            drop(first);
        });
        assert!(waited.load(Ordering::SeqCst));
        assert!(Lock::at_once(dir.path()).unwrap().is_some());
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
