//! Files in memory for a test to import.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use crate::exchange::source::{Source, SourceEntry, SourceError};

/// Files that are held in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct MemorySource {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySource {
    /// Returns a source of those files: paths parted by `/`, and their bytes.
    pub(super) fn new<P: Into<String>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        Self {
            files: files
                .into_iter()
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect(),
        }
    }

    /// Puts a file in, or in the place of another.
    pub(super) fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
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
