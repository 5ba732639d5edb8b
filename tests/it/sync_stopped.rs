//! `po sync` stopped in the middle: a second run goes on, or says how.

#![cfg(unix)]

use std::path::PathBuf;

use crate::sandbox::Run;
use crate::shop::{path_with, program};
use crate::two_clones::Team;

/// A team of which `b` has pushed and `a` has changed something too, with a new file.
fn team() -> Team {
    let team = Team::new();
    team.ok("b", &["set", "1", "points=8"]);
    team.ok("b", &["sync"]);
    team.ok("a", &["set", "1", "requested_by=Sales"]);
    team.ok("a", &["add", "Vouchers"]);
    team.write("a", "code.txt", "staged");
    team.git("a", &["add", "code.txt"]);
    team.git("a", &["commit", "-q", "-m", "code"]);
    team.write("a", "other.txt", "not staged");
    team
}

/// Runs `po sync` in `a` with a git that kills it before or after one of its commands.
fn killed(team: &Team, command: &str, when: &str) -> Run {
    let folder: PathBuf = team.sandbox.dir().join("../bin");
    let path = std::env::var("PATH").expect("a search path");
    let real = "PATH=\"$PO_PATH\" git \"$@\"";
    let script = format!(
        "#!/bin/sh\ncase \" $* \" in\n*\" {command} \"*)\n  [ {when} = before ] || {real}\n  kill -9 $PPID\n  exit 1;;\nesac\n{real}\n"
    );
    program(&folder.join("git"), &script);
    let mut command = team.sandbox.command(env!("CARGO_BIN_EXE_po"));
    command.args(["sync"]).current_dir(team.dir("a"));
    command.env("PATH", path_with(&folder)).env("PO_PATH", path);
    team.sandbox.run_command(&mut command)
}

#[test]
fn killed_at_any_step_a_second_run_goes_on() {
    for command in [
        "status",
        "add",
        "commit",
        "rev-parse",
        "fetch",
        "merge",
        "push",
    ] {
        for when in ["before", "after"] {
            let team = team();
            let run = killed(&team, command, when);
            assert_eq!(run.code, -1, "{command} {when}: {}", run.stderr);
            let run = team.run("a", &["sync"]);
            let said = format!("{when} {command}\n{}{}", run.stdout, run.stderr);
            assert_eq!(run.code, 0, "{said}");
            let pay = team.read("a", "stories/US-1-pay.md");
            for kept in ["points: 8\n", "requested_by: Sales\n"] {
                assert!(pay.contains(kept), "{said}\n{pay}");
            }
            assert_eq!(team.git("a", &["status", "--porcelain"]), "?? other.txt\n");
            let heads = team.git("a", &["rev-parse", "HEAD", "origin/main"]);
            let mut heads = heads.lines();
            assert_eq!(heads.next(), heads.next(), "{said}");
            let log = team.git("origin.git", &["log", "--format=%s", "main"]);
            assert_eq!(log.lines().count(), 5, "{said}\n{log}");
        }
    }
}

#[test]
fn a_merge_that_a_hook_refuses_is_concluded_later() {
    let team = team();
    let no = "#!/bin/sh\necho 'no merges today' >&2\nexit 1\n";
    team.hook("a/.git", "pre-merge-commit", no);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    for part in ["no merges today", "po sync: concludes", "git merge --abort"] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    // It says no as long as it is there, though `git commit` would not ask it.
    let head = team.git("a", &["rev-parse", "HEAD"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    for part in ["no merges today", "po sync: concludes", "git merge --abort"] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    assert_eq!(team.git("a", &["rev-parse", "HEAD"]), head);
    // The hook of every commit says no as well.
    std::fs::remove_file(team.dir("a/.git/hooks/pre-merge-commit")).expect("it goes");
    team.hook("a/.git", "pre-commit", no);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("the merge was not committed"),
        "{}",
        run.stderr
    );
    std::fs::remove_file(team.dir("a/.git/hooks/pre-commit")).expect("it goes");
    let said = team.ok("a", &["sync"]);
    for part in ["the merge is concluded", "pushed to origin/main"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_push_that_a_hook_refuses_is_made_later() {
    let team = team();
    team.hook(
        "a/.git",
        "pre-push",
        "#!/bin/sh\necho 'not on Fridays' >&2\nexit 1\n",
    );
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("not on Fridays"), "{}", run.stderr);
    std::fs::remove_file(team.dir("a/.git/hooks/pre-push")).expect("it goes");
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/main"));
}

#[test]
fn what_else_is_under_way_is_said() {
    let team = team();
    for points in ["points=5", "points=13"] {
        team.ok("a", &["set", "1", points, "--commit"]);
    }
    team.git("a", &["fetch", "-q"]);
    let git = |args: &[&str]| {
        let mut command = team.sandbox.command("git");
        team.sandbox
            .run_command(command.args(args).current_dir(team.dir("a")))
    };
    let own = team.git("a", &["rev-parse", "HEAD"]);
    let own = own.trim();
    for (start, what, way_out) in [
        (&["rebase", "origin/main"][..], "a rebase", "git rebase"),
        (&["revert", "--no-edit", "HEAD~1"], "a revert", "git revert"),
        (
            &["cherry-pick", "origin/main"],
            "a cherry-pick",
            "git cherry-pick",
        ),
    ] {
        let status = git(start);
        assert_ne!(status.code, 0, "{start:?} {}", status.stdout);
        let before = team.git("a", &["status", "--porcelain"]);
        let resolve = team.run("a", &["resolve", "--theirs", "all"]);
        let run = team.run("a", &["sync"]);
        assert_eq!(run.code, 2, "{}", run.stdout);
        let said = run.stderr;
        assert!(said.contains(&format!("{what} is under way")), "{said}");
        assert!(said.contains(&format!("{way_out} --continue")), "{said}");
        assert!(resolve.code <= 1 && !before.is_empty());
        git(&[way_out.trim_start_matches("git "), "--abort"]);
        assert_eq!(team.git("a", &["rev-parse", "HEAD"]).trim(), own);
    }
}

#[test]
fn another_merge_of_the_same_commit_is_not_concluded() {
    let team = team();
    for points in ["points=5", "points=13"] {
        team.ok("a", &["set", "1", points, "--commit"]);
    }
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("po resolve"), "{}", run.stderr);
    team.git("a", &["merge", "--abort"]);
    let ours = ["merge", "-q", "--no-commit", "-s", "ours", "origin/main"];
    team.git("a", &ours);
    let before = team.git("a", &["rev-parse", "HEAD", "origin/main"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("did not begin"), "{}", run.stderr);
    let after = team.git("a", &["rev-parse", "HEAD", "origin/main"]);
    assert_eq!(before, after);
    // The merge of a sync itself is concluded as ever.
    team.git("a", &["merge", "--abort"]);
    assert_eq!(team.run("a", &["sync"]).code, 2);
    team.ok("a", &["resolve", "--theirs", "all"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("the merge is concluded"), "{said}");
}
