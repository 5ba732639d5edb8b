//! `po check --fix`.

use crate::sandbox::Sandbox;

const BODY: &str = "As a guest, I want to read the text so that I know it.\n\n## Acceptance criteria\n\n- [ ] a\n- [ ]\n- [ ] b\n- [ ] A\n\n<!-- po: ignore duplicate-id because x -->\n";

fn broken() -> Sandbox {
    let sandbox = Sandbox::new();
    let fields = "status: redy\npoints:\npionts: 5\ndepends_on: [US-3, US-1]\n";
    sandbox.story(1, "One", "status: new\n", "");
    sandbox.story(2, "Two", "status: new\n", "");
    sandbox.story(3, "Three", fields, BODY);
    sandbox
}

fn story(sandbox: &Sandbox, begins: &str) -> String {
    let (_, bytes) = sandbox
        .files()
        .into_iter()
        .find(|(path, _)| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(begins)
        })
        .unwrap_or_else(|| panic!("no file {begins}"));
    String::from_utf8(bytes).unwrap()
}

#[test]
fn repairs_what_loses_nothing_and_leaves_the_rest_to_people() {
    let sandbox = broken();
    let run = sandbox.run(&["check", "--fix"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    insta::assert_snapshot!(run.stdout);
    insta::assert_snapshot!(run.stderr);
    let text = story(&sandbox, "US-3");
    assert!(text.contains("depends_on: [US-1]\n"), "{text}");
    assert!(text.ends_with("- [ ] a\n- [ ] b\n\n"), "{text}");
}

#[test]
fn with_yes_nothing_is_left_and_undo_brings_all_back() {
    let sandbox = broken();
    let before = sandbox.files();
    let run = sandbox.run(&["check", "--fix", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    let text = story(&sandbox, "US-3");
    assert!(
        text.contains("status: ready\npoints: 5\ndepends_on: [US-1]\n"),
        "{text}"
    );
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn shows_the_diff_and_writes_nothing() {
    let sandbox = broken();
    let before = sandbox.files();
    let run = sandbox.run(&["check", "--fix", "--yes", "--dry-run"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn the_later_of_two_items_with_one_id_gets_a_fresh_number() {
    let sandbox = Sandbox::new();
    let at = |created: &str| format!("status: new\ncreated: {created}\n");
    sandbox.story(1, "Older", &at("2026-01-01T00:00:00Z"), "");
    sandbox.story(1, "Younger", &at("2026-02-01T00:00:00Z"), "");
    sandbox.story(2, "Refers", "status: new\ndepends_on: [US-1]\n", "");
    let said = sandbox.ok(&["check", "--fix", "--yes"]);
    insta::assert_snapshot!(said);
    assert!(story(&sandbox, "US-1").contains("title: Older"));
    let moved = story(&sandbox, "US-3");
    assert!(
        moved.contains("title: Younger") && moved.contains("aliases: [US-1]"),
        "{moved}"
    );
    assert!(story(&sandbox, "US-2").contains("depends_on: [US-1]"));
}

#[test]
fn a_key_that_holds_something_is_never_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "One", "status: new\npionts: 3\npoints: five\n", "");
    let before = sandbox.files();
    let said = sandbox.run(&["check", "--fix", "--yes"]);
    assert_eq!(said.code, 1, "{}", said.stdout);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_misnamed_file_gets_the_name_of_its_item() {
    let sandbox = Sandbox::new();
    let text = "---\ntitle: Pay\nid: US-7\nstatus: new\n---\n";
    sandbox.write("stories/sub/US-8-pay.md", text);
    // Its new name is looked at, though the old one was asked for.
    let path = "backlog/stories/sub/US-8-pay.md";
    let said = sandbox.ok(&["check", "--fix", "--yes", path]);
    assert!(said.contains("1 item: nothing wrong"), "{said}");
    assert_eq!(sandbox.read("stories/sub/US-7-pay.md"), text);
}

#[test]
fn other_formats_tell_only_what_is_left() {
    let sandbox = broken();
    let run = sandbox.run(&["check", "--fix", "--yes", "--format", "json"]);
    assert_eq!(run.code, 0);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_file_that_gets_a_fresh_number_is_named_after_that() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "One", "status: new\n", "");
    let text = sandbox.read("stories/US-1-one.md");
    sandbox.write("stories/notes.md", text.replace("One", "Two"));
    let run = sandbox.run(&["check", "--fix", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(!run.stdout.contains("US-1-notes"), "{}", run.stdout);
    assert!(sandbox.read("stories/US-2-notes.md").contains("id: US-2\n"));
    assert!(sandbox.read("stories/US-1-one.md").contains("id: US-1\n"));
}
