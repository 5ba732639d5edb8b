//! One file in conflict: what is contested, and what it becomes by what somebody chose.

use crate::git::{FieldConflict, IndexConflict, MergeRules, Side, merge_story};

/// The name of what is contested where one side deleted the file, or lines are all that is known.
pub(super) const FILE: &str = "file";

/// What a file becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// These bytes.
    Bytes(Vec<u8>),
    /// It goes away.
    Gone,
    /// Something is left to decide.
    Open(Vec<FieldConflict>),
    /// Git put markers into the chosen version: both sides gave the file another name, and contest what it says.
    Marked,
}

/// How the versions of a file come together, with choices for some of what is contested.
pub(super) fn outcome(conflict: &IndexConflict, rules: &MergeRules) -> Outcome {
    match (&conflict.ours, &conflict.theirs) {
        (Some(ours), Some(theirs)) => {
            let base = conflict.base.as_deref().unwrap_or_default();
            let merged = merge_story(base, ours, theirs, rules);
            match merged.conflicts.is_empty() {
                true => Outcome::Bytes(merged.bytes),
                false => Outcome::Open(merged.conflicts),
            }
        }
        (ours, theirs) => {
            let chosen = match rules.choices.get(FILE) {
                Some(Side::Ours) => ours,
                Some(Side::Theirs) => theirs,
                None => return Outcome::Open(vec![deleted(conflict)]),
            };
            match chosen {
                Some(bytes) if has_markers(bytes) => Outcome::Marked,
                Some(bytes) => Outcome::Bytes(bytes.clone()),
                None => Outcome::Gone,
            }
        }
    }
}

/// A file that one side deleted and the other changed.
fn deleted(conflict: &IndexConflict) -> FieldConflict {
    let words = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|_| "changed".to_owned());
    FieldConflict {
        name: FILE.to_owned(),
        base: None,
        ours: words(&conflict.ours),
        theirs: words(&conflict.theirs),
    }
}

/// Whether somebody has merged the file by hand: it is there, without markers, and is none of the versions.
pub(super) fn is_by_hand(conflict: &IndexConflict, at_hand: Option<&[u8]>) -> bool {
    let Some(bytes) = at_hand else { return false };
    let versions = [&conflict.base, &conflict.ours, &conflict.theirs];
    let is_version = versions
        .into_iter()
        .flatten()
        .any(|version| version == bytes);
    !is_version && !has_markers(bytes)
}

fn has_markers(bytes: &[u8]) -> bool {
    let is_marker = |line: &[u8]| line.starts_with(b"<<<<<<<") || line.starts_with(b">>>>>>>");
    bytes.split(|byte| *byte == b'\n').any(is_marker)
}
