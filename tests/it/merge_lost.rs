//! What a merge must not lose: each way in which another driver lost data, with exit code 0, is a test here.

use backlog::git::Unsure;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::merge_story::{EXPIRED, NOTE, STORY, changed, clean, contested, merge, text, with};

#[test]
fn what_neither_side_changed_is_byte_for_byte_as_before() {
    let odd = "--- \n# first\n\"title\":   'Pay  ''now'''   # why\n\nlabels:\n# kept\n- a\n-   b\nid: US-1\nrank:   i3k9\nweird: >-\n  folded\n\n  text\nempty:\nx: {a: 1,\n  b: 2}\npoints: 5\n# last\n---  \nBody  \n\n\n* [ ]  odd   box\n\n\n\n";
    let ours = changed(odd, &[("i3k9", "b1")]);
    let theirs = changed(
        odd,
        &[("points: 5", "points: 8"), ("-   b\n", "-   b\n-   c\n")],
    );
    clean(odd, &ours, &theirs, &changed(&theirs, &[("i3k9", "b1")]));
}

#[test]
fn both_added_the_file() {
    let merged = merge("", STORY, &with(&[("points: 5", "points: 8")]));
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].name, "points");
    // A criterion that one of them has in other words is not there twice.
    let merged = merge(
        "",
        STORY,
        &with(&[("then the order is placed", "then the order is paid")]),
    );
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].name, "criterion 1");
    // Nor is what both nested in it.
    let nested = |text: &str| changed(text, &[(EXPIRED, &format!("  - [ ] the order\n{EXPIRED}"))]);
    let other = with(&[("then the order is placed", "then the order is paid")]);
    let merged = merge("", &nested(STORY), &nested(&other));
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(text(&merged).matches("[ ] the order\n").count(), 1);
    // The same number for two items is no merge of one.
    let other = with(&[
        ("2026-11-21T20:31:07Z", "2026-11-21T20:35:00Z"),
        ("title: Pay with a saved card", "title: Pay later"),
    ]);
    let merged = merge("", STORY, &other);
    assert_eq!(merged.unsure, Some(Unsure::OtherItem));
    assert_eq!(merged.conflicts.len(), 1);
    // And git may take a new file for an old one that was renamed.
    let other = changed(&other, &[("id: US-12", "id: US-13")]);
    let merged = merge(STORY, &with(&[("points: 5", "points: 8")]), &other);
    assert_eq!(
        (merged.unsure, merged.conflicts.len()),
        (Some(Unsure::OtherItem), 1)
    );
}

#[test]
fn what_cannot_be_taken_apart_is_merged_by_lines() {
    let unsure = |base: &str, ours: &str, theirs: &str| {
        let merged = merge(base, ours, theirs);
        (merged.unsure, merged.conflicts.len())
    };
    let ours = with(&[("points: 5", "points: 8")]);
    let theirs = |old: &str, new: &str| with(&[(old, new), ("points: 5", "points: 3")]);
    for (old, new, why) in [
        (
            "title: Pay with a saved card",
            "title: [",
            Unsure::FrontMatter,
        ),
        (
            "type: story\n",
            "type: story\nid: US-12\n",
            Unsure::FrontMatter,
        ),
        ("type: story\n", "type: &a story\n", Unsure::Marks),
        ("type: story\n", "type: &a story\nx: *a\n", Unsure::Marks),
        ("type: story\n", "type: !t story\n", Unsure::Marks),
        (
            "value: 8\n",
            "<<<<<<< a\nvalue: 8\n=======\nvalue: 9\n>>>>>>> b\n",
            Unsure::Markers,
        ),
        (
            NOTE,
            "<<<<<<< a\n||||||| base\n- x\n=======\n- y\n>>>>>>> b\n",
            Unsure::Markers,
        ),
        ("The provider", "\0", Unsure::NotText),
    ] {
        assert_eq!(
            unsure(STORY, &ours, &theirs(old, new)),
            (Some(why), 1),
            "{new}"
        );
    }
    // Merged by lines without a conflict: clean only where it can be read.
    let far = with(&[("2026-11-19", "2026-11-20")]);
    assert_eq!(
        unsure(STORY, &far, &with(&[("type: story", "type: !t story")])),
        (Some(Unsure::Marks), 0)
    );
    assert_eq!(
        unsure(STORY, &far, &with(&[("type: story", "type: [")])),
        (Some(Unsure::FrontMatter), 1)
    );
}

#[test]
fn line_endings_contest_nothing_in_a_merge_by_lines() {
    let base = with(&[("type: story", "type: !t story")]);
    let ours = changed(&base, &[("points: 5", "points: 8")]).replace('\n', "\r\n");
    let theirs = changed(&base, &[("2026-11-19", "2026-11-20")]);
    let both = changed(
        &base,
        &[("points: 5", "points: 8"), ("2026-11-19", "2026-11-20")],
    );
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(
        (merged.unsure, merged.conflicts.len()),
        (Some(Unsure::Marks), 0)
    );
    assert_eq!(text(&merged), both.replace('\n', "\r\n"));
}

#[test]
fn a_key_that_a_merge_does_not_know_is_kept() {
    let ours = with(&[("value: 8\n", "value: 8\nx-a: 1\nx-b: [1, {c: d}]\n")]);
    let theirs = with(&[
        ("value: 8\n", "value: 8\nx-c: !!str 2\n"),
        ("points: 5", "points: 8"),
    ]);
    let text = text(&merge(STORY, &ours, &theirs));
    for kept in ["x-a: 1", "x-b: [1, {c: d}]", "x-c: !!str 2", "points: 8"] {
        assert!(text.contains(kept), "{text}");
    }
}

#[test]
fn a_block_of_text_that_both_changed_is_contested() {
    let base = with(&[(
        "value: 8\n",
        "value: 8\noutcome: |\n  one\n  two\n  three\n  four\n",
    )]);
    let ours = changed(&base, &[("  one\n", "  eins\n")]);
    let theirs = changed(&base, &[("  four\n", "  vier\n")]);
    let text = contested(&base, &ours, &theirs, &["outcome"]);
    assert!(text.contains("eins") && text.contains("vier"), "{text}");
}

#[test]
fn lines_that_repeat_are_kept() {
    let lines = "- 2026-11-20 same\n- 2026-11-20 same\n\ntext\ntext\n\n- x\n- x\n";
    let base = with(&[(NOTE, &format!("{NOTE}{lines}"))]);
    let ours = changed(
        &base,
        &[(
            NOTE,
            &format!("{NOTE}- 2026-11-19 again\n- 2026-11-19 again\n"),
        )],
    );
    let theirs = changed(
        &base,
        &[
            ("points: 5", "points: 8"),
            ("text\ntext\n", "text\ntext\ntext\n"),
        ],
    );
    clean(
        &base,
        &ours,
        &theirs,
        &changed(
            &theirs,
            &[(
                NOTE,
                &format!("{NOTE}- 2026-11-19 again\n- 2026-11-19 again\n"),
            )],
        ),
    );
    // One side wrote a line twice that the other wrote once.
    let once = with(&[(NOTE, &format!("{NOTE}- 2026-11-20 a\n"))]);
    let twice = with(&[(NOTE, &format!("{NOTE}- 2026-11-20 a\n- 2026-11-20 a\n"))]);
    let merged = merge(STORY, &once, &twice);
    assert_eq!(text(&merged), twice);
}

#[test]
fn markers_of_a_merge_before_are_never_taken_for_text() {
    for markers in [
        "<<<<<<< HEAD\npoints: 5\n||||||| base\npoints: 3\n=======\npoints: 8\n>>>>>>> other\n",
        "<<<<<<< HEAD\npoints: 5\n=======\npoints: 8\n>>>>>>> other\n",
    ] {
        let ours = with(&[("points: 5\n", markers)]);
        let theirs = with(&[("2026-11-19", "2026-11-20")]);
        let merged = merge(STORY, &ours, &theirs);
        assert_eq!(
            (merged.unsure, merged.conflicts.len()),
            (Some(Unsure::Markers), 1)
        );
    }
}

#[test]
fn no_key_changes_with_every_write() {
    // A date that every write bumps would conflict in every merge; so there is none.
    let known: Vec<&str> = backlog::model::FIELDS
        .iter()
        .map(|field| field.name)
        .collect();
    assert!(!known.contains(&"updated"), "{known:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_merged_or_contested(
        versions in proptest::array::uniform3(
            "(---\n|title: a\n|id: US-1\n|labels: \\[a, b\\]\n|rank: a\n|# x\n|x: &a b\n|\r\n|\n|## Notes\n|- \\[ \\] c\n|- 2026-11-21 d\n|  - e\n|<<<<<<< a\n|\\PC|\0|```\n){0,20}"
        ),
        front in proptest::bool::ANY,
    ) {
        let [base, ours, theirs] = versions.map(|text| {
            if front { format!("---\ntitle: a\nid: US-1\n---\n{text}") } else { text }
        });
        let merged = merge(&base, &ours, &theirs);
        prop_assert_eq!(&merged, &merge(&base, &ours, &theirs));
        prop_assert_eq!(merge(&base, &base, &theirs).bytes, theirs.as_bytes());
        prop_assert_eq!(merge(&base, &ours, &base).bytes, ours.as_bytes());
        // No line of either side goes without a word, unless the other side or the common version says so.
        if merged.conflicts.is_empty() {
            let text = String::from_utf8_lossy(&merged.bytes).into_owned();
            for line in ours.lines().filter(|line| !base.contains(*line)) {
                let kept = text.contains(line) || line.starts_with("labels") || line.starts_with("rank");
                prop_assert!(kept, "{line:?} in {text:?}");
            }
        }
    }
}
