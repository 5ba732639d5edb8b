//! The lock of the backlog around what another program does to its files, and to git's index.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use crate::store::error::StoreError;
use crate::store::holder::{Holder, HolderFile};
use crate::store::lock::{Awaited, Lock, look_until, make_private};
use crate::store::store::Store;

/// The environment variable that says to a program which locks are held for it: the tokens of their holders, parted by spaces. A
/// `po` that a hook runs would wait for ever otherwise, for the one that waits for the hook.
pub const HELD: &str = "PO_HELD";

/// So often one `po` looks whether another is done where it runs in a hook, some 30 s: that one may be waiting for the hook.
const LOOKS: u32 = 1_500;

/// The lock of a backlog, until this is dropped: no other `po` changes its files meanwhile. It is there to run git, and no change
/// is made through the store while it is held.
#[derive(Debug)]
pub struct Held {
    // In this order: the file is gone before the lock is free.
    file: HolderFile,
    _lock: Lock,
    mark: OsString,
}

/// The names of a lock and of its holder's file: one for all, and more for those that a holder's git runs.
struct Level {
    lock: String,
    holder: PathBuf,
}

impl Store {
    /// Takes the lock, or waits for it.
    ///
    /// # Errors
    /// [`StoreError::Io`] where it cannot be taken, and what keeps an interrupted change from being finished.
    pub fn hold(&self) -> Result<Held, StoreError> {
        make_private(&self.private, &self.root.real)?;
        let level = self.level()?;
        let lock = self.lock_at(&level)?;
        self.recover_locked()?;
        let file = HolderFile::write(level.holder)?;
        let mut tokens = self.held_above.clone();
        tokens.push(file.token().to_owned());
        Ok(Held {
            file,
            _lock: lock,
            mark: tokens.join(" ").into(),
        })
    }

    /// Says which locks are held by those above this process, as [`HELD`] has it: they wait for this one.
    #[must_use]
    pub fn below(mut self, held: Option<&OsStr>) -> Self {
        let tokens = held.map(OsStr::to_string_lossy).unwrap_or_default();
        self.held_above = tokens.split_whitespace().map(str::to_owned).collect();
        self
    }

    /// Takes the lock, or waits for it. Of those that run for one and the same holder, one waits for another.
    pub(crate) fn lock(&self) -> Result<Lock, StoreError> {
        self.lock_at(&self.level()?)
    }

    /// Takes the lock unless another process holds it, or its git still works.
    pub(crate) fn lock_at_once(&self) -> Result<Option<Lock>, StoreError> {
        let level = self.level()?;
        let lock = Lock::at_once(&self.private, &level.lock)?;
        Ok(lock.filter(|_| git_of_the_killed(&level).is_none()))
    }

    /// The first lock that nobody holds who waits for this process.
    fn level(&self) -> Result<Level, StoreError> {
        let mut depth = 0;
        loop {
            let end = match depth {
                0 => String::new(),
                depth => format!("-{depth}"),
            };
            let level = Level {
                lock: format!("lock{end}"),
                holder: self.private.join(format!("holder{end}")),
            };
            if !self.is_held_above(&level)? {
                return Ok(level);
            }
            depth += 1;
        }
    }

    fn is_held_above(&self, level: &Level) -> Result<bool, StoreError> {
        if self.held_above.is_empty() {
            return Ok(false);
        }
        let Some(holder) = Holder::read(&level.holder) else {
            return Ok(false);
        };
        if !self.held_above.contains(&holder.token) {
            return Ok(false);
        }
        match holder.is_above() {
            Some(is_above) => Ok(is_above),
            // Nobody can be asked here whether a hook left this process behind.
            None => Ok(Lock::at_once(&self.private, &level.lock)?.is_none()),
        }
    }

    fn lock_at(&self, level: &Level) -> Result<Lock, StoreError> {
        let looks = (!self.held_above.is_empty()).then_some(LOOKS);
        let lock = Lock::wait(&self.private, &level.lock, looks, || {
            let holder = Holder::read(&level.holder);
            let awaited = Awaited::Po(holder.map(|holder| holder.process.pid));
            self.tell(awaited);
            awaited
        })?;
        if let Some(pid) = git_of_the_killed(level) {
            let awaited = Awaited::Git(pid);
            self.tell(awaited);
            look_until(looks, awaited, || Ok(git_of_the_killed(level).is_none()))?;
        }
        Ok(lock)
    }

    fn tell(&self, awaited: Awaited) {
        if let Some(waiting) = &self.waiting {
            waiting(awaited);
        }
    }
}

/// The git that a `po` began before it was killed, where it still works: that `po` held the lock, which is free now.
fn git_of_the_killed(level: &Level) -> Option<u32> {
    let git = Holder::read(&level.holder)?.git.filter(|git| git.runs());
    if git.is_none() {
        // Where it cannot be removed, it is looked at again.
        let _ = std::fs::remove_file(&level.holder);
    }
    Some(git?.pid)
}

impl Held {
    /// What [`HELD`] says to a program that runs meanwhile.
    #[must_use]
    pub fn mark(&self) -> &OsStr {
        &self.mark
    }

    /// Says which git was just begun, by the number of its process: should this one be killed, the next waits for that.
    pub fn begun(&self, pid: u32) {
        self.file.add_git(pid);
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::{Path, PathBuf};

    use crate::store::holder::{Holder, HolderFile};
    use crate::store::lock::Lock;
    use crate::store::store::Store;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let private = dir.path().canonicalize().unwrap().join(".po");
        (dir, private)
    }

    fn open(private: &Path) -> Store {
        Store::prepare(private.parent().unwrap(), private.to_owned()).unwrap()
    }

    fn is_free(private: &Path, name: &str) -> bool {
        Lock::at_once(private, name).unwrap().is_some()
    }

    #[test]
    fn who_is_called_by_the_holder_does_not_wait_for_it() {
        let (_dir, private) = place();
        let held = open(&private).hold().unwrap();
        assert!(!is_free(&private, "lock"));
        let inner = open(&private).below(Some(held.mark())).hold().unwrap();
        assert!(!is_free(&private, "lock-1"));
        // It is the holder of those that it calls itself, and knows whom it was called by.
        let third = open(&private).below(Some(inner.mark())).lock().unwrap();
        assert!(!is_free(&private, "lock-2"));
        drop((third, inner));
        assert!(is_free(&private, "lock-1"));
        assert!(!is_free(&private, "lock"));
        drop(held);
        assert!(is_free(&private, "lock"));
    }

    #[test]
    fn a_mark_of_one_that_is_over_says_nothing() {
        let (_dir, private) = place();
        let held = open(&private).hold().unwrap();
        let mark = held.mark().to_owned();
        drop(held);
        for mark in [&mark, OsStr::new("elsewhere"), private.as_os_str()] {
            let other = open(&private).below(Some(mark)).hold().unwrap();
            assert!(!is_free(&private, "lock"));
            drop(other);
        }
    }

    #[test]
    fn two_backlogs_are_held_at_once() {
        let (_dir, first) = place();
        let (_other, second) = place();
        let outer = open(&first).hold().unwrap();
        let inner = open(&second).below(Some(outer.mark())).hold().unwrap();
        assert!(!is_free(&second, "lock"));
        let again = open(&first).below(Some(inner.mark())).lock().unwrap();
        assert!(!is_free(&first, "lock-1"));
        drop(again);
    }

    /// One that was left behind has the mark, and the holder is no process above it.
    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_hook_leaves_behind_is_not_called_by_the_holder() {
        let (_dir, private) = place();
        let held = open(&private).hold().unwrap();
        let path = private.join("holder");
        let text = std::fs::read_to_string(&path).unwrap();
        let (token, _) = text.split_once('\n').unwrap();
        std::fs::write(&path, format!("{token}\n0 0\n")).unwrap();
        let store = open(&private).below(Some(held.mark()));
        assert!(store.lock_at_once().unwrap().is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_git_of_one_that_was_killed_is_waited_for() {
        use std::sync::mpsc::channel;

        let (_dir, private) = place();
        std::fs::create_dir(&private).unwrap();
        let path = private.join("holder");
        let file = HolderFile::write(path.clone()).unwrap();
        // This process is taken for the git.
        file.add_git(std::process::id());
        assert!(open(&private).lock_at_once().unwrap().is_none());
        let (said, heard) = channel();
        let waiting = open(&private).on_wait(move |whom| said.send(whom.to_string()).unwrap());
        std::thread::scope(|scope| {
            let lock = scope.spawn(move || waiting.lock().map(drop));
            let words = heard.recv().unwrap();
            assert!(words.starts_with("git (process "), "{words}");
            assert!(!is_free(&private, "lock"));
            file.add_git(0);
            assert!(lock.join().unwrap().is_ok());
        });
        assert_eq!(Holder::read(&path), None);
    }
}
