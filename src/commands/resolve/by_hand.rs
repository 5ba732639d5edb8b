//! What a person did by hand in a file in conflict: nothing of it is thrown away.

use std::collections::HashSet;

use crate::git::{IndexConflict, Markers, MergeRules, merge_story};
use crate::store::ConflictMarkers;

/// Whether somebody has merged the file by hand: it is there, without markers, and is none of the versions that git leaves there
/// where it merges nothing.
pub(super) fn is_done(conflict: &IndexConflict, at_hand: &[u8]) -> bool {
    if takes_theirs(conflict, at_hand) {
        return true;
    }
    let versions = conflict.versions().chain(&conflict.lying);
    // Git may have given every line of a version another end on its way to the disk.
    let is_version = versions
        .map(|version| lines(version))
        .any(|version| version.eq(lines(at_hand)));
    !is_version && !has_markers(at_hand)
}

/// Whether the file is theirs, as `git checkout --theirs` makes it: where both sides changed it, git leaves ours there, or markers.
fn takes_theirs(conflict: &IndexConflict, at_hand: &[u8]) -> bool {
    let IndexConflict {
        base: Some(_),
        ours: Some(ours),
        theirs: Some(theirs),
        names: None,
        ..
    } = conflict
    else {
        return false;
    };
    lines(theirs).eq(lines(at_hand)) && !lines(ours).eq(lines(at_hand))
}

/// Whether somebody has begun to: markers are left, and a line is none that a merge of the versions writes, or one that all of
/// them have is gone.
pub(super) fn is_begun(conflict: &IndexConflict, at_hand: &[u8], rules: &MergeRules) -> bool {
    if !has_markers(at_hand) {
        return false;
    }
    let version = |bytes: &Option<Vec<u8>>| bytes.clone().unwrap_or_default();
    let [base, ours, theirs] = [&conflict.base, &conflict.ours, &conflict.theirs].map(version);
    let merged = [false, true].map(|with_base| {
        let markers = Markers {
            with_base,
            ..rules.markers.clone()
        };
        let rules = MergeRules {
            markers,
            ..rules.clone()
        };
        merge_story(&base, &ours, &theirs, &rules).bytes
    });
    let texts: Vec<HashSet<&[u8]>> = conflict
        .versions()
        .chain(&merged)
        .map(|text| words(text).collect())
        .collect();
    let written: HashSet<&[u8]> = conflict.lying.iter().flat_map(|text| words(text)).collect();
    let here: HashSet<&[u8]> = words(at_hand).collect();
    let is_known =
        |line: &[u8]| written.contains(line) || texts.iter().any(|text| text.contains(line));
    let is_common = |line: &[u8]| texts.iter().all(|text| text.contains(line));
    let first = texts.first().into_iter().flatten().copied();
    let mut common = first.filter(|&line| is_common(line));
    !here.iter().copied().all(is_known) || common.any(|line| !here.contains(line))
}

/// Whether conflict markers stand in a file, in code too: git writes them anywhere.
pub(super) fn has_markers(bytes: &[u8]) -> bool {
    // The others also underline a heading, or begin a table.
    let markers = ConflictMarkers::of(lines(bytes));
    let is_marker = |line| matches!(markers.marker(line), Some("<<<<<<<" | ">>>>>>>"));
    lines(bytes).any(is_marker)
}

/// The lines of a file, whatever they end with.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// Its lines, without those that are empty and without markers.
fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let markers = ConflictMarkers::of(lines(bytes));
    lines(bytes).filter(move |line| !line.is_empty() && markers.marker(line).is_none())
}

#[cfg(test)]
mod tests {
    use super::{is_begun, is_done};
    use crate::git::{IndexConflict, MergeRules, merge_story};

    #[test]
    fn what_a_merge_wrote_is_nobodys_work() {
        let story = |points: u8, labels: &str| {
            format!("---\ntitle: a\nid: US-7\npoints: {points}\nlabels: [{labels}]\n---\n\nText.\n")
                .into_bytes()
        };
        let conflict = IndexConflict {
            path: "stories/US-7-a.md".to_owned(),
            base: Some(story(3, "x")),
            ours: Some(story(5, "x, y")),
            theirs: Some(story(8, "x, z")),
            ..IndexConflict::default()
        };
        let rules = MergeRules::default();
        let [base, ours, theirs] =
            [&conflict.base, &conflict.ours, &conflict.theirs].map(|text| text.clone().unwrap());
        let merged = merge_story(&base, &ours, &theirs, &rules).bytes;
        let merged = String::from_utf8(merged).unwrap();
        let begun = |text: &str| is_begun(&conflict, text.as_bytes(), &rules);
        for text in [
            merged.clone(),
            merged.replace(" ours\n", " HEAD\n"),
            merged.replace('\n', "\r\n"),
            // As long as an attribute says.
            ["<", "=", ">"].iter().fold(merged.clone(), |text, of| {
                text.replace(&of.repeat(7), &of.repeat(64))
            }),
        ] {
            let is_done = is_done(&conflict, text.as_bytes());
            assert!(
                merged.contains("<<<<<<<") && !begun(&text) && !is_done,
                "{text}"
            );
        }
        for text in [
            merged.replace("Text.", "Other text."),
            merged.replace("Text.\n", ""),
            merged.replace("title: a", "title: a\nvalue: 5"),
        ] {
            assert!(
                begun(&text) && !is_done(&conflict, text.as_bytes()),
                "{text}"
            );
        }
        assert!(is_done(&conflict, &story(4, "x")) && !is_done(&conflict, &ours));
        assert!(!is_done(
            &conflict,
            String::from_utf8(ours)
                .unwrap()
                .replace('\n', "\r\n")
                .as_bytes()
        ));
    }
}
