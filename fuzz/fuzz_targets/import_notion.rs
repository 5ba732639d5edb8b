//! Any bytes as an export of the format `notion`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "shared/importing.rs"]
mod importing;

fuzz_target!(|bytes: &[u8]| importing::import("notion", "Tasks 76aaf8a4637542ed8175259692ca08bb.csv", bytes));
