//! `po estimate`: votes, agreement, tables, and what is refused.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let shop = Sandbox::new();
    shop.story(
        1,
        "Pay",
        "status: new\npoints:\n",
        "As a guest, I want to pay.\n",
    );
    shop.story(
        2,
        "Refund",
        "status: new\npoints: 3\naliases: [SHOP-7]\n",
        "",
    );
    shop.story(3, "Dark mode", "status: done\npoints: 2\n", "");
    shop.story(4, "Buying", "status: new\ntype: epic\n", "");
    shop.story(5, "Cart", "status: new\nepic: US-4\n", "");
    shop
}

#[test]
fn rounds_of_a_day_are_one_line_without_names() {
    let shop = shop();
    let run = shop.run(&["estimate", "1", "--votes", "Ann: 5, Ben: 13, Cem: 8"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stdout.contains("5 and 13 are 2 cards apart"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("po split 1"), "{}", run.stderr);
    let text = shop.read("stories/US-1-pay.md");
    assert!(text.contains("\npoints:\n"), "nothing is averaged: {text}");
    assert!(text.ends_with("## Estimation\n\n- 2026-11-21 votes 5 8 13: not agreed\n"));
    shop.ok(&["estimate", "1", "--votes", "8 8 8"]);
    let text = shop.read("stories/US-1-pay.md");
    assert!(text.contains("\npoints: 8\n"));
    assert!(
        text.ends_with("- 2026-11-21 votes 5 8 13, then 8 8 8: 8\n"),
        "{text}"
    );
    shop.ok(&["estimate", "1", "--votes", "8,13", "--points", "13"]);
    let text = shop.read("stories/US-1-pay.md");
    assert!(
        text.ends_with("8 8 8: 8\n- 2026-11-21 votes 8 13: 13, was 8\n"),
        "{text}"
    );
}

#[test]
fn one_card_apart_is_left_to_the_team() {
    let shop = shop();
    let run = shop.run(&["estimate", "1", "--votes", "5,8,8"]);
    assert!(
        run.stdout
            .contains("5 and 8 are one card apart: take the higher, or vote again")
    );
    assert!(
        run.stderr.contains("po estimate 1 --points 8"),
        "{}",
        run.stderr
    );
    shop.ok(&["estimate", "1", "--points", "8"]);
    let text = shop.read("stories/US-1-pay.md");
    assert!(text.ends_with("- 2026-11-21 votes 5 8 8: 8\n"), "{text}");
    let out = shop.ok(&["estimate", "1", "2", "--points", "8"]);
    assert!(out.contains("US-1 Pay: has that estimate already"), "{out}");
    assert!(out.contains("US-2 Refund: estimate 3 → 8"), "{out}");
}

#[test]
fn what_cannot_be_estimated_changes_nothing() {
    let shop = shop();
    let before = shop.files();
    for (args, words) in [
        (
            &["1", "--points", "6"][..],
            "`6` is not on the deck: 0 0.5 1 2 3 5 8 13 20 40 100",
        ),
        (&["1", "--points", "-3"], "`-3` is not on the deck"),
        (&["1", "--points", "NaN"], "`NaN` is not on the deck"),
        (&["1", "--points", "?"], "`?` is no size"),
        (&["1", "--votes", "5,6"], "the next cards are 5 and 8"),
        (&["1", "--votes", ","], "a round needs votes"),
        (&["1", "2", "--votes", "5"], "votes are about one item"),
        (&["3", "--points", "5"], "`US-3` is done"),
        (
            &["4", "--points", "5"],
            "`US-4` is as large as its children come to",
        ),
        (&["1", "9", "--points", "5"], "there is no item `US-9`"),
        (&["1", "--points", "5", "--from", "x.csv"], "--from"),
        (&["--from", "x.csv"], "no file `x.csv`"),
    ] {
        let args: Vec<&str> = std::iter::once("estimate")
            .chain(args.iter().copied())
            .collect();
        let error = shop.fails(2, &args);
        assert!(error.contains(words), "{args:?}: {error}");
    }
    assert_eq!(shop.files(), before);
}

#[test]
fn a_table_is_matched_by_id_alias_and_title() {
    let shop = shop();
    let table =
        "Ref;Story;Ann;Ben;Average\nSHOP-7;;5;5;5\n;PAY!;3;8;5.5\n;Nothing;1;1;1\nUS-3;;2;2;2\n";
    std::fs::write(shop.dir().join("votes.csv"), table).unwrap();
    let out = shop.ok(&["estimate", "--from", "votes.csv"]);
    assert!(
        out.contains("US-2 Refund: estimate 3 → 5 · votes 5 5"),
        "{out}"
    );
    assert!(out.contains("US-1 Pay: not agreed · votes 3 8"), "{out}");
    assert!(out.contains("line 4: `Nothing` is no item here"), "{out}");
    assert!(
        out.contains("line 5: `US-3` was left alone: `US-3` is done"),
        "{out}"
    );
    assert!(!shop.read("stories/US-1-pay.md").contains("Ann"));
    let before = shop.files();
    std::fs::write(
        shop.dir().join("votes.csv"),
        "story,estimate\nPay,5\nRefund,6\n",
    )
    .unwrap();
    let error = shop.fails(2, &["estimate", "--from", "votes.csv"]);
    assert!(
        error.contains("votes.csv:3:1: `6` is not on the deck"),
        "{error}"
    );
    std::fs::write(
        shop.dir().join("votes.csv"),
        "id,title,points\n2,Pay,5\n1,Cart,3\n",
    )
    .unwrap();
    assert_eq!(shop.files(), before);
    // A tool's own count is no id where the title is another item's.
    let out = shop.ok(&["estimate", "--from", "votes.csv"]);
    assert!(
        out.contains("US-1 Pay: estimate 5") && out.contains("US-5 Cart: estimate 3"),
        "{out}"
    );
}

#[test]
fn a_nameless_table_is_about_the_item_that_is_named() {
    let shop = shop();
    let input = "user,vote\nAnn,8\nBen,8\n";
    let run = shop.run_with_input(&["estimate", "5", "--from", "-"], input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("US-5 Cart: estimate 8 · votes 8 8"),
        "{}",
        run.stdout
    );
}

#[test]
fn shows_what_there_is_to_compare_with() {
    let shop = shop();
    shop.story(6, "Pay again", "status: done\npoints: 5\n", "");
    let out = shop.ok(&["estimate", "1"]);
    insta::assert_snapshot!(out, @r"
    US-1 Pay · no estimate yet
      As a guest, I want to pay.

    To compare with
         5  US-6 Pay again · no criteria, Done

    Deck 0 0.5 1 2 3 5 8 13 20 40 100 ? ☕
    ");
}

#[test]
fn shirts_are_points_in_the_file() {
    let shop = shop();
    let config = shop.read("po.yaml");
    shop.write("po.yaml", format!("{config}deck: t-shirts\n"));
    let out = shop.ok(&["estimate", "1", "--votes", "M,m,M"]);
    assert!(
        out.contains("US-1 Pay: estimate M (3) · votes M M M"),
        "{out}"
    );
    assert!(shop.read("stories/US-1-pay.md").contains("\npoints: 3\n"));
}
