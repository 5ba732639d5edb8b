//! `po list`: filters, formats, and files that cannot be read.

use serde::Deserialize;

use crate::sandbox::Sandbox;

/// The contract, written down a second time.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct List {
    schema_version: u32,
    stories: Vec<Story>,
    unreadable: Vec<Unreadable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct Story {
    id: String,
    title: String,
    r#type: Option<String>,
    status: Option<String>,
    status_kind: String,
    rank: Option<String>,
    position: Option<usize>,
    points: Option<f64>,
    value: Option<f64>,
    urgency: Option<f64>,
    risk_reduction: Option<f64>,
    cost_of_delay: Option<f64>,
    sprint: Option<String>,
    release: Option<String>,
    epic: Option<String>,
    objective: Option<String>,
    requested_by: Option<String>,
    labels: Vec<String>,
    assignee: Vec<String>,
    depends_on: Vec<String>,
    waits_for: Vec<String>,
    blocked: Option<String>,
    links: Vec<String>,
    link_details: Vec<serde_json::Value>,
    aliases: Vec<String>,
    external: Option<External>,
    outcome: Option<String>,
    expected: Option<serde_json::Value>,
    created: Option<String>,
    started: Option<String>,
    done: Option<String>,
    accepted: Option<String>,
    user_story: Option<UserStory>,
    acceptance_criteria: Vec<Criterion>,
    path: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct External {
    system: String,
    key: String,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserStory {
    role: String,
    want: String,
    benefit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Criterion {
    text: String,
    done: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub struct Unreadable {
    path: String,
    line: usize,
    column: usize,
    message: String,
}

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.story(
        1,
        "Pay with a card",
        "status: ready\ntype: story\npoints: 5\nvalue: 3\nlabels: [checkout]\n",
        "## Acceptance criteria\n\n- [x] it pays\n- [ ] it says so\n",
    );
    sandbox.story(
        2,
        "Gift cards",
        "status: new\ntype: story\nvalue: 8\ndepends_on: [US-1]\n",
        "A saved card is enough.\n",
    );
    sandbox.story(
        3,
        "Old thing",
        "status: done\ntype: task\npoints: 2\ndone: 2026-11-20\n",
        "",
    );
    sandbox
}

#[test]
fn for_people() {
    insta::assert_snapshot!(shop().ok(&["list"]));
    insta::assert_snapshot!(shop().ok(&["list", "--all", "--format", "md"]));
}

#[test]
fn json_keeps_its_contract() {
    let list: List =
        serde_json::from_str(&shop().ok(&["list", "--format", "json", "--all"])).unwrap();
    assert_eq!(
        (
            list.schema_version,
            list.stories.len(),
            list.unreadable.len()
        ),
        (1, 3, 0)
    );
    let first = &list.stories[0];
    assert_eq!(
        (
            first.id.as_str(),
            first.position,
            first.points,
            first.status_kind.as_str()
        ),
        ("US-1", Some(1), Some(5.0), "ready")
    );
    assert_eq!(
        first
            .acceptance_criteria
            .iter()
            .map(|c| (c.text.as_str(), c.done))
            .collect::<Vec<_>>(),
        [("it pays", true), ("it says so", false)]
    );
    assert_eq!(first.path, "backlog/stories/US-1-pay-with-a-card.md");
    assert_eq!(list.stories[1].waits_for, ["US-1"]);
    assert_eq!(list.stories[2].position, None);
}

#[test]
fn csv_opens_in_a_spreadsheet() {
    let sandbox = shop();
    sandbox.story(4, "x", "requested_by: \"=cmd()\"\n", "");
    let csv = sandbox.ok(&["list", "--format", "csv"]);
    assert!(
        csv.starts_with("position,id,title,type,status,points,"),
        "{csv}"
    );
    assert!(csv.contains("'=cmd()"), "{csv}");
}

#[test]
fn filters_and_queries() {
    let sandbox = shop();
    let ids = |args: &[&str]| {
        let mut all = vec!["list", "--format", "csv"];
        all.extend(args);
        sandbox
            .ok(&all)
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), ["US-1", "US-2"]);
    assert_eq!(ids(&["--status", "done"]), ["US-3"]);
    assert_eq!(ids(&["--all"]), ["US-1", "US-2", "US-3"]);
    assert_eq!(ids(&["-q", "points>3 label:checkout"]), ["US-1"]);
    assert_eq!(ids(&["-q", "text:\"saved card\""]), ["US-2"]);
    assert_eq!(ids(&["-q", "missing:points is:open"]), ["US-2"]);
    assert_eq!(ids(&["--sort", "value"]), ["US-2", "US-1"]);
    assert_eq!(ids(&["--limit", "1"]), ["US-1"]);
}

#[test]
fn an_unknown_state_is_an_error_and_not_an_empty_list() {
    let error = shop().fails(2, &["list", "--status", "Nope"]);
    assert!(
        error.contains("new") && error.contains("declined"),
        "{error}"
    );
    let error = shop().fails(2, &["list", "-q", "pionts>3"]);
    assert!(error.contains("points"), "{error}");
}

#[test]
fn an_unreadable_file_is_listed_and_the_rest_too() {
    let sandbox = shop();
    sandbox.write(
        "stories/US-7-broken.md",
        "---\ntitle: a: b\nid: US-7\n---\n",
    );
    let run = sandbox.run(&["list"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("US-7")
            && run.stdout.contains("unreadable")
            && run.stdout.contains("US-1"),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr.contains("backlog/stories/US-7-broken.md:2:9"),
        "{}",
        run.stderr
    );
    let list: List =
        serde_json::from_str(&sandbox.run(&["list", "--format", "json"]).stdout).unwrap();
    let file = &list.unreadable[0];
    assert_eq!(
        (file.path.as_str(), file.line, file.column),
        ("backlog/stories/US-7-broken.md", 2, 9)
    );
    assert!(!file.message.is_empty());
    assert_eq!(list.stories.len(), 2);
}

#[test]
fn escapes_never_reach_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "stories/US-1.md",
        "---\ntitle: \"a\\e[31mred\\u202E\"\nid: US-1\n---\n\nbody \u{1b}[2J\n",
    );
    for args in [
        &["list"][..],
        &["rank"],
        &["show", "1"],
        &["why", "1"],
        &["list", "--format", "md"],
        &["check"],
        &["status"],
    ] {
        let run = sandbox.run(args);
        assert!(
            !run.stdout.contains('\u{1b}') && !run.stdout.contains('\u{202e}'),
            "{args:?}\n{}",
            run.stdout
        );
    }
    let colored = sandbox.run(&["list", "--color", "always"]).stdout;
    assert!(!colored.contains("\u{1b}[31mred"), "{colored}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "--stories", "2000", "big"]);
    let mut child = sandbox
        .command(env!("CARGO_BIN_EXE_po"))
        .args(["list", "--backlog", "big/backlog", "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn an_unknown_epic_is_an_error_too() {
    let error = shop().fails(2, &["list", "--epic", "99"]);
    assert!(error.contains("no item `US-99`"), "{error}");
}

/// A title, a label and a state that a terminal would obey: controls of both sets, and a change of direction.
const OBEYED: &str = "title: \"a\\x1b[31m\\x9b2J\\u202eb\"\nid: US-1\nlabels: [\"\\x1b]0;x\\x07\"]\nstatus: \"\\x9b\"\n";

#[test]
fn nothing_in_a_story_reaches_the_terminal_in_any_format() {
    let sandbox = Sandbox::new();
    sandbox.write("stories/US-1-a.md", format!("---\n{OBEYED}---\n"));
    for command in [
        &["list"][..],
        &["rank"],
        &["show", "1"],
        &["why", "1"],
        &["check"],
    ] {
        for format in ["text", "md", "json", "csv", "concise"] {
            let run = sandbox.run(&[command, &["--format", format, "--color", "always"]].concat());
            let said = strip_colour(&(run.stdout + &run.stderr));
            assert!(
                !said.contains(|c: char| (c != '\n' && c.is_control()) || c == '\u{202e}'),
                "{command:?} {format}: {said:?}"
            );
        }
    }
    let json = sandbox.ok(&["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(list["stories"][0]["title"], "a\u{1b}[31m\u{9b}2J\u{202e}b");
}

/// The colours that `po` itself sets.
fn strip_colour(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        match end.filter(|end| part[*end..].starts_with('m')) {
            Some(end) if !part.starts_with("31mred") => plain.push_str(&part[end + 1..]),
            _ => plain.push_str(&format!("\u{1b}[{part}")),
        }
    }
    plain
}

#[test]
fn a_product_or_a_sprint_that_cannot_be_read_is_not_passed_over() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay"]);
    sandbox.write("product.md", b"# caf\xe9\n");
    sandbox.write("sprints/sprint-7.md", "---\nsprint: 7\n");
    for command in ["list", "rank", "status"] {
        let run = sandbox.run(&[command]);
        assert_eq!(run.code, 1, "{command}: {}", run.stdout);
        assert!(run.stdout.contains("Pay"), "{}", run.stdout);
        for path in ["backlog/product.md:1:6", "backlog/sprints/sprint-7.md:1:1"] {
            assert!(run.stderr.contains(path), "{command}: {}", run.stderr);
        }
    }
    let check = sandbox.run(&["check", "--format", "concise"]);
    assert_eq!(
        (check.code, check.stdout.lines().count()),
        (1, 2),
        "{}",
        check.stdout
    );
}

#[test]
fn json_tells_who_wants_what() {
    let sandbox = Sandbox::new();
    sandbox.ok(&[
        "add",
        "Pay",
        "--as",
        "customer",
        "--want",
        "to pay",
        "--so-that",
        "it is done",
    ]);
    let list: List = serde_json::from_str(&sandbox.ok(&["list", "--format", "json"])).unwrap();
    let said = list.stories[0].user_story.as_ref().unwrap();
    assert_eq!(
        (
            said.role.as_str(),
            said.want.as_str(),
            said.benefit.as_deref()
        ),
        ("customer", "to pay", Some("it is done"))
    );
}
