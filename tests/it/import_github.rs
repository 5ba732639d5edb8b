//! The import of GitHub's issues: `gh`, the interfaces and projects, in any encoding.

use serde_json::{Value, json};

use crate::import_sandbox::{import, ledger, reasons, stories, story};
use crate::sandbox::Sandbox;

#[test]
fn issues_of_gh_become_items() {
    let issue = |number: u32, state: &str, reason: &str, more: Value| {
        let mut issue = json!({
            "number": number, "title": format!("Issue {number}"), "state": state, "stateReason": reason,
            "url": format!("https://github.com/o/r/issues/{number}"), "createdAt": "2026-01-01T10:00:00Z",
            "labels": [{"id": "L", "name": "bug", "color": "f00"}], "assignees": [{"login": "ann"}], "author": {"login": "bob"},
        });
        for (key, value) in more.as_object().unwrap() {
            issue[key] = value.clone();
        }
        issue
    };
    let text = json!([
        issue(
            1,
            "OPEN",
            "",
            json!({
                "body": "Why\r\n\r\n## Tasks\r\n- [ ] one\r\n- [x] two\r\n\r\n## Notes\r\n- no task",
                "milestone": {"number": 1, "title": "v1", "dueOn": "2026-03-01T00:00:00Z", "description": "First"},
                "comments": [{"author": {"login": "eve"}, "body": "Hm", "createdAt": "2026-01-02T10:00:00Z"}],
                "projectItems": [{"status": {"optionId": "1", "name": "👀 In review"}, "title": "Board"}],
                "blockedBy": [{"number": 2, "url": "https://github.com/o/r/issues/2"}],
            })
        ),
        issue(
            2,
            "CLOSED",
            "COMPLETED",
            json!({"closedAt": "2026-01-05T10:00:00Z", "parent": {"number": 1, "title": "x", "url": "https://github.com/o/r/issues/1"}})
        ),
        issue(
            3,
            "CLOSED",
            "NOT_PLANNED",
            json!({"closedAt": "2026-01-05T10:00:00Z", "parent": {"number": 1, "url": "https://github.com/o/other/issues/1"}})
        ),
        issue(
            5,
            "OPEN",
            "",
            json!({
                "projectItems": {"nodes": [{"project": {"title": "Board"}, "fieldValueByName": {"name": "In Progress"}}]},
                "comments": {"totalCount": 5, "nodes": [{"body": "One of five"}]},
            })
        ),
        issue(
            4,
            "OPEN",
            "",
            json!({"url": "https://github.com/o/r/pull/4"})
        ),
        issue(2, "OPEN", "", json!({})),
        "text",
    ]);
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "issues.json", text.to_string(), &[]);
    assert_eq!(report["items"], 4);
    let five = story(&sandbox, "Issue 5");
    assert!(five.contains("status: in-progress"), "{five}");
    assert!(five.contains("comments: '5'"), "{five}");
    let reported = reasons(&report, "reported");
    assert_eq!(reported.len(), 3, "{reported:?}");
    assert_eq!(reported[0], "it is a pull request, and no item");
    assert!(
        reported[1].contains("stands in issues.json:2 already"),
        "{reported:?}"
    );
    assert_eq!(reported[2], "it is no issue");
    let one = story(&sandbox, "Issue 1");
    for part in [
        "status: In review",
        "labels: [bug]",
        "assignee: [ann]",
        "requested_by: bob",
        "release: v1",
        "url: https://github.com/o/r/issues/1",
        "created: 2026-01-01T10:00:00Z",
        "\nWhy\n\n## Notes\n- no task\n\n## Acceptance criteria\n\n- [ ] one\n- [x] two\n",
        "- 2026-01-02 eve: Hm",
    ] {
        assert!(one.contains(part), "{part}\n{one}");
    }
    let id = |text: &str| crate::import_sandbox::value(text, "id:").unwrap();
    let two = story(&sandbox, "Issue 2");
    assert!(
        one.contains(&format!("depends_on: [{}]", id(&two))),
        "{one}"
    );
    assert!(two.contains(&format!("epic: {}", id(&one))), "{two}");
    assert!(
        two.contains("status: done") && two.contains("done: 2026-01-05"),
        "{two}"
    );
    let three = story(&sandbox, "Issue 3");
    assert!(
        three.contains("status: declined") && three.contains("stateReason: NOT_PLANNED"),
        "{three}"
    );
    assert!(
        three.contains("epic:\n") && three.contains("o/other#1"),
        "{three}"
    );
    assert!(sandbox.read("releases/v1.md").contains("due: 2026-03-01"));
    let before = sandbox.files();
    sandbox.ok(&["import", "issues.json"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn pages_of_the_interface_and_other_encodings() {
    let page = |number: u32| {
        json!([{
            "url": format!("https://api.github.com/repos/o/r/issues/{number}"), "repository_url": "https://api.github.com/repos/o/r",
            "html_url": format!("https://github.com/o/r/issues/{number}"), "id": 9, "number": number, "title": format!("Ünique {number}"),
            "user": {"login": "bob"}, "state": "closed", "state_reason": "completed", "comments": 2, "locked": false,
            "closed_at": "2026-01-05T10:00:00Z", "created_at": "2026-01-01T10:00:00Z", "body": null, "milestone": null, "type": {"name": "Bug"},
            "reactions": {"total_count": 3, "url": "https://api.github.com/x"},
            "closedByPullRequestsReferences": [{"number": 11, "url": "https://github.com/o/r/pull/11"}],
        }, {"number": number + 100, "title": "PR", "pull_request": {"url": "u"}}])
    };
    let text = format!("{}{}", page(1), page(2));
    let wide: Vec<u8> = format!("\u{feff}{}", text.replace("},", "},\r\n"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [text.into_bytes(), wide] {
        let sandbox = Sandbox::empty();
        let report = import(&sandbox, "issues.json", &bytes, &[]);
        assert_eq!(
            (&report["items"], reasons(&report, "reported").len()),
            (&Value::from(2), 2)
        );
        let one = story(&sandbox, "Ünique 1");
        for part in [
            "type: bug",
            "status: done",
            "reactions: '3'",
            "links: [https://github.com/o/r/pull/11]",
            "comments: '2'",
            "url: https://github.com/o/r/issues/1",
        ] {
            assert!(one.contains(part), "{part}\n{one}");
        }
    }
}

#[test]
fn items_of_a_project_bring_sprints_and_points() {
    let text = json!({"items": [
        {"assignees": ["ann"], "content": {"body": "Text", "number": 7, "repository": "o/r", "title": "Seven", "type": "Issue", "url": "https://github.com/o/r/issues/7"},
         "estimate": 5, "id": "PVTI_1", "labels": ["x"], "priority": "P1", "repository": "https://github.com/o/r", "status": "✅ Done", "title": "Seven",
         "sprint": {"title": "Sprint 1", "startDate": "2026-01-05", "duration": 14, "iterationId": "a"}},
        {"content": {"body": "", "title": "An idea", "type": "DraftIssue"}, "id": "PVTI_2", "title": "An idea", "status": "Todo"},
        {"content": {"number": 8, "title": "A PR", "type": "PullRequest", "url": "u"}, "id": "PVTI_3", "title": "A PR"},
    ], "totalCount": 3});
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "items.json", text.to_string(), &[]);
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(2), &Value::from(1))
    );
    assert_eq!(
        reasons(&report, "reported"),
        ["it is a pull request, and no item"]
    );
    let seven = story(&sandbox, "Seven");
    for part in [
        "points: 5",
        "status: done",
        "sprint: Sprint 1",
        "priority: P1",
        "labels: [x]",
    ] {
        assert!(seven.contains(part), "{part}\n{seven}");
    }
    assert!(
        sandbox
            .read("sprints/sprint-1.md")
            .contains("to: 2026-01-18")
    );
    let before = sandbox.files();
    sandbox.ok(&["import", "items.json"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn two_repositories_are_not_mixed_up() {
    let sandbox = Sandbox::empty();
    std::fs::create_dir(sandbox.dir().join("all")).unwrap();
    for name in ["a", "b"] {
        let url = |number: u32| format!("https://github.com/o/{name}/issues/{number}");
        let text = json!([
            {"number": 1, "title": format!("Top {name}"), "url": url(1)},
            {"number": 2, "title": format!("Part {name}"), "url": url(2), "parent": {"number": 1, "url": url(1)}},
        ]);
        std::fs::write(
            sandbox.dir().join(format!("all/{name}.json")),
            text.to_string(),
        )
        .unwrap();
    }
    sandbox.ok(&["import", "all"]);
    assert_eq!(stories(&sandbox).len(), 4);
    for name in ["a", "b"] {
        let top =
            crate::import_sandbox::value(&story(&sandbox, &format!("Top {name}")), "id:").unwrap();
        let part = story(&sandbox, &format!("Part {name}"));
        assert!(part.contains(&format!("epic: {top}\n")), "{top}\n{part}");
    }
    let before = sandbox.files();
    sandbox.ok(&["import", "all"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn real_exports_of_github() {
    // Counted with Python's json module.
    for (file, figures) in [
        (
            "github/gh-json-body-number-title.json",
            "items 8, done 0, declined 0, points 0, parents 0, sprints 0",
        ),
        (
            "github/gh-json-utf16-powershell.json",
            "items 18, done 0, declined 0, points 0, parents 0, sprints 0",
        ),
    ] {
        let Some(found) = ledger(file, "github") else {
            return;
        };
        assert_eq!(found, figures, "{file}");
    }
}
