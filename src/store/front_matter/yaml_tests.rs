//! The ranges that the YAML parser's wrapper gives are those of the values, in every style.

use super::header::{Content, Entry, Header, Node};
use super::problem::Problem;
use super::yaml::parse_yaml;

/// The source of each value, items and inner values after the value that holds them.
fn sources(text: &str) -> Vec<&str> {
    fn walk<'t>(text: &'t str, node: &Node<'_>, found: &mut Vec<&'t str>) {
        found.push(&text[node.range.clone()]);
        match &node.content {
            Content::Null | Content::Scalar { .. } => {}
            Content::List { items, .. } => items.iter().for_each(|item| walk(text, item, found)),
            Content::Map { entries, .. } => {
                entries
                    .iter()
                    .for_each(|entry| walk(text, &entry.value, found));
            }
        }
    }
    let header = parse_yaml(text, 0..text.len()).unwrap();
    let mut found = Vec::new();
    header
        .entries
        .iter()
        .for_each(|entry| walk(text, &entry.value, &mut found));
    found
}

#[test]
fn ranges_are_those_of_the_values() {
    for (text, expected) in [
        ("a: b # c\nd: 'e''f'\n", vec!["b", "'e''f'"]),
        ("a:\nb: &x\nc:  # d\n", vec!["", "", ""]),
        ("a: b\n  c\nd: \"e\n  f\"\n", vec!["b\n  c", "\"e\n  f\""]),
        ("a: |\n  b\n\n  c\n\n\nd: 1\n", vec!["|\n  b\n\n  c", "1"]),
        ("a: |+ # x\n  b\n\nd: 1\n", vec!["|+ # x\n  b\n", "1"]),
        ("a: >-\nb: &n !t |2\n   c\n", vec![">-", "|2\n   c"]),
        ("a:\n  # x\n  |\n  b\n", vec!["|\n  b"]),
        ("a: |\r\n  b\r\n\r\nc: d\r\n", vec!["|\r\n  b", "d"]),
        ("a:\n- b\n-  c\nd: e\n", vec!["- b\n-  c", "b", "c", "e"]),
        (
            "a:\n- - b\n  - c\n- d\n",
            vec!["- - b\n  - c\n- d", "- b\n  - c", "b", "c", "d"],
        ),
        (
            "a:\n  - - b\n    -\n  - d\n",
            vec!["- - b\n    -\n  - d", "- b\n    -", "b", "", "d"],
        ),
        ("a: &x\n- b\n", vec!["- b", "b"]),
        (
            "a:\n  # -\n  - b # -\n  -\n  - |\n    c\n  -  d\n",
            vec![
                "- b # -\n  -\n  - |\n    c\n  -  d",
                "b",
                "",
                "|\n    c",
                "d",
            ],
        ),
        (
            "a: [b, [c], {d: e}] # f\n",
            vec!["[b, [c], {d: e}]", "b", "[c]", "c", "{d: e}", "e"],
        ),
        ("a: {b: , c: d}\n", vec!["{b: , c: d}", "", "d"]),
        ("a:\n  b: c\n  d:\ne: f\n", vec!["b: c\n  d:", "c", "", "f"]),
        ("a: &x b\nc: *x\nd: !t e\n", vec!["b", "*x", "e"]),
        ("a : é\n\"b\": ö\n", vec!["é", "ö"]),
    ] {
        assert_eq!(sources(text), expected, "{text}");
    }
}

#[test]
fn anchors_aliases_and_tags_are_marked() {
    let text = "a: &x b
c: *x
d: !t &y e
";
    let header: Header<'_> = parse_yaml(text, 0..text.len()).unwrap();
    let marks: Vec<(usize, bool, bool)> = header
        .entries
        .iter()
        .map(|Entry { value, .. }| (value.marks.anchor, value.marks.alias, value.marks.tagged))
        .collect();
    assert_eq!(
        marks,
        [(1, false, false), (0, true, false), (2, false, true)]
    );
    assert_eq!(header.used_anchors, [1]);
}

#[test]
fn offsets_are_those_of_the_file() {
    let file = "---\na:\n- b\n---\n";
    let header = parse_yaml(file, 4..11).unwrap();
    assert_eq!(&file[header.entries[0].value.range.clone()], "- b");
    assert_eq!(header.entries[0].colon, Some(6));
    let problem = parse_yaml("---\na: @b\n---\n", 4..10).unwrap_err();
    assert!(matches!(problem, Problem::Syntax { at, .. } if at == (7..8)));
}
