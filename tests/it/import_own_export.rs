//! Exports of the backlog that come back: every format, whole and with one thing edited in it.

use std::path::PathBuf;

use crate::import_update_sandbox::{Report, fields};
use crate::sandbox::Sandbox;

/// The formats that are written and hold what they are told, with a word on what they name items by.
const FORMATS: [(&str, Named); 8] = [
    ("azure-devops", Named::Title),
    ("csv", Named::Id),
    ("github", Named::Id),
    ("gitlab", Named::Title),
    ("jira", Named::Id),
    ("linear", Named::Id),
    ("notion", Named::Id),
    ("trello", Named::Id),
];

/// What tells which item a row of an export is.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    Id,
    /// The other tool gives numbers of its own.
    Title,
}

/// A backlog with what formats have odd places for: notes in prose, a decision, days, an epic, an order.
fn backlog() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Selling", "--type", "epic"]);
    for title in ["Pay by card", "Ship the order", "Refund an order", "Fax"] {
        sandbox.ok(&[
            "add", title, "--epic", "1", "--points", "3", "--label", "shop",
        ]);
    }
    let path = "stories/US-3-ship-the-order.md";
    let text = sandbox.read(path);
    let head = text.split("\n## ").next().unwrap().trim_end();
    let body = "As a clerk, I want to know when the goods leave so that I can answer.\n\nThe scanner at the gate \
                sees a box_v2.\n\nName: ____, snake_case__x, see [the gate_v2 *plan*](https://shop.example/a_b).\n\n\
                3. Weigh it\n4. Scan it\n\n## Acceptance criteria\n\n- [ ] A box is seen once\n- [x] A lost box is told\n\n## Notes\n\n\
                In prose, without a day.\n\n- 2026-11-19 Asked the carrier\n";
    sandbox.write(path, format!("{head}\n\n{body}"));
    sandbox.ok(&["decline", "5", "--because", "nobody has one"]);
    sandbox.ok(&["rank", "4", "--top"]);
    sandbox
}

fn export(sandbox: &Sandbox, format: &str) -> (String, PathBuf) {
    let name = format!("out-{format}");
    sandbox.ok(&["export", "--to", format, "--all", "--output", &name]);
    let path = sandbox.dir().join(&name);
    (name, path)
}

fn import(sandbox: &Sandbox, name: &str, flags: &[&str]) -> Report {
    let args = [&["import", name, "--format", "json"], flags].concat();
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

/// The files of the backlog but for what an update keeps of the export itself.
fn files(sandbox: &Sandbox) -> Vec<(PathBuf, String)> {
    let all = sandbox.files().into_iter();
    let own = all.filter(|(path, _)| {
        let path = path.to_string_lossy();
        !path.contains("imports") && !path.contains(".po/")
    });
    own.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn what_was_exported_is_here() {
    let sandbox = backlog();
    let before = files(&sandbox);
    for (format, named) in FORMATS {
        let (name, _) = export(&sandbox, format);
        let told = import(&sandbox, &name, &[]);
        assert_eq!((told.items, told.already), (0, 5), "{format}");
        let by = match named {
            Named::Id => "ids and titles",
            Named::Title => "titles",
        };
        let said = format!("and 4 other items are here by their {by}: `--update` takes over");
        assert!(
            told.notes.iter().any(|note| note.reason.contains(&said)),
            "{format}: {:?}",
            told.notes
        );
        let told = import(&sandbox, &name, &["--update"]).update.unwrap();
        assert_eq!(
            (fields(&told).len(), told.unchanged),
            (0, 5),
            "{format}: {told:?}"
        );
        assert!(
            told.conflicts.is_empty() && told.added.is_empty(),
            "{format}"
        );
        assert_eq!(files(&sandbox), before, "{format}");
    }
}

#[test]
fn one_edit_in_an_export_is_one_change_here() {
    for (format, named) in FORMATS {
        let edits = [
            ("the goods leave", "the goods go", "text"),
            ("Ship the order", "Ship the parcel", "title"),
        ];
        let known = edits
            .iter()
            .filter(|(_, _, field)| *field == "text" || named == Named::Id);
        for (from, to, field) in known {
            let sandbox = backlog();
            let (name, path) = export(&sandbox, format);
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(text.matches(from).count(), 1, "{format}: {text}");
            std::fs::write(&path, text.replace(from, to)).unwrap();
            // Meanwhile the team goes on: what the export said of that is old, and nobody's wish.
            sandbox.ok(&["set", "3", "points=8", "labels=shop,gate"]);
            sandbox.ok(&["set", "2", "title=Pay by any card"]);
            let before = files(&sandbox);
            let told = import(&sandbox, &name, &["--update"]).update.unwrap();
            assert_eq!(fields(&told), [*field], "{format}: {told:?}");
            assert!(told.conflicts.is_empty(), "{format}: {told:?}");
            let after = before
                .into_iter()
                .map(|(path, text)| (path, text.replace(from, to)));
            assert_eq!(files(&sandbox), after.collect::<Vec<_>>(), "{format}");
            // Brought in once, it is known here.
            let told = import(&sandbox, &name, &["--update"]).update.unwrap();
            assert_eq!(fields(&told), [""; 0], "{format}");
        }
    }
}

#[test]
fn a_file_that_went_elsewhere_is_asked_about() {
    let sandbox = backlog();
    let (_, path) = export(&sandbox, "csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let elsewhere = sandbox.dir().join("mine.csv");
    std::fs::write(&elsewhere, text.replace("Ship the order", "Ship it")).unwrap();
    sandbox.ok(&["set", "2", "points=8"]);
    let before = files(&sandbox);
    // Nobody can tell who changed what: nothing is cleared, and a person takes either side.
    let told = import(&sandbox, "mine.csv", &["--update"]).update.unwrap();
    let contested: Vec<&str> = told.conflicts.iter().map(|one| &*one.field).collect();
    assert_eq!(contested, ["points", "title"]);
    assert_eq!(files(&sandbox), before);
    let flags = ["--update", "--take", "title=there"];
    let told = import(&sandbox, "mine.csv", &flags).update.unwrap();
    assert_eq!(fields(&told), ["title"]);
}

#[test]
fn the_export_of_another_backlog_is_another_list() {
    let sandbox = backlog();
    let (name, _) = export(&sandbox, "csv");
    // From now on it is known what the file said of each id.
    import(&sandbox, &name, &["--update"]);
    let before = files(&sandbox);
    let day = |year: u32| format!("{year}-01-05T09:00:00Z");
    for created in [day(2021), String::new()] {
        let row = |id: u32, title: &str| format!("US-{id},{title},{created}\n");
        let text = [
            "key,title,created\n".to_owned(),
            row(2, "Zebra"),
            row(3, "Lion"),
        ]
        .concat();
        std::fs::write(sandbox.dir().join("zoo.csv"), text).unwrap();
        let told = import(&sandbox, "zoo.csv", &["--update"]);
        assert_eq!(told.reported.len(), 2, "{told:?}");
        let said = "`US-2` is `US-2` here, `Pay by card`, and nothing but the number says that `Zebra` is the same";
        assert!(told.reported[0].reason.starts_with(said), "{told:?}");
        assert_eq!(files(&sandbox), before);
    }
}
