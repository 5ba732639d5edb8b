//! Any bytes as a file to import, by every format: each row becomes an item or is reported, and nothing panics.
#![no_main]

use std::io::{Cursor, Read};

use backlog::exchange::{
    FORMATS, Planner, ReadOptions, Source, SourceEntry, SourceError, detect,
};
use libfuzzer_sys::fuzz_target;

/// One file in memory.
struct One<'b>(&'b [u8]);

impl Source for One<'_> {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        match folder {
            "" => Ok(vec![SourceEntry {
                name: "file".to_owned(),
                folder: false,
            }]),
            other => Err(SourceError::Missing(other.to_owned())),
        }
    }

    fn open(&self, _: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        Ok(Box::new(Cursor::new(self.0)))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let source = One(bytes);
    let _ = detect(FORMATS, &source);
    for format in FORMATS {
        let mut planner = Planner::default();
        let mut first = Vec::new();
        let options = ReadOptions::default();
        let read = (format.read)(&source, &options, &mut |draft| {
            planner.add(&draft);
            first.push(draft.key);
        });
        if read.is_ok() {
            // The second reading, which writes, hands over the same.
            let mut second = Vec::new();
            let again = (format.read)(&source, &options, &mut |draft| second.push(draft.key));
            assert!(again.is_ok() && first == second, "{}", format.name);
        }
    }
});
