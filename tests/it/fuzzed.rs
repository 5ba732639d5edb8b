//! What the fuzz targets run holds for every fixture, whole and cut short, so that the targets stay true without a fuzzer.

#[path = "../../fuzz/fuzz_targets/shared/importing.rs"]
mod importing;
#[path = "../../fuzz/fuzz_targets/shared/measuring.rs"]
mod measuring;

use std::path::Path;

use backlog::exchange::{FORMATS, METRIC_FORMATS};

use crate::import_fixtures::{ledger, path_in};

/// More bytes than these take too long for a test of every cut.
const SMALL: usize = 20_000;

/// The files of a fixture, which may be a folder.
fn files(path: &Path) -> Vec<Vec<u8>> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        return paths.flat_map(|path| files(&path)).collect();
    }
    vec![std::fs::read(path).expect("a file")]
}

#[test]
fn fixtures_are_imported_whole_and_cut() {
    for format in FORMATS {
        for (export, _) in ledger(format.name) {
            for bytes in files(&export) {
                let bytes = &bytes[..bytes.len().min(SMALL)];
                for cut in [bytes.len(), bytes.len() / 2, bytes.len() / 3] {
                    importing::import(format.name, &path_in(&export), &bytes[..cut]);
                }
            }
        }
    }
}

#[test]
fn figures_are_measured_whole_and_cut() {
    let text = "Date,Value\n2026-11-01,3\n2026-11-02,\"4,5\"\n2026-11-02,6\n";
    for format in METRIC_FORMATS {
        for cut in 0..=text.len() {
            measuring::measure(format.name, &text.as_bytes()[..cut]);
        }
    }
}
