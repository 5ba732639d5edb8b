//! The import of GitLab's issues: CSV old and new, and JSON of the interface.

use serde_json::{Value, json};

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

#[test]
fn work_items_of_two_projects_keep_their_parents() {
    // The parent's number in its project (1) is the number of another item here.
    let header = "ID,IID,Title,Description,Type,URL,State,Confidential,Locked,Milestone,Labels,Author,Author Username,Assignee,\
                  Assignee Username,Created At (UTC),Updated At (UTC),Closed At (UTC),Due Date,Start Date,Parent ID,Parent IID,\
                  Parent Title,Time Estimate,Time Spent,Weight\n";
    let row = |id: u32,
               iid: u32,
               project: &str,
               title: &str,
               state: &str,
               closed: &str,
               parent: &str| {
        format!(
            "{id},{iid},{title},\"Why\n\n- [ ] one\n- [x] two\",Issue,https://gitlab.com/g/{project}/-/issues/{iid},{state},No,No,v1,\"a,b\",\
             Ann,ann,Bob,bob,2026-01-01 10:00:00,2026-01-02 10:00:00,{closed},2026-02-01,,{parent},1,P,3600,0,5\n"
        )
    };
    let text = [
        row(2, 1, "one", "Other one", "Open", "", ""),
        row(901, 1, "two", "Top", "Closed", "2026-01-03 10:00:00", ""),
        row(902, 2, "two", "Part", "Open", "", "901"),
        row(903, 3, "two", "Orphan", "Open", "", "1"),
        row(902, 2, "two", "Part", "Open", "", "901"),
    ]
    .concat();
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "issues.csv", format!("{header}{text}"), &[]);
    assert_eq!(
        (&report["items"], reasons(&report, "reported").len()),
        (&Value::from(4), 1)
    );
    let top = story(&sandbox, "Top");
    for part in [
        "status: done",
        "done: 2026-01-03",
        "points: 5",
        "labels: [a, b]",
        "release: v1",
        "assignee: [Bob]",
        "requested_by: Ann",
        "created: 2026-01-01T10:00:00Z",
        "Time Estimate: '3600'",
        "\nWhy\n\n## Acceptance criteria\n\n- [ ] one\n- [x] two\n",
    ] {
        assert!(top.contains(part), "{part}\n{top}");
    }
    let id = value(&top, "id:").unwrap();
    assert!(story(&sandbox, "Part").contains(&format!("epic: {id}\n")));
    let orphan = story(&sandbox, "Orphan");
    assert!(
        orphan.contains("epic:\n") && orphan.contains("parent: id 1"),
        "{orphan}"
    );
    let before = sandbox.files();
    let again = sandbox.ok(&["import", "issues.csv"]);
    assert!(again.contains("(gitlab)"), "{again}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn the_old_csv_has_other_columns() {
    let text = "Issue ID,URL,Title,State,Description,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,Due Date,\
                Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent,Epic ID,Epic Title\n\
                7,https://gitlab.com/g/p/-/issues/7,Seven,Closed,,Ann,ann,,,No,No,,2020-01-01 10:00:00,2020-01-02 10:00:00,\
                2020-01-02 10:00:00,,,\"x\",0,0,4,Big\n";
    let sandbox = Sandbox::empty();
    assert_eq!(import(&sandbox, "old.csv", text, &[])["items"], 1);
    let seven = story(&sandbox, "Seven");
    for part in [
        "status: done",
        "done: 2020-01-02",
        "Epic Title: Big",
        "key: 7",
    ] {
        assert!(seven.contains(part), "{part}\n{seven}");
    }
}

#[test]
fn issues_of_the_interface_bring_iterations() {
    let issue = |iid: u32, state: &str, more: Value| {
        let mut issue = json!({
            "id": 1000 + iid, "iid": iid, "project_id": 5, "title": format!("Issue {iid}"), "description": "Text\r\nmore", "state": state,
            "created_at": "2026-01-01T10:00:00.000Z", "labels": ["a"], "author": {"id": 1, "username": "ann", "name": "Ann"},
            "assignees": [{"username": "bob"}], "assignee": {"username": "bob"}, "type": "ISSUE", "issue_type": "issue",
            "web_url": format!("https://gitlab.com/g/p/-/issues/{iid}"), "weight": 3, "time_stats": {"time_estimate": 0, "total_time_spent": 60},
        });
        for (key, value) in more.as_object().unwrap() {
            issue[key] = value.clone();
        }
        issue
    };
    let iteration = json!({"id": 1, "iid": 4, "sequence": 4, "title": null, "state": 3, "start_date": "2026-01-05", "due_date": "2026-01-18"});
    let text = format!(
        "{}{}",
        json!([issue(
            1,
            "closed",
            json!({"closed_at": "2026-01-10T10:00:00.000Z", "iteration": iteration,
            "milestone": {"id": 1, "iid": 1, "title": "v1", "due_date": "2026-03-01", "description": ""}})
        )]),
        json!([issue(2, "opened", json!({"service_desk_reply_to": "secret@x.example", "confidential": true})),
            {"iid": 3, "title": "MR", "source_branch": "x"}, issue(1, "closed", json!({}))]),
    );
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "issues.json", text, &[]);
    assert_eq!(
        (&report["items"], reasons(&report, "reported").len()),
        (&Value::from(2), 2)
    );
    let one = story(&sandbox, "Issue 1");
    for part in [
        "sprint: Iteration 4",
        "points: 3",
        "release: v1",
        "status: done",
        "total_time_spent: '60'",
        "assignee: [bob]",
    ] {
        assert!(one.contains(part), "{part}\n{one}");
    }
    assert!(
        sandbox
            .read("sprints/iteration-4.md")
            .contains("closed: 2026-01-18")
    );
    assert!(sandbox.read("releases/v1.md").contains("due: 2026-03-01"));
    assert!(
        stories(&sandbox)
            .iter()
            .all(|text| !text.contains("secret"))
    );
    assert!(story(&sandbox, "Issue 2").contains("confidential: 'true'"));
    let before = sandbox.files();
    sandbox.ok(&["import", "issues.json"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn epics_are_what_their_issues_are_a_part_of() {
    let epic = |id: u32, iid: u32, parent: Value, title: &str| {
        json!({
            "id": id, "work_item_id": id + 500, "iid": iid, "group_id": 7, "parent_id": parent, "title": title, "state": "opened",
            "web_url": format!("https://gitlab.com/groups/g/-/epics/{iid}"), "author": {"username": "ann"},
            "start_date": null, "created_at": "2026-01-01T10:00:00Z", "labels": [],
        })
    };
    let issue = |id: u32, iid: u32, epic: Value, title: &str| {
        json!({
            "id": id, "iid": iid, "project_id": 5, "title": title, "state": "opened", "labels": [],
            "web_url": format!("https://gitlab.com/g/p/-/issues/{iid}"), "epic": epic,
        })
    };
    let sandbox = Sandbox::empty();
    let dir = sandbox.dir().join("export");
    std::fs::create_dir_all(&dir).unwrap();
    // The numbers of epics are those of issues as well.
    let epics = json!([
        epic(29, 4, json!(23), "Part"),
        epic(23, 3, Value::Null, "Top")
    ]);
    let issues = json!([
        issue(
            29,
            4,
            json!({"id": 29, "iid": 4, "title": "Part", "group_id": 7}),
            "Four"
        ),
        issue(23, 3, json!({"iid": 3}), "Three"),
        issue(
            30,
            5,
            json!({"id": 77, "iid": 9, "title": "Elsewhere", "group_id": 8}),
            "Five"
        ),
    ]);
    std::fs::write(dir.join("epics.json"), epics.to_string()).unwrap();
    std::fs::write(dir.join("issues.json"), issues.to_string()).unwrap();
    let told = sandbox.ok(&["import", "export"]);
    let id = |title: &str| value(&story(&sandbox, title), "id:").unwrap();
    for (title, parent) in [("Part", "Top"), ("Four", "Part"), ("Three", "Top")] {
        let text = story(&sandbox, title);
        let line = format!("epic: {}\n", id(parent));
        assert!(text.contains(&line), "{line}\n{text}\n{told}");
    }
    assert!(story(&sandbox, "Top").contains("type: epic\n"));
    let five = story(&sandbox, "Five");
    assert!(five.contains("&9 Elsewhere"), "{five}");
    let before = sandbox.files();
    sandbox.ok(&["import", "export"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn milestones_alone_are_told() {
    let sandbox = Sandbox::empty();
    let list = json!([
        {"id": 3, "iid": 3, "title": "1.0", "project_id": 1, "expired": false, "due_date": "2026-01-31"},
        {"id": 4, "iid": 4, "title": "2.0", "project_id": 1, "expired": false, "due_date": "2026-03-31"},
        {"id": 5, "iid": 5, "title": "Later", "project_id": 1, "expired": false}
    ]);
    std::fs::write(sandbox.dir().join("m.json"), list.to_string()).unwrap();
    let told = sandbox.ok(&["import", "m.json"]);
    assert!(told.contains("imported 2 releases, skipped 1"), "{told}");
    assert!(sandbox.dir().join("backlog/releases/1-0.md").is_file());
}
