//! Any bytes as figures of a metric from `ga4`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "shared/measuring.rs"]
mod measuring;

fuzz_target!(|bytes: &[u8]| measuring::measure("ga4", bytes));
