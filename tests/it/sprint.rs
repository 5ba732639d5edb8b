//! `po sprint new`, `add`, `remove`, `start`, `close`, `list`: the life of a Sprint, and what is refused.

use serde::Deserialize;

use crate::sandbox::Sandbox;

/// A backlog with a closed Sprint 7 and six items.
pub fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "sprints/sprint-7.md",
        "---\nsprint: 7\ngoal: Cards are safe\nfrom: 2026-11-09\nto: 2026-11-20\nstarted: 2026-11-09\n\
         planned: {points: 20, items: 5}\nclosed: 2026-11-20\ngoal_met: yes\ndone: {points: 18, items: 4}\nreturned: [US-2]\n---\n",
    );
    let item = |number, title: &str, fields: &str| {
        sandbox.story(
            number,
            title,
            &format!("{fields}type: story\nsprint:\n"),
            "",
        );
    };
    item(1, "Pay", "status: ready\npoints: 5\n");
    item(2, "Refund", "status: in-progress\npoints: 8\n");
    item(3, "Gift card", "status: new\n");
    item(4, "Log in", "status: done\npoints: 3\n");
    item(5, "Dark mode", "status: declined\n");
    sandbox.story(6, "Checkout", "status: new\ntype: epic\n", "");
    sandbox.story(7, "Guest", "status: ready\npoints: 3\nepic: US-6\n", "");
    sandbox
}

#[test]
fn a_sprint_has_a_life() {
    let mut sandbox = shop();
    let mut told = String::new();
    let mut run = |sandbox: &Sandbox, args: &[&str]| {
        let run = sandbox.run(args);
        told += &format!("$ po {}\n{}{}", args.join(" "), run.stdout, run.stderr);
        assert_eq!(run.code, 0, "{told}");
    };
    run(&sandbox, &["sprint", "new", "8", "--capacity", "13"]);
    run(&sandbox, &["sprint", "add", "next", "1", "2", "3"]);
    run(&sandbox, &["sprint", "add", "8", "7"]);
    run(&sandbox, &["sprint", "remove", "8", "3"]);
    run(&sandbox, &["sprint"]);
    sandbox.at("2026-11-23T08:00:00Z");
    run(&sandbox, &["sprint", "start", "--goal", "Guests can pay"]);
    sandbox.at("2026-11-30T08:00:00Z");
    run(&sandbox, &["done", "1"]);
    run(
        &sandbox,
        &["note", "sprint", "@", "the test system was down"],
    );
    run(
        &sandbox,
        &["note", "sprint", "8", "finally!", "--feedback", "Marketing"],
    );
    run(&sandbox, &["sprint", "list"]);
    sandbox.at("2026-12-04T15:00:00Z");
    run(
        &sandbox,
        &[
            "sprint",
            "close",
            "8",
            "--goal-met",
            "partly",
            "--because",
            "refunds wait",
        ],
    );
    run(&sandbox, &["sprint", "list", "-n", "1"]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.read("sprints/sprint-8.md"));
    assert!(
        sandbox
            .read("stories/US-2-refund.md")
            .contains("\nsprint:\n")
    );
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains("\nsprint: 8\n")
    );
    let found = sandbox.run(&["check", "--format", "concise"]).stdout;
    assert!(!found.contains("sprints/"), "{found}");
    // One change: one undo.
    sandbox.ok(&["undo"]);
    assert!(
        sandbox
            .read("stories/US-2-refund.md")
            .contains("\nsprint: 8\n")
    );
    assert!(!sandbox.read("sprints/sprint-8.md").contains("closed"));
}

#[test]
fn work_may_be_carried_over() {
    let sandbox = shop();
    for args in [
        &[
            "sprint",
            "new",
            "8",
            "--from",
            "2026-11-21",
            "--goal",
            "Pay",
        ][..],
        &["sprint", "add", "8", "1", "2"],
        &["sprint", "start", "8"],
        &["sprint", "new"],
        &["done", "1"],
    ] {
        sandbox.ok(args);
    }
    let told = sandbox.ok(&[
        "sprint",
        "close",
        "--goal-met",
        "no",
        "--carry-over",
        "next",
    ]);
    assert!(
        told.contains("not Done: US-2 Refund, into Sprint 9"),
        "{told}"
    );
    assert!(
        sandbox
            .read("stories/US-2-refund.md")
            .contains("\nsprint: 9\n")
    );
    let closed = sandbox.read("sprints/sprint-8.md");
    assert!(
        closed.contains("done: {points: 5, items: 1}\nreturned: [US-2]\n"),
        "{closed}"
    );
    assert!(closed.contains("goal_met: no\ndone:"), "{closed}");
}

#[test]
fn what_cannot_be_changes_nothing() {
    let sandbox = shop();
    sandbox.ok(&["sprint", "new", "8"]);
    sandbox.ok(&["sprint", "new", "9"]);
    sandbox.write("sprints/sprint-20.md", "---\nsprint: 20\n");
    let before = sandbox.files();
    let mut told = String::new();
    for args in [
        &["new", "8"][..],
        &["new", "Sprint 08"],
        &["new", "next"],
        &["new", "!!"],
        &["new", "10", "--from", "2026-12-01"],
        &["new", "10", "--from", "2027-02-01", "--to", "2027-01-01"],
        &["new", "10", "--from", "2026-02-30"],
        &["new", "10", "--capacity", "-3"],
        &["add", "8", "99"],
        &["add", "8", "1", "4"],
        &["add", "8", "5"],
        &["add", "8", "6"],
        &["add", "7", "1"],
        &["add", "77", "1"],
        &["add", "20", "1"],
        &["add", "current", "1"],
        &["remove", "8", "1"],
        &["start", "8"],
        &["start", "7", "--goal", "x"],
        &["start", "8", "--goal", "x", "--on", "2026-11-22"],
        &["close"],
        &["close", "7", "--goal-met", "yes"],
        &["close", "8", "--goal-met", "yes"],
        &["plan", "7"],
    ] {
        let args = [&["sprint"], args].concat();
        told += &format!("$ po {}\n{}", args.join(" "), sandbox.fails(2, &args));
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
    insta::assert_snapshot!(told);
}

#[test]
fn one_sprint_runs_at_a_time_and_a_person_judges_it() {
    let sandbox = shop();
    sandbox.ok(&[
        "sprint",
        "new",
        "8",
        "--goal",
        "Pay",
        "--from",
        "2026-11-21",
    ]);
    sandbox.ok(&["sprint", "new", "9", "--goal", "Refund"]);
    sandbox.ok(&["sprint", "add", "8", "1"]);
    sandbox.ok(&["sprint", "start", "8"]);
    sandbox.ok(&["done", "1"]);
    let before = sandbox.files();
    let mut told = String::new();
    for args in [
        &["sprint", "start", "9"][..],
        &["sprint", "start", "8"],
        &["sprint", "plan", "8"],
        &["sprint", "remove", "8", "1"],
        &["sprint", "close", "8"],
        &["sprint", "close", "8", "--goal-met", "maybe"],
        &[
            "sprint",
            "close",
            "8",
            "--goal-met",
            "yes",
            "--on",
            "2026-11-20",
        ],
        &[
            "sprint",
            "close",
            "8",
            "--goal-met",
            "yes",
            "--on",
            "2026-12-04",
        ],
        &[
            "sprint",
            "close",
            "8",
            "--goal-met",
            "yes",
            "--carry-over",
            "8",
        ],
        &[
            "sprint",
            "close",
            "8",
            "--goal-met",
            "yes",
            "--carry-over",
            "7",
        ],
    ] {
        told += &format!("$ po {}\n{}", args.join(" "), sandbox.fails(2, args));
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
    insta::assert_snapshot!(told);
    sandbox.ok(&["sprint", "close", "8", "--goal-met", "yes"]);
    let error = sandbox.fails(2, &["sprint", "close", "8", "--goal-met", "yes"]);
    assert!(error.contains("was closed on 2026-11-21"), "{error}");
}

#[test]
fn a_day_that_cannot_be_is_named_with_the_one_to_use() {
    let mut sandbox = shop();
    sandbox.ok(&["sprint", "new", "8", "--goal", "Pay"]);
    sandbox.ok(&["sprint", "add", "8", "1"]);
    let before = sandbox.files();
    let error = sandbox.fails(2, &["sprint", "start", "8", "--on", "2026-11-19"]);
    assert!(
        error.contains("Sprint `7` ran until 2026-11-20")
            && error.contains("po sprint start 8 --on 2026-11-20"),
        "{error}"
    );
    assert_eq!(sandbox.files(), before);
    sandbox.ok(&["sprint", "start", "8", "--on", "2026-11-20"]);
    sandbox.at("2026-11-25T08:00:00Z");
    sandbox.ok(&["done", "1"]);
    let before = sandbox.files();
    let close = ["sprint", "close", "8", "--goal-met", "yes", "--on"];
    let error = sandbox.fails(2, &[&close[..], &["2026-11-24"]].concat());
    assert!(
        error.contains("`US-1` was done on 2026-11-25")
            && error.contains("po sprint close 8 --on 2026-11-25"),
        "{error}"
    );
    assert_eq!(sandbox.files(), before);
    sandbox.ok(&[&close[..], &["2026-11-25"]].concat());
}

#[test]
fn a_sprint_file_by_hand_keeps_its_hand() {
    let sandbox = shop();
    let file = "---\n# our eighth\nto: 2026-12-04\nfrom: 2026-11-23 # a Monday\nteam: blue\ngoal: 'Pay'\n---\n\nBy hand.\n";
    sandbox.write("sprints/sprint-8.md", file);
    sandbox.ok(&["sprint", "plan", "8", "--capacity", "5", "--yes"]);
    let planned = file.replace("to: 2026-12-04\n", "to: 2026-12-04\ncapacity: 5\n");
    assert_eq!(sandbox.read("sprints/sprint-8.md"), planned);
    sandbox.ok(&["sprint", "start", "8", "--on", "2026-11-21"]);
    let started = planned.replace(
        "capacity: 5\n",
        "capacity: 5\nstarted: 2026-11-21\nplanned: {points: 5, items: 1}\n",
    );
    assert_eq!(sandbox.read("sprints/sprint-8.md"), started);
    sandbox.ok(&["note", "sprint", "8", "said"]);
    assert_eq!(
        sandbox.read("sprints/sprint-8.md"),
        format!("{started}\n## Notes\n\n- 2026-11-21 said\n")
    );
}

#[test]
fn a_dry_run_shows_the_effect() {
    let sandbox = shop();
    sandbox.ok(&["sprint", "new", "8", "--capacity", "12"]);
    let before = sandbox.files();
    let told = sandbox.ok(&["sprint", "add", "8", "1", "2", "--dry-run"]);
    assert!(
        told.contains("Sprint 8: 13 of 12 points, 1 over, 2 items"),
        "{told}"
    );
    assert_eq!(sandbox.files(), before);
}

/// The shape of `po sprint list --format json`; a field that is not in here fails the test.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct SprintList {
    schema_version: u32,
    sprints: Vec<SprintShape>,
    unreadable: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct SprintShape {
    name: String,
    state: String,
    goal: Option<String>,
    from: Option<String>,
    to: Option<String>,
    capacity: Option<f64>,
    started: Option<String>,
    closed: Option<String>,
    goal_met: Option<String>,
    because: Option<String>,
    planned: Option<Tally>,
    done: Option<Tally>,
    holds: Tally,
    returned: Vec<String>,
    path: String,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Tally {
    points: f64,
    items: u64,
}

#[test]
fn json_and_csv_have_their_shape() {
    let sandbox = shop();
    sandbox.ok(&["sprint", "new", "8", "--goal", "=1+1"]);
    let text = sandbox.ok(&["sprint", "list", "--format", "json"]);
    let list: SprintList = serde_json::from_str(&text).expect("the shape");
    assert_eq!(list.schema_version, 1);
    assert_eq!(
        (
            list.sprints[0].state.as_str(),
            list.sprints[1].state.as_str()
        ),
        ("closed", "planned")
    );
    let done = Tally {
        points: 18.0,
        items: 4,
    };
    assert_eq!(list.sprints[0].done, Some(done));
    assert_eq!(list.sprints[1].done, None);
    insta::assert_snapshot!(sandbox.ok(&["sprint", "list", "--format", "csv"]));
    let error = sandbox.fails(
        2,
        &[
            "sprint",
            "start",
            "--goal",
            "x",
            "--on",
            "2027-01-01",
            "--format",
            "json",
        ],
    );
    assert!(
        error.starts_with("{\"error\":{\"kind\":\"invalid-value\""),
        "{error}"
    );
}

#[test]
fn help_knows_the_verbs() {
    let sandbox = Sandbox::empty();
    assert!(
        sandbox
            .ok(&["help", "sprint", "close"])
            .contains("--goal-met")
    );
    let error = sandbox.fails(2, &["help", "sprint", "clos"]);
    assert!(error.contains("po help sprint close"), "{error}");
}
