//! `po status`: today on one screen.

use serde::Deserialize;

use crate::sandbox::Sandbox;

const SPRINT: &str = "---\nsprint: 8\ngoal: Guests can pay\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\nplanned: {points: 11, items: 2}\n---\n";

/// A shop in the middle of Sprint 8, on Thursday the 19th of November.
fn shop() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-19T09:00:00Z");
    sandbox.write("sprints/sprint-8.md", SPRINT);
    sandbox.write(
        "sprints/sprint-7.md",
        "---\nsprint: 7\ngoal: g\nfrom: 2026-11-02\nto: 2026-11-13\nstarted: 2026-11-02\nclosed: 2026-11-13\ngoal_met: yes\nplanned: {points: 9, items: 2}\ndone: {points: 9, items: 2}\n---\n",
    );
    sandbox.write(
        "releases/1.2.md",
        "---\nrelease: \"1.2\"\ndue: 2026-12-18\n---\n",
    );
    for number in 1..=5 {
        let fields = "created: 2026-11-01T10:00:00Z\nstatus: done\nstarted: 2026-11-02\ndone: 2026-11-03\naccepted: 2026-11-13\nsprint: 7\n";
        sandbox.story(number, "Old", fields, "");
    }
    sandbox.story(9, "Tokenise", "created: 2026-11-01T10:00:00Z\nstatus: in-progress\nstarted: 2026-11-17\nsprint: 8\npoints: 8\nrelease: \"1.2\"\n", "");
    sandbox.story(
        12,
        "Pay",
        "created: 2026-11-01T10:00:00Z\nstatus: in-progress\nstarted: 2026-11-16\nsprint: 8\npoints: 5\nrelease: \"1.2\"\n",
        "## Questions\n\n- [ ] 2026-11-16 Do we need the CVC again?\n",
    );
    sandbox.story(
        13,
        "Refund",
        "created: 2026-11-01T10:00:00Z\nstatus: new\n",
        "",
    );
    sandbox.story(
        15,
        "Guest checkout",
        "created: 2026-11-01T10:00:00Z\nstatus: ready\npoints: 5\n",
        "## Acceptance criteria\n\n- [ ] A guest pays\n",
    );
    sandbox
}

fn commit(sandbox: &mut Sandbox, now: &str) {
    sandbox.at(now);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", "A day"]);
}

/// The same with a past: on Tuesday US-13 was blocked, on Wednesday US-9 done, on Thursday US-15 moved.
fn lived() -> Sandbox {
    let mut sandbox = shop();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    commit(&mut sandbox, "2026-11-16T09:00:00Z");
    sandbox.ok(&["set", "13", "blocked=waits for the contract"]);
    commit(&mut sandbox, "2026-11-17T09:00:00Z");
    sandbox.at("2026-11-18T09:00:00Z");
    sandbox.ok(&["done", "9"]);
    commit(&mut sandbox, "2026-11-18T10:00:00Z");
    sandbox.at("2026-11-19T09:00:00Z");
    sandbox.ok(&["rank", "15", "--top"]);
    sandbox.ok(&["add", "Dark mode"]);
    sandbox
}

fn at_width(sandbox: &Sandbox, columns: &str) -> String {
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    let run = sandbox.run_command(command.arg("status").env("COLUMNS", columns));
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

#[test]
fn the_screen() {
    let sandbox = lived();
    insta::assert_snapshot!("lived", sandbox.ok(&["status"]));
    insta::assert_snapshot!("lived_80", at_width(&sandbox, "80"));
    insta::assert_snapshot!("lived_md", sandbox.ok(&["status", "--format", "md"]));
    for line in at_width(&sandbox, "80").lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert_eq!(sandbox.ok(&[]), sandbox.ok(&["status"]));
}

#[test]
fn without_git_nothing_is_said_of_yesterday() {
    let sandbox = shop();
    let screen = sandbox.ok(&["status"]);
    assert!(!screen.contains("Since"), "{screen}");
    insta::assert_snapshot!("no_git", screen);
}

#[test]
fn nothing_there_yet() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!("empty", sandbox.ok(&[]));
    sandbox.story(1, "Pay", "status: new\n", "");
    insta::assert_snapshot!("no_sprint", sandbox.ok(&["status"]));
}

#[test]
fn another_sprint_than_the_running_one() {
    let sandbox = shop();
    let last = sandbox.ok(&["status", "--sprint", "last"]);
    assert!(
        last.contains("Sprint 7 \"g\" · closed, goal met: yes"),
        "{last}"
    );
    assert!(last.contains("9 of 9 points, 2 of 2 items"), "{last}");
    assert!(
        sandbox
            .fails(2, &["status", "--sprint", "9"])
            .contains("known Sprints: 8, 7")
    );
}

#[test]
fn many_needs_are_counted() {
    let sandbox = Sandbox::new();
    for number in 1..=10 {
        let question = format!("## Questions\n\n- [ ] 2026-11-{number:02} Why?\n");
        sandbox.story(number, "Pay", "status: ready\n", &question);
    }
    let screen = sandbox.ok(&["status"]);
    assert!(
        screen.contains("US-7 ") && !screen.contains("question  US-8"),
        "{screen}"
    );
    assert!(screen.contains("  3 more\n"), "{screen}");
    let sprint = SPRINT.replace("2026-11-27", "2026-11-20");
    sandbox.write("sprints/sprint-8.md", sprint);
    let over = sandbox.ok(&["status"]);
    assert!(
        over.contains("was to end 20 Nov") && over.contains("hint: it is over: po sprint close"),
        "{over}"
    );
}

#[test]
fn a_long_history_is_not_waited_for() {
    let sandbox = shop();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    let mut stream = String::new();
    for number in 1..=600 {
        stream.push_str(&format!(
            "commit refs/heads/main\ncommitter T <t@e> {} +0000\ndata 1\nx\nM 100644 inline n\ndata {}\n{number}\n\n",
            1_600_000_000 + number,
            number.to_string().len() + 1
        ));
    }
    let file = sandbox.dir().join("stream");
    std::fs::write(&file, stream).unwrap();
    let mut git = sandbox.command("git");
    git.args(["fast-import", "--quiet"])
        .stdin(std::fs::File::open(&file).unwrap());
    assert_eq!(sandbox.run_command(&mut git).code, 0);
    let cold = sandbox.ok(&["status"]);
    assert!(cold.contains("Since yesterday   not read yet"), "{cold}");
    sandbox.ok(&["show", "12", "--history"]);
    let warm = sandbox.ok(&["status"]);
    assert!(!warm.contains("not read yet"), "{warm}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    schema_version: u32,
    date: String,
    counts: Counts,
    sprint: Option<SprintNow>,
    needs: Vec<Need>,
    alerts: Vec<serde_json::Value>,
    since: Option<Since>,
    next_sprint: NextSprint,
    release: Option<Release>,
    requests: u32,
    unreadable: u32,
    not_committed: Option<u32>,
    next: Vec<Named>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Counts {
    new: u32,
    ready: u32,
    started: u32,
    done: u32,
    declined: u32,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Tally {
    points: f64,
    items: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SprintNow {
    name: String,
    state: String,
    goal: Option<String>,
    from: Option<String>,
    to: Option<String>,
    problem: Option<String>,
    day: Option<u32>,
    days: Option<u32>,
    goal_met: Option<String>,
    done: Tally,
    holds: Tally,
    planned: Option<Tally>,
    points_added: Option<f64>,
    to_accept: Vec<String>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Need {
    kind: String,
    id: String,
    text: String,
    days: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    day: String,
    items: Vec<Changed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    id: String,
    title: String,
    what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NextSprint {
    name: Option<String>,
    about: Option<f64>,
    ready: Tally,
    not_ready: Vec<NotReady>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotReady {
    id: String,
    title: String,
    lacks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    name: String,
    due: Option<String>,
    days: Option<i64>,
    done: Tally,
    left: Tally,
    unestimated: u32,
    due_chance: Option<f64>,
    due_chance_week_ago: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: String,
    title: String,
}

#[test]
fn the_shape_for_programs() {
    let sandbox = lived();
    let json: Status = serde_json::from_str(&sandbox.ok(&["status", "--format", "json"])).unwrap();
    assert_eq!((json.schema_version, json.date.as_str()), (1, "2026-11-19"));
    let counts = Counts {
        new: 2,
        ready: 1,
        started: 1,
        done: 6,
        declined: 0,
    };
    assert_eq!(json.counts, counts);
    assert!(json.alerts.is_empty());
    let sprint = json.sprint.unwrap();
    assert_eq!(
        (sprint.name.as_str(), sprint.state.as_str()),
        ("8", "running")
    );
    assert_eq!(sprint.goal.as_deref(), Some("Guests can pay"));
    assert_eq!((sprint.day, sprint.days), (Some(4), Some(10)));
    assert_eq!(sprint.problem, None);
    assert_eq!(sprint.from.as_deref(), Some("2026-11-16"));
    assert_eq!(sprint.to.as_deref(), Some("2026-11-27"));
    assert_eq!((sprint.done.points, sprint.done.items), (8.0, 1));
    assert_eq!((sprint.holds.points, sprint.holds.items), (13.0, 2));
    assert_eq!(sprint.planned.unwrap().points, 11.0);
    assert_eq!((sprint.points_added, sprint.goal_met), (Some(2.0), None));
    assert_eq!(sprint.to_accept, ["US-9"]);
    let needs: Vec<_> = json
        .needs
        .iter()
        .map(|need| (need.kind.as_str(), need.id.as_str(), need.days))
        .collect();
    assert_eq!(
        needs,
        [
            ("slow", "US-12", Some(4)),
            ("question", "US-12", Some(3)),
            ("blocked", "US-13", Some(2)),
        ]
    );
    assert!(json.needs[2].text.contains("contract"));
    let since = json.since.unwrap();
    assert_eq!(since.day, "2026-11-18");
    let changed: Vec<_> = since
        .items
        .iter()
        .map(|item| format!("{} {}: {}", item.id, item.title, item.what))
        .collect();
    assert_eq!(
        changed,
        [
            "US-9 Tokenise: done",
            "US-16 Dark mode: added",
            "US-15 Guest checkout: moved 4 → 1"
        ]
    );
    let next = json.next_sprint;
    assert_eq!((next.name, next.about), (None, Some(9.0)));
    assert_eq!((next.ready.points, next.ready.items), (5.0, 1));
    let lacking: Vec<_> = next
        .not_ready
        .iter()
        .map(|item| format!("{} {} {}", item.id, item.title, item.lacks.join(", ")))
        .collect();
    assert_eq!(
        lacking,
        [
            "US-13 Refund no points, no acceptance criteria, blocked",
            "US-16 Dark mode no points, no acceptance criteria"
        ]
    );
    let release = json.release.unwrap();
    assert_eq!(
        (release.name.as_str(), release.due.as_deref()),
        ("1.2", Some("2026-12-18"))
    );
    assert_eq!((release.days, release.unestimated), (Some(29), 0));
    // No Sprint was closed: nobody can tell.
    assert_eq!(
        (release.due_chance, release.due_chance_week_ago),
        (None, None)
    );
    assert_eq!((release.done.points, release.left.points), (8.0, 5.0));
    assert_eq!((json.requests, json.unreadable), (2, 0));
    assert_eq!(json.not_committed, Some(2));
    assert_eq!(
        (json.next[0].id.as_str(), json.next[0].title.as_str()),
        ("US-15", "Guest checkout")
    );
}

#[test]
fn days_that_are_no_sprints_are_said() {
    let sandbox = shop();
    for (days, words) in [
        (
            "from: 2026-11-27\nto: 2026-11-16\n",
            "goes from 2026-11-27 to 2026-11-16",
        ),
        (
            "from: 1000-01-01\nto: 2999-11-10\n",
            "goes from 1000-01-01 to 2999-11-10",
        ),
    ] {
        let file = SPRINT.replace("from: 2026-11-16\nto: 2026-11-27\n", days);
        sandbox.write("sprints/sprint-8.md", file);
        let told = sandbox.ok(&["status", "--sprint", "8"]);
        assert!(
            told.contains(words) && told.contains("no Sprint's length") && !told.contains("day 2"),
            "{told}"
        );
    }
    let file = SPRINT.replace("from: 2026-11-16", "from: 2026-13-45");
    sandbox.write("sprints/sprint-8.md", file);
    let told = sandbox.run(&["sprint", "list"]).stdout;
    let row = told.lines().find(|line| line.contains("running"));
    assert!(
        row.is_some_and(|row| row.contains('?'))
            && told.contains("Sprint 8: `from`: `2026-13-45` is not a date"),
        "{told}"
    );
}
