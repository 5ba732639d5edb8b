//! Merges of story files: a test for each row of the table in docs/collaboration.md, and for each way in which other
//! drivers lost data.

use backlog::git::{MergeRules, Merged, Unsure, merge_story};
use backlog::model::Config;
use backlog::store::read_config;

/// A story of the usual form.
const STORY: &str = "---
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

fn rules() -> MergeRules {
    let (config, _) = read_config(b"").expect("a configuration");
    MergeRules::new(&config)
}

/// A version of [`STORY`] with some texts exchanged.
fn with(changes: &[(&str, &str)]) -> String {
    changed(STORY, changes)
}

#[track_caller]
fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replace(old, new);
    }
    text
}

fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    merge_story(
        base.as_bytes(),
        ours.as_bytes(),
        theirs.as_bytes(),
        &rules(),
    )
}

fn text(merged: &Merged) -> String {
    String::from_utf8(merged.bytes.clone()).expect("text")
}

/// Merges into `wanted`, either way round, without a conflict.
#[track_caller]
fn clean(base: &str, ours: &str, theirs: &str, wanted: &str) {
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
fn contested(base: &str, ours: &str, theirs: &str, names: &[&str]) -> String {
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

const PAY: &str = "- [ ] Given a saved card, when I press Pay, then the order is placed\n";
const EXPIRED: &str = "- [ ] An expired card is refused with the message `card expired`\n";
const NOTE: &str = "- 2026-11-19 The provider keeps the number\n";

#[test]
fn both_set_different_keys() {
    // Lines that touch, in which git alone sees one conflict.
    let ours = with(&[("requested_by: Sales (ACME)", "requested_by: Support")]);
    let theirs = with(&[("points: 5", "points: 8")]);
    let both = with(&[
        ("requested_by: Sales (ACME)", "requested_by: Support"),
        ("points: 5", "points: 8"),
    ]);
    clean(STORY, &ours, &theirs, &both);
}

#[test]
fn both_add_different_keys() {
    let ours = with(&[("type: story\n", "started: 2026-11-22\ntype: story\n")]);
    let theirs = with(&[
        ("value: 8\n", "value: 8\nurgency: 3\n"),
        ("type: story\n", "x-team: red\ntype: story\n"),
    ]);
    let both = with(&[
        (
            "type: story\n",
            "x-team: red\nstarted: 2026-11-22\ntype: story\n",
        ),
        ("value: 8\n", "value: 8\nurgency: 3\n"),
    ]);
    assert_eq!(text(&merge(STORY, &theirs, &ours)), both);
    assert!(merge(STORY, &ours, &theirs).conflicts.is_empty());
}

#[test]
fn both_set_one_key_to_the_same() {
    let ours = with(&[("points: 5", "points: 8")]);
    let theirs = with(&[("points: 5", "points: 8"), ("value: 8", "value: 13")]);
    clean(STORY, &ours, &theirs, &theirs);
    let quoted = with(&[("sprint: 7", "sprint: '8'")]);
    let other = with(&[("sprint: 7", "sprint: \"8\"")]);
    assert_eq!(text(&merge(STORY, &quoted, &other)), quoted);
}

#[test]
fn both_set_one_key_to_different_values() {
    let ours = with(&[("points: 5", "points: 8"), ("value: 8", "value: 13")]);
    let theirs = with(&[("points: 5", "points: 3")]);
    let text = contested(STORY, &ours, &theirs, &["points"]);
    let wanted = with(&[
        (
            "points: 5\n",
            "<<<<<<< ours\npoints: 8\n=======\npoints: 3\n>>>>>>> theirs\n",
        ),
        ("value: 8", "value: 13"),
    ]);
    assert_eq!(text, wanted);
}

#[test]
fn one_takes_a_key_out_that_the_other_sets() {
    let ours = with(&[("epic: US-3\n", "")]);
    let theirs = with(&[("epic: US-3", "epic: US-4")]);
    let text = contested(STORY, &ours, &theirs, &["epic"]);
    assert!(
        text.contains("<<<<<<< ours\n=======\nepic: US-4\n>>>>>>> theirs\n"),
        "{text}"
    );
}

#[test]
fn both_change_the_status() {
    let ours = with(&[(
        "status: ready\n",
        "status: in-progress\nstarted: 2026-11-22\n",
    )]);
    let theirs = with(&[(
        "status: ready\n",
        "status: done\nstarted: 2026-11-20\ndone: 2026-11-23\n",
    )]);
    let text = contested(STORY, &ours, &theirs, &["status"]);
    assert!(
        text.contains(
            "<<<<<<< ours\nstatus: in-progress\nstarted: 2026-11-22\n=======\nstatus: done\nstarted: 2026-11-20\ndone: 2026-11-23\n>>>>>>> theirs\n"
        ),
        "{text}"
    );
}

/// The rules of a team that takes the later state.
fn later() -> MergeRules {
    let (config, _) = read_config(b"merge: later-state\n").expect("a configuration");
    MergeRules::new(&config)
}

#[test]
fn both_change_the_status_and_the_team_takes_the_later_one() {
    let ours = with(&[(
        "status: ready\n",
        "status: in-progress\nstarted: 2026-11-22\n",
    )]);
    let theirs = with(&[(
        "status: ready\n",
        "status: done\nstarted: 2026-11-20\ndone: 2026-11-23\n",
    )]);
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge_story(STORY.as_bytes(), one.as_bytes(), other.as_bytes(), &later());
        assert_eq!(text(&merged), theirs);
        assert!(merged.conflicts.is_empty());
    }
    // A day that only the other side knows is kept.
    let done = with(&[("status: ready\n", "status: done\ndone: 2026-11-23\n")]);
    let merged = merge_story(STORY.as_bytes(), ours.as_bytes(), done.as_bytes(), &later());
    let both = "status: done\nstarted: 2026-11-22\ndone: 2026-11-23\n";
    assert_eq!(text(&merged), with(&[("status: ready\n", both)]));
    // No is no later step, and a state nobody knows is none at all.
    for other in ["status: declined\n", "status: parked\n"] {
        let other = with(&[("status: ready\n", other)]);
        let merged = merge_story(
            STORY.as_bytes(),
            ours.as_bytes(),
            other.as_bytes(),
            &later(),
        );
        assert_eq!(merged.conflicts.len(), 1);
    }
}

#[test]
fn one_changes_the_status_and_the_other_a_date_of_it() {
    let done = with(&[("status: ready\n", "status: done\ndone: 2026-11-20\n")]);
    let rejected = changed(
        &done,
        &[("status: done\ndone: 2026-11-20\n", "status: in-progress\n")],
    );
    let accepted = changed(
        &done,
        &[(
            "done: 2026-11-20\n",
            "done: 2026-11-20\naccepted: 2026-11-21\n",
        )],
    );
    contested(&done, &rejected, &accepted, &["status"]);
}

#[test]
fn both_add_labels() {
    let ours = with(&[("[checkout]", "[checkout, cards]")]);
    let theirs = with(&[
        ("[checkout]", "[checkout, Cards, safari]"),
        ("[US-9]", "[US-9, US-10]"),
    ]);
    let both = with(&[
        ("[checkout]", "[checkout, cards, safari]"),
        ("[US-9]", "[US-9, US-10]"),
    ]);
    let merged = merge(STORY, &ours, &theirs);
    assert_eq!((text(&merged), merged.conflicts), (both, vec![]));
    // From nothing, on both sides; in two styles.
    let base = with(&[("labels: [checkout]\n", "labels:\n")]);
    let ours = with(&[("labels: [checkout]\n", "labels: a\n")]);
    let theirs = with(&[("labels: [checkout]\n", "labels:\n  - b # new\n")]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(
        text(&merged),
        with(&[("labels: [checkout]\n", "labels:\n  - b # new\n  - a\n")])
    );
}

#[test]
fn one_adds_and_one_removes() {
    let ours = with(&[("[checkout]", "[checkout, cards]")]);
    let theirs = with(&[("[checkout]", "[]")]);
    clean(STORY, &ours, &theirs, &with(&[("[checkout]", "[cards]")]));
    // Both take the same one out, and add different ones.
    let ours = with(&[("[checkout]", "[a]")]);
    let theirs = with(&[("[checkout]", "[b]")]);
    assert_eq!(
        text(&merge(STORY, &ours, &theirs)),
        with(&[("[checkout]", "[a, b]")])
    );
}

#[test]
fn both_tick_different_criteria() {
    let tick = |line: &str| line.replace("[ ]", "[x]");
    let ours = with(&[(PAY, &tick(PAY))]);
    let theirs = with(&[(EXPIRED, &tick(EXPIRED))]);
    let both = with(&[(PAY, &tick(PAY)), (EXPIRED, &tick(EXPIRED))]);
    clean(STORY, &ours, &theirs, &both);
    clean(STORY, &ours, &both, &both);
}

#[test]
fn one_rewords_what_the_other_ticks() {
    let ours = with(&[(
        "then the order is placed",
        "then the order is paid and placed",
    )]);
    let theirs = with(&[
        (PAY, &PAY.replace("[ ]", "[x]")),
        ("points: 5", "points: 8"),
    ]);
    let text = contested(STORY, &ours, &theirs, &["criterion 1"]);
    assert!(text.contains("points: 8"), "{text}");
    assert!(text.contains(
        "<<<<<<< ours\n- [ ] Given a saved card, when I press Pay, then the order is paid and placed\n=======\n- [x] Given a saved card, when I press Pay, then the order is placed\n>>>>>>> theirs\n- [ ] An expired"
    ), "{text}");
    // On several lines, where git would see two changes that do not touch.
    let long = "- [ ] Given a saved card,\n  when I press Pay,\n  then the order is placed\n";
    let base = with(&[(PAY, long)]);
    let ours = with(&[(PAY, &long.replace("placed", "paid"))]);
    let theirs = with(&[(PAY, &long.replace("[ ]", "[x]"))]);
    contested(&base, &ours, &theirs, &["criterion 1"]);
}

#[test]
fn one_takes_out_what_the_other_ticks() {
    let ours = with(&[(EXPIRED, "")]);
    let theirs = with(&[(EXPIRED, &EXPIRED.replace("[ ]", "[x]"))]);
    contested(STORY, &ours, &theirs, &["criterion 1"]);
}

#[test]
fn one_ticks_a_nested_criterion_and_one_its_neighbour() {
    let nested = format!("{PAY}  - [ ] by card\n  - [ ] by voucher\n");
    let base = with(&[(PAY, &nested)]);
    let ours = changed(&base, &[("[ ] by card", "[x] by card")]);
    let theirs = changed(
        &base,
        &[
            ("[ ] by voucher", "[x] by voucher"),
            ("[ ] Given", "[x] Given"),
        ],
    );
    let both = changed(
        &ours,
        &[
            ("[ ] by voucher", "[x] by voucher"),
            ("[ ] Given", "[x] Given"),
        ],
    );
    clean(&base, &ours, &theirs, &both);
}

#[test]
fn both_append_dated_lines() {
    let ours = with(&[(NOTE, &format!("{NOTE}- 2026-11-21 ours\n"))]);
    let theirs = with(&[(
        NOTE,
        &format!("{NOTE}- 2026-11-20 theirs\n- 2026-11-22 later\n"),
    )]);
    let both = format!("{NOTE}- 2026-11-20 theirs\n- 2026-11-21 ours\n- 2026-11-22 later\n");
    clean(STORY, &ours, &theirs, &with(&[(NOTE, &both)]));
}

#[test]
fn both_write_the_first_dated_line() {
    let section = |name: &str, line: &str| format!("{STORY}\n## {name}\n\n{line}\n");
    let ours = section("Decisions", "- 2026-11-21 accepted");
    let theirs = section("Decisions", "- 2026-11-20 declined: no demand");
    let both = "- 2026-11-20 declined: no demand\n- 2026-11-21 accepted";
    clean(STORY, &ours, &theirs, &section("Decisions", both));
    let theirs = section("Questions", "- [ ] 2026-11-20 Why?");
    let merged = merge(STORY, &ours, &theirs);
    assert_eq!(
        text(&merged),
        format!("{ours}\n## Questions\n\n- [ ] 2026-11-20 Why?\n")
    );
}

#[test]
fn one_answers_a_question_and_the_other_asks_one() {
    let base = format!("{STORY}\n## Questions\n\n- [ ] 2026-11-19 Do we need the CVC?\n");
    let ours = changed(
        &base,
        &[(
            "- [ ] 2026-11-19 Do we need the CVC?\n",
            "- [x] 2026-11-19 Do we need the CVC?\n  - 2026-11-22 No\n",
        )],
    );
    let theirs = format!("{base}- [ ] 2026-11-20 And abroad?\n");
    let both = format!("{ours}- [ ] 2026-11-20 And abroad?\n");
    clean(&base, &ours, &theirs, &both);
}

#[test]
fn both_move_it() {
    let ours = with(&[("rank: i3k9", "rank: b7")]);
    let theirs = with(&[("rank: i3k9", "rank: b5x")]);
    clean(STORY, &ours, &theirs, &theirs);
}

#[test]
fn both_add_a_criterion_at_the_end() {
    let ours = with(&[(EXPIRED, &format!("{EXPIRED}- [ ] ours\n"))]);
    let theirs = with(&[(EXPIRED, &format!("{EXPIRED}- [ ] theirs\n"))]);
    let merged = merge(STORY, &ours, &theirs);
    let both = with(&[(EXPIRED, &format!("{EXPIRED}- [ ] ours\n- [ ] theirs\n"))]);
    assert_eq!((text(&merged), merged.conflicts), (both, vec![]));
    clean(
        STORY,
        &ours,
        &ours.replace("US-3", "US-4"),
        &ours.replace("US-3", "US-4"),
    );
}

#[test]
fn both_change_the_text() {
    let ours = with(&[
        ("takes seconds", "takes two seconds"),
        (PAY, &PAY.replace("[ ]", "[x]")),
    ]);
    let theirs = with(&[("takes seconds", "is quick")]);
    let text = contested(STORY, &ours, &theirs, &["text 1"]);
    assert!(text.contains("[x] Given"), "{text}");
}

#[test]
fn comments_and_unknown_keys_on_either_side() {
    let ours = with(&[(
        "rank: i3k9\n",
        "# agreed in the review\nrank: i3k9\nx-cost: {a: [1, 2]}\n",
    )]);
    let theirs = with(&[
        (
            "type: story\n",
            "type: story # or a bug?\nx-block: |\n  two\n\n  lines\n",
        ),
        ("rank: i3k9", "rank: a1"),
    ]);
    let both = with(&[
        (
            "rank: i3k9\n",
            "# agreed in the review\nrank: a1\nx-cost: {a: [1, 2]}\n",
        ),
        (
            "type: story\n",
            "type: story # or a bug?\nx-block: |\n  two\n\n  lines\n",
        ),
    ]);
    clean(STORY, &ours, &theirs, &both);
    // Two comments at one place are nobody's to choose from.
    let theirs = with(&[("rank: i3k9\n", "# or not\nrank: i3k9\n")]);
    contested(STORY, &ours, &theirs, &["comment rank"]);
}

#[test]
fn crlf_against_lf() {
    let ours = with(&[("points: 5", "points: 8")]).replace('\n', "\r\n");
    let theirs = with(&[("value: 8", "value: 13"), (PAY, &PAY.replace("[ ]", "[x]"))]);
    let both = with(&[
        ("points: 5", "points: 8"),
        ("value: 8", "value: 13"),
        (PAY, &PAY.replace("[ ]", "[x]")),
    ]);
    // The side that changed the line endings has its way.
    clean(STORY, &ours, &theirs, &both.replace('\n', "\r\n"));
    let base = STORY.replace('\n', "\r\n");
    clean(&base, &ours, &theirs, &both);
    let crlf = theirs.replace('\n', "\r\n");
    clean(&base, &ours, &crlf, &both.replace('\n', "\r\n"));
}

#[test]
fn a_byte_order_mark_and_a_missing_last_line_break() {
    let ours = format!("\u{feff}{}", with(&[("points: 5", "points: 8")]));
    let theirs = with(&[("value: 8", "value: 13")]);
    let theirs = theirs.trim_end();
    let both = with(&[("points: 5", "points: 8"), ("value: 8", "value: 13")]);
    clean(
        STORY,
        &ours,
        theirs,
        &format!("\u{feff}{}", both.trim_end()),
    );
}

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
    // Both sides moved keys.
    let moved = |line: &str| format!("---\n{line}{}", &with(&[(line, "")])[4..]);
    assert_eq!(
        unsure(STORY, &moved("sprint: 7\n"), &moved("epic: US-3\n")).0,
        Some(Unsure::Order)
    );
}

// What other drivers lost, with exit code 0.

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
    assert_eq!(Config::FORMAT, 1);
}
