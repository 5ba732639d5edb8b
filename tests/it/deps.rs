//! `po report deps`: what blocks what, in each format, and circles with files and lines.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let shop = Sandbox::new();
    shop.story(1, "Cards", "status: ready\npoints: 5\nrank: i2\n", "");
    shop.story(
        2,
        "Pay",
        "status: new\npoints: 8\nrank: i1\ndepends_on: [US-1, US-9]\n",
        "",
    );
    shop.story(
        3,
        "Refund",
        "status: new\nrank: i3\ndepends_on: [2, 1]\n",
        "",
    );
    shop.story(4, "Shipped", "status: done\npoints: 8\n", "");
    shop.story(5, "Alone", "status: new\ndepends_on: [US-4]\n", "");
    shop
}

#[test]
fn a_tree_with_each_subtree_once() {
    let shop = shop();
    insta::assert_snapshot!(shop.ok(&["report", "deps"]), @r"
    Dependencies: 3 items, 3 links
    Critical chain: US-1 → US-2 → US-3 · 13 points, 1 item without an estimate

      US-1 Cards · 5, ready ●
      └ US-2 Pay · 8, new ●
         └ US-3 Refund · ?, new ●
      └ US-3 Refund · ?, new ●

    Waits for what does not exist
      US-2 waits for US-9

    hint: US-2 stands before what it waits for: po rank 1 --before 2
    ");
    let alone = shop.ok(&["report", "deps", "5"]);
    assert_eq!(alone, "No dependencies of US-5 among open items\n");
    assert!(
        shop.fails(2, &["report", "deps", "77"])
            .contains("there is no item `US-77`")
    );
}

#[test]
fn a_circle_is_told_with_files_and_lines() {
    let shop = shop();
    shop.story(
        6,
        "A",
        "status: new\npoints: 1\ndepends_on:\n  - US-1\n  - US-7\n",
        "",
    );
    shop.story(7, "B", "status: new\ndepends_on: [US-6]\n", "");
    let out = shop.ok(&["report", "deps", "6"]);
    let at = out.find("Circle").expect("a circle");
    insta::assert_snapshot!(&out[at..], @r"
    Circle US-6 → US-7 → US-6
      backlog/stories/US-6-a.md:8:5 US-6 waits for US-7
      backlog/stories/US-7-b.md:5:14 US-7 waits for US-6

    hint: po set 6 dependency-=US-7
    ");
}

#[test]
fn pictures_hold_what_is_asked_for() {
    let shop = shop();
    let mermaid = shop.ok(&["report", "deps", "--format", "mermaid"]);
    assert!(
        mermaid.contains("n0[\"US-2 Pay<br/>8 points, new\"]"),
        "{mermaid}"
    );
    assert!(
        mermaid.contains("n1 ==> n0") && mermaid.contains("n1 --> n2"),
        "{mermaid}"
    );
    let dot = shop.ok(&["report", "deps", "--format", "dot"]);
    assert!(
        dot.starts_with("digraph") && dot.contains("n0 [label=\"US-2 Pay\\n8 points, new\""),
        "{dot}"
    );
    let svg = shop.ok(&["report", "deps", "--format", "svg"]);
    assert!(
        svg.contains("prefers-color-scheme:dark") && svg.contains(">US-2 Pay</text>"),
        "{svg}"
    );
}

#[test]
fn a_large_picture_is_bounded() {
    let shop = Sandbox::new();
    for number in 1..=300 {
        let on = format!("status: new\npoints: 1\ndepends_on: [US-{}]\n", number / 2);
        shop.story(
            number,
            "Item",
            if number > 1 { &on } else { "status: new\n" },
            "",
        );
    }
    let svg = shop.ok(&["report", "deps", "--format", "svg"]);
    assert_eq!(svg.matches("<g>").count(), 120);
    assert!(
        svg.contains("180 more items are not drawn"),
        "{}",
        svg.len()
    );
}

#[test]
fn the_shape_of_json_is_stable() {
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Report {
        schema_version: u32,
        item: Option<String>,
        items: Vec<Item>,
        critical_chain: Option<Chain>,
        circles: Vec<Vec<Place>>,
        missing: Vec<Missing>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Item {
        id: String,
        title: String,
        status: Option<String>,
        points: Option<f64>,
        position: Option<usize>,
        waits_for: Vec<String>,
        blocks: Vec<String>,
        critical: bool,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Chain {
        items: Vec<String>,
        points: f64,
        unestimated: usize,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Place {
        id: String,
        waits_for: String,
        path: String,
        line: usize,
        column: usize,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Missing {
        id: String,
        reference: String,
    }

    let shop = shop();
    let out = shop.ok(&["report", "deps", "--format", "json"]);
    let report: Report = serde_json::from_str(&out).unwrap();
    let chain = report.critical_chain.unwrap();
    assert_eq!(chain.items, ["US-1", "US-2", "US-3"]);
    assert_eq!((chain.points, chain.unestimated), (13.0, 1));
    assert_eq!((report.missing.len(), report.circles.len()), (1, 0));
}
