//! The formats of `po check`: each against what its reader publishes, and where they go.

use roxmltree::Document;
use serde::Deserialize;
use serde_json::Value;

use crate::sandbox::Sandbox;
use crate::sarif;

/// A backlog with an error, advice, a name that needs escapes, and words in several scripts.
fn broken() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.story(15, "Guest checkout", "status: ready\ntype: story\n", "");
    sandbox.story(
        22,
        "Gift cards",
        "status: new\ndepends_on: [\"\u{1f381}-311\", US-311]\n",
        "",
    );
    sandbox.write(
        "stories/US-31-50 % é.md",
        "---\ntitle: Voucher\nid: US-31\nstatus: nwe\n---\n\n<!-- po: ignore self-dependency -->\n",
    );
    sandbox
}

fn sarif_of(text: &str) -> sarif::Run {
    let log: sarif::Log = serde_json::from_str(text).unwrap();
    assert_eq!(log.version, "2.1.0");
    assert!(log.schema.ends_with("sarif-schema-2.1.0.json"));
    let [run] = <[sarif::Run; 1]>::try_from(log.runs).ok().unwrap();
    run
}

#[test]
fn sarif_is_what_the_standard_says() {
    let sandbox = broken();
    let out = sandbox.run(&["check", "--format", "sarif"]);
    assert_eq!(out.code, 1, "{}", out.stderr);
    let run = sarif_of(&out.stdout);
    assert_eq!(run.column_kind, "unicodeCodePoints");
    let driver = &run.tool.driver;
    assert_eq!(driver.name, "po");
    assert_eq!(driver.version, driver.semantic_version);
    assert!(driver.rules.len() > 20);
    for rule in &driver.rules {
        assert!(!rule.short_description.text.is_empty() && !rule.full_description.text.is_empty());
        assert!(rule.help.markdown.contains("## Why it matters") && !rule.help.text.is_empty());
        assert_eq!(rule.properties.tags.len(), 1);
        assert_ne!(rule.default_configuration.level, sarif::Level::None);
        assert_eq!(rule.help_uri.is_some(), driver.information_uri.is_some());
    }
    let top = &run.results[0].locations[0]
        .physical_location
        .artifact_location
        .uri_base_id;
    assert!(!run.original_uri_base_ids[top].description.text.is_empty());
    let mut prints = Vec::new();
    for found in &run.results {
        assert_eq!(driver.rules[found.rule_index].id, found.rule_id);
        assert!(matches!(
            found.level,
            sarif::Level::Error | sarif::Level::Note
        ));
        let place = &found.locations[0].physical_location;
        let uri = &place.artifact_location.uri;
        assert!(
            uri.starts_with("backlog/stories/US-") && uri.is_ascii() && !uri.contains([' ', '\\']),
            "{uri}"
        );
        assert!(place.region.start_line >= 1 && place.region.start_column >= 1);
        assert!(
            found
                .partial_fingerprints
                .contains_key("primaryLocationLineHash")
        );
        prints.push(found.partial_fingerprints["poFinding/v1"].clone());
    }
    let count = prints.len();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), count);

    let of = |rule: &str| {
        run.results
            .iter()
            .find(|found| found.rule_id == rule)
            .unwrap()
    };
    assert_eq!(of("needless-suppression").level, sarif::Level::Note);
    let place = &of("needless-suppression").locations[0].physical_location;
    assert_eq!(
        place.artifact_location.uri,
        "backlog/stories/US-31-50%20%25%20%C3%A9.md"
    );
    // Two references are on the line; a wide character before the second counts as one.
    let dangling: Vec<_> = run
        .results
        .iter()
        .filter(|found| found.rule_id == "dangling-reference")
        .collect();
    let region = &dangling[1].locations[0].physical_location.region;
    assert_eq!(
        (region.start_line, region.start_column, region.end_column),
        (5, 23, 29)
    );
    assert!(dangling[1].message.text.contains("US-22"));
}

/// The fields of GitLab's Code Quality report that are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Violation {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: String,
    location: ViolationPlace,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViolationPlace {
    path: String,
    lines: ViolationLines,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViolationLines {
    begin: usize,
}

#[test]
fn gitlab_has_every_documented_field() {
    let sandbox = broken();
    let out = sandbox.run(&["check", "--format=gitlab"]).stdout;
    let violations: Vec<Violation> = serde_json::from_str(&out).unwrap();
    let mut prints: Vec<&str> = violations.iter().map(|v| v.fingerprint.as_str()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), violations.len());
    for violation in &violations {
        assert!(["info", "major"].contains(&violation.severity.as_str()));
        assert!(violation.location.path.starts_with("backlog/stories/US-"));
        assert!(violation.location.lines.begin >= 1);
        assert!(!violation.description.is_empty() && !violation.check_name.is_empty());
    }
    let major = violations.iter().filter(|v| v.severity == "major").count();
    assert!(major > 0 && major < violations.len());
    let clean = Sandbox::new();
    assert_eq!(clean.ok(&["check", "--format=gitlab"]), "[]\n");
}

#[test]
fn fingerprints_survive_moved_lines_and_a_new_state() {
    let prints = |sandbox: &Sandbox| {
        let out = sandbox.run(&["check", "--format", "gitlab", "15"]).stdout;
        let violations: Vec<Violation> = serde_json::from_str(&out).unwrap();
        let of = |v: Violation| (v.check_name, v.fingerprint);
        violations.into_iter().map(of).collect::<Vec<_>>()
    };
    let sandbox = broken();
    let before = prints(&sandbox);
    assert!(!before.is_empty());
    let path = "stories/US-15-guest-checkout.md";
    let text = sandbox.read(path);
    let moved = text.replace("id: US-15\n", "labels: [a]\n\nid: US-15\n");
    sandbox.write(path, moved.replace("status: ready", "status: in-progress"));
    assert_eq!(prints(&sandbox), before);
}

#[test]
fn github_gets_errors_first_and_closing_lines() {
    let sandbox = broken();
    let out = sandbox.run(&["check", "--format", "github"]).stdout;
    let lines: Vec<&str> = out.lines().collect();
    let commands: Vec<&&str> = lines.iter().filter(|line| line.starts_with("::")).collect();
    assert!(commands.is_sorted_by_key(|line| !line.starts_with("::error ")));
    assert!(commands.iter().any(|line| line.starts_with("::notice file=backlog/stories/US-31-50 %25 é.md,line=7,")));
    assert!(
        commands[0].contains(",title=missing-acceptance-criteria::US-15 is ready"),
        "{}",
        commands[0]
    );
    assert!(lines[commands.len()].starts_with("3 open items: "));
}

#[test]
fn junit_fails_a_file_and_never_for_advice() {
    let sandbox = broken();
    let out = sandbox.run(&["check", "--format", "junit"]).stdout;
    let document = Document::parse(&out).unwrap();
    let cases: Vec<_> = document
        .descendants()
        .filter(|n| n.has_tag_name("testcase"))
        .collect();
    let of = |rule: &str| {
        cases
            .iter()
            .filter(|n| n.attribute("classname") == Some(rule))
            .collect::<Vec<_>>()
    };
    let failed = |rule: &str| {
        of(rule)
            .iter()
            .filter(|n| n.children().any(|c| c.has_tag_name("failure")))
            .count()
    };
    assert_eq!(of("dangling-reference").len(), 1);
    assert_eq!(failed("dangling-reference"), 1);
    assert_eq!(failed("needless-suppression"), 0);
    assert_eq!(
        of("needless-suppression")[0].attribute("file"),
        Some("backlog/stories/US-31-50 % é.md")
    );
    assert_eq!(failed("epic-cycle"), 0);
    let root = document.root_element();
    assert_eq!(
        root.attribute("tests"),
        Some(cases.len().to_string().as_str())
    );
    let mut names: Vec<_> = cases
        .iter()
        .map(|n| (n.attribute("classname"), n.attribute("name")))
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(
        names.len(),
        cases.len(),
        "GitLab shows the first test of a name only"
    );
    let clean = Sandbox::new().ok(&["check", "--format", "junit"]);
    assert!(
        Document::parse(&clean)
            .unwrap()
            .descendants()
            .any(|n| n.has_tag_name("testcase"))
    );
}

#[test]
fn bytes_of_any_kind_stay_in_their_format() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "stories/US-1-x.md",
        "---\ntitle: \"]]> \\0\\e[2J\"\nid: US-1\nstatus: \"\\u202E<a>&'::error::\\r\\n%0A\"\npoints: \"\\uFFFE\"\n---\n",
    );
    sandbox.write("stories/US-2-y.md", b"---\ntitle: caf\xe9 \x01\n---\n");
    for format in ["sarif", "gitlab", "json"] {
        let out = sandbox.run(&["check", "--format", format]).stdout;
        let _: Value = serde_json::from_str(&out).unwrap();
        assert!(
            !out.contains(['\u{1b}', '\u{202e}', '\u{fffe}']),
            "{format}"
        );
    }
    let out = sandbox.run(&["check", "--format", "junit"]).stdout;
    assert!(
        Document::parse(&out)
            .unwrap()
            .descendants()
            .any(|n| n.has_tag_name("failure"))
    );
    let out = sandbox.run(&["check", "--format", "github"]).stdout;
    assert!(
        out.lines()
            .filter(|line| line.starts_with("::"))
            .all(|line| line.starts_with("::error file=backlog/")
                || line.starts_with("::notice file=backlog/")),
        "{out}"
    );
}

#[test]
fn several_formats_go_to_files_and_one_to_stdout() {
    let sandbox = broken();
    let text = sandbox.run(&["check"]).stdout;
    let run = sandbox.run(&[
        "check",
        "--format",
        "sarif=check.sarif",
        "--format",
        "junit=out.xml",
        "--format",
        "json=a.json",
        "--format",
        "json=b.json",
    ]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (1, text.as_str()),
        "{}",
        run.stderr
    );
    let read = |name: &str| std::fs::read_to_string(sandbox.dir().join(name)).unwrap();
    assert!(!sarif_of(&read("check.sarif")).results.is_empty());
    assert!(Document::parse(&read("out.xml")).is_ok());
    assert_eq!(read("a.json"), read("b.json"));
    let run = sandbox.run(&["check", "--format", "text=check.txt", "--format", "concise"]);
    assert_eq!(
        run.stdout,
        sandbox.run(&["check", "--format", "concise"]).stdout
    );
    assert_eq!(read("check.txt"), text);
}

#[test]
fn wrong_formats_and_files_are_said() {
    let sandbox = broken();
    for (args, words) in [
        (
            &["--format", "text", "--format", "json"][..],
            "two formats are for stdout",
        ),
        (
            &["--format", "json=a", "--format", "sarif=./a"],
            "two formats are for the file `./a`",
        ),
        (
            &["--format", "json=a", "--format", "sarif=backlog/../a"],
            "two formats are for the file",
        ),
        (&["--format", "sarf"], "did you mean `sarif`?"),
        (&["--format", "zzzzzzz"], "the formats are text, concise"),
        (&["--format", "json="], "a file is expected after `=`"),
        (&["--format", "md"], "`md` is a format of `--explain` only"),
        (&["--explain", "all", "--format", "github"], "text or md"),
    ] {
        let said = sandbox.fails(2, &[&["check"], args].concat());
        assert!(said.contains(words), "{args:?}: {said}");
    }
    assert!(
        !sandbox.dir().join("a").exists(),
        "nothing is written before the check"
    );
    let page = sandbox.ok(&["check", "--explain", "all", "--format", "md"]);
    assert_eq!(page, sandbox.ok(&["check", "--explain", "all"]));

    let run = sandbox.run(&[
        "check",
        "--format",
        "sarif=no/such/folder.sarif",
        "--format",
        "json=a.json",
    ]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("cannot write `no/such/folder.sarif`"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("missing-acceptance-criteria"));
    assert!(sandbox.dir().join("a.json").exists());
}

#[test]
fn ci_paths_lead_from_the_top_of_the_repository() {
    let sandbox = broken();
    sandbox.git(&["init", "--quiet"]);
    let inside = |args: &[&str]| {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        sandbox
            .run_command(command.args(args).current_dir(sandbox.path("stories")))
            .stdout
    };
    for format in ["sarif", "github", "gitlab", "junit"] {
        let here = sandbox.run(&["check", "--format", format]).stdout;
        assert!(here.contains("backlog/stories/US-15"), "{format}");
        let there = inside(&["check", "--format", format]);
        // What a finding advises may name a path from where one stands.
        assert_eq!(
            there.matches("backlog/stories/").count(),
            here.matches("backlog/stories/").count(),
            "{format}"
        );
        assert!(!there.contains("../"), "{format}");
    }
    assert!(inside(&["check", "--format", "concise"]).starts_with("../stories/US-15"));
}
