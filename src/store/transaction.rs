//! Many files from old to new: all of them, or none.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::store::applied::AppliedFile;
use crate::store::contain::Root;
use crate::store::error::StoreError;
use crate::store::faults::Faults;
use crate::store::read::read_target;
use crate::store::write::{Staged, sync_folder};

/// From so many files on, several threads write: a disk syncs many files together almost as fast as one.
const MANY: usize = 8;
/// How many threads write then.
const THREADS: usize = 8;

/// How one file goes from old to new.
enum Step {
    Put(Staged),
    Remove,
}

/// Brings every file from its old to its new bytes, safe on disk.
///
/// # Errors
/// Whatever went wrong; every file is old then, except after [`StoreError::HalfWay`].
pub(crate) fn carry_out(
    root: &Root,
    files: &[AppliedFile],
    faults: &Faults,
) -> Result<(), StoreError> {
    let mut folders = BTreeSet::new();
    let targets: Vec<PathBuf> = files
        .iter()
        .map(|file| {
            let target = root.target(&file.path)?;
            if file.new.is_some() {
                make_parents(&target.disk, &mut folders)?;
            }
            folders.extend(target.disk.parent().map(Path::to_path_buf));
            Ok(target.disk)
        })
        .collect::<Result<_, StoreError>>()?;
    let steps = prepare(root, files, faults)?;
    if let Err(error) = files.iter().try_for_each(|file| expect_old(root, file)) {
        give_up(steps, faults);
        return Err(error);
    }
    let mut steps = steps.into_iter();
    for (placed, (file, disk)) in files.iter().zip(&targets).enumerate() {
        let result = faults
            .step()
            .map_err(StoreError::io("write", disk))
            .and_then(|()| {
                match steps.next() {
                    Some(Step::Put(staged)) => staged.place(),
                    Some(Step::Remove) => std::fs::remove_file(disk),
                    None => Ok(()),
                }
                .map_err(|error| match error.kind() {
                    ErrorKind::AlreadyExists => StoreError::Exists {
                        path: file.path.clone(),
                        there: file.path.clone(),
                    },
                    _ => StoreError::io("write", disk)(error),
                })
            });
        if let Err(error) = result {
            give_up(steps, faults);
            return Err(take_back(root, &files[..placed], faults, error));
        }
    }
    for folder in &folders {
        faults
            .step()
            .and_then(|()| sync_folder(folder))
            .map_err(StoreError::io("sync", folder))
            .map_err(|error| take_back(root, files, faults, error))?;
    }
    Ok(())
}

/// Makes the folders that a file needs, and remembers which folders got a new name.
fn make_parents(disk: &Path, changed: &mut BTreeSet<PathBuf>) -> Result<(), StoreError> {
    let Some(folder) = disk.parent() else {
        return Ok(());
    };
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

/// Writes every new content beside its file. Nothing is in its place yet, so a full disk has harmed nothing.
fn prepare(root: &Root, files: &[AppliedFile], faults: &Faults) -> Result<Vec<Step>, StoreError> {
    let prepared: Mutex<Vec<(usize, Step)>> = Mutex::new(Vec::with_capacity(files.len()));
    let failed: Mutex<Option<StoreError>> = Mutex::new(None);
    let cursor = AtomicUsize::new(0);
    let work = || {
        while let Some((at, file)) = {
            let at = cursor.fetch_add(1, Ordering::Relaxed);
            files.get(at).map(|file| (at, file))
        } {
            match step(root, file, faults) {
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
    if files.len() < MANY {
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
    let steps = prepared.into_iter().map(|(_, step)| step);
    match failed.into_inner() {
        Ok(None) => Ok(steps.collect()),
        Ok(Some(error)) => {
            give_up(steps, faults);
            Err(error)
        }
        Err(_) => Err(StoreError::refused("", "a thread failed")),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn step(root: &Root, file: &AppliedFile, faults: &Faults) -> Result<Step, StoreError> {
    let target = root.target(&file.path)?;
    match &file.new {
        None => Ok(Step::Remove),
        Some(bytes) => Staged::new(&target.disk, bytes, target.found.as_ref(), faults)
            .map(Step::Put)
            .map_err(StoreError::io("write", &target.disk)),
    }
}

/// Refuses a file that another program changed since it was read.
fn expect_old(root: &Root, file: &AppliedFile) -> Result<(), StoreError> {
    if content(root, &file.path)? == file.old {
        Ok(())
    } else {
        Err(StoreError::Changed(file.path.clone()))
    }
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

/// Puts the old bytes back where the new ones are already in place, and returns what went wrong.
fn take_back(
    root: &Root,
    placed: &[AppliedFile],
    faults: &Faults,
    cause: StoreError,
) -> StoreError {
    if faults.crashed() {
        return cause;
    }
    for (left, file) in placed.iter().enumerate().rev() {
        let result = root.target(&file.path).and_then(|target| {
            if read_target(&target)? != file.new {
                return Err(StoreError::Changed(file.path.clone()));
            }
            match &file.old {
                None => std::fs::remove_file(&target.disk),
                Some(bytes) => Staged::new(&target.disk, bytes, target.found.as_ref(), faults)
                    .and_then(Staged::place),
            }
            .map_err(StoreError::io("write", &target.disk))
        });
        if result.is_err() {
            return StoreError::HalfWay {
                files: left + 1,
                cause: Box::new(cause),
            };
        }
    }
    cause
}
