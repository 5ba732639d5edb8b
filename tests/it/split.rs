//! `po split`: what parts take over, what becomes of the item, and what is refused.

use crate::sandbox::Sandbox;

const BODY: &str = "As a guest, I want to pay.\n\n## Acceptance criteria\n\n- [x] By card *now*\n  - [ ] also abroad\n- [ ] By invoice\n- [ ] By voucher\n\n## Questions\n\n- [ ] 2026-11-19 Which cards?\n";

fn shop() -> Sandbox {
    let shop = Sandbox::new();
    shop.story(1, "Before", "status: ready\npoints: 3\nrank: i1\n", "");
    shop.story(
        2,
        "Pay",
        "labels: [checkout, web]\nrank: i2\nstatus: ready\ntype: story\nsprint: 7\nrequested_by: Sales\npoints: 13\nepic: US-5\nvalue: 8\nrelease: \"1.2\"\nobjective: O1\ndepends_on: [US-1]\n",
        BODY,
    );
    shop.story(
        3,
        "After",
        "status: new\nrank: i3\ndepends_on: [us-2, US-1] # both\n",
        "",
    );
    shop.story(4, "Shipped", "status: done\ndepends_on: [US-2]\n", "");
    shop.story(5, "Buying", "status: new\ntype: epic\n", "");
    shop
}

#[test]
fn parts_take_criteria_and_references() {
    let shop = shop();
    let run = shop.run(&[
        "split",
        "2",
        "By card",
        "By invoice",
        "--ac",
        "1,2",
        "/",
        "3",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!(run.stdout, @r"
    US-2 Pay: split into US-6 and US-7, now their epic
    US-6 By card: added, 2 in the order, with criteria 1 and 2
    US-7 By invoice: added, 3 in the order, with criterion 3
    US-3 After: waits for US-6 and US-7 now
      its 13 points go: an epic is as large as its parts, which have no estimate yet
      backlog/stories/US-6-by-card.md, new
      backlog/stories/US-7-by-invoice.md, new
      backlog/stories/US-2-pay.md, 11 lines
      backlog/stories/US-3-after.md, 1 line
    criterion 4 stays with US-2: By voucher
    1 open question stays with US-2
    ");
    assert!(run.stderr.contains("po estimate 6 7"), "{}", run.stderr);
    let part = shop.read("stories/US-6-by-card.md");
    for line in [
        "labels: [checkout, web]",
        "status: new",
        "type: story",
        "sprint: 7",
        "requested_by: Sales",
        "points:",
        "epic: US-2",
        "release: \"1.2\"",
        "objective: O1",
        "depends_on: [US-1]",
    ] {
        assert!(part.lines().any(|own| own == line), "{line}\n{part}");
    }
    assert!(
        part.ends_with("## Acceptance criteria\n\n- [x] By card *now*\n  - [ ] also abroad\n"),
        "{part}"
    );
    let item = shop.read("stories/US-2-pay.md");
    for words in [
        "\ntype: epic\n",
        "\nsprint:\n",
        "\npoints:\n",
        "\nepic: US-5\n",
        "\nvalue: 8\n",
        "\ndepends_on:\n",
        "criteria\n\n- [ ] By voucher\n",
        "- [ ] 2026-11-19 Which cards?\n",
        "- 2026-11-21 split into US-6 and US-7, was 13 points\n",
    ] {
        assert!(item.contains(words), "{words}\n{item}");
    }
    assert!(
        shop.read("stories/US-3-after.md")
            .contains("depends_on: [US-1, US-6, US-7] # both\n")
    );
    assert!(
        shop.read("stories/US-4-shipped.md").contains("[US-2]"),
        "the past stays"
    );
}

#[test]
fn it_is_one_change_and_can_be_taken_back() {
    let shop = shop();
    let before = shop.files();
    shop.ok(&["split", "2", "A", "B", "--ac", "1 / 3-4", "--dry-run"]);
    assert_eq!(shop.files(), before);
    shop.ok(&["split", "2", "A", "B", "--ac", "1/3-4"]);
    assert!(
        shop.read("stories/US-7-b.md")
            .ends_with("- [ ] By invoice\n- [ ] By voucher\n")
    );
    assert!(
        shop.read("stories/US-6-a.md").contains("also abroad"),
        "what is nested goes along"
    );
    shop.ok(&["undo"]);
    assert_eq!(shop.files(), before);
}

#[test]
fn the_item_can_be_declined() {
    let shop = shop();
    shop.ok(&["split", "2", "A", "B", "--decline", "--ac", "1,2", "/", "3"]);
    let item = shop.read("stories/US-2-pay.md");
    for words in [
        "\nstatus: declined\n",
        "\ntype: story\n",
        "\npoints: 13\n",
        "- 2026-11-21 declined: split into US-6 and US-7, was 13 points\n",
    ] {
        assert!(item.contains(words), "{words}\n{item}");
    }
    assert!(shop.read("stories/US-6-a.md").contains("\nepic: US-5\n"));
    let order = shop.ok(&["list"]);
    let places = ["US-1", "US-6", "US-7", "US-3"].map(|id| order.find(id).expect(id));
    assert!(places.is_sorted(), "{order}");
}

#[test]
fn what_cannot_be_split_so_changes_nothing() {
    let shop = shop();
    let before = shop.files();
    for (args, words) in [
        ("9 A B", "there is no item `US-9`"),
        ("4 A B", "`US-4` is done: there is nothing left to split"),
        ("5 A B", "`US-5` is an epic"),
        ("2 A", "a split has at least two parts"),
        ("2", "a split has at least two parts"),
        ("2 A B --ac 5", "there is no criterion 5; it has 1 to 4"),
        ("1 A B --ac 1", "there is no criterion 1; it has none"),
        ("2 A B --ac 1,1", "criterion 1 is given twice"),
        ("2 A B --ac 3 / 3", "criterion 3 is given twice"),
        ("2 A B --ac 1 / 2", "criterion 2 is part of criterion 1"),
        (
            "2 A B --ac 1 / 3 / 4",
            "criteria are given to 3 parts, and there are 2",
        ),
        ("2 --ac 1 / 3 A B", "titles come before --ac"),
        ("2 A B --ac 1 --ac 3", "cannot be used multiple times"),
    ] {
        let args: Vec<&str> = std::iter::once("split").chain(args.split(' ')).collect();
        let error = shop.fails(2, &args);
        assert!(error.contains(words), "{args:?}: {error}");
    }
    assert!(
        shop.fails(2, &["split", "2", "A", " "])
            .contains("a part needs a title")
    );
    assert_eq!(shop.files(), before);
}

#[test]
fn the_change_is_told_as_json() {
    let shop = shop();
    let out = shop.ok(&["split", "2", "A", "B", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        told["ids"],
        serde_json::json!(["US-2", "US-6", "US-7", "US-3"])
    );
    assert_eq!(told["files"].as_array().unwrap().len(), 4);
}
