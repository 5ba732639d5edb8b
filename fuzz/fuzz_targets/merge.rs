//! Any bytes as three versions of a story: a merge never panics, takes one side's change where the other made none, and is
//! the same twice.
#![no_main]

use backlog::git::{MergeRules, merge_story};
use backlog::store::read_config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (config, _) = read_config(b"").expect("a configuration");
    let rules = MergeRules::new(&config);
    // Where no version parts from the next one, all three are the same.
    let mut versions = bytes.split(|&byte| byte == 0xff);
    let base = versions.next().unwrap_or_default();
    let ours = versions.next().unwrap_or(base);
    let theirs = versions.next().unwrap_or(base);
    let merged = merge_story(base, ours, theirs, &rules);
    assert_eq!(merged, merge_story(base, ours, theirs, &rules));
    assert_eq!(merge_story(base, base, theirs, &rules).bytes, theirs);
    assert_eq!(merge_story(base, ours, base, &rules).bytes, ours);
});
