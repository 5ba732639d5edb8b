//! Merges of front matter and of files as wholes: a test for each row of the table in docs/collaboration.md.

use backlog::git::{MergeRules, merge_story};
use backlog::store::read_config;

use crate::merge_story::{PAY, STORY, changed, clean, contested, merge, text, with};

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
    let bare = with(&[("sprint: 7", "sprint: 8")]);
    assert_eq!(text(&merge(STORY, &quoted, &bare)), quoted);
    assert_eq!(text(&merge(STORY, &bare, &quoted)), bare);
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
fn both_change_a_list_or_a_mapping_of_your_own() {
    let tail = |checks: &str| with(&[("value: 8\n", &format!("value: 8\n{checks}"))]);
    let own = "x-checks:\n  # asked of us\n  - legal\n  - privacy\n  - pricing\n  - x: {a: 1}\n    y: 2\n";
    let base = tail(own);
    let ours = changed(&base, &[("  - legal\n", "  - legal in the EU\n")]);
    let theirs = changed(&base, &[("    y: 2\n", "    y: 3\n  - support\n")]);
    let both = changed(&ours, &[("    y: 2\n", "    y: 3\n  - support\n")]);
    clean(&base, &ours, &theirs, &both);
    // A line that both changed, or that each put elsewhere, is not.
    let other = changed(&base, &[("  - legal\n", "  - law\n")]);
    contested(&base, &ours, &other, &["x-checks"]);
    let own = "x-checks:\n  - a\n  - b\n  - c\n  - d\n  - e\n  - f\n  - g\n";
    let base = tail(own);
    let up = tail("x-checks:\n  - d\n  - a\n  - b\n  - c\n  - e\n  - f\n  - g\n");
    let down = tail("x-checks:\n  - a\n  - b\n  - c\n  - e\n  - f\n  - g\n  - d\n");
    contested(&base, &up, &down, &["x-checks"]);
    // Both wrote one key, each at its place.
    let own = "x-size:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n";
    let base = tail(own);
    let above = changed(&base, &[("  a: 1\n", "  z: 1\n  a: 1\n")]);
    let below = changed(&base, &[("  d: 4\n", "  d: 4\n  z: 2\n")]);
    contested(&base, &above, &below, &["x-size"]);
    // What an import keeps and an outcome are mappings too.
    let own = "outcome:\n  metric: paid\n  baseline: 1\n  target: 2\n  by: 2026-12-01\n";
    let base = tail(own);
    let ours = changed(&base, &[("metric: paid", "metric: sold")]);
    let theirs = changed(&base, &[("2026-12-01", "2026-12-24")]);
    let both = changed(&ours, &[("2026-12-01", "2026-12-24")]);
    clean(&base, &ours, &theirs, &both);
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
fn both_move_it() {
    let ours = with(&[("rank: i3k9", "rank: b7")]);
    let theirs = with(&[("rank: i3k9", "rank: b5x")]);
    clean(STORY, &ours, &theirs, &theirs);
}

#[test]
fn both_put_the_keys_in_another_order() {
    let first =
        |text: &str, line: &str| format!("---\n{line}{}", &changed(text, &[(line, "")])[4..]);
    let ours = first(STORY, "sprint: 7\n");
    let theirs = first(&with(&[("points: 5", "points: 8")]), "epic: US-3\n");
    let merged = merge(STORY, &ours, &theirs);
    assert_eq!((merged.unsure, merged.conflicts.len()), (None, 0));
    assert_eq!(text(&merged), changed(&ours, &[("points: 5", "points: 8")]));
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
    // Blank lines around one say nothing.
    let base = with(&[("rank: i3k9\n", "\n# agreed\nrank: i3k9\n")]);
    let ours = with(&[("rank: i3k9\n", "# agreed\nrank: i3k9\n")]);
    clean(&base, &ours, STORY, STORY);
    clean(&base, STORY, &ours, STORY);
}

#[test]
fn one_takes_a_key_out_that_the_other_comments_on() {
    let ours = with(&[("points: 5\n", "")]);
    let theirs = with(&[("points: 5\n", "# by hand\npoints: 5\n")]);
    contested(STORY, &ours, &theirs, &["points"]);
    contested(STORY, &theirs, &ours, &["points"]);
    let blank = with(&[("points: 5\n", "\npoints: 5\n")]);
    clean(STORY, &ours, &blank, &ours);
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
fn the_table_and_the_tests_match() {
    let page = include_str!("../../docs/collaboration.md");
    let table = page.split("| both sides |").nth(1).expect("the table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let rows_of = [
        include_str!("merge.rs"),
        include_str!("merge_body.rs"),
        include_str!("merge_nested.rs"),
    ]
    .concat();
    let others = [
        include_str!("git_setup.rs"),
        include_str!("merge_cut.rs"),
        include_str!("merge_lost.rs"),
        include_str!("merge_twins.rs"),
    ]
    .concat();
    let resolved = concat!(
        include_str!("resolve.rs"),
        include_str!("resolve_renamed.rs")
    );
    let tests = format!("{rows_of}{others}{resolved}");
    let mut count = 0;
    for row in rows {
        let name = row
            .split('|')
            .nth(1)
            .expect("a cell")
            .trim()
            .replace(' ', "_");
        let test = format!("#[test]\nfn {}", name);
        assert!(tests.contains(&test), "no test for the row `{name}`");
        count += 1;
    }
    // What the issue asks for has a row: at least so many.
    assert!(count >= 17, "{count}");
    for test in rows_of.split("#[test]\nfn ").skip(1) {
        let name = test.split('(').next().expect("a name");
        let row = format!("| {} |", name.replace('_', " "));
        let is_row = page.contains(&row) || name == "the_table_and_the_tests_match";
        assert!(is_row, "no row for the test {name}");
    }
}
