//! `--at REF`: reading commands show the backlog as a commit held it.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "status: ready\n", "Old words.\n");
    sandbox.story(2, "Refund", "status: new\n", "");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "before"]);
    sandbox.git(&["tag", "before"]);
    sandbox.ok(&["rank", "2", "--top"]);
    std::fs::remove_file(sandbox.path("stories/US-1-pay.md")).unwrap();
    sandbox
}

#[test]
fn the_past_is_shown_and_not_touched() {
    let sandbox = shop();
    let files = sandbox.files();
    let ids = |args: &[&str]| {
        let list = sandbox.ok(&[args, &["--format", "csv"][..]].concat());
        list.lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["list"]), ["US-2"]);
    assert_eq!(ids(&["list", "--at", "before"]), ["US-1", "US-2"]);
    assert_eq!(ids(&["rank", "--at", "HEAD"]), ["US-1", "US-2"]);
    assert!(
        sandbox
            .ok(&["show", "1", "--at", "before"])
            .contains("Old words.")
    );
    assert!(
        sandbox
            .ok(&["show", "1", "--at", "before", "--format", "md"])
            .contains("title: Pay")
    );
    assert!(sandbox.ok(&["why", "1", "--at", "main"]).contains("1 of 2"));
    assert!(sandbox.ok(&["status", "--at", "main"]).contains("1 ready"));
    let check = sandbox.run(&["check", "--at", "main", "--format", "concise"]);
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("US-1-pay.md:4:1"), "{}", check.stdout);
    assert_eq!(sandbox.files(), files);
}

#[test]
fn what_is_no_past_is_said() {
    let sandbox = shop();
    assert!(
        sandbox
            .fails(2, &["list", "--at", "nowhere"])
            .contains("nowhere")
    );
    assert!(
        sandbox
            .fails(2, &["rank", "2", "--top", "--at", "main"])
            .contains("the past cannot be changed")
    );
    let plain = Sandbox::new();
    assert!(
        plain
            .fails(2, &["list", "--at", "main"])
            .contains("git repository")
    );
    plain.git(&["init", "-q", "-b", "main"]);
    plain.git(&["commit", "-q", "--allow-empty", "-m", "nothing"]);
    assert!(
        plain
            .fails(2, &["list", "--at", "main"])
            .contains("no backlog in `backlog` at `main`")
    );
}

/// A backlog with a Sprint that ran, a release, and a day between two commits.
fn lived_in() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    let commit = |sandbox: &Sandbox, message: &str| {
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-qm", message]);
    };
    sandbox.at("2026-11-16T09:00:00Z");
    sandbox.write(
        "sprints/sprint-1.md",
        "---\ngoal: Pay\nfrom: 2026-11-16\nto: 2026-11-27\ncapacity: 10\n---\n",
    );
    sandbox.write("releases/1.0.md", "---\ndue: 2026-12-01\n---\n");
    let fields = "status: ready\npoints: 3\nsprint: 1\nrelease: \"1.0\"\n";
    let body =
        "As a guest, I want to pay so that I have it.\n\n## Acceptance criteria\n\n- [ ] a\n";
    sandbox.story(1, "Pay", fields, body);
    sandbox.story(2, "Refund", &format!("{fields}depends_on: [US-1]\n"), body);
    commit(&sandbox, "the backlog");
    sandbox.ok(&["sprint", "start", "1"]);
    commit(&sandbox, "the Sprint starts");
    sandbox.git(&["tag", "-am", "planned", "v1"]);
    sandbox.at("2026-11-18T09:00:00Z");
    sandbox.ok(&["start", "1"]);
    sandbox.ok(&["ac", "1", "check", "1"]);
    sandbox.ok(&["done", "1"]);
    commit(&sandbox, "US-1 is done");
    sandbox.at("2026-11-21T09:00:00Z");
    sandbox
}

#[test]
fn each_way_to_name_a_commit() {
    let sandbox = lived_in();
    let head = sandbox.git(&["rev-parse", "HEAD~1"]);
    let (long, short) = (head.trim(), &head[..8]);
    for rev in [
        "HEAD~1",
        "v1",
        "main~1",
        "refs/heads/main^",
        long,
        short,
        "2026-11-16",
        "@{1}",
    ] {
        let listed = sandbox.ok(&["list", "--at", rev, "--format", "csv"]);
        assert_eq!(listed.lines().count(), 3, "{rev}: {listed}");
        assert!(listed.contains("US-1,Pay,,ready"), "{rev}: {listed}");
    }
    assert!(
        sandbox
            .ok(&["show", "1", "--at", "2026-11-18"])
            .contains("done")
    );
    // Beyond this clone's own log of a branch its first entry is meant: git says so, and so does po.
    let run = sandbox.run(&["list", "--at", "main@{2020-01-01}"]);
    let says = "warning: log for 'main' only goes back to";
    assert!(run.code == 0 && run.stderr.contains(says), "{}", run.stderr);
    sandbox.git(&["tag", "folder", "HEAD^{tree}"]);
    for (rev, says) in [
        ("man", "did you mean `main`?"),
        ("v2", "did you mean `v1`?"),
        ("HEAD~99", "git log --oneline"),
        ("main:backlog", "a commit is meant"),
        ("folder", "`folder` names a tree, and not a commit"),
        ("main~1..main", "one commit is meant here"),
        ("HEAD^!", "one commit is meant here"),
        ("@{upstream}", "git branch --set-upstream-to"),
        ("2026-11-15", "no commit is as old as 2026-11-15"),
        ("2026-11-15", "git log --format=%cs"),
        ("main@{300}", "this clone's own log of a branch"),
    ] {
        let said = sandbox.fails(2, &["list", "--at", rev]);
        assert!(said.contains(says), "{rev}: {said}");
    }
}

#[test]
fn every_report_shows_the_past_and_the_same_one_on_any_day() {
    let mut sandbox = lived_in();
    let reports: [&[&str]; 16] = [
        &["list"],
        &["rank"],
        &["rank", "--by", "moscow"],
        &["show", "1"],
        &["why", "2"],
        &["status"],
        &["roadmap"],
        &["sprint", "list"],
        &["release", "list"],
        &["report", "burndown", "1"],
        &["report", "burnup", "1"],
        &["report", "cycle-time"],
        &["report", "deps"],
        &["report", "flow"],
        &["report", "release", "1.0"],
        &["report", "velocity"],
    ];
    let rest: [&[&str]; 3] = [
        &["forecast"],
        &["review", "1"],
        &["release", "notes", "1.0"],
    ];
    let files = sandbox.files();
    let mut told = Vec::new();
    for report in reports.iter().chain(&rest) {
        let run = sandbox.run(&[report, &["--at", "v1"][..]].concat());
        assert_eq!(run.code, 0, "{report:?} {}", run.stderr);
        told.push(run.stdout);
    }
    sandbox.at("2027-02-01T09:00:00Z");
    for (report, before) in reports.iter().chain(&rest).zip(&told) {
        let again = sandbox.run(&[report, &["--at", "v1"][..]].concat());
        assert_eq!(again.stdout, *before, "{report:?}");
    }
    assert_eq!(sandbox.files(), files);
    // What came later is not in it: the burndown ends on the day of the commit, with all there was to do.
    let json = |rev: &str| -> serde_json::Value {
        let args = ["report", "burndown", "1", "--at", rev, "--format", "json"];
        serde_json::from_str(&sandbox.ok(&args)).unwrap()
    };
    let (then, now) = (json("v1"), json("main"));
    assert_ne!(then, now);
    let times = sandbox.ok(&["report", "cycle-time", "--at", "v1"]);
    assert!(
        times.contains("No item says on which day it was Done"),
        "{times}"
    );
}

#[test]
fn what_changes_something_takes_no_past() {
    let sandbox = lived_in();
    let files = sandbox.files();
    for args in [
        &["add", "New"][..],
        &["set", "1", "points=5"],
        &["done", "2"],
        &["rank", "2", "--top"],
        &["sprint", "new"],
        &["review", "1", "--save"],
    ] {
        let said = sandbox.fails(2, &[args, &["--at", "main"]].concat());
        assert!(
            said.contains("the past cannot be changed"),
            "{args:?}: {said}"
        );
    }
    for args in [
        &["rank", "--by", "wsjf", "--apply"][..],
        &["rank", "--rebalance"],
        &["check", "--fix"],
        &["check", "--add-baseline"],
        &["show", "1", "--history"],
    ] {
        let said = sandbox.fails(2, &[args, &["--at", "main"]].concat());
        assert!(
            said.contains("cannot be used with '--at <REF>'"),
            "{args:?}: {said}"
        );
    }
    assert_eq!(sandbox.files(), files);
}

#[test]
fn one_item_of_the_past_is_found_by_any_of_its_names() {
    let sandbox = lived_in();
    let text = sandbox.read("stories/US-2-refund.md");
    let text = text.replace("title: Refund", "title: Refund\naliases: [OLD-7]");
    sandbox.write("stories/US-2-refund.md", text);
    sandbox.git(&[
        "mv",
        "backlog/stories/US-1-pay.md",
        "backlog/stories/first.md",
    ]);
    sandbox.git(&["commit", "-qam", "names"]);
    for name in ["2", "us-2", "OLD-7", "old-7"] {
        let shown = sandbox.ok(&["show", name, "--at", "HEAD"]);
        // Who it waits for is named with its title, though its file's name says nothing.
        assert!(
            shown.contains("US-2") && shown.contains("US-1"),
            "{name}: {shown}"
        );
    }
    assert!(sandbox.ok(&["show", "1", "--at", "HEAD"]).contains("Pay"));
    assert!(
        sandbox
            .fails(2, &["show", "3", "--at", "HEAD"])
            .contains("there is no item `US-3`")
    );
    assert_eq!(
        sandbox.ok(&["show", "2", "--at", "HEAD~1"]),
        sandbox.ok(&["show", "2", "--at", "main~1"])
    );
}

#[test]
fn the_status_of_a_commit_gives_the_chance_that_its_forecast_gives() {
    let sandbox = Sandbox::new();
    let demo = sandbox.dir().join("../demo");
    sandbox.ok(&["demo", &demo.display().to_string()]);
    let said = |args: &[&str]| {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        let run = sandbox.run_command(command.args(args).current_dir(&demo));
        assert_eq!(run.code, 0, "{args:?} {}", run.stderr);
        run.stdout
    };
    let release = |said: &str, before: &str| -> i64 {
        let mut lines = said.lines();
        let line = lines.find(|line| line.starts_with("Release 1.2"));
        let (start, _) = line.and_then(|line| line.rsplit_once(before)).expect(said);
        let digits = start.rsplit(|c: char| !c.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse().ok()).expect(said)
    };
    let status = release(&said(&["status", "--at", "HEAD"]), " % likely");
    let forecast = release(&said(&["forecast", "--at", "HEAD"]), " %");
    // Each makes draws of its own.
    assert!((status - forecast).abs() <= 3, "{status} and {forecast}");
}
