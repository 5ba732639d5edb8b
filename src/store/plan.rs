//! From the changes a verb asks for to the bytes of each file before and after.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::model::{Change, ChangeKind};

use crate::store::applied::AppliedFile;
use crate::store::contain::{Root, Target};
use crate::store::decode::{MAX_FILE, decode};
use crate::store::edit::edit_bytes;
use crate::store::error::StoreError;
use crate::store::free_names::FreeNames;
use crate::store::left::Left;
use crate::store::read::read_target;

/// Reads what is there and works the changes out, in their order; several may concern one file. New files take their names from
/// `names`. Files that stay as they are are left out. Writes nothing.
pub(crate) fn work_out(
    root: &Root,
    changes: Vec<Change>,
    mut names: FreeNames,
) -> Result<Vec<AppliedFile>, StoreError> {
    let mut files: Vec<AppliedFile> = Vec::with_capacity(changes.len());
    let mut index: HashMap<String, usize> = HashMap::with_capacity(changes.len());
    for Change { path, kind } in changes {
        let target = root.target(&path)?;
        let at = match index.entry(target.path.clone()) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                files.push(as_it_is(&target, &path)?);
                *entry.insert(files.len() - 1)
            }
        };
        change(&mut files[at], &target, path, kind, &mut names)?;
    }
    files.retain(|file| file.old != file.new);
    Ok(files)
}

/// A file before anything changed.
pub(crate) fn as_it_is(target: &Target, path: &str) -> Result<AppliedFile, StoreError> {
    if target
        .found
        .as_ref()
        .is_some_and(|found| found.permissions().readonly())
    {
        return Err(StoreError::refused(path, Left::ReadOnly));
    }
    let old = read_target(target)?;
    Ok(AppliedFile {
        path: target.path.clone(),
        new: old.clone(),
        old,
    })
}

/// Makes one change in the new bytes of a file; `path` is how the change names it.
pub(crate) fn change(
    file: &mut AppliedFile,
    target: &Target,
    path: String,
    kind: ChangeKind,
    names: &mut FreeNames,
) -> Result<(), StoreError> {
    file.new = match (kind, file.new.take()) {
        (ChangeKind::Create(_), Some(_)) => {
            return Err(StoreError::Exists {
                there: file.path.clone(),
                path,
            });
        }
        (ChangeKind::Create(bytes), None) => {
            names.claim(&target.disk, &target.path)?;
            Some(bytes)
        }
        (_, None) => return Err(StoreError::Missing(path)),
        (ChangeKind::Edit(edits), Some(bytes)) => Some(
            edit_bytes(&path, &bytes, &edits).map_err(|error| StoreError::Edit { path, error })?,
        ),
        (ChangeKind::Replace { old, .. }, Some(bytes)) if old != bytes => {
            return Err(StoreError::Changed(path));
        }
        (ChangeKind::Replace { new, .. }, Some(_)) => Some(new),
        (ChangeKind::Remove, Some(_)) => None,
    };
    let Some(bytes) = &file.new else {
        return Ok(());
    };
    if bytes.len() > MAX_FILE {
        return Err(StoreError::TooLarge(file.path.clone()));
    }
    // What nobody could read again is never written: a zero byte in a pasted mail, say.
    match decode(&file.path, bytes) {
        Ok(_) => Ok(()),
        Err(problem) => Err(StoreError::NotText {
            path: file.path.clone(),
            why: problem.message,
        }),
    }
}
