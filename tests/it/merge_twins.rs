//! Merges of lists in which items stand twice, stand apart, or have numbers.

use crate::merge_story::{clean, merge, text};

fn list(lines: &str) -> String {
    format!("---\ntitle: a\nid: US-1\n---\n\n## Acceptance criteria\n\n{lines}")
}

/// Merges without a conflict, either way round.
#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str, wanted: &str) {
    clean(&list(base), &list(ours), &list(theirs), &list(wanted));
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
