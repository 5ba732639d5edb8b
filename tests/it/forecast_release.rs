//! What forecasts are part of: a release on one page, and the effect of a change.

use crate::forecast::{USUAL, team};

#[test]
fn a_release_on_one_page() {
    let sandbox = team(&USUAL);
    let config = sandbox.read("po.yaml") + "cost: {point: 600}\n";
    sandbox.write("po.yaml", config);
    sandbox.ok(&["release", "new", "2.0", "--budget", "1000"]);
    sandbox.ok(&["set", "15", "release=2.0"]);
    insta::assert_snapshot!(sandbox.ok(&["report", "release", "1.2"]));
    let told = sandbox.ok(&["report", "release", "2.0"]);
    assert!(
        told.contains("no due date, so nothing can be late"),
        "{told}"
    );
    assert!(
        told.contains("to come 12000, together 12000: more than the budget"),
        "{told}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["report", "release", "1.2", "--format", "json"]))
            .unwrap();
    assert!(json["due_chance"].as_f64().unwrap() > 0.9);
    assert_eq!(json["cost"]["to_come"][0], 10_800.0);
    assert_eq!(json["left"]["points"], 18.0);
    assert!(
        sandbox
            .ok(&["report", "release", "--format", "svg"])
            .starts_with("<svg ")
    );
    assert!(
        sandbox
            .fails(2, &["report", "release", "9"])
            .contains("there is no release `9`")
    );
}

#[test]
fn a_release_that_is_late_or_too_young_says_so() {
    let mut sandbox = team(&[20]);
    let told = sandbox.ok(&["report", "release", "1.2"]);
    assert!(
        told.contains("1 closed Sprints are too few") || told.contains("too few"),
        "{told}"
    );
    sandbox.at("2026-12-20T10:00:00Z");
    let told = sandbox.ok(&["report", "release", "1.2"]);
    assert!(told.contains("was due 18 Dec 2026, 2 days ago"), "{told}");
}

#[test]
fn a_dry_run_shows_what_a_change_does() {
    let sandbox = team(&USUAL);
    let told = sandbox.ok(&["rank", "15", "--top", "--dry-run"]);
    assert!(
        told.contains("release 1.2: 11 Dec → 8 Jan (85 %); in time over 99 % → 33 %"),
        "{told}"
    );
    let told = sandbox.ok(&["set", "11", "points=40", "sprint=9", "--dry-run"]);
    assert!(told.contains("Sprint 9: 40 points, 1 item"), "{told}");
    assert!(told.contains("release 1.2: 11 Dec → "), "{told}");
    let told = sandbox.ok(&["rank", "15", "--top"]);
    assert!(!told.contains("release 1.2"), "{told}");
    // A team without a past has no dates, but an amount.
    let young = team(&[20]);
    let told = young.ok(&["rank", "15", "--top", "--dry-run"]);
    assert!(told.contains("release 1.2: 34 → 54 points ahead"), "{told}");
}
