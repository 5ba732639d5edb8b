//! What a board becomes.

use serde_json::{Value, json};

use crate::exchange::draft::Draft;
use crate::exchange::format::{Likeness, ReadReport};
use crate::exchange::memory_source::MemorySource;
use crate::exchange::trello::FORMAT;
use crate::model::StateKind;

fn read(board: &Value) -> (Vec<Draft>, ReadReport) {
    let source = MemorySource::new([("b.json", board.to_string())]);
    source.drafts(&FORMAT).unwrap()
}

#[test]
fn a_board_that_was_saved_from_a_viewer_is_read() {
    let saved = format!(
        "// 2026\r\n// https://trello.com/b/x.json\r\n\r\n{}",
        board()
    );
    let source = MemorySource::new([("b.json", saved)]);
    assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
    let (drafts, _) = source.drafts(&FORMAT).unwrap();
    assert_eq!(drafts.len(), read(&board()).0.len());
}

fn board() -> Value {
    json!({
        "name": "B", "closed": false,
        "lists": [
            {"id": "l2", "name": "Doing", "pos": 2},
            {"id": "l1", "name": "To Do", "pos": 1.5},
            {"id": "l3", "name": "Old", "pos": 3, "closed": true},
            {"id": "l4", "name": "Shipped 🎉", "pos": "4"},
            {"id": "l5", "name": "Rejected", "pos": "5"},
        ],
        "cards": [
            {"id": "5fcbec2e6621ca4f0a547896", "shortLink": "aBcDeFgH", "name": "(0.5) Second", "idList": "l1", "pos": 2,
             "email": "board+secret@boards.trello.com", "due": "2021-01-07T10:00:00.000Z",
             "labels": [{"id": "x", "name": "", "color": "green"}], "idLabels": ["x", "y"],
             "idMembers": ["m", "gone"], "badges": {"comments": 3},
             "attachments": [{"url": "https://a.example/x"}, {"name": "y", "url": null}],
             "pluginData": [{"value": "{}"}], "desc": "Text\r\nmore"},
            {"id": "5fcbec2e6621ca4f0a547897", "shortLink": "b", "name": "First", "idList": "l1", "pos": 1},
            {"id": "5fcbec2e6621ca4f0a547898", "shortLink": "c", "name": "Same place", "idList": "l1", "pos": 1, "dueComplete": true},
            {"id": "d", "name": "(2024) Report", "idList": "l2", "closed": true, "pos": 1},
            {"id": "e", "name": "In an old list", "idList": "l3", "pos": 1},
            {"id": "f", "name": "Over", "idList": "l4", "closed": true, "pos": 1},
            {"id": "i", "name": "Said no to", "idList": "l5", "closed": true, "pos": 1},
            {"id": "g", "name": "", "idList": "nowhere"},
            {"id": "h", "name": "A template", "isTemplate": true},
            {"id": "d", "name": "Again", "idList": "l2"},
            {"name": ""},
            "none",
        ],
        "labels": [{"id": "y", "name": "Money", "color": "red"}],
        "members": [{"id": "m", "username": "ann"}],
        "checklists": [
            {"idCard": "5fcbec2e6621ca4f0a547896", "id": "k2", "name": "Tests", "pos": 2,
             "checkItems": [{"name": "c", "state": "complete", "pos": 1}]},
            {"idCard": "5fcbec2e6621ca4f0a547896", "id": "k1", "name": "Checklist", "pos": 1,
             "checkItems": [{"name": "b", "state": "incomplete", "pos": 2}, {"name": "a\nb", "state": "complete", "pos": 1}]},
            {"idCard": "gone", "name": "Lost", "checkItems": []},
        ],
        "actions": [
            {"type": "commentCard", "date": "2021-02-02T10:00:00.000Z",
             "memberCreator": {"fullName": "Ann"}, "data": {"text": "later", "card": {"id": "5fcbec2e6621ca4f0a547896"}}},
            {"type": "commentCard", "date": "2021-02-01T10:00:00.000Z", "data": {"text": "first", "card": {"id": "5fcbec2e6621ca4f0a547896"}}},
            {"type": "commentCard", "data": {"text": "lost", "card": {"id": "gone"}}},
            {"type": "updateCard", "date": "2021-03-01T10:00:00.000Z", "data": {"card": {"id": "f"}, "listAfter": {"id": "l4"}}},
        ],
    })
}

#[test]
fn a_nasty_board_loses_nothing() {
    let (drafts, report) = read(&board());
    let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
    assert_eq!(
        titles,
        [
            "First",
            "Same place",
            "Second",
            "(2024) Report",
            "In an old list",
            "Over",
            "Said no to",
            "g"
        ]
    );
    let reported: Vec<String> = report
        .reported
        .iter()
        .map(|one| one.reason.clone())
        .collect();
    assert_eq!(reported.len(), 6, "{reported:?}");
    assert!(reported.contains(&"1 checklists belong to cards that are not in the file".to_owned()));
    assert!(format!("{:?}", drafts[1].extra).contains("dueComplete"));
    let second = &drafts[2];
    assert_eq!(second.points.unwrap().to_string(), "0.5");
    assert_eq!(second.created.unwrap().to_string(), "2020-12-05T20:23:10Z");
    assert_eq!(second.labels, ["green", "Money"]);
    assert_eq!(second.assignee, ["ann", "gone"]);
    assert_eq!(second.links, ["https://a.example/x"]);
    assert_eq!(
        second.body,
        "\nText\nmore\n\n## Acceptance criteria\n\n- [x] a b\n- [ ] b\n\n### Tests\n\n- [x] c\n\n## Notes\n\n\
         - 2021-02-01 first\n- 2021-02-02 Ann: later\n"
    );
    let notes: Vec<&str> = report.notes.iter().map(|note| &*note.reason).collect();
    assert!(
        notes.iter().any(|note| note.contains("counts 3 comments")),
        "{notes:?}"
    );
    assert!(!format!("{drafts:?}{report:?}").contains("secret@"));
}

#[test]
fn states_follow_lists_and_the_archive() {
    let (drafts, _) = read(&board());
    let state = |title: &str| {
        let draft = drafts.iter().find(|draft| draft.title == title).unwrap();
        draft
            .status
            .clone()
            .map(|status| (status.name, status.kind))
    };
    let is = |name: &str, kind| Some((name.to_owned(), Some(kind)));
    assert_eq!(state("First"), is("To Do", StateKind::New));
    assert_eq!(state("(2024) Report"), is("Archived", StateKind::Declined));
    assert_eq!(state("In an old list"), is("Archived", StateKind::Declined));
    assert_eq!(state("Said no to"), is("Rejected", StateKind::Declined));
    assert_eq!(state("Over"), is("Shipped 🎉", StateKind::Done));
    assert_eq!(state("g"), None);
    let over = drafts.iter().find(|draft| draft.title == "Over").unwrap();
    assert_eq!(over.done.unwrap().to_string(), "2021-03-01");
}

#[test]
fn old_exports_lack_lists() {
    let (drafts, report) =
        read(&json!({"cards": [{"id": "a", "name": "One"}], "lists": null, "actions": null}));
    assert_eq!(drafts.len(), 1);
    assert!(report.reported.is_empty());
    let actions: Vec<Value> = (0..1000).map(|_| json!({"type": "updateBoard"})).collect();
    let (_, report) = read(&json!({"cards": [], "lists": [], "actions": actions}));
    assert!(report.notes[0].reason.contains("newest 1000"));
}

#[test]
fn other_files_are_not_taken() {
    for (text, likeness) in [
        (board().to_string(), Likeness::Sure),
        (format!("\u{feff}[{}]", board()), Likeness::Sure),
        (
            "{\"_format\": \"wekan-board-1.0.0\", \"cards\": [], \"lists\": [], \"labels\": []}"
                .into(),
            Likeness::No,
        ),
        ("{\"issues\": [], \"cards\": []}".into(), Likeness::No),
        ("cards,lists\n1,2\n".into(), Likeness::No),
        (String::new(), Likeness::No),
    ] {
        let source = MemorySource::new([("b.json", text.clone())]);
        assert_eq!((FORMAT.detect)(&source), likeness, "{text}");
    }
}

#[test]
fn attachments_keep_their_names() {
    let card = json!({"id": "a", "name": "A", "idList": "l", "attachments": [
        {"name": "Mock-up, 2nd", "url": "https://a.example/x"},
        {"name": "https://a.example/y", "url": "https://a.example/y"},
        {"name": "a.png", "url": "https://trello.com/1/cards/a/a.png"},
        {"name": "  ", "url": "https://a.example/z"},
        {"name": "in a drawer", "url": null},
    ]});
    let (drafts, _) =
        read(&json!({"cards": [card], "lists": [{"id": "l", "name": "Doing"}], "labels": []}));
    assert_eq!(
        drafts[0].links,
        [
            "Mock-up, 2nd: https://a.example/x",
            "https://a.example/y",
            "a.png: https://trello.com/1/cards/a/a.png",
            "https://a.example/z"
        ]
    );
    assert!(
        drafts[0].extra[0].yaml.contains("in a drawer"),
        "{:?}",
        drafts[0].extra
    );
}

#[test]
fn a_completed_card_has_the_day_where_it_is_done() {
    let card = |id: &str, list: &str| json!({"id": id, "name": id, "idList": list, "dueComplete": true, "dateCompleted": "2026-03-04T10:00:00.000Z"});
    let mut archived = card("c", "todo");
    archived["closed"] = true.into();
    let board = json!({
        "cards": [card("a", "done"), card("b", "todo"), archived], "labels": [],
        "lists": [{"id": "done", "name": "Done", "pos": 1}, {"id": "todo", "name": "To Do", "pos": 2}],
        "actions": [{"type": "updateCard", "date": "2026-03-09T10:00:00.000Z", "data": {"card": {"id": "a"}, "listAfter": {"id": "done"}}}],
    });
    let (drafts, report) = read(&board);
    let found = |at: usize| {
        let draft: &Draft = &drafts[at];
        let kind = draft.status.as_ref().and_then(|status| status.kind);
        let kept = format!("{:?}", draft.extra).contains("dateCompleted: 2026-03-04");
        (kind, draft.done.map(|day| day.to_string()), kept)
    };
    let day = Some("2026-03-04".to_owned());
    assert_eq!(found(0), (Some(StateKind::Done), day.clone(), false));
    assert_eq!(found(1), (Some(StateKind::New), None, true));
    assert_eq!(found(2), (Some(StateKind::Done), day, false));
    assert!(
        report
            .columns
            .iter()
            .any(|column| column.name == "dateCompleted" && column.items == 3)
    );
}

#[test]
fn a_card_that_was_completed_too_early_did_not_begin_then() {
    let card = |id: &str| json!({"id": id, "name": id, "idList": "w", "dueComplete": true, "dateCompleted": "2026-03-04T10:00:00.000Z"});
    let board = json!({
        "cards": [card("a"), card("b")], "labels": [], "lists": [{"id": "w", "name": "Doing"}],
        "actions": [{"type": "updateCard", "date": "2026-03-02T10:00:00.000Z", "data": {"card": {"id": "a"}, "listAfter": {"id": "w"}}}],
    });
    let (drafts, _) = read(&board);
    let days = |at: usize| {
        let kept = format!("{:?}", drafts[at].extra).contains("dateCompleted: 2026-03-04");
        (
            drafts[at].started.map(|day| day.to_string()),
            drafts[at].done,
            kept,
        )
    };
    assert_eq!(days(0), (Some("2026-03-02".to_owned()), None, true));
    assert_eq!(days(1), (None, None, true));
}

#[test]
fn names_of_attachments_that_no_link_can_have_are_kept() {
    let card = json!({"id": "a", "name": "A", "attachments": [
        {"name": "see https://b.example", "url": "https://a.example/1"},
        {"name": "https://a.example/2", "url": "https://a.example/2/"},
        {"name": "drawing", "url": "file:drawing.png"},
        {"name": "gone", "url": null},
    ]});
    let (drafts, _) = read(&json!({"cards": [card], "lists": [], "labels": []}));
    assert_eq!(
        drafts[0].links,
        ["https://a.example/1", "https://a.example/2/"]
    );
    assert_eq!(
        drafts[0].extra[0].yaml,
        "attachments:\n- 'see https://b.example: https://a.example/1'\n- 'drawing: file:drawing.png'\n- gone\n"
    );
}
