//! Sheets that number their rows alike: which rows are items that are here, and which stand in another list.

use crate::import_sandbox::{import, reasons, story, value};
use crate::sandbox::Sandbox;

const SHOP: &str = "ID,Title,Description\n1,Pay,\n2,Ship,\n3,Bill,How a bill is written and where it is sent then.\n";
const ZOO: &str = "ID,Title,Parent\n1,Zebra,\n2,Lion,1\n";

#[test]
fn another_list_with_the_same_numbers_is_told() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    let files = sandbox.files();
    // An update would make other items of those that are here.
    let told = import(&sandbox, "zoo.csv", ZOO, &["--update"]);
    let said = "`1` is `US-1` here, `Pay`, and nothing but the number says that `Zebra` is the same: without `--update` it \
                comes as another item, with `--take title=there` it is that one";
    assert_eq!(told["items"], 0);
    assert_eq!(reasons(&told, "reported")[0], said);
    assert_eq!(reasons(&told, "reported").len(), 2);
    assert!(sandbox.files() == files);
    // What comes new beside them does not hang below the other list.
    let more = format!("{ZOO}9,Bear,1\n");
    import(&sandbox, "more.csv", &more, &["--update"]);
    assert_eq!(value(&story(&sandbox, "Bear"), "epic:"), None);
    // A plain import takes both lists, each item once.
    let told = import(&sandbox, "zoo.csv", ZOO, &[]);
    assert_eq!((&told["items"], &told["already"]), (&2.into(), &0.into()));
    let said = "`1` is `US-1` here, `Pay`, and nothing but the number says that `Zebra` is the same: it comes as an item of \
                another list";
    assert!(reasons(&told, "notes").iter().any(|note| note == said));
    let (zebra, lion) = (story(&sandbox, "Zebra"), story(&sandbox, "Lion"));
    assert_eq!(value(&lion, "epic:"), value(&zebra, "id:"));
    let files = sandbox.files();
    for (name, text) in [("zoo.csv", ZOO), ("shop.csv", SHOP)] {
        import(&sandbox, name, text, &[]);
        import(&sandbox, name, text, &["--update"]);
        assert!(sandbox.files() == files, "{name}");
    }
}

/// Lists of one shop, numbered alike: each row shares words with the item of its number and with others.
const ORDERS: &str = "ID,Title,Points\n1,Pay an order by card,3\n2,Refund an order,5\n3,Cancel an order,2\n\
                      4,As a clerk I want to print an order,1\n5,Show an order to a clerk,8\n";
const INVOICES: &str = "ID,Title,Points\n1,Pay an order by invoice,5\n2,Print a refund,5\n3,As a clerk I want to cancel an order,3\n\
                        4,Print an invoice,1\n5,As a clerk I want to show an invoice,2\n";

#[test]
fn words_in_common_make_no_list_of_two() {
    let sandbox = Sandbox::new();
    import(&sandbox, "a.csv", ORDERS, &[]);
    let files = sandbox.files();
    for flags in [&["--update"][..], &["--update", "--take", "there"]] {
        let told = import(&sandbox, "b.csv", INVOICES, flags);
        assert_eq!(reasons(&told, "reported").len(), 5, "{flags:?}");
        assert!(sandbox.files() == files, "{flags:?}");
    }
    // Rows that are numbered anew are other items, too.
    let first = "ID,Title,Points\n1,Look for an order,3\n";
    let shifted = ORDERS.lines().skip(1).enumerate();
    let shifted = shifted.map(|(at, row)| format!("{}{}\n", at + 2, &row[1..]));
    let shifted = format!("{first}{}", shifted.collect::<String>());
    let told = import(&sandbox, "c.csv", &shifted, &["--update"]);
    assert_eq!(reasons(&told, "reported").len(), 5);
    assert_eq!(told["update"]["updated"], serde_json::json!([]));
    // In the same list, titles are put in other words, and some are wholly new.
    let reworded = ORDERS
        .replace("Pay an order by card", "Pay an order with a card")
        .replace("Cancel an order", "Cancellation")
        .replace("Refund an order", "Refunding an order in part");
    let told = import(&sandbox, "a.csv", &reworded, &["--update"]);
    assert_eq!(told["already"], 5);
    assert!(reasons(&told, "reported").is_empty(), "{told}");
    let said =
        "`3` is `US-3` by its number: it is called `Cancel an order` here and `Cancellation` there";
    assert!(reasons(&told, "notes").iter().any(|note| note == said));
}

#[test]
fn a_number_that_two_lists_have_says_nothing_of_a_row() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    import(&sandbox, "zoo.csv", ZOO, &[]);
    // More of the second list is known than not, and still its second row may be either item.
    let told = import(
        &sandbox,
        "zoo.csv",
        ZOO.replace("Lion", "Bear"),
        &["--update"],
    );
    assert_eq!(reasons(&told, "reported").len(), 1, "{told}");
    assert_eq!(told["update"]["updated"], serde_json::json!([]));
    let told = import(
        &sandbox,
        "zoo.csv",
        ZOO.replace("Lion", "Lioness"),
        &["--update"],
    );
    assert_eq!(told["update"]["updated"][0]["title"], "Lioness");
    story(&sandbox, "Ship");
}

#[test]
fn an_item_with_another_title_is_the_same_in_its_own_list() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    // Renamed here: the list says what it said last.
    let path = "stories/US-1-pay.md";
    sandbox.write(
        path,
        sandbox.read(path).replace("title: Pay", "title: Checkout"),
    );
    let renamed = |from: &str, to: &str| SHOP.replace(from, to);
    for text in [
        SHOP.to_owned(),
        renamed("2,Ship,", "2,Delivery,"),
        renamed("3,Bill", "3,Invoices"),
    ] {
        let told = import(&sandbox, "shop.csv", &text, &[]);
        assert_eq!(
            (&told["items"], &told["already"]),
            (&0.into(), &3.into()),
            "{text}"
        );
    }
    let told = import(&sandbox, "shop.csv", renamed("2,Ship,", "2,Delivery,"), &[]);
    let said =
        "`2` is `US-2` here, `Ship`, and is called `Delivery` now: `--update` takes that over";
    assert_eq!(reasons(&told, "notes"), [said]);
    // A row alone tells nothing of the rest: a word in common, the text, or a person does.
    for (row, flags) in [
        ("2,Shipping,", &["--update"][..]),
        (
            "3,Invoices,How a bill is written and where it is sent then.",
            &["--update"],
        ),
        ("2,Delivery,", &["--update", "--take", "title=there"]),
    ] {
        let told = import(
            &sandbox,
            "one.csv",
            format!("ID,Title,Description\n{row}\n"),
            flags,
        );
        assert_eq!(told["items"], 0, "{row}");
        assert!(reasons(&told, "reported").is_empty(), "{row}");
        let title = row.split(',').nth(1).unwrap();
        story(&sandbox, title);
    }
}
