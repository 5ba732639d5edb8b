//! `po import --update`: states, new and missing items, order, ids, several projects.

use crate::import_sandbox::{stories, story, value};
use crate::import_update_sandbox::{
    ONE, Report, TWO, but, edit, fields, imported, jira, update, write,
};
use crate::sandbox::Sandbox;

#[test]
fn states_move_with_their_dates_and_a_no_from_here_stays() {
    let sandbox = imported();
    let done = &[("Status", "Done"), ("Resolved", "05/Feb/26 9:00 AM")];
    let there = jira(&[&but(ONE, done), TWO]);
    let told = update(&sandbox, "b.csv", &there, &[]);
    assert_eq!(fields(&told), ["status", "done"]);
    let text = story(&sandbox, "SHOP-1");
    assert!(text.contains("status: done\ndone: 2026-02-05\n"), "{text}");
    // Declined here, not moved there: it stays declined. Moved there too: a person decides.
    sandbox.ok(&["decline", "SHOP-2", "--because", "no demand"]);
    let before = story(&sandbox, "SHOP-2");
    assert_eq!(update(&sandbox, "b.csv", &there, &[]).unchanged, 2);
    assert_eq!(story(&sandbox, "SHOP-2"), before);
    let told = update(
        &sandbox,
        "c.csv",
        &jira(&[&but(ONE, done), &but(TWO, done)]),
        &[],
    );
    assert_eq!(told.conflicts[0].field, "status");
    assert_eq!(
        told.conflicts[0].there.as_deref(),
        Some("status done, done 2026-02-05")
    );
    assert_eq!(story(&sandbox, "SHOP-2"), before);
    // Opened again there, with an empty day.
    let told = update(&sandbox, "d.csv", &jira(&[ONE, TWO]), &["--take", "here"]);
    assert_eq!(fields(&told), ["status", "done"]);
    assert!(story(&sandbox, "SHOP-1").contains("status: To Do\ndone:\n"));
}

#[test]
fn a_state_that_the_team_took_out_of_the_workflow_does_not_come_back() {
    let sandbox = imported();
    let config = sandbox.read("po.yaml");
    assert!(config.contains("To Do"), "{config}");
    let without: String = config
        .split_inclusive('\n')
        .filter(|line| !line.contains("To Do"))
        .collect();
    sandbox.write("po.yaml", &without);
    edit(&sandbox, "SHOP-1", &[("status: To Do", "status: new")]);
    edit(&sandbox, "SHOP-2", &[("status: To Do", "status: new")]);
    let told = update(
        &sandbox,
        "b.csv",
        &jira(&[&but(ONE, &[("Custom field (Story Points)", "1")]), TWO]),
        &[],
    );
    assert_eq!(fields(&told), ["points"]);
    assert_eq!(sandbox.read("po.yaml"), without);
}

#[test]
fn new_rows_are_added_and_those_that_are_gone_are_only_mentioned() {
    let sandbox = imported();
    sandbox.ok(&["add", "Ours alone"]);
    let three: &[(&str, &str)] = &[
        ("Summary", "New there"),
        ("Issue key", "SHOP-9"),
        ("Issue Type", "Story"),
        ("Status", "To Do"),
        ("Parent key", "SHOP-10"),
    ];
    let epic: &[(&str, &str)] = &[
        ("Summary", "An epic"),
        ("Issue key", "SHOP-10"),
        ("Issue Type", "Epic"),
        ("Status", "To Do"),
    ];
    let one = but(
        ONE,
        &[
            ("Parent key", "SHOP-10"),
            ("Inward issue link (Blocks)", "SHOP-9"),
        ],
    );
    let told = update(&sandbox, "b.csv", &jira(&[&one, three, epic]), &[]);
    assert_eq!(told.added.len(), 2, "{told:?}");
    assert_eq!(fields(&told), ["epic", "depends_on"]);
    assert_eq!(told.missing.len(), 1);
    assert_eq!(
        (told.missing[0].id.as_str(), told.missing[0].key.as_str()),
        ("SHOP-2", "SHOP-2")
    );
    let text = story(&sandbox, "SHOP-1");
    assert!(
        text.contains("epic: SHOP-10\n") && text.contains("depends_on: [SHOP-9]\n"),
        "{text}"
    );
    assert!(story(&sandbox, "SHOP-2").contains("title: Refund"));
    // What `--types` leaves out is there all the same.
    write(&sandbox, "b.csv", &jira(&[&one, TWO, three, epic]));
    let told = sandbox.ok(&[
        "import", "b.csv", "--update", "--types", "epic", "--format", "json",
    ]);
    let told: Report = serde_json::from_str(&told).unwrap();
    assert!(told.update.unwrap().missing.is_empty());
    let told = sandbox.ok(&["import", "b.csv", "--update"]);
    assert!(!told.contains("not in this export"), "{told}");
}

#[test]
fn an_item_that_was_taken_out_here_does_not_come_back() {
    let sandbox = imported();
    let path = sandbox.path("stories/SHOP-2-refund.md");
    std::fs::remove_file(&path).unwrap();
    write(&sandbox, "b.csv", &jira(&[ONE, TWO]));
    let told = sandbox.ok(&["import", "b.csv", "--update", "--format", "json"]);
    let told: Report = serde_json::from_str(&told).unwrap();
    assert_eq!((told.items, told.already, told.schema_version), (0, 1, 1));
    assert!(
        told.reported[0].reason.contains("not here any more"),
        "{told:?}"
    );
    assert!(!path.exists());
    sandbox.ok(&["import", "b.csv"]);
    assert!(path.exists());
}

#[test]
fn the_order_here_is_the_teams() {
    let sandbox = imported();
    sandbox.ok(&["rank", "SHOP-2", "--top"]);
    let order = |sandbox: &Sandbox| sandbox.ok(&["list", "--format", "csv"]);
    let before = order(&sandbox);
    let told = update(&sandbox, "b.csv", &jira(&[TWO, ONE]), &[]);
    assert_eq!(told.unchanged, 2);
    assert_eq!(order(&sandbox), before);
}

#[test]
fn ids_that_got_another_number_are_still_known() {
    let sandbox = imported();
    let three: &[(&str, &str)] = &[
        ("Summary", "Waits"),
        ("Issue key", "SHOP-3"),
        ("Status", "To Do"),
        ("Inward issue link (Blocks)", "SHOP-2"),
    ];
    update(&sandbox, "b.csv", &jira(&[ONE, TWO, three]), &[]);
    let text = sandbox.read("stories/SHOP-2-refund.md");
    std::fs::remove_file(sandbox.path("stories/SHOP-2-refund.md")).unwrap();
    sandbox.write(
        "stories/SHOP-40-refund.md",
        text.replace("id: SHOP-2\n", "id: SHOP-40\naliases: [SHOP-2]\n"),
    );
    let told = update(&sandbox, "b.csv", &jira(&[ONE, TWO, three]), &[]);
    assert_eq!(told.unchanged, 3);
    assert!(story(&sandbox, "SHOP-3").contains("depends_on: [SHOP-2]"));
    let two = but(TWO, &[("Custom field (Story Points)", "2")]);
    let four = but(three, &[("Inward issue link (Blocks)", "SHOP-1")]);
    let told = update(&sandbox, "c.csv", &jira(&[ONE, &two, &four]), &[]);
    assert_eq!(fields(&told), ["points", "depends_on"]);
    assert!(story(&sandbox, "SHOP-40").contains("points: 2"));
    assert!(story(&sandbox, "SHOP-3").contains("depends_on: [SHOP-1]"));
}

#[test]
fn projects_of_one_system_are_updated_one_by_one() {
    let sandbox = imported();
    let other: &[(&str, &str)] = &[
        ("Summary", "Elsewhere"),
        ("Issue key", "PAY-1"),
        ("Status", "To Do"),
    ];
    update(&sandbox, "pay.csv", &jira(&[other]), &[]);
    let told = update(
        &sandbox,
        "pay.csv",
        &jira(&[&but(other, &[("Custom field (Story Points)", "1")])]),
        &[],
    );
    assert_eq!(fields(&told), ["points"]);
    assert!(told.missing.is_empty(), "{:?}", told.missing);
    assert_eq!(
        update(&sandbox, "jira.csv", &jira(&[ONE, TWO]), &[]).unchanged,
        2
    );
    let lines = sandbox.read("imports/jira.tsv");
    let keys: Vec<&str> = lines
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert_eq!(keys, ["#key", "PAY-1", "SHOP-1", "SHOP-2"]);
}

#[test]
fn releases_and_criteria_that_were_split_away_stay_as_they_are_here() {
    let sandbox = imported();
    // What went into another item here does not come back from there.
    edit(&sandbox, "SHOP-1", &[("- second\n", "")]);
    let there = but(ONE, &[("Custom field (Story Points)", "1")]);
    let told = update(&sandbox, "b.csv", &jira(&[&there, TWO]), &[]);
    assert_eq!(fields(&told), ["points"]);
    assert!(!story(&sandbox, "SHOP-1").contains("second"));
}

#[test]
fn an_item_without_a_key_is_known_by_the_title_that_it_had() {
    let sandbox = Sandbox::new();
    write(&sandbox, "list.csv", "Title,Points\nOne,1\nTwo,2\n");
    sandbox.ok(&["import", "list.csv", "--from", "csv"]);
    sandbox.ok(&["set", "US-1", "title=Ours"]);
    write(
        &sandbox,
        "list.csv",
        "Title,Points\nOne,3\nTwo,2\nThree,1\n",
    );
    let flags = ["--from", "csv", "--update", "--format", "json"];
    let told = sandbox.ok(&[&["import", "list.csv"], &flags[..]].concat());
    let told = serde_json::from_str::<Report>(&told)
        .unwrap()
        .update
        .unwrap();
    assert_eq!((told.added.len(), told.missing.len()), (1, 0));
    assert_eq!(fields(&told), ["points"]);
    let ours = sandbox.ok(&["show", "US-1", "--format", "json"]);
    assert!(ours.contains("\"Ours\"") && ours.contains("3"), "{ours}");
}

#[test]
fn rows_without_keys_get_names_and_are_known_again() {
    let gitlab = "title,description,milestone\nOne,Text,1.2\nTwo,,1.2\n";
    let azure =
        "ID,Work Item Type,Title,State\n,User Story,One,New\n,User Story,Two,New\n,Task,Two,New\n";
    for (system, text) in [("gitlab", gitlab), ("azure-devops", azure)] {
        let sandbox = Sandbox::new();
        write(&sandbox, "rows.csv", text);
        sandbox.ok(&["import", "rows.csv", "--from", system]);
        let made = stories(&sandbox);
        assert_eq!(made.len(), text.lines().count() - 1);
        for story in &made {
            let named = format!("external: {{system: {system}, key: ");
            let key = value(story, &named).unwrap();
            assert!(key.trim_matches('"').starts_with("title "), "{story}");
        }
        let before = sandbox.files();
        sandbox.ok(&["import", "rows.csv", "--from", system]);
        sandbox.ok(&["import", "rows.csv", "--from", system, "--update"]);
        assert_eq!(sandbox.files(), before, "{system}");
        // A key that was made up is none for other tools.
        let jira = sandbox.ok(&["export", "--to", "jira"]);
        assert!(!jira.contains("title "), "{jira}");
    }
}

#[test]
fn a_title_that_is_empty_there_stays_as_it_is_here() {
    let sandbox = imported();
    let before = story(&sandbox, "SHOP-1");
    let there = jira(&[
        &but(
            ONE,
            &[("Summary", ""), ("Custom field (Story Points)", "13")],
        ),
        TWO,
    ]);
    let told = update(&sandbox, "b.csv", &there, &[]);
    assert_eq!(fields(&told), ["points"]);
    let title = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("title: "));
        line.map(str::to_owned)
    };
    assert_eq!(title(&story(&sandbox, "SHOP-1")), title(&before));
    // Named again there, it follows.
    let named = jira(&[
        &but(
            ONE,
            &[("Summary", "Named"), ("Custom field (Story Points)", "13")],
        ),
        TWO,
    ]);
    assert_eq!(fields(&update(&sandbox, "c.csv", &named, &[])), ["title"]);
}
