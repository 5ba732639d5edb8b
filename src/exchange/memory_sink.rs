//! Files in memory for a test to export to.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::exchange::export::{ExportError, Sink};
use crate::exchange::memory_source::MemorySource;

/// Files that were written, by their names.
#[derive(Debug, Clone, Default)]
pub(super) struct MemorySink {
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl MemorySink {
    /// The text of a file.
    pub(super) fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).expect("UTF-8")
    }

    /// The files as a source; those that end so are left out.
    pub(super) fn source(&self, without: &[&str]) -> MemorySource {
        let files = self.files.iter();
        let kept = files.filter(|(name, _)| !without.contains(&name.as_str()));
        MemorySource::new(kept.map(|(name, bytes)| (format!("export{name}"), bytes.clone())))
    }
}

struct File<'a>(&'a mut Vec<u8>);

impl Write for File<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for MemorySink {
    fn file(&mut self, name: &str) -> Result<Box<dyn Write + '_>, ExportError> {
        let file = self.files.entry(name.to_owned()).or_default();
        assert!(file.is_empty(), "{name} is written twice");
        Ok(Box::new(File(file)))
    }
}
