//! Exports in memory, read as an import reads them: what tests against hostile files share.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use backlog::exchange::{
    Base, FORMATS, Format, KnownBacklog, PlanOptions, Planner, ReadError, ReadOptions, Source,
    SourceEntry, SourceError, detect, extra_yaml, fit,
};

use crate::import_fixtures::ledger;

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    pub fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self(BTreeMap::from([(name.to_owned(), bytes.into())]))
    }

    /// A file or folder of the fixtures.
    pub fn at(path: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(path).into_iter().map(Result::unwrap) {
            if entry.file_type().is_file() {
                let name = match entry.path().strip_prefix(path).unwrap().to_str().unwrap() {
                    "" => entry.file_name().to_str().unwrap().to_owned(),
                    inner => inner.replace('\\', "/"),
                };
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
        Self(files)
    }
}

impl Source for Files {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        SourceEntry::all_in(&self.0, folder)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        let bytes = self
            .0
            .get(path)
            .ok_or_else(|| SourceError::Missing(path.to_owned()))?;
        Ok(Box::new(Cursor::new(bytes.as_slice())))
    }
}

/// Reads a source twice, as an import does, decides, and makes the text of each item. Returns the items' titles.
pub fn read(format: &Format, source: &Files) -> Result<Vec<String>, ReadError> {
    let options = ReadOptions::default();
    let mut planner = Planner::default();
    let mut first = Vec::new();
    let report = (format.read)(source, &options, &mut |mut draft| {
        if fit(&mut draft).is_ok() {
            planner.add(&draft);
            first.push(draft.title);
        }
    })?;
    let backlog = KnownBacklog::default();
    let mut options_of_plan = PlanOptions {
        first_number: 1,
        ranks: &mut |_| Vec::new(),
        folder: "",
    };
    let decisions = planner.decide(&report, &backlog, &mut options_of_plan, &Base::default());
    let mut second = Vec::new();
    (format.read)(source, &options, &mut |mut draft| {
        if fit(&mut draft).is_ok() {
            second.push(draft.title.clone());
            if let Some(story) = decisions.story(second.len() - 1, draft) {
                assert!(
                    !story.path.contains("..") && !story.path.contains('\\'),
                    "{}",
                    story.path
                );
                let _ = extra_yaml(&story.extra);
            }
        }
    })
    .expect("what was read once is read again");
    assert_eq!(first, second, "{}: twice is the same", format.name);
    Ok(first)
}

/// Reads a source by every format, and tells which knows it.
pub fn read_by_all(source: &Files) -> Option<&'static str> {
    for format in FORMATS {
        let _ = read(format, source);
    }
    detect(FORMATS, source).map(|format| format.name)
}

/// The exports of the fixtures, by format.
pub fn exports() -> Vec<(&'static Format, Files)> {
    let all = FORMATS.iter().flat_map(|format| {
        let exports = ledger(format.name).into_iter();
        exports.map(move |(path, _)| (format, Files::at(&path)))
    });
    all.collect()
}
