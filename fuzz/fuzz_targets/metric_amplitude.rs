//! Any bytes as figures of a metric from `amplitude`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "shared/measuring.rs"]
mod measuring;

fuzz_target!(|bytes: &[u8]| measuring::measure("amplitude", bytes));
