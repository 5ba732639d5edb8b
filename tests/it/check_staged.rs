//! `po check --staged`: what the next commit would hold, as a hook that git runs sees it.

use crate::sandbox::{Run, Sandbox};

const GOOD: &str = "## Acceptance criteria\n\n- [ ] It works\n";
const PAY: &str = "stories/US-1-pay.md";

/// A repository with three items, of which the third has had no criteria for long.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "status: ready\n", GOOD);
    sandbox.story(2, "Refund", "status: ready\ndepends_on: [US-1]\n", GOOD);
    sandbox.story(3, "Old", "status: ready\n", "");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "base"]);
    sandbox
}

fn good(sandbox: &Sandbox) {
    sandbox.story(1, "Pay", "status: ready\npoints: 5\n", GOOD);
}

fn bad(sandbox: &Sandbox) {
    sandbox.story(1, "Pay", "status: ready\npoints: many\n", GOOD);
}

fn staged(sandbox: &Sandbox) -> Run {
    sandbox.run(&["check", "--staged", "--profile", "minimal"])
}

#[test]
fn what_is_staged_counts_and_not_what_lies_in_the_folder() {
    let sandbox = shop();
    assert_eq!(staged(&sandbox).stdout, "0 staged items: nothing wrong\n");

    bad(&sandbox);
    assert_eq!(staged(&sandbox).code, 0, "not staged");
    sandbox.git(&["add", "-A"]);
    good(&sandbox);
    let run = staged(&sandbox);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("points: many"), "{}", run.stdout);
    assert!(
        run.stdout.contains("1 staged item: 1 error"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("US-3"), "{}", run.stdout);

    sandbox.git(&["add", "-A"]);
    bad(&sandbox);
    assert_eq!(staged(&sandbox).stdout, "1 staged item: nothing wrong\n");
    std::fs::remove_file(sandbox.path(PAY)).unwrap();
    assert_eq!(staged(&sandbox).stdout, "1 staged item: nothing wrong\n");
}

#[test]
fn the_staged_po_yaml_counts_too() {
    let sandbox = shop();
    let config = sandbox.read("po.yaml");
    sandbox.write("po.yaml", "a: [\n");
    assert_eq!(staged(&sandbox).code, 0, "{}", staged(&sandbox).stderr);
    sandbox.git(&["add", "-A"]);
    sandbox.write("po.yaml", config);
    let run = staged(&sandbox);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("backlog/po.yaml:"), "{}", run.stderr);
}

#[test]
fn a_removal_that_is_staged_breaks_what_points_there() {
    let sandbox = shop();
    sandbox.git(&["rm", "-q", "--cached", &format!("backlog/{PAY}")]);
    let run = staged(&sandbox);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("dangling-reference"), "{}", run.stdout);
    assert!(
        run.stdout.contains("0 staged items: 1 error"),
        "{}",
        run.stdout
    );
}

#[test]
fn before_the_first_commit_all_is_new() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "status: ready\n", "");
    let said = sandbox.fails(2, &["check", "--staged"]);
    assert!(
        said.contains("no backlog in `backlog` in git's index"),
        "{said}"
    );
    assert!(said.contains("git add backlog/po.yaml"), "{said}");
    sandbox.git(&["add", "-A"]);
    let run = staged(&sandbox);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("1 staged item: 1 error"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_file_that_is_only_announced_is_not_staged() {
    let sandbox = shop();
    sandbox.story(4, "Later", "status: ready\n", "");
    sandbox.git(&["add", "--intent-to-add", "."]);
    assert_eq!(staged(&sandbox).stdout, "0 staged items: nothing wrong\n");
}

#[test]
fn a_merge_that_is_not_finished_is_not_hidden() {
    let sandbox = shop();
    sandbox.git(&["checkout", "-q", "-b", "topic"]);
    sandbox.story(1, "Pay", "status: ready\npoints: 5\n", GOOD);
    sandbox.git(&["commit", "-qam", "five"]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.story(1, "Pay", "status: ready\npoints: 8\n", GOOD);
    sandbox.git(&["commit", "-qam", "eight"]);
    let merge = sandbox.run_command(sandbox.command("git").args(["merge", "-q", "topic"]));
    assert_eq!(merge.code, 1);
    // Mended in the folder, and not yet said to git.
    good(&sandbox);
    let run = staged(&sandbox);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("the merge is not finished"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("1 staged item: 1 error"),
        "{}",
        run.stdout
    );
    sandbox.git(&["add", "-A"]);
    assert_eq!(staged(&sandbox).stdout, "1 staged item: nothing wrong\n");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_backlog_are_told_and_not_followed() {
    let sandbox = shop();
    std::os::unix::fs::symlink("/etc/hostname", sandbox.path("stories/US-7.md")).unwrap();
    sandbox.git(&["add", "-A"]);
    let run = staged(&sandbox);
    let says = "it is a link that leaves the backlog";
    assert!(run.code == 1 && run.stdout.contains(says), "{}", run.stdout);
}

/// Installs the hook, so that git runs `po` as it does for people, and returns what a commit came to.
#[cfg(unix)]
mod hook {
    use super::{PAY, bad, good, shop};
    use crate::sandbox::{Run, Sandbox};
    use std::os::unix::fs::PermissionsExt;

    fn hooked(sandbox: &Sandbox) {
        hooked_in(sandbox, ".");
    }

    fn hooked_in(sandbox: &Sandbox, folder: &str) {
        let hook = sandbox.dir().join(".git/hooks/pre-commit");
        std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
        let po = env!("CARGO_BIN_EXE_po");
        std::fs::write(
            &hook,
            format!("#!/bin/sh\ncd {folder} && exec '{po}' check --staged --profile minimal\n"),
        )
        .unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn commit_in(sandbox: &Sandbox, folder: &str, args: &[&str]) -> Run {
        let mut command = sandbox.command("git");
        command.args(["commit", "-q", "-m", "a change"]).args(args);
        sandbox.run_command(command.current_dir(sandbox.dir().join(folder)))
    }

    #[track_caller]
    fn refused(run: &Run) {
        let said = format!("{}{}", run.stdout, run.stderr);
        assert_eq!(run.code, 1, "{said}");
        assert!(said.contains("points: many"), "{said}");
    }

    #[track_caller]
    fn taken(run: &Run, count: &str) {
        let said = format!("{}{}", run.stdout, run.stderr);
        assert_eq!(run.code, 0, "{said}");
        assert!(said.contains(count), "{said}");
    }

    #[test]
    fn a_plain_commit() {
        let sandbox = shop();
        hooked(&sandbox);
        bad(&sandbox);
        sandbox.git(&["add", "-A"]);
        good(&sandbox);
        refused(&commit_in(&sandbox, ".", &[]));
        sandbox.git(&["add", "-A"]);
        bad(&sandbox);
        taken(
            &commit_in(&sandbox, "backlog/stories", &[]),
            "1 staged item: nothing wrong",
        );
    }

    #[test]
    fn a_commit_of_everything_has_an_index_of_its_own() {
        let sandbox = shop();
        hooked(&sandbox);
        bad(&sandbox);
        refused(&commit_in(&sandbox, ".", &["-a"]));
        refused(&commit_in(&sandbox, "backlog/stories", &["-a"]));
        good(&sandbox);
        taken(
            &commit_in(&sandbox, "backlog", &["-a"]),
            "1 staged item: nothing wrong",
        );
    }

    #[test]
    fn a_hook_that_goes_elsewhere_first() {
        let sandbox = shop();
        hooked_in(&sandbox, "backlog/stories");
        bad(&sandbox);
        refused(&commit_in(&sandbox, ".", &["-a"]));
        refused(&commit_in(&sandbox, "backlog", &["--", PAY]));
        sandbox.git(&["worktree", "add", "-q", "side"]);
        let file = sandbox.dir().join("side/backlog").join(PAY);
        std::fs::write(&file, sandbox.read(PAY)).unwrap();
        refused(&commit_in(&sandbox, "side", &["-a"]));
    }

    #[test]
    fn a_commit_of_some_files_has_an_index_of_its_own_too() {
        let sandbox = shop();
        hooked(&sandbox);
        bad(&sandbox);
        sandbox.story(4, "Other", "status: ready\n", super::GOOD);
        sandbox.git(&["add", "-A"]);
        let other = "backlog/stories/US-4-other.md";
        let pay = format!("backlog/{PAY}");
        refused(&commit_in(&sandbox, ".", &["--", &pay]));
        taken(
            &commit_in(&sandbox, ".", &["--", other]),
            "1 staged item: nothing wrong",
        );
        refused(&commit_in(&sandbox, "backlog", &["-a"]));
        refused(&commit_in(
            &sandbox,
            "backlog/stories",
            &["--", "US-1-pay.md"],
        ));
    }

    #[test]
    fn the_first_commit_and_another_worktree() {
        let sandbox = Sandbox::new();
        sandbox.git(&["init", "-q", "-b", "main"]);
        hooked(&sandbox);
        bad(&sandbox);
        sandbox.git(&["add", "-A"]);
        refused(&commit_in(&sandbox, ".", &[]));
        good(&sandbox);
        taken(
            &commit_in(&sandbox, ".", &["-a"]),
            "1 staged item: nothing wrong",
        );
        // A worktree's git directory and index lie elsewhere, and git names both.
        sandbox.git(&["worktree", "add", "-q", "side"]);
        let text = sandbox.read(PAY).replace("points: 5", "points: many");
        let file = sandbox.dir().join("side/backlog").join(PAY);
        std::fs::write(&file, text).unwrap();
        refused(&commit_in(&sandbox, "side", &["-a"]));
        refused(&commit_in(&sandbox, "side/backlog", &["-a"]));
    }

    #[test]
    fn the_hook_of_another_repository_is_refused() {
        let sandbox = shop();
        bad(&sandbox);
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["init", "-q", "other"]);
        let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
        command.args(["check", "--staged", "--profile", "minimal"]);
        command.env("GIT_DIR", sandbox.dir().join("other/.git"));
        let run = sandbox.run_command(&mut command);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("`GIT_DIR` names"), "{}", run.stderr);
    }
}
