//! `po import` and `--update` in several steps: what names an item of an earlier export, what only an absent row tells, and the
//! order there.

use crate::import_sandbox::story;
use crate::import_update_sandbox::{fields, report, update, write};
use crate::sandbox::Sandbox;

const COLUMNS: &str = "Summary,Issue key,Issue id,Issue Type,Status,Created,Parent,Custom field (Rank),Inward issue link (Blocks),Outward issue link (Blocks)";

/// Rows of Jira by the last cells: parent, rank, inward and outward link.
fn rows(rows: &[(u32, &str)]) -> String {
    let mut text = format!("{COLUMNS}\n");
    for (number, cells) in rows {
        text.push_str(&format!(
            "Item {number},AB-{number},{},Story,To Do,01/Jan/26 9:00 AM,{cells}\n",
            10_000 + number
        ));
    }
    text
}

#[test]
fn a_later_export_names_its_parent_by_number() {
    for flags in [&[][..], &["--update"]] {
        let sandbox = Sandbox::new();
        write(&sandbox, "epics.csv", &rows(&[(1, ",,,"), (2, ",,,")]));
        sandbox.ok(&["import", "epics.csv"]);
        assert!(
            story(&sandbox, "AB-1").contains("external: {system: jira, key: AB-1, id: 10001}"),
            "{}",
            story(&sandbox, "AB-1")
        );
        write(
            &sandbox,
            "rest.csv",
            &rows(&[(3, "10002,,,"), (4, "777,,,")]),
        );
        sandbox.ok(&[&["import", "rest.csv"], flags].concat());
        assert!(story(&sandbox, "AB-3").contains("epic: AB-2\n"));
        let unknown = story(&sandbox, "AB-4");
        assert!(
            unknown.contains("epic:\n") && unknown.contains("777"),
            "{unknown}"
        );
    }
}

#[test]
fn titles_of_an_earlier_export_of_notion_are_found_and_followed() {
    let sandbox = Sandbox::new();
    let header = "Name,Status,Parent item,Blocked by";
    let folder = sandbox.dir().join("export");
    std::fs::create_dir(&folder).unwrap();
    let text = |rows: &str| format!("{header}\n{rows}");
    write(
        &sandbox,
        "export/n.csv",
        &text("Epic,Not started,,\nTwo,Not started,,\nTwice,Not started,,\nTwice,Not started,,\n"),
    );
    sandbox.ok(&["import", "export/n.csv", "--from", "notion"]);
    write(
        &sandbox,
        "export/n.csv",
        &text("A,Not started,Epic,\nB,Not started,Twice,\"A, Two\"\n"),
    );
    sandbox.ok(&["import", "export/n.csv", "--from", "notion"]);
    let (a, b) = (story(&sandbox, "US-5"), story(&sandbox, "US-6"));
    assert!(a.contains("epic: US-1\n") && !a.contains("extra"), "{a}");
    assert!(b.contains("depends_on: [US-5, US-2]\n"), "{b}");
    assert!(
        b.contains("epic:\n") && b.contains("  Parent item: Twice\n"),
        "{b}"
    );
    // What changes there comes here; what cannot be told clears nothing.
    let moved = text("A,Not started,Two,\nB,Not started,Twice,\"A, Two\"\n");
    let told = update(&sandbox, "export/n.csv", &moved, &["--from", "notion"]);
    assert_eq!(fields(&told), ["epic"]);
    assert!(story(&sandbox, "US-5").contains("epic: US-2\n"));
    let unknown = text("A,Not started,Nobody,\nB,Not started,Twice,A\n");
    let told = update(&sandbox, "export/n.csv", &unknown, &["--from", "notion"]);
    assert_eq!(fields(&told), ["extra.Parent item", "depends_on"]);
    assert!(story(&sandbox, "US-5").contains("epic: US-2\n"));
    assert!(story(&sandbox, "US-6").contains("depends_on: [US-5]\n"));
}

#[test]
fn what_only_the_row_of_the_blocker_tells_is_not_cleared_without_it() {
    let sandbox = Sandbox::new();
    let all = rows(&[(1, ",,,AB-2"), (2, ",,,"), (3, ",,AB-4,"), (4, ",,,")]);
    write(&sandbox, "all.csv", &all);
    sandbox.ok(&["import", "all.csv"]);
    let before = story(&sandbox, "AB-2");
    assert!(before.contains("depends_on: [AB-1]\n"), "{before}");
    let told = report(
        &sandbox,
        "few.csv",
        &rows(&[(2, ",,,"), (3, ",,AB-4,")]),
        &[],
    );
    assert_eq!(fields(told.update.as_ref().unwrap()), [""; 0]);
    assert_eq!(story(&sandbox, "AB-2"), before);
    let notes: Vec<_> = told.notes.iter().map(|note| &note.reason).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("keeps `AB-1`"), "{notes:?}");
    // The row is there and says no more.
    let told = update(
        &sandbox,
        "gone.csv",
        &rows(&[(1, ",,,"), (2, ",,,"), (3, ",,,")]),
        &[],
    );
    assert_eq!(fields(&told), ["depends_on"]);
    assert!(!story(&sandbox, "AB-2").contains("depends_on: [AB-1]"));
    // `AB-4` is absent, and might tell it.
    assert!(story(&sandbox, "AB-3").contains("depends_on: [AB-4]\n"));
}

#[test]
fn another_order_there_is_told_and_followed_when_it_is_chosen() {
    let sandbox = Sandbox::new();
    let order = |ranks: [&str; 4]| {
        let cells: Vec<(u32, String)> = (1..5)
            .zip(ranks)
            .map(|(number, rank)| (number, format!(",0|i000{rank}:,,")))
            .collect();
        let cells: Vec<(u32, &str)> = cells.iter().map(|(n, text)| (*n, text.as_str())).collect();
        rows(&cells)
    };
    write(&sandbox, "a.csv", &order(["a", "b", "c", "d"]));
    sandbox.ok(&["import", "a.csv"]);
    sandbox.ok(&["add", "Ours"]);
    let listed = || -> Vec<String> {
        let list = sandbox.ok(&["list"]);
        let words = list.split_whitespace().map(str::to_owned);
        words
            .filter(|word| word.starts_with("AB-") || word.starts_with("US-"))
            .collect()
    };
    assert_eq!(listed()[..4], ["AB-1", "AB-2", "AB-3", "AB-4"]);
    let moved = order(["e", "b", "c", "d"]);
    let told = report(&sandbox, "b.csv", &moved, &[]);
    let note = &told.notes[0].reason;
    assert!(note.contains("the order differs there: 1 item;"), "{note}");
    assert!(note.contains("--take rank=there"), "{note}");
    assert_eq!(listed()[..4], ["AB-1", "AB-2", "AB-3", "AB-4"]);
    let told = report(&sandbox, "b.csv", &moved, &["--take", "there"]);
    assert_eq!(fields(told.update.as_ref().unwrap()), [""; 0]);
    let told = update(&sandbox, "b.csv", &moved, &["--take", "rank=there"]);
    assert_eq!(fields(&told), ["rank"; 4]);
    assert_eq!(listed()[..4], ["AB-2", "AB-3", "AB-4", "AB-1"]);
    let told = report(&sandbox, "b.csv", &moved, &[]);
    assert!(told.notes.is_empty(), "{:?}", told.notes);
}
