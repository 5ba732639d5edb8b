//! `po import --update` from Linear, GitHub and Trello, each with what is odd about it.

use crate::import_sandbox::story;
use crate::import_update_sandbox::{edit, fields, update, write};
use crate::sandbox::Sandbox;

#[test]
fn linear_closes_a_cycle_and_moves_what_was_not_done() {
    const HEADER: &str = "ID,Team,Title,Description,Status,Estimate,Priority,Labels,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Started,Completed,Updated";
    let sandbox = Sandbox::new();
    let cycle = |number: u32, from: &str, to: &str| format!("{number},Cycle {number},{from},{to}");
    let (first, second) = (
        cycle(1, "2026-01-05", "2026-01-19"),
        cycle(2, "2026-01-19", "2026-02-02"),
    );
    let before = format!(
        "{HEADER}\nEN-1,E,One,\"- [ ] a\n- [ ] b\",In Progress,3,Low,x,{first},2026-01-01,2026-01-06,,2026-01-06\n\
         EN-2,E,Two,,Todo,2,Low,,{first},2026-01-01,,,2026-01-06\n"
    );
    write(&sandbox, "linear.csv", &before);
    sandbox.ok(&["import", "linear.csv"]);
    edit(&sandbox, "EN-1", &[("labels: [x]", "labels: [x, ours]")]);
    let after = format!(
        "{HEADER}\nEN-1,E,One,\"- [x] a\n- [ ] b\",Done,3,Low,\"x, y\",{first},2026-01-01,2026-01-06,2026-01-15,2026-01-21\n\
         EN-2,E,Two,,Todo,2,Low,,{second},2026-01-01,,,2026-01-21\n"
    );
    let told = update(&sandbox, "linear.csv", &after, &[]);
    assert!(told.conflicts.is_empty(), "{:?}", told.conflicts);
    let one = story(&sandbox, "EN-1");
    for part in [
        "labels: [x, ours, \"y\"]",
        "status: done",
        "done: 2026-01-15",
        "- [x] a\n- [ ] b",
    ] {
        assert!(one.contains(part), "{part}\n{one}");
    }
    assert!(story(&sandbox, "EN-2").contains("sprint: Cycle 2"));
    let sprint = sandbox.read("sprints/cycle-1.md");
    assert!(sprint.contains("closed: 2026-01-18"), "{sprint}");
    assert!(sandbox.path("sprints/cycle-2.md").exists());
}

#[test]
fn a_cycle_that_is_over_stays_so_in_a_filtered_export_of_linear() {
    const HEADER: &str = "ID,Team,Title,Status,Priority,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Completed,Updated";
    let sandbox = Sandbox::new();
    let one = "EN-1,E,One,Todo,Low,1,Cycle 1,2026-01-05,2026-01-19,2026-01-01,,2026-01-06\n";
    let two = "EN-2,E,Two,Done,Low,,,,,2026-01-01,2026-02-02,2026-02-02\n";
    write(&sandbox, "linear.csv", &format!("{HEADER}\n{one}{two}"));
    sandbox.ok(&["import", "linear.csv"]);
    let before = story(&sandbox, "EN-1");
    assert!(before.contains("  Cycle Name: Cycle 1\n"), "{before}");
    let told = update(&sandbox, "linear.csv", &format!("{HEADER}\n{one}"), &[]);
    assert_eq!(fields(&told), [""; 0]);
    assert_eq!(story(&sandbox, "EN-1"), before);
    // Done after all, it was in that cycle.
    let done = one
        .replace("Todo", "Done")
        .replace(",,2026-01-06", ",2026-01-08,2026-01-08");
    let told = update(&sandbox, "linear.csv", &format!("{HEADER}\n{done}"), &[]);
    assert_eq!(
        fields(&told),
        ["status", "done", "sprint", "extra.Cycle Name"]
    );
}

#[test]
fn github_tells_of_the_fields_that_were_asked_for() {
    let sandbox = Sandbox::new();
    let issue = |title: &str, more: &str| {
        format!(
            r#"[{{"number": 7, "title": "{title}", "state": "OPEN", "url": "https://github.com/a/b/issues/7", "createdAt": "2026-01-01T00:00:00Z", {more}}}]"#
        )
    };
    write(
        &sandbox,
        "issues.json",
        &issue(
            "One",
            r#""body": "Text\n\n- [ ] a", "labels": [{"name": "x"}], "milestone": {"title": "1.0"}, "comments": [{"author": {"login": "ada"}, "body": "Hi", "createdAt": "2026-01-02T00:00:00Z"}]"#,
        ),
    );
    sandbox.ok(&["import", "issues.json"]);
    sandbox.ok(&["start", "US-1"]);
    let told = update(
        &sandbox,
        "few.json",
        &issue("One more", r#""labels": []"#),
        &[],
    );
    assert_eq!(fields(&told), ["title", "labels"]);
    let text = story(&sandbox, "US-1");
    for part in [
        "title: One more",
        "release: \"1.0\"",
        "status: in-progress",
        "- [ ] a",
        "- 2026-01-02 ada: Hi",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let closed = issue(
        "One more",
        r#""body": "Text\n\n- [x] a", "milestone": null, "labels": [], "closedAt": null, "comments": [{"author": {"login": "ada"}, "body": "Hi", "createdAt": "2026-01-02T00:00:00Z"}, {"author": {"login": "bob"}, "body": "Ho", "createdAt": "2026-01-03T00:00:00Z"}]"#,
    );
    let told = update(&sandbox, "all.json", &closed, &[]);
    assert_eq!(fields(&told), ["release", "text"]);
    let text = story(&sandbox, "US-1");
    for part in [
        "release:\n",
        "- [x] a",
        "- 2026-01-02 ada: Hi\n- 2026-01-03 bob: Ho\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn trello_forgets_old_comments_and_they_stay() {
    let board = |name: &str, list: &str, actions: &str, count: u32| {
        format!(
            r#"{{"name": "B", "closed": false, "lists": [{{"id": "l1", "name": "To Do", "pos": 1}}, {{"id": "l2", "name": "Doing", "pos": 2}}],
            "cards": [{{"id": "5fcbec2e6621ca4f0a547896", "shortLink": "aBcDeFgH", "shortUrl": "https://trello.com/c/aBcDeFgH", "name": "{name}",
            "idList": "{list}", "pos": 1, "desc": "Text", "badges": {{"comments": {count}}}}}],
            "checklists": [{{"idCard": "5fcbec2e6621ca4f0a547896", "name": "Checklist", "checkItems": [{{"name": "a", "state": "complete"}}]}}],
            "actions": [{actions}]}}"#
        )
    };
    let comment = |day: u32, text: &str| {
        format!(
            r#"{{"type": "commentCard", "date": "2026-01-{day:02}T10:00:00.000Z", "data": {{"text": "{text}", "card": {{"id": "5fcbec2e6621ca4f0a547896"}}}}}}"#
        )
    };
    let sandbox = Sandbox::new();
    let two = format!("{},{}", comment(3, "newer"), comment(2, "older"));
    write(&sandbox, "board.json", &board("Pay", "l1", &two, 2));
    sandbox.ok(&["import", "board.json"]);
    let id = "US-1";
    assert!(story(&sandbox, id).contains("older"));
    let next = format!("{},{}", comment(4, "newest"), comment(3, "newer"));
    let told = update(
        &sandbox,
        "next.json",
        &board("Pay all", "l2", &next, 3),
        &[],
    );
    assert!(told.conflicts.is_empty(), "{:?}", told.conflicts);
    let text = story(&sandbox, id);
    for part in ["title: Pay all", "status: Doing", "- [x] a"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let places: Vec<usize> = ["older", "newer", "newest"]
        .iter()
        .map(|word| text.rfind(word).unwrap())
        .collect();
    assert!(places.is_sorted(), "{text}");
    // A comment that was taken away there goes, when all are told.
    let told = update(
        &sandbox,
        "last.json",
        &board("Pay all", "l2", &comment(4, "newest"), 1),
        &[],
    );
    assert_eq!(fields(&told), ["text"]);
    assert!(!story(&sandbox, id).contains("older"));
}
