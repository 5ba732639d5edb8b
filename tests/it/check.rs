//! `po check`.

use serde::Deserialize;

use crate::sandbox::Sandbox;

fn broken() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.story(
        15,
        "Guest checkout",
        "status: ready\ntype: story\npoints: 5\n",
        "",
    );
    sandbox.story(
        22,
        "Gift cards",
        "status: new\ndepends_on: [US-311]\npionts: 3\n",
        "",
    );
    sandbox.story(31, "Voucher codes", "status: nwe\n", "");
    sandbox
}

#[test]
fn a_clean_backlog_passes() {
    let sandbox = Sandbox::new();
    sandbox.ok(&[
        "add", "Pay", "--ac", "it pays", "--status", "ready", "--points", "3",
    ]);
    insta::assert_snapshot!(sandbox.ok(&["check"]));
}

#[test]
fn findings_point_at_their_place() {
    let run = broken().run(&["check"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout);
    insta::assert_snapshot!(broken().run(&["check", "--format", "concise"]).stdout);
}

#[test]
fn json_keeps_its_contract() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Check {
        schema_version: u32,
        findings: Vec<Finding>,
        summary: serde_json::Value,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Finding {
        rule: String,
        level: String,
        path: String,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        story: Option<String>,
        message: String,
        help: Option<String>,
    }
    let run = broken().run(&["check", "--format", "json"]);
    let check: Check = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(check.schema_version, 1);
    assert!(check.summary.is_object());
    let finding = check
        .findings
        .iter()
        .find(|finding| finding.rule == "missing-acceptance-criteria")
        .unwrap();
    assert_eq!(
        (finding.level.as_str(), finding.line, finding.column),
        ("error", 4, 1)
    );
    assert_eq!((finding.end_line, finding.end_column), (4, 14));
    assert_eq!(finding.path, "backlog/stories/US-15-guest-checkout.md");
    assert_eq!(finding.story.as_deref(), Some("US-15"));
    assert!(
        finding.message.contains("US-15")
            && finding
                .help
                .as_deref()
                .is_some_and(|help| help.contains("po ac 15"))
    );
}

#[test]
fn only_some_items() {
    let sandbox = broken();
    let only = |name: &str| sandbox.run(&["check", "--format", "concise", name]).stdout;
    assert!(only("15").lines().all(|line| line.contains("US-15")) && !only("15").is_empty());
    assert_eq!(only("backlog/stories/US-15-guest-checkout.md"), only("15"));
    assert!(sandbox.fails(2, &["check", "99"]).contains("US-99"));
}

#[test]
fn a_story_file_is_found_however_its_path_is_written() {
    let sandbox = broken();
    let name = "US-15-guest-checkout.md";
    let whole = sandbox.path("stories").join(name).display().to_string();
    let summary = |run: crate::sandbox::Run| {
        let lines: Vec<&str> = run.stdout.lines().collect();
        lines[lines.len() - 2].to_owned()
    };
    let asked = summary(sandbox.run(&["check", "15"]));
    assert!(asked.starts_with("1 item:"), "{asked}");
    assert_eq!(summary(sandbox.run(&["check", &whole])), asked);
    assert_eq!(
        summary(sandbox.run(&["check", "US-15", "15", &whole])),
        asked
    );
    for typed in [
        name,
        "./US-15-guest-checkout.md",
        "../stories/US-15-guest-checkout.md",
    ] {
        let mut inside = sandbox.command(env!("CARGO_BIN_EXE_po"));
        inside
            .current_dir(sandbox.path("stories"))
            .args(["check", typed]);
        assert_eq!(summary(sandbox.run_command(&mut inside)), asked, "{typed}");
    }
}

#[test]
fn files_that_cannot_be_read_are_findings() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "stories/US-1-latin.md",
        b"---\ntitle: caf\xe9\nid: US-1\n---\n",
    );
    sandbox.write("stories/US-2-wide.md", b"\xff\xfe-\0-\0-\0\n\0");
    sandbox.write("stories/US-3-none.md", "no front matter\n");
    sandbox.write("stories/US-4-open.md", "---\ntitle: x\nid: US-4\n");
    sandbox.write(
        "stories/US-5-marker.md",
        "---\ntitle: x\n<<<<<<< HEAD\nid: US-5\n=======\nid: US-6\n>>>>>>> b\n---\n",
    );
    sandbox.write(
        "stories/US-7-deep.md",
        format!(
            "---\ntitle: x\nid: US-7\nlabels: {}\n---\n",
            "[".repeat(60_000)
        ),
    );
    sandbox.write("stories/US-8-empty.md", "");
    sandbox.write(
        "stories/US-9-dup.md",
        "---\ntitle: x\nid: US-9\ntitle: y\n---\n",
    );
    let run = sandbox.run(&["check", "--format", "concise"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for number in [1, 2, 3, 4, 5, 7, 8, 9] {
        assert!(
            run.stdout.contains(&format!("US-{number}-")),
            "{number}\n{}",
            run.stdout
        );
    }
    assert!(
        run.stdout.contains("Windows-1252") && run.stdout.contains("UTF-16"),
        "{}",
        run.stdout
    );
    let before = sandbox.files();
    for number in ["1", "2", "3", "4", "5", "7", "8", "9"] {
        sandbox.fails(2, &["set", number, "points=3"]);
    }
    assert_eq!(sandbox.files(), before);
}

#[test]
fn circles_and_duplicates() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "A", "depends_on: [US-2]\n", "");
    sandbox.story(2, "B", "depends_on: [US-1]\n", "");
    sandbox.write(
        "stories/deep/er/US-2-b.md",
        "---\ntitle: B\nid: US-2\n---\n",
    );
    let out = sandbox.run(&["check", "--format", "concise"]).stdout;
    assert!(
        out.contains("dependency-cycle") && out.contains("duplicate-id"),
        "{out}"
    );
}

#[test]
fn po_yaml_is_checked_too() {
    let sandbox = Sandbox::new();
    let config = sandbox.read("po.yaml") + "prefx: X\n";
    sandbox.write("po.yaml", config);
    let run = sandbox.run(&["check", "--format", "concise"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("unknown-config-key") && run.stdout.contains("prefix"),
        "{}",
        run.stdout
    );
    let run = sandbox.run(&["list"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("warning:") && run.stderr.contains("prefix"),
        "{}",
        run.stderr
    );
}

#[test]
fn explains_each_rule() {
    let sandbox = Sandbox::empty();
    for rule in backlog::check::RULES {
        assert!(
            sandbox
                .ok(&["check", "--explain", rule.name])
                .contains(rule.name)
        );
    }
    assert!(
        sandbox
            .fails(2, &["check", "--explain", "vague"])
            .contains("no rule")
    );
}
