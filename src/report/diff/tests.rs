//! What two states of a backlog say of each other.

use std::collections::BTreeSet;

use crate::model::{Backlog, Config, Story};
use crate::report::{DiffReport, DiffSides, OtherFile, Rest, Side, markdown, text};

/// Items as `id rank status points title`, and their bodies.
fn backlog(lines: &[(&str, &str)]) -> Backlog {
    let stories = lines.iter().map(|(line, body)| {
        let mut parts = line.splitn(5, ' ');
        let mut part = || parts.next().unwrap_or_default();
        let id = part();
        let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
        story.rank = Some(part().parse().unwrap());
        part().clone_into(&mut story.status);
        story.points = part().parse().ok();
        part().clone_into(&mut story.title);
        story.body = Some((*body).to_owned());
        story
    });
    Backlog::new(Config::default(), stories.collect(), Vec::new())
}

fn compared(before: &Backlog, after: &Backlog) -> DiffReport {
    let body = |backlog: &Backlog, path: &str| {
        let stories = backlog.stories().iter();
        let story = stories.clone().find(|story| story.path == path);
        story
            .and_then(|story| story.body.clone())
            .unwrap_or_default()
    };
    let paths = |backlog: &Backlog| -> BTreeSet<String> {
        backlog.stories().iter().map(|s| format!("{s:?}")).collect()
    };
    let (old, new) = (paths(before), paths(after));
    let differs: BTreeSet<String> = old.symmetric_difference(&new).cloned().collect();
    let is_changed = |path: &str| {
        differs
            .iter()
            .any(|text| text.contains(&format!("\"{path}\"")))
    };
    let sides = DiffSides {
        before,
        after,
        is_changed: &is_changed,
        rest: &|path, side| Rest {
            body: match side {
                Side::Before => body(before, path),
                Side::After => body(after, path),
            },
            own_values: Vec::new(),
        },
        others: Vec::new(),
        name: "main..feature".to_owned(),
    };
    DiffReport::new(&sides, "backlog/")
}

fn words(before: &[(&str, &str)], after: &[(&str, &str)]) -> String {
    text(
        &compared(&backlog(before), &backlog(after)).document(),
        None,
    )
    .replace("\u{1b}[1m", "")
    .replace("\u{1b}[36m", "")
    .replace("\u{1b}[0m", "")
}

#[test]
fn the_order_is_told_with_as_few_moves_as_possible() {
    let before = [
        ("US-1 b ready 3 One", ""),
        ("US-2 d ready 3 Two", ""),
        ("US-3 f ready 3 Three", ""),
        ("US-4 h ready 3 Four", ""),
        ("US-5 j ready 3 Five", ""),
    ];
    let mut after = before;
    after[4].0 = "US-5 c ready 3 Five";
    let report = compared(&backlog(&before), &backlog(&after));
    assert_eq!(report.items.len(), 1);
    assert_eq!(report.items[0].words, ["moved up 3: 5 → 2"]);
    assert_eq!(report.items[0].moved_up, Some(3));

    // A rank written otherwise is no move.
    after[4].0 = "US-5 k ready 3 Five";
    let report = compared(&backlog(&before), &backlog(&after));
    assert_eq!((report.items.len(), report.ranks_rewritten), (0, 1));
    assert!(words(&before, &after).contains("stands where it stood"));

    // What is done before it moves nothing.
    after = before;
    after[0].0 = "US-1 b done 3 One";
    let report = compared(&backlog(&before), &backlog(&after));
    assert_eq!(report.items.len(), 1);
    assert_eq!(report.items[0].words, ["done"]);
    assert_eq!(report.items[0].position, None);
}

#[test]
fn an_item_in_the_backlogs_words() {
    let old = "As a guest, I want to pay so that I can leave.\n\n## Acceptance criteria\n\n- [ ] It works with a card\n- [ ] It is quick for guests\n\n## Questions\n\n- [ ] 2026-11-19 CVC again?\n\n## Steps\n\nOne.\n";
    let new = "As a guest, I want to pay by card so that I can leave.\n\n## Acceptance criteria\n\n- [x] It works with a card\n- [ ] It is quick for guests within 2 s\n- [ ] Refunds too\n\n## Questions\n\n- [x] 2026-11-19 CVC again?\n  - 2026-11-20 No\n- [ ] 2026-11-20 Which cards?\n\n## Notes\n\n- 2026-11-20 Friday\n";
    insta::assert_snapshot!(
        words(&[("US-1 b ready 5 Pay", old)], &[("US-1 b ready 8 Pay by card", new)]),
        @r#"
    main..feature: 1 changed

    Changed
    US-1 Pay by card
      renamed: Pay → Pay by card
      re-estimated 5 → 8
      criterion 1 ticked: It works with a card
      criterion 2 reworded: It is quick for guests → It is quick for guests within 2 s
      criterion 3 added: Refunds too
      text reworded: … want to pay so that I … → … want to pay by card so that I …
      “Steps” taken away
      answer to “CVC again?”: No
      question: Which cards?
      note: Friday
    "#
    );
}

#[test]
fn text_beside_a_list_is_told() {
    let told = |old: &str, new: &str| {
        let said = words(
            &[("US-1 b ready 5 Pay", old)],
            &[("US-1 b ready 5 Pay", new)],
        );
        said.lines().last().unwrap_or_default().to_owned()
    };
    let (old, new) = (
        "## Acceptance criteria\n\n- [ ] a\n",
        "## Acceptance criteria\n\n- [ ] a\n\nThe limit is 500.\n",
    );
    assert_eq!(
        told(old, new),
        "US-1 Pay: text beside “Acceptance criteria” written: The limit is 500."
    );
    assert_eq!(
        told(new, old),
        "US-1 Pay: text beside “Acceptance criteria” taken away: The limit is 500."
    );
    assert_eq!(
        told(new, &new.replace("500", "900")),
        "US-1 Pay: text beside “Acceptance criteria” reworded: The limit is 500. → The limit is 900."
    );
}

#[test]
fn what_stands_elsewhere_is_told() {
    let told = |new: &str| {
        let old = "## Acceptance criteria\n\n- [ ] a\n- [ ] b\n\n## Steps\n\nOne.\n";
        let said = words(
            &[("US-1 b ready 5 Pay", old)],
            &[("US-1 b ready 5 Pay", new)],
        );
        said.lines().last().unwrap_or_default().to_owned()
    };
    for (new, words) in [
        (
            "## Acceptance criteria\n\n- [ ] b\n- [ ] a\n\n## Steps\n\nOne.\n",
            "criteria in another order",
        ),
        (
            "## Acceptance criteria\n\n- [ ] a\n  - [ ] b\n\n## Steps\n\nOne.\n",
            "criterion 2 is nested deeper: b",
        ),
        (
            "## Steps\n\nOne.\n\n## Acceptance criteria\n\n- [ ] a\n- [ ] b\n",
            "sections in another order",
        ),
    ] {
        assert_eq!(told(new), format!("US-1 Pay: {words}"));
    }
}

#[test]
fn verbs_give_their_reasons() {
    let body = "## Decisions\n\n- 2026-11-20 rejected: no totals\n";
    let said = words(
        &[("US-1 b done 5 Pay", "")],
        &[("US-1 b ready 5 Pay", body)],
    );
    assert!(
        said.contains("US-1 Pay: rejected: no totals, now ready\n"),
        "{said}"
    );
    let body = "## Decisions\n\n- 2026-11-20 declined: no demand\n";
    let said = words(
        &[("US-1 b ready 5 Pay", "")],
        &[("US-1 b declined 5 Pay", body)],
    );
    assert!(said.contains("US-1 Pay: declined: no demand\n"), "{said}");
    let said = words(
        &[("US-1 b ready 5 Pay", "")],
        &[("US-1 b ready 5 Pay", body)],
    );
    assert!(said.contains("decided: declined: no demand\n"), "{said}");
}

#[test]
fn added_removed_and_what_stands_around() {
    let (before, after) = (
        backlog(&[("US-1 b ready 5 Pay", "")]),
        backlog(&[("US-2 a new 3 Refund <b>", "")]),
    );
    let mut report = compared(&before, &after);
    report.product.push("Product Goal: a → b".to_owned());
    report.files.push(OtherFile {
        path: "backlog/po.yaml".to_owned(),
        change: "changed",
        lines_added: 2,
        lines_removed: 1,
    });
    insta::assert_snapshot!(markdown(&report.document()), @r"
    ## main..feature: 1 added, 1 removed, product, 1 other file

    ### Added

    US-2 **Refund &lt;b&gt;**: at 1, new, 3 points

    ### Removed

    US-1 **Pay**

    ### Around the items

    **Product**: Product Goal: a → b

    `backlog/po.yaml`: +2 −1 lines
    ");
    assert!(!report.is_empty() && report.count() == 4);
    assert!(compared(&before, &before).is_empty());
}
