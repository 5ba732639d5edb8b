//! The import of Azure DevOps: queries as a list and as a tree, and what is none.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

const TREE: &str = "ID,Work Item Type,Title 1,Title 2,Title 3,Assigned To,State,Tags,Story Points,Effort,Priority,Iteration Path,Area Path,Stack Rank,\
Description,Acceptance Criteria,Repro Steps,Created Date,Activated Date,Closed Date,Business Value,Created By,Discussion,Blocked,Custom Note\r\n\
\"70\",\"Epic\",\"Checkout\",,,\"Lee, Ann <ann@x.example>\",\"Active\",\"web; mobile\",,\"13\",\"1\",\"Shop\",\"Shop\",\"10\",\"<div>Sell <b>more</b></div>\",,,\"12/01/2025 9:00:00 AM\",\"12/02/2025 9:00:00 AM\",,\"8\",\"Bob <bob@x.example>\",,,\"kept\"\r\n\
\"71\",\"Feature\",,\"Cards\",,,\"New\",,,,\"2\",\"Shop\",\"Shop\\Pay\",\"20\",,,,\"12/24/2025 11:53:24 AM\",,,,,,,\r\n\
\"72\",\"User Story\",,,\"Pay by card\",\"Ann <ann@x.example>\",\"Closed\",\"web\",\"5\",,\"2\",\"Shop\\2026\\Sprint 1\",\"Shop\\Pay\",\"5\",\"<div>As a <b>buyer</b> I pay</div><div>&nbsp;</div>\",\"<ul><li>One</li><li>Two</li></ul>\",,\"12/24/2025 11:53:24 AM\",\"12/25/2025 1:00:00 PM\",\"12/29/2025 1:00:00 PM\",,,\"<div>Looks good</div>\",,\r\n\
\"73\",\"Bug\",,,\"Card crash\",,\"Resolved\",\"bug\",,,\"1\",\"Shop\\2026\\Sprint 2\",\"Shop\\Pay\",\"6\",\"<div>Sad</div>\",\"<div>- first</div><div>- second</div><div>- third</div>\",\"<ol><li>Open</li><li>Crash</li></ol>\",\"12/26/2025 11:53:24 AM\",,,,,,\"Yes\",\r\n\
\"74\",\"Feature\",,\"Refunds\",,,\"Removed\",,,,\"2\",\"Shop\",\"Shop\",\"30\",,,,\"12/26/2025 11:53:24 AM\",,,,,,\"No\",\r\n\
\"75\",\"Epic\",\"Reports\",,,,\"Waiting\",,,,\"2\",\"Shop\",\"Shop\",\"40\",,\"Given a\nWhen b\nThen c\",,\"12/26/2025 11:53:24 AM\",\"12/27/2025 1:00:00 PM\",,,,,,\r\n";

/// Parts that an item's text must have.
pub fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}

/// How many items have a field, and how many criteria they have together.
pub fn ledger(sandbox: &Sandbox) -> String {
    let texts = stories(sandbox);
    let count = |key: &str| {
        texts
            .iter()
            .filter(|text| value(text, key).is_some())
            .count()
    };
    let lists: Value =
        serde_json::from_str(&sandbox.ok(&["list", "--all", "--format", "json"])).unwrap();
    let criteria: usize = lists["stories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["acceptance_criteria"].as_array().unwrap().len())
        .sum();
    format!(
        "items {}, parents {}, points {}, ranks {}, labels {}, sprints {}, started {}, done {}, criteria {criteria}",
        texts.len(),
        count("epic:"),
        count("points:"),
        count("rank:"),
        count("labels:"),
        count("sprint:"),
        count("started:"),
        count("done:"),
    )
}

#[test]
fn a_tree_of_a_query_loses_nothing() {
    let wide: Vec<u8> = format!("\u{feff}{TREE}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [format!("\u{feff}{TREE}").into_bytes(), wide] {
        let sandbox = Sandbox::empty();
        let report = import(&sandbox, "query.csv", bytes, &[]);
        assert_eq!(report["items"], 6);
        assert!(reasons(&report, "reported").is_empty());
        assert_eq!(
            ledger(&sandbox),
            "items 6, parents 4, points 2, ranks 6, labels 3, sprints 2, started 3, done 1, criteria 6"
        );
        let top = story(&sandbox, "Checkout");
        has(
            &top,
            &[
                "type: epic",
                "status: Active",
                "started: 2025-12-02",
                "points: 13",
                "value: 8",
                "labels: [web, mobile]",
                "assignee: [\"Lee, Ann <ann@x.example>\"]",
                "requested_by: Bob <bob@x.example>",
                "created: 2025-12-01T09:00:00Z",
                "aliases: [\"70\"]",
                "Custom Note: kept",
                "\nSell **more**\n",
                "sprint:\n",
            ],
        );
        let cards = story(&sandbox, "Cards");
        let id = |text: &str| value(text, "id:").unwrap();
        has(
            &cards,
            &[
                &format!("epic: {}\n", id(&top)),
                "type: Feature",
                "Area Path: Shop\\Pay",
            ],
        );
        let pay = story(&sandbox, "Pay by card");
        has(
            &pay,
            &[
                &format!("epic: {}\n", id(&cards)),
                "type: story",
                "status: Closed",
                "done: 2025-12-29",
                "sprint: Sprint 1",
                "Iteration Path: Shop\\2026\\Sprint 1",
                "\nAs a **buyer** I pay\n\n## Acceptance criteria\n\n- One\n- Two\n",
                "\n## Notes\n\n- Looks good\n",
            ],
        );
        let crash = story(&sandbox, "Card crash");
        has(
            &crash,
            &[
                &format!("epic: {}\n", id(&cards)),
                "status: Resolved",
                "blocked: no reason is given",
                "\nSad\n\n## Repro steps\n\n1. Open\n2. Crash\n\n## Acceptance criteria\n\n- first\n- second\n- third\n",
            ],
        );
        has(
            &story(&sandbox, "Refunds"),
            &[&format!("epic: {}\n", id(&top)), "status: Removed"],
        );
        has(
            &story(&sandbox, "Reports"),
            &["epic:\n", "Given a\nWhen b\nThen c\n"],
        );
        let config = sandbox.read("po.yaml");
        for state in [
            "Active: started",
            "Resolved: started",
            "Closed: done",
            "Removed: declined",
            "Waiting: started",
        ] {
            assert!(config.contains(state), "{state}\n{config}");
        }
        // By rank: Pay by card (5), Card crash (6), Checkout (10), Cards (20), Refunds (30), Reports (40).
        let mut ranked: Vec<(String, String)> = stories(&sandbox)
            .iter()
            .map(|text| {
                (
                    value(text, "rank:").unwrap(),
                    value(text, "title:").unwrap(),
                )
            })
            .collect();
        ranked.sort();
        let order: Vec<&str> = ranked.iter().map(|(_, title)| title.as_str()).collect();
        assert_eq!(
            order,
            [
                "Pay by card",
                "Card crash",
                "Checkout",
                "Cards",
                "Refunds",
                "Reports"
            ]
        );
        let before = sandbox.files();
        assert!(
            sandbox
                .ok(&["import", "query.csv"])
                .contains("(azure-devops)")
        );
        assert_eq!(sandbox.files(), before);
    }
}

#[test]
fn states_of_each_template_mean_the_right_thing() {
    let states = [
        ("User Story", "New", "new"),
        ("User Story", "Active", "started"),
        ("User Story", "Resolved", "started"),
        ("User Story", "Closed", "done"),
        ("User Story", "Removed", "declined"),
        ("Product Backlog Item", "Approved", "ready"),
        ("Product Backlog Item", "Committed", "started"),
        ("Product Backlog Item", "Done", "done"),
        ("Requirement", "Proposed", "new"),
        ("Issue", "To Do", "new"),
        ("Issue", "Doing", "started"),
    ];
    let rows: String = states
        .iter()
        .enumerate()
        .map(|(number, (kind, state, _))| {
            format!(
                "\"{}\",\"{kind}\",\"T{number}\",\"{state}\",\n",
                900 + number
            )
        })
        .collect();
    let sandbox = Sandbox::empty();
    let report = import(
        &sandbox,
        "q.csv",
        format!("ID,Work Item Type,Title,State,Tags\n{rows}"),
        &[],
    );
    for (number, (_, state, kind)) in states.iter().enumerate() {
        let found = report["states"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == *state)
            .unwrap();
        assert_eq!(found["kind"], *kind, "{state}: {found}");
        assert!(
            story(&sandbox, &format!("T{number}")).contains("type: story"),
            "{state}"
        );
    }
}

#[test]
fn files_for_the_importer_have_no_numbers() {
    let text = "ID,Work Item Type,Title 1,Title 2,Title 3\n,Epic,A,,\n,Issue,,Design,\n,Task,,,Draw\n,Issue,,Test,\n,Epic,B,,\n,Issue,,Design,\n,Task,,,Draw\n";
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "new.csv", text, &[]);
    assert_eq!(report["items"], 7);
    let texts = stories(&sandbox);
    let find = |id: &str| {
        texts
            .iter()
            .find(|text| value(text, "id:").as_deref() == Some(id))
            .unwrap()
    };
    let parents: Vec<String> = texts
        .iter()
        .map(|text| {
            let parent = value(text, "epic:").map(|id| value(find(&id), "title:").unwrap());
            format!(
                "{} < {}",
                value(text, "title:").unwrap(),
                parent.unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        parents,
        [
            "A < ",
            "Design < A",
            "Draw < Design",
            "Test < A",
            "B < ",
            "Design < B",
            "Draw < Design"
        ]
    );
    assert_ne!(value(&texts[2], "epic:"), value(&texts[6], "epic:"));
    let before = sandbox.files();
    sandbox.ok(&["import", "new.csv"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn odd_trees_are_not_guessed() {
    // Each row says its whole path, and a column says the parent.
    let paths = "Parent,ID,Work Item Type,Title 1,Title 2,State\n,1001,Epic,Top,,New\n1001,1002,Feature,Top,Below,New\n2000,1003,Feature,Top,Elsewhere,New\n";
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "paths.csv", paths, &[]);
    assert_eq!(report["items"], 3);
    let top = value(&story(&sandbox, "Top"), "id:").unwrap();
    let below = story(&sandbox, "Below");
    has(&below, &[&format!("epic: {top}\n")]);
    assert!(!below.contains("Title 1"), "{below}");
    has(
        &story(&sandbox, "Elsewhere"),
        &["epic:\n", "parent: '2000'"],
    );

    // A list of links names an item twice.
    let links = "ID,Work Item Type,Title 1,Title 2,State\n1,Bug,One,,New\n2,Task,,Two,New\n2,Task,Two,,New\n1,Bug,,One,New\n";
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "links.csv", links, &[]);
    assert_eq!(
        (&report["items"], reasons(&report, "reported").len()),
        (&Value::from(2), 2)
    );
    assert!(
        stories(&sandbox)
            .iter()
            .all(|text| text.contains("epic:\n"))
    );
    assert!(
        reasons(&report, "notes")
            .iter()
            .any(|note| note.contains("list of links"))
    );
}

#[test]
fn what_is_no_export_is_refused_in_words() {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("a.json"), "{\"queryType\": \"flat\", \"workItems\": [{\"id\": 1, \"url\": \"https://dev.azure.com/o/_apis/wit/workItems/1\"}]}").unwrap();
    let run = sandbox.run(&["import", "a.json", "--format", "json"]);
    assert!(run.code == 2 && run.stderr.contains("nothing was imported"));
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["items"], 0);
    assert!(reasons(&report, "reported")[0].contains("only named"));
    let report = import(
        &sandbox,
        "b.csv",
        "ID,Work Item Type,Title,State\n5,Bug,One,New\n5,Bug,One,New\n,,,\n6,Bug,,New\n",
        &[],
    );
    assert_eq!(
        (&report["items"], reasons(&report, "reported").len()),
        (&Value::from(2), 2)
    );
}
