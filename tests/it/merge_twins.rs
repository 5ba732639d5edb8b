//! Merges of lists in which items stand twice, stand apart, or have numbers.

use backlog::git::{MergeRules, Side, merge_story};

use crate::merge_story::{clean, merge, rules, text};

fn list(lines: &str) -> String {
    format!("---\ntitle: a\nid: US-1\n---\n\n## Acceptance criteria\n\n{lines}")
}

/// Merges without a conflict, either way round.
#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str, wanted: &str) {
    clean(&list(base), &list(ours), &list(theirs), &list(wanted));
}

/// Merges without a conflict, where what both added stands ours first.
#[track_caller]
fn merged_to(base: &str, ours: &str, theirs: &str, wanted: &str) {
    let merged = merge(&list(base), &list(ours), &list(theirs));
    assert_eq!(merged.conflicts, []);
    assert_eq!(text(&merged), list(wanted));
}

#[test]
fn of_equal_items_one_stays_where_each_side_takes_one_out() {
    merged(
        "- [ ] Same\n- [ ] Same\n",
        "- [ ] Same\n",
        "- [ ] T new\n- [ ] Same\n",
        "- [ ] T new\n- [ ] Same\n",
    );
    for (base, ours, theirs) in [
        (
            "- [ ] Same\n- [ ] Third\n- [ ] Same\n",
            "- [ ] Same\n- [ ] Third\n- [ ] Third\n",
            "- [ ] Third\n- [ ] Same\n",
        ),
        (
            "- [ ] Other\n- [ ] Same\n- [x] Same\n",
            "- [ ] Other\n- [ ] Same\n",
            "- [x] Same\n",
        ),
    ] {
        let merged = merge(&list(base), &list(ours), &list(theirs));
        assert_eq!(merged.conflicts, []);
        let text = text(&merged);
        assert_eq!(text.matches("] Same\n").count(), 1, "{text}");
    }
}

#[test]
fn of_equal_items_the_same_one_stays_whichever_side_is_ours() {
    // Each side writes another one of the two anew, to what a third one says.
    let base = list("- [ ] At night\n- [ ] Refused\n- [x] At night\n");
    let ours = list("- [ ] Refused\n- [ ] Refused\n- [x] At night\n");
    let theirs = list("- [ ] At night\n- [ ] Refused\n- [x] Refused\n");
    let [one, other] = [(&ours, &theirs), (&theirs, &ours)].map(|(one, other)| {
        let merged = merge(&base, one, other);
        let ticks = text(&merged).matches("- [x] At night").count();
        (merged.conflicts.len(), ticks)
    });
    assert_eq!(one, other);
    assert_eq!(one.1, 1);
}

#[test]
fn both_add_the_same_words_in_different_criteria() {
    merged(
        "- [ ] A\n- [ ] B\n",
        "- [ ] A\n  - [ ] On a phone\n- [ ] B\n",
        "- [ ] A\n- [ ] B\n  - [ ] On a phone\n",
        "- [ ] A\n  - [ ] On a phone\n- [ ] B\n  - [ ] On a phone\n",
    );
}

#[test]
fn a_tick_stays_with_its_line_where_its_words_come_above_it() {
    merged(
        "- [ ] Pay\n  - [ ] Slow\n",
        "- [ ] Pay\n- [ ] Slow\n  - [ ] Slow\n",
        "- [ ] Pay\n  - [x] Slow\n",
        "- [ ] Pay\n- [ ] Slow\n  - [x] Slow\n",
    );
}

#[test]
fn of_equal_items_one_that_is_reworded_is_not_out() {
    let base = list("- [ ] Same words\n- [ ] Same words\n- [ ] E\n");
    let ours = list("- [ ] Same words\n- [ ] E\n");
    let theirs = list("- [ ] Same words\n  in any shop\n  - [ ] Same words\n- [ ] E\n");
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, one, other);
        assert_eq!(merged.conflicts.len(), 1, "{}", text(&merged));
    }
}

#[test]
fn what_stood_in_what_is_out_is_moved_as_the_other_side_moved_it() {
    merged(
        "- [ ] A\n  - [ ] B\n  - [ ] C\n- [ ] D\n",
        "- [ ] B\n- [ ] C\n- [ ] D\n",
        "- [ ] A\n  - [ ] C\n  - [ ] B\n- [ ] D\n",
        "- [ ] C\n- [ ] B\n- [ ] D\n",
    );
}

#[test]
fn one_side_of_all_that_is_contested_loses_and_doubles_nothing() {
    let base =
        list("- [ ] Alpha is shown\n- [ ] Beta mails it\n- [ ] Gamma closes\n- [ ] Delta prints\n");
    let ours = list(
        "- [ ] Alpha is shown at once\n- [ ] Gamma closes\n  - [ ] Delta prints\n- [ ] Ours is new\n",
    );
    let theirs = list(
        "- [ ] Theirs is new\n- [x] Alpha is shown\n- [ ] Beta mails it today\n- [ ] Delta prints\n",
    );
    let merged = merge(&base, &ours, &theirs);
    let contested = merged.conflicts.len();
    // Reworded and ticked; out, and with another one nested in it, which is one conflict with what stands between.
    assert_eq!(contested, 2, "{}", text(&merged));
    for (side, beta, gamma) in [(Side::Ours, 0, 1), (Side::Theirs, 1, 0)] {
        let choices = merged.conflicts.iter().map(|one| (one.name.clone(), side));
        let rules = MergeRules {
            choices: choices.collect(),
            ..rules()
        };
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|text| text.as_bytes());
        let now = text(&merge_story(base, ours, theirs, &rules));
        for (words, count) in [
            ("Alpha is shown", 1),
            ("Beta mails it", beta),
            ("Gamma closes", gamma),
            ("Delta prints", 1),
            ("Ours is new", 1),
            ("Theirs is new", 1),
        ] {
            assert_eq!(now.matches(words).count(), count, "{words} in\n{now}");
        }
    }
}

#[test]
fn blank_lines_above_a_nested_item_are_none_of_its_parent() {
    let base = "- [ ] A\n\n- [ ] Pay by card\n\n- [ ] C\n";
    let nested = "- [ ] A\n\n- [ ] Pay by card\n\n  - [ ] Kid\n\n- [ ] C\n";
    for now in ["- [x] Pay by card", "- [ ] Pay by saved card"] {
        let reworded = base.replace("- [ ] Pay by card", now);
        let both = nested.replace("- [ ] Pay by card", now);
        merged(base, nested, &reworded, &both);
        merged(nested, base, &both, &reworded);
    }
}

#[test]
fn a_number_is_no_word_of_its_item() {
    let base = "1. [ ] A\n2. [ ] B\n3. [ ] C\n";
    let above = "1. [ ] New\n2. [ ] A\n3. [ ] B\n4. [ ] C\n";
    let ticked = "1. [ ] A\n2. [ ] B\n3. [x] C\n";
    merged(
        base,
        above,
        ticked,
        "1. [ ] New\n2. [ ] A\n3. [ ] B\n4. [x] C\n",
    );
    // What moves up says so by its number.
    let fewer = "1. [ ] A\n2. [ ] B\n";
    merged(base, above, fewer, "1. [ ] New\n2. [ ] A\n3. [ ] B\n");
    let other = "2. [ ] B\n1. [ ] A\n3. [ ] C\n";
    merged(base, other, ticked, "2. [ ] B\n1. [ ] A\n3. [x] C\n");
    // Lines below the first one stand behind the number, also behind a longer one.
    let base = "9. [ ] A\n   more\n   - [ ] Kid\n";
    let above = "9. [ ] New\n10. [ ] A\n    more\n    - [ ] Kid\n";
    let ticked = "9. [x] A\n   more\n   - [ ] Kid\n";
    merged(
        base,
        above,
        ticked,
        "9. [ ] New\n10. [x] A\n    more\n    - [ ] Kid\n",
    );
}

#[test]
fn both_add_to_a_numbered_list() {
    let base = "1. One\n2. Two\n3. Three\n";
    merged_to(
        base,
        &format!("{base}4. Ours\n"),
        &format!("{base}4. Theirs\n"),
        &format!("{base}4. Ours\n5. Theirs\n"),
    );
    merged(
        base,
        "1. New\n2. One\n3. Two\n4. Three\n",
        "1. One\n2. Three\n",
        "1. New\n2. One\n3. Three\n",
    );
    // What is nested begins as it did, else it would be no list.
    let nested = "1. One\n   1. Kid\n   2. Other\n2. Two\n";
    merged(
        nested,
        "1. One\n   1. Other\n2. Two\n",
        "1. One\n   1. Kid\n   2. Other\n   3. Third\n2. Two\n",
        "1. One\n   1. Other\n   2. Third\n2. Two\n",
    );
    // Where a side does not count, or counts nothing, each stays as it is.
    let ones = "1. One\n1. Two\n";
    merged_to(
        ones,
        &format!("{ones}1. Ours\n"),
        &format!("{ones}1. Theirs\n"),
        &format!("{ones}1. Ours\n1. Theirs\n"),
    );
    // What is nested below a number that gets longer stays nested.
    let nine: String = (1..10)
        .map(|number| format!("{number}. Item {number}\n"))
        .collect();
    merged_to(
        &nine,
        &format!("{nine}10. Ours\n"),
        &format!("{nine}10. Theirs\n    - Kid\n"),
        &format!("{nine}10. Ours\n11. Theirs\n    - Kid\n"),
    );
    let nine = "8. Eight\n9. Nine\n   - Kid\n";
    merged(
        nine,
        "8. Eight\n9. New\n10. Nine\n    - Kid\n",
        "8. Eight\n9. Nine\n   - Kid\n   - Another\n",
        "8. Eight\n9. New\n10. Nine\n    - Kid\n    - Another\n",
    );
}

#[test]
fn newest_notes_may_stand_first() {
    let notes = |lines: &str| format!("---\ntitle: a\nid: US-1\n---\n\n## Notes\n\n{lines}");
    let base = "- 2026-11-03 c\n- 2026-11-01 a\n";
    clean(
        &notes(base),
        &notes(&format!("- 2026-11-05 e\n{base}")),
        &notes(&format!("- 2026-11-04 d\n{base}")),
        &notes(&format!("- 2026-11-05 e\n- 2026-11-04 d\n{base}")),
    );
}

#[test]
fn a_bullet_is_no_word_of_its_item() {
    let base = "- [ ] A\n- [ ] B\n";
    merged(
        base,
        "* [ ] A\n* [ ] B\n",
        "- [ ] A\n- [x] B\n",
        "* [ ] A\n* [x] B\n",
    );
    merged(base, "* [ ] A\n* [ ] B\n", "- [ ] B\n", "* [ ] B\n");
}
