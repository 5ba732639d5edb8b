//! Merges of lists that one side cut in two, gave another heading or took out: nothing that the other side did is lost.

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
        // What the other side does, and what comes of both.
        for (theirs, both) in [
            (
                "- [ ] A\n- [ ] B\n",
                format!("- [ ] A\n- [ ] B\n{}", cut.trim_end_matches('\n')),
            ),
            (
                "- [ ] C\n- [ ] A\n- [ ] B\n",
                format!("- [ ] C\n- [ ] A\n- [ ] B\n{}", cut.trim_end_matches('\n')),
            ),
            (
                "- [ ] A\n- [ ] C\n- [ ] B\n",
                format!("- [ ] A\n- [ ] C\n- [ ] B\n{}", cut.trim_end_matches('\n')),
            ),
            (
                "- [ ] A\n- [ ] B\n- [x] C\n",
                format!("- [ ] A\n- [ ] B\n{cut}- [x] C"),
            ),
        ] {
            clean(&base, &ours, &list(theirs), &list(&format!("{both}\n")));
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
fn one_moves_an_item_over_a_text() {
    let base = list("- [ ] A\n- [ ] B\n\nSome text\n\n- [ ] C\n");
    let ours = list("- [ ] A\n\nSome text\n\n- [ ] C\n- [ ] B\n");
    let ticked = list("- [ ] A\n- [x] B\n\nSome text\n\n- [ ] C\n");
    let both = list("- [ ] A\n\nSome text\n\n- [ ] C\n- [x] B\n");
    clean(&base, &ours, &ticked, &both);
    let out = list("- [ ] A\n\nSome text\n\n- [ ] C\n");
    clean(&base, &ours, &out, &out);
    // In other words at once, too.
    let ours = list("- [ ] A\n\nSome text\n\n- [ ] C\n- [ ] B is quick\n");
    let theirs = list("- [ ] A\n- [ ] B\n\nSome other text\n\n- [ ] C\n");
    let both = list("- [ ] A\n\nSome other text\n\n- [ ] C\n- [ ] B is quick\n");
    clean(&base, &ours, &theirs, &both);
}

#[test]
fn one_adds_an_item_where_the_other_adds_a_text() {
    let base = list("- [ ] A\n- [ ] B\n");
    let ours = list("- [ ] A\n- [ ] B\n\nOutro.\n");
    let theirs = list("Intro.\n\n- [ ] A\n- [x] B\n- [ ] N\n");
    let both = list("Intro.\n\n- [ ] A\n- [x] B\n- [ ] N\n\nOutro.\n");
    clean(&base, &ours, &theirs, &both);
    let swapped = list("- [ ] B\n- [ ] A\n");
    let both = list("Intro.\n\n- [ ] B\n- [ ] A\n- [ ] N\n");
    let theirs = list("Intro.\n\n- [ ] A\n- [ ] B\n- [ ] N\n");
    clean(&base, &swapped, &theirs, &both);
}

#[test]
fn one_begins_the_list_anew_under_the_same_heading() {
    let base = list("- [ ] A\n- [ ] B\n- [ ] C\n");
    let ours = list("- [ ] A\n- [ ] B\n\n## Acceptance criteria\n\n- [ ] C\n");
    let theirs = list("- [ ] A\n- [ ] B\n- [x] C\n");
    for side in [Side::Ours, Side::Theirs] {
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let now = resolved(&base, one, other, side);
            assert_eq!(now.matches("] C\n").count(), 1, "{now}");
        }
    }
}

#[test]
fn both_change_a_text_between_items() {
    let long = |first: &str, last: &str, tick: char| {
        list(&format!(
            "- [{tick}] A\n\n{first}\nof\nthe\n{last}\n\n- [ ] B\n"
        ))
    };
    let base = long("Some", "list", ' ');
    let (ours, theirs) = (long("Each", "list", ' '), long("Some", "kind", 'x'));
    clean(&base, &ours, &theirs, &long("Each", "kind", 'x'));
    // Only the text is contested.
    let theirs = long("Any", "kind", 'x');
    assert_eq!(
        resolved(&base, &ours, &theirs, Side::Ours),
        long("Each", "kind", 'x')
    );
    assert_eq!(resolved(&base, &ours, &theirs, Side::Theirs), theirs);
    assert_eq!(merge(&base, &ours, &theirs).conflicts[0].name, "text 1");
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
fn under_another_heading_a_list_is_the_same_list() {
    let base = list("- [ ] A\n- [ ] B\n- [ ] C\n");
    let renamed = |lines: &str| body(&format!("## Checks\n\n{lines}"));
    // Where lines touch, and where an item moves.
    let ours = renamed("- [x] A\n- [ ] B\n- [ ] C\n- [ ] D\n");
    let theirs = list("- [ ] C\n- [ ] A\n- [x] B\n");
    let both = renamed("- [ ] C\n- [x] A\n- [x] B\n- [ ] D\n");
    clean(&base, &ours, &theirs, &both);
    // The other way round: a list gets the heading by which it is read.
    let plain = renamed("- [ ] A\n- [ ] B\n- [ ] C\n");
    let both = list("- [ ] C\n- [x] A\n- [x] B\n- [ ] D\n");
    clean(&plain, &ours, &theirs, &both);
    // With other items it is another section.
    let other = body("## Checks\n\n- [ ] X\n- [ ] Y\n");
    let now = resolved(&base, &other, &theirs, Side::Theirs);
    assert!(now.contains("## Acceptance criteria\n"), "{now}");
}

#[test]
fn one_carries_to_another_section_what_the_other_changes() {
    let later = |lines: &str, carried: &str| {
        list(&format!(
            "{lines}\n## Later\n\n- [ ] Z\n{carried}\n## Notes\n\n- 2026-11-19 One\n"
        ))
    };
    let base = later("- [ ] A\n- [ ] B is shown\n- [ ] C\n", "");
    let theirs = later("- [ ] A\n- [ ] C\n", "- [x] B is shown\n");
    for lines in [
        "- [ ] A\n- [ ] B is shown at once\n- [ ] C\n",
        "- [ ] A\n- [x] B is shown\n- [ ] C\n",
        "- [ ] A\n  - [ ] B is shown\n- [ ] C\n",
        "- [ ] A\n- [ ] C\n- [ ] B is shown\n",
        "- [ ] C\n- [ ] B is shown\n- [ ] A\n",
        "- [ ] A\n- [ ] C\n",
    ] {
        let ours = later(lines, "");
        assert_ne!(merge(&base, &ours, &theirs).conflicts, [], "{lines}");
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for side in [Side::Ours, Side::Theirs] {
                let now = resolved(&base, one, other, side);
                let most = if lines.contains('B') { 1 } else { 0 };
                let count = now.matches("B is shown").count();
                assert!(most <= count && count <= 1, "{now}");
            }
        }
    }
}

#[test]
fn what_is_split_off_below_a_new_heading_is_changed_there() {
    let split = |lines: &str, later: &str| list(&format!("{lines}\n## Later\n\n{later}"));
    let base = list("- [ ] A\n- [ ] B\n- [ ] C\n");
    let ours = split("- [ ] A\n", "- [ ] B\n- [ ] C\n");
    for later in [
        "- [ ] B\n- [x] C\n",
        "- [ ] B\n- [ ] Cheaper\n",
        "- [ ] B\n- [ ] C\n- [ ] D\n",
        "- [ ] B\n  - [ ] C\n",
        "- [ ] B\n",
    ] {
        let theirs = list(&format!("- [ ] A\n{later}"));
        clean(&base, &ours, &theirs, &split("- [ ] A\n", later));
    }
}

#[test]
fn words_of_one_list_in_another_one_are_two_items() {
    let logs = |decisions: &str, notes: &str| body(&format!("## Decisions\n\n{decisions}{notes}"));
    let word = "- 2026-11-20 word\n";
    let notes = format!("\n## Notes\n\n{word}");
    let anew = "- 2026-11-20 word anew\n";
    clean(
        &logs(word, ""),
        &logs(&format!("{word}{word}"), ""),
        &logs(anew, &notes),
        &logs(&format!("{anew}{word}"), &notes),
    );
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

#[test]
fn one_takes_out_what_items_stand_in_and_the_other_changes_one() {
    let nested = "- [ ] A\n- [ ] P\n  - [ ] one\n  - [ ] two\n";
    let below = "- [ ] A\n\n### Later\n\n- [ ] one\n- [ ] two\n";
    for (all, what) in [(nested, "P"), (below, "### Later")] {
        let (base, ours) = (list(all), list("- [ ] A\n"));
        let ticked = all.replace("[ ] two", "[x] two");
        let indent = if what == "P" { "  " } else { "" };
        let added = format!("{all}{indent}- [ ] three\n");
        let reworded = all.replace("[ ] one", "[ ] one more");
        for theirs in [ticked, added, reworded] {
            let theirs = list(&theirs);
            assert_ne!(merge(&base, &ours, &theirs).conflicts, [], "{theirs}");
            // Who keeps it keeps all of it, and who does not has nothing of it.
            for (side, wanted) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
                assert_eq!(&resolved(&base, &ours, &theirs, side), wanted);
            }
        }
        // Where only the line of the subheading goes, the items stay.
        if what == "### Later" {
            let ours = list("- [ ] A\n- [ ] one\n- [ ] two\n");
            let theirs = list(&all.replace("[ ] two", "[x] two"));
            let both = list("- [ ] A\n- [ ] one\n- [x] two\n");
            clean(&base, &ours, &theirs, &both);
        }
    }
}

#[test]
fn one_moves_a_section_and_the_other_renames_the_heading_beside_it() {
    let (criteria, old) = (
        "## Acceptance criteria\n\n- [ ] A\n\n",
        "## Old\n\npara\n\n",
    );
    let notes = "## Notes\n\n- 2026-01-01 n\n";
    let base = body(&format!("{old}{criteria}{notes}"));
    let ours = body(&format!("{criteria}{old}{notes}"));
    let renamed = old.replace("Old", "New");
    let theirs = body(&format!("{renamed}{criteria}{notes}"));
    for (side, wanted) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
        assert_eq!(&resolved(&base, &ours, &theirs, side), wanted);
    }
    // The order alone, against a paragraph above both.
    let theirs = base.replace("## Old", "More.\n\n## Old");
    for side in [Side::Ours, Side::Theirs] {
        let taken = resolved(&base, &ours, &theirs, side);
        let at = |part: &str| taken.find(part).expect(part);
        assert!(at("- [ ] A") < at("## Old") && at("## Old") < at("para"));
        assert!(at("More.") < at("## Acceptance criteria"), "{taken}");
    }
}
