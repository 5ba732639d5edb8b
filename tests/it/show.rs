//! `po show` and `po why`.

use serde::Deserialize;

use crate::list::{Story, Unreadable};
use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.story(3, "Checkout", "type: epic\nstatus: new\n", "");
    sandbox.story(9, "Tokenise cards", "type: story\nstatus: done\n", "");
    sandbox.story(
        12,
        "Pay with a saved card",
        "labels: [checkout]\ncreated: 2026-11-01T10:00:00Z\nstatus: ready\ntype: story\nrequested_by: Sales (ACME)\npoints: 5\nepic: US-3\nvalue: 8\ndepends_on: [US-9, US-14]\nblocked: the contract\n",
        "As a customer, I want to pay.\n\n## Questions\n\n- [ ] 2026-11-19 Do we need the CVC again?\n\n## Decisions\n\n- 2026-11-20 moved up: the fair is in March\n",
    );
    sandbox.story(
        14,
        "Pay with saved cards abroad",
        "status: new\ndepends_on: [US-12]\n",
        "",
    );
    sandbox
}

#[test]
fn for_people() {
    insta::assert_snapshot!(shop().ok(&["show", "12"]));
}

#[test]
fn why() {
    let sandbox = shop();
    insta::assert_snapshot!(sandbox.ok(&["why", "12"]));
    insta::assert_snapshot!(sandbox.ok(&["why", "us-012", "--format", "md"]));
}

#[test]
fn json_keeps_its_contract() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Show {
        schema_version: u32,
        stories: Vec<Shown>,
        unreadable: Vec<Unreadable>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shown {
        #[serde(rename = "story")]
        _story: Story,
        body: String,
    }
    let show: Show =
        serde_json::from_str(&shop().ok(&["show", "12", "9", "--format", "json"])).unwrap();
    assert_eq!((show.schema_version, show.stories.len()), (1, 2));
    assert!(show.stories[0].body.contains("As a customer"));
    assert!(show.unreadable.is_empty());
}

#[test]
fn nearest_ids_are_named() {
    let error = shop().fails(2, &["show", "13"]);
    assert!(
        error.contains("no item") && error.contains("US-12"),
        "{error}"
    );
}

#[test]
fn a_number_finds_an_alias() {
    let sandbox = Sandbox::new();
    sandbox.story(7, "Pay", "status: new\naliases: [US-1, US-4]\n", "");
    sandbox.story(8, "Refund", "status: new\naliases: [US-4]\n", "");
    sandbox.story(9, "Search", "status: new\ndepends_on: [1]\n", "");
    for args in [
        &["show", "1"][..],
        &["show", "us-01"],
        &["show", "1", "--format", "json"],
        &["why", "1"],
        &["set", "1", "points=3"],
        &["rank", "1", "--top"],
        &["ac", "1", "add", "It works"],
        &["list", "-q", "id:1"],
    ] {
        let shown = sandbox.ok(args);
        assert!(shown.contains("US-7"), "{args:?} {shown}");
    }
    sandbox.ok(&["set", "8", "depends_on+=1"]);
    assert!(sandbox.read("stories/US-8-refund.md").contains("US-7"));
    sandbox.ok(&["check", "--select", "dangling-reference"]);
    for args in [
        &["show", "4"][..],
        &["rank", "4", "--top"],
        &["show", "us-4"],
    ] {
        let said = sandbox.fails(2, args);
        assert!(
            said.contains("is an alias of US-7 and of US-8") && said.contains("hint: say US-7"),
            "{said}"
        );
    }
    // An id beats an alias.
    sandbox.story(1, "First", "status: new\n", "");
    assert!(sandbox.ok(&["show", "1"]).starts_with("US-1 First"));
    assert!(!sandbox.ok(&["list", "-q", "id:1"]).contains("US-7"));
}

#[test]
fn an_id_that_stands_twice_is_said() {
    let sandbox = shop();
    sandbox.write(
        "stories/sub/US-12-again.md",
        "---\ntitle: Again\nid: US-12\n---\n",
    );
    let before = sandbox.files();
    for args in [
        &["show", "12"][..],
        &["set", "12", "points=3"],
        &["rank", "12", "--top"],
        &["ac", "12"],
        &["why", "12"],
    ] {
        let error = sandbox.fails(2, args);
        assert!(
            error.contains("US-12-again.md") && error.contains("US-12-pay-with-a-saved-card.md"),
            "{args:?}: {error}"
        );
    }
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_broken_file_is_shown_with_its_place() {
    let sandbox = shop();
    sandbox.write(
        "stories/US-20-broken.md",
        "---\ntitle: x\nassignee: @name\nid: US-20\n---\n",
    );
    let before = sandbox.files();
    let caret = "3 | assignee: @name\n   |           ^";
    let run = sandbox.run(&["show", "20", "9"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.starts_with("US-9 Tokenise"), "{}", run.stdout);
    let place = "backlog/stories/US-20-broken.md:3:11";
    for said in [place, caret, "= fix: put it in quotes"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    for args in [
        &["set", "20", "points=3"][..],
        &["why", "20"],
        &["rank", "20", "--top"],
    ] {
        let error = sandbox.fails(2, args);
        assert!(
            error.contains(place) && error.contains(caret),
            "{args:?}: {error}"
        );
        assert_eq!(error.matches("put it in quotes").count(), 1, "{error}");
    }
    let json = sandbox.run(&["show", "20", "9", "--format", "json"]);
    assert_eq!(json.code, 1, "{}", json.stderr);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["stories"].as_array().unwrap().len(), 1);
    assert_eq!(json["unreadable"][0]["line"], 3);
    assert_eq!(sandbox.files(), before);
}
