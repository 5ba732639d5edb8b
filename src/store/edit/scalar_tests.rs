//! What setting, emptying and dropping does to each style, byte for byte.

use crate::model::{Edit, Value};

use super::cases::{add, assert_edits, list, plain, text};

#[test]
fn sets_a_scalar_in_its_style() {
    assert_edits(&[
        (
            "points: 3\n",
            Edit::set("points", plain("5")),
            "points: 5\n",
        ),
        (
            "points: 3   # old\n",
            Edit::set("points", plain("13")),
            "points: 13   # old\n",
        ),
        (
            "sprint:   '7'\n",
            Edit::set("sprint", plain("8")),
            "sprint:   '8'\n",
        ),
        (
            "title: \"a\" # c\n",
            Edit::set("title", text("it's \"x\"")),
            "title: \"it's \\\"x\\\"\" # c\n",
        ),
        (
            "title: 'a'\n",
            Edit::set("title", text("it's")),
            "title: 'it''s'\n",
        ),
        (
            "title: 'a'\n",
            Edit::set("title", text("a\nb")),
            "title: \"a\\nb\"\n",
        ),
        (
            "title: a\n  b\n  c\nid: x\n",
            Edit::set("title", text("d")),
            "title: d\nid: x\n",
        ),
        (
            "title: \"a\n  b\" # c\n",
            Edit::set("title", text("d")),
            "title: \"d\" # c\n",
        ),
        (
            "title: a\n",
            Edit::set("title", text("no")),
            "title: \"no\"\n",
        ),
        (
            "title: a\n",
            Edit::set("title", text("b: c")),
            "title: \"b: c\"\n",
        ),
        (
            "title:\n  # note\n  a\n",
            Edit::set("title", text("b")),
            "title:\n  # note\n  b\n",
        ),
        (
            "title: &t a\n",
            Edit::set("title", text("b")),
            "title: &t b\n",
        ),
        (
            "\"title\": a\n",
            Edit::set("title", text("b")),
            "\"title\": b\n",
        ),
        ("title : a\n", Edit::set("title", text("b")), "title : b\n"),
        (
            "release: 1.10\n",
            Edit::set("release", text("1.10")),
            "release: 1.10\n",
        ),
        (
            "labels: [a, b] # c\n",
            Edit::set("labels", text("x")),
            "labels: x # c\n",
        ),
        (
            "labels:\n  - a\n  - b\nid: x\n",
            Edit::set("labels", text("x")),
            "labels: x\nid: x\n",
        ),
        (
            "external: {a: b}\n",
            Edit::set(
                "external",
                Value::Map(vec![("system".into(), "jira".into())]),
            ),
            "external: {system: jira}\n",
        ),
        (
            "external:\n  a: b\n  c: d\nid: x\n",
            Edit::set("external", Value::Map(vec![("a".into(), "1".into())])),
            "external: {a: 1}\nid: x\n",
        ),
    ]);
}

#[test]
fn sets_an_empty_key() {
    assert_edits(&[
        ("points:\n", Edit::set("points", plain("5")), "points: 5\n"),
        ("points: \n", Edit::set("points", plain("5")), "points: 5\n"),
        (
            "points:   \n",
            Edit::set("points", plain("5")),
            "points: 5  \n",
        ),
        (
            "points: # c\n",
            Edit::set("points", plain("5")),
            "points: 5 # c\n",
        ),
        (
            "points:    # c\n",
            Edit::set("points", plain("5")),
            "points: 5   # c\n",
        ),
        (
            "points: ~\n",
            Edit::set("points", plain("5")),
            "points: 5\n",
        ),
        (
            "points: ''\n",
            Edit::set("points", plain("5")),
            "points: '5'\n",
        ),
        (
            "points: &p\n",
            Edit::set("points", plain("5")),
            "points: &p 5\n",
        ),
        (
            "labels:\n",
            Edit::set("labels", list(&["a", "no"])),
            "labels: [a, \"no\"]\n",
        ),
        ("labels:\n", Edit::set("labels", list(&[])), "labels:\n"),
    ]);
}

#[test]
fn sets_a_block_scalar() {
    assert_edits(&[
        (
            "outcome: | # c\n  a\n\n  b\nid: x\n",
            Edit::set("outcome", text("d")),
            "outcome: d # c\nid: x\n",
        ),
        (
            "outcome: >-\n  a\n  b\n\nid: x\n",
            Edit::set("outcome", text("d")),
            "outcome: d\n\nid: x\n",
        ),
        (
            "outcome: |+\n  a\n\nid: x\n",
            Edit::set("outcome", text("d")),
            "outcome: d\nid: x\n",
        ),
        (
            "outcome: |\n  a\n",
            Edit::set("outcome", Value::Empty),
            "outcome:\n",
        ),
        (
            "outcome: |\n\nid: x\n",
            Edit::set("outcome", text("d")),
            "outcome: d\n\nid: x\n",
        ),
        (
            "outcome:\n  |\n  a\nid: x\n",
            Edit::set("outcome", text("d")),
            "outcome:\n  d\nid: x\n",
        ),
        (
            "outcome:\n  |\n  a\nid: x\n",
            Edit::set("outcome", Value::Empty),
            "outcome:\nid: x\n",
        ),
        (
            "outcome: |\n  a\n  # no comment\n# comment\nid: x\n",
            Edit::set("outcome", text("d")),
            "outcome: d\n# comment\nid: x\n",
        ),
    ]);
}

#[test]
fn empties_and_drops() {
    assert_edits(&[
        (
            "points: 5\n",
            Edit::set("points", Value::Empty),
            "points:\n",
        ),
        (
            "points:  5  # c\n",
            Edit::set("points", Value::Empty),
            "points:  # c\n",
        ),
        (
            "labels:\n  - a # c\n  - b\nid: x\n",
            Edit::set("labels", Value::Empty),
            "labels:\nid: x\n",
        ),
        (
            "labels: [a]\n",
            Edit::set("labels", Value::Empty),
            "labels:\n",
        ),
        (
            "title:\n  a\nid: x\n",
            Edit::set("title", Value::Empty),
            "title:\nid: x\n",
        ),
        ("id: x\n", Edit::set("points", Value::Empty), "id: x\n"),
        (
            "id: x\ndone: 2026-01-01 # c\ntype: story\n",
            Edit::drop_key("done"),
            "id: x\ntype: story\n",
        ),
        (
            "labels:\n  - a\n\n  - b\n# c\nid: x\n",
            Edit::drop_key("labels"),
            "# c\nid: x\n",
        ),
        ("id: x\n", Edit::drop_key("done"), "id: x\n"),
        ("done: x\n", Edit::drop_key("done"), ""),
        (
            "a: &x 1\nb: *x\nid: y\n",
            Edit::drop_key("b"),
            "a: &x 1\nid: y\n",
        ),
    ]);
}

#[test]
fn inserts_where_the_order_wants_it() {
    assert_edits(&[
        (
            "title: a\nid: x\n",
            Edit::set("labels", list(&["b"])),
            "title: a\nlabels: [b]\nid: x\n",
        ),
        (
            "status: a # c\ntype: b\n",
            Edit::set("done", plain("2026-11-21")),
            "status: a # c\ndone: 2026-11-21\ntype: b\n",
        ),
        (
            "# file\n\n# about id\nid: x\n",
            Edit::set("title", text("a")),
            "# file\n\ntitle: a\n# about id\nid: x\n",
        ),
        (
            "title: |\n  a\n  b\nmine: x\n",
            Edit::set("points", plain("1")),
            "title: |\n  a\n  b\npoints: 1\nmine: x\n",
        ),
        (
            "id: x\nlabels:\n- a\n- b\n",
            Edit::set("rank", plain("i1")),
            "id: x\nrank: i1\nlabels:\n- a\n- b\n",
        ),
        (
            "id: x\ntitle: t\nlabels:\n- a\n- b # c\nmine: y\n",
            Edit::set("points", plain("1")),
            "id: x\npoints: 1\ntitle: t\nlabels:\n- a\n- b # c\nmine: y\n",
        ),
        (
            "mine: x\n\n",
            Edit::set("yours", text("z")),
            "mine: x\n\nyours: z\n",
        ),
        ("", Edit::set("points", plain("1")), "points: 1\n"),
        (
            "  id: x\n  type: y\n",
            Edit::set("status", text("new")),
            "  id: x\n  status: new\n  type: y\n",
        ),
        (
            "id: x\n",
            add("labels", "a, b"),
            "labels: [\"a, b\"]\nid: x\n",
        ),
    ]);
}
