//! Any bytes as an export of the format `backlog-md`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "shared/importing.rs"]
mod importing;

fuzz_target!(|bytes: &[u8]| importing::import("backlog-md", "backlog/tasks/task-1 - Pay-with-a-saved-card.md", bytes));
