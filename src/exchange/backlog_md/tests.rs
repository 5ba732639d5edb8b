//! A project of oddities, read; and any bytes at all, survived.

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use crate::exchange::backlog_md::columns::COLUMNS;
use crate::exchange::backlog_md::fences::part;
use crate::exchange::backlog_md::read::FORMAT;
use crate::exchange::draft::Draft;
use crate::exchange::format::{Likeness, ReadError, ReadReport};
use crate::exchange::import::extra_yaml;
use crate::exchange::memory_source::MemorySource;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::Fate;
use crate::exchange::source::LARGEST_FILE;
use crate::model::StateKind;

fn read(files: &[(&str, &str)]) -> (Vec<Draft>, ReadReport) {
    read_source(&MemorySource::new(files.iter().copied()))
}

fn read_source(source: &MemorySource) -> (Vec<Draft>, ReadReport) {
    let mut drafts = Vec::new();
    let report = (FORMAT.read)(source, &ReadOptions::default(), &mut |draft| {
        drafts.push(draft)
    })
    .unwrap();
    (drafts, report)
}

/// Reads one task of that header.
fn task(header: &str) -> (Draft, ReadReport) {
    let file = format!("---\n{header}---\n\nBody\n");
    let (mut drafts, report) = read(&[("tasks/back-1 - A-task.md", &file)]);
    assert_eq!(drafts.len(), 1, "{report:?}");
    (drafts.remove(0), report)
}

fn extra(draft: &Draft) -> String {
    draft
        .extra
        .iter()
        .map(|extra| extra.yaml.as_str())
        .collect()
}

fn reasons(report: &ReadReport) -> Vec<String> {
    let all = report.reported.iter().chain(&report.notes);
    all.map(|remark| format!("{}: {}", remark.at, remark.reason))
        .collect()
}

#[test]
fn every_key_is_taken_or_kept() {
    let (draft, report) = task(concat!(
        "# made by hand\n",
        "id: BACK-1\n",
        "title: >-\n  A title\n  on two lines\n",
        "status: In Progress # really\n",
        "assignee: [@ada, '@bob']\n",
        "reporter: @eve\n",
        "created_date: '2026-11-21 20:31'\n",
        "updated_date: '2026-11-22 08:00'\n",
        "labels: [web, Web, no]\n",
        "milestone: 1.10\n",
        "dependencies:\n  - task-2\n  - BACK-3\n",
        "references:\n  - https://example.org/a\n  - https://example.org/a\n",
        "documentation: [docs/a.md, 'http://example.org/b']\n",
        "parent_task_id: back-9\n",
        "priority: high\n",
        "type: enhancement\n",
        "ordinal: 1500\n",
        "modified_files: []\n",
        "story_points: 5 # guess\n",
        "wsjf:\n  value: 3\n  # unsure\n  cost: 2\n",
        "# the end\n",
    ));
    assert_eq!(draft.wanted.as_ref().unwrap().to_string(), "BACK-1");
    assert_eq!(draft.title, "A title on two lines");
    let status = draft.status.as_ref().unwrap();
    assert_eq!(
        (status.name.as_str(), status.kind),
        ("In Progress", Some(StateKind::Started))
    );
    assert_eq!(draft.assignee, ["@ada", "@bob"]);
    assert_eq!(draft.requested_by.as_deref(), Some("@eve"));
    assert_eq!(draft.created.unwrap().to_string(), "2026-11-21T20:31:00Z");
    assert_eq!(draft.labels, ["web", "no"]);
    assert_eq!(draft.release.as_deref(), Some("1.10"));
    assert_eq!(draft.depends_on[0].keys, ["task-2", "BACK-2"]);
    assert_eq!(
        draft.links,
        ["https://example.org/a", "http://example.org/b"]
    );
    assert_eq!(draft.parent.as_ref().unwrap().written, "back-9");
    assert_eq!(draft.item_type.as_deref(), Some("enhancement"));
    assert!(draft.order.is_some());
    assert_eq!(
        extra(&draft),
        concat!(
            "# made by hand\n",
            "# status: In Progress # really\n",
            "updated_date: '2026-11-22 08:00'\n",
            "labels: [web, Web, no]\n",
            "documentation: [docs/a.md, 'http://example.org/b']\n",
            "priority: high\n",
            "story_points: 5 # guess\n",
            "wsjf:\n  value: 3\n  # unsure\n  cost: 2\n",
            "# the end\n",
        )
    );
    let told = reasons(&report);
    let same = "`labels` holds `Web`, which is `web` here; kept under `extra`";
    assert!(told.len() == 1 && told[0].ends_with(same), "{told:?}");
    let fate = |name: &str| {
        report
            .columns
            .iter()
            .find(|column| column.name == name)
            .map(|column| column.fate)
    };
    assert_eq!(fate("status"), Some(Fate::Taken("status")));
    assert_eq!(fate("story_points"), Some(Fate::Kept));
    assert_eq!(report.columns.len(), 19);
}

#[test]
fn each_key_meets_the_fate_that_is_documented() {
    for (key, fate) in COLUMNS {
        let value = match *key {
            "created_date" | "completed_date" => "2026-01-02",
            "documentation" | "references" => "[https://example.org]",
            "ordinal" => "5",
            _ => "x",
        };
        let mut header = format!("{key}: {value}\n");
        for (other, value) in [("id", "BACK-1"), ("title", "T"), ("status", "Done")] {
            if other != *key {
                header.push_str(&format!("{other}: {value}\n"));
            }
        }
        let (draft, _) = task(&header);
        let kept = draft.extra.iter().any(|extra| extra.key == *key);
        assert_eq!(kept, *fate == Fate::Kept, "{key}");
    }
}

#[test]
fn what_cannot_be_understood_is_kept_and_said() {
    let (draft, report) = task(concat!(
        "id: BACK-1\n",
        "title: Story: 3\n",
        "created_date: 2026-13-45\n",
        "ordinal: abc\n",
        "labels: {a: 1}\n",
        "status: To Do\n",
        "completed_date: 2026-01-02\n",
    ));
    assert_eq!(draft.title, "Story: 3");
    assert_eq!(draft.done, None);
    assert_eq!(
        extra(&draft),
        "created_date: 2026-13-45\nordinal: abc\nlabels: {a: 1}\ncompleted_date: 2026-01-02\n"
    );
    let at = "tasks/back-1 - A-task.md";
    assert_eq!(
        reasons(&report),
        [
            format!("{at}:3: the value of `title` was no valid YAML; it is taken as text"),
            format!("{at}:4: `created_date` is no date; kept under `extra`"),
            format!("{at}:5: `ordinal` is no number; kept under `extra`"),
            format!("{at}:6: `labels` is no list of texts; kept under `extra`"),
            format!("{at}:8: `completed_date` of a task that is not done; kept under `extra`"),
        ]
    );
}

#[test]
fn a_day_of_completion_is_taken_where_work_is_done() {
    let (draft, _) =
        task("id: BACK-1\ntitle: T\nstatus: Done\ncompleted_date: '2026-01-02 23:10'\n");
    assert_eq!(draft.done.unwrap().to_string(), "2026-01-02");
    let (draft, _) = task("id: BACK-1\ntitle: T\nstatus: Done\n");
    assert_eq!(draft.done, None);
}

#[test]
fn a_file_name_helps_out() {
    let (draft, report) = task("status: To Do\n");
    assert_eq!(
        (draft.key.as_str(), draft.title.as_str()),
        ("BACK-1", "A task")
    );
    assert_eq!(report.notes.len(), 2);
    let (drafts, report) = read(&[("tasks/notes.md", "---\nstatus: To Do\n---\n")]);
    assert!(drafts.is_empty());
    assert!(report.reported[0].reason.contains("no `id`"));
}

#[test]
fn the_text_stays_byte_for_byte() {
    let body = "\r\n## Acceptance Criteria\r\n<!-- AC:BEGIN -->\r\n- [x] #1 a\r\n  - [ ] b\r\n---\r\n\t\r\nno end";
    let file =
        format!("\u{feff}---\r\nid: BACK-1\r\ntitle: T\r\nnote: |\r\n  a\r\n  b\r\n---\r\n{body}");
    let (drafts, _) = read(&[("tasks/back-1 - T.md", &file)]);
    assert_eq!(drafts[0].body, body);
    assert!(drafts[0].crlf);
    assert_eq!(extra(&drafts[0]), "note: |\n  a\n  b\n");
}

#[test]
fn each_file_of_a_project_is_accounted_for() {
    let item = |id: &str, status: &str| {
        format!("---\nid: {id}\ntitle: T {id}\nstatus: {status}\nmilestone: m-1\n---\n")
    };
    let mut source = MemorySource::new([
        ("src/main.rs", "not ours"),
        (
            "backlog/config.yml",
            "statuses: [To Do, Doing, Live]\ntask_prefix: back\ndefinition_of_done: [a, b]\n",
        ),
        ("backlog/readme.txt", ""),
        ("backlog/tasks/readme.md", "# Tasks"),
        ("backlog/decisions/decision-1.md", "x"),
        ("backlog/docs/a/doc-1.md", "x"),
        (
            "backlog/milestones/m-1 - One.md",
            "---\nid: m-1\ntitle: \"One\"\ndue_date: 2026-12-18\n---\nGoal\n",
        ),
        (
            "backlog/archive/milestones/m-0.md",
            "---\nid: m-0\ntitle: Zero\n---\n",
        ),
    ]);
    for (path, id, status) in [
        ("tasks/back-2 - b.md", "BACK-2", "Doing"),
        ("tasks/deep/back-5 - e.md", "BACK-5", "to do"),
        ("completed/back-1 - a.md", "BACK-1", "Live"),
        ("archive/tasks/back-3 - c.md", "BACK-3", "To Do"),
        ("drafts/draft-1 - d.md", "DRAFT-1", "Draft"),
        ("drafts/draft-3 - d.md", "DRAFT-3", "Live"),
        ("archive/drafts/draft-2 - d.md", "DRAFT-2", "To Do"),
    ] {
        source.insert(format!("backlog/{path}"), item(id, status));
    }
    source.insert(
        "backlog/tasks/back-8 - large.md",
        vec![b'x'; usize::try_from(LARGEST_FILE).unwrap() + 1],
    );
    source.insert(
        "backlog/tasks/back-9 - old.md",
        b"---\nid: BACK-9\ntitle: caf\xe9\n---\n".to_vec(),
    );
    let (drafts, report) = read_source(&source);
    let told: Vec<String> = drafts
        .iter()
        .map(|draft| {
            let status = draft
                .status
                .as_ref()
                .map_or("-".into(), |s| format!("{}={:?}", s.name, s.kind.unwrap()));
            assert_eq!(draft.release.as_deref(), Some("One"));
            format!("{} {status} {}", draft.key, draft.labels.join(","))
        })
        .collect();
    assert_eq!(
        told,
        [
            "BACK-2 Doing=Started ",
            "BACK-5 To Do=New ",
            "BACK-1 Live=Done ",
            "BACK-3 To Do=New archived",
            "DRAFT-1 - draft",
            "DRAFT-3 - draft",
            "DRAFT-2 To Do=New draft,archived",
        ]
    );
    assert_eq!(extra(&drafts[5]), "status: Live\n");
    assert_eq!(report.releases.len(), 1);
    assert_eq!(report.releases[0].due.unwrap().to_string(), "2026-12-18");
    assert_eq!(report.releases[0].body, "Goal\n");
    let mut listed: Vec<String> = report
        .reported
        .iter()
        .map(|remark| remark.at.to_string())
        .collect();
    listed.sort();
    assert_eq!(
        listed,
        [
            "backlog/archive/milestones/m-0.md",
            "backlog/config.yml",
            "backlog/decisions/decision-1.md",
            "backlog/docs/a/doc-1.md",
            "backlog/readme.txt",
            "backlog/tasks/back-8 - large.md",
            "backlog/tasks/back-9 - old.md:3:11",
            "backlog/tasks/readme.md",
        ]
    );
}

#[test]
fn another_folder_is_refused() {
    let source = MemorySource::new([("src/main.rs", "")]);
    assert_eq!((FORMAT.detect)(&source), Likeness::No);
    let error = (FORMAT.read)(&source, &ReadOptions::default(), &mut |_| ()).unwrap_err();
    assert!(matches!(error, ReadError::NotThisFormat { .. }));
}

/// Lines that front matter is made of, good and bad.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("id: BACK-1".to_owned()),
        Just("title: a: b # c".to_owned()),
        Just("labels: [@a, 'b', {c: d}".to_owned()),
        Just("  - @x # y".to_owned()),
        Just("note: |+".to_owned()),
        Just("a: &x [1]".to_owned()),
        Just("b: *x".to_owned()),
        Just("\"k\": 'v".to_owned()),
        Just("---".to_owned()),
        Just("...".to_owned()),
        Just("? x".to_owned()),
        Just("<<: *x".to_owned()),
        Just("!t 'é'".to_owned()),
        "[ -~é\t#:'\"\\[\\]{}@&*!|>%-]{0,24}",
        "(created_date|ordinal|milestone|dependencies|references|status): [ -~é]{0,16}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_a_draft_or_a_remark(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut source = MemorySource::new([("tasks/back-1 - A.md", bytes.clone())]);
        source.insert("config.yml", bytes.clone());
        source.insert("milestones/m.md", bytes);
        let (drafts, report) = read_source(&source);
        assert_eq!(drafts.len() + report.releases.len() + report.reported.len(), 3);
    }

    #[test]
    fn any_header_is_a_draft_or_a_remark_and_nothing_is_lost(
        lines in proptest::collection::vec(line(), 0..12),
        body in "[ -~é\r\n]{0,40}",
    ) {
        let header: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let file = format!("---\n{header}---\n{body}");
        let (drafts, report) = read(&[("tasks/back-1 - A.md", &file)]);
        assert_eq!(drafts.len() + report.reported.len(), 1);
        if let Some(draft) = drafts.first() {
            assert!(file.ends_with(&draft.body));
            if let Ok(header) = serde_yaml::from_str::<serde_yaml::Mapping>(part(&file).unwrap().yaml) {
                for key in header.keys().filter_map(|key| key.as_str()) {
                    let kept = draft.extra.iter().any(|extra| extra.key == key);
                    assert!(kept || COLUMNS.iter().any(|(name, _)| *name == key), "{key}");
                }
            }
            let block: serde_yaml::Value = serde_yaml::from_str(&extra_yaml(&draft.extra)).unwrap();
            for extra in draft.extra.iter().filter(|extra| !extra.key.is_empty()) {
                let read: serde_yaml::Mapping = serde_yaml::from_str(&extra.yaml).unwrap();
                assert_eq!(read.len(), 1);
                let (key, value) = read.iter().next().unwrap();
                let kept = &block["extra"][key];
                // Not a number is not equal to itself.
                assert!(kept == value || format!("{kept:?}") == format!("{value:?}"));
            }
        }
    }
}
