//! Merges of lists that one side cut in two, gave another heading or took out: nothing that the other side did is lost without a word.

use backlog::git::Side;

use crate::merge_story::{clean, merge, rules, text};

const HEAD: &str = "---\ntitle: a\nid: US-1\n---\n\nWhat for.\n\n";

fn body(body: &str) -> String {
    format!("{HEAD}{body}")
}

fn list(lines: &str) -> String {
    body(&format!("## Acceptance criteria\n\n{lines}"))
}

/// What each side makes of all that is contested.
fn resolved(base: &str, ours: &str, theirs: &str, side: Side) -> String {
    let mut rules = rules();
    let conflicts = merge(base, ours, theirs).conflicts;
    rules.choices = conflicts.into_iter().map(|one| (one.name, side)).collect();
    let merged =
        backlog::git::merge_story(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), &rules);
    assert_eq!(merged.conflicts, []);
    text(&merged)
}

#[test]
fn one_cuts_a_list_in_two() {
    let base = list("- [ ] A\n- [ ] B\n- [ ] C\n");
    for cut in ["\nSome text\n\n", "### Later\n", "<!-- c -->\n"] {
        let ours = list(&format!("- [ ] A\n- [ ] B\n{cut}- [ ] C\n"));
        for theirs in [
            "- [ ] A\n- [ ] B\n",
            "- [ ] C\n- [ ] A\n- [ ] B\n",
            "- [ ] A\n- [ ] C\n- [ ] B\n",
            "- [ ] A\n- [ ] B\n- [x] C\n",
        ] {
            let theirs = list(theirs);
            for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
                let merged = merge(&base, one, other);
                assert!(!merged.conflicts.is_empty(), "{}", text(&merged));
            }
        }
    }
}

#[test]
fn what_the_other_side_added_below_a_cut_stays_there() {
    let base = list("- [ ] A\n- [ ] B\n- [ ] C\n");
    let ours = list("- [ ] A\n- [ ] B\n\nSome text\n\n- [ ] C\n");
    let theirs = list("- [ ] A\n- [ ] B\n- [ ] C\n- [ ] N\n");
    let both = list("- [ ] A\n- [ ] B\n\nSome text\n\n- [ ] C\n- [ ] N\n");
    clean(&base, &ours, &theirs, &both);
    // The other way round: who takes the text out puts the list together.
    let theirs = list("- [ ] A\n- [ ] B\n\nSome text\n\n- [ ] C\n- [ ] N\n");
    let both = list("- [ ] A\n- [ ] B\n- [ ] C\n- [ ] N\n");
    clean(&ours, &base, &theirs, &both);
}

#[test]
fn an_item_that_one_side_moves_over_a_cut_is_not_lost() {
    let base = list("- [ ] A\n- [ ] B\n\nSome text\n\n- [ ] C\n");
    let ours = list("- [ ] A\n\nSome text\n\n- [ ] C\n- [ ] B\n");
    let theirs = list("- [ ] A\n- [x] B\n\nSome text\n\n- [ ] C\n");
    assert!(!merge(&base, &ours, &theirs).conflicts.is_empty());
}

#[test]
fn a_text_above_the_list_and_one_below_it() {
    let base = list("- [ ] A\n- [ ] B\n");
    let ours = list("- [ ] A\n- [ ] B\n\nOutro.\n");
    let theirs = list("Intro.\n\n- [ ] A\n- [ ] B\n");
    clean(
        &base,
        &ours,
        &theirs,
        &list("Intro.\n\n- [ ] A\n- [ ] B\n\nOutro.\n"),
    );
}

#[test]
fn one_gives_a_list_another_heading() {
    let base = list("- [ ] A\n- [ ] B\n- [ ] C\n");
    let renamed = |lines: &str| body(&format!("## Checks\n\n{lines}"));
    let ours = renamed("- [ ] A\n- [ ] B\n- [ ] C\n");
    for lines in [
        "- [ ] A\n- [ ] B\n- [ ] C\n- [ ] New one\n",
        "- [ ] A\n- [x] B\n- [ ] C\n",
        "- [ ] A\n- [ ] C\n",
        "- [ ] C\n- [ ] A\n- [ ] B\n",
    ] {
        clean(&base, &ours, &list(lines), &renamed(lines));
    }
}

#[test]
fn a_section_that_is_out_leaves_no_heading() {
    let notes = "\n## Notes\n\n- 2026-11-19 One\n";
    let base = list(&format!("- [ ] A\n- [ ] B\n- [ ] C\n{notes}"));
    let out = body(notes.trim_start());
    let ticked = list(&format!("- [ ] A\n- [x] B\n- [ ] C\n{notes}"));
    let left = list(&format!("- [x] B\n{notes}"));
    assert_eq!(resolved(&base, &out, &ticked, Side::Ours), out);
    assert_eq!(resolved(&base, &ticked, &out, Side::Theirs), out);
    assert_eq!(resolved(&base, &out, &ticked, Side::Theirs), left);
    // What is new stays, whoever took the rest out.
    let added = list(&format!("- [ ] A\n- [x] B\n- [ ] C\n- [ ] New\n{notes}"));
    let left = list(&format!("- [ ] New\n{notes}"));
    assert_eq!(resolved(&base, &out, &added, Side::Ours), left);
}
