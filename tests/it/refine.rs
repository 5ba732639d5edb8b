//! `po refine`: what keeps items from ready, away from a terminal.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let shop = Sandbox::new();
    let criteria = "## Acceptance criteria\n\n- [ ] Paid\n";
    shop.story(1, "Ready", "status: ready\npoints: 3\nrank: i1\n", criteria);
    shop.story(
        2,
        "Dark mode",
        "status: new\npoints:\nrank: i2\ncreated: 2026-11-02T08:00:00Z\n",
        criteria,
    );
    let asked =
        "## Questions\n\n- [x] 2026-11-01 Old?\n- [ ] 2026-11-20 Who?\n- [ ] 2026-11-12 When?\n";
    shop.story(
        3,
        "Pay",
        "status: new\npoints: 5\nrank: i3\ncreated: 2026-11-03T08:00:00Z\n",
        &format!("{criteria}\n{asked}"),
    );
    shop.story(4, "Begun", "status: in-progress\nrank: i4\n", "");
    shop.story(
        5,
        "The dark mode",
        "status: new\npoints: 1\nrank: i5\nrequested_by: Sales\ncreated: 2026-11-01T08:00:00Z\nblocked: the contract\n",
        criteria,
    );
    shop.story(6, "Buying", "status: new\ntype: epic\n", "");
    shop
}

#[test]
fn lists_what_keeps_items_from_ready() {
    let shop = shop();
    insta::assert_snapshot!(shop.ok(&["refine"]), @r#"
    3 of the first 4 items are not ready

    Open questions, the oldest first
         9 days  US-3 3  When?
          1 day  US-3 2  Who?

    #  ID    Title          Status  What keeps it from ready
    2  US-2  Dark mode      new     no points
    3  US-3  Pay            new     2 open questions
    5  US-5  The dark mode  new     blocked

    hint: po note 3 --answer 3 "…"
    "#);
    let out = shop.ok(&["refine", "--top", "1"]);
    assert_eq!(
        out.lines().next(),
        Some("All of the first 1 items are ready")
    );
}

#[test]
fn new_requests_come_by_age() {
    let shop = shop();
    insta::assert_snapshot!(shop.ok(&["refine", "--new"]), @r#"
    3 new requests, the oldest first

    Open questions, the oldest first
         9 days  US-3 3  When?
          1 day  US-3 2  Who?

    #  ID    Title          From   What keeps it from ready
    5  US-5  The dark mode  Sales  blocked · like US-2
    2  US-2  Dark mode             no points · like US-5
    3  US-3  Pay                   2 open questions

    hint: po note 3 --answer 3 "…"
    "#);
}

#[test]
fn the_teams_definition_counts() {
    let shop = shop();
    let config = shop.read("po.yaml");
    shop.write("po.yaml", format!("{config}definition_of_ready: [value]\n"));
    let out = shop.ok(&["refine", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let lacks: Vec<String> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("{} {}", item["id"].as_str().unwrap(), item["lacks"]))
        .collect();
    assert_eq!(
        lacks,
        [
            r#"US-1 ["no value"]"#,
            r#"US-2 ["no value"]"#,
            r#"US-3 ["no value","2 open questions"]"#,
            r#"US-5 ["no value","blocked"]"#,
        ]
    );
    assert_eq!(report["looked_at"], 4);
}

#[test]
fn the_shape_of_json_is_stable() {
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Report {
        schema_version: u32,
        mode: String,
        looked_at: usize,
        ready: usize,
        questions: Vec<Question>,
        items: Vec<Item>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Question {
        id: String,
        number: usize,
        text: String,
        asked: Option<String>,
        days: Option<i64>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the shape is what is tested")]
    struct Item {
        id: String,
        title: String,
        position: Option<usize>,
        status: Option<String>,
        points: Option<f64>,
        requested_by: Option<String>,
        created: Option<String>,
        lacks: Vec<String>,
        similar: Vec<String>,
    }

    let shop = shop();
    let out = shop.ok(&["refine", "--new", "--format", "json"]);
    let report: Report = serde_json::from_str(&out).unwrap();
    assert_eq!((report.schema_version, report.mode.as_str()), (1, "new"));
    assert_eq!(report.items[0].similar, ["US-2"]);
}

#[test]
fn nothing_to_do_and_nothing_asked() {
    let shop = Sandbox::new();
    assert_eq!(
        shop.ok(&["refine"]),
        "Nothing to refine: no item is new or ready\n"
    );
    assert_eq!(shop.ok(&["refine", "--new"]), "No new requests\n");
    assert!(
        shop.fails(2, &["refine", "--top", "0"])
            .contains("at least one item")
    );
    shop.write("stories/US-7-broken.md", "---\ntitle: [\n---\n");
    assert_eq!(
        shop.run(&["refine"]).code,
        1,
        "an unreadable file is never hidden"
    );
}
