//! Merges of criteria of which a side nests or moves some: a test for each row of the table in docs/collaboration.md.

use crate::merge_story::{
    EXPIRED, PAY, STORY, changed, clean, list, merge, one_conflict, text, tick_of, with,
};

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
    // The same words in two criteria are two.
    let nested = |line: &str| format!("{line}  - [ ] at night\n");
    let ours = with(&[(PAY, &nested(PAY))]);
    let theirs = with(&[(EXPIRED, &nested(EXPIRED))]);
    let both = with(&[(PAY, &nested(PAY)), (EXPIRED, &nested(EXPIRED))]);
    clean(STORY, &ours, &theirs, &both);
    // And what stands in another one now stays there.
    let mail = "- [ ] The receipt comes by mail\n";
    let base = with(&[(PAY, &nested(PAY))]);
    let ours = changed(&base, &[(EXPIRED, &tick_of(EXPIRED))]);
    let theirs = with(&[(PAY, ""), (EXPIRED, &format!("{EXPIRED}{}", nested(mail)))]);
    let both = changed(&theirs, &[(EXPIRED, &tick_of(EXPIRED))]);
    clean(&base, &ours, &theirs, &both);
}

#[test]
fn one_moves_what_the_other_ticks() {
    // Moved past its neighbours, it is no other criterion.
    let third = "- [ ] The receipt comes by mail\n";
    let base = with(&[(EXPIRED, &format!("{EXPIRED}{third}"))]);
    let moved = with(&[(PAY, ""), (EXPIRED, &format!("{EXPIRED}{third}{PAY}"))]);
    let ticked = changed(&base, &[(PAY, &PAY.replace("[ ]", "[x]"))]);
    let both = changed(&moved, &[(PAY, &PAY.replace("[ ]", "[x]"))]);
    clean(&base, &moved, &ticked, &both);
    let reworded = changed(&base, &[("is placed", "is paid")]);
    clean(
        &base,
        &moved,
        &reworded,
        &changed(&moved, &[("is placed", "is paid")]),
    );
}

#[test]
fn one_moves_what_the_other_gives_a_second_line() {
    let base = list(&[PAY, EXPIRED]);
    let ours = list(&[EXPIRED, PAY]);
    let long = format!("{PAY}  in any shop\n");
    let theirs = list(&[&long, EXPIRED]);
    clean(&base, &ours, &theirs, &list(&[EXPIRED, &long]));
    // The same words below another one are another criterion.
    let nested = format!("  {PAY}");
    let theirs = list(&[&long, EXPIRED, &nested]);
    clean(&base, &ours, &theirs, &list(&[EXPIRED, &nested, &long]));
}

#[test]
fn one_nests_below_the_last_criterion_and_one_adds_after_it() {
    let (kid, new) = ("  - [ ] at night\n", "- [ ] It is fast\n");
    let both = |nested: &str| list(&[PAY, EXPIRED, nested, new]);
    clean(
        STORY,
        &list(&[PAY, EXPIRED, kid]),
        &list(&[PAY, EXPIRED, new]),
        &both(kid),
    );
    // One that was there is nested, and one that is nested there is reworded.
    let mail = "- [ ] The receipt comes by mail\n";
    let nested = format!("  {mail}");
    let base = list(&[PAY, EXPIRED, mail]);
    let ours = list(&[PAY, EXPIRED, &nested]);
    clean(
        &base,
        &ours,
        &list(&[PAY, EXPIRED, mail, new]),
        &both(&nested),
    );
    let reworded = nested.replace("by mail", "by mail at once");
    clean(
        &ours,
        &list(&[PAY, EXPIRED, &nested, kid]),
        &both(&reworded),
        &list(&[PAY, EXPIRED, &reworded, kid, new]),
    );
}

#[test]
fn both_move_different_criteria() {
    let [mail, paper] = ["- [ ] The receipt comes by mail\n", "- [ ] On paper, too\n"];
    let new = "- [ ] In one click\n";
    let base = list(&[PAY, EXPIRED, mail, paper]);
    let ours = list(&[EXPIRED, PAY, new, mail, paper]);
    let theirs = list(&[PAY, EXPIRED, &tick_of(paper), mail]);
    let both = list(&[EXPIRED, PAY, new, &tick_of(paper), mail]);
    clean(&base, &ours, &theirs, &both);
    // Over each other.
    let base = list(&[PAY, EXPIRED, mail]);
    let ours = list(&[EXPIRED, mail, PAY]);
    let theirs = list(&[mail, PAY, EXPIRED]);
    clean(&base, &ours, &theirs, &list(&[mail, EXPIRED, PAY]));
}

#[test]
fn both_move_one_criterion_to_different_places() {
    let mail = "- [ ] The receipt comes by mail\n";
    let ticked = tick_of(mail);
    let base = list(&[PAY, EXPIRED, mail]);
    let ours = list(&[EXPIRED, PAY, mail]);
    let theirs = list(&[PAY, &ticked, EXPIRED]);
    let place = one_conflict(&base, &ours, &theirs, "order of criteria 1");
    // The tick is contested by nobody: whichever order is taken has it.
    let orders = [
        &[EXPIRED, PAY, &ticked][..],
        &["=======\n", PAY, &ticked, EXPIRED],
    ];
    assert_eq!(place, orders.concat().concat());
}

#[test]
fn one_takes_out_what_the_other_nests() {
    let nested = format!("  {EXPIRED}");
    let ours = list(&[PAY]);
    let place = one_conflict(STORY, &ours, &list(&[PAY, &nested]), "criterion 2");
    assert_eq!(place, format!("=======\n{nested}"));
    // Moved, with something new in it, it is not there again where the other side took it out.
    let within = "  - [ ] at night\n";
    let theirs = list(&[EXPIRED, PAY, within]);
    let place = one_conflict(STORY, &list(&[EXPIRED]), &theirs, "criterion 2");
    assert_eq!(place, format!("=======\n{PAY}{within}"));
    // Nor is what was nested in it lost with it.
    let base = list(&[PAY, within, EXPIRED]);
    let ticked = tick_of(within);
    let theirs = list(&[PAY, &ticked, EXPIRED]);
    let place = one_conflict(&base, &list(&[EXPIRED]), &theirs, "criterion 1");
    assert_eq!(place, format!("=======\n{PAY}{ticked}"));
}

#[test]
fn one_takes_out_what_the_other_moves() {
    let mail = "- [ ] The receipt comes by mail\n";
    let base = list(&[PAY, EXPIRED, mail]);
    let gone = list(&[EXPIRED, mail]);
    clean(&base, &gone, &list(&[EXPIRED, mail, PAY]), &gone);
}

#[test]
fn one_ticks_what_the_other_nests() {
    let long = "- [ ] The receipt\n  comes by mail\n";
    let nested = "  - [ ] The receipt\n    comes by mail\n";
    let base = list(&[PAY, long, EXPIRED]);
    let ours = list(&[PAY, &tick_of(long), EXPIRED]);
    let theirs = list(&[PAY, nested, EXPIRED]);
    clean(
        &base,
        &ours,
        &theirs,
        &list(&[PAY, &tick_of(nested), EXPIRED]),
    );
    // And what is taken out of the one that it was nested in.
    let both = list(&[PAY, &tick_of(long), EXPIRED]);
    clean(
        &theirs,
        &list(&[PAY, &tick_of(nested), EXPIRED]),
        &base,
        &both,
    );
}

#[test]
fn both_reword_one_and_one_of_them_moves_it() {
    let mail = "- [ ] The receipt comes by mail\n";
    let base = list(&[PAY, EXPIRED, mail]);
    let (paid, stored) = (
        PAY.replace("is placed", "is paid"),
        PAY.replace("is placed", "is stored"),
    );
    let ours = list(&[&paid, EXPIRED, mail]);
    let theirs = list(&[EXPIRED, mail, &stored]);
    let place = one_conflict(&base, &ours, &theirs, "criterion 3");
    assert_eq!(place, format!("{paid}=======\n{stored}"));
    let merged = text(&merge(&base, &ours, &theirs));
    assert!(merged.contains(&format!("{mail}<<<<<<<")), "{merged}");
    // In the place of one that sounds alike and is out, it is itself.
    let (pear, plum) = (
        "- [ ] The pear is shown to the customer\n",
        "- [ ] The plum is shown to the customer\n",
    );
    let base = list(&[pear, EXPIRED, plum]);
    let large = pear.replace("shown", "shown largely");
    let small = plum.replace("shown", "shown at once");
    let theirs = list(&[&small, EXPIRED]);
    let place = one_conflict(
        &base,
        &list(&[&large, EXPIRED, plum]),
        &theirs,
        "criterion 1",
    );
    assert_eq!(place, format!("{large}=======\n"));
}

#[test]
fn one_nests_what_the_other_moves() {
    let mail = "- [ ] The receipt comes by mail\n";
    let nested = format!("  {mail}");
    let base = list(&[PAY, EXPIRED, mail]);
    let ours = list(&[PAY, EXPIRED, &nested]);
    let theirs = list(&[mail, PAY, EXPIRED]);
    let place = one_conflict(&base, &ours, &theirs, "order of criteria 1");
    let all = [PAY, EXPIRED, &nested, "=======\n", mail, PAY, EXPIRED];
    assert_eq!(place, all.concat());
    // So it is where one takes it out of what the other moves it within.
    let kid = "  - [ ] at night\n";
    let base = list(&[PAY, &nested, kid, EXPIRED]);
    let ours = list(&[PAY, kid, EXPIRED, mail]);
    let theirs = list(&[PAY, kid, &nested, EXPIRED]);
    one_conflict(&base, &ours, &theirs, "order of criteria 1");
    // What others do around it is no move of it.
    let new = "- [ ] It is quick\n";
    let base = list(&[PAY, EXPIRED, mail]);
    let ours = list(&[PAY, &nested, EXPIRED]);
    let theirs = list(&[new, EXPIRED, PAY, mail]);
    clean(&base, &ours, &theirs, &list(&[new, EXPIRED, PAY, &nested]));
}

#[test]
fn both_nest_one_in_different_ones() {
    let mail = "- [ ] The receipt comes by mail\n";
    let nested = format!("  {mail}");
    let base = list(&[PAY, EXPIRED, mail]);
    let ours = list(&[PAY, &nested, EXPIRED]);
    let theirs = list(&[PAY, EXPIRED, &nested]);
    let place = one_conflict(&base, &ours, &theirs, "order of criteria 1");
    assert_eq!(
        place,
        format!("{nested}{EXPIRED}=======\n{EXPIRED}{nested}")
    );
    // Each in the other one.
    let ours = list(&[PAY, &format!("  {EXPIRED}")]);
    let theirs = list(&[EXPIRED, &format!("  {PAY}")]);
    one_conflict(STORY, &ours, &theirs, "order of criteria 1");
}
