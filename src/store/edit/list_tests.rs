//! What adding and removing does to each style of list, byte for byte.

use crate::model::Edit;

use super::cases::{add, assert_edits, list, remove};

#[test]
fn adds_in_the_style_that_stands_there() {
    assert_edits(&[
        ("labels: [a]\n", add("labels", "b"), "labels: [a, b]\n"),
        (
            "labels: [ a, b ] # c\n",
            add("labels", "d"),
            "labels: [ a, b, d ] # c\n",
        ),
        ("labels: [a,b]\n", add("labels", "c"), "labels: [a,b,c]\n"),
        ("labels: [a, ]\n", add("labels", "c"), "labels: [a, c, ]\n"),
        ("labels: []\n", add("labels", "c"), "labels: [c]\n"),
        ("labels: [ ]\n", add("labels", "c"), "labels: [c]\n"),
        ("labels:\n", add("labels", "c"), "labels: [c]\n"),
        ("labels: # c\n", add("labels", "c"), "labels: [c] # c\n"),
        (
            "labels: checkout # c\n",
            add("labels", "web"),
            "labels: [checkout, web] # c\n",
        ),
        (
            "labels: 'a, b'\n",
            add("labels", "web"),
            "labels: ['a, b', web]\n",
        ),
        (
            "labels: a, b\n",
            add("labels", "web"),
            "labels: [\"a, b\", web]\n",
        ),
        (
            "labels: |\n  a\nid: x\n",
            add("labels", "b"),
            "labels: [\"a\\n\", b]\nid: x\n",
        ),
        (
            "labels: [a, A b]\n",
            add("labels", "a B"),
            "labels: [a, A b]\n",
        ),
        (
            "labels:\n  - a\n  -   b # c\n\nid: x\n",
            add("labels", "d: e"),
            "labels:\n  - a\n  -   b # c\n  -   \"d: e\"\n\nid: x\n",
        ),
        (
            "labels:\n- a\nid: x\n",
            add("labels", "b"),
            "labels:\n- a\n- b\nid: x\n",
        ),
        (
            "labels:\n  - a\n  -\nid: x\n",
            add("labels", "b"),
            "labels:\n  - a\n  -\n  - b\nid: x\n",
        ),
        (
            "labels: [\n  a,\n  b # c\n]\n",
            add("labels", "d"),
            "labels: [\n  a,\n  b, # c\n  d\n]\n",
        ),
        (
            "labels: [\n  a,\n  b, # c\n]\n",
            add("labels", "d"),
            "labels: [\n  a,\n  b, # c\n  d,\n]\n",
        ),
        (
            "labels: [\n  a]\n",
            add("labels", "d"),
            "labels: [\n  a,\n  d]\n",
        ),
        (
            "labels: [a, # c\n  b]\n",
            add("labels", "d"),
            "labels: [a, # c\n  b,\n  d]\n",
        ),
        (
            "labels:\n  - |\n    a\n    b\nid: x\n",
            add("labels", "d"),
            "labels:\n  - |\n    a\n    b\n  - d\nid: x\n",
        ),
        (
            "depends_on: [US-1]\n",
            add("depends_on", "US-2"),
            "depends_on: [US-1, US-2]\n",
        ),
        (
            "labels:\n  - - a\n    - b\nid: x\n",
            add("labels", "d"),
            "labels:\n  - - a\n    - b\n  - d\nid: x\n",
        ),
    ]);
}

#[test]
fn removes_one_item_alone() {
    assert_edits(&[
        (
            "labels: [a, b, c]\n",
            remove("labels", "B"),
            "labels: [a, c]\n",
        ),
        (
            "labels: [a, b, c]\n",
            remove("labels", "a"),
            "labels: [b, c]\n",
        ),
        (
            "labels: [ a,  b ]\n",
            remove("labels", "b"),
            "labels: [ a ]\n",
        ),
        (
            "labels: [ a ] # c\n",
            remove("labels", "a"),
            "labels: [] # c\n",
        ),
        (
            "labels: [a, b, a]\n",
            remove("labels", "a"),
            "labels: [b]\n",
        ),
        ("labels: a\n", remove("labels", "a"), "labels:\n"),
        ("labels: [a]\n", remove("labels", "x"), "labels: [a]\n"),
        (
            "labels:\n  - a # c\n  - b\n",
            remove("labels", "a"),
            "labels:\n  - b\n",
        ),
        (
            "labels:\n  - a\nid: x\n",
            remove("labels", "a"),
            "labels:\nid: x\n",
        ),
        (
            "labels:\n  - a\n  - |\n    b\n  - c\n",
            remove("labels", "b"),
            "labels:\n  - a\n  - c\n",
        ),
        (
            "labels: [\n  a, # x\n  b, # y\n  c\n]\n",
            remove("labels", "b"),
            "labels: [\n  a, # x\n  c\n]\n",
        ),
        (
            "labels: [\n  a,\n  b\n]\n",
            remove("labels", "b"),
            "labels: [\n  a,\n]\n",
        ),
        (
            "labels: [a, # x\n  b]\n",
            remove("labels", "b"),
            "labels: [a, # x\n  ]\n",
        ),
    ]);
}

#[test]
fn sets_a_list_and_keeps_the_lines_that_stay() {
    assert_edits(&[
        (
            "labels: [a, b]\n",
            Edit::set("labels", list(&["c"])),
            "labels: [c]\n",
        ),
        (
            "labels: [ a ]\n",
            Edit::set("labels", list(&["c", "d"])),
            "labels: [ c, d ]\n",
        ),
        (
            "labels:\n  - a # x\n  - b # y\nid: x\n",
            Edit::set("labels", list(&["b", "c"])),
            "labels:\n  - b # y\n  - c\nid: x\n",
        ),
        (
            "labels:\n  - a\n  - b\n",
            Edit::set("labels", list(&["x", "a", "z", "b"])),
            "labels:\n  - x\n  - a\n  - z\n  - b\n",
        ),
        (
            "labels:\n  - a\n  - b\n",
            Edit::set("labels", list(&["b", "a"])),
            "labels:\n  - b\n  - a\n",
        ),
        (
            "labels:\n  - a\n",
            Edit::set("labels", list(&[])),
            "labels: []\n",
        ),
        (
            "labels: x # c\n",
            Edit::set("labels", list(&["a"])),
            "labels: [a] # c\n",
        ),
    ]);
}
