//! One import of any bytes by a format: each row becomes an item or is reported, twice is the same, and nothing panics.

use std::io::{Cursor, Read};

use backlog::exchange::{
    Base, FORMATS, KnownBacklog, PlanOptions, Planner, ReadOptions, Source, SourceEntry,
    SourceError, extra_yaml, fit,
};

/// One file in memory, at the place where the format looks for it.
struct One<'b> {
    path: &'b str,
    bytes: &'b [u8],
}

impl Source for One<'_> {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        let missing = || SourceError::Missing(folder.to_owned());
        let rest = match folder {
            "" => self.path,
            folder => {
                let rest = self.path.strip_prefix(folder);
                rest.and_then(|rest| rest.strip_prefix('/'))
                    .ok_or_else(missing)?
            }
        };
        let (name, folder) = match rest.split_once('/') {
            Some((name, _)) => (name, true),
            None => (rest, false),
        };
        Ok(vec![SourceEntry {
            name: name.to_owned(),
            folder,
        }])
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        if path == self.path {
            Ok(Box::new(Cursor::new(self.bytes)))
        } else {
            Err(SourceError::Missing(path.to_owned()))
        }
    }
}

/// Imports the bytes as the file at that path by the format of that name.
pub fn import(format: &str, path: &str, bytes: &[u8]) {
    let source = One { path, bytes };
    let found = FORMATS.iter().find(|known| known.name == format);
    let format = found.unwrap_or_else(|| panic!("there is no format `{format}`"));
    let _ = (format.detect)(&source);
    let options = ReadOptions::default();
    let mut planner = Planner::default();
    let mut first = Vec::new();
    let read = (format.read)(&source, &options, &mut |mut draft| {
        if fit(&mut draft).is_ok() {
            planner.add(&draft);
            first.push(draft.key);
        }
    });
    let Ok(report) = read else {
        return;
    };
    let backlog = KnownBacklog::default();
    let decisions = planner.decide(
        &report,
        &backlog,
        &mut PlanOptions {
            first_number: 1,
            ranks: &mut |_| Vec::new(),
            folder: "",
        },
        &Base::default(),
    );
    // The second reading, which writes, hands over the same.
    let mut second = Vec::new();
    let again = (format.read)(&source, &options, &mut |mut draft| {
        if fit(&mut draft).is_ok() {
            second.push(draft.key.clone());
            if let Some(story) = decisions.story(second.len() - 1, draft) {
                assert!(!story.path.contains(".."), "{}", story.path);
                let _ = extra_yaml(&story.extra);
            }
        }
    });
    assert!(again.is_ok() && first == second, "{}", format.name);
}
