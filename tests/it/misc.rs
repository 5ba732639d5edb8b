//! `po`, `po help`, `po status`, `po undo`, `po edit`, `po demo`, `po completions`, and what holds for all.

use crate::sandbox::Sandbox;

#[test]
fn bare_po_elsewhere_is_the_first_run_help() {
    let sandbox = Sandbox::empty();
    insta::assert_snapshot!(sandbox.ok(&[]));
    assert!(sandbox.fails(2, &["list"]).contains("po init"));
}

#[test]
fn page_one() {
    insta::assert_snapshot!(Sandbox::empty().ok(&["help"]));
    assert_eq!(
        Sandbox::empty().ok(&["--help"]),
        Sandbox::empty().ok(&["help"])
    );
    assert!(
        Sandbox::empty()
            .fails(2, &["help", "rnak"])
            .contains("po rank")
    );
}

#[test]
fn every_command_explains_itself() {
    let sandbox = Sandbox::empty();
    let all = sandbox.ok(&["help", "--all"]);
    let names: Vec<&str> = all
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    assert!(names.len() > 15 && names.len() < 40, "{names:?}");
    for name in names {
        let help = sandbox.ok(&["help", name]);
        assert!(
            help.contains("Usage: po") && help.lines().count() > 5,
            "{name}\n{help}"
        );
    }
}

#[test]
fn status() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.ok(&[]));
    sandbox.write("sprints/sprint-8.md", "---\nsprint: 8\ngoal: Guests can pay\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\n---\n");
    sandbox.story(
        9,
        "Tokenise",
        "status: done\ndone: 2026-11-20\nsprint: 8\npoints: 8\n",
        "",
    );
    sandbox.story(
        12,
        "Pay",
        "status: in-progress\nsprint: 8\npoints: 5\n",
        "## Questions\n\n- [ ] 2026-11-18 Do we need the CVC again?\n",
    );
    sandbox.story(
        13,
        "Refund",
        "status: new\nblocked: waits for the contract\n",
        "",
    );
    insta::assert_snapshot!(sandbox.ok(&["status"]));
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["status", "--format", "json"])).unwrap();
    assert_eq!(json["sprint"]["points_done"], 8.0);
    assert_eq!(json["counts"]["started"], 1);
}

#[test]
fn undo_and_again() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    sandbox.ok(&["add", "Pay"]);
    let after = sandbox.files();
    insta::assert_snapshot!(sandbox.ok(&["undo"]));
    assert_eq!(sandbox.files(), before);
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.files(), after);
    let text = sandbox.read("stories/US-1-pay.md") + "by hand\n";
    sandbox.write("stories/US-1-pay.md", text);
    assert!(sandbox.fails(2, &["undo"]).contains("changed since"));
    assert!(Sandbox::empty().fails(2, &["undo"]).contains("no backlog"));
}

#[test]
fn edit_takes_over_what_was_saved() {
    let sandbox = Sandbox::new();
    sandbox.story(12, "Pay", "points: 5\n", "Text.\n");
    sandbox.write("sprints/sprint-8.md", "---\nsprint: 8\n---\n");
    sandbox.write("releases/1.2.md", "---\nrelease: \"1.2\"\n---\n");
    let editor = sandbox.dir().join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\necho 'More.' >> \"$1\"\n").unwrap();
    for (args, path) in [
        (&["edit", "12"][..], "stories/US-12-pay.md"),
        (&["edit", "product"], "product.md"),
        (&["edit", "sprint", "8"], "sprints/sprint-8.md"),
        (&["edit", "release", "1.2"], "releases/1.2.md"),
    ] {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        command
            .args(args)
            .env("EDITOR", format!("sh {}", editor.display()));
        let run = sandbox.run_command(&mut command);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        assert!(sandbox.read(path).ends_with("More.\n"), "{path}");
    }
    assert!(sandbox.fails(2, &["edit", "12"]).contains("no editor"));
    assert!(
        sandbox
            .fails(2, &["edit", "sprint", "9"])
            .contains("known Sprints: 8")
    );
}

#[test]
fn demo_shows_a_backlog_with_history() {
    let sandbox = Sandbox::empty();
    let told = sandbox.ok(&["demo"]);
    assert!(
        told.contains("$ po rank")
            && told.contains("$ po check")
            && told.contains("po rank 31 --before 22"),
        "{told}"
    );
    let dir = sandbox.dir().join("po-demo");
    let mut git = sandbox.command("git");
    git.current_dir(&dir).args(["status", "--porcelain"]);
    assert_eq!(sandbox.run_command(&mut git).stdout, "");
    let mut git = sandbox.command("git");
    git.current_dir(&dir).args(["rev-list", "--count", "HEAD"]);
    assert!(
        sandbox
            .run_command(&mut git)
            .stdout
            .trim()
            .parse::<u32>()
            .unwrap()
            > 50
    );
    assert!(sandbox.fails(2, &["demo"]).contains("there already"));
}

#[test]
fn generated_backlogs_are_the_same_for_a_seed() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["demo", "--stories", "50", "a"]);
    sandbox.ok(&["demo", "--stories", "50", "b"]);
    sandbox.ok(&["demo", "--stories", "50", "--seed", "1", "c"]);
    let list = |dir: &str| {
        sandbox
            .ok(&[
                "list",
                "--all",
                "--format",
                "csv",
                "--backlog",
                &format!("{dir}/backlog"),
            ])
            .replace(&format!("{dir}/backlog"), "")
    };
    assert_eq!(list("a"), list("b"));
    assert_ne!(list("a"), list("c"));
    assert_eq!(list("a").lines().count(), 51);
}

#[test]
fn a_read_only_folder_is_said() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "points: 5\n", "");
    let folder = sandbox.path("stories");
    let mut read_only = std::fs::metadata(&folder).unwrap().permissions();
    let writable = read_only.clone();
    read_only.set_readonly(true);
    std::fs::set_permissions(&folder, read_only).unwrap();
    let run = sandbox.run(&["set", "1", "points=8"]);
    std::fs::set_permissions(&folder, writable).unwrap();
    // Root writes all the same; everybody else is told why not.
    assert!(
        run.code == 0 || run.stderr.contains("permission denied"),
        "{}",
        run.stderr
    );
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains(if run.code == 0 {
                "points: 8"
            } else {
                "points: 5"
            })
    );
}

#[test]
fn live_completion_knows_ids_states_labels_and_sprints() {
    let sandbox = Sandbox::new();
    sandbox.story(12, "Pay", "status: new\nlabels: [checkout]\n", "");
    sandbox.write(
        "sprints/sprint-8.md",
        "---\nsprint: 8\ngoal: Guests can pay\n---\n",
    );
    let complete = |words: &[&str]| {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        command
            .env("COMPLETE", "fish")
            .arg("--")
            .arg("po")
            .args(words);
        sandbox.run_command(&mut command).stdout
    };
    assert!(
        complete(&["show", "US"]).contains("US-12\tPay"),
        "{}",
        complete(&["show", "US"])
    );
    for words in [&["show", "1"][..], &["set", "1"], &["edit", "1"]] {
        assert!(complete(words).contains("12\tPay"), "{words:?}");
        assert!(!complete(words).contains("US-12"), "{words:?}");
    }
    assert!(complete(&["show", "us-1"]).contains("US-12\tPay"));
    assert!(complete(&["list", "--status", "de"]).contains("declined"));
    assert!(complete(&["list", "--label", "ch"]).contains("checkout"));
    assert!(complete(&["list", "--sprint", ""]).contains("8\tGuests can pay"));
    assert!(complete(&["set", ""]).contains("US-12\tPay"));
    assert!(complete(&["set", "12", "poi"]).starts_with("points="));
    assert!(complete(&["set", "12", "points=3", "lab"]).contains("label+="));
    assert!(complete(&["set", "12", "status=re"]).starts_with("status=ready"));
    // As bash parts it.
    assert!(complete(&["set", "12", "status", "=", "re"]).starts_with("ready"));
    assert!(complete(&["set", "12", "status", ""]).starts_with("new"));
    assert!(complete(&["edit", "pro"]).starts_with("product"));
    assert!(complete(&["edit", "sprint", ""]).starts_with("8\t"));
    for verb in ["plan", "add", "remove", "start", "close"] {
        assert!(
            complete(&["sprint", verb, ""]).contains("8\tGuests can pay"),
            "{verb}"
        );
    }
    assert!(complete(&["sprint", "add", "8", "1"]).contains("12\tPay"));
    assert!(complete(&["sprint", "close", "8", "--carry-over", ""]).contains("8\t"));
    assert!(complete(&["note", "spr"]).starts_with("sprint"));
    assert!(complete(&["note", "sprint", ""]).starts_with("8\t"));
    assert!(complete(&["report", "v"]).starts_with("velocity"));
    assert!(complete(&["rank", "13", "--before", "US-1"]).contains("US-12\t"));
}

#[test]
fn an_undo_can_be_rehearsed() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay"]);
    let before = sandbox.files();
    let told = sandbox.ok(&["undo", "--dry-run"]);
    assert!(
        told.contains("would take back: add") && told.contains("-title: Pay"),
        "{told}"
    );
    assert_eq!(sandbox.files(), before);
    assert!(sandbox.ok(&["undo"]).contains("took back"));
}

#[test]
fn broken_files_can_be_opened_to_mend_them() {
    let sandbox = Sandbox::new();
    sandbox.write("sprints/sprint-8.md", "---\nsprint: 8\n");
    let config = sandbox.read("po.yaml");
    sandbox.write("po.yaml", config.clone() + "a: b: c\n");
    assert!(sandbox.fails(2, &["list"]).contains("backlog/po.yaml:15:"));
    let fixed = sandbox.dir().join("fixed.yaml");
    std::fs::write(&fixed, &config).unwrap();
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    command
        .args(["edit", "config"])
        .env("EDITOR", format!("cp '{}'", fixed.display()));
    assert_eq!(sandbox.run_command(&mut command).code, 0);
    assert_eq!(sandbox.read("po.yaml"), config);
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    command
        .args(["edit", "sprint", "8"])
        .env("EDITOR", "sh -c 'echo --- >> \"$1\"' sh");
    let run = sandbox.run_command(&mut command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(sandbox.read("sprints/sprint-8.md"), "---\nsprint: 8\n---\n");
}

#[test]
fn a_prefix_that_cannot_be_read_mints_nothing() {
    let sandbox = Sandbox::new();
    let config = sandbox
        .read("po.yaml")
        .replace("prefix: US ", "prefix: 1-A ");
    sandbox.write("po.yaml", config);
    let before = sandbox.files();
    assert!(sandbox.fails(2, &["add", "Pay"]).contains("po.yaml:3:"));
    assert_eq!(sandbox.files(), before);
}
