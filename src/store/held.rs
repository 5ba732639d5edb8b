//! The lock of the backlog around what another program does to its files, and to git's index.

use std::ffi::OsStr;
use std::path::PathBuf;

use crate::store::error::StoreError;
use crate::store::lock::{Lock, make_private};
use crate::store::store::Store;

/// The environment variable that says to a program which backlog's lock is held for it: its private folder. A `po` that a hook
/// runs would wait for ever otherwise, for the one that waits for the hook.
pub const HELD: &str = "PO_HELD";

/// The lock of a backlog, until this is dropped: no other `po` changes its files meanwhile. It is there to run git, and no change
/// is made through the store while it is held.
#[derive(Debug)]
pub struct Held {
    /// None where a `po` above this one holds it.
    _lock: Option<Lock>,
    private: PathBuf,
}

impl Store {
    /// Takes the lock, or waits for it.
    ///
    /// # Errors
    /// [`StoreError::Io`] where it cannot be taken, and what keeps an interrupted change from being finished.
    pub fn hold(&self) -> Result<Held, StoreError> {
        make_private(&self.private, &self.root.real)?;
        let lock = self.lock()?;
        if lock.is_some() {
            self.recover_locked()?;
        }
        Ok(Held {
            _lock: lock,
            private: self.private.clone(),
        })
    }

    /// Says which backlog's lock a `po` above this one holds, as [`HELD`] has it: it waits for this one.
    #[must_use]
    pub fn below(mut self, held: Option<&OsStr>) -> Self {
        self.is_held_above = held == Some(self.private.as_os_str());
        self
    }

    /// The lock; none where a `po` above this one holds it.
    pub(crate) fn lock(&self) -> Result<Option<Lock>, StoreError> {
        // Something that a hook left running may have outlived the one that started it.
        if self.is_held_above {
            return Lock::at_once(&self.private);
        }
        let waiting = || {
            if let Some(waiting) = &self.waiting {
                waiting();
            }
        };
        Lock::wait(&self.private, waiting).map(Some)
    }
}

impl Held {
    /// What [`HELD`] says to a program that runs meanwhile.
    #[must_use]
    pub fn mark(&self) -> &OsStr {
        self.private.as_os_str()
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use crate::store::lock::Lock;
    use crate::store::store::Store;

    #[test]
    fn who_is_called_by_the_holder_does_not_wait_for_it() {
        let dir = tempfile::tempdir().unwrap();
        let private = dir.path().canonicalize().unwrap().join(".po");
        let open = || Store::prepare(dir.path(), private.clone()).unwrap();
        let held = open().hold().unwrap();
        assert!(Lock::at_once(&private).unwrap().is_none());
        let inner = open().below(Some(held.mark())).hold().unwrap();
        drop(inner);
        assert!(Lock::at_once(&private).unwrap().is_none());
        drop(held);
        // Of another backlog it says nothing.
        let other = open().below(Some(OsStr::new("elsewhere"))).hold().unwrap();
        assert!(Lock::at_once(&private).unwrap().is_none());
        drop(other);
        assert!(Lock::at_once(&private).unwrap().is_some());
    }
}
