//! The import of Rally: the CSV of its pages, and what its web services answer.

use serde_json::{Value, json};

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

const HEADER: &str = "Rank,Formatted ID,Name,Schedule State,State,Blocked,Blocked Reason,Plan Estimate,Iteration,Release,Owner,Parent,Feature,\
Predecessors,Description,Acceptance Criteria,Notes,Tags,Creation Date,In Progress Date,Accepted Date,Project,Discussion Count,Ready,Display Color,Object ID(OID)\n";

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}

#[test]
fn a_page_of_stories_and_defects_loses_nothing() {
    let rows = "3,F7,Checkout,,Developing,,,,,,ann@x.example,,,,,,,,2025-11-01,,,Web,0,,,100\n\
        2,US12,Pay by card,Accepted,,false,,5.0,Sprint 1,R 1,Ann,,F7: Checkout,,\"<div>As a <b>buyer</b> I pay</div>\",<ul><li>One</li><li>Two</li></ul>,<p>Ask Bob</p>,\"web, mobile\",2025-12-24,2025-12-25,2025-12-29,Web,2,false,#ff0000,101\n\
        1,US13,\"Refund, all\",In-Progress,,true,Waits for the bank,3,Sprint 2,R 1,Bob,US12: Pay by card,F7: Checkout,\"US12: Pay, fast; DE4: Crash\",,,,web,2025-12-26,2025-12-27,,Web,0,true,,102\n\
        4,DE4,Crash,Defined,Open,true,,,,,,,,,,,,,2025-12-27,,,Web,0,,,103\n\
        5,US15,Idle,Completed,,,,0.5,,,,US99: Gone,,US98: Gone,,,,,2025-12-28,,,Web,0,,,104\n\
        5,US15,Idle,Completed,,,,0.5,,,,,,,,,,,2025-12-28,,,Web,0,,,104\n";
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "stories.csv", format!("{HEADER}{rows}"), &[]);
    assert_eq!(
        (&report["items"], reasons(&report, "reported").len()),
        (&Value::from(5), 1)
    );
    has(
        &story(&sandbox, "US-12"),
        &[
            "title: Pay by card",
            "aliases: [US12]",
            "type: story",
            "status: Accepted",
            "started: 2025-12-25",
            "done: 2025-12-29",
            "accepted: 2025-12-29",
            "points: 5",
            "epic: F-7\n",
            "sprint: Sprint 1",
            "release: R 1",
            "labels: [web, mobile]",
            "assignee: [Ann]",
            "created: 2025-12-24T00:00:00Z",
            "Discussion Count: '2'",
            "Project: Web",
            "\nAs a **buyer** I pay\n\n## Rally notes\n\nAsk Bob\n\n## Acceptance criteria\n\n*   One\n*   Two\n",
        ],
    );
    assert!(
        !story(&sandbox, "US-12").contains("Ready")
            && !story(&sandbox, "US-12").contains("blocked")
    );
    has(
        &story(&sandbox, "US-13"),
        &[
            "title: Refund, all",
            "status: in-progress",
            "epic: US-12\n",
            "Feature: F7",
            "depends_on: [US-12, DE-4]",
            "blocked: Waits for the bank",
            "Ready: 'true'",
        ],
    );
    has(
        &story(&sandbox, "DE-4"),
        &[
            "type: bug",
            "status: Defined",
            "State: Open",
            "blocked: no reason is given",
        ],
    );
    has(
        &story(&sandbox, "F-7"),
        &[
            "type: feature",
            "status: Developing",
            "assignee: [ann@x.example]",
        ],
    );
    has(
        &story(&sandbox, "US-15"),
        &[
            "points: 0.5",
            "epic:\n",
            "parent: US99",
            "depends_on: US98",
            "status: Completed",
        ],
    );
    let config = sandbox.read("po.yaml");
    for state in [
        "Accepted: done",
        "Defined: new",
        "Developing: started",
        "Completed: done",
    ] {
        assert!(config.contains(state), "{state}\n{config}");
    }
    let mut ranked: Vec<(String, String)> = stories(&sandbox)
        .iter()
        .map(|text| (value(text, "rank:").unwrap(), value(text, "id:").unwrap()))
        .collect();
    ranked.sort();
    let order: Vec<&str> = ranked.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(order, ["US-13", "US-12", "F-7", "DE-4", "US-15"]);
    let before = sandbox.files();
    assert!(sandbox.ok(&["import", "stories.csv"]).contains("(rally)"));
    assert_eq!(sandbox.files(), before);
}

#[test]
fn tasks_belong_to_their_work_product() {
    let sandbox = Sandbox::empty();
    let text = "\"Formatted ID\",\"Name\",\"Work Product\",\"Release\",\"Iteration\",\"State\",\"Estimate\",\"Owner\"\n\
        \"US1021\",\"Layouts\",\"\",\"R\",\"I 1\",\"Defined\",\"\",\"\"\n\
        \"TA4742\",\"Define contracts\",\"US1021: Layouts, all of them\",\"R\",\"I 1\",\"Defined\",\"2.0\",\"ann@x.example\"\n";
    let report = import(&sandbox, "tasks.csv", text, &[]);
    assert_eq!(report["items"], 2);
    has(
        &story(&sandbox, "TA-4742"),
        &[
            "type: task",
            "epic: US-1021\n",
            "Estimate: '2.0'",
            "points:\n",
            "status: Defined",
        ],
    );
}

fn artifact(kind: &str, number: u32, key: &str, name: &str, more: Value) -> Value {
    let mut record = json!({
        "_rallyAPIMajor": "2", "_rallyAPIMinor": "0", "_ref": format!("https://rally1.example/slm/webservice/v2.0/{}/{number}", kind.to_lowercase()),
        "_refObjectName": name, "_objectVersion": "4", "_type": kind, "ObjectID": number, "CreationDate": "2026-01-02T10:00:00.000Z",
        "FormattedID": key, "Name": name, "Blocked": false, "Ready": false, "Tags": {"_tagsNameArray": [], "Count": 0},
        "Tasks": {"_ref": "https://rally1.example/slm/webservice/v2.0/x/1/Tasks", "_type": "Task", "Count": 3},
        "RevisionHistory": {"_ref": "https://rally1.example/slm/webservice/v2.0/revisionhistory/1", "_type": "RevisionHistory"},
    });
    for (key, value) in more.as_object().unwrap() {
        record[key] = value.clone();
    }
    record
}

fn reference(kind: &str, number: u32, name: &str) -> Value {
    json!({"_ref": format!("https://rally1.example/slm/webservice/v2.0/{kind}/{number}"), "_refObjectName": name, "_type": kind})
}

#[test]
fn answers_of_the_web_services_are_read_page_after_page() {
    let page = |results: Value| json!({"QueryResult": {"_rallyAPIMajor": "2", "Errors": [], "Warnings": [], "TotalResultCount": 4, "Results": results}});
    let mut sprint = reference("iteration", 500, "Sprint 1");
    for (key, value) in [
        ("StartDate", "2026-01-05T00:00:00.000Z"),
        ("EndDate", "2026-01-18T23:59:59.000Z"),
        ("State", "Accepted"),
        ("Theme", "<p>Sell</p>"),
    ] {
        sprint[key] = json!(value);
    }
    let mut release = reference("release", 600, "R 1");
    release["ReleaseDate"] = json!("2026-03-01T00:00:00.000Z");
    let one = page(json!([
        artifact(
            "PortfolioItem/Feature",
            100,
            "F7",
            "Checkout",
            json!({"State": reference("state", 1, "Developing"), "DragAndDropRank": "O~b"})
        ),
        artifact(
            "HierarchicalRequirement",
            101,
            "US12",
            "Pay",
            json!({
                "ScheduleState": "Accepted", "PlanEstimate": 5.0, "Iteration": sprint, "Release": release, "Owner": reference("user", 1, "Ann"),
                "Feature": reference("portfolioitem/feature", 100, "Checkout"), "Description": "<div>Hi</div>", "DragAndDropRank": "O~c",
                "AcceptedDate": "2026-01-10T10:00:00.000Z", "InProgressDate": "2026-01-06T10:00:00.000Z",
                "Tags": {"_tagsNameArray": [{"Name": "web", "_ref": "/tag/1"}], "Count": 1}, "c_Team": "Blue",
                "Predecessors": {"_ref": "x", "Count": 0},
            })
        ),
    ]));
    let two = page(json!([
        artifact(
            "HierarchicalRequirement",
            102,
            "US13",
            "Refund",
            json!({
                "ScheduleState": "In-Progress", "Parent": reference("hierarchicalrequirement", 101, "Pay"), "Blocked": true, "BlockedReason": "Waits", "DragAndDropRank": "O~a",
                "Predecessors": {"_ref": "x", "Count": 1, "Results": [reference("defect", 103, "Crash")]},
                "Discussion": {"Count": 1, "Results": [{"Text": "<p>ok</p>", "CreationDate": "2026-01-07T10:00:00.000Z", "User": reference("user", 1, "Ann")}]},
            })
        ),
        artifact(
            "Defect",
            103,
            "DE4",
            "Crash",
            json!({"ScheduleState": "Defined", "State": "Open", "Parent": null, "Predecessors": {"_ref": "x", "Count": 2}})
        ),
        reference("hierarchicalrequirement", 104, "Too short"),
    ]));
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "rally.json", format!("{one}\n{two}"), &[]);
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(4), &Value::from(1))
    );
    let reported = reasons(&report, "reported");
    assert!(
        reported.len() == 1 && reported[0].contains("`Too short` has no `FormattedID`"),
        "{reported:?}"
    );
    has(
        &story(&sandbox, "US-12"),
        &[
            "epic: F-7\n",
            "points: 5",
            "sprint: Sprint 1",
            "release: R 1",
            "assignee: [Ann]",
            "labels: [web]",
            "accepted: 2026-01-10",
            "done: 2026-01-10",
            "url: https://rally1.example/#/detail/userstory/101",
            "c_Team: Blue",
            "\nHi\n",
        ],
    );
    has(
        &story(&sandbox, "US-13"),
        &[
            "epic: US-12\n",
            "depends_on: [DE-4]",
            "blocked: Waits",
            "- 2026-01-07 Ann: ok",
        ],
    );
    has(
        &story(&sandbox, "DE-4"),
        &["type: bug", "State: Open", "Predecessors: '2'"],
    );
    assert!(
        !story(&sandbox, "DE-4").contains("Ready") && !story(&sandbox, "DE-4").contains("Tasks")
    );
    has(
        &story(&sandbox, "F-7"),
        &["type: Feature", "status: Developing"],
    );
    let file = sandbox.read("sprints/sprint-1.md");
    has(
        &file,
        &[
            "goal: Sell",
            "from: 2026-01-05",
            "to: 2026-01-18",
            "closed: 2026-01-18",
            "done: {points: 5, items: 1}",
        ],
    );
    has(&sandbox.read("releases/r-1.md"), &["due: 2026-03-01"]);
    let mut ranked: Vec<(String, String)> = stories(&sandbox)
        .iter()
        .filter_map(|text| Some((value(text, "rank:")?, value(text, "id:")?)))
        .collect();
    ranked.sort();
    let order: Vec<&str> = ranked.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(order, ["US-13", "F-7", "US-12"]);
    let before = sandbox.files();
    sandbox.ok(&["import", "rally.json"]);
    assert_eq!(sandbox.files(), before);
}
