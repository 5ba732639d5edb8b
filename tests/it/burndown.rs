//! `po report burndown`: a Sprint from what really landed, in real repositories.

use serde::Deserialize;

use crate::sandbox::Sandbox;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Burndown {
    schema_version: u32,
    sprint: String,
    unit: String,
    days: Vec<Day>,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    date: String,
    remaining: Option<f64>,
    done: Option<f64>,
    scope: Option<f64>,
    ideal: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    date: String,
    story: String,
    kind: String,
    from: serde_json::Value,
    to: serde_json::Value,
}

fn commit(sandbox: &Sandbox, message: &str) {
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", message]);
}

/// Three items of 5, 3 and 2 points, and Sprint 8 from Monday 16 to Friday 27 November.
fn planned() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-13T09:00:00Z");
    for (number, title, points) in [(1, "Pay", 5), (2, "Refund", 3), (3, "Crash", 2)] {
        let fields = format!(
            "created: 2026-11-0{number}T10:00:00Z\nstatus: ready\ntype: story\nsprint:\npoints: {points}\n"
        );
        sandbox.story(number, title, &fields, "");
    }
    sandbox.ok(&[
        "sprint",
        "new",
        "8",
        "--from",
        "2026-11-16",
        "--to",
        "2026-11-27",
        "--goal",
        "Guests <can> pay",
    ]);
    sandbox
}

/// The Sprint starts on Monday with US-1 and US-2; US-1 is done on Tuesday in a branch that is merged on Friday; US-2
/// is estimated anew on Wednesday; US-3 is added on Thursday.
fn lived() -> Sandbox {
    let mut sandbox = planned();
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    commit(&sandbox, "Begin");
    sandbox.at("2026-11-16T09:00:00Z");
    sandbox.ok(&["sprint", "add", "8", "1", "2"]);
    sandbox.ok(&["sprint", "start", "8"]);
    commit(&sandbox, "Sprint 8");
    sandbox.git(&["checkout", "--quiet", "-b", "pay"]);
    sandbox.at("2026-11-17T09:00:00Z");
    sandbox.ok(&["done", "1"]);
    commit(&sandbox, "US-1 is done");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.at("2026-11-18T09:00:00Z");
    sandbox.ok(&["set", "2", "points=8"]);
    commit(&sandbox, "US-2 is larger");
    sandbox.at("2026-11-19T09:00:00Z");
    sandbox.ok(&["sprint", "add", "8", "3"]);
    commit(&sandbox, "US-3 too");
    sandbox.at("2026-11-20T17:00:00Z");
    sandbox.git(&["merge", "--quiet", "--no-ff", "--message", "Merge", "pay"]);
    sandbox.at("2026-11-23T09:00:00Z");
    sandbox
}

#[track_caller]
fn burndown(sandbox: &Sandbox, more: &[&str]) -> Burndown {
    let args = [&["report", "burndown", "--format", "json"], more].concat();
    let report: Burndown = serde_json::from_str(&sandbox.ok(&args)).expect("the shape");
    assert_eq!((report.schema_version, report.sprint.as_str()), (1, "8"));
    report
}

fn told(report: &Burndown) -> Vec<String> {
    let number = |n: Option<f64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let day = |day: &Day| {
        let figures = [day.remaining, day.done, day.scope, day.ideal].map(number);
        format!("{} {}", &day.date[8..], figures.join(" "))
    };
    report.days.iter().map(day).collect()
}

#[test]
fn a_day_is_as_its_end_was_on_the_default_branch() {
    let sandbox = lived();
    let report = burndown(&sandbox, &["8"]);
    assert_eq!(report.unit, "points");
    let days = [
        "16 8 0 8 7.2",
        "17 8 0 8 6.4",
        "18 13 0 13 5.6",
        "19 15 0 15 4.8",
        "20 10 5 15 4",
        "21 10 5 15 4",
        "22 10 5 15 4",
        "23 10 5 15 3.2",
    ];
    assert_eq!(told(&report), days);
    let events = report.events.iter().map(|event| {
        let (date, story, kind) = (&event.date[8..], &event.story, &event.kind);
        format!("{date} {story} {kind} {} {}", event.from, event.to)
    });
    assert_eq!(
        events.collect::<Vec<_>>(),
        [
            "18 US-2 estimated 3.0 8.0",
            "19 US-3 added null 2.0",
            "20 US-1 done \"ready\" \"done\"",
        ]
    );
    // Nothing that happens later changes these days.
    sandbox.ok(&["set", "1", "2", "3", "points=1"]);
    commit(&sandbox, "All is small");
    let later = burndown(&sandbox, &["--sprint", "8"]);
    assert_eq!(told(&later)[..7], days[..7]);
    assert_eq!(told(&later)[7], "23 2 1 3 3.2");
    let items = burndown(&sandbox, &["--unit", "items"]);
    assert_eq!(
        (items.unit.as_str(), told(&items)[3].as_str()),
        ("items", "19 3 0 3 1.2")
    );
}

#[test]
fn for_people() {
    let sandbox = lived();
    sandbox.ok(&["done", "2"]);
    insta::assert_snapshot!(sandbox.ok(&["report", "burndown", "--explain"]));
    insta::assert_snapshot!(sandbox.ok(&["report", "burndown", "--format", "md"]));
    insta::assert_snapshot!(sandbox.ok(&["report", "burndown", "--format", "csv"]));
}

#[test]
fn a_picture_is_one_file_without_anything_from_outside() {
    let sandbox = lived();
    let svg = sandbox.ok(&["report", "burndown", "--format", "svg"]);
    assert!(
        svg.contains("<title id=\"title\">Sprint 8 burndown: Guests &lt;can&gt; pay</title>"),
        "{svg}"
    );
    assert!(
        svg.contains("<desc id=\"desc\">2026-11-16 to 2026-11-27: 10 of 15 points left"),
        "{svg}"
    );
    assert!(svg.contains("prefers-color-scheme:dark"));
    assert!(
        svg.contains(">+5</text>") && svg.contains(">+2</text>"),
        "the scope's changes"
    );
    assert_eq!(svg.matches("weekend</title>").count(), 2);
    for word in [
        "<script", "href", "url(http", "@import", "<image", "NaN", "inf",
    ] {
        assert!(!svg.contains(word), "{word}");
    }
    assert_eq!(svg.matches("http").count(), 1, "the name space alone");
}

#[test]
fn a_shallow_clone_says_what_is_unknown() {
    let sandbox = lived();
    let url = format!("file://{}/.git", sandbox.dir().display());
    sandbox.git(&["clone", "--quiet", "--depth", "1", &url, "clone"]);
    let clone = sandbox.dir().join("clone/backlog").display().to_string();
    let report = burndown(&sandbox, &["--backlog", &clone]);
    let days = told(&report);
    assert_eq!(
        days[..5],
        [
            "16 ? ? ? 7.2",
            "17 ? ? ? 6.4",
            "18 ? ? ? 5.6",
            "19 ? ? ? 4.8",
            "20 10 5 15 4"
        ]
    );
    assert!(report.events.is_empty());
    let text = sandbox.ok(&["report", "burndown", "--backlog", &clone]);
    assert!(text.contains("Mon 16 Nov  ? unknown"), "{text}");
    assert!(
        text.contains("Nothing is known of the time before 2026-11-20: this clone is shallow."),
        "{text}"
    );
    let run = sandbox.run(&["report", "burndown", "--backlog", &clone, "--format", "csv"]);
    assert!(
        run.stdout.contains("2026-11-16,,,,7.2") && run.stderr.contains("shallow"),
        "{}",
        run.stderr
    );
}

#[test]
fn without_git_dates_carry_it_and_it_says_so() {
    let mut sandbox = planned();
    sandbox.at("2026-11-16T09:00:00Z");
    sandbox.ok(&["sprint", "add", "8", "1", "2"]);
    sandbox.ok(&["sprint", "start", "8"]);
    sandbox.at("2026-11-17T09:00:00Z");
    sandbox.ok(&["done", "1"]);
    sandbox.at("2026-11-18T09:00:00Z");
    assert_eq!(
        told(&burndown(&sandbox, &[])),
        ["16 8 0 8 7.2", "17 3 5 8 6.4", "18 3 5 8 5.6"]
    );
    let text = sandbox.ok(&["report", "burndown"]);
    assert!(text.contains("There is no history in git"), "{text}");
    sandbox.ok(&["sprint", "add", "8", "3"]);
    let text = sandbox.ok(&["report", "burndown"]);
    assert!(
        text.contains("Planned at the start: 8 points; in the Sprint now: 10."),
        "{text}"
    );
    // Unfinished work that the close sends back stays: it was not Done.
    sandbox.ok(&[
        "sprint",
        "close",
        "8",
        "--goal-met",
        "no",
        "--because",
        "ill",
    ]);
    assert_eq!(
        told(&burndown(&sandbox, &["8"])).last().unwrap(),
        "18 5 5 10 0"
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let mut sandbox = planned();
    assert!(
        sandbox
            .fails(2, &["report", "burndown"])
            .contains("no Sprint is running")
    );
    assert!(
        sandbox
            .fails(2, &["report", "burndown", "12"])
            .contains("there is no Sprint `12`")
    );
    sandbox.at("2026-11-14T09:00:00Z");
    let text = sandbox.ok(&["report", "burndown", "8"]);
    assert!(text.contains("The Sprint begins on 2026-11-16"), "{text}");
    assert!(burndown(&sandbox, &["8"]).days.is_empty());
    sandbox.write("sprints/sprint-9.md", "---\nsprint: 9\n---\n");
    assert!(
        sandbox
            .fails(2, &["report", "burndown", "9"])
            .contains("no first day")
    );
}

/// A state that is called something else today, and one that is gone, change nothing that happened.
#[test]
fn a_renamed_state_does_not_rewrite_the_past() {
    let mut sandbox = lived();
    sandbox.ok(&["start", "2"]);
    commit(&sandbox, "US-2 is under way");
    let before = burndown(&sandbox, &["8"]);
    let flow = |sandbox: &Sandbox| sandbox.ok(&["report", "flow", "--format", "json"]);
    let flow_before = flow(&sandbox);
    let rename = |sandbox: &Sandbox, from: &str, to: &str| {
        let config = sandbox.read("po.yaml");
        let states = config.lines().find(|line| line.starts_with("states:"));
        let states = states.expect("po.yaml names the states");
        let own = states.replace(&format!("{from}: "), &format!("{to}: "));
        assert_ne!(own, states);
        sandbox.write("po.yaml", config.replace(states, &own));
        for name in ["1-pay", "2-refund", "3-crash"] {
            let path = format!("stories/US-{name}.md");
            let text = sandbox.read(&path);
            let (was, is) = (format!("status: {from}\n"), format!("status: {to}\n"));
            sandbox.write(&path, text.replace(&was, &is));
        }
        commit(sandbox, "Call it something else");
    };
    rename(&sandbox, "done", "finished");
    rename(&sandbox, "in-progress", "doing");
    let after = burndown(&sandbox, &["8"]);
    assert_eq!(told(&after), told(&before));
    assert_eq!(after.events.len(), before.events.len());
    let (before, after): (serde_json::Value, serde_json::Value) = (
        serde_json::from_str(&flow_before).unwrap(),
        serde_json::from_str(&flow(&sandbox)).unwrap(),
    );
    assert_eq!(after["days"], before["days"]);
    assert_eq!(
        after["events"].as_array().map(Vec::len),
        before["events"].as_array().map(Vec::len)
    );
    // What nobody knows any more is named, and is not new.
    sandbox.at("2026-11-24T09:00:00Z");
    rename(&sandbox, "finished", "shipped");
    let screen = sandbox.ok(&["report", "flow"]);
    assert!(
        screen.contains("States that `po.yaml` does not know: `finished`"),
        "{screen}"
    );
}

/// What the totals of a flow count is what `--explain` lists, from the first known day on.
#[test]
fn totals_of_a_flow_are_those_of_its_lines() {
    let mut sandbox = lived();
    sandbox.at("2026-11-23T09:00:00Z");
    sandbox.ok(&["add", "Later"]);
    commit(&sandbox, "One more");
    let whole = sandbox.ok(&["report", "flow", "--explain"]);
    assert!(
        whole.contains("in these days 1 item came, 0 went, 1 became Done"),
        "{whole}"
    );
    let begun = sandbox.ok(&["report", "flow", "--explain", "--since", "2026-11-23"]);
    assert!(begun.contains("in these days 1 item came"), "{begun}");
    let (_, lines) = begun
        .split_once("Items behind the figures")
        .expect("they are listed");
    assert!(lines.contains("+US-4"), "{begun}");
    let url = format!("file://{}", sandbox.dir().display());
    sandbox.git(&["clone", "--quiet", "--depth", "2", &url, "../near"]);
    let mut near = sandbox.command(env!("CARGO_BIN_EXE_po"));
    near.args(["report", "flow"])
        .current_dir(sandbox.dir().join("../near"));
    let near = sandbox.run_command(&mut near);
    assert!(
        near.stdout.contains("since 2026-11-20: 1 item came"),
        "{}",
        near.stdout
    );
}
