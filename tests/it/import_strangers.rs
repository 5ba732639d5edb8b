//! Sheets that people keep by hand, through `po import`: what their rows and headers mean.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, story, value};
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
