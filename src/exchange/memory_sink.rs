//! Files in memory for a test to export to.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::exchange::export::{ExportBacklog, ExportError, ExportReport, Sink, Writer, export};
use crate::exchange::memory_source::MemorySource;
use crate::model::{Backlog, Config, Story};

/// Files that were written, by their names.
#[derive(Debug, Clone, Default)]
pub(super) struct MemorySink {
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl MemorySink {
    /// What a writer makes of these stories with their texts, and what it says.
    pub(super) fn of(
        writer: &Writer,
        stories: Vec<Story>,
        body: impl Fn(&Story) -> String,
    ) -> (Self, ExportReport) {
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let whole = |story: &Story| {
            let body = Some(body(story));
            Ok(Story {
                body,
                ..story.clone()
            })
        };
        let view = ExportBacklog::new(&backlog, backlog.stories().iter().collect(), &whole);
        let mut sink = Self::default();
        let report = export(writer, &view, &mut sink).expect("memory takes everything");
        (sink, report)
    }

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
