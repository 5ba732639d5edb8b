//! `po review`: the notes of a Sprint Review, kept without a loss of what people wrote.

use serde::Deserialize;

use crate::sandbox::Sandbox;

const BODY: &str =
    "## Acceptance criteria\n\n- [x] A saved card pays\n- [ ] An old card is refused\n";

/// A shop in the days before its Sprint 8, without git: five items, a release, a goal.
fn shop() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-22T09:00:00Z");
    sandbox.write(
        "product.md",
        "# Web shop\n\n## Product Goal\n\nGuests buy without an account\n\n## Objectives\n\n### O1 Checkout under 30 s\n\n\
         ## Definition of Done\n\n- Reviewed\n- Shown to <Sales>\n",
    );
    sandbox.write(
        "sprints/sprint-7.md",
        "---\nsprint: 7\nstarted: 2026-11-09\nclosed: 2026-11-20\ngoal_met: yes\ndone: {points: 21, items: 4}\n---\n",
    );
    sandbox.ok(&[
        "release",
        "new",
        "1.2",
        "--due",
        "2026-12-18",
        "--budget",
        "60000",
    ]);
    let item = |number, title: &str, fields: &str| {
        let fields = format!("created: 2026-11-0{number}T08:00:00Z\n{fields}");
        sandbox.story(number, title, &fields, BODY);
    };
    item(1, "Checkout", "status: new\ntype: epic\nobjective: O1\n");
    item(
        2,
        "Pay with a saved card",
        "status: ready\npoints: 5\nvalue: 3\nepic: US-1\nsprint: 8\noutcome: 41 s → 34 s\n",
    );
    item(
        3,
        "Tokenise cards",
        "status: ready\npoints: 3\nvalue: 8\nsprint: 8\n",
    );
    item(
        4,
        "Refund an order",
        "status: ready\npoints: 8\nsprint: 8\nrelease: \"1.2\"\n",
    );
    item(5, "Gift cards", "status: ready\nrelease: \"1.2\"\n");
    sandbox.ok(&[
        "sprint",
        "new",
        "8",
        "--goal",
        "Guests can pay",
        "--from",
        "2026-11-23",
        "--to",
        "2026-12-04",
    ]);
    sandbox
}

/// One commit of everything at hand, at the sandbox's time.
pub fn commit(sandbox: &Sandbox, message: &str) {
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
}

/// The same with git, up to the eve of the Review.
pub fn with_history() -> Sandbox {
    let mut sandbox = shop();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    commit(&sandbox, "The backlog");
    sandbox.at("2026-11-23T09:00:00Z");
    sandbox.ok(&["sprint", "start", "8"]);
    sandbox.ok(&["start", "2", "3"]);
    commit(&sandbox, "Sprint 8 starts");
    sandbox.at("2026-11-24T09:00:00Z");
    sandbox.story(
        6,
        "Checkout fails on Safari",
        "created: 2026-11-24T08:00:00Z\nstatus: ready\npoints: 2\n",
        "",
    );
    sandbox.ok(&["sprint", "add", "8", "6"]);
    sandbox.ok(&["set", "4", "blocked=the provider's contract"]);
    commit(&sandbox, "A bug came in");
    sandbox.at("2026-11-25T09:00:00Z");
    std::fs::write(sandbox.dir().join("pay.rs"), "fn pay() {}").unwrap();
    commit(&sandbox, "US-2: pay");
    sandbox.ok(&["set", "4", "points=13"]);
    let path = "stories/US-2-pay-with-a-saved-card.md";
    let text = sandbox.read(path);
    sandbox.write(
        path,
        text.replace("An old card is refused", "An old card is refused at once"),
    );
    sandbox.ok(&["ac", "2", "check", "2"]);
    sandbox.ok(&["ac", "3", "check", "2"]);
    commit(&sandbox, "Refined");
    sandbox.at("2026-12-02T09:00:00Z");
    sandbox.ok(&["done", "2", "3"]);
    sandbox.ok(&["accept", "2", "--note", "shown to Sales"]);
    sandbox.ok(&["set", "6", "sprint="]);
    sandbox.ok(&["note", "5", "--question", "Which expiry date?"]);
    commit(&sandbox, "Done");
    sandbox.at("2026-12-03T18:00:00Z");
    sandbox.ok(&["note", "sprint", "8", "the test system was down"]);
    sandbox.ok(&[
        "note",
        "sprint",
        "8",
        "--feedback",
        "Marketing",
        "show it at the *fair*",
    ]);
    sandbox
}

#[test]
fn on_the_eve_it_says_what_happened() {
    let sandbox = with_history();
    let before = sandbox.files();
    let notes = sandbox.ok(&["review"]);
    insta::assert_snapshot!(notes);
    assert_eq!(sandbox.files(), before, "reading writes nothing");
    assert_eq!(sandbox.ok(&["review", "current"]), notes);
}

#[test]
fn after_the_close_it_says_where_the_rest_went() {
    let mut sandbox = with_history();
    commit(&sandbox, "Notes");
    sandbox.at("2026-12-04T15:00:00Z");
    sandbox.ok(&[
        "sprint",
        "close",
        "8",
        "--goal-met",
        "partly",
        "--because",
        "refunds wait for the provider",
    ]);
    commit(&sandbox, "Sprint 8 is closed");
    let notes = sandbox.ok(&["review"]);
    insta::assert_snapshot!(notes);
    let html = sandbox.ok(&["review", "8", "--format", "html"]);
    insta::assert_snapshot!(html);
}

#[test]
fn without_git_the_files_carry_it() {
    let mut sandbox = shop();
    sandbox.at("2026-11-23T09:00:00Z");
    sandbox.ok(&["sprint", "start", "8"]);
    let notes = sandbox.ok(&["review"]);
    assert!(
        notes.contains("Not known: there are no commits to read it from."),
        "{notes}"
    );
    assert!(notes.contains("## Done: nothing\n"), "{notes}");
    assert!(!notes.contains("0 commits"), "{notes}");
}

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let mut sandbox = with_history();
    commit(&sandbox, "Notes");
    let look = |sandbox: &Sandbox, folder: &str| {
        let url = format!("file://{}", sandbox.dir().display());
        let folder = format!("../{folder}");
        sandbox.git(&["clone", "--quiet", "--depth", "1", &url, &folder]);
        sandbox.ok(&["review", "--backlog", &format!("{folder}/backlog")])
    };
    let running = look(&sandbox, "running");
    let says = "Not known: nothing is known before 2026-12-03: this clone is shallow.";
    assert!(running.contains(says), "{running}");
    assert!(!running.contains("0 commits"), "{running}");
    sandbox.at("2026-12-04T15:00:00Z");
    sandbox.ok(&["sprint", "close", "8", "--goal-met", "yes"]);
    commit(&sandbox, "Closed");
    let closed = look(&sandbox, "closed");
    let says = "Not known: nothing is known before 2026-12-04: this clone is shallow.";
    assert!(closed.contains(says), "{closed}");
    assert!(!closed.contains("Nothing was added"), "{closed}");
}

#[test]
fn a_sprint_must_have_begun() {
    let sandbox = Sandbox::new();
    let told = sandbox.fails(2, &["review"]);
    assert!(told.contains("nothing to review"), "{told}");
    sandbox.ok(&["sprint", "new", "8"]);
    let told = sandbox.fails(2, &["review", "8"]);
    assert!(told.contains("Sprint 8 has not started"), "{told}");
    let told = sandbox.fails(2, &["review", "9"]);
    assert!(told.contains("there is no Sprint `9`"), "{told}");
    let told = sandbox.fails(2, &["review", "--save", "--format", "html"]);
    assert!(told.contains("keeps Markdown"), "{told}");
}

#[test]
fn what_people_wrote_stays_byte_for_byte() {
    let mut sandbox = with_history();
    let path = "reviews/sprint-8.md";
    let told = sandbox.ok(&["review", "--save", "--dry-run"]);
    assert!(
        told.contains("nothing was written") && !sandbox.path(path).exists(),
        "{told}"
    );
    sandbox.ok(&["review", "--save"]);
    let saved = sandbox.read(path);
    assert!(saved.contains("<!-- po:begin summary "), "{saved}");
    // As another editor leaves it, with people's words all over.
    let mine = saved
        .replace(
            "# Sprint 8 Review\n",
            "# Our Review, 4 Dec\n\n  trailing  \n",
        )
        .replace("## Decisions\n", "## Decisions\n\n* ship it\tnow")
        .replace('\n', "\r\n");
    sandbox.write(path, &mine);
    sandbox.ok(&["review", "--save"]);
    assert_eq!(sandbox.read(path), mine, "nothing new changes nothing");
    sandbox.at("2026-12-03T20:00:00Z");
    sandbox.ok(&["accept", "3"]);
    sandbox.ok(&["review", "--save"]);
    let renewed = sandbox.read(path);
    assert!(renewed.contains("(value 8) accepted 3 Dec · "), "{renewed}");
    assert!(
        !renewed.replace("\r\n", "").contains('\n'),
        "line endings stay"
    );
    assert_eq!(outside(&renewed), outside(&mine));
    // po undo takes it back, as any other change.
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.read(path), mine);
}

/// What stands outside the generated blocks, their first lines left out.
fn outside(text: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        inside |= line.starts_with("<!-- po:begin");
        if !inside {
            out.push_str(line);
        }
        inside &= !line.starts_with("<!-- po:end");
    }
    out
}

#[test]
fn an_edited_block_is_refused_with_a_diff() {
    let sandbox = with_history();
    let path = "reviews/sprint-8.md";
    sandbox.ok(&["review", "--save"]);
    let saved = sandbox.read(path);
    sandbox.write(path, saved.replace("not accepted yet", "very good"));
    let before = sandbox.files();
    let told = sandbox.fails(2, &["review", "--save"]);
    insta::assert_snapshot!(told);
    assert_eq!(sandbox.files(), before);
    sandbox.ok(&["review", "--save", "--force"]);
    assert_eq!(sandbox.read(path), saved);
    // A block that somebody took out stays out.
    let (start, end) = (
        saved.find("<!-- po:begin outlook").unwrap(),
        saved.find("## What changed around us").unwrap(),
    );
    let without = format!("{}{}", &saved[..start], &saved[end..]);
    sandbox.write(path, &without);
    let told = sandbox.ok(&["review", "--save"]);
    assert!(
        told.contains("not in the file, so not written: outlook"),
        "{told}"
    );
    assert_eq!(sandbox.read(path), without);
    // Where a block ends must be plain.
    sandbox.write(path, saved.replacen("<!-- po:end -->\n", "", 1));
    let told = sandbox.fails(2, &["review", "--save"]);
    assert!(
        told.contains("backlog/reviews/sprint-8.md:3:1: block `summary`"),
        "{told}"
    );
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Review {
    schema_version: u32,
    product: String,
    date: String,
    sprint: serde_json::Value,
    product_goal: Option<String>,
    objectives: Vec<Objective>,
    definition_of_done: Vec<String>,
    done: Vec<Done>,
    not_done: Vec<NotDone>,
    during: During,
    outlook: Outlook,
    notes: Vec<Note>,
    feedback: Vec<Note>,
    past: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Objective {
    name: String,
    text: String,
    epics: u64,
    epics_done: u64,
    items: u64,
    items_done: u64,
    outcomes: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Done {
    id: String,
    title: String,
    r#type: String,
    value: Option<f64>,
    points: Option<f64>,
    done: Option<String>,
    accepted: Option<String>,
    note: Option<String>,
    criteria_met: u64,
    criteria: u64,
    commits: Option<u64>,
    commit_list: Option<Vec<CommitView>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct CommitView {
    commit: String,
    date: String,
    subject: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct NotDone {
    id: String,
    title: Option<String>,
    points: Option<f64>,
    status: Option<String>,
    place: String,
    sprint: Option<String>,
    blocked: Option<String>,
    blocked_since: Option<String>,
    rejected: Option<String>,
    commits: Option<u64>,
    commit_list: Option<Vec<CommitView>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct During {
    changes: Vec<ChangeView>,
    unknown: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct ChangeView {
    date: String,
    id: Option<String>,
    title: Option<String>,
    kind: String,
    words: String,
    landed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Outlook {
    velocity: Option<serde_json::Value>,
    releases: Vec<serde_json::Value>,
    next: Vec<serde_json::Value>,
    questions: Vec<serde_json::Value>,
    more_questions: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the shape is what is tested")]
struct Note {
    id: Option<String>,
    date: Option<String>,
    text: String,
}

#[test]
fn json_has_its_shape() {
    let sandbox = with_history();
    let text = sandbox.ok(&["review", "--format", "json"]);
    let review: Review = serde_json::from_str(&text).expect("the shape");
    let done: Vec<_> = review
        .done
        .iter()
        .map(|d| (d.id.as_str(), d.commits))
        .collect();
    assert_eq!(done, [("US-3", Some(0)), ("US-2", Some(1))], "by value");
    assert_eq!(
        review.not_done[0].blocked_since.as_deref(),
        Some("2026-11-24")
    );
    let changes: Vec<_> = review
        .during
        .changes
        .iter()
        .map(|c| (c.date.as_str(), c.kind.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("2026-11-24", "added"),
            ("2026-11-25", "criteria"),
            ("2026-11-25", "points"),
            ("2026-12-02", "removed"),
        ]
    );
    assert_eq!(review.during.unknown, None);
    assert!(!text.contains("Test"), "nobody is named");
}
