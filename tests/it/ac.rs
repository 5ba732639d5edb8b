//! `po ac`: criteria are listed, ticked, reworded, added and removed.

use crate::sandbox::Sandbox;

const BODY: &str = "As a customer, I want to pay so that I get it.\n\n## Acceptance criteria\n\n- [ ] first\n  - [ ] nested\n- [X] second\n  goes on\n\n## Notes\n\n- [ ] not a criterion\n";

fn body(sandbox: &Sandbox) -> String {
    let text = sandbox.read("stories/US-12-pay.md");
    text.split_once("---\n\n")
        .map(|(_, body)| body.to_owned())
        .unwrap_or_default()
}

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.story(12, "Pay", "status: ready\n", BODY);
    sandbox
}

#[test]
fn lists_with_numbers() {
    insta::assert_snapshot!(shop().ok(&["ac", "12"]));
}

#[test]
fn each_action_changes_its_item_alone() {
    let sandbox = shop();
    sandbox.ok(&["ac", "12", "check", "1"]);
    assert_eq!(body(&sandbox), BODY.replace("- [ ] first", "- [x] first"));
    sandbox.ok(&["ac", "12", "uncheck", "1", "3"]);
    assert_eq!(body(&sandbox), BODY.replace("[X]", "[ ]"));
    sandbox.ok(&["ac", "12", "edit", "1", "better: [x] words"]);
    assert!(
        body(&sandbox).contains("- [ ] better: [x] words\n  - [ ] nested\n"),
        "{}",
        body(&sandbox)
    );
    sandbox.ok(&["ac", "12", "add", "third", "fourth"]);
    assert!(
        body(&sandbox).contains("  goes on\n- [ ] third\n- [ ] fourth\n\n## Notes"),
        "{}",
        body(&sandbox)
    );
    sandbox.ok(&["ac", "12", "remove", "4", "3"]);
    let text = body(&sandbox);
    assert!(
        !text.contains("second")
            && !text.contains("third")
            && text.contains("nested")
            && text.contains("fourth"),
        "{text}"
    );
}

#[test]
fn ticking_is_one_byte() {
    let sandbox = shop();
    let before = sandbox.read("stories/US-12-pay.md");
    sandbox.ok(&["ac", "12", "check", "2"]);
    let after = sandbox.read("stories/US-12-pay.md");
    assert_eq!(before.len(), after.len());
    assert_eq!(
        before
            .bytes()
            .zip(after.bytes())
            .filter(|(a, b)| a != b)
            .count(),
        1
    );
}

#[test]
fn what_is_not_there_is_said() {
    let sandbox = shop();
    let before = sandbox.files();
    for (args, words) in [
        (&["ac", "12", "check", "9"][..], "it has 1 to 3"),
        (&["ac", "12", "check", "0"], "no criterion 0"),
        (&["ac", "12", "add", "  "], "needs words"),
        (&["ac", "99", "add", "x"], "no item `99`"),
    ] {
        let error = sandbox.fails(2, args);
        assert!(
            error.contains(words) || error.contains("US-99"),
            "{args:?}: {error}"
        );
        assert_eq!(sandbox.files(), before);
    }
}

#[test]
fn a_criterion_that_is_named_twice_is_ticked_once() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay", "--ac", "one"]);
    let said = sandbox.ok(&["ac", "1", "check", "1", "1"]);
    assert_eq!(said.matches("ticked: one").count(), 1, "{said}");
}

#[test]
fn a_dash_reads_the_lines_of_stdin() {
    let sandbox = shop();
    let run = sandbox.run_with_input(&["ac", "12", "add", "-"], "third\n\n  fourth  \n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(body(&sandbox).contains("- [ ] third\n- [ ] fourth\n"));
    assert_eq!(
        sandbox.run_with_input(&["ac", "12", "add", "-"], "\n").code,
        2
    );
    let run = sandbox.run_with_input(&["note", "12", "-"], "from a\npipe\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(body(&sandbox).contains("- 2026-11-21 from a pipe\n"));
}
