//! Any bytes as an export of the format `todoist`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "shared/importing.rs"]
mod importing;

fuzz_target!(|bytes: &[u8]| importing::import("todoist", "project.csv", bytes));
