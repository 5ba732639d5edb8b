//! Names that are free for new files, on every file system.

use std::collections::HashMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::store::error::StoreError;
use crate::store::layout::STORIES;

/// Many paths in one piece of memory: ten thousand of them each in its own cost more than listing the folder.
#[derive(Debug, Default)]
pub(crate) struct Listed(String);

impl Listed {
    /// Adds one.
    pub(crate) fn push(&mut self, path: &str) {
        self.0.push_str(path);
        // No file system has it in a name.
        self.0.push('\0');
    }

    fn each(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('\0')
    }
}

/// The names in the folders where files are to be made, as a file system sees them that tells neither case nor
/// Unicode forms apart: a backlog must work on every one.
#[derive(Debug, Default)]
pub(crate) struct FreeNames {
    folders: HashMap<String, Folder>,
    /// The paths of what is known to stand below the folder of items.
    listed: Option<Listed>,
}

impl FreeNames {
    /// Returns the free names, where the folder of items was listed already.
    pub(crate) fn among(listed: Option<Listed>) -> Self {
        Self {
            folders: HashMap::new(),
            listed,
        }
    }

    /// Takes the name of a file that is to be made.
    pub(crate) fn claim(&mut self, disk: &Path, path: &str) -> Result<(), StoreError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let there = match self.folders.get_mut(folder) {
            Some(names) => names.take(disk, name),
            None => {
                let taken = Folder::One(name.to_owned());
                self.folders.insert(folder.to_owned(), taken);
                let is_other = |there: &str| there != name && is_same(there, name);
                match &self.listed {
                    Some(paths) if is_below(STORIES, folder) => paths
                        .each()
                        .filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'))
                        .find(|there| is_other(there))
                        .map(str::to_owned),
                    _ => listed(disk).find(|there| is_other(there)),
                }
            }
        };
        match there {
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

/// The names in one folder. Where one is taken, the folder is only looked through; a map is made where more are.
#[derive(Debug)]
enum Folder {
    /// The name that was taken.
    One(String),
    /// All names, by what a file system may see of them.
    All(HashMap<String, String>),
}

impl Folder {
    /// Takes one more name; returns another one that is the same to some file systems, where there is one.
    fn take(&mut self, disk: &Path, name: &str) -> Option<String> {
        if let Self::One(first) = self {
            let first = std::mem::take(first);
            let names = listed(disk).chain([first]);
            *self = Self::All(names.map(|name| (fold(&name), name)).collect());
        }
        let Self::All(folded) = self else {
            return None;
        };
        let there = folded.insert(fold(name), name.to_owned());
        there.filter(|there| there != name)
    }
}

/// The names in the folder in which the file at `disk` is to be made.
fn listed(disk: &Path) -> impl Iterator<Item = String> {
    // A folder that is not there yet holds no names; one that cannot be read cannot be written either.
    let entries = disk
        .parent()
        .and_then(|folder| std::fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().flatten();
    names.filter_map(|entry| entry.file_name().into_string().ok())
}

/// Whether a folder is another one, or is in it.
fn is_below(outer: &str, folder: &str) -> bool {
    let rest = folder.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
