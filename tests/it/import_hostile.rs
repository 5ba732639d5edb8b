//! Hostile files: whatever they hold, each format refuses them or makes items and reported rows of them, in bounded time and memory.

use backlog::exchange::FORMATS;

use crate::import_fixtures::ledger;
use crate::import_memory::{Files, read, read_by_all};
use crate::import_sandbox::{import, reasons, stories};
use crate::sandbox::Sandbox;

#[test]
fn deep_nesting_ends() {
    for piece in [
        "[",
        "{\"a\":",
        "{\"issues\":[",
        "[{\"fields\":{\"description\":",
        "<a>",
        "<item>",
        "- ",
        "> ",
        "\"",
        "*",
        "{",
        "&",
    ] {
        let deep = piece.repeat(50_000);
        let _ = read_by_all(&Files::one("f.json", deep.clone()));
        let rss = format!(
            "<rss><channel><item><title>x</title><key>A-1</key><description>{deep}</description></item></channel></rss>"
        );
        let _ = read_by_all(&Files::one("f.xml", rss));
        let _ = read_by_all(&Files::one(
            "f.csv",
            format!("Issue key,Summary,Description\nA-1,x,{deep}\n"),
        ));
    }
}

fn refusal(name: &str, bytes: impl Into<Vec<u8>>, format: &str) -> String {
    let format = FORMATS.iter().find(|one| one.name == format).unwrap();
    read(format, &Files::one(name, bytes))
        .unwrap_err()
        .to_string()
}

#[test]
fn entities_of_a_files_own_are_refused() {
    let item = "<item><title>x</title><key id=\"1\">A-1</key><summary>&a;</summary></item>";
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    for kind in [
        format!("<!DOCTYPE rss [<!ENTITY l0 \"lol\">{laughs}<!ENTITY a \"&l9;\">]>"),
        "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>".to_owned(),
        "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\">%p;]>".to_owned(),
        "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:9/x.dtd\">".to_owned(),
    ] {
        let text = format!("<?xml version=\"1.0\"?>{kind}<rss><channel>{item}</channel></rss>");
        let why = refusal("f.xml", text, "jira");
        assert!(why.contains("document type"), "{why}");
    }
    // Without a type the entity is nobody's.
    let why = refusal(
        "f.xml",
        format!("<rss><channel>{item}</channel></rss>"),
        "jira",
    );
    assert!(why.contains("entity"), "{why}");
}

#[test]
fn a_quote_that_never_closes_takes_no_memory() {
    let text = format!("Issue key,Summary\nA-1,\"{}", "word \n".repeat(6_000_000));
    let why = refusal("f.csv", text, "jira");
    assert!(
        why.contains("row 2") && why.contains("opened and not closed"),
        "{why}"
    );
    let long = format!(
        "[{{\"key\":\"A-1\",\"fields\":{{\"summary\":\"{}",
        "x".repeat(40_000_000)
    );
    let why = refusal("f.json", long, "jira");
    assert!(why.contains("16 MiB"), "{why}");
}

/// A table of 100,000 columns is read in time that grows with its size, and what is too much for the front matter is in the text.
#[test]
fn a_very_wide_table_is_read() {
    let header: Vec<String> = (0..30_000).map(|n| format!("Column {n}")).collect();
    let cells: Vec<String> = (0..30_000).map(|n| format!("value {n}")).collect();
    let text = format!(
        "Title,{}\nOne,{}\nTwo,\n",
        header.join(","),
        cells.join(",")
    );
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "wide.csv", text, &[]);
    assert_eq!(report["items"], 2);
    let texts = stories(&sandbox);
    assert!(
        texts
            .iter()
            .any(|text| text.contains("Column 29999: value 29999")),
        "it is kept"
    );
    // What was written can be read again.
    assert_eq!(sandbox.run(&["list"]).code, 0);
}

#[test]
fn odd_cells_are_items_or_reported() {
    let sandbox = Sandbox::empty();
    let huge = "x".repeat(5 << 20);
    let long = "y".repeat(100_000);
    let text = format!(
        "Title,Description,Note\nzero,a\0b,c\0d\nhuge,{huge},\n{long},text,\nlong,text,{long}\n"
    );
    let report = import(&sandbox, "odd.csv", text, &[]);
    assert_eq!(report["items"], 2, "{report}");
    let said = reasons(&report, "reported");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("texts") && said[1].contains("fields"),
        "{said:?}"
    );
    let texts = stories(&sandbox);
    assert!(texts.iter().any(|text| text.contains("a\u{fffd}b")));
    assert!(texts.iter().any(|text| text.contains(&long)));
    let listed = sandbox.run(&["list", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
}

/// Whatever a file is called and its items are named, nothing is written but below the backlog.
#[test]
fn names_of_items_never_leave_the_backlog() {
    let sandbox = Sandbox::empty();
    let names = [
        "../../../etc/x",
        "..\\..\\x",
        "C:\\x",
        "/abs",
        "CON",
        "a/b",
        "nul\0",
        ".",
        "..",
        " ",
        "~/x",
        "\u{202e}x",
    ];
    let rows: String = names
        .iter()
        .map(|name| format!("\"{name}\",\"{name}\"\n"))
        .collect();
    let report = import(&sandbox, "names.csv", format!("ID,Title\n{rows}"), &[]);
    let items = report["items"].as_u64().unwrap();
    assert_eq!(
        items as usize + reasons(&report, "reported").len(),
        names.len(),
        "{report}"
    );
    // Everything that lies around, but for the home of the test.
    let top = sandbox.dir().parent().unwrap().to_owned();
    let mut stories = 0;
    for entry in walkdir::WalkDir::new(&top).into_iter().map(Result::unwrap) {
        let path = entry
            .path()
            .strip_prefix(&top)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        if entry.file_type().is_file() {
            stories += u64::from(path.starts_with("shop/backlog/stories/"));
            let known = path.starts_with("shop/backlog/") || path == "shop/names.csv";
            assert!(known, "{path}");
        }
    }
    assert_eq!(stories, items);
}

/// Secrets that real exports hold are not stored, and that is said.
#[test]
fn secrets_are_never_stored() {
    let sandbox = Sandbox::empty();
    let csv = "Title,API key,Password,Colour\nOne,abc123def456,hunter2,red\n";
    let report = import(&sandbox, "secret.csv", csv, &[]);
    let all = format!("{:?}{report}", stories(&sandbox));
    assert!(
        !all.contains("abc123def456") && !all.contains("hunter2"),
        "{all}"
    );
    assert!(all.contains("red"));
    assert_eq!(
        reasons(&report, "notes")
            .iter()
            .filter(|note| note.contains("secret"))
            .count(),
        2
    );
    // The mailbox of a card, wherever a board tells it.
    let (board, _) = ledger("trello").remove(0);
    let text = std::fs::read_to_string(board).unwrap();
    assert!(text.contains("secretsecret"), "the fixture holds one");
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "board.json", text, &[]);
    let written = stories(&sandbox).concat();
    assert!(written.contains("Pay with a saved card"));
    assert!(!format!("{written}{report}").contains("secretsecret"));
}
