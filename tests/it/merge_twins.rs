//! Merges of lists in which items stand twice, or stand apart.

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
