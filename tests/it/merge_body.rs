//! Merges of bodies: a test for each row of the table in docs/collaboration.md.

use crate::merge_story::{EXPIRED, NOTE, PAY, STORY, changed, clean, contested, merge, text, with};

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
    // What is new beside it is not taken for it.
    let both = "- [ ] Given no saved card, then the number is asked for\n- [ ] Given a saved card, when I press Pay, then the order is paid\n";
    for reworded in [
        both,
        &both
            .lines()
            .rev()
            .fold(String::new(), |text, line| text + line + "\n"),
    ] {
        let ours = with(&[(PAY, reworded)]);
        let theirs = with(&[(PAY, &PAY.replace("[ ]", "[x]"))]);
        let text = contested(STORY, &ours, &theirs, &["criterion 1"]);
        let place = text.split("<<<<<<<").nth(1).expect("a place");
        let place = place.split(">>>>>>>").next().expect("its end");
        assert!(
            place.contains("order is paid\n=======\n- [x] Given"),
            "{text}"
        );
    }
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
