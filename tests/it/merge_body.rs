//! Merges of bodies: a test for each row of the table in docs/collaboration.md.

use crate::merge_story::{
    EXPIRED, NOTE, PAY, STORY, changed, clean, contested, list, merge, one_conflict, text, tick_of,
    with,
};

#[test]
fn both_tick_different_criteria() {
    let tick = tick_of;
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
    let reversed = both.lines().rev();
    let reversed = reversed.fold(String::new(), |text, line| text + line + "\n");
    for (reworded, name) in [(both, "criterion 2"), (&reversed, "criterion 1")] {
        let ours = with(&[(PAY, reworded)]);
        let theirs = with(&[(PAY, &PAY.replace("[ ]", "[x]"))]);
        let text = contested(STORY, &ours, &theirs, &[name]);
        let place = text.split("<<<<<<<").nth(1).expect("a place");
        let place = place.split(">>>>>>>").next().expect("its end");
        assert!(
            place.contains("order is paid\n=======\n- [x] Given"),
            "{text}"
        );
    }
}

#[test]
fn both_add_one_criterion_and_one_rewords_another() {
    // However like the new one is to the old one, it is no other wording of it.
    let like = PAY.replace("Pay", "Buy");
    let theirs = with(&[(PAY, &format!("{PAY}{like}"))]);
    let ours = changed(
        &theirs,
        &[(PAY, "- [ ] Given a card, then it is charged\n")],
    );
    clean(STORY, &ours, &theirs, &ours);
}

#[test]
fn one_takes_out_what_the_other_ticks() {
    let ours = with(&[(EXPIRED, "")]);
    let theirs = with(&[(EXPIRED, &EXPIRED.replace("[ ]", "[x]"))]);
    contested(STORY, &ours, &theirs, &["criterion 2"]);
}

#[test]
fn one_takes_out_what_the_other_rewords() {
    let reworded = EXPIRED.replace("is refused", "is refused at once");
    let place = one_conflict(
        STORY,
        &list(&[PAY]),
        &list(&[PAY, &reworded]),
        "criterion 2",
    );
    assert_eq!(place, format!("=======\n{reworded}"));
}

#[test]
fn both_begin_one_list_at_two_places() {
    let line = |day: u32| format!("- 2026-11-2{day} declined: no demand\n");
    let above = with(&[(
        "## Notes\n",
        &format!("## Decisions\n\n{}\n## Notes\n", line(1)),
    )]);
    let below = with(&[(NOTE, &format!("{NOTE}\n## Decisions\n\n{}", line(2)))]);
    let both = changed(&above, &[(&line(1), &format!("{}{}", line(1), line(2)))]);
    clean(STORY, &above, &below, &both);
    // Also where one of them begins another list at the other's place.
    let asked = "\n## Questions\n\n- [ ] 2026-11-20 Who pays?\n";
    clean(
        STORY,
        &format!("{above}{asked}"),
        &below,
        &format!("{both}{asked}"),
    );
}

#[test]
fn one_takes_a_list_out_beside_which_the_other_adds_one() {
    let asked = "## Questions\n\n- [ ] 2026-11-20 Who pays?\n";
    let base = with(&[(NOTE, &format!("{NOTE}\n{asked}"))]);
    let gone = STORY.to_owned();
    let decisions = "## Decisions\n\n- 2026-11-21 declined: no demand\n\n";
    let added = changed(
        &base,
        &[("## Questions\n", &format!("{decisions}## Questions\n"))],
    );
    let both = format!(
        "{STORY}\n{}",
        decisions.trim_end_matches('\n').to_owned() + "\n"
    );
    clean(&base, &gone, &added, &both);
    // What is added to the list itself stays.
    let more = "- [ ] 2026-11-21 And when?\n";
    let longer = changed(&base, &[("Who pays?\n", &format!("Who pays?\n{more}"))]);
    let both = format!("{STORY}\n## Questions\n\n{more}");
    clean(&base, &gone, &longer, &both);
    // A list in the place of another one is not that one with other words.
    let notes = format!("## Notes\n\n{NOTE}");
    let votes = "## Estimation\n\n- 2026-11-21 votes 3 5: 5\n";
    let instead = with(&[(&notes, votes)]);
    let both = format!("{STORY}\n{asked}");
    let merged = merge(STORY, &instead, &both);
    let wanted = changed(&both, &[(&notes, votes)]);
    assert_eq!((text(&merged), merged.conflicts), (wanted, vec![]));
    let merged = merge(STORY, &both, &instead);
    assert_eq!(merged.conflicts, vec![]);
    let none = with(&[(&format!("\n{notes}"), "")]);
    clean(STORY, &none, &both, &format!("{none}\n{asked}"));
    clean(
        &instead,
        &none,
        &format!("{instead}\n{asked}"),
        &format!("{none}\n{asked}"),
    );
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
    // Also where one side has lines of one day in another order.
    let same_day = "- 2026-11-19 Nobody else has it\n";
    let base = with(&[(NOTE, &format!("{NOTE}{same_day}"))]);
    let ours = with(&[(NOTE, &format!("{same_day}{NOTE}"))]);
    let later = "- 2026-11-23 later\n";
    clean(
        &base,
        &ours,
        &format!("{base}{later}"),
        &format!("{ours}{later}"),
    );
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

#[test]
fn one_rewords_a_text_and_one_adds_below_it() {
    let ours = with(&[("takes seconds.", "takes two seconds.")]);
    for added in [
        "It is quick.",
        "- a\n- b",
        "<!-- later -->",
        "## Scope\n\nCards.",
    ] {
        let adds = |text: &str| text.replace("seconds.\n", &format!("seconds.\n\n{added}\n"));
        clean(STORY, &ours, &adds(STORY), &adds(&ours));
    }
    // One takes out the last of two.
    let base = with(&[("takes seconds.\n", "takes seconds.\n\nIt is quick.\n")]);
    clean(
        &base,
        &base.replace("takes seconds.", "takes two seconds."),
        STORY,
        &ours,
    );
}

#[test]
fn both_reword_two_criteria_to_the_same() {
    let same = "- [ ] It works\n";
    let ours = with(&[(PAY, same)]);
    let theirs = with(&[(EXPIRED, same)]);
    // Two criteria were there, and nobody took one out.
    clean(
        STORY,
        &ours,
        &theirs,
        &with(&[(PAY, same), (EXPIRED, same)]),
    );
    // Of two that were there in the same words, the other side's tick is on the old one.
    let twice = with(&[(PAY, &format!("{}{PAY}", tick_of(EXPIRED)))]);
    let ticked = with(&[(EXPIRED, &tick_of(EXPIRED))]);
    let both = changed(&ticked, &[(PAY, &format!("{}{PAY}", tick_of(EXPIRED)))]);
    clean(STORY, &twice, &ticked, &both);
    // One that both added stays one.
    let ours = with(&[(PAY, &format!("{PAY}{same}"))]);
    let theirs = with(&[(EXPIRED, &format!("{same}{EXPIRED}"))]);
    clean(STORY, &ours, &theirs, &ours);
}

#[test]
fn one_takes_a_criterion_out_and_adds_one_that_sounds_alike() {
    let card = "- [ ] Given a card, when I pay, then it is charged\n";
    let cash = "- [ ] Given cash, when I pay, then it is counted\n";
    let voucher = "- [ ] Given a voucher, when I pay, then it is used\n";
    let list = |items: &[&str]| with(&[(PAY, ""), (EXPIRED, &items.concat())]);
    let ticked = card.replace("[ ]", "[x]");
    let base = list(&[card, cash]);
    let ours = list(&[&ticked, cash]);
    let theirs = list(&[cash, voucher]);
    // What is new elsewhere is not the old one in other words: only that one is contested.
    let text = contested(&base, &ours, &theirs, &["criterion 1"]);
    let place = ["<<<<<<< ours\n", &ticked, "=======\n>>>>>>> theirs\n"];
    assert!(text.contains(&place.concat()), "{text}");
    assert!(text.contains(voucher), "{text}");
    // Moved, it is the same one in other words.
    let reworded = "- [ ] Given a card, when I pay, then it is charged at once\n";
    let theirs = list(&[cash, reworded]);
    let text = contested(&base, &ours, &theirs, &["criterion 2"]);
    let place = ["<<<<<<< ours\n", &ticked, "=======\n", reworded];
    assert!(text.contains(&place.concat()), "{text}");
}

#[test]
fn one_puts_another_criterion_in_the_place_of_one_that_the_other_ticks() {
    let new = "- [ ] The receipt comes by mail\n";
    let ours = list(&[&tick_of(PAY), EXPIRED]);
    let theirs = list(&[new, EXPIRED]);
    let place = one_conflict(STORY, &ours, &theirs, "criterion 1");
    assert_eq!(place, format!("{}=======\n", tick_of(PAY)));
    assert!(text(&merge(STORY, &ours, &theirs)).contains(new));
}

#[test]
fn both_put_another_criterion_in_the_place_of_one() {
    let (one, other) = ("- [ ] The receipt comes by mail\n", "- [ ] It is fast\n");
    let place = one_conflict(
        STORY,
        &list(&[one, EXPIRED]),
        &list(&[other, EXPIRED]),
        "criterion 1",
    );
    assert_eq!(place, format!("{one}=======\n{other}"));
}
