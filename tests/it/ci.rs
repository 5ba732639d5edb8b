//! What docs/ci.md and README.md say to paste is run as GitHub and GitLab would run it: install, reports, verdict.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;

use crate::readme::words;
use crate::sandbox::{Run, Sandbox};

const GOOD: &str = "## Acceptance criteria\n\n- [ ] It works\n";
const RELEASES: &str = "https://releases.example.org/po";

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).expect(name)
}

/// The fenced blocks of a page in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block: Option<(bool, String)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), block.take()) {
            (Some(name), None) => block = Some((name == language, String::new())),
            (Some(_), Some((is_wanted, text))) if is_wanted => found.push(text),
            (None, Some((is_wanted, text))) => block = Some((is_wanted, text + line + "\n")),
            _ => {}
        }
    }
    found
}

/// Every block of YAML of a page, parsed.
fn yaml(name: &str) -> Vec<Value> {
    let parse = |text: &String| {
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
    };
    blocks(&page(name), "yaml").iter().map(parse).collect()
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value:?}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

/// A repository whose `main` has one old error, and a branch that adds an item, with or without one.
fn origin(is_broken: bool) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "status: ready\n", GOOD);
    sandbox.story(3, "Old", "status: ready\n", "");
    let commit = |message: &str| {
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-qm", message]);
    };
    commit("base");
    sandbox.git(&["checkout", "-q", "-b", "topic"]);
    let body = if is_broken { "" } else { GOOD };
    sandbox.story(4, "New", "status: ready\n", body);
    commit("topic");
    sandbox
}

/// A machine of a CI system: a clone, and a release page that only its own `curl` and `wget` reach.
struct Machine {
    clone: Sandbox,
    _origin: Sandbox,
    variables: Vec<(String, String)>,
    path: String,
}

impl Machine {
    fn new(origin: Sandbox, branch: &str, is_shallow: bool, version: &str) -> Self {
        let clone = Sandbox::empty();
        let url = format!("file://{}", origin.dir().display());
        let mut args = vec!["clone", "-q", "--branch", branch];
        if is_shallow {
            args.push("--depth=1");
        }
        clone.git(&[&args[..], &[&url, "."]].concat());
        let home = clone.dir().parent().expect("a folder").join("home");
        let net = home.join("net");
        let name = format!("po-{version}-x86_64-linux");
        let archive = archive(&net, &name);
        for program in ["curl", "wget"] {
            executable(&net.join(program), &download(&archive));
        }
        let sum = Command::new("sha256sum").arg(&archive).output();
        let sum = String::from_utf8(sum.expect("sha256sum").stdout).expect("a sum");
        let sum = sum.split(' ').next().unwrap_or_default().to_owned();
        let temporary = home.join("temporary");
        std::fs::create_dir(&temporary).expect("a folder");
        let shown = |path: PathBuf| path.display().to_string();
        let variables = [
            ("PO_RELEASES", RELEASES.to_owned()),
            ("PO_VERSION", version.to_owned()),
            ("PO_SHA256", sum),
            ("RUNNER_TEMP", shown(temporary)),
            ("GITHUB_PATH", shown(home.join("github_path"))),
        ];
        let path = std::env::var("PATH").unwrap_or_default();
        Self {
            clone,
            _origin: origin,
            variables: variables.map(|(name, text)| (name.to_owned(), text)).into(),
            path: format!("{}:{path}", net.display()),
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    fn run(&self, script: &str) -> Run {
        let mut command = self.clone.command("sh");
        command.args(["-ec", script]).env("PATH", &self.path);
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        self.clone.run_command(command.envs(variables))
    }

    /// What a step asked for in the file that `GITHUB_PATH` names is on the `PATH` of the next one.
    fn take_paths(&mut self) {
        let file = self
            .variables
            .iter()
            .find(|(name, _)| name == "GITHUB_PATH");
        let asked = std::fs::read_to_string(&file.expect("GITHUB_PATH").1).unwrap_or_default();
        for line in asked.lines() {
            self.path = format!("{line}:{}", self.path);
        }
    }

    fn report(&self, name: &str) -> String {
        let path = self.clone.dir().join(name);
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

fn executable(path: &Path, text: &str) {
    std::fs::write(path, text).expect("a program");
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path, mode).expect("a program");
}

/// An archive as `.ci/release` makes it, with a `po` that calls the one under test.
fn archive(net: &Path, name: &str) -> PathBuf {
    let folder = net.join(name);
    std::fs::create_dir_all(&folder).expect("folders");
    executable(&folder.join("po"), &shim());
    let archive = net.join(format!("{name}.tar.gz"));
    let mut tar = Command::new("tar");
    tar.arg("-czf").arg(&archive).arg("-C").arg(net).arg(name);
    assert!(tar.status().expect("tar").success());
    archive
}

fn shim() -> String {
    format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_po"))
}

/// A `curl -O` and `wget -O FILE` that know one address.
fn download(archive: &Path) -> String {
    let archive = archive.display();
    format!(
        r#"#!/bin/sh
last= to= from=
for word; do
    if [ "$last" = -O ]; then to=$word; fi
    case $word in {RELEASES}/*) from=${{word##*/}} ;; esac
    last=$word
done
[ "$from" = "$(basename '{archive}')" ] || exit 22
cp '{archive}' "${{to:-$from}}"
"#
    )
}

/// What a run of a pipeline came to: the code and the output of the last step that ran.
struct Verdict {
    machine: Machine,
    last: Run,
}

/// Runs a workflow of GitHub up to the first step that fails, then looks that its uploads find their files.
fn on_github(workflow: &Value, event: &str, is_broken: bool) -> Verdict {
    let job = &workflow["jobs"]["backlog"];
    let checkout = &job["steps"][0];
    assert!(text(&checkout["uses"]).starts_with("actions/checkout@"));
    let is_shallow = checkout["with"]["fetch-depth"] != 0;
    let branch = if event == "pull_request" {
        "topic"
    } else {
        "main"
    };
    let version = text(&job["env"]["PO_VERSION"]);
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let mut machine = Machine::new(origin(is_broken), branch, is_shallow, version);
    machine.set("GITHUB_ACTIONS", "true");
    if event == "pull_request" {
        machine.set("GITHUB_BASE_REF", "main");
    }
    let mut last = None;
    for step in list(&job["steps"]) {
        let is_meant = match step["if"].as_str() {
            Some("github.event_name == 'pull_request'") => event == "pull_request",
            Some("github.event_name != 'pull_request'") => event != "pull_request",
            Some(other) => {
                assert!(other.starts_with("always()"), "{other}");
                true
            }
            None => true,
        };
        if let (Some(script), true) = (step["run"].as_str(), is_meant) {
            let run = machine.run(script);
            machine.take_paths();
            let is_over = run.code != 0;
            last = Some(run);
            if is_over {
                break;
            }
        }
    }
    let last = last.expect("a step");
    for step in list(&job["steps"]) {
        if let Some(file) = step["with"]["sarif_file"].as_str() {
            machine.report(file);
            assert_eq!(text(&workflow["permissions"]["security-events"]), "write");
        }
    }
    Verdict { machine, last }
}

/// Runs the job of GitLab that the event calls for, then looks that its reports are there.
fn on_gitlab(pipeline: &Value, event: &str, is_broken: bool) -> Verdict {
    let base = &pipeline[".backlog"];
    let rule = match event {
        "merge_request_event" => "$CI_PIPELINE_SOURCE == \"merge_request_event\"",
        _ => "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    };
    let jobs = pipeline.as_mapping().expect("jobs").values();
    let mut jobs = jobs.filter(|job| job["rules"][0]["if"].as_str() == Some(rule));
    let job = jobs.next().expect("a job");
    assert!(jobs.next().is_none(), "two jobs for {event}");
    assert_eq!(text(&job["extends"]), ".backlog");
    let is_shallow = job["variables"]["GIT_DEPTH"].as_str() != Some("0");
    let version = text(&base["variables"]["PO_VERSION"]);
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let origin = origin(is_broken);
    let began = origin.git(&["merge-base", "main", "topic"]);
    let is_request = event == "merge_request_event";
    let branch = if is_request { "topic" } else { "main" };
    let mut machine = Machine::new(origin, branch, is_shallow, version);
    machine.set("GITLAB_CI", "true");
    machine.set("CI_DEFAULT_BRANCH", "main");
    if is_request {
        machine.set("CI_MERGE_REQUEST_DIFF_BASE_SHA", began.trim());
    }
    let lines = list(&base["before_script"])
        .iter()
        .chain(list(&job["script"]));
    let script: Vec<&str> = lines.map(text).collect();
    let last = machine.run(&script.join("\n"));
    assert_eq!(text(&base["artifacts"]["when"]), "always");
    let reports = base["artifacts"]["reports"].as_mapping();
    for file in reports.expect("reports").values() {
        machine.report(text(file));
    }
    Verdict { machine, last }
}

const MISSING: &str = "missing-acceptance-criteria";

#[test]
fn the_paste_for_github_judges_a_pull_request_by_its_changes() {
    let pages = yaml("docs/ci.md");
    let workflow = pages.iter().find(|block| block.get("jobs").is_some());
    let workflow = workflow.expect("a workflow");
    let good = on_github(workflow, "pull_request", false);
    assert_eq!(
        good.last.code, 0,
        "{}{}",
        good.last.stdout, good.last.stderr
    );
    let sarif = good.machine.report("po.sarif");
    assert!(sarif.contains("US-3-old.md"), "the report holds everything");
    assert!(good.machine.report("po.junit.xml").contains(MISSING));

    let bad = on_github(workflow, "pull_request", true);
    assert_eq!(bad.last.code, 1, "{}", bad.last.stderr);
    let out = bad.last.stdout;
    assert!(
        out.starts_with("::error file=backlog/stories/US-4-new.md,"),
        "{out}"
    );
    assert!(!out.contains("US-3"), "{out}");

    let main = on_github(workflow, "push", false);
    assert_eq!(main.last.code, 1, "{}", main.last.stderr);
    assert!(
        main.last.stdout.contains("US-3-old.md"),
        "{}",
        main.last.stdout
    );
}

#[test]
fn the_paste_of_the_readme_works_too() {
    let pages = yaml("README.md");
    let mut workflows = pages.iter().filter(|block| block.get("jobs").is_some());
    let workflow = workflows.next().expect("a workflow");
    for (is_broken, code) in [(false, 0), (true, 1)] {
        let run = on_github(workflow, "pull_request", is_broken).last;
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn the_paste_for_gitlab_judges_a_merge_request_by_its_changes() {
    let pages = yaml("docs/ci.md");
    let pipeline = pages.iter().find(|block| block.get(".backlog").is_some());
    let pipeline = pipeline.expect("a pipeline");
    let good = on_gitlab(pipeline, "merge_request_event", false);
    assert_eq!(
        good.last.code, 0,
        "{}{}",
        good.last.stdout, good.last.stderr
    );
    let quality = good.machine.report("gl-code-quality-report.json");
    assert!(
        quality.contains("US-3-old.md"),
        "the report holds everything"
    );

    let bad = on_gitlab(pipeline, "merge_request_event", true);
    assert_eq!(bad.last.code, 1, "{}", bad.last.stderr);
    assert!(
        bad.last.stdout.contains("US-4-new.md"),
        "{}",
        bad.last.stdout
    );
    assert!(!bad.last.stdout.contains("US-3"), "{}", bad.last.stdout);

    let main = on_gitlab(pipeline, "push", false);
    assert_eq!(main.last.code, 1, "{}", main.last.stderr);
    assert!(
        main.last.stdout.contains("US-3-old.md"),
        "{}",
        main.last.stdout
    );
}

#[test]
fn a_download_with_another_sum_is_not_run() {
    let pages = yaml("docs/ci.md");
    for block in &pages {
        let (env, script) = if block.get("jobs").is_some() {
            let job = &block["jobs"]["backlog"];
            (&job["env"], text(&job["steps"][1]["run"]).to_owned())
        } else if let Some(base) = block.get(".backlog") {
            let lines: Vec<&str> = list(&base["before_script"]).iter().map(text).collect();
            (&base["variables"], lines.join("\n"))
        } else {
            continue;
        };
        let mut machine = Machine::new(origin(false), "main", false, text(&env["PO_VERSION"]));
        machine.set("PO_SHA256", text(&env["PO_SHA256"]));
        let run = machine.run(&script);
        assert_ne!(run.code, 0, "{}", run.stdout);
        assert!(!run.stdout.contains("US-3"), "{}", run.stdout);
    }
}

/// A repository at its branch, with `po` on the path.
fn repository(is_broken: bool) -> (Sandbox, String) {
    let sandbox = origin(is_broken);
    let bin = sandbox.dir().parent().expect("a folder").join("bin");
    std::fs::create_dir(&bin).expect("a folder");
    executable(&bin.join("po"), &shim());
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", bin.display());
    (sandbox, path)
}

#[test]
fn every_check_that_the_page_names_can_be_run() {
    let page = page("docs/ci.md");
    let spans = page
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    let shell = blocks(&page, "sh").concat();
    let commands: Vec<&str> = spans
        .chain(shell.lines())
        .filter(|command| command.starts_with("po check"))
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        let (sandbox, _) = repository(false);
        let words = words(command);
        let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        let run = sandbox.run(&words);
        assert!(matches!(run.code, 0 | 1), "{command}: {}", run.stderr);
    }
}

#[test]
fn the_plain_hook_keeps_a_bad_commit_out() {
    let page = page("docs/ci.md");
    let hooks: Vec<String> = blocks(&page, "sh")
        .into_iter()
        .filter(|block| block.starts_with("#!/bin/sh\n"))
        .collect();
    let [hook] = hooks.as_slice() else {
        panic!("{} hooks", hooks.len());
    };
    let (sandbox, path) = repository(false);
    executable(&sandbox.dir().join(".git/hooks/pre-commit"), hook);
    let commit = || {
        sandbox.git(&["add", "-A"]);
        let mut git = sandbox.command("git");
        let run = sandbox.run_command(git.args(["commit", "-qm", "more"]).env("PATH", &path));
        run.code == 0
    };
    sandbox.story(5, "Good", "status: ready\n", GOOD);
    assert!(commit());
    sandbox.story(6, "Bad", "status: ready\n", "");
    assert!(!commit());
}

#[test]
fn the_hooks_of_pre_commit_say_what_their_page_says() {
    let hooks: Value = serde_yaml::from_str(&page(".pre-commit-hooks.yaml")).expect("YAML");
    let ids: Vec<&str> = list(&hooks).iter().map(|hook| text(&hook["id"])).collect();
    assert_eq!(ids, ["po-check", "po-check-staged"]);
    let said = page("docs/ci.md");
    let (sandbox, path) = repository(false);
    for (hook, code) in list(&hooks).iter().zip([1, 0]) {
        assert_eq!(text(&hook["language"]), "system");
        assert_eq!(hook["pass_filenames"], Value::from(false));
        assert!(said.contains(&format!("- `{}`", text(&hook["id"]))));
        // The old error counts where everything is checked, and nothing is staged.
        let mut shell = sandbox.command("sh");
        shell.args(["-ec", text(&hook["entry"])]).env("PATH", &path);
        let run = sandbox.run_command(&mut shell);
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
    }
    let uses = yaml("docs/ci.md").into_iter().find_map(|block| {
        let id = block.get("repos")?[0]["hooks"][0]["id"].as_str()?;
        Some(id.to_owned())
    });
    assert!(ids.contains(&uses.expect("an example").as_str()));
}
