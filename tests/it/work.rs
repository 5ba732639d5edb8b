//! The workflow: ready, start, done, accept, reject, decline.

use crate::sandbox::Sandbox;

const CRITERIA: &str = "## Acceptance criteria\n\n- [x] it pays\n- [ ] it says so\n";

#[test]
fn a_story_goes_through_its_life() {
    let mut sandbox = Sandbox::new();
    sandbox.story(
        1,
        "Pay",
        "created: 2026-11-01T10:00:00Z\nstatus: new\ntype: story\nsprint:\n",
        CRITERIA,
    );
    let mut told = sandbox.ok(&["ready", "1"]);
    sandbox.at("2026-11-23T09:00:00Z");
    told += &sandbox.ok(&["start", "1"]);
    sandbox.at("2026-11-25T09:00:00Z");
    told += &sandbox.fails(2, &["done", "1"]);
    sandbox.ok(&["ac", "1", "check", "2"]);
    told += &sandbox.ok(&["done", "1"]);
    sandbox.at("2026-11-26T09:00:00Z");
    told += &sandbox.ok(&["accept", "1", "--note", "shown to Sales"]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.read("stories/US-1-pay.md"));
    sandbox.ok(&["reject", "1", "--because", "the receipt is missing"]);
    let text = sandbox.read("stories/US-1-pay.md");
    assert!(
        text.contains("status: ready\nstarted: 2026-11-23\ntype: story")
            && text.contains("- 2026-11-26 rejected: the receipt is missing"),
        "{text}"
    );
}

#[test]
fn rejected_work_goes_on_while_its_sprint_runs() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "sprints/sprint-7.md",
        "---\nsprint: 7\ngoal: pay\nstarted: 2026-11-16\n---\n",
    );
    sandbox.story(1, "Pay", "status: done\ndone: 2026-11-20\nsprint: 7\n", "");
    sandbox.ok(&["reject", "1", "--because", "no"]);
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains("status: in-progress\n")
    );
}

#[test]
fn ready_names_what_is_missing() {
    let sandbox = Sandbox::new();
    let config = sandbox
        .read("po.yaml")
        .replace("required: []", "required: [points]");
    sandbox.write("po.yaml", config);
    sandbox.story(1, "Pay", "status: new\n", "");
    let error = sandbox.fails(2, &["ready", "1"]);
    assert!(
        error.contains("an acceptance criterion and `points` are missing")
            && error.contains("po ac 1 add"),
        "{error}"
    );
    sandbox.ok(&["ready", "1", "--force"]);
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains("status: ready")
    );
}

#[test]
fn done_shows_the_definition_of_done() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: in-progress\n", "");
    assert!(sandbox.ok(&["done", "1"]).contains("Definition of Done"));
}

#[test]
fn a_no_needs_a_reason_and_stays_findable() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Dark mode", "status: new\n", "");
    assert!(sandbox.fails(2, &["decline", "1"]).contains("--because"));
    sandbox.ok(&[
        "decline",
        "1",
        "--because",
        "no demand outside one customer",
    ]);
    assert!(
        sandbox
            .ok(&["why", "1"])
            .contains("2026-11-21 declined: no demand outside one customer")
    );
    assert!(!sandbox.ok(&["list"]).contains("Dark"));
}

#[test]
fn a_teams_own_states_work_the_same() {
    let sandbox = Sandbox::new();
    let config = sandbox.read("po.yaml");
    let line = config
        .lines()
        .find(|line| line.starts_with("states:"))
        .unwrap();
    let own =
        "states: {Idea: new, Refined: ready, In review: started, Shipped: done, No: declined}";
    sandbox.write("po.yaml", config.replace(line, own));
    sandbox.story(1, "Pay", "status: Refined\n", "");
    assert!(sandbox.ok(&["start", "1"]).contains("Refined → In review"));
    assert!(sandbox.ok(&["list", "-s", "in-review"]).contains("US-1"));
}

#[test]
fn wrong_turns_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: new\n", "");
    sandbox.story(2, "Done thing", "status: done\n", "");
    let before = sandbox.files();
    for args in [
        &["accept", "1"][..],
        &["reject", "1", "--because", "x"],
        &["start", "2"],
        &["decline", "2", "--because", "x"],
        &["done", "1", "77"],
    ] {
        sandbox.fails(2, args);
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
    assert!(sandbox.ok(&["done", "2"]).contains("already done"));
}

#[test]
fn an_epic_needs_no_criteria_of_its_own() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Checkout", "type: epic\nstatus: new\n", "");
    sandbox.ok(&["ready", "1"]);
    assert_eq!(sandbox.run(&["check"]).code, 0);
}
