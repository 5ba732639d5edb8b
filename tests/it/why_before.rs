//! `po why 12 9`: why one item stands before another.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    let story = |number: u32, title: &str, fields: &str| {
        sandbox.story(number, title, &format!("status: new\n{fields}"), "");
    };
    story(1, "Small", "value: 3\npoints: 1\n");
    story(2, "Middle", "value: 4\npoints: 2\n");
    story(3, "Great", "value: 40\npoints: 5\n");
    story(4, "Follows", "value: 8\npoints: 1\ndepends_on: [US-2]\n");
    story(
        5,
        "Follows that",
        "value: 8\npoints: 1\ndepends_on: [US-4]\n",
    );
    story(6, "Unknown", "");
    sandbox
}

#[test]
fn scores_dependencies_and_the_price_of_a_change() {
    let sandbox = shop();
    insta::assert_snapshot!(sandbox.ok(&["why", "1", "3"]));
    // 3 · 1 + 4 · 3 + 40 · 8 = 335 today, 40 · 5 + 4 · 7 + 3 · 8 = 252 with 1 and 3 in each other's place.
    let found: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["why", "1", "3", "--format", "json"])).unwrap();
    assert_eq!(
        (&found["swap_cost"], &found["before"]),
        (&(-83).into(), &true.into())
    );
    insta::assert_snapshot!(sandbox.ok(&["why", "5", "2"]));
    insta::assert_snapshot!(sandbox.ok(&["why", "1", "6"]));
    sandbox.ok(&["rank", "5", "--top"]);
    insta::assert_snapshot!(sandbox.ok(&["why", "5", "2", "--format", "md"]));
    sandbox.ok(&["set", "1", "status=done"]);
    insta::assert_snapshot!(sandbox.ok(&["why", "1", "6"]));
}

#[test]
fn one_item_is_told_as_before_and_two_names_of_it_are_refused() {
    let sandbox = shop();
    assert!(sandbox.ok(&["why", "3"]).contains("3 of 6 in the order"));
    let error = sandbox.fails(2, &["why", "3", "us-3"]);
    assert!(error.contains("the same item"), "{error}");
    assert!(sandbox.fails(2, &["why", "1", "99"]).contains("US-99"));
    assert!(sandbox.fails(2, &["why", "1", "2", "3"]).contains("3"));
}
