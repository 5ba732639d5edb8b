//! `po rank --by`: the order by value is proposed, explained and applied.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// A diamond of dependencies whose cheapest order is 2, 4, 3, 5 behind 1, an item without size, and one of another team.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    let story = |number: u32, title: &str, fields: &str| {
        let fields = format!("created: 2026-11-01T10:00:00Z\nstatus: new\ntype: story\n{fields}");
        sandbox.story(number, title, &fields, "");
    };
    story(1, "Nobody knows", "value: 5\npoints:\n");
    story(2, "Base", "value: 1\npoints: 2\n");
    story(3, "Left", "value: 5\npoints: 3\ndepends_on: [US-2]\n");
    story(
        4,
        "Right",
        "value: 4\npoints: 1\ndepends_on: [US-2]\nlabels: [web]\n",
    );
    story(
        5,
        "Top",
        "value: 20\nurgency: 7\nrisk_reduction: 3\npoints: 1\ndepends_on: [US-3, US-4]\nlabels: [web]\n",
    );
    sandbox
}

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    serde_json::from_str(&sandbox.ok(args)).unwrap()
}

fn today(sandbox: &Sandbox) -> Vec<String> {
    let found = json(sandbox, &["rank", "--format", "json"]);
    let stories = found["stories"].as_array().unwrap();
    let id = |story: &Value| story["id"].as_str().unwrap().replace("US-", "");
    stories.iter().map(id).collect()
}

#[test]
fn the_json_is_as_promised() {
    let sandbox = shop();
    let before = sandbox.files();
    let found = json(&sandbox, &["rank", "--by", "wsjf", "--format", "json"]);
    let expected = serde_json::json!({
        "schema_version": 1,
        "model": "wsjf",
        "order": ["US-2", "US-4", "US-3", "US-5"],
        "cost": 254,
        "lower_bound": 254,
        "optimal": true,
        "items": [
            {"id": "US-2", "score": 0.5, "parts": {"value": 1, "cost_of_delay": 1, "points": 2},
             "position": 2, "moved": 0, "held_by": []},
            {"id": "US-4", "score": 4, "parts": {"value": 4, "cost_of_delay": 4, "points": 1},
             "position": 3, "moved": 1, "held_by": ["US-2"]},
            {"id": "US-3", "score": 5.0 / 3.0, "parts": {"value": 5, "cost_of_delay": 5, "points": 3},
             "position": 4, "moved": -1, "held_by": ["US-2"]},
            {"id": "US-5", "score": 30,
             "parts": {"value": 20, "urgency": 7, "risk_reduction": 3, "cost_of_delay": 30, "points": 1},
             "position": 5, "moved": 0, "held_by": ["US-3", "US-4"]},
        ],
        "unordered": [{"id": "US-1", "missing": ["points"]}],
    });
    assert_eq!(found, expected);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn the_screen_says_what_moves_and_why() {
    let sandbox = shop();
    insta::assert_snapshot!(sandbox.ok(&["rank", "--by", "wsjf"]));
    insta::assert_snapshot!(sandbox.ok(&["rank", "--by", "wsjf", "--format", "csv"]));
    sandbox.ok(&["set", "1", "points=3"]);
    sandbox.ok(&["rank", "--by", "wsjf", "--apply"]);
    insta::assert_snapshot!(sandbox.ok(&["rank", "--by", "wsjf"]));
}

#[test]
fn apply_changes_as_few_files_as_it_takes() {
    let sandbox = shop();
    let told = sandbox.ok(&["rank", "--by", "wsjf", "--apply"]);
    insta::assert_snapshot!(told);
    assert_eq!(today(&sandbox), ["1", "2", "4", "3", "5"]);
    let before = sandbox.files();
    let again = sandbox.ok(&["rank", "--by", "wsjf", "--apply"]);
    assert!(
        again.contains("today's order is this one already"),
        "{again}"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let sandbox = shop();
    let before = sandbox.files();
    let told = sandbox.ok(&["rank", "--by", "wsjf", "--apply", "--dry-run"]);
    assert!(told.contains("+rank: "), "{told}");
    assert!(told.contains("cost of delay 254 instead of"), "{told}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn filters_and_only_unranked_say_what_may_move() {
    let sandbox = shop();
    let found = json(
        &sandbox,
        &["rank", "--by", "wsjf", "--label", "web", "--format", "json"],
    );
    assert_eq!(found["order"], serde_json::json!(["US-4", "US-5"]));
    assert_eq!(found["items"][1]["position"], 5);

    // 5 stands first by hand, and stays there, though it waits for others.
    sandbox.ok(&["rank", "5", "--top"]);
    let args = [
        "rank",
        "--by",
        "wsjf",
        "--only-unranked",
        "--format",
        "json",
    ];
    let found = json(&sandbox, &args);
    assert_eq!(found["order"], serde_json::json!(["US-2", "US-4", "US-3"]));
    // What is hinted orders the same items.
    let asked = ["rank", "--by", "wsjf", "-t", "story", "--only-unranked"];
    let screen = sandbox.ok(&asked);
    let hint = "po rank --by wsjf --type story --only-unranked --apply";
    assert!(screen.contains(hint), "{screen}");
    sandbox.ok(&["rank", "--by", "wsjf", "--only-unranked", "--apply"]);
    assert_eq!(today(&sandbox), ["5", "1", "2", "4", "3"]);
}

#[test]
fn keys_of_the_models_are_known_and_can_be_set() {
    let sandbox = shop();
    sandbox.ok(&[
        "set",
        "1",
        "reach=500",
        "impact=2",
        "confidence=80%",
        "effort=4",
    ]);
    sandbox.ok(&[
        "set",
        "2",
        "moscow=Must have",
        "ease=7",
        "benefit=9",
        "penalty=1",
        "risk=2",
    ]);
    sandbox.ok(&["check"]);
    assert!(
        sandbox
            .read("stories/US-1-nobody-knows.md")
            .contains("\nconfidence: 80\n")
    );
    assert!(
        sandbox
            .read("stories/US-2-base.md")
            .contains("\nmoscow: must\n")
    );
    let found = json(&sandbox, &["rank", "--by", "rice", "--format", "json"]);
    assert_eq!(found["items"][0]["score"], 200);
    assert_eq!(found["order"], serde_json::json!(["US-1"]));
    assert_eq!(
        found["unordered"][0]["missing"],
        serde_json::json!(["reach", "impact", "confidence", "effort"])
    );
    // Points are there, a cost of delay too: the order of one item is the only one.
    assert_eq!(
        (&found["cost"], &found["optimal"]),
        (&Value::Null, &Value::Bool(false))
    );
    let listed = json(&sandbox, &["list", "-q", "has:reach", "--format", "json"]);
    assert_eq!(listed["stories"].as_array().unwrap().len(), 1);
}

#[test]
fn a_formula_of_the_team_may_use_its_own_keys() {
    let sandbox = shop();
    let config = sandbox.read("po.yaml").replace("\nkeys:", "\n# keys:");
    let own = "keys: [fit]\nweighted:\n  ours: value + 10 * fit\n  calm: -urgency\n";
    sandbox.write("po.yaml", format!("{config}{own}"));
    sandbox.ok(&["set", "4", "fit=3"]);
    let found = json(
        &sandbox,
        &["rank", "--by", "weighted:ours", "--format", "json"],
    );
    assert_eq!(found["model"], "weighted:ours");
    // 4 waits for 2, which has no fit: it goes before, wherever it stands.
    assert_eq!(found["order"], serde_json::json!(["US-4"]));
    assert_eq!(found["items"][0]["score"], 34);
    assert_eq!(
        found["items"][0]["parts"],
        serde_json::json!({"value": 4, "fit": 3})
    );
    assert_eq!(found["items"][0]["held_by"], serde_json::json!(["US-2"]));
    let screen = sandbox.ok(&["rank", "--by", "weighted:value/effort"]);
    assert!(screen.contains("value / first(effort, points)"), "{screen}");
}

#[test]
fn what_cannot_be_is_said_and_changes_nothing() {
    let sandbox = shop();
    sandbox.write(
        "stories/US-6-bad.md",
        "---\ntitle: Bad\nid: US-6\nvalue: -3\npoints: 2\nreach: NaN\n---\n",
    );
    sandbox.write(
        "po.yaml",
        format!("{}weighted: value * (2\n", sandbox.read("po.yaml")),
    );
    let before = sandbox.files();
    for (args, words) in [
        (&["rank", "--by", "wsjf", "--apply"][..], "`-3` is negative"),
        (&["rank", "--by", "wsjf"], "US-6-bad.md:4"),
        (&["rank", "--by", "rice"], "`NaN` is not a number"),
        (&["rank", "--by", "wjsf"], "did you mean `wsjf`?"),
        (
            &["rank", "--by", "weighted"],
            "`(` is never closed (column 9)",
        ),
        (&["rank", "--by", "wsjf", "--top"], "cannot be used with"),
        (&["rank", "3", "--by", "wsjf"], "cannot be used with"),
        (
            &["rank", "--by", "wsjf", "--rebalance"],
            "cannot be used with",
        ),
        (&["rank", "--apply"], "--by"),
        (&["rank", "--only-unranked"], "--by"),
        (&["rank", "--by", "wsjf", "--all"], "only open items"),
        (&["rank", "--by", "wsjf", "--dry-run"], "--apply"),
        (&["rank", "--label", "web"], "filters go with `--by`"),
        (
            &["rank", "--by", "moscow", "--apply", "--at", "HEAD"],
            "cannot be used with",
        ),
    ] {
        let error = sandbox.fails(2, args);
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(sandbox.files(), before);
    }
    // What is wrong with an item that is not asked for does not matter.
    sandbox.ok(&["rank", "--by", "wsjf", "--label", "web"]);
}

#[test]
fn a_circle_is_a_chain_with_files_and_lines() {
    let sandbox = shop();
    let file = "stories/US-2-base.md";
    let text = sandbox
        .read(file)
        .replace("points: 2", "points: 2\ndepends_on: [US-1, US-5]");
    sandbox.write(file, text);
    let error = sandbox.fails(2, &["rank", "--by", "wsjf", "--apply"]);
    insta::assert_snapshot!(error);
}

#[test]
fn an_item_that_is_done_or_an_epic_has_no_part_in_it() {
    let sandbox = shop();
    sandbox.ok(&["set", "2", "status=done"]);
    sandbox.ok(&["set", "4", "epic=1"]);
    let found = json(&sandbox, &["rank", "--by", "wsjf", "--format", "json"]);
    assert_eq!(found["order"], serde_json::json!(["US-4", "US-3", "US-5"]));
    assert_eq!(found["unordered"], serde_json::json!([]));
    assert_eq!(found["items"][0]["held_by"], serde_json::json!([]));
}

#[test]
fn an_item_without_data_that_must_move_is_shown_with_what_forced_it() {
    let sandbox = shop();
    sandbox.story(
        6,
        "Unknown",
        "created: 2026-11-01T10:00:00Z\nstatus: new\n",
        "",
    );
    sandbox.ok(&["set", "2", "depends_on=6"]);
    let screen = sandbox.ok(&["rank", "--by", "wsjf"]);
    assert!(screen.contains("before US-2"), "{screen}");
    let args = ["rank", "--by", "wsjf", "--format", "json"];
    let found = json(&sandbox, &args);
    let also = &found["also_moved"][0];
    assert_eq!(
        (&also["id"], &also["before"]),
        (&"US-6".into(), &"US-2".into())
    );
    let numbers: Vec<&str> = screen
        .lines()
        .filter(|line| line.contains("US-"))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.parse::<u32>().is_ok())
        .collect();
    let unique: std::collections::HashSet<_> = numbers.iter().collect();
    assert_eq!((numbers.len(), unique.len()), (6, 6), "{screen}");
    sandbox.ok(&["rank", "--by", "wsjf", "--apply"]);
    let place = today(&sandbox).iter().position(|id| id == "6").unwrap() + 1;
    assert_eq!(also["position"], place);
}

#[test]
fn a_limit_that_was_said_is_heeded() {
    let sandbox = shop();
    let screen = sandbox.ok(&["rank", "--by", "wsjf", "-n", "2"]);
    assert!(screen.contains("2 more: --limit 4"), "{screen}");
    assert!(!screen.contains("Top"), "{screen}");
    let before = sandbox.files();
    let told = sandbox.fails(2, &["rank", "--by", "wsjf", "-n", "2", "--apply"]);
    assert!(told.contains("contradict"), "{told}");
    assert_eq!(sandbox.files(), before);
}
