//! `po show --history`: the life of items.

use serde::Deserialize;

use crate::sandbox::Sandbox;

/// A backlog with a life of a few days: US-1 is planned, reworded, moved, done; US-2 is deleted.
fn lived() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    let day = |sandbox: &mut Sandbox, day: &str, message: &str| {
        sandbox.at(&format!("2026-11-{day}T09:00:00Z"));
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message", message]);
    };
    let body = "## Acceptance criteria\n\n- [ ] A saved card pays\n- [ ] An old card is refused\n";
    let fields = "created: 2026-11-01T10:00:00Z\nstatus: new\npoints: 5\n";
    sandbox.story(1, "Pay", fields, body);
    sandbox.story(2, "Dark mode", "", "");
    day(&mut sandbox, "02", "Two stories");
    sandbox.ok(&["set", "1", "points=8", "sprint=8", "status=ready"]);
    day(&mut sandbox, "03", "Planned");
    let text = sandbox.read("stories/US-1-pay.md");
    let text = text.replace("[ ] A saved card pays", "[x] A saved card pays at once");
    sandbox.write("stories/2026/US-1-pay-by-card.md", text);
    std::fs::remove_file(sandbox.path("stories/US-1-pay.md")).unwrap();
    std::fs::remove_file(sandbox.path("stories/US-2-dark-mode.md")).unwrap();
    day(&mut sandbox, "04", "Moved and reworded");
    sandbox.at("2026-11-05T09:00:00Z");
    sandbox.ok(&["start", "1"]);
    sandbox
}

#[test]
fn for_people() {
    let sandbox = lived();
    insta::assert_snapshot!(without_hashes(&sandbox.ok(&["show", "1", "--history"])));
    insta::assert_snapshot!(without_hashes(&sandbox.ok(&[
        "show",
        "us-2",
        "--history",
        "--format",
        "md"
    ])));
    assert!(
        sandbox
            .fails(2, &["show", "3", "--history"])
            .contains("no item")
    );
}

/// Names of commits depend on everything; their places do not.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() == 7 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let word = |word: &str| {
        if is_hash(word) {
            "0000000".to_owned()
        } else {
            word.to_owned()
        }
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    schema_version: u32,
    past: Past,
    stories: Vec<Life>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Past {
    known: String,
    since: Option<String>,
    branch: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Life {
    id: String,
    title: String,
    path: Option<String>,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    date: String,
    time: String,
    commit: Option<String>,
    author: Option<String>,
    landed: bool,
    kind: String,
    field: Option<String>,
    from: Option<String>,
    to: Option<String>,
    words: Vec<String>,
}

fn history(sandbox: &Sandbox, args: &[&str]) -> History {
    let history: History = serde_json::from_str(&sandbox.ok(args)).unwrap();
    assert_eq!(history.schema_version, 1);
    history
}

const JSON: [&str; 5] = ["show", "1", "--history", "--format", "json"];

#[test]
fn json_keeps_its_contract() {
    let history = history(&lived(), &JSON);
    let past = &history.past;
    assert_eq!(
        (past.known.as_str(), past.branch.as_deref()),
        ("full", Some("main"))
    );
    assert_eq!(past.since.as_deref(), Some("2026-11-02"));
    let life = &history.stories[0];
    assert_eq!((life.id.as_str(), life.title.as_str()), ("US-1", "Pay"));
    assert_eq!(
        life.path.as_deref(),
        Some("backlog/stories/2026/US-1-pay-by-card.md")
    );
    let points = life
        .events
        .iter()
        .find(|event| event.field.as_deref() == Some("points"))
        .unwrap();
    assert_eq!(
        (points.from.as_deref(), points.to.as_deref()),
        (Some("5"), Some("8"))
    );
    assert_eq!(
        (points.date.as_str(), points.kind.as_str()),
        ("2026-11-03", "changed")
    );
    assert_eq!(
        (points.time.as_str(), points.landed),
        ("2026-11-03T09:00:00Z", true)
    );
    assert_eq!(points.words, ["points 5 → 8"]);
    assert!(points.commit.as_ref().is_some_and(|hash| hash.len() == 40));
    assert_eq!(points.author.as_deref(), Some("Test"));
    let last = life.events.last().unwrap();
    assert_eq!(
        (last.landed, &last.commit, &last.author),
        (false, &None, &None)
    );
    assert_eq!(last.date, "2026-11-05");
}

#[test]
fn without_git_only_today_is_known() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: new\n", "");
    let history = history(&sandbox, &JSON);
    assert_eq!(history.past.known, "none");
    let kinds: Vec<&str> = history.stories[0]
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(kinds, ["appeared"]);
    let text = sandbox.ok(&["show", "1", "--history"]);
    assert!(text.contains("was there as new: Pay"), "{text}");
    assert!(text.contains("Nothing is known of the past"), "{text}");
}

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let sandbox = lived();
    let url = format!("file://{}/.git", sandbox.dir().display());
    sandbox.git(&["clone", "--quiet", "--depth", "1", &url, "clone"]);
    let clone = sandbox.dir().join("clone/backlog").display().to_string();
    let text = sandbox.ok(&["show", "1", "--history", "--backlog", &clone]);
    assert!(
        text.contains("before 2026-11-04: this clone is shallow"),
        "{text}"
    );
    assert!(
        text.contains("was there as ready, 8 points, Sprint 8: Pay"),
        "{text}"
    );
}

#[test]
fn a_branch_that_is_not_there_is_said() {
    let sandbox = lived();
    let config = sandbox.read("po.yaml");
    sandbox.write("po.yaml", format!("{config}\nbranch: trunk\n"));
    let run = sandbox.run(&["show", "1", "--history"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("`trunk`") && run.stderr.contains("`main`"),
        "{}",
        run.stderr
    );
}
