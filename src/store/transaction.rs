//! Many files from old to new: all of them, or none.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::store::applied::AppliedFile;
use crate::store::contain::Root;
use crate::store::error::StoreError;
use crate::store::faults::Faults;
use crate::store::journal_reader::JournalReader;
use crate::store::read::read_target;
use crate::store::write::{CAN_SYNC_ALL, Staged, sync_all_of, sync_folder};

/// From so many files on, several threads write: a disk syncs many files together almost as fast as one.
const MANY: usize = 8;
/// How many threads write then.
const THREADS: usize = 8;
/// From so many files on, a file system is synced as a whole, once, instead of each file: a hundred thousand files would take
/// minutes.
const MASS: usize = 64;
/// So many files are staged together, of so many bytes at most and one file more: no more than that of a change is in memory.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 4 << 20;

/// How one file goes from old to new.
enum Step {
    Put(Staged),
    Remove,
}

/// A change that is being made. Its files come from its journal, as often as they are needed.
struct Making<'a> {
    root: &'a Root,
    journal: &'a mut JournalReader,
    wanted: &'a (dyn Fn(usize) -> bool + Sync),
    faults: &'a Faults,
    /// Whether each file is synced by itself.
    one_by_one: bool,
    /// The folders in which a name changes.
    folders: BTreeSet<PathBuf>,
}

/// Brings `count` files of a journal (those whose number, from 0, is `wanted`) from old to new bytes, safe on disk.
///
/// # Errors
/// Whatever went wrong; every file is old then, except after [`StoreError::HalfWay`].
pub(crate) fn carry_out(
    root: &Root,
    journal: &mut JournalReader,
    count: usize,
    wanted: &(dyn Fn(usize) -> bool + Sync),
    faults: &Faults,
) -> Result<(), StoreError> {
    let mut making = Making {
        root,
        journal,
        wanted,
        faults,
        one_by_one: count < MASS || !CAN_SYNC_ALL,
        folders: BTreeSet::new(),
    };
    let mut steps = Vec::with_capacity(count);
    let ready = making
        .stage(&mut steps)
        .and_then(|()| making.sync_staged())
        .and_then(|()| making.expect_old());
    if let Err(error) = ready {
        give_up(steps, faults);
        return Err(error);
    }
    making.place(steps)?;
    making.sync_folders()
}

impl Making<'_> {
    /// The next file that is wanted; `at` is the number of the next file in the journal.
    fn next(&mut self, at: &mut usize) -> Result<Option<AppliedFile>, StoreError> {
        while let Some(file) = self.journal.next_file()? {
            *at += 1;
            if (self.wanted)(*at - 1) {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// Hands over each file that is wanted, until told to stop.
    fn each(
        &mut self,
        act: &mut dyn FnMut(&Root, AppliedFile) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.journal.rewind()?;
        let mut at = 0;
        while let Some(file) = self.next(&mut at)? {
            act(self.root, file)?;
        }
        Ok(())
    }

    /// Writes every new content beside its file. Nothing is in its place yet, so a full disk has harmed nothing.
    fn stage(&mut self, steps: &mut Vec<Step>) -> Result<(), StoreError> {
        self.journal.rewind()?;
        let (mut at, mut batch, mut bytes) = (0, Vec::new(), 0);
        loop {
            let next = self.next(&mut at)?;
            let over = next.is_none();
            if let Some(file) = next {
                let target = self.root.target(&file.path)?;
                if file.new.is_some() {
                    make_parents(&target.disk, &mut self.folders)?;
                }
                if let Some(folder) = target.disk.parent()
                    && !self.folders.contains(folder)
                {
                    self.folders.insert(folder.to_path_buf());
                }
                bytes += file.new.as_ref().map_or(0, Vec::len);
                batch.push(file);
            }
            if over || batch.len() == BATCH || bytes > BATCH_BYTES {
                self.stage_batch(&batch, steps)?;
                batch.clear();
                bytes = 0;
            }
            if over {
                return Ok(());
            }
        }
    }

    fn stage_batch(&self, files: &[AppliedFile], steps: &mut Vec<Step>) -> Result<(), StoreError> {
        let prepared: Mutex<Vec<(usize, Step)>> = Mutex::new(Vec::with_capacity(files.len()));
        let failed: Mutex<Option<StoreError>> = Mutex::new(None);
        let cursor = AtomicUsize::new(0);
        let work = || {
            while let Some((at, file)) = {
                let at = cursor.fetch_add(1, Ordering::Relaxed);
                files.get(at).map(|file| (at, file))
            } {
                match self.step(file) {
                    Ok(step) => lock(&prepared).push((at, step)),
                    Err(error) => {
                        lock(&failed).get_or_insert(error);
                        return;
                    }
                }
                if lock(&failed).is_some() {
                    return;
                }
            }
        };
        // Without waiting for the disk, one thread is as fast as several.
        if files.len() < MANY || !self.one_by_one {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..THREADS {
                    scope.spawn(work);
                }
            });
        }
        let mut prepared = prepared.into_inner().unwrap_or_default();
        prepared.sort_by_key(|(at, _)| *at);
        steps.extend(prepared.into_iter().map(|(_, step)| step));
        let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.map_or(Ok(()), Err)
    }

    fn step(&self, file: &AppliedFile) -> Result<Step, StoreError> {
        let target = self.root.target(&file.path)?;
        let Some(bytes) = &file.new else {
            return Ok(Step::Remove);
        };
        let found = target.found.as_ref();
        Staged::new(&target.disk, bytes, found, self.one_by_one, self.faults)
            .map(Step::Put)
            .map_err(StoreError::io("write", &target.disk))
    }

    /// Makes what was staged safe, where its files did not see to that themselves.
    fn sync_staged(&self) -> Result<(), StoreError> {
        if self.one_by_one {
            return Ok(());
        }
        self.faults
            .step()
            .and_then(|()| sync_all_of(&self.folders))
            .map_err(StoreError::io("sync", &self.root.dir))
    }

    /// Refuses files that another program changed since they were read.
    fn expect_old(&mut self) -> Result<(), StoreError> {
        self.each(&mut |root, file| {
            if content(root, &file.path)? == file.old {
                Ok(())
            } else {
                Err(StoreError::Changed(file.path))
            }
        })
    }

    /// Puts everything in its place.
    fn place(&mut self, steps: Vec<Step>) -> Result<(), StoreError> {
        let mut steps = steps.into_iter();
        let mut placed = 0;
        let faults = self.faults;
        let result = self.each(&mut |root, file| {
            let disk = root.target(&file.path)?.disk;
            faults
                .step()
                .map_err(StoreError::io("write", &disk))
                .and_then(|()| {
                    match steps.next() {
                        Some(Step::Put(staged)) => staged.place(&disk),
                        Some(Step::Remove) => std::fs::remove_file(&disk),
                        None => Ok(()),
                    }
                    .map_err(|error| match error.kind() {
                        ErrorKind::AlreadyExists => StoreError::Exists {
                            there: file.path.clone(),
                            path: file.path,
                        },
                        _ => StoreError::io("write", &disk)(error),
                    })
                })?;
            placed += 1;
            Ok(())
        });
        result.map_err(|error| {
            give_up(steps, faults);
            self.take_back(placed, error)
        })
    }

    /// Makes the new names safe.
    fn sync_folders(&mut self) -> Result<(), StoreError> {
        let faults = self.faults;
        let synced = self.folders.iter().try_for_each(|folder| {
            faults
                .step()
                .and_then(|()| sync_folder(folder))
                .map_err(StoreError::io("sync", folder))
        });
        synced.map_err(|error| self.take_back(usize::MAX, error))
    }

    /// Puts the old bytes back where the new ones are in place already, in the first `placed` files, and returns what went wrong.
    fn take_back(&mut self, placed: usize, cause: StoreError) -> StoreError {
        if self.faults.crashed() {
            return cause;
        }
        let (mut seen, mut failed) = (0, 0);
        let faults = self.faults;
        let read = self.each(&mut |root, file| {
            seen += 1;
            if seen <= placed && put_back(root, &file, faults).is_err() {
                failed += 1;
            }
            Ok(())
        });
        if read.is_err() || failed > 0 {
            return StoreError::HalfWay {
                files: failed.max(1),
                cause: Box::new(cause),
            };
        }
        cause
    }
}

/// Gives a file its old bytes.
fn put_back(root: &Root, file: &AppliedFile, faults: &Faults) -> Result<(), StoreError> {
    let target = root.target(&file.path)?;
    if read_target(&target)? != file.new {
        return Err(StoreError::Changed(file.path.clone()));
    }
    match &file.old {
        None => std::fs::remove_file(&target.disk),
        Some(bytes) => Staged::new(&target.disk, bytes, target.found.as_ref(), true, faults)
            .and_then(|staged| staged.place(&target.disk)),
    }
    .map_err(StoreError::io("write", &target.disk))
}

/// Makes the folders that a file needs, and remembers which folders got a new name.
fn make_parents(disk: &Path, changed: &mut BTreeSet<PathBuf>) -> Result<(), StoreError> {
    let Some(folder) = disk.parent() else {
        return Ok(());
    };
    // Of many files in one folder only the first one looks.
    if changed.contains(folder) {
        return Ok(());
    }
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|folder| folder.symlink_metadata().is_err())
        .collect();
    for folder in missing.into_iter().rev() {
        std::fs::create_dir(folder)
            .or_else(|error| if folder.is_dir() { Ok(()) } else { Err(error) })
            .map_err(StoreError::io("make", folder))?;
        changed.extend(folder.parent().map(Path::to_path_buf));
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Returns the bytes of a file, or nothing where it is not there.
pub(crate) fn content(root: &Root, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
    read_target(&root.target(path)?)
}

fn give_up(steps: impl IntoIterator<Item = Step>, faults: &Faults) {
    for step in steps {
        if let Step::Put(staged) = step {
            staged.abandon(faults);
        }
    }
}
