//! What strangers' files mean, and say again when they come back: the order of rows, days of moments, words that only look like
//! something else.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, story, value};
use crate::sandbox::Sandbox;

/// The ids of all open items, in order.
fn order(sandbox: &Sandbox) -> Vec<String> {
    let list = sandbox.ok(&["list", "--format", "json"]);
    let list: Value = serde_json::from_str(&list).unwrap();
    let items = list["stories"].as_array().unwrap().iter();
    items
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn rows_of_a_sheet_keep_their_order() {
    for (ids, is_ranked) in [
        (["B-2", "B-5", "B-9"], false),
        (["B-9", "B-2", "B-5"], true),
        (["AB-1", "AB-2", "CD-1"], true),
    ] {
        let sandbox = Sandbox::new();
        let rows: Vec<String> = ids.iter().map(|id| format!("{id},Title {id}")).collect();
        let text = format!("ID,Title\n{}\n", rows.join("\n"));
        import(&sandbox, "t.csv", &text, &[]);
        assert_eq!(order(&sandbox), ids);
        let has_rank = value(&story(&sandbox, ids[0]), "rank:").is_some();
        assert_eq!(has_rank, is_ranked, "{ids:?}");
        let before = sandbox.files();
        import(&sandbox, "t.csv", &text, &["--update"]);
        assert_eq!(sandbox.files(), before, "{ids:?}");
    }
}

#[test]
fn an_item_is_not_done_before_it_was_created() {
    let sandbox = Sandbox::new();
    let line = r#"{"id":"bd-1","title":"Pay","status":"closed","created_at":"2025-12-30T17:08:08-08:00","started_at":"2025-12-30T17:10:00-08:00","closed_at":"2025-12-30T17:14:20-08:00"}"#;
    import(&sandbox, "issues.jsonl", format!("{line}\n"), &[]);
    let pay = story(&sandbox, "Pay");
    assert_eq!(value(&pay, "created:").unwrap(), "2025-12-31T01:08:08Z");
    assert_eq!(value(&pay, "done:").unwrap(), "2025-12-31");
    let before = sandbox.files();
    let again = format!("{line}\n");
    import(&sandbox, "issues.jsonl", again, &["--update"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn usual_words_for_types_are_known() {
    let sandbox = Sandbox::new();
    let text = "Work item Id,Summary,Work type\nB-1,Pay,User Story\nB-2,Ship,Task\n";
    import(&sandbox, "t.csv", text, &[]);
    assert_eq!(value(&story(&sandbox, "Pay"), "type:").unwrap(), "story");
    assert_eq!(value(&story(&sandbox, "Ship"), "type:").unwrap(), "task");
}

#[test]
fn words_for_nothing_are_nothing() {
    let sandbox = Sandbox::new();
    let text = "ID,Title,Acceptance criteria\nB-1,Pay,N/A\nB-2,Ship,It arrives\nTotal,,\n";
    let report = import(&sandbox, "t.csv", text, &[]);
    assert!(!story(&sandbox, "Pay").contains("N/A"));
    assert!(story(&sandbox, "Ship").contains("It arrives"));
    assert_eq!(
        reasons(&report, "reported"),
        ["the row adds up those above it"]
    );
}

#[test]
fn what_people_write_for_gitlabs_importer_is_gitlabs() {
    let sandbox = Sandbox::new();
    let text =
        "Title,Description,Labels\nPay,\"Do it\n\n/label ~setup ~azure\",\nShip,/estimate 1d,\n";
    import(&sandbox, "t.csv", text, &[]);
    let pay = story(&sandbox, "Pay");
    assert_eq!(value(&pay, "labels:").unwrap(), "[setup, azure]");
    assert!(!pay.contains("/label"), "{pay}");
    // Without such a line it is any table.
    let other = Sandbox::new();
    let text = "Title,Description\nPay,see /label ~setup\n";
    import(&other, "t.csv", text, &[]);
    assert!(story(&other, "Pay").contains("see /label ~setup"));
}

/// An item that goes out to a tool and comes back into another backlog.
fn there_and_back(body: &str, tool: &str, file: &str) -> (String, String) {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: new\ntype: story\n", body);
    let out = sandbox.dir().join("out");
    std::fs::create_dir(&out).unwrap();
    let path = out.join(file);
    let said = sandbox.ok(&["export", "--to", tool, "--output", path.to_str().unwrap()]);
    let other = Sandbox::new();
    other.ok(&["import", path.to_str().unwrap()]);
    (said, story(&other, "Pay"))
}

#[test]
fn a_task_list_in_a_note_stays_in_the_note() {
    let body = "As a guest, I want to pay.\n\n## Notes\n\n- 2026-01-05 ann: they said\n  ### Bug\n  - [ ] Mend the button\n";
    let (_, back) = there_and_back(body, "gitlab", "issues.csv");
    assert!(!back.contains("## Acceptance criteria"), "{back}");
    assert!(back.contains("  - [ ] Mend the button"), "{back}");
}

#[test]
fn comments_that_nobody_sees_stay_here() {
    let body = "As a guest, I want to pay.\n\n## Acceptance criteria\n\n- [ ] A code comes\n- [ ] A receipt comes\n<!-- AC:END -->\n";
    for (tool, file) in [("jira", "jira.csv"), ("azure-devops", "azure.csv")] {
        let (_, back) = there_and_back(body, tool, file);
        assert!(back.contains(" A receipt comes\n"), "{tool}: {back}");
        assert!(!back.contains("AC:END"), "{tool}: {back}");
    }
}
