//! `po release`: made, listed, shipped, and the notes of what is Done.

use serde::Deserialize;

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay at once", "status: new\ntype: epic\n", "");
    let item = |number, title: &str, fields: &str| {
        sandbox.story(number, title, &format!("{fields}release: \"1.2\"\n"), "");
    };
    item(
        2,
        "Saved cards",
        "status: done\ndone: 2026-11-10\ntype: story\npoints: 5\nvalue: 3\nepic: US-1\n",
    );
    item(
        3,
        "One click",
        "status: done\ntype: story\npoints: 3\nvalue: 8\nepic: US-1\n",
    );
    item(
        4,
        "Crash on <Safari>",
        "status: done\ntype: bug\npoints: 2\n",
    );
    item(
        5,
        "Gift cards",
        "status: in-progress\ntype: story\npoints: 8\nepic: US-1\n",
    );
    item(6, "Dark mode", "status: declined\ntype: story\n");
    item(7, "Vouchers", "status: ready\ntype: story\n");
    sandbox
}

#[test]
fn a_release_has_a_life() {
    let mut sandbox = shop();
    let mut told = String::new();
    let mut run = |sandbox: &Sandbox, args: &[&str]| {
        let run = sandbox.run(args);
        told += &format!("$ po {}\n{}{}", args.join(" "), run.stdout, run.stderr);
        assert_eq!(run.code, 0, "{told}");
    };
    run(&sandbox, &["release"]);
    run(
        &sandbox,
        &[
            "release",
            "new",
            "1.2",
            "--due",
            "2026-12-18",
            "--budget",
            "60000",
            "--scope",
            "Guests buy",
        ],
    );
    run(
        &sandbox,
        &["release", "new", "Black Friday", "--due", "2026-11-20"],
    );
    run(&sandbox, &["release", "list"]);
    run(&sandbox, &["release", "notes", "1.2"]);
    sandbox.at("2026-12-18T16:00:00Z");
    run(&sandbox, &["release", "ship", "1.2"]);
    run(
        &sandbox,
        &[
            "release", "notes", "1.2", "--by", "type", "--format", "text",
        ],
    );
    run(&sandbox, &["release", "notes", "Black Friday"]);
    run(&sandbox, &["release", "list"]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.read("releases/1.2.md"));
    assert!(sandbox.path("releases/black-friday.md").exists());
    let found = sandbox.run(&["check", "--format", "concise"]).stdout;
    assert!(!found.contains("releases/"), "{found}");
}

#[test]
fn what_cannot_be_changes_nothing() {
    let sandbox = shop();
    sandbox.ok(&["release", "new", "1.2"]);
    sandbox.ok(&["release", "new", "1.1"]);
    sandbox.ok(&["release", "ship", "1.1"]);
    let before = sandbox.files();
    let mut told = String::new();
    for args in [
        &["new", "1.2"][..],
        &["new", ""],
        &["new", "nul"],
        &["new", "2", "--due", "soon"],
        &["new", "2", "--budget", "-5"],
        &["ship", "1.1"],
        &["ship", "1.2", "--on", "2026-12-18"],
        &["ship", "1.20"],
        &["notes", "3"],
    ] {
        let args = [&["release"], args].concat();
        told += &format!("$ po {}\n{}", args.join(" "), sandbox.fails(2, &args));
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
    insta::assert_snapshot!(told);
}

#[test]
fn shipping_changes_one_line_of_a_file_by_hand() {
    let sandbox = shop();
    let file = "---\n# ours\nbudget: 5 # thousand\nrelease: '1.2'\ndue: 2026-12-18\n---\nScope.";
    sandbox.write("releases/next.md", file);
    sandbox.ok(&["release", "ship", "1.2"]);
    assert_eq!(
        sandbox.read("releases/next.md"),
        file.replace(
            "budget: 5 # thousand\n",
            "budget: 5 # thousand\nshipped: 2026-11-21\n"
        )
    );
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Notes {
    schema_version: u32,
    product: String,
    release: String,
    due: Option<String>,
    shipped: Option<String>,
    groups: Vec<Group>,
    not_done: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Group {
    title: String,
    epic: Option<String>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Item {
    id: String,
    title: String,
    r#type: String,
    value: Option<f64>,
    points: Option<f64>,
    done: Option<String>,
    accepted: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct List {
    schema_version: u32,
    releases: Vec<Listed>,
    unreadable: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Listed {
    name: String,
    state: String,
    due: Option<String>,
    shipped: Option<String>,
    budget: Option<f64>,
    done: serde_json::Value,
    holds: serde_json::Value,
    unestimated: u64,
    path: String,
}

#[test]
fn json_has_its_shape() {
    let sandbox = shop();
    sandbox.ok(&["release", "new", "1.2"]);
    let text = sandbox.ok(&["release", "notes", "1.2", "--format", "json"]);
    let notes: Notes = serde_json::from_str(&text).expect("the shape");
    let ids: Vec<&str> = notes.groups[0]
        .items
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(ids, ["US-3", "US-2"], "by value");
    assert_eq!(
        (notes.groups[1].epic.as_deref(), notes.not_done.len()),
        (None, 2)
    );
    let text = sandbox.ok(&["release", "list", "--format", "json"]);
    let list: List = serde_json::from_str(&text).expect("the shape");
    assert_eq!(
        (
            list.releases[0].state.as_str(),
            list.releases[0].unestimated
        ),
        ("planned", 1)
    );
}
