//! Two projects of one tool in one backlog: a number of the one is another item than the same number of the other.

use serde_json::{Value, json};

use crate::import_sandbox::{import, reasons, stories, story};
use crate::sandbox::Sandbox;

/// Issues with the numbers 1 to `count`, called by their project, number and `mark`.
fn issues(project: &str, count: u32, mark: &str) -> String {
    let issue = |number: u32| {
        json!({
            "number": number,
            "title": format!("{project} {number}{mark}"),
            "state": "OPEN",
            "url": format!("https://github.com/{project}/issues/{number}"),
            "createdAt": "2026-01-01T10:00:00Z",
            "body": "text",
        })
    };
    Value::from_iter((1..=count).map(issue)).to_string()
}

#[test]
fn a_second_repository_is_not_taken_for_the_first() {
    let sandbox = Sandbox::empty();
    let first = import(&sandbox, "g1.json", issues("a/b", 2, ""), &[]);
    let second = import(&sandbox, "g2.json", issues("c/d", 2, ""), &[]);
    assert_eq!((&first["items"], &second["items"]), (&json!(2), &json!(2)));
    assert!(story(&sandbox, "c/d 2").contains("key: 2#2"));
    for (name, project) in [("g1.json", "a/b"), ("g2.json", "c/d")] {
        let before = sandbox.files();
        let again = import(&sandbox, name, issues(project, 2, ""), &[]);
        assert_eq!(again["items"], 0);
        assert!(sandbox.files() == before, "{name}");
    }
}

#[test]
fn each_repository_is_updated_by_its_own_issues() {
    let sandbox = Sandbox::empty();
    import(&sandbox, "g1.json", issues("a/b", 2, ""), &["--update"]);
    let told = import(&sandbox, "g2.json", issues("c/d", 2, ""), &["--update"]);
    assert_eq!(
        (&told["items"], &told["update"]["updated"]),
        (&json!(2), &json!([]))
    );
    let told = import(&sandbox, "g2.json", issues("c/d", 3, " new"), &["--update"]);
    assert_eq!(told["update"]["updated"].as_array().unwrap().len(), 2);
    assert_eq!(told["update"]["missing"], json!([]));
    assert_eq!(told["items"], 1);
    let told = import(&sandbox, "g1.json", issues("a/b", 3, ""), &["--update"]);
    assert_eq!(
        (&told["items"], &told["update"]["updated"]),
        (&json!(1), &json!([]))
    );
    for title in [
        "a/b 1",
        "a/b 2",
        "a/b 3",
        "c/d 1 new",
        "c/d 2 new",
        "c/d 3 new",
    ] {
        story(&sandbox, title);
    }
    assert_eq!(stories(&sandbox).len(), 6);
}

#[test]
fn what_was_deleted_here_stays_away_though_another_repository_has_its_number() {
    let sandbox = Sandbox::empty();
    import(&sandbox, "g1.json", issues("a/b", 2, ""), &[]);
    import(&sandbox, "g2.json", issues("c/d", 2, ""), &[]);
    let files = sandbox.files();
    let (path, _) = files
        .iter()
        .find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("title: c/d 1"))
        .unwrap();
    std::fs::remove_file(sandbox.dir().join(path)).unwrap();
    let told = import(&sandbox, "g2.json", issues("c/d", 2, ""), &["--update"]);
    assert_eq!(told["items"], 0);
    assert!(reasons(&told, "reported")[0].contains("was imported before"));
    let told = import(&sandbox, "g3.json", issues("e/f", 1, ""), &["--update"]);
    assert_eq!(told["items"], 1);
}

#[test]
fn the_people_of_an_item_stay_apart_in_a_table() {
    let sandbox = Sandbox::empty();
    let text = "title,assignee\nOne,ann; bob\nTwo,\"Lee, Ann <ann@x>\"\n";
    import(&sandbox, "in.csv", text, &[]);
    let one = story(&sandbox, "One");
    assert!(one.contains("assignee: [ann, bob]"), "{one}");
    let csv = sandbox.ok(&["export", "--to", "csv"]);
    assert!(csv.contains(",ann; bob,"), "{csv}");
    let two = story(&sandbox, "Two");
    assert!(
        two.contains("\"Lee, Ann <ann@x>\"") || two.contains("'Lee, Ann <ann@x>'"),
        "{two}"
    );
}
