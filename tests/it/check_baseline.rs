//! `po check --add-baseline`: what is accepted stays quiet, what is new does not.

use serde_json::Value;

use crate::sandbox::Sandbox;

const FILE: &str = "check-baseline.yaml";

/// A backlog whose items are held to files and criteria alone.
fn held() -> Sandbox {
    let sandbox = Sandbox::new();
    let config = sandbox.read("po.yaml") + "check:\n  rules: {story: off, readiness: off}\n";
    sandbox.write("po.yaml", config);
    sandbox
}

fn legacy() -> Sandbox {
    let sandbox = held();
    sandbox.story(2, "Second", "status: ready\n", "");
    sandbox.story(
        10,
        "Tenth",
        "status: ready\ndepends_on: [US-311, US-312]\n",
        "<!-- po: ignore self-dependency -->\n",
    );
    sandbox
}

fn summary(sandbox: &Sandbox) -> Value {
    let out = sandbox.run(&["check", "--format", "json"]).stdout;
    let mut document: Value = serde_json::from_str(&out).unwrap();
    document["summary"].take()
}

#[test]
fn what_is_there_today_is_accepted_and_new_findings_fail() {
    let sandbox = legacy();
    sandbox.fails(1, &["check"]);
    insta::assert_snapshot!(sandbox.ok(&["check", "--add-baseline"]), @r##"
6 findings accepted: 4 errors, 2 advice
  backlog/check-baseline.yaml, new
"##);
    insta::assert_snapshot!(sandbox.read(FILE), @r##"
# Findings that the team accepted: they do not fail a check, new ones do. `po check --add-baseline` writes this file,
# a line a finding, and takes out lines whose finding is gone. Deleting a line brings its finding back.
accepted:
- {rule: missing-acceptance-criteria, story: US-2, text: status}
- {rule: dangling-reference, story: US-10, text: "depends_on: US-311"}
- {rule: dangling-reference, story: US-10, text: "depends_on: US-312"}
- {rule: missing-acceptance-criteria, story: US-10, text: status}
- {rule: needless-suppression, story: US-10, text: "<!-- po: ignore self-dependency -->", count: 2}
"##);
    insta::assert_snapshot!(sandbox.ok(&["check"]), @r##"
2 open items: 6 accepted in the baseline
"##);
    assert_eq!(
        (
            summary(&sandbox)["errors"].clone(),
            summary(&sandbox)["baseline"].clone()
        ),
        (0.into(), 6.into())
    );

    sandbox.story(3, "Third", "status: ready\n", "");
    let run = sandbox.run(&["check", "--format", "concise"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("US-3-third.md"));
    // A line that moves, a state that goes on and words of another kind change nothing.
    let text = sandbox.read("stories/US-2-second.md");
    sandbox.write(
        "stories/US-2-second.md",
        text.replace("status: ready", "labels: [a]\nstatus: in-progress") + "\nMore.\n",
    );
    assert_eq!(summary(&sandbox)["errors"], 1);
}

#[test]
fn one_more_of_the_same_kind_fails_alone() {
    let sandbox = held();
    let criteria = |empty: usize| {
        format!(
            "## Acceptance criteria\n\n- [ ] it works\n{}",
            "- [ ]\n".repeat(empty)
        )
    };
    let write = |empty| sandbox.story(1, "One", "status: ready\n", &criteria(empty));
    write(2);
    sandbox.ok(&["check", "--add-baseline"]);
    assert!(
        sandbox.read(FILE).contains("count: 2"),
        "{}",
        sandbox.read(FILE)
    );
    sandbox.ok(&["check"]);
    write(3);
    let run = sandbox.run(&["check", "--format", "concise"]);
    assert_eq!(
        (run.code, run.stdout.lines().count()),
        (1, 1),
        "{}",
        run.stdout
    );
}

#[test]
fn what_is_gone_is_advice_and_goes_with_the_next_acceptance() {
    let sandbox = legacy();
    sandbox.ok(&["check", "--add-baseline"]);
    sandbox.ok(&["ac", "2", "add", "it works"]);
    let out = sandbox.ok(&["check"]);
    insta::assert_snapshot!(out, @r##"
advice[stale-baseline-entry]: the accepted finding of `missing-acceptance-criteria` in US-2 is gone
  --> backlog/check-baseline.yaml:4:3
   |
 4 | - {rule: missing-acceptance-criteria, story: US-2, text: status}
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accepts nothing any more
   = fix: po check --add-baseline

2 open items: 1 advice (advice never fails a build), 5 accepted in the baseline
more: po check --explain stale-baseline-entry
"##);
    // A part of the backlog, or of the rules, says nothing about the others.
    assert!(
        !sandbox
            .ok(&["check", "10"])
            .contains("stale-baseline-entry")
    );
    assert!(
        !sandbox
            .ok(&["check", "--ignore", "missing-acceptance-criteria"])
            .contains("stale-baseline-entry")
    );
    assert!(
        !sandbox
            .ok(&["check", "--select", "files"])
            .contains("stale-baseline-entry")
    );
    assert!(
        !sandbox
            .ok(&["check", "--profile", "minimal"])
            .contains("stale-baseline-entry")
    );
    sandbox.fails(1, &["check", "--deny", "stale-baseline-entry"]);

    let before = sandbox.read(FILE);
    assert!(
        sandbox
            .ok(&["check", "--add-baseline"])
            .contains("1 that was accepted before is gone")
    );
    let after = sandbox.read(FILE);
    assert_eq!(before.lines().count(), after.lines().count() + 1);
    assert!(!sandbox.ok(&["check"]).contains("stale-baseline-entry"));
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.read(FILE), before);
}

#[test]
fn some_rules_are_accepted_and_the_entries_of_others_stay() {
    let sandbox = legacy();
    sandbox.ok(&["check", "--add-baseline", "--select", "dangling-reference"]);
    assert!(!sandbox.read(FILE).contains("missing-acceptance-criteria"));
    sandbox.fails(1, &["check"]);
    sandbox.ok(&[
        "check",
        "--add-baseline",
        "--select",
        "missing-acceptance-criteria",
    ]);
    let accepted = sandbox.read(FILE);
    assert!(
        accepted.contains("dangling-reference") && accepted.contains("missing-acceptance-criteria")
    );
    sandbox.ok(&["check"]);
}

#[test]
fn the_file_is_removed_when_nothing_is_left_to_accept() {
    let sandbox = held();
    assert!(
        sandbox
            .ok(&["check", "--add-baseline"])
            .contains("nothing to accept")
    );
    assert!(!sandbox.path(FILE).exists());
    sandbox.story(2, "Second", "status: ready\n", "");
    sandbox.ok(&["check", "--add-baseline"]);
    sandbox.ok(&["ac", "2", "add", "it works"]);
    sandbox.ok(&["check", "--add-baseline"]);
    assert!(!sandbox.path(FILE).exists());
}

#[test]
fn what_cannot_be_read_is_never_accepted() {
    let sandbox = legacy();
    sandbox.write("stories/US-3-x.md", b"\xff\xfe-\0");
    sandbox.write(
        "stories/US-4-y.md",
        "---\ntitle: y\nid: US-4\n---\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n",
    );
    let said = sandbox.ok(&["check", "--add-baseline"]);
    assert!(said.contains("2 findings cannot be accepted"), "{said}");
    let accepted = sandbox.read(FILE);
    assert!(!accepted.contains("unreadable-file") && !accepted.contains("merge-conflict-marker"));
    sandbox.fails(1, &["check"]);
    let rule = "- {rule: unreadable-file, story: US-3}\n- {rule: unreadable-file, file: stories/US-3-x.md, count: 9}\n";
    sandbox.write(FILE, accepted + rule);
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("error[unreadable-file]") && run.stdout.contains("is never accepted"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_broken_baseline_is_no_empty_one() {
    let sandbox = legacy();
    for (text, place) in [
        (
            "accepted:\n- {rule: a, stroy: US-1}\n",
            "backlog/check-baseline.yaml:2:13",
        ),
        (
            "accepted:\n<<<<<<< HEAD\n",
            "backlog/check-baseline.yaml:2:1",
        ),
        ("accepted: {\n", "backlog/check-baseline.yaml:"),
    ] {
        sandbox.write(FILE, text);
        for args in [
            &["check"][..],
            &["check", "10"],
            &["check", "--add-baseline"],
        ] {
            let said = sandbox.fails(2, args);
            assert!(said.contains(place), "{args:?}: {said}");
        }
        assert_eq!(sandbox.read(FILE), text);
    }
}

#[test]
fn a_past_has_the_baseline_of_then() {
    let sandbox = legacy();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "one"]);
    sandbox.ok(&["check", "--add-baseline"]);
    sandbox.ok(&["check"]);
    sandbox.fails(1, &["check", "--at", "HEAD"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "two"]);
    sandbox.ok(&["check", "--at", "HEAD"]);
}

#[test]
fn nothing_else_goes_with_accepting() {
    let sandbox = legacy();
    for args in [
        &["10"][..],
        &["--at", "HEAD"],
        &["--format", "json"],
        &["--staged"],
        &["--since", "main"],
        &["--fix"],
        &["--explain", "all"],
    ] {
        sandbox.fails(2, &[&["check", "--add-baseline"], args].concat());
    }
    assert!(!sandbox.path(FILE).exists());
}

#[test]
fn merges_of_distant_acceptances_are_clean() {
    let sandbox = held();
    let story = |number| sandbox.story(number, &format!("Story {number}"), "status: ready\n", "");
    (10..20).for_each(story);
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    sandbox.ok(&["check", "--add-baseline"]);
    let commit = |words: &str| {
        sandbox.git(&["add", "."]);
        sandbox.git(&["commit", "--quiet", "-m", words]);
    };
    commit("base");
    sandbox.git(&["switch", "--quiet", "-c", "other"]);
    sandbox.ok(&["ac", "11", "add", "it works"]);
    sandbox.ok(&["check", "--add-baseline"]);
    commit("other");
    sandbox.git(&["switch", "--quiet", "main"]);
    sandbox.ok(&["ac", "18", "add", "it works"]);
    story(30);
    sandbox.ok(&["check", "--add-baseline"]);
    commit("main");
    sandbox.git(&["merge", "--quiet", "other"]);
    let out = sandbox.ok(&["check"]);
    assert!(
        out.contains("accepted in the baseline") && !out.contains("stale"),
        "{out}"
    );
}

#[test]
fn a_branch_and_a_commit_are_held_to_the_baseline_too() {
    let sandbox = legacy();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    sandbox.ok(&["check", "--add-baseline"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "--quiet", "-m", "one"]);
    let text = sandbox.read("stories/US-2-second.md");
    sandbox.write("stories/US-2-second.md", text + "\nMore.\n");
    let since = sandbox.ok(&["check", "--since", "main"]);
    assert!(
        since.contains("1 accepted in the baseline") && !since.contains("stale"),
        "{since}"
    );
    sandbox.git(&["add", "."]);
    let staged = sandbox.ok(&["check", "--staged"]);
    assert!(staged.contains("1 accepted in the baseline"), "{staged}");
    // What is not staged yet accepts nothing.
    sandbox.story(3, "Third", "status: ready\n", "");
    sandbox.git(&["add", "backlog/stories"]);
    sandbox.ok(&["check", "--add-baseline"]);
    sandbox.fails(1, &["check", "--staged"]);
    sandbox.git(&["add", "."]);
    sandbox.ok(&["check", "--staged"]);
}
