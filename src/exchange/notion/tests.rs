//! Exports of Notion as a whole.

use proptest::prelude::{any, prop, proptest};

use crate::exchange::draft::Draft;
use crate::exchange::format::{Likeness, ReadError, ReadReport};
use crate::exchange::memory_source::MemorySource;
use crate::exchange::notion::FORMAT;
use crate::exchange::options::ReadOptions;
use crate::model::StateKind;

const TASKS: &str = "76aaf8a4637542ed8175259692ca08bb";
const PROJECTS: &str = "58b8977d6e4444a98ec4d64176a071e5";
const SPRINTS: &str = "68b8977d6e4444a98ec4d64176a071e5";
const ONE: &str = "a1aaf8a4637542ed8175259692ca0001";
const TWO: &str = "a2aaf8a4637542ed8175259692ca0002";
const THREE: &str = "a3aaf8a4637542ed8175259692ca0003";
const SHOP: &str = "b1aaf8a4637542ed8175259692ca0001";
const FIRST: &str = "c1aaf8a4637542ed8175259692ca0001";
const VIEW: &str = "d1aaf8a4637542ed8175259692ca0001";
const TEMPLATE: &str = "e1aaf8a4637542ed8175259692ca0001";

fn read(files: &[(String, String)]) -> Result<(Vec<Draft>, ReadReport), ReadError> {
    let source = MemorySource::new(files.iter().cloned());
    assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
    source.drafts(&FORMAT)
}

fn file(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

#[test]
fn a_table_whose_file_was_renamed_keeps_titles_and_relations() {
    let page = |name: &str, folder: &str, id: &str| {
        format!(
            "{name} (Home/{folder}/{}%20{id}.md)",
            name.replace(' ', "%20")
        )
    };
    let (projects, tasks) = (format!("Projects%20{PROJECTS}"), format!("Tasks%20{TASKS}"));
    let table = format!(
        "\u{feff}Project name,Status,Tasks,Blocked By,Summary\n\
         Shop,Doing,\"{}, {}\",,All of it\n\
         Big sale,Doing,,{},Later\n",
        page("Shop", &tasks, ONE),
        page("Two", &tasks, TWO),
        page("Shop", &projects, SHOP),
    );
    let (drafts, _) = read(&[file("project.csv", &table)]).unwrap();
    let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
    assert_eq!(titles, ["Shop", "Big sale"]);
    assert_eq!(drafts[0].key, SHOP);
    assert_eq!(drafts[1].depends_on[0].keys, [SHOP]);
}

#[test]
fn a_table_that_only_links_to_pages_is_anybodys() {
    for cell in [
        format!("https://www.notion.so/One-{ONE}"),
        format!("One (https://www.notion.so/One-{ONE}?pvs=21)"),
        format!("see Home/One%20{ONE}.md) there"),
        "One (docs/one.md)".to_owned(),
    ] {
        let source =
            MemorySource::new([("a.csv", format!("Title,Status,Notes\nPay,New,{cell}\n"))]);
        assert_eq!((FORMAT.detect)(&source), Likeness::No, "{cell}");
    }
}

/// A workspace with tasks, projects, Sprints, a template, a view in a page, and an image.
fn workspace() -> Vec<(String, String)> {
    let tasks = format!("Home/Tasks%20{TASKS}");
    let relation = |name: &str, path: &str, id: &str| {
        format!("{name} ({path}/{}%20{id}.md)", name.replace(' ', "%20"))
    };
    let shop = relation("Shop", &format!("Home/Projects%20{PROJECTS}"), SHOP);
    let first = relation("Sprint 1", &format!("Home/Sprints%20{SPRINTS}"), FIRST);
    let one = relation("Pay, later", &tasks, ONE);
    let two = relation("Two", &tasks, TWO);
    let header = "Name,Status,Assignee,Due,Project,Parent-task,Sub-tasks,Blocked By,Is Blocking,Completed on,Sprint,Story Points,Tags,ID,Dates\r\n";
    let whole = format!(
        "\u{feff}{header}\
         \"Pay, later\",In Progress,\"Ann, penny 🐧\",\"May 2, 2023\",{shop},,\"{two}\",,,,{first},5,\"a, b\",SHOP-7,\"April 23, 2024 → May 22, 2024\"\r\n\
         Two,Done,,,{shop},\"{one}\",,\"{one}\",,\"May 3, 2024\",{first},3,,SHOP-8,\r\n\
         Three,Not Started,,,,,,,\"{two}\",,,,,,\r\n\
         Three,Cancelled,,,,,,,,,,,,,\r\n\
         ,,,,,,,,,,,,,,\r\n"
    );
    let view = "\u{feff}Name,Status\r\nThree,Not Started\r\nTwo,Done\r\n";
    vec![
        file(&format!("Home/Tasks {TASKS}_all.csv"), &whole),
        file(&format!("Home/Tasks {TASKS}.csv"), &whole),
        file(
            &format!("Home/Tasks {TASKS}/Pay, later {ONE}.md"),
            &format!(
                "# Pay, later\n\nStatus: In Progress\nAssignee: Ann, penny 🐧\nDue: May 2, 2023\n\n# About\n\n[Two](Two%20{TWO}.md) ![x](Pay/pic.png)\n\n- [ ]  first\n- [x]  second\n"
            ),
        ),
        file(
            &format!("Home/Tasks {TASKS}/Two {TWO}.md"),
            "# Two\n\nStatus: Done",
        ),
        file(
            &format!("Home/Tasks {TASKS}/Three {THREE}.md"),
            "# Three\n\nStatus: Cancelled\n\nsecond of that name",
        ),
        file(
            &format!("Home/Tasks {TASKS}/Task {TEMPLATE}.md"),
            "# Task\n\nStatus: Not Started",
        ),
        file(
            &format!("Home/Projects {PROJECTS}_all.csv"),
            "\u{feff}Name,Status,Delay\r\nShop,Planning,2\r\n",
        ),
        file(
            &format!("Home/Projects {PROJECTS}/Shop {SHOP}.md"),
            "# Shop\n\nStatus: Planning\n\nGoal: text",
        ),
        file(
            &format!("Home/Projects {PROJECTS}/Shop {SHOP}/Tasks {VIEW}.csv"),
            view,
        ),
        file(
            &format!("Home/Sprints {SPRINTS}_all.csv"),
            "\u{feff}Sprint name,Sprint status,Dates,Goal\r\nSprint 1,Last,\"May 1, 2024 → May 14, 2024\",Pay\r\nSprint 2,Next,,\r\n",
        ),
        file(
            &format!("Home/Sprints {SPRINTS}/Sprint 1 {FIRST}.md"),
            "# Sprint 1\n\nretro",
        ),
        file("Home/pic.png", "x"),
    ]
}

fn by_title<'d>(drafts: &'d [Draft], title: &str) -> &'d Draft {
    drafts.iter().find(|draft| draft.title == title).unwrap()
}

#[test]
fn a_workspace_is_read_as_one() {
    let (drafts, report) = read(&workspace()).unwrap();
    let titles: Vec<&str> = drafts.iter().map(|draft| draft.title.as_str()).collect();
    assert_eq!(titles, ["Shop", "Pay, later", "Two", "Three", "Three"]);
    let one = by_title(&drafts, "Pay, later");
    assert_eq!(
        (one.key.as_str(), one.wanted.as_ref().unwrap().to_string()),
        (ONE, "SHOP-7".into())
    );
    assert_eq!(one.assignee, ["Ann", "penny 🐧"]);
    assert_eq!(one.labels, ["a", "b"]);
    assert_eq!(one.points.unwrap().to_string(), "5");
    assert_eq!(one.parent.as_ref().unwrap().keys, [SHOP]);
    assert_eq!(one.sprint.as_deref(), Some("Sprint 1"));
    assert_eq!(one.item_type.as_deref(), Some("task"));
    assert!(
        one.body
            .contains(&format!("[Two](https://www.notion.so/{TWO})")),
        "{}",
        one.body
    );
    assert!(
        one.body.contains("## Acceptance criteria\n\n- [ ]  first"),
        "{}",
        one.body
    );
    assert!(!one.body.contains("Status:"));
    let two = by_title(&drafts, "Two");
    assert_eq!(two.parent.as_ref().unwrap().keys, [ONE]);
    assert_eq!(two.depends_on[0].keys, [ONE]);
    assert_eq!(two.done.unwrap().to_string(), "2024-05-03");
    assert_eq!(two.status.as_ref().unwrap().kind, Some(StateKind::Done));
    // The project beside the parent is kept.
    assert!(
        two.extra.iter().any(|extra| extra.yaml.contains(SHOP)),
        "{:?}",
        two.extra
    );
    // Of two rows with one title, the page says whose it is.
    assert_eq!(drafts[4].key, THREE);
    assert!(drafts[4].body.contains("second of that name"));
    assert_eq!(
        drafts[4].status.as_ref().unwrap().kind,
        Some(StateKind::Declined)
    );
    assert!(drafts[3].key.starts_with(TASKS) && drafts[3].body.is_empty());
    assert_eq!(drafts[3].blocks[0].keys, [TWO]);
    assert_eq!(by_title(&drafts, "Shop").item_type.as_deref(), Some("epic"));
    let sprint = &report.sprints[0];
    assert_eq!(
        (sprint.goal.as_deref(), sprint.closed.unwrap().to_string()),
        (Some("Pay"), "2024-05-14".to_owned())
    );
    let reasons: Vec<String> = report
        .reported
        .iter()
        .map(|one| format!("{}: {}", one.at, one.reason))
        .collect();
    // Two views, an image, an empty row, a Sprint without days, a template.
    assert_eq!(reasons.len(), 6, "{reasons:#?}");
    for part in [
        "a view of",
        "images and",
        "the row is empty",
        "no days",
        "a template",
    ] {
        assert!(
            reasons.iter().any(|reason| reason.contains(part)),
            "{part}: {reasons:#?}"
        );
    }
}

#[test]
fn parts_of_an_export_belong_together() {
    let packed: Vec<(String, String)> = workspace()
        .into_iter()
        .map(|(path, text)| match path.ends_with(".md") {
            true => (format!("Export-1-Part-2.zip/Export-1/{path}"), text),
            false => (format!("Export-1-Part-1.zip/Export-1/{path}"), text),
        })
        .collect();
    let (drafts, report) = read(&packed).unwrap();
    let (plain, other) = read(&workspace()).unwrap();
    let told = |drafts: &[Draft]| -> Vec<_> {
        drafts
            .iter()
            .map(|d| (d.key.clone(), d.body.clone(), d.parent.clone()))
            .collect()
    };
    assert_eq!(told(&drafts), told(&plain));
    assert_eq!(report.reported.len(), other.reported.len());
}

#[test]
fn an_export_without_folders_is_matched_by_what_pages_say() {
    let flat: Vec<(String, String)> = workspace()
        .into_iter()
        .filter(|(path, _)| !path.contains(VIEW))
        .map(|(path, text)| (path.rsplit('/').next().unwrap().to_owned(), text))
        .collect();
    let (drafts, _) = read(&flat).unwrap();
    let one = by_title(&drafts, "Pay, later");
    assert_eq!(one.key, ONE);
    assert!(one.body.contains("second"), "{}", one.body);
    assert_eq!(
        by_title(&drafts, "Two").parent.as_ref().unwrap().keys,
        [ONE]
    );
}

#[test]
fn tables_alone_are_linked_by_what_rows_tell_of_each_other() {
    let tables: Vec<(String, String)> = workspace()
        .into_iter()
        .filter(|(path, _)| path.ends_with("_all.csv"))
        .collect();
    let (drafts, _) = read(&tables).unwrap();
    assert_eq!(by_title(&drafts, "Pay, later").key, ONE);
    assert_eq!(
        by_title(&drafts, "Two").parent.as_ref().unwrap().keys,
        [ONE]
    );
    assert_eq!(by_title(&drafts, "Shop").key, SHOP);
}

#[test]
fn pages_alone_are_items_in_their_pages() {
    let (drafts, report) = read(&[
        file(&format!("Home {ONE}.md"), "# Home\n\n[Two](x)"),
        file(
            &format!("Home {ONE}/Two {TWO}.md"),
            "# Two\n\nStatus: Done\nOwner: Ann\n\ntext",
        ),
        file(&format!("Home {ONE}/Three {THREE}.html"), "<p>x"),
    ])
    .unwrap();
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[1].parent.as_ref().unwrap().keys, [ONE]);
    assert_eq!(drafts[1].assignee, ["Ann"]);
    assert_eq!(drafts[1].body, "\ntext\n");
    assert!(report.reported[0].reason.contains("HTML"), "{report:?}");
}

#[test]
fn an_empty_database_hides_no_pages() {
    let (drafts, report) = read(&[
        file(&format!("Home {ONE}.md"), "# Home\n\ntext"),
        file(
            &format!("Home {ONE}/List {TASKS}_all.csv"),
            "Name,Tags\n,\n,\n",
        ),
        file(
            &format!("Home {ONE}/List {TASKS}/Untitled {TWO}.md"),
            "# Untitled\n",
        ),
        file(
            &format!("Home {ONE}/List {TASKS}/Untitled {THREE}.md"),
            "# Untitled\n\nwords",
        ),
        file("notes.md", "# Notes"),
    ])
    .unwrap();
    let titles: Vec<&str> = drafts.iter().map(|draft| draft.title.as_str()).collect();
    assert_eq!(titles, ["Untitled", "Home"]);
    assert_eq!(
        (drafts[0].key.as_str(), drafts[0].body.as_str()),
        (THREE, "\nwords\n")
    );
    assert_eq!(report.reported.len(), 2, "{:?}", report.reported);
}

#[test]
fn pages_of_a_view_are_items_too() {
    let (drafts, report) = read(&[
        file(&format!("Tasks {TASKS}.csv"), "Name,Status\nTwo,Done\n"),
        file(
            &format!("Tasks {TASKS}/Two {TWO}.md"),
            "# Two\n\nStatus: Done\nStory Points: 3\n\ntext",
        ),
        file(
            &format!("Tasks {TASKS}/One {ONE}.md"),
            "# One\n\nStatus: Open\nOwner: Ann\n",
        ),
    ])
    .unwrap();
    assert!(report.reported.is_empty(), "{:?}", report.reported);
    assert_eq!(drafts.len(), 2);
    assert_eq!(
        (
            drafts[0].points.unwrap().to_string(),
            drafts[0].body.as_str()
        ),
        ("3".into(), "\ntext\n")
    );
    assert_eq!(drafts[1].assignee, ["Ann"]);
}

#[test]
fn what_is_not_read_is_said() {
    let error = read(&[file(&format!("Home {ONE}.html"), "<p>")]).unwrap_err();
    assert!(error.to_string().contains("Markdown & CSV"), "{error}");
    let error = read(&[file("Export-1-Part-1.zip", "PK")]).unwrap_err();
    assert!(error.to_string().contains("archive itself"), "{error}");
}

#[test]
fn the_only_file_may_be_called_anything() {
    for (name, text, items) in [
        ("stdin", "Name,ID\nOne,SHOP-1\n", Some(1)),
        ("backlog.txt", "Name;Status\nOne;Done\n", Some(1)),
        ("picture", "\u{1}\u{2},\u{3}\n", None),
        ("notes.md", "# One\n\ntext", Some(1)),
    ] {
        let source = MemorySource::new([(name, text)]);
        let mut count = 0;
        let read = (FORMAT.read)(&source, &ReadOptions::default(), &mut |_| count += 1);
        assert_eq!(read.ok().map(|_| count), items, "{name}");
        assert_eq!((FORMAT.detect)(&source), Likeness::No, "{name}");
    }
}

#[test]
fn boxes_and_other_languages() {
    let (drafts, _) = read(&[file(
        &format!("Aufgaben {TASKS}_all.csv"),
        "Aufgabe,Status,Übergeordnete Aufgabe,Blockiert durch,Erstellt\nEins,🚧 In Arbeit,,,2026/11/21\nZwei,Erledigt,Eins,\"Eins\",21. November 2026\n",
    )])
    .unwrap();
    assert_eq!(
        drafts[0].created.unwrap().to_string(),
        "2026-11-21T00:00:00Z"
    );
    assert_eq!(
        drafts[0].status.as_ref().unwrap().kind,
        Some(StateKind::Started)
    );
    assert_eq!(
        drafts[1].status.as_ref().unwrap().kind,
        Some(StateKind::Done)
    );
    assert_eq!(
        drafts[1].parent.as_ref().unwrap().keys,
        [drafts[0].key.clone()]
    );
    assert_eq!(drafts[1].depends_on[0].keys, [drafts[0].key.clone()]);
    let (drafts, _) = read(&[file(
        &format!("List {TASKS}_all.csv"),
        "Name,Done,Blocked by\nOne,Yes,nothing much\nTwo #2,No,\n",
    )])
    .unwrap();
    assert_eq!(
        drafts[0].status.as_ref().unwrap().kind,
        Some(StateKind::Done)
    );
    // It may be the title of an item that came before.
    assert_eq!(drafts[0].titled[0].written, "nothing much");
    assert!(drafts[1].status.is_none() && !drafts[1].key.contains('#'));
}

#[test]
fn the_title_is_the_column_that_is_called_so() {
    let titles = |table: &str| {
        let read = read(&[file(&format!("List {TASKS}_all.csv"), table)]);
        let titles = read.unwrap().0.into_iter().map(|draft| draft.title);
        titles.collect::<Vec<_>>()
    };
    assert_eq!(
        titles("Tags,Nombre,Status\nweb,Uno,Done\nweb,Dos,Done\n"),
        ["Uno", "Dos"]
    );
    assert_eq!(titles("Wish,Status\nPay,Done\n"), ["Pay"]);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        table in prop::collection::vec(any::<u8>(), 0..200),
        words in "([A-C,\"\n]|Status|Parent|Done|→|Name|\\.md\\)){0,40}",
        page in "(# |Status: |\n|[a-c]|\\]\\(|- \\[ \\] ){0,30}",
    ) {
        for text in [table.as_slice(), words.as_bytes()] {
            let source = MemorySource::new([
                (format!("T {TASKS}_all.csv"), text.to_vec()),
                (format!("U {PROJECTS}.csv"), words.as_bytes().to_vec()),
                (format!("T {TASKS}/A {ONE}.md"), page.as_bytes().to_vec()),
                (format!("T {TASKS}/B {TWO}.md"), text.to_vec()),
                (format!("C {THREE}.md"), page.as_bytes().to_vec()),
            ]);
            let mut count = 0;
            let read = (FORMAT.read)(&source, &ReadOptions::default(), &mut |_| count += 1);
            let mut again = 0;
            let second = (FORMAT.read)(&source, &ReadOptions::default(), &mut |_| again += 1);
            proptest::prop_assert_eq!(count, again);
            proptest::prop_assert_eq!(read.is_ok(), second.is_ok());
        }
    }
}
