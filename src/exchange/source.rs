//! Where a format reads from: a folder, a zip or memory, behind one trait.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The largest file that is read whole, in bytes.
pub const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// Why a file or folder of a source could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// There is no such file or folder.
    #[error("`{0}` does not exist")]
    Missing(String),
    /// Larger than a file that is read whole may be.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// A link that leads out of the source.
    #[error("the link leads out of what is imported")]
    Outside,
    /// What the system says.
    #[error("{0}")]
    Unreadable(String),
}

/// A file or folder directly in a folder of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceEntry {
    /// Its name, without the folder.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// What an import reads: paths are relative, parted by `/`, and `""` is the top.
///
/// A format asks for the folders it needs, so that a project's other folders are never walked.
pub trait Source {
    /// Returns what lies directly in `folder`, by name.
    ///
    /// # Errors
    /// [`SourceError`] when it is missing or cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError>;

    /// Opens a file for streaming.
    ///
    /// # Errors
    /// [`SourceError`] when it is missing or cannot be opened.
    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError>;

    /// Reads a whole file of at most [`LARGEST_FILE`] bytes.
    ///
    /// # Errors
    /// [`SourceError`] when it is missing, too large or cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let mut bytes = Vec::new();
        self.open(path)?
            .take(LARGEST_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| SourceError::Unreadable(error.to_string()))?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(SourceError::TooLarge {
                limit: LARGEST_FILE,
            });
        }
        Ok(bytes)
    }
}

/// Files that are held in memory.
#[derive(Debug, Clone, Default)]
pub struct MemorySource {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySource {
    /// Returns a source of those files: paths parted by `/`, and their bytes.
    #[must_use]
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self {
            files: files
                .into_iter()
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect(),
        }
    }

    /// Puts a file in, or in the place of another.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }
}

impl Source for MemorySource {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let found: BTreeSet<SourceEntry> = self
            .files
            .range(start.clone()..)
            .map_while(|(path, _)| path.strip_prefix(&start))
            .map(|rest| match rest.split_once('/') {
                Some((name, _)) => SourceEntry {
                    name: name.to_owned(),
                    folder: true,
                },
                None => SourceEntry {
                    name: rest.to_owned(),
                    folder: false,
                },
            })
            .collect();
        if found.is_empty() && !folder.is_empty() {
            return Err(SourceError::Missing(folder.to_owned()));
        }
        Ok(found.into_iter().collect())
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        self.files
            .get(path)
            .map(|bytes| Box::new(Cursor::new(bytes.as_slice())) as Box<dyn Read>)
            .ok_or_else(|| SourceError::Missing(path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_FILE, MemorySource, Source, SourceError};

    #[test]
    fn lists_one_folder_at_a_time() {
        let source = MemorySource::new([("a/b/c.md", ""), ("a/d.md", "x"), ("e.md", "")]);
        let names = |folder: &str| {
            source
                .list(folder)
                .unwrap()
                .into_iter()
                .map(|entry| (entry.name, entry.folder))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(""), [("a".into(), true), ("e.md".into(), false)]);
        assert_eq!(names("a"), [("b".into(), true), ("d.md".into(), false)]);
        assert!(matches!(source.list("z"), Err(SourceError::Missing(_))));
        assert_eq!(source.read("a/d.md").unwrap(), b"x");
    }

    #[test]
    fn refuses_a_large_file() {
        let size = usize::try_from(LARGEST_FILE).unwrap();
        let source =
            MemorySource::new([("fits", vec![b'x'; size]), ("large", vec![b'x'; size + 1])]);
        assert_eq!(source.read("fits").unwrap().len(), size);
        assert!(matches!(
            source.read("large"),
            Err(SourceError::TooLarge { .. })
        ));
    }
}
