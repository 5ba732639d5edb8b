//! `po import --update`: what changed there comes here, what changed here stays, and nothing is lost in between.

use crate::import_sandbox::story;
use crate::import_update_sandbox::{
    Change, ONE, Report, TWO, but, edit, fields, imported, jira, update, write,
};

#[test]
fn what_changed_there_comes_and_what_changed_here_stays() {
    let sandbox = imported();
    edit(
        &sandbox,
        "SHOP-1",
        &[
            (
                "labels: [web, pay]",
                "# ours\nlabels: [pay, web, mine] # set",
            ),
            ("sprint:", "own_key: {a: 1} # kept\nsprint: 9"),
            ("- first", "- [x] first"),
            ("Pay text\n", "Pay text\n\nOur own words.\n"),
        ],
    );
    let there = but(
        ONE,
        &[
            ("Summary", "Pay by any card"),
            ("Labels", "web"),
            ("Custom field (Story Points)", "8"),
            (
                "Description",
                "Pay text\n\n*Acceptance Criteria:*\n* first\n* second\n* third",
            ),
            ("Comment", "02/Jan/26 9:00 AM;ada;Hello"),
            ("Priority", "Highest"),
        ],
    );
    let there = [there, vec![("Comment", "03/Jan/26 9:00 AM;bob;World")]].concat();
    let told = update(&sandbox, "b.csv", &jira(&[&there, TWO]), &[]);
    assert!(told.conflicts.is_empty(), "{:?}", told.conflicts);
    assert_eq!((told.unchanged, told.added.len()), (1, 0));
    assert_eq!(told.updated[0].id, "SHOP-1");
    assert_eq!(told.updated[0].key, "SHOP-1");
    assert_eq!(told.updated[0].title, "Pay by any card");
    assert_eq!(
        fields(&told),
        ["title", "labels", "points", "extra.Priority", "text"]
    );
    assert_eq!(
        told.updated[0].changes[2],
        Change {
            field: "points".into(),
            from: Some("3".into()),
            to: Some("8".into())
        }
    );
    // The file keeps its name, and every byte that is not about these fields.
    let text = sandbox.read("stories/SHOP-1-pay-by-card.md");
    assert_eq!(
        text,
        "---\ntitle: Pay by any card\n# ours\nlabels: [web, mine] # set\nid: SHOP-1\ncreated: 2026-01-01T09:00:00Z\n\
         status: To Do\ntype: story\nown_key: {a: 1} # kept\nsprint: 9\nrequested_by:\npoints: 8\nepic:\nvalue:\n\
         external: {system: jira, key: SHOP-1}\nextra:\n  Priority: Highest\n---\n\nPay text\n\nOur own words.\n\n\
         ## Acceptance Criteria\n\n- [x] first\n- second\n- third\n\n## Notes\n\n- 2026-01-02 ada: Hello\n- 2026-01-03 bob: World\n"
    );
}

#[test]
fn what_both_changed_is_shown_and_decided_by_a_person() {
    let sandbox = imported();
    edit(
        &sandbox,
        "SHOP-1",
        &[
            ("points: 3", "points: 5 # ours"),
            ("title: Pay by card", "title: Our title"),
            ("- first", "- [x] first"),
        ],
    );
    let there = but(
        ONE,
        &[
            ("Summary", "Their title"),
            ("Custom field (Story Points)", "8"),
            (
                "Description",
                "Pay text\n\n*Acceptance Criteria:*\n* first of all\n* second",
            ),
        ],
    );
    let there = jira(&[&there, TWO]);
    let before = sandbox.files();
    let told = update(&sandbox, "b.csv", &there, &[]);
    assert!(told.updated.is_empty(), "{:?}", told.updated);
    let told: Vec<String> = told
        .conflicts
        .iter()
        .map(|one| {
            let [here, there] = [&one.here, &one.there].map(|text| text.as_deref().unwrap_or("-"));
            assert_eq!((one.id.as_str(), one.key.as_str()), ("SHOP-1", "SHOP-1"));
            assert_eq!(one.taken, None);
            format!("{}: {here} | {there}", one.field)
        })
        .collect();
    assert_eq!(
        told,
        [
            "title: Our title | Their title",
            "points: 5 | 8",
            "criterion 1: - [x] first | - first of all"
        ]
    );
    assert!(sandbox.files() == before, "a conflict changed files");
    let text = sandbox.ok(&["import", "b.csv", "--update"]);
    assert!(
        text.contains(
            "SHOP-1 Their title: conflict in points: `5` here, `8` there; it stays as it is here"
        ) && text.contains("updated 0 items, added 0 items, 1 unchanged, 3 conflicts"),
        "{text}"
    );
    // A choice for one field, then for the rest.
    let told = update(&sandbox, "b.csv", &there, &["--take", "points=there"]);
    assert_eq!(fields(&told), ["points"]);
    assert!(story(&sandbox, "SHOP-1").contains("points: 8 # ours"));
    let told = update(&sandbox, "b.csv", &there, &["--take", "title=here,there"]);
    assert_eq!(fields(&told), ["text"]);
    let text = story(&sandbox, "SHOP-1");
    assert!(
        text.contains("title: Our title") && text.contains("- first of all\n- second"),
        "{text}"
    );
    // What was decided is not asked again.
    assert!(update(&sandbox, "b.csv", &there, &[]).conflicts.is_empty());
    let wrong = sandbox.fails(2, &["import", "b.csv", "--update", "--take", "point=there"]);
    assert!(wrong.contains("did you mean `points`"), "{wrong}");
    assert!(
        sandbox
            .fails(2, &["import", "b.csv", "--take", "there"])
            .contains("--update")
    );
}

#[test]
fn an_absent_column_clears_nothing_and_an_empty_cell_does() {
    let sandbox = imported();
    let before = story(&sandbox, "SHOP-1");
    let few = "Summary,Issue key,Status\nPay by card,SHOP-1,To Do\nRefund,SHOP-2,To Do\n";
    let told = update(&sandbox, "b.csv", few, &[]);
    assert_eq!((told.unchanged, fields(&told).len()), (2, 0));
    assert_eq!(story(&sandbox, "SHOP-1"), before);
    let other =
        "Summary,Issue key,Status,Severity\nPay by card,SHOP-1,To Do,high\nRefund,SHOP-2,To Do,\n";
    let told = update(&sandbox, "other.csv", other, &[]);
    assert_eq!(fields(&told), ["extra.Severity"]);
    assert!(story(&sandbox, "SHOP-1").contains("Priority"));
    let empty = but(
        ONE,
        &[
            ("Labels", ""),
            ("Custom field (Story Points)", ""),
            ("Priority", ""),
            ("Comment", ""),
        ],
    );
    let told = update(&sandbox, "c.csv", &jira(&[&empty, TWO]), &[]);
    assert_eq!(
        fields(&told),
        ["labels", "points", "extra.Priority", "text"]
    );
    let text = story(&sandbox, "SHOP-1");
    assert!(
        text.contains("\nlabels:\n") && text.contains("\npoints:\n"),
        "{text}"
    );
    assert!(
        !text.contains("Priority") && !text.contains("Hello"),
        "{text}"
    );
    assert!(text.contains("Pay text"), "{text}");
}

#[test]
fn a_file_of_the_folder_without_a_column_is_silent_about_it_by_itself() {
    let sandbox = imported();
    let folder = sandbox.dir().join("both");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(
        folder.join("a.csv"),
        "Summary,Issue key,Issue id,Status\nPay by card,SHOP-1,1,Done\n",
    )
    .unwrap();
    let other = but(TWO, &[("Custom field (Story Points)", "2")]);
    std::fs::write(folder.join("b.csv"), jira(&[&other])).unwrap();
    let told = sandbox.ok(&[
        "import", "both", "--from", "jira", "--update", "--format", "json",
    ]);
    let told: Report = serde_json::from_str(&told).unwrap();
    assert_eq!(fields(&told.update.unwrap()), ["status", "points"]);
    assert!(story(&sandbox, "SHOP-1").contains("points: 3"));
}

#[test]
fn without_what_was_said_before_only_one_sided_values_move() {
    let sandbox = imported();
    std::fs::remove_dir_all(sandbox.path("imports")).unwrap();
    edit(
        &sandbox,
        "SHOP-1",
        &[
            ("points: 3", "points: 5"),
            ("labels: [web, pay]", "labels:"),
            ("sprint:", "sprint: 9"),
        ],
    );
    let there = but(ONE, &[("Fix versions", "1.0")]);
    let told = update(&sandbox, "b.csv", &jira(&[&there, TWO]), &[]);
    assert_eq!(fields(&told), ["labels", "release"]);
    let told: Vec<&str> = told
        .conflicts
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(told, ["points"]);
    let text = story(&sandbox, "SHOP-1");
    assert!(
        text.contains("sprint: 9") && text.contains("labels: [web, pay]"),
        "{text}"
    );
    // It is known now: the next change there is no conflict.
    let next = but(&there, &[("Fix versions", "2.0")]);
    let told = update(
        &sandbox,
        "c.csv",
        &jira(&[&next, TWO]),
        &["--take", "there"],
    );
    assert_eq!(fields(&told), ["points", "release"]);
}

#[test]
fn a_text_without_a_known_beginning_is_a_conflict_as_a_whole() {
    let sandbox = imported();
    std::fs::remove_dir_all(sandbox.path("imports")).unwrap();
    edit(
        &sandbox,
        "SHOP-1",
        &[
            ("Pay text\n", "Pay text\n\nOurs.\n"),
            ("- first", "- [x] first"),
        ],
    );
    let there = jira(&[ONE, TWO]);
    let told = update(&sandbox, "b.csv", &there, &[]);
    assert_eq!(told.conflicts[0].field, "text");
    update(&sandbox, "b.csv", &there, &["--take", "there"]);
    let text = story(&sandbox, "SHOP-1");
    assert!(
        text.contains("Ours.") && text.contains("- second"),
        "{text}"
    );
}

#[test]
fn a_union_merge_of_what_was_said_is_read_and_written_clean() {
    let sandbox = imported();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "imported"]);
    let points =
        |points: &'static str| jira(&[&but(ONE, &[("Custom field (Story Points)", points)]), TWO]);
    sandbox.git(&["checkout", "-q", "-b", "other"]);
    write(&sandbox, "jira.csv", &points("5"));
    sandbox.ok(&["import", "jira.csv", "--update"]);
    sandbox.git(&["commit", "-q", "-am", "five"]);
    sandbox.git(&["checkout", "-q", "main"]);
    write(&sandbox, "jira.csv", &points("8"));
    sandbox.ok(&["import", "jira.csv", "--update"]);
    sandbox.git(&["commit", "-q", "-am", "eight"]);
    sandbox.git(&["merge", "-q", "-X", "ours", "other", "-m", "both"]);
    let lines = sandbox.read("imports/jira.tsv");
    assert_eq!(
        lines
            .lines()
            .filter(|line| line.starts_with("SHOP-1\t"))
            .count(),
        2
    );
    assert!(story(&sandbox, "SHOP-1").contains("points: 8"));
    let told = update(&sandbox, "c.csv", &points("13"), &[]);
    assert!(told.conflicts.is_empty(), "{:?}", told.conflicts);
    assert_eq!(fields(&told), ["points"]);
    let lines = sandbox.read("imports/jira.tsv");
    assert_eq!(
        lines
            .lines()
            .filter(|line| line.starts_with("SHOP-1\t"))
            .count(),
        1
    );
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let sandbox = imported();
    write(
        &sandbox,
        "b.csv",
        &jira(&[&but(ONE, &[("Custom field (Story Points)", "8")]), TWO]),
    );
    let before = sandbox.files();
    let told = sandbox.ok(&["import", "b.csv", "--update", "--dry-run"]);
    for part in [
        "SHOP-1 Pay by card: points 3 → 8\n",
        "-points: 3\n+points: 8\n",
        "updated 1 item, added 0 items, 1 unchanged",
        "nothing was written (--dry-run)",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(!told.contains("imports/"), "{told}");
    assert!(sandbox.files() == before);
}

#[test]
fn a_file_with_windows_lines_keeps_them() {
    let sandbox = imported();
    let path = sandbox.path("stories/SHOP-1-pay-by-card.md");
    let text = std::fs::read_to_string(&path)
        .unwrap()
        .replace('\n', "\r\n");
    std::fs::write(&path, &text).unwrap();
    let there = but(
        ONE,
        &[
            ("Custom field (Story Points)", "8"),
            ("Priority", "Low"),
            (
                "Description",
                "Pay text\nmore\n\n*Acceptance Criteria:*\n* first\n* second",
            ),
        ],
    );
    update(&sandbox, "b.csv", &jira(&[&there, TWO]), &[]);
    let new = std::fs::read_to_string(&path).unwrap();
    let wanted = text
        .replace("points: 3", "points: 8")
        .replace("Priority: High", "Priority: Low")
        .replace("Pay text\r\n", "Pay text\r\nmore\r\n");
    assert_eq!(new, wanted);
}
