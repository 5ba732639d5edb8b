//! Files in memory for a test to import.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::exchange::draft::Draft;
use crate::exchange::format::{Format, ReadError, ReadReport};
use crate::exchange::options::ReadOptions;
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

    /// What a format reads in them.
    pub(super) fn drafts(&self, format: &Format) -> Result<(Vec<Draft>, ReadReport), ReadError> {
        self.drafts_with(format, &ReadOptions::default())
    }

    /// The same, as a person says.
    pub(super) fn drafts_with(
        &self,
        format: &Format,
        options: &ReadOptions,
    ) -> Result<(Vec<Draft>, ReadReport), ReadError> {
        let mut drafts = Vec::new();
        let report = (format.read)(self, options, &mut |draft| drafts.push(draft))?;
        Ok((drafts, report))
    }
}

impl Source for MemorySource {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        SourceEntry::all_in(&self.files, folder)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        self.files
            .get(path)
            .map(|bytes| Box::new(Cursor::new(bytes.as_slice())) as Box<dyn Read>)
            .ok_or_else(|| SourceError::Missing(path.to_owned()))
    }
}
