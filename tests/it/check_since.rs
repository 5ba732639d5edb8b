//! `po check --since`: what a branch changed, whatever stands around it.

use crate::sandbox::{Run, Sandbox};

const GOOD: &str = "## Acceptance criteria\n\n- [ ] It works\n";

/// A repository with three items on `main`, of which the third has had no criteria for long, and a branch.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "status: ready\n", GOOD);
    sandbox.story(2, "Refund", "status: ready\ndepends_on: [US-1]\n", GOOD);
    sandbox.story(3, "Old", "status: ready\n", "");
    commit(&sandbox, "base");
    sandbox.git(&["checkout", "-q", "-b", "topic"]);
    sandbox
}

fn commit(sandbox: &Sandbox, message: &str) {
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", message]);
}

fn since(sandbox: &Sandbox, rest: &[&str]) -> Run {
    // What matters here is which files are looked at; advice would only be in the way.
    sandbox.run(&[&["check", "--profile", "minimal", "--since"], rest].concat())
}

/// The findings of `po check --since main`, as `file rule`.
fn found(sandbox: &Sandbox) -> Vec<String> {
    let run = since(sandbox, &["main", "--format", "concise"]);
    assert!(run.code < 2, "{}", run.stderr);
    run.stdout
        .lines()
        .filter_map(|line| {
            let path = line.split(':').next()?.rsplit('/').next()?;
            let rule = line.split_once(": error[")?.1.split(']').next()?;
            Some(format!("{path} {rule}"))
        })
        .collect()
}

#[test]
fn old_findings_stay_out_and_every_kind_of_change_is_seen() {
    let sandbox = shop();
    let run = since(&sandbox, &["main"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert_eq!(run.stdout, "0 changed items: nothing wrong\n");
    assert_eq!(sandbox.run(&["check"]).code, 1, "the old one is there");

    sandbox.story(4, "Committed", "status: ready\n", "");
    commit(&sandbox, "four");
    sandbox.story(5, "Staged", "status: ready\n", "");
    sandbox.git(&["add", "-A"]);
    sandbox.story(6, "Untracked", "status: ready\n", "");
    sandbox.story(1, "Pay", "status: ready\n", "");
    let missing = |name: &str| format!("{name} missing-acceptance-criteria");
    assert_eq!(
        found(&sandbox),
        [
            missing("US-1-pay.md"),
            missing("US-4-committed.md"),
            missing("US-5-staged.md"),
            missing("US-6-untracked.md"),
        ]
    );
    let run = since(&sandbox, &["main"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("\n4 changed items: 4 errors\n"),
        "{}",
        run.stdout
    );
    let json = since(&sandbox, &["main", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["errors"], 4);
    assert_eq!(json["summary"]["open_items"], 4);
}

#[test]
fn what_main_did_since_is_not_what_the_branch_did() {
    let sandbox = shop();
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.story(2, "Refund", "status: ready\n", "");
    commit(&sandbox, "main goes on");
    sandbox.git(&["checkout", "-q", "topic"]);
    sandbox.story(4, "Topic", "status: ready\n", "");
    commit(&sandbox, "the branch goes on");
    assert_eq!(
        found(&sandbox),
        ["US-4-topic.md missing-acceptance-criteria"]
    );
}

#[test]
fn an_item_that_is_gone_breaks_what_points_at_it() {
    let sandbox = shop();
    std::fs::remove_file(sandbox.path("stories/US-1-pay.md")).unwrap();
    let gone = ["US-2-refund.md dangling-reference"];
    assert_eq!(found(&sandbox), gone);
    commit(&sandbox, "gone");
    assert_eq!(found(&sandbox), gone);
    let out = since(&sandbox, &["main"]).stdout;
    assert!(out.contains("0 changed items: 1 error\n"), "{out}");
    assert!(
        out.contains("1 finding stands in a file that is not changed: what is changed causes it"),
        "{out}"
    );

    // Under another id it is gone as well.
    sandbox.git(&["reset", "-q", "--hard", "main"]);
    sandbox.git(&[
        "mv",
        "backlog/stories/US-1-pay.md",
        "backlog/stories/US-9-pay.md",
    ]);
    let text = sandbox.read("stories/US-9-pay.md");
    sandbox.write("stories/US-9-pay.md", text.replace("id: US-1", "id: US-9"));
    assert_eq!(found(&sandbox), gone);
    // With its old id as an alias, nothing points nowhere.
    let text = text.replace("id: US-1", "id: US-9\naliases: [US-1]");
    sandbox.write("stories/US-9-pay.md", text);
    assert!(found(&sandbox).is_empty());
    let out = since(&sandbox, &["main"]).stdout;
    assert_eq!(out, "1 changed item: nothing wrong\n");
}

#[test]
fn a_circle_and_a_second_id_are_the_branch_s_doing_wherever_they_show() {
    let sandbox = shop();
    sandbox.story(2, "Also refund", "status: ready\n", GOOD);
    assert_eq!(found(&sandbox), ["US-2-refund.md duplicate-id"]);
    std::fs::remove_file(sandbox.path("stories/US-2-also-refund.md")).unwrap();
    for (number, title, other) in [(1, "Pay", "US-2"), (2, "Refund", "US-1")] {
        let fields = format!("status: ready\ndepends_on: [{other}]\n");
        sandbox.story(number, title, &fields, GOOD);
        if number == 1 {
            assert_eq!(found(&sandbox), ["US-1-pay.md dependency-cycle"]);
            commit(&sandbox, "half of it");
            sandbox.git(&["checkout", "-q", "-B", "main"]);
        }
    }
    // The circle stood before the branch, and US-2 stays as it was.
    assert!(found(&sandbox).is_empty());
    sandbox.story(2, "Refund", "status: ready\n", GOOD);
    commit(&sandbox, "no circle on main");
    sandbox.git(&["checkout", "-q", "-b", "again"]);
    sandbox.story(2, "Refund", "status: ready\ndepends_on: [US-1]\n", GOOD);
    assert_eq!(found(&sandbox), ["US-1-pay.md dependency-cycle"]);
}

#[test]
fn po_yaml_is_looked_at_when_it_changed_and_judges_old_items_no_stricter() {
    let sandbox = shop();
    let config = sandbox.read("po.yaml");
    sandbox.write("po.yaml", format!("{config}colour: red\n"));
    commit(&sandbox, "an unknown key");
    assert_eq!(found(&sandbox), ["po.yaml unknown-config-key"]);
    let stricter = config.replace("required_from: ready", "required_from: new");
    assert_ne!(stricter, config);
    sandbox.git(&["reset", "-q", "--hard", "main"]);
    sandbox.story(8, "Idea", "status: new\n", "");
    commit(&sandbox, "an idea");
    sandbox.write("po.yaml", stricter);
    let whole = sandbox.run(&["check", "--format", "concise"]).stdout;
    assert!(whole.contains("US-8-idea.md"), "{whole}");
    let run = since(&sandbox, &["HEAD"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stdout
            .contains("0 changed items: nothing wrong\npo.yaml is among them"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_is_ignored_is_counted_where_it_changed() {
    let sandbox = shop();
    let ignore = "<!-- po: ignore missing-acceptance-criteria because it is old -->\n";
    sandbox.story(3, "Old", "status: ready\n", ignore);
    commit(&sandbox, "one is ignored");
    sandbox.git(&["branch", "-f", "main", "topic"]);
    sandbox.story(4, "New", "status: ready\n", ignore);
    let run = since(&sandbox, &["main"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stdout.contains("1 changed item: 1 ignored"),
        "{}",
        run.stdout
    );
    let whole = sandbox.ok(&["check"]);
    assert!(whole.contains("2 ignored"), "{whole}");
}

#[test]
fn names_of_any_kind_and_folders_below() {
    let sandbox = shop();
    let story = "---\ntitle: A\nid: US-20\nstatus: ready\n---\n";
    sandbox.write("stories/old [x]/deep/US-20-größe *.md", story);
    sandbox.git(&["init", "-q", "backlog/stories/theirs"]);
    sandbox.write("stories/theirs/US-21.md", story.replace("20", "21"));
    let found = found(&sandbox);
    assert_eq!(
        found,
        [
            "US-20-größe *.md missing-acceptance-criteria",
            "US-21.md missing-acceptance-criteria"
        ]
    );
}

#[test]
fn without_a_ref_ci_says_what_to_compare_with() {
    let sandbox = shop();
    sandbox.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    sandbox.git(&["update-ref", "refs/remotes/origin/release", "main"]);
    sandbox.git(&["branch", "-qD", "main"]);
    sandbox.story(4, "New", "status: ready\n", "");
    commit(&sandbox, "four");
    sandbox.git(&["checkout", "-q", "--detach"]);
    let hash = sandbox.git(&["rev-parse", "origin/main"]);
    let run = |variables: &[(&str, &str)]| {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        command.args([
            "check",
            "--profile",
            "minimal",
            "--since",
            "--format",
            "concise",
        ]);
        command.envs(variables.iter().copied());
        let run = sandbox.run_command(&mut command);
        assert_eq!(
            run.stdout.lines().count(),
            1,
            "{}{}",
            run.stdout,
            run.stderr
        );
        assert!(run.stdout.contains("US-4-new.md"), "{}", run.stdout);
        run.stderr
    };
    assert_eq!(
        run(&[]),
        "compared with `origin/main` (the default branch)\n"
    );
    let github = ("GITHUB_ACTIONS", "true");
    assert_eq!(
        run(&[github, ("GITHUB_BASE_REF", "release")]),
        "compared with `origin/release` (from `GITHUB_BASE_REF`)\n"
    );
    assert!(run(&[github, ("GITHUB_BASE_REF", "")]).contains("default branch"));
    let gitlab = ("GITLAB_CI", "true");
    assert!(run(&[gitlab, ("CI_DEFAULT_BRANCH", "main")]).contains("`origin/main`"));
    let target = ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release");
    assert!(run(&[gitlab, target]).contains("`origin/release`"));
    let base = ("CI_MERGE_REQUEST_DIFF_BASE_SHA", hash.trim());
    assert!(run(&[gitlab, target, base]).contains(hash.trim()));
}

#[test]
fn the_merge_that_ci_tests_holds_main_and_only_the_branch_is_judged() {
    let sandbox = shop();
    sandbox.story(4, "Topic", "status: ready\n", "");
    commit(&sandbox, "the branch");
    let left = sandbox.git(&["rev-parse", "main"]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.story(5, "Main", "status: ready\n", "");
    commit(&sandbox, "main goes on");
    let main = sandbox.git(&["rev-parse", "main"]);
    sandbox.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    sandbox.git(&["checkout", "-q", "--detach", "main"]);
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "what CI tests", "topic"]);
    for variables in [
        &[("GITHUB_ACTIONS", "true"), ("GITHUB_BASE_REF", "main")][..],
        &[
            ("GITLAB_CI", "true"),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", left.trim()),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", main.trim()),
        ],
    ] {
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        command.args([
            "check",
            "--profile",
            "minimal",
            "--since",
            "--format",
            "concise",
        ]);
        let run = sandbox.run_command(command.envs(variables.iter().copied()));
        assert_eq!(
            run.stdout.lines().count(),
            1,
            "{}{}",
            run.stdout,
            run.stderr
        );
        assert!(run.stdout.contains("US-4-topic.md"), "{}", run.stdout);
    }
}

#[test]
fn the_default_branch_is_po_yaml_s_or_git_s() {
    let sandbox = shop();
    let said = |sandbox: &Sandbox| since(sandbox, &[]).stderr;
    assert_eq!(
        said(&sandbox),
        "compared with `main` (the default branch), which already holds HEAD: only what is not committed counts\n"
    );
    sandbox.git(&["update-ref", "refs/remotes/origin/trunk", "main"]);
    let head = "refs/remotes/origin/HEAD";
    sandbox.git(&["symbolic-ref", head, "refs/remotes/origin/trunk"]);
    assert!(said(&sandbox).starts_with("compared with `origin/trunk`"));
    let config = sandbox.read("po.yaml");
    let with_branch = |name: &str| format!("{config}branch: {name}\n");
    sandbox.write("po.yaml", with_branch("topic"));
    assert!(
        said(&sandbox).starts_with("compared with `topic`"),
        "{}",
        said(&sandbox)
    );
    sandbox.write("po.yaml", with_branch("gone"));
    let said = sandbox.fails(2, &["check", "--since"]);
    assert!(said.contains("no branch `gone`"), "{said}");
    assert!(
        said.contains("git fetch origin gone:refs/remotes/origin/gone"),
        "{said}"
    );
}

/// A clone of `shop` that holds only the last commits, with `origin/main` besides where it is asked for.
fn shallow(depth: &str, with_main: bool) -> (Sandbox, Sandbox) {
    let sandbox = shop();
    for number in 4..8 {
        sandbox.story(number, "New", "status: ready\n", "");
        commit(&sandbox, "more");
    }
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.story(9, "Main", "status: ready\n", GOOD);
    commit(&sandbox, "main goes on");
    let clone = Sandbox::empty();
    let url = format!("file://{}", sandbox.dir().display());
    let depth = format!("--depth={depth}");
    clone.git(&["clone", "-q", &depth, "--branch", "topic", &url, "."]);
    if with_main {
        clone.git(&[
            "fetch",
            "-q",
            &depth,
            "origin",
            "main:refs/remotes/origin/main",
        ]);
    }
    (sandbox, clone)
}

#[test]
fn a_clone_that_ends_too_early_is_said_with_the_line_to_add() {
    for with_main in [true, false] {
        let (_origin, clone) = shallow("2", with_main);
        let said = |variables: &[(&str, &str)]| {
            let mut command = clone.command(env!("CARGO_BIN_EXE_po"));
            command.args(["check", "--since", "origin/main"]);
            let run = clone.run_command(command.envs(variables.iter().copied()));
            assert_eq!(run.code, 2, "{}", run.stdout);
            assert_eq!(run.stdout, "");
            run.stderr
        };
        let github = said(&[("GITHUB_ACTIONS", "true")]);
        assert!(github.contains("with: { fetch-depth: 0 }"), "{github}");
        let gitlab = said(&[("GITLAB_CI", "true")]);
        assert!(gitlab.contains("GIT_DEPTH: \"0\""), "{gitlab}");
        let elsewhere = said(&[]);
        assert!(elsewhere.contains("git fetch --unshallow"), "{elsewhere}");
    }
    // What was typed may be a slip as well.
    let (_origin, clone) = shallow("2", true);
    let slip = since(&clone, &["origin/mian"]).stderr;
    for hint in [
        "hint: did you mean `origin/main`?",
        "hint: git fetch --unshallow",
    ] {
        assert!(slip.contains(hint), "{slip}");
    }
    // Deep enough to reach where the branch began, it is enough.
    let (_origin, clone) = shallow("6", true);
    let run = since(&clone, &["origin/main", "--format", "concise"]);
    assert_eq!(
        run.stdout.lines().count(),
        4,
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_clone_without_old_contents_is_said_with_the_command_that_fetches_them() {
    let sandbox = shop();
    sandbox.story(1, "Pay", "status: ready\npoints: 3\n", GOOD);
    commit(&sandbox, "three points");
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    sandbox.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let clone = Sandbox::empty();
    let url = format!("file://{}", sandbox.dir().display());
    clone.git(&[
        "clone",
        "-q",
        "--filter=blob:none",
        "-b",
        "topic",
        &url,
        ".",
    ]);
    let run = since(&clone, &["origin/main"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let hint = run.stderr.split("hint: ").nth(1).unwrap();
    let command = hint.split(": git then").next().unwrap();
    clone.run_command(clone.command("sh").args(["-c", command]));
    let run = since(&clone, &["origin/main"]);
    assert_eq!(run.stdout, "1 changed item: nothing wrong\n", "{command}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let sandbox = shop();
    let said = sandbox.fails(2, &["check", "--since", "nowhere"]);
    assert!(said.contains("`nowhere`"), "{said}");
    assert!(said.contains("git fetch, then git branch --all"), "{said}");
    sandbox.git(&["checkout", "-q", "--orphan", "other"]);
    let said = sandbox.fails(2, &["check", "--since", "main"]);
    assert!(said.contains("nothing is committed yet"), "{said}");
    commit(&sandbox, "another beginning");
    let said = sandbox.fails(2, &["check", "--since", "main"]);
    assert!(said.contains("no commit in common"), "{said}");

    let plain = Sandbox::new();
    let said = plain.fails(2, &["check", "--since"]);
    assert!(said.contains("`--since` needs a git repository"), "{said}");
    plain.git(&["init", "-q", "-b", "main"]);
    std::fs::write(plain.dir().join(".gitignore"), "backlog/\n").unwrap();
    commit(&plain, "without the backlog");
    let said = plain.fails(2, &["check", "--since"]);
    assert!(said.contains("git knows no file in `backlog`"), "{said}");
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    let sandbox = shop();
    for rest in [
        &["--since", "main", "--staged"][..],
        &["--since", "main", "--at", "main"],
        &["--staged", "--at", "main"],
        &["1", "--since"],
        &["1", "--staged"],
        &["--explain", "all", "--staged"],
    ] {
        let said = sandbox.fails(2, &[&["check"], rest].concat());
        assert!(said.contains("cannot be used with"), "{rest:?}: {said}");
    }
}
