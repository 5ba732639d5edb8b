//! Where a format reads from: a trait, so that what is imported need not be a folder on disk.

use std::collections::BTreeMap;
use std::io::Read;

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

impl SourceEntry {
    /// What lies directly in `folder`, of files that are known by their paths.
    ///
    /// # Errors
    /// [`SourceError::Missing`] when no file lies in it or below.
    pub fn all_in<V>(files: &BTreeMap<String, V>, folder: &str) -> Result<Vec<Self>, SourceError> {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let mut entries: Vec<Self> = files
            .range(start.clone()..)
            .map_while(|(path, _)| path.strip_prefix(&start))
            .map(|rest| match rest.split_once('/') {
                Some((name, _)) => (name, true),
                None => (rest, false),
            })
            .map(|(name, folder)| Self {
                name: name.to_owned(),
                folder,
            })
            .collect();
        entries.sort();
        entries.dedup();
        if entries.is_empty() && !folder.is_empty() {
            return Err(SourceError::Missing(folder.to_owned()));
        }
        Ok(entries)
    }
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

#[cfg(test)]
mod tests {
    use super::{LARGEST_FILE, Source, SourceError};
    use crate::exchange::memory_source::MemorySource;

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
