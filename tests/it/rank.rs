//! `po rank`: the order is shown and changed.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    for number in 1..=6 {
        sandbox.story(
            number,
            &format!("Item {number}"),
            "created: 2026-11-01T10:00:00Z\nstatus: new\ntype: story\npoints: 3\n",
            "",
        );
    }
    sandbox
}

fn order(sandbox: &Sandbox) -> Vec<String> {
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["rank", "--format", "json"])).unwrap();
    json["stories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|story| story["id"].as_str().unwrap().replace("US-", ""))
        .collect()
}

#[test]
fn a_move_is_one_line_in_one_file() {
    let sandbox = shop();
    let told = sandbox.ok(&["rank", "5", "--before", "2"]);
    assert_eq!(
        told,
        "US-5 Item 5: 5 → 2, now before US-2 Item 2\n  backlog/stories/US-5-item-5.md, 1 line\n"
    );
    assert_eq!(order(&sandbox), ["1", "5", "2", "3", "4", "6"]);
}

#[test]
fn several_land_in_the_order_given() {
    let sandbox = shop();
    sandbox.ok(&["rank", "6", "2", "4", "--top"]);
    assert_eq!(order(&sandbox), ["6", "2", "4", "1", "3", "5"]);
    sandbox.ok(&["rank", "1", "6", "--bottom"]);
    assert_eq!(order(&sandbox), ["2", "4", "3", "5", "1", "6"]);
    sandbox.ok(&["rank", "us-6", "--to", "2"]);
    assert_eq!(order(&sandbox), ["2", "6", "4", "3", "5", "1"]);
    sandbox.ok(&["rank", "2", "--after", "3"]);
    assert_eq!(order(&sandbox), ["6", "4", "3", "2", "5", "1"]);
}

#[test]
fn a_move_that_changes_nothing_writes_nothing() {
    let sandbox = shop();
    let before = sandbox.files();
    assert_eq!(
        sandbox.ok(&["rank", "2", "--before", "3"]),
        "US-2 Item 2: stays 2\n  no file changed\n"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn what_cannot_be_is_said() {
    let sandbox = shop();
    sandbox.story(7, "Gone", "status: done\n", "");
    let before = sandbox.files();
    for (args, words) in [
        (&["rank", "2", "--before", "2"][..], "next to itself"),
        (&["rank", "99", "--top"], "no item `US-99`"),
        (&["rank", "2", "--to", "9"], "no position 9"),
        (&["rank", "2", "--to", "0"], "no position 0"),
        (&["rank", "7", "--top"], "only open items"),
        (&["rank", "2"], "no place is named"),
        (&["rank", "--top"], "no item to move"),
    ] {
        let error = sandbox.fails(2, args);
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(sandbox.files(), before);
    }
}

#[test]
fn the_screen() {
    let sandbox = shop();
    sandbox.write(
        "product.md",
        "# Product\n\n## Product Goal\n\nguests buy without an account\n",
    );
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: Guests can pay\nstarted: 2026-11-16\n---\n",
    );
    for (number, done) in [(5, 14), (6, 21), (7, 3)] {
        sandbox.write(&format!("sprints/sprint-{number}.md"), format!("---\nsprint: {number}\nstarted: 2026-10-0{number}\nclosed: 2026-10-1{number}\ndone: {{points: {done}, items: 4}}\n---\n"));
    }
    sandbox.ok(&["set", "1", "2", "sprint=8"]);
    sandbox.ok(&["set", "3", "depends_on=5", "points=8"]);
    sandbox.ok(&["set", "4", "points="]);
    sandbox.ok(&["set", "5", "points=13"]);
    insta::assert_snapshot!(sandbox.ok(&["rank"]));
    insta::assert_snapshot!(sandbox.ok(&["rank", "--limit", "2"]));
}

#[test]
fn an_empty_backlog_says_what_to_do() {
    assert!(Sandbox::new().ok(&["rank"]).contains("po add"));
}

#[test]
fn a_narrow_screen_has_one_line_a_row() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "stories/US-1-a.md",
        "---\ntitle: Pay with a card that was saved the last time, without a number\nid: US-1\ndepends_on: [US-2]\n---\n",
    );
    sandbox.write("stories/US-2-b.md", "---\ntitle: b\nid: US-2\n---\n");
    for width in ["40", "60", "80"] {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        command.env("COLUMNS", width).arg("list");
        let screen = sandbox.run_command(&mut command).stdout;
        assert_eq!(screen.lines().count(), 3, "{screen}");
        for line in screen.lines() {
            assert_eq!(line, line.trim_end());
            assert!(line.chars().count() <= width.parse().unwrap_or(0), "{line}");
        }
        assert!(screen.contains("Pay"), "{screen}");
    }
}
