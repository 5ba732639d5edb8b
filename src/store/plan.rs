//! From the changes a verb asks for to the bytes of each file before and after.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Change, ChangeKind};

use crate::store::applied::AppliedFile;
use crate::store::contain::Root;
use crate::store::decode::{MAX_FILE, decode};
use crate::store::edit::edit_bytes;
use crate::store::error::StoreError;
use crate::store::read::read_target;

/// Reads what is there and works the changes out, in their order; several may concern one file. Files that stay as
/// they are are left out. Writes nothing.
pub(crate) fn work_out(root: &Root, changes: Vec<Change>) -> Result<Vec<AppliedFile>, StoreError> {
    let mut files: Vec<AppliedFile> = Vec::with_capacity(changes.len());
    let mut index: HashMap<String, usize> = HashMap::with_capacity(changes.len());
    let mut names = Names::default();
    for Change { path, kind } in changes {
        let target = root.target(&path)?;
        let at = match index.entry(target.path.clone()) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                if target
                    .found
                    .as_ref()
                    .is_some_and(|found| found.permissions().readonly())
                {
                    return Err(StoreError::refused(&path, "it is read-only"));
                }
                let old = read_target(&target)?;
                files.push(AppliedFile {
                    path: target.path.clone(),
                    new: old.clone(),
                    old,
                });
                *entry.insert(files.len() - 1)
            }
        };
        let file = &mut files[at];
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
                edit_bytes(&path, &bytes, &edits)
                    .map_err(|error| StoreError::Edit { path, error })?,
            ),
            (ChangeKind::Replace { old, .. }, Some(bytes)) if old != bytes => {
                return Err(StoreError::Changed(path));
            }
            (ChangeKind::Replace { new, .. }, Some(_)) => Some(new),
            (ChangeKind::Remove, Some(_)) => None,
        };
        if file
            .new
            .as_ref()
            .is_some_and(|bytes| bytes.len() > MAX_FILE)
        {
            return Err(StoreError::TooLarge(file.path.clone()));
        }
        // What nobody could read again is never written: a zero byte in a pasted mail, say.
        if let Some(Err(problem)) = file.new.as_ref().map(|bytes| decode(&file.path, bytes)) {
            return Err(StoreError::NotText {
                path: file.path.clone(),
                why: problem.message,
            });
        }
    }
    files.retain(|file| file.old != file.new);
    Ok(files)
}

/// The names in the folders where files are to be made, as a file system sees them that tells neither case nor
/// Unicode forms apart: a backlog must work on every one.
#[derive(Default)]
struct Names {
    folders: HashMap<String, Folder>,
}

impl Names {
    /// Takes the name of a file that is to be made.
    fn claim(&mut self, disk: &Path, path: &str) -> Result<(), StoreError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let names = self
            .folders
            .entry(folder.to_owned())
            .or_insert_with(|| Folder::list(disk));
        match names.take(name) {
            Some(there) => Err(StoreError::Exists {
                path: path.to_owned(),
                there: if folder.is_empty() {
                    there
                } else {
                    format!("{folder}/{there}")
                },
            }),
            None => Ok(()),
        }
    }
}

/// The names in one folder. The first one taken is compared with each; a map is made only where more are taken.
struct Folder {
    listed: Vec<String>,
    taken: bool,
    folded: HashMap<String, String>,
}

impl Folder {
    /// Lists the folder in which the file at `disk` is to be made.
    fn list(disk: &Path) -> Self {
        // A folder that is not there yet holds no names; one that cannot be read cannot be written either.
        let entries = disk
            .parent()
            .and_then(|folder| std::fs::read_dir(folder).ok());
        let names = entries.into_iter().flatten().flatten();
        Self {
            listed: names
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect(),
            taken: false,
            folded: HashMap::new(),
        }
    }

    /// Takes a name; returns another one that is the same to some file systems, where there is one.
    fn take(&mut self, name: &str) -> Option<String> {
        if !self.taken {
            self.taken = true;
            let is_other = |there: &&String| *there != name && is_same(there, name);
            let other = self.listed.iter().find(is_other).cloned();
            self.listed.push(name.to_owned());
            return other;
        }
        let listed = self.listed.drain(..).map(|name| (fold(&name), name));
        self.folded.extend(listed);
        let there = self.folded.insert(fold(name), name.to_owned());
        there.filter(|there| there != name)
    }
}

fn is_same(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        a.eq_ignore_ascii_case(b)
    } else {
        fold(a) == fold(b)
    }
}

fn fold(name: &str) -> String {
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.nfkc().flat_map(char::to_lowercase).nfc().collect()
    }
}
