//! What is refused, and what happens to line endings, marks and bodies.

use crate::model::{Edit, Splice, Value};
use crate::store::{EditError, edit_bytes, read_sprint};

use super::cases::{add, edited, plain, text};

#[test]
fn refuses_rather_than_guesses() {
    let refused = |yaml: &str, edit: Edit| edited(yaml, &edit).unwrap_err();
    let key = |key: &str| key.to_owned();
    for (yaml, error) in [
        (
            "a: &x 7\nsprint: *x\n",
            EditError::Alias { key: key("sprint") },
        ),
        (
            "sprint: &x 7\nb: *x\n",
            EditError::Anchor { key: key("sprint") },
        ),
        (
            "sprint: [&x 7]\nb: *x\n",
            EditError::Anchor { key: key("sprint") },
        ),
        ("sprint: !t 7\n", EditError::Tag { key: key("sprint") }),
        (
            "{sprint: 7}\n",
            EditError::OneMapping { key: key("sprint") },
        ),
        ("? sprint\n: 7\n", EditError::Unsafe { key: key("sprint") }),
    ] {
        assert_eq!(
            refused(yaml, Edit::set("sprint", plain("8"))),
            error,
            "{yaml}"
        );
        assert_eq!(error.key(), Some("sprint"));
    }
    assert_eq!(
        refused("labels: {a: b}\n", add("labels", "x")),
        EditError::NotAList { key: key("labels") }
    );
    assert_eq!(
        refused("a: b\n", Edit::set("a key", plain("x"))),
        EditError::Key { key: key("a key") }
    );
    for yaml in [
        "title: a: b\n",
        "title: a\ntitle: b\n",
        "a: [\n",
        "<<<<<<< HEAD\na: b\n",
    ] {
        assert!(
            matches!(
                refused(yaml, Edit::set("points", plain("8"))),
                EditError::Unreadable(_)
            ),
            "{yaml}"
        );
    }
}

#[test]
fn line_endings_and_marks_survive() {
    let edit = |path: &str, file: &str, edits: &[Edit]| {
        String::from_utf8(edit_bytes(path, file.as_bytes(), edits).unwrap()).unwrap()
    };
    assert_eq!(
        edit(
            "stories/US-1.md",
            "\u{feff}---\r\nid: x\r\nlabels:\r\n  - a\r\n---\r\nBody\r\n",
            &[
                add("labels", "b"),
                Edit::set("title", text("t")),
                Edit::set("done", plain("2026-11-21"))
            ]
        ),
        "\u{feff}---\r\nid: x\r\ndone: 2026-11-21\r\ntitle: t\r\nlabels:\r\n  - a\r\n  - b\r\n---\r\nBody\r\n"
    );
    assert_eq!(
        edit(
            "sprints/sprint-7.md",
            "---\nsprint: 7\nto: x\n---",
            &[Edit::set("goal", text("g"))]
        ),
        "---\nsprint: 7\ngoal: g\nto: x\n---"
    );
    assert_eq!(
        edit(
            "releases/1.md",
            "---\nshipped: x\n---\n",
            &[Edit::set("due", plain("y"))]
        ),
        "---\ndue: y\nshipped: x\n---\n"
    );
    assert_eq!(
        edit(
            "po.yaml",
            "format: 1",
            &[Edit::set("branch", text("trunk"))]
        ),
        "format: 1\nbranch: trunk"
    );
    assert_eq!(
        edit(
            "po.yaml",
            "\u{feff}a: 1\nb: 2",
            &[Edit::drop_key("b"), Edit::drop_key("a")]
        ),
        "\u{feff}"
    );
}

#[test]
fn facts_of_a_sprint_leave_all_else_as_it_was() {
    let map = |points: &str, items: &str| {
        Value::Map(vec![
            ("points".into(), points.into()),
            ("items".into(), items.into()),
        ])
    };
    let file = "---\r\n# ours\r\nto: 2026-12-04   # a Friday\r\nmood: good\r\nfrom: 2026-11-23\r\nsprint: '8'\r\ngoal:\r\n---\r\n\r\nWords, by hand.  \r\n";
    let edits = [
        Edit::set("goal", text("Guests can pay: soon")),
        Edit::set("started", plain("2026-11-23")),
        Edit::set("planned", map("13.5", "3")),
        Edit::set("closed", plain("2026-12-04")),
        Edit::set("goal_met", plain("no")),
        Edit::set("because", text("no")),
        Edit::set("done", map("0", "0")),
        Edit::set("returned", Value::List(vec!["US-2".into(), "US-3".into()])),
    ];
    let edited = edit_bytes("sprints/sprint-8.md", file.as_bytes(), &edits).unwrap();
    assert_eq!(
        String::from_utf8(edited.clone())
            .unwrap()
            .replace("\r\n", "\n"),
        "---\n# ours\nto: 2026-12-04   # a Friday\nstarted: 2026-11-23\nplanned: {points: 13.5, items: 3}\n\
         closed: 2026-12-04\ngoal_met: no\nbecause: \"no\"\ndone: {points: 0, items: 0}\nreturned: [US-2, US-3]\n\
         mood: good\nfrom: 2026-11-23\nsprint: '8'\ngoal: \"Guests can pay: soon\"\n---\n\nWords, by hand.  \n"
    );
    let (sprint, problems) = read_sprint("sprints/sprint-8.md", &edited).unwrap();
    assert_eq!(problems, []);
    assert_eq!(sprint.because.as_deref(), Some("no"));
    assert_eq!(sprint.goal_met.as_deref(), Some("no"));
    assert_eq!(sprint.planned.unwrap().points.hundredths(), 1350);
}

#[test]
fn bodies_are_spliced() {
    let splice = |range: std::ops::Range<usize>, text: &str| {
        Edit::Body(Splice {
            range,
            text: text.to_owned(),
        })
    };
    let edit = |file: &str, edits: &[Edit]| {
        edit_bytes("stories/US-1.md", file.as_bytes(), edits)
            .map(|bytes| String::from_utf8(bytes).unwrap())
    };
    assert_eq!(
        edit(
            "---\na: b\n---\n- [ ] x\n",
            &[
                splice(3..4, "x"),
                Edit::set("a", plain("c")),
                splice(8..8, "y\n")
            ]
        )
        .as_deref(),
        Ok("---\na: c\n---\n- [x] x\ny\n")
    );
    assert_eq!(
        edit("---\r\na: b\r\n---\r\nx\r\n", &[splice(3..3, "y\n")]).as_deref(),
        Ok("---\r\na: b\r\n---\r\nx\r\ny\r\n")
    );
    assert_eq!(
        edit("---\na: b\n---\nx\r\ny\n", &[splice(0..0, "z\n")]).as_deref(),
        Ok("---\na: b\n---\nz\nx\r\ny\n")
    );
    assert_eq!(
        edit(
            "---\na: b\n---",
            &[splice(0..0, "x\n"), splice(2..2, "y\n")]
        )
        .as_deref(),
        Ok("---\na: b\n---\nx\ny\n")
    );
    for range in [0..99, 1..2, std::ops::Range { start: 3, end: 2 }] {
        let error = edit("---\na: b\n---\nöx\n", &[splice(range, "")]).unwrap_err();
        assert!(matches!(error, EditError::Body { .. }));
    }
}
