//! Any bytes as an export of the format `beads`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "shared/importing.rs"]
mod importing;

fuzz_target!(|bytes: &[u8]| importing::import("beads", "issues.jsonl", bytes));
