//! `po note`: dated lines under their headings.

use crate::sandbox::Sandbox;

#[test]
fn notes_questions_answers_feedback() {
    let mut sandbox = Sandbox::new();
    sandbox.story(12, "Pay", "", "Text.\n");
    sandbox.ok(&["note", "12", "Do we need the CVC again?", "--question"]);
    sandbox.ok(&["note", "12", "talked to the provider"]);
    sandbox.at("2026-11-22T08:00:00Z");
    sandbox.ok(&["note", "12", "No, the provider keeps it", "--answer", "1"]);
    sandbox.ok(&["note", "12", "finally!", "--feedback", "Marketing"]);
    insta::assert_snapshot!(sandbox.read("stories/US-12-pay.md"));
    let error = sandbox.fails(2, &["note", "12", "x", "--answer", "4"]);
    assert!(error.contains("it has 1 to 1"), "{error}");
    assert!(
        sandbox
            .fails(2, &["note", "12", " "])
            .contains("needs words")
    );
}

#[test]
fn days_begin_in_the_backlogs_zone() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--yes", "--time-zone", "Pacific/Auckland"]);
    sandbox.story(1, "Pay", "", "");
    sandbox.ok(&["note", "1", "early"]);
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains("- 2026-11-22 early")
    );
}

#[test]
fn feedback_is_somebodys() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay"]);
    let before = sandbox.files();
    sandbox.fails(2, &["note", "1", "fine", "--feedback", " "]);
    assert_eq!(sandbox.files(), before);
    let said = sandbox.ok(&["note", "1", "fine", "--feedback", "a\n::error::b"]);
    assert!(
        said.starts_with("US-1 Pay: feedback of a ::error::b added: fine\n"),
        "{said}"
    );
}
