//! Sheets that people keep by hand, through `po import`: what their rows and headers mean.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

/// What becomes of a column.
fn fate(report: &Value, name: &str) -> String {
    let columns = report["columns"].as_array().unwrap();
    let column = columns.iter().find(|column| column["name"] == name);
    column.unwrap()["fate"].as_str().unwrap().to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_day_of_its_end_and_no_state_is_done() {
    for (text, column) in [
        ("ID,Title,Done\n1,A,2026-01-02\n2,B,\n", "Done"),
        (
            "ID,Title,Status,Resolved\n1,A,,2026-01-02\n2,B,,\n3,C,Done,2026-01-03\n",
            "Resolved",
        ),
        (
            "ID,Title,Finish date,State\n1,A,2026-01-02,\n2,B,,\n3,C,Closed,2026-01-03\n",
            "Finish date",
        ),
        (
            "Nr,Aufgabe,Erledigt am\n1,A,02.01.2026\n2,B,\n3,C,31.01.2026\n",
            "Erledigt am",
        ),
    ] {
        let text = match column {
            "Finish date" => text.replace("C,Closed,2026-01-03", "C,2026-01-03,Closed"),
            _ => text.to_owned(),
        };
        let sandbox = Sandbox::new();
        let report = import(&sandbox, "t.csv", &text, &[]);
        let a = story(&sandbox, "A");
        assert_eq!(value(&a, "status:"), some("done"), "{text}");
        assert_eq!(value(&a, "done:"), some("2026-01-02"), "{text}");
        assert_eq!(
            value(&story(&sandbox, "B"), "status:"),
            some("new"),
            "{text}"
        );
        assert_eq!(
            fate(&report, column),
            "taken as `done`; an item with such a day and no state is Done"
        );
    }
}

#[test]
fn a_day_that_is_planned_is_no_end() {
    for text in [
        // The name alone may mean a plan.
        "ID,Title,Finish date\n1,A,2026-01-02\n",
        // So it does where open items have such a day.
        "ID,Title,Status,Completed\n1,A,,2026-01-02\n2,B,In progress,2026-01-03\n",
        // What is to end has not ended.
        "ID,Title,Closed on\n1,A,2999-01-02\n",
    ] {
        let sandbox = Sandbox::new();
        let report = import(&sandbox, "t.csv", text, &[]);
        let notes = reasons(&report, "notes");
        let doubt =
            "its days may be plans, so that 1 item with such a day and no state is not Done";
        let is_told = notes.iter().any(|note| note.ends_with(doubt));
        assert_eq!(is_told, !text.contains("2999"), "{notes:?}");
        let a = story(&sandbox, "A");
        assert_eq!(
            (value(&a, "status:"), value(&a, "done:")),
            (some("new"), None),
            "{text}"
        );
        assert!(a.contains("extra:\n"), "{a}");
    }
}

#[test]
fn a_day_that_comes_later_ends_an_item_in_an_update() {
    let sandbox = Sandbox::new();
    import(
        &sandbox,
        "t.csv",
        "ID,Title,Done\n1,A,\n2,B,2026-01-02\n",
        &[],
    );
    assert_eq!(value(&story(&sandbox, "A"), "status:"), some("new"));
    import(
        &sandbox,
        "t.csv",
        "ID,Title,Done\n1,A,2026-01-05\n2,B,2026-01-02\n",
        &["--update"],
    );
    let a = story(&sandbox, "A");
    assert_eq!(
        (value(&a, "status:"), value(&a, "done:")),
        (some("done"), some("2026-01-05"))
    );
    let files = sandbox.files();
    import(
        &sandbox,
        "t.csv",
        "ID,Title,Done\n1,A,2026-01-05\n2,B,2026-01-02\n",
        &["--update"],
    );
    assert_eq!(sandbox.files(), files);
}

#[test]
fn rows_of_one_key_and_title_are_one_item() {
    let text = "ID,Title,Label,Assignee,Sprint,Linked test,Points,Status,Criteria\n\
                1,Pay,a,Ann,Sprint 1,T-1,3,Open,\n\
                2,Ship,c,,,,5,,\n\
                1,Pay,b,Bob,Sprint 2,T-2,3,Closed,\n\
                1,Pay,b,Bob,Sprint 2,T-2,3,Closed,\n\
                2,Send,c,,,,,,\n";
    let sandbox = Sandbox::new();
    let report = import(&sandbox, "t.csv", text, &[]);
    assert_eq!(report["items"], 3);
    let pay = story(&sandbox, "Pay");
    for lines in [
        "labels: [a, b]\n",
        "assignee: [Ann, Bob]\n",
        "points: 3\n",
        "status: Open\n",
        "  Linked test:\n  - T-1\n  - T-2\n",
        "  Sprint:\n  - Sprint 1\n  - Sprint 2\n",
        "  Status: Closed\n",
    ] {
        assert!(pay.contains(lines), "{lines}\n{pay}");
    }
    let notes = reasons(&report, "notes");
    for note in [
        "the row goes on with the item in row 2",
        "its rows differ in `Status`: what stands first counts, the rest is kept under `extra`",
    ] {
        assert_eq!(
            notes.iter().filter(|one| *one == note).count(),
            1,
            "{notes:?}"
        );
    }
    let reported = ["it says only what stands for the item in row 2 already"];
    assert_eq!(reasons(&report, "reported"), reported);
    // Another title is another item.
    assert_eq!(value(&story(&sandbox, "Ship"), "points:"), some("5"));
    assert_eq!(value(&story(&sandbox, "Send"), "points:"), None);
    // Once more changes nothing.
    let files = sandbox.files();
    import(&sandbox, "t.csv", text, &["--update"]);
    assert_eq!(sandbox.files(), files);
}

#[test]
fn criteria_below_merged_cells_go_on_with_the_item_above() {
    let text = "ID,Title,Acceptance criteria,Points\n1,Pay,first,3\n,,second,\n,,third,\n\
                2,Ship,1. x,5\n,,2. y,\n3,Send,,\n,,Given a,\n,,When b,\n3,,Then c,\n,,,45\n,,late,\n\n,,legend,\n";
    let sandbox = Sandbox::new();
    let report = import(&sandbox, "t.csv", text, &[]);
    assert_eq!(
        (report["items"].as_u64(), stories(&sandbox).len()),
        (Some(3), 3)
    );
    let body = |title: &str| {
        let text = story(&sandbox, title);
        text.split_once("\n## Acceptance criteria\n\n")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(body("Pay"), "- first\n- second\n- third\n");
    assert_eq!(body("Ship"), "1. x\n2. y\n");
    assert_eq!(body("Send"), "Given a\nWhen b\nThen c\n");
    // A sum below is no criterion, and what stands after it or an empty row goes on with nothing.
    assert_eq!(
        reasons(&report, "reported")
            .iter()
            .filter(|why| why.contains("no title"))
            .count(),
        3
    );
    let notes = reasons(&report, "notes");
    let told = notes
        .iter()
        .filter(|note| note.starts_with("the row goes on with the item in row"));
    assert_eq!(told.count(), 6);
}

#[test]
fn a_row_with_more_than_a_criterion_is_none() {
    let text = "Title,Description,Acceptance criteria,Status\nPay,x,a,Open\n,y,b,\n,,c,Open\n";
    let sandbox = Sandbox::new();
    let report = import(&sandbox, "t.csv", text, &[]);
    assert_eq!(
        reasons(&report, "reported"),
        ["it has no title and no key"; 2]
    );
}

#[test]
fn other_names_of_criteria_are_known_and_the_definition_of_done_is_another_thing() {
    let text = "ID,User Stories,Conditions of Satisfaction,Definition of Done,Estimates,Statuses\n\
                1,\"As a buyer, I pay\",paid,reviewed,3,To be tested\n";
    let sandbox = Sandbox::new();
    let report = import(&sandbox, "t.csv", text, &[]);
    assert_eq!(
        fate(&report, "Conditions of Satisfaction"),
        "taken as acceptance criteria"
    );
    assert_eq!(fate(&report, "Definition of Done"), "kept under `extra`");
    let told = story(&sandbox, "US-1");
    assert_eq!(value(&told, "points:"), some("3"));
    assert!(
        told.ends_with("## Acceptance criteria\n\n- paid\n"),
        "{told}"
    );
    assert_eq!(report["states"][0]["kind"], "started");
    let text = "Title,Description\nPay,\"Text\n\nSuccess criteria:\n- paid\n\nDefinition of Done:\n- reviewed\"\n";
    let sandbox = Sandbox::new();
    import(&sandbox, "t.csv", text, &[]);
    let shown = sandbox.ok(&["show", "US-1", "--format", "json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        shown["stories"][0]["story"]["acceptance_criteria"]
            .as_array()
            .map(Vec::len),
        Some(1),
        "{shown}"
    );
}
