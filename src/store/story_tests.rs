//! A story is read by the type of each field, and what is wrong in it is said with its place.

use crate::model::{Config, Diagnostic, Hundredths, Level, Story};
use crate::store::{Depth, locate, read_story};

fn read(front: &str) -> (Story, Vec<Diagnostic>) {
    let file = format!("---\n{front}---\nBody\n");
    read_story(
        "stories/US-1-a.md",
        file.as_bytes(),
        &Config::default(),
        Depth::Body,
    )
    .unwrap()
}

/// `rule line:column message (label)` of each finding.
fn findings(front: &str) -> Vec<String> {
    let file = format!("---\n{front}---\nBody\n");
    let shown = |finding: &Diagnostic| {
        let at = locate(file.as_bytes(), &finding.place.at);
        let (rule, message, label) = (finding.rule, &finding.message, &finding.label);
        format!("{rule} {}:{} {message} ({label})", at.line, at.column)
    };
    match read_story(
        "stories/US-1-a.md",
        file.as_bytes(),
        &Config::default(),
        Depth::Body,
    ) {
        Ok((_, findings)) => findings.iter().map(shown).collect(),
        Err(finding) => vec![format!("unreadable: {}", shown(&finding))],
    }
}

#[test]
fn reads_the_example_of_the_file_format() {
    let (story, findings) = read(
        "title: Pay with a saved card\nlabels: [checkout]\nid: US-12\nrank: i3k9\ncreated: 2026-11-21T20:31:07Z\n\
         status: ready                  # a comment\ntype: story\nsprint: 7\nrequested_by: Sales (ACME)\npoints: 5\nepic: US-3\nvalue: 8\n\
         urgency: 3\nrisk_reduction: 2\nrelease: \"1.2\"\ndepends_on: [US-9]\nexternal: {system: jira, key: 7, url: https://a.b/c}\n\
         done: 2026-11-22\n",
    );
    assert_eq!(findings, []);
    assert_eq!(
        (story.id.to_string().as_str(), story.title.as_str()),
        ("US-12", "Pay with a saved card")
    );
    assert_eq!(story.rank.as_ref().unwrap().as_str(), "i3k9");
    assert_eq!(story.created.unwrap().to_string(), "2026-11-21T20:31:07Z");
    assert_eq!(story.done.unwrap().to_string(), "2026-11-22");
    assert_eq!(
        (story.status.as_str(), story.item_type.as_str()),
        ("ready", "story")
    );
    assert_eq!(story.points, Some(Hundredths::whole(5)));
    assert_eq!(story.sprint.as_deref(), Some("7"));
    assert_eq!(story.depends_on, ["US-9"]);
    assert_eq!(story.external.as_ref().unwrap().key, "7");
    assert_eq!(story.body.as_deref(), Some("Body\n"));
}

#[test]
fn source_text_decides_not_yaml() {
    let (story, findings) = read(
        "title: 1e3\nid: us-1\nlabels: [no, 1.10, ~x]\nsprint: 07\nrelease: 1.10\nepic: ~\nassignee: Ann\nrequested_by: \"\"\n\
         blocked: >\n  waits for\n  legal\noutcome: 'it''s'\npoints: ½\naliases:\n  - a\n  -\n  - b\n",
    );
    assert_eq!(findings, []);
    assert_eq!(story.title, "1e3");
    assert_eq!(story.labels, ["no", "1.10", "~x"]);
    assert_eq!(
        (story.sprint.as_deref(), story.release.as_deref()),
        (Some("07"), Some("1.10"))
    );
    assert_eq!((story.epic, story.requested_by), (None, None));
    assert_eq!(story.assignee, ["Ann"]);
    assert_eq!(story.blocked.as_deref(), Some("waits for legal"));
    assert_eq!(story.outcome.as_deref(), Some("it's"));
    assert_eq!(story.points, Some(Hundredths::from_hundredths(50)));
    assert_eq!(story.aliases, ["a", "b"]);
}

#[test]
fn aliases_are_followed() {
    let (story, _) = read("id: US-1\ntitle: &t Pay\nlabels: &l [a, b]\nrelease: *t\nlinks: *l\n");
    assert_eq!(story.release.as_deref(), Some("Pay"));
    assert_eq!(story.links, ["a", "b"]);
}

#[test]
fn invalid_values_are_named_with_their_place() {
    for (line, finding) in [
        ("points: abc", "4:9 `points`: `abc` is not a number"),
        ("points: NaN", "4:9 `points`: `NaN` is not a number"),
        ("points: -1", "4:9 `points`: `-1` is negative"),
        ("points: [1]", "4:9 `points` holds several values"),
        (
            "value: 1.234",
            "4:8 `value`: `1.234` has more than two decimals",
        ),
        ("done: 2026-13-45", "4:7 `done`: `2026-13-45` is not a date"),
        (
            "created: yesterday",
            "4:10 `created`: `yesterday` is not a date and time",
        ),
        ("rank: A b", "4:7 `rank`: `A b` is not a rank"),
        (
            "status: redy",
            "4:9 unknown state `redy` (did you mean `ready`?)",
        ),
        (
            "status: Nope",
            "4:9 unknown state `Nope` (no state of `po.yaml`)",
        ),
        (
            "type: bugs",
            "4:7 unknown type `bugs` (did you mean `bug`?)",
        ),
        (
            "labels: [a, [b]]",
            "4:13 item 2 of `labels` holds several values",
        ),
        ("labels: {a: b}", "4:9 `labels` holds keys and values"),
        ("external: x", "4:11 `external` holds no keys and values"),
    ] {
        let found = findings(&format!("title: t\nid: US-1\n{line}\n"));
        let start = format!("invalid-value {finding}");
        assert!(
            found.len() == 1 && found[0].starts_with(&start),
            "{line}: {found:?}"
        );
    }
    assert!(
        findings("title: t\nid: US-1\nstatus: IN PROGRESS\ntype: Bug\ncreated: 2026-11-21\n")
            .is_empty()
    );
}

#[test]
fn unknown_keys_are_kept_and_near_ones_reported() {
    let (story, found) = read(
        "title: t\nid: US-1\npionts: 5\nLabel: x\nstory_points: 3\nx-point: 1\ncreated_at: x\nwsjf: 1\n",
    );
    assert_eq!(
        story.unknown_keys,
        [
            "pionts",
            "Label",
            "story_points",
            "x-point",
            "created_at",
            "wsjf"
        ]
    );
    let words: Vec<(&str, &str, Level)> = found
        .iter()
        .map(|finding| {
            (
                finding.message.as_str(),
                finding.label.as_str(),
                finding.level,
            )
        })
        .collect();
    assert_eq!(
        words,
        [
            (
                "unknown key `pionts`",
                "did you mean `points`?",
                Level::Error
            ),
            ("unknown key `Label`", "did you mean `label`?", Level::Error),
        ]
    );
    let config = Config {
        keys: vec!["pionts".into()],
        ..Config::default()
    };
    let file = b"---\ntitle: t\nid: US-1\npionts: 5\n---\n";
    let (story, found) = read_story("stories/US-1.md", file, &config, Depth::Header).unwrap();
    assert!(found.is_empty() && story.unknown_keys == ["pionts"] && story.body.is_none());
}

#[test]
fn ids_and_titles_are_asked_for() {
    assert_eq!(
        findings("title: t\n"),
        ["missing-id 1:1 the story has no id (no id)"]
    );
    assert_eq!(
        findings("id:\ntitle: t\n"),
        ["missing-id 2:1 the story has no id (no id)"]
    );
    assert_eq!(
        findings("id: x y\ntitle: t\n"),
        ["invalid-value 2:5 `id`: `x y` is not an id like `US-12` (not an id)"]
    );
    assert_eq!(
        findings("id: US-1\n"),
        ["missing-title 1:1 US-1 has no title (no title)"]
    );
    assert_eq!(
        findings("id: US-1\ntitle: ' '\n"),
        ["missing-title 3:1 US-1 has no title (no title)"]
    );
    assert_eq!(read("title: t\n").0.id.to_string(), "US-1");
    assert_eq!(read("id: US-1\ntitle: |\n  a\n  b\n").0.title, "a b");
    let nameless = read_story(
        "stories/a.md",
        b"---\ntitle: t\n---\n",
        &Config::default(),
        Depth::Header,
    );
    assert_eq!(nameless.unwrap_err().rule, "missing-id");
}

#[test]
fn a_conflict_in_the_body_is_reported_and_the_story_read() {
    let file = "---\nid: US-1\ntitle: t\n---\nA\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n\n```\n<<<<<<< HEAD\n```\n";
    let (story, found) =
        read_story("US-1.md", file.as_bytes(), &Config::default(), Depth::Body).unwrap();
    assert_eq!((story.title.as_str(), found.len()), ("t", 1));
    assert_eq!(found[0].rule, "merge-conflict-marker");
    assert_eq!(locate(file.as_bytes(), &found[0].place.at).line, 6);
    assert_eq!(found[0].story.as_deref(), Some("US-1"));
}
