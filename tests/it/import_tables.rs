//! Tables of any tool through `po import`: which row a key means, and what becomes of every row.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, story, value};
use crate::sandbox::Sandbox;

/// The report of an import of several files in a folder.
fn folder(sandbox: &Sandbox, name: &str, files: &[(&str, &str)]) -> Value {
    let folder = sandbox.dir().join(name);
    std::fs::create_dir(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    let args = ["import", name, "--format", "json"];
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

#[test]
fn a_key_means_the_row_of_its_own_file() {
    let sandbox = Sandbox::empty();
    let report = folder(
        &sandbox,
        "two",
        &[
            ("a.csv", "ID,Title,Parent\n1,Pay,\n2,Ship,1\n3,Only here,\n"),
            (
                "b.csv",
                "ID,Title,Parent\n1,Zebra,\n2,Lion,1\n4,Tiger,3\n5,Bear,zebra\n",
            ),
            ("c.csv", "ID,Title,Parent\n7,Whale,1\n8,Shark,3\n"),
        ],
    );
    assert_eq!(report["items"], 9);
    let parent = |title: &str| {
        let id = value(&story(&sandbox, title), "epic:")?;
        value(&story(&sandbox, &id), "title:")
    };
    assert_eq!(parent("Ship").as_deref(), Some("Pay"));
    assert_eq!(parent("Lion").as_deref(), Some("Zebra"));
    assert_eq!(parent("Bear").as_deref(), Some("Zebra"));
    // Only one file has it.
    assert_eq!(parent("Tiger").as_deref(), Some("Only here"));
    assert_eq!(parent("Shark").as_deref(), Some("Only here"));
    // Two others have it.
    assert_eq!(parent("Whale"), None);
    assert!(story(&sandbox, "Whale").contains("extra:\n  parent: '1'\n"));
    let told =
        "`parent` names `1`, which items of several other files are called; kept under `extra`";
    assert!(reasons(&report, "notes").iter().any(|note| note == told));
}

#[test]
fn the_number_of_an_issue_means_the_one_of_its_own_site() {
    let sandbox = Sandbox::empty();
    let site = |prefix: &str| {
        format!(
            "Summary,Issue key,Issue id,Issue Type,Status,Parent\n{prefix} one,{prefix}-1,100,Epic,To Do,\n\
             {prefix} two,{prefix}-2,101,Story,To Do,100\n"
        )
    };
    let files = [("A.csv", site("AX")), ("B.csv", site("BX"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    folder(&sandbox, "sites", &files);
    for prefix in ["AX", "BX"] {
        let text = story(&sandbox, &format!("{prefix}-2"));
        assert_eq!(value(&text, "epic:"), Some(format!("{prefix}-1")));
    }
}

const SHOP: &str = "ID,Title,Description\n1,Pay,\n2,Ship,\n3,Bill,How a bill is written and where it is sent then.\n";
const ZOO: &str = "ID,Title,Parent\n1,Zebra,\n2,Lion,1\n";

#[test]
fn another_list_with_the_same_numbers_is_told() {
    let sandbox = Sandbox::new();
    import(&sandbox, "shop.csv", SHOP, &[]);
    let files = sandbox.files();
    // An update would make other items of those that are here.
    let told = import(&sandbox, "zoo.csv", ZOO, &["--update"]);
    let said = "`1` is `US-1` here, `Pay`, with which `Zebra` has nothing in common: without `--update` it comes as another \
                item, with `--take title=there` it is that one";
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
    let said = "`1` is `US-1` here, `Pay`, with which `Zebra` has nothing in common: it comes as an item of another list";
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
