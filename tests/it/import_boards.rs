//! The import of boards, features and issue lists that no table holds: Trello, Gherkin, beads.

use std::path::Path;

use backlog::text::{criteria, criteria_headings, dated_lines};

use crate::sandbox::Sandbox;

const BOARD: &str = r#"{"name": "B", "closed": false, "lists": [{"id": "l1", "name": "To Do", "pos": 2}, {"id": "l0", "name": "Weird", "pos": 1}],
"cards": [
 {"id": "5fcbec2e6621ca4f0a547896", "shortLink": "aBcDeFgH", "shortUrl": "https://trello.com/c/aBcDeFgH", "name": "(3) Pay", "idList": "l1",
  "pos": 1, "email": "secret+address@boards.trello.com", "due": "2021-01-07T10:00:00.000Z", "desc": "As a b, I want c",
  "customFieldItems": [{"idCustomField": "f", "value": {"text": "Hello"}}, {"idCustomField": "g", "value": {"text": "There"}},
   {"idCustomField": "d", "value": {"text": "soon"}}]},
 {"id": "6fcbec2e6621ca4f0a547896", "shortLink": "zz", "name": "Cancel", "idList": "l0", "pos": 9},
 {"id": "7fcbec2e6621ca4f0a547896", "shortLink": "yy", "name": "Old", "idList": "l0", "pos": 1, "closed": true}],
"customFields": [{"id": "f", "name": "Note"}, {"id": "g", "name": "Note"}, {"id": "d", "name": "due"}],
"checklists": [{"idCard": "5fcbec2e6621ca4f0a547896", "name": "Checklist", "checkItems": [{"name": "a", "state": "complete"}]}]}"#;

const FEATURE: &str = "# language: de\n@kasse @api\nFunktionalität: Zahlen\n  Als Kundin\n\n  Szenario: Karte\n    Angenommen ein Korb\n      \"\"\"\n      Szenario: keines\n      \"\"\"\n";

const ISSUES: &str = "{\"id\":\"bd-2\",\"title\":\"Two\",\"status\":\"open\",\"priority\":1,\"issue_type\":\"task\",\"dependencies\":[{\"issue_id\":\"bd-2\",\"depends_on_id\":\"bd-1\",\"type\":\"parent-child\"}]}\n{\"id\":\"bd-1\",\"title\":\"One\",\"status\":\"open\",\"priority\":0,\"issue_type\":\"epic\"}\n";

/// The texts of all stories.
fn stories(sandbox: &Sandbox) -> Vec<String> {
    let is_story = |path: &Path| {
        path.to_string_lossy()
            .replace('\\', "/")
            .contains("stories/")
    };
    sandbox
        .files()
        .into_iter()
        .filter(|(path, _)| is_story(path))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect()
}

fn value(text: &str, key: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(key))?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

fn count(texts: &[String], key: &str) -> usize {
    texts
        .iter()
        .filter(|text| value(text, key).is_some())
        .count()
}

fn criteria_in(texts: &[String]) -> (usize, usize) {
    let headings = criteria_headings("en");
    let all: Vec<_> = texts
        .iter()
        .flat_map(|text| criteria(text, &headings))
        .collect();
    (all.len(), all.iter().filter(|one| one.done).count())
}

/// The titles in the order of their ranks.
fn in_order(texts: &[String]) -> Vec<String> {
    let mut ranked: Vec<(String, String)> = texts
        .iter()
        .map(|text| {
            (
                value(text, "rank:").unwrap(),
                value(text, "title:").unwrap(),
            )
        })
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, title)| title).collect()
}

#[test]
fn each_format_is_known_by_its_file_and_imported_once() {
    for (name, text, format, items) in [
        ("board.json", BOARD, "trello", 3),
        ("pay.feature", FEATURE, "gherkin", 1),
        ("issues.jsonl", ISSUES, "beads", 2),
    ] {
        let sandbox = Sandbox::empty();
        std::fs::write(sandbox.dir().join(name), text).unwrap();
        sandbox.ok(&["import", name]);
        let texts = stories(&sandbox);
        assert_eq!(texts.len(), items, "{name}");
        for text in &texts {
            assert!(text.contains(&format!("system: {format}")), "{text}");
        }
        let before = sandbox.files();
        let again = sandbox.ok(&["import", name]);
        assert!(again.contains("imported 0 items"), "{again}");
        assert_eq!(sandbox.files(), before);
    }
}

#[test]
fn files_of_one_format_are_not_taken_for_another() {
    for (text, own) in [(BOARD, "trello"), (FEATURE, "gherkin"), (ISSUES, "beads")] {
        for other in ["jira", "trello", "gherkin", "beads"]
            .into_iter()
            .filter(|other| *other != own)
        {
            let sandbox = Sandbox::empty();
            std::fs::write(sandbox.dir().join("file"), text).unwrap();
            let run = sandbox.run(&["import", "file", "--from", other]);
            let texts = if run.code == 0 {
                stories(&sandbox)
            } else {
                Vec::new()
            };
            assert!(
                texts.is_empty(),
                "{own} as {other}: {}{}",
                run.stdout,
                run.stderr
            );
        }
    }
}

#[test]
fn a_file_that_breaks_off_is_refused_with_its_place() {
    let sandbox = Sandbox::empty();
    let cut = &BOARD[..BOARD.find("shortUrl").unwrap()];
    std::fs::write(sandbox.dir().join("board.json"), cut).unwrap();
    let said = sandbox.fails(2, &["import", "board.json"]);
    assert!(
        said.contains("board.json:3:62: the JSON breaks off here"),
        "{said}"
    );
    assert!(said.contains("export or download it again"), "{said}");
}

#[test]
fn a_zero_byte_in_a_milestone_stops_nothing() {
    let sandbox = Sandbox::empty();
    let issues = r#"[{"number":1,"title":"One","state":"OPEN","milestone":{"title":"M1","description":"a\u0000b"}}]"#;
    std::fs::write(sandbox.dir().join("issues.json"), issues).unwrap();
    let said = sandbox.ok(&["import", "issues.json"]);
    assert!(
        said.contains("zero bytes in its text are replaced"),
        "{said}"
    );
    assert!(sandbox.read("releases/m1.md").contains("a\u{fffd}b"));
}

#[test]
fn a_board_keeps_what_it_says_and_no_secret() {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("b.json"), BOARD).unwrap();
    let told = sandbox.ok(&["import", "b.json"]);
    let texts = stories(&sandbox);
    assert_eq!(in_order(&texts), ["Old", "Cancel", "Pay"]);
    let pay = texts
        .iter()
        .find(|text| text.contains("title: Pay"))
        .unwrap();
    for part in [
        "points: 3",
        "created: 2020-12-05T20:23:10Z",
        "key: aBcDeFgH",
        "url: https://trello.com/c/aBcDeFgH",
        "status: To Do",
        "- [x] a",
        "As a b, I want c",
    ] {
        assert!(pay.contains(part), "{part}\n{pay}");
    }
    // Fields of the same name, and one with the name of another key, are all there.
    for part in ["Hello", "There", "soon", "2021-01-07T10:00:00.000Z"] {
        assert!(pay.contains(part), "{part}\n{pay}");
    }
    let old = texts
        .iter()
        .find(|text| text.contains("title: Old"))
        .unwrap();
    assert!(old.contains("status: Archived"), "{old}");
    assert!(!format!("{told}{}", texts.concat()).contains("secret+address"));
}

#[test]
fn a_feature_keeps_its_words() {
    let sandbox = Sandbox::empty();
    std::fs::create_dir(sandbox.dir().join("f")).unwrap();
    std::fs::write(sandbox.dir().join("f/pay.feature"), FEATURE).unwrap();
    std::fs::write(sandbox.dir().join("f/steps.rb"), "x").unwrap();
    let told = sandbox.ok(&["import", "f"]);
    assert!(told.contains("is no `.feature`"), "{told}");
    let texts = stories(&sandbox);
    assert_eq!(criteria_in(&texts), (1, 0), "{}", texts[0]);
    assert!(
        texts[0].contains("labels: [kasse, api]") && texts[0].contains("language: de"),
        "{}",
        texts[0]
    );
    assert!(texts[0].contains("Szenario: keines"));
}

#[test]
fn issues_of_beads_keep_ids_parents_and_order() {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("i.jsonl"), ISSUES).unwrap();
    sandbox.ok(&["import", "i.jsonl"]);
    let texts = stories(&sandbox);
    assert_eq!(in_order(&texts), ["One", "Two"]);
    let two = texts
        .iter()
        .find(|text| text.contains("title: Two"))
        .unwrap();
    assert!(
        two.contains("id: BD-2") && two.contains("epic: BD-1"),
        "{two}"
    );
}

/// Figures of real files, counted by a script that shares nothing with the importer.
struct Ledger {
    file: &'static str,
    items: usize,
    criteria: usize,
    parents: usize,
    depending: usize,
    done: usize,
    assigned: usize,
    created: usize,
    labelled: usize,
    links: usize,
}

const NOTHING: Ledger = Ledger {
    file: "",
    items: 0,
    criteria: 0,
    parents: 0,
    depending: 0,
    done: 0,
    assigned: 0,
    created: 0,
    labelled: 0,
    links: 0,
};

const LEDGERS: &[Ledger] = &[
    Ledger {
        file: "trello/2026-keys.json",
        items: 11,
        criteria: 24,
        created: 11,
        links: 4,
        ..NOTHING
    },
    Ledger {
        file: "trello/customfields-all-types.json",
        items: 3,
        assigned: 3,
        created: 3,
        ..NOTHING
    },
    Ledger {
        file: "sylius/features",
        items: 92,
        criteria: 242,
        labelled: 92,
        ..NOTHING
    },
    Ledger {
        file: "gherkin",
        items: 5,
        criteria: 19,
        labelled: 2,
        ..NOTHING
    },
    Ledger {
        file: "beads/beads-2025-10.jsonl",
        items: 244,
        parents: 25,
        depending: 7,
        done: 109,
        assigned: 6,
        created: 244,
        ..NOTHING
    },
    Ledger {
        file: "beads/beads-2026-single.jsonl",
        items: 1,
        created: 1,
        ..NOTHING
    },
];

#[test]
fn real_exports() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    for ledger in LEDGERS {
        let sandbox = Sandbox::empty();
        let file = Path::new(&samples).join(ledger.file);
        sandbox.ok(&["import", &file.display().to_string()]);
        let texts = stories(&sandbox);
        let links: usize = texts
            .iter()
            .filter_map(|text| value(text, "links:"))
            .map(|line| line.matches("http").count())
            .sum();
        let criteria = if ledger.file.starts_with("beads") {
            0
        } else {
            criteria_in(&texts).0
        };
        let found = [
            texts.len(),
            criteria,
            count(&texts, "epic:"),
            count(&texts, "depends_on:"),
            count(&texts, "done:"),
            count(&texts, "assignee:"),
            count(&texts, "created:"),
            count(&texts, "labels:"),
            links,
        ];
        let expected = [
            ledger.items,
            ledger.criteria,
            ledger.parents,
            ledger.depending,
            ledger.done,
            ledger.assigned,
            ledger.created,
            ledger.labelled,
            ledger.links,
        ];
        assert_eq!(found, expected, "{}", ledger.file);
        let comments: usize = texts
            .iter()
            .map(|text| dated_lines(text, "Notes").len())
            .sum();
        assert_eq!(comments, 0, "{}", ledger.file);
        let again = sandbox.ok(&["import", &file.display().to_string()]);
        assert!(
            again.contains("imported 0 items"),
            "{}: {again}",
            ledger.file
        );
    }
}

/// Each step, table row and line of a doc string of the real features stands in the stories.
#[test]
fn real_features_lose_no_line() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    let sandbox = Sandbox::empty();
    let folder = Path::new(&samples).join("sylius/features");
    sandbox.ok(&["import", &folder.display().to_string()]);
    let all = stories(&sandbox).concat();
    let steps = all
        .lines()
        .map(str::trim)
        .filter(|line| {
            ["Given ", "When ", "Then ", "And ", "But "]
                .iter()
                .any(|word| line.starts_with(word))
        })
        .count();
    assert_eq!(steps, 2174);
}
