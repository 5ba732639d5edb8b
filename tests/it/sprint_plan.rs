//! `po sprint plan`: what is proposed, and what is written.

use serde::Deserialize;

use crate::sandbox::Sandbox;
use crate::sprint::shop;

/// More items, so that there is something to choose.
fn full_shop() -> Sandbox {
    let sandbox = shop();
    sandbox.story(
        8,
        "Voucher",
        "status: ready\npoints: 8\ndepends_on: [US-9]\nsprint:\n",
        "",
    );
    sandbox.story(9, "Codes", "status: ready\npoints: 2\nsprint:\n", "");
    sandbox.story(10, "Loyalty", "status: ready\npoints: 13\nsprint:\n", "");
    sandbox.story(
        11,
        "Points shop",
        "status: ready\npoints: 1\ndepends_on: [US-3]\nsprint:\n",
        "",
    );
    sandbox
}

#[test]
fn a_proposal_says_what_and_why_not() {
    let sandbox = full_shop();
    let before = sandbox.files();
    let run = sandbox.run(&["sprint", "plan", "--capacity", "20"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!(format!("{}{}", run.stdout, run.stderr));
    assert_eq!(sandbox.files(), before, "it only shows");
    let dry = sandbox.ok(&["sprint", "plan", "--dry-run"]);
    assert!(
        dry.contains("+++ b/backlog/sprints/sprint-8.md") && dry.contains("nothing was written")
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn yes_writes_it_and_a_second_time_changes_nothing() {
    let sandbox = full_shop();
    let told = sandbox.ok(&["sprint", "plan", "--goal", "Guests can pay", "--yes"]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.read("sprints/sprint-8.md"));
    let listed = sandbox.ok(&["list", "--sprint", "next", "--format", "csv"]);
    for id in ["US-1", "US-2", "US-7"] {
        assert!(listed.contains(&format!("{id},")), "{listed}");
    }
    let before = sandbox.files();
    let again = sandbox.ok(&["sprint", "plan", "--yes"]);
    assert!(again.contains("no file changed"), "{again}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn the_first_sprint_needs_a_capacity() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: ready\npoints: 5\nsprint:\n", "");
    let before = sandbox.files();
    let error = sandbox.fails(2, &["sprint", "plan", "--yes"]);
    assert!(error.contains("--capacity"), "{error}");
    assert_eq!(sandbox.files(), before);
    let told = sandbox.ok(&["sprint", "plan", "--yes", "--capacity", "8"]);
    assert!(
        told.contains("Sprint 1, 2026-11-23 to 2026-12-04: no Sprint Goal yet"),
        "{told}"
    );
    assert!(
        sandbox.read("sprints/sprint-1.md").contains("goal:\n")
            && sandbox.read("stories/US-1-pay.md").contains("sprint: 1\n")
    );
}

#[test]
fn a_plan_follows_the_weeks_of_po_yaml() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--yes", "--sprint-weeks", "1"]);
    let config = sandbox
        .read("po.yaml")
        .replace("start: monday", "start: wednesday");
    sandbox.write("po.yaml", config);
    sandbox.ok(&["sprint", "plan", "Alpha 1", "--capacity", "8", "--yes"]);
    let first = sandbox.read("sprints/sprint-alpha-1.md");
    assert!(
        first.contains("sprint: Alpha 1\n") && first.contains("from: 2026-11-25\nto: 2026-12-01\n"),
        "{first}"
    );
    sandbox.ok(&["sprint", "new"]);
    let second = sandbox.read("sprints/sprint-alpha-2.md");
    assert!(
        second.contains("from: 2026-12-02\nto: 2026-12-08\n"),
        "{second}"
    );
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Plan {
    schema_version: u32,
    sprint: String,
    goal: Option<String>,
    from: Option<String>,
    to: Option<String>,
    capacity: f64,
    capacity_from: String,
    points: f64,
    already: Vec<Planned>,
    take: Vec<Planned>,
    left_out: Vec<LeftOut>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Planned {
    id: String,
    title: String,
    points: Option<f64>,
    needed_by: Option<String>,
    after: Vec<String>,
    lacks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct LeftOut {
    id: String,
    title: String,
    points: Option<f64>,
    reason: String,
    why: String,
}

#[test]
fn json_has_its_shape() {
    let sandbox = full_shop();
    let text = sandbox.ok(&["sprint", "plan", "--format", "json", "--capacity", "29"]);
    let plan: Plan = serde_json::from_str(&text).expect("the shape");
    assert_eq!(
        (plan.schema_version, plan.capacity, plan.points),
        (1, 29.0, 26.0)
    );
    let ids: Vec<&str> = plan.take.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["US-1", "US-2", "US-7", "US-9", "US-8"]);
    assert_eq!(plan.take[3].needed_by.as_deref(), Some("US-8"));
    assert_eq!(plan.take[0].lacks, ["no acceptance criteria"]);
    let reasons: Vec<&str> = plan
        .left_out
        .iter()
        .map(|item| item.reason.as_str())
        .collect();
    assert_eq!(reasons, ["not-ready", "does-not-fit", "waits"]);
}

#[test]
fn what_a_proposed_item_lacks_is_said_beside_it() {
    let sandbox = Sandbox::new();
    let fields = "status: ready\npoints: 3\nsprint:\n";
    sandbox.story(
        1,
        "Pay",
        fields,
        "## Acceptance criteria\n\n- [ ] A guest pays\n",
    );
    sandbox.story(2, "Refund", fields, "");
    let plan = sandbox.ok(&["sprint", "plan", "--capacity", "8"]);
    let line = |id: &str| {
        plan.lines()
            .find(|line| line.contains(id))
            .unwrap_or_default()
    };
    assert!(!line("US-1").contains("not ready"), "{plan}");
    assert!(
        line("US-2").contains("not ready: no acceptance criteria"),
        "{plan}"
    );
}
