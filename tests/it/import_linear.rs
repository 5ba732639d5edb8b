//! The import of Linear's exports: each shape, guard quotes, cycles, parents, and what is wrong in files.

use serde_json::Value;

use crate::import_sandbox::{import, ledger, reasons, story};
use crate::sandbox::Sandbox;

const HEADER: &str = "\"ID\",\"Team\",\"Title\",\"Description\",\"Status\",\"Estimate\",\"Priority\",\"Project ID\",\"Project\",\"Creator\",\
\"Assignee\",\"Labels\",\"Cycle Number\",\"Cycle Name\",\"Cycle Start\",\"Cycle End\",\"Created\",\"Updated\",\"Started\",\"Triaged\",\
\"Completed\",\"Canceled\",\"Archived\",\"Due Date\",\"Parent issue\",\"Initiatives\",\"Project Milestone ID\",\"Project Milestone\",\
\"SLA Status\",\"UUID\",\"Time in status (minutes)\",\"Related to\",\"Blocked by\",\"Duplicate of\"\n";

#[test]
fn a_nasty_file_of_34_columns_loses_nothing() {
    let sandbox = Sandbox::empty();
    let cycle = "1,Cycle 1,2024-01-01T05:00:00.000Z,2024-01-15T05:00:00.000Z";
    let days = "2024-01-01T10:00:00.000Z,2024-02-01T10:00:00.000Z";
    let rows = format!(
        "EN-1,Eng,'=Sum,\"'- [ ] one\r\n- [x] two\",Done,3,Urgent,p-1,Pay,a@x.example,b@x.example,\"Bug, UI\",{cycle},{days},2024-01-02T10:00:00.000Z,,2024-01-10T10:00:00.000Z,,,,,,,M 1,,u-1,12,EN-2,,\n\
         EN-2,Eng,Child,'tis text,Todo,,No priority,,,a@x.example,,,{cycle},{days},,,,,,,EN-1,,,,,u-2,,,\"EN-1, EN-3\",\n\
         EN-3,Eng,Own state,,Dogfooding,2,Low,,,a@x.example,,,2,Cycle 2,2024-01-29T05:00:00.000Z,2024-02-12T05:00:00.000Z,Mon Jan 01 2024 08:53:33 GMT+0000 (GMT+00:00),,Tue Jan 30 2024 08:53:33 GMT+0000 (GMT),,,,,,EN-9\n\
         EN-4,Eng,Parked,,Parked,,Low,,,a@x.example,,,,,,,{days},,,,2024-01-20T10:00:00.000Z,2024-01-21T10:00:00.000Z,,,,,,,u-4,,,,EN-1\n\
         EN-1,Eng,Again,,Done\n\
         ,,,,\n"
    );
    let report = import(
        &sandbox,
        "linear.csv",
        format!("\u{feff}{HEADER}{rows}"),
        &[],
    );
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(4), &Value::from(2))
    );
    let reported = reasons(&report, "reported");
    assert_eq!(reported.len(), 2, "{reported:?}");
    assert!(
        reported[0].contains("`EN-1` stands in linear.csv:2 already"),
        "{reported:?}"
    );
    let one = story(&sandbox, "EN-1");
    for part in [
        "title: \"=Sum\"",
        "status: done",
        "points: 3",
        "labels: [Bug, UI]",
        "sprint: Cycle 1",
        "release: M 1",
        "done: 2024-01-10",
        "started: 2024-01-02",
        "Priority: Urgent",
        "Related to: EN-2",
        "## Acceptance criteria\n\n- [ ] one\n- [x] two\n",
    ] {
        assert!(one.contains(part), "{part}\n{one}");
    }
    let two = story(&sandbox, "EN-2");
    for part in [
        "epic: EN-1",
        "depends_on: [EN-1, EN-3]",
        "sprint:\n",
        "\n'tis text\n",
    ] {
        assert!(two.contains(part), "{part}\n{two}");
    }
    let three = story(&sandbox, "EN-3");
    for part in [
        "status: Dogfooding",
        "epic: EN-9",
        "sprint: Cycle 2",
        "started: 2024-01-30",
    ] {
        assert!(three.contains(part), "{part}\n{three}");
    }
    assert!(sandbox.read("po.yaml").contains("Dogfooding: started"));
    let four = story(&sandbox, "EN-4");
    for part in [
        "status: declined",
        "Status: Parked",
        "Archived: ",
        "Duplicate of: EN-1",
    ] {
        assert!(four.contains(part), "{part}\n{four}");
    }
    let sprint = sandbox.read("sprints/cycle-1.md");
    for part in [
        "from: 2024-01-01",
        "to: 2024-01-14",
        "closed: 2024-01-14",
        "returned: [EN-2]",
    ] {
        assert!(sprint.contains(part), "{part}\n{sprint}");
    }
    let running = sandbox.read("sprints/cycle-2.md");
    assert!(
        running.contains("to: 2024-02-11") && !running.contains("closed: 2"),
        "{running}"
    );
    let before = sandbox.files();
    sandbox.ok(&["import", "linear.csv"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn cycles_of_two_teams_stay_two() {
    let header =
        "ID,Team,Title,Status,Priority,Cycle Number,Cycle Name,Cycle Start,Cycle End,Updated\n";
    let rows = "A-1,Ant,One,Todo,Low,1,Cycle 1,2024-01-01,2024-01-15,2024-01-03\n\
                B-1,Bee,Two,Todo,Low,1,Cycle 1,2024-01-08,2024-01-22,2024-01-03\n\
                B-2,Bee,Three,Todo,Low,2,,,,2024-01-03\n";
    let sandbox = Sandbox::empty();
    let report = import(
        &sandbox,
        "linear.csv",
        format!("{header}{rows}"),
        &["--from", "linear"],
    );
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(3), &Value::from(2))
    );
    assert!(story(&sandbox, "A-1").contains("sprint: Ant Cycle 1"));
    assert!(story(&sandbox, "B-1").contains("sprint: Bee Cycle 1"));
    assert!(story(&sandbox, "B-2").contains("sprint: Cycle 2"));
    assert!(
        sandbox
            .read("sprints/bee-cycle-1.md")
            .contains("from: 2024-01-08")
    );
}

#[test]
fn rows_without_keys_are_known_by_their_titles() {
    let text = "Title,Status,Priority,Cycle Start,Cycle End\nOne,Todo,Low,,\nTwo,Todo,Low,,\n";
    let sandbox = Sandbox::empty();
    assert_eq!(import(&sandbox, "a.csv", text, &[])["items"], 2);
    let more = format!("{text}Three,Todo,Low,,\n");
    assert_eq!(import(&sandbox, "a.csv", more, &[])["items"], 1);
}

#[test]
fn real_exports_of_linear() {
    // Counted with Python's csv module.
    for (file, figures) in [
        (
            "linear/25col-2023.csv",
            "items 10, done 1, declined 2, points 16, parents 2, sprints 4",
        ),
        (
            "linear/30col-short-rows.csv",
            "items 28, done 7, declined 0, points 0, parents 0, sprints 0",
        ),
        (
            "linear/import-shape-converter.csv",
            "items 1, done 0, declined 0, points 0, parents 0, sprints 0",
        ),
    ] {
        let Some(found) = ledger(file, "linear") else {
            return;
        };
        assert_eq!(found, figures, "{file}");
    }
}
