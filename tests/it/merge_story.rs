//! A story to merge, and what a merge of it must come to.

use backlog::git::{MergeRules, Merged, merge_story};
use backlog::store::read_config;

/// A story of the usual form.
pub const STORY: &str = "---
title: Pay with a saved card
labels: [checkout]
id: US-12
rank: i3k9
created: 2026-11-21T20:31:07Z
status: ready
type: story
sprint: 7
requested_by: Sales (ACME)
points: 5
epic: US-3
value: 8
depends_on: [US-9]
---

As a returning customer, I want to pay with a saved card so that checkout takes seconds.

## Acceptance criteria

- [ ] Given a saved card, when I press Pay, then the order is placed
- [ ] An expired card is refused with the message `card expired`

## Notes

- 2026-11-19 The provider keeps the number
";

pub fn rules() -> MergeRules {
    let (config, _) = read_config(b"").expect("a configuration");
    MergeRules::new(&config)
}

/// A version of [`STORY`] with some texts exchanged.
pub fn with(changes: &[(&str, &str)]) -> String {
    changed(STORY, changes)
}

#[track_caller]
pub fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replace(old, new);
    }
    text
}

pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    merge_story(
        base.as_bytes(),
        ours.as_bytes(),
        theirs.as_bytes(),
        &rules(),
    )
}

pub fn text(merged: &Merged) -> String {
    String::from_utf8(merged.bytes.clone()).expect("text")
}

/// Merges into `wanted`, either way round, without a conflict.
#[track_caller]
pub fn clean(base: &str, ours: &str, theirs: &str, wanted: &str) {
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let merged = merge(base, one, other);
        assert_eq!(
            (merged.unsure, &merged.conflicts[..]),
            (None, &[][..]),
            "{}",
            text(&merged)
        );
        assert_eq!(text(&merged), wanted);
    }
}

/// Merges with conflicts of these names, and returns the file.
#[track_caller]
pub fn contested(base: &str, ours: &str, theirs: &str, names: &[&str]) -> String {
    let merged = merge(base, ours, theirs);
    let found: Vec<&str> = merged
        .conflicts
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(found, names, "{}", text(&merged));
    let text = text(&merged);
    assert_eq!(text.matches("<<<<<<< ours\n").count(), names.len());
    text
}

pub const PAY: &str = "- [ ] Given a saved card, when I press Pay, then the order is placed\n";
pub const EXPIRED: &str = "- [ ] An expired card is refused with the message `card expired`\n";
pub const NOTE: &str = "- 2026-11-19 The provider keeps the number\n";

/// An item that is ticked.
pub fn tick_of(line: &str) -> String {
    line.replace("[ ]", "[x]")
}

/// The criteria of [`STORY`] instead.
pub fn list(items: &[&str]) -> String {
    with(&[(PAY, ""), (EXPIRED, &items.concat())])
}

/// Merges with one conflict of that name either way round, and returns what stands between its markers.
#[track_caller]
pub fn one_conflict(base: &str, ours: &str, theirs: &str, name: &str) -> String {
    contested(base, theirs, ours, &[name]);
    let text = contested(base, ours, theirs, &[name]);
    let place = text.split("<<<<<<< ours\n").nth(1).expect("a place");
    let place = place.split(">>>>>>> theirs\n").next().expect("its end");
    place.to_owned()
}
