//! `po report`: velocity and cycle time.

use serde::Deserialize;

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, closed, facts) in [
        (
            "4",
            "2026-10-09",
            "planned: {points: 20, items: 4}\ndone: {points: 17, items: 4}\n",
        ),
        (
            "5",
            "2026-10-23",
            "planned: {points: 20, items: 4}\ndone: {points: 24, items: 5}\n",
        ),
        ("6", "2026-11-06", ""),
        (
            "7",
            "2026-11-20",
            "planned: {points: 22.5, items: 4}\ndone: {points: 5.5, items: 2}\n",
        ),
    ] {
        sandbox.write(
            &format!("sprints/sprint-{name}.md"),
            format!("---\nsprint: {name}\ngoal: g\nclosed: {closed}\ngoal_met: yes\n{facts}---\n"),
        );
    }
    let item = |number, title: &str, fields: &str| {
        let fields = format!("created: 2026-11-01T10:00:00Z\nstatus: done\n{fields}sprint: 7\n");
        sandbox.story(number, title, &fields, "");
    };
    item(
        1,
        "Pay",
        "started: 2026-11-09\ndone: 2026-11-12\ntype: story\npoints: 5\n",
    );
    item(
        2,
        "Crash",
        "started: 2026-11-16\ndone: 2026-11-16\ntype: bug\npoints: 2\n",
    );
    item(3, "Old", "type: story\n");
    sandbox
}

#[test]
fn velocity_is_a_median_and_a_range() {
    let sandbox = shop();
    insta::assert_snapshot!(sandbox.ok(&["report", "velocity"]));
    insta::assert_snapshot!(sandbox.ok(&[
        "report",
        "velocity",
        "--last",
        "2",
        "--explain",
        "--format",
        "md"
    ]));
    insta::assert_snapshot!(sandbox.ok(&["report", "velocity", "--format", "csv"]));
    // What was closed stays as it was, whatever is estimated later.
    let before = sandbox.ok(&["report", "velocity"]);
    sandbox.ok(&["set", "1", "points=13"]);
    assert_eq!(sandbox.ok(&["report", "velocity"]), before);
    assert!(
        sandbox
            .fails(2, &["report", "velocity", "--last", "0"])
            .contains("at least one")
    );
}

#[test]
fn nothing_known_is_said() {
    let sandbox = Sandbox::new();
    let velocity = sandbox.ok(&["report", "velocity"]);
    assert!(
        velocity.starts_with("No closed Sprint says what was Done in it."),
        "{velocity}"
    );
    let times = sandbox.ok(&["report", "cycle-time"]);
    assert!(
        times.starts_with("No item says on which day it was Done."),
        "{times}"
    );
}

#[test]
fn times_are_percentiles() {
    let sandbox = shop();
    insta::assert_snapshot!(sandbox.ok(&["report", "cycle-time", "--explain"]));
    insta::assert_snapshot!(sandbox.ok(&[
        "report",
        "cycle-time",
        "--since",
        "2026-11-13",
        "--format",
        "csv"
    ]));
}

#[test]
fn a_day_to_come_is_named_and_not_counted() {
    let sandbox = shop();
    let csv = || sandbox.ok(&["report", "cycle-time", "--format", "csv"]);
    let before = csv();
    sandbox.story(
        99,
        "Slip",
        "created: 2026-11-01T10:00:00Z\nstatus: done\nstarted: 2026-11-02\ndone: 2030-01-01\n",
        "",
    );
    assert_eq!(csv(), before);
    let screen = sandbox.ok(&["report", "cycle-time"]);
    let note = "Not counted: Done on a day that has not come yet: US-99 (2030-01-01)";
    assert!(screen.contains(note), "{screen}");
}

#[test]
fn times_and_velocity_are_those_of_a_sprint() {
    let sandbox = shop();
    sandbox.story(
        4,
        "Before",
        "created: 2026-10-01T10:00:00Z\nstatus: done\nstarted: 2026-10-10\ndone: 2026-10-20\nsprint: 5\n",
        "",
    );
    let ids = |args: &[&str]| -> Vec<String> {
        let head = ["report", "cycle-time", "--format", "csv"];
        let csv = sandbox.ok(&[&head, args].concat());
        let rows = csv.lines().skip(1);
        rows.map(|row| row.split(',').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&[]), ["US-4", "US-1", "US-2"]);
    assert_eq!(ids(&["7"]), ["US-1", "US-2"]);
    assert_eq!(ids(&["--sprint", "7"]), ["US-1", "US-2"]);
    assert_eq!(ids(&["5"]), ["US-4"]);
    assert_eq!(ids(&["7", "--since", "2026-11-13"]), ["US-2"]);
    let text = sandbox.ok(&["report", "cycle-time", "7"]);
    assert!(text.starts_with("Days to Done in Sprint 7: half"), "{text}");
    assert!(text.contains("Not counted: 1 Done without a day"), "{text}");
    let text = sandbox.ok(&["report", "cycle-time", "5"]);
    assert!(!text.contains("Not counted"), "{text}");
    let none = sandbox.ok(&["report", "cycle-time", "4"]);
    assert!(none.starts_with("No item of Sprint 4 says"), "{none}");

    let names = |args: &[&str]| -> Vec<String> {
        let head = ["report", "velocity", "--format", "json"];
        let found: Velocity = serde_json::from_str(&sandbox.ok(&[&head, args].concat())).unwrap();
        found
            .sprints
            .into_iter()
            .map(|sprint| sprint.name)
            .collect()
    };
    assert_eq!(names(&[]), ["4", "5", "7"]);
    assert_eq!(names(&["5"]), ["4", "5"]);
    assert_eq!(names(&["--sprint", "6", "--last", "1"]), ["5"]);
    sandbox.write("sprints/sprint-8.md", "---\nsprint: 8\ngoal: g\n---\n");
    assert_eq!(names(&["8"]), ["4", "5", "7"]);
    let text = sandbox.ok(&["report", "velocity", "8"]);
    assert!(
        text.contains("Sprint 8 is not closed, so it is not counted."),
        "{text}"
    );
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Velocity {
    schema_version: u32,
    unit: String,
    median: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    sprints: Vec<Counted>,
    unknown: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Counted {
    name: String,
    closed: Option<String>,
    planned: Option<serde_json::Value>,
    done: Option<serde_json::Value>,
    items: Option<Vec<CountedItem>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct CountedItem {
    id: String,
    title: String,
    points: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Times {
    schema_version: u32,
    unit: String,
    sprint: Option<String>,
    since: Option<String>,
    times: Vec<TimesOf>,
    undated: u64,
    items: Vec<Timed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct TimesOf {
    r#type: Option<String>,
    cycle: Option<Percentiles>,
    lead: Option<Percentiles>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Percentiles {
    count: u64,
    p50: i64,
    p85: i64,
    p95: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Timed {
    id: String,
    title: String,
    r#type: String,
    started: Option<String>,
    done: String,
    cycle: Option<i64>,
    lead: Option<i64>,
}

#[test]
fn json_has_its_shape() {
    let sandbox = shop();
    let text = sandbox.ok(&["report", "velocity", "--explain", "--format", "json"]);
    let velocity: Velocity = serde_json::from_str(&text).expect("the shape");
    assert_eq!(
        (velocity.low, velocity.median, velocity.high),
        (Some(5.5), Some(17.0), Some(24.0))
    );
    assert_eq!(velocity.unknown, ["6"]);
    assert_eq!(velocity.sprints[2].items.as_ref().map(Vec::len), Some(3));
    let text = sandbox.ok(&["report", "cycle-time", "--format", "json"]);
    let times: Times = serde_json::from_str(&text).expect("the shape");
    assert_eq!(
        (times.undated, times.times.len(), times.items[0].cycle),
        (1, 3, Some(4))
    );
}
