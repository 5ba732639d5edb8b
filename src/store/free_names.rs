//! Names that are free for new files, on every file system.

use std::collections::HashMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::store::error::StoreError;

/// The names in the folders where files are to be made, as a file system sees them that tells neither case nor
/// Unicode forms apart: a backlog must work on every one.
#[derive(Debug, Default)]
pub(crate) struct FreeNames {
    folders: HashMap<String, Folder>,
}

impl FreeNames {
    /// Takes the name of a file that is to be made.
    pub(crate) fn claim(&mut self, disk: &Path, path: &str) -> Result<(), StoreError> {
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
#[derive(Debug)]
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
