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

/// Runs `po sync` in `a` with a git that kills it before, while or after it runs one of its commands, or (`half`) before that and
/// runs none, leaving what a merge had written when it was killed too.
fn killed(team: &Team, command: &str, when: &str) -> Run {
    let folder: PathBuf = team.sandbox.dir().join("../bin");
    let path = std::env::var("PATH").expect("a search path");
    let real = "PATH=\"$PO_PATH\" git \"$@\"";
    let script = format!(
        "#!/bin/sh\ncase \" $* \" in\n*\" {command} \"*)\n  case {when} in\n  after) {real};;\n  half) printf '<<<<<<< HEAD\\n' >> backlog/stories/US-1-pay.md;;\n  esac\n  kill -9 $PPID\n  [ {when} != while ] || {real}\n  : > ../over\n  exit 1;;\nesac\n{real}\n"
    );
    let over = team.sandbox.dir().join("../over");
    let _ = std::fs::remove_file(&over);
    program(&folder.join("git"), &script);
    let mut command = team.sandbox.command(env!("CARGO_BIN_EXE_po"));
    command.args(["sync"]).current_dir(team.dir("a"));
    command.env("PATH", path_with(&folder)).env("PO_PATH", path);
    let run = team.sandbox.run_command(&mut command);
    // The git that outlives `po` goes on for a moment.
    let waits = std::time::Duration::from_millis(20);
    (0..500)
        .take_while(|_| !over.exists())
        .for_each(|_| std::thread::sleep(waits));
    run
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
        for when in ["before", "while", "after"] {
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

/// Kills git and all that wait for it once it has written the merge commit, before it forgets that it merges.
const AFTER_THE_MERGE: &str = "#!/bin/sh\n[ \"$1\" = committed ] && [ -f .git/MERGE_HEAD ] &&\n\
    git merge-base --is-ancestor MERGE_HEAD HEAD && ! [ -f ../over ] && : > ../over && kill -9 $PPID\nexit 0\n";

#[test]
fn killed_with_git_before_the_merge_is_committed_a_second_run_concludes_it() {
    let team = team();
    let hook =
        "#!/bin/sh\n[ -f .git/MERGE_HEAD ] && kill -9 $(ps -o ppid= -p $PPID) $PPID\nexit 0\n";
    team.hook("a/.git", "prepare-commit-msg", hook);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, -1, "{}{}", run.stdout, run.stderr);
    assert!(team.dir("a/.git/MERGE_HEAD").exists());
    std::fs::remove_file(team.dir("a/.git/hooks/prepare-commit-msg")).expect("it goes");
    let said = team.ok("a", &["sync"]);
    assert!(said.starts_with("the merge is concluded\n"), "{said}");
    let heads = team.git("a", &["rev-parse", "HEAD", "origin/main"]);
    let mut heads = heads.lines();
    assert_eq!(heads.next(), heads.next());
}

#[test]
fn killed_when_git_had_written_the_merge_a_second_run_goes_on() {
    let team = team();
    team.hook("a/.git", "reference-transaction", AFTER_THE_MERGE);
    team.ok("a", &["set", "2", "value=8", "--commit"]);
    let run = team.run("a", &["sync"]);
    assert!(team.dir("over").exists(), "{}{}", run.stdout, run.stderr);
    assert!(team.dir("a/.git/MERGE_HEAD").exists());
    let head = team.git("a", &["rev-parse", "HEAD"]);
    assert_eq!(
        team.git("a", &["rev-list", "--merges", "--count", "HEAD"]),
        "1\n"
    );
    let said = team.ok("a", &["sync"]);
    assert!(said.starts_with("the merge was made already\n"), "{said}");
    assert_eq!(
        team.git("a", &["rev-parse", "HEAD", "origin/main"]),
        head.repeat(2)
    );
    // A merge of somebody's own is left to them.
    assert!(!team.dir("a/.git/MERGE_HEAD").exists());
}

#[test]
fn a_merge_that_loses_an_item_is_taken_back() {
    let team = team();
    // As git does it by itself where branches met several times and gave an item several names.
    let lose = "#!/bin/sh\ngit rm -q backlog/stories/US-1-pay.md && tree=$(git write-tree) &&\n\
                commit=$(git commit-tree -p HEAD^1 -p HEAD^2 -m merged $tree) && git update-ref HEAD $commit\n";
    team.hook("a/.git", "post-merge", lose);
    team.ok("a", &["set", "2", "value=8", "--commit"]);
    let head = team.git("a", &["rev-parse", "HEAD"]);
    team.refused(
        "a",
        &[
            "git's merge would lose `US-1`, which both sides have",
            "hint: nothing was merged, and your commits are here",
        ],
    );
    let now = team.git("a", &["rev-parse", "HEAD"]);
    // What was changed before is committed, and nothing else.
    team.git(
        "a",
        &["merge-base", "--is-ancestor", head.trim(), now.trim()],
    );
    assert_eq!(team.git("a", &["rev-list", "--merges", "HEAD"]), "");
    assert!(team.dir("a").join("backlog/stories/US-1-pay.md").exists());
    assert_eq!(team.git("a", &["status", "--porcelain"]), "?? other.txt\n");
    std::fs::remove_file(team.dir("a/.git/hooks/post-merge")).expect("it goes");
    team.ok("a", &["sync"]);
}

#[test]
fn a_merge_that_stops_and_loses_an_item_is_taken_back() {
    let team = Team::new();
    // One side moves an item into a folder whose items the other side moves to where it came from: git follows the folder, puts
    // the item back, and takes it out of the index; it stops for the new item beside it alone.
    let stories = |clone: &str, name: &str| team.dir(clone).join("backlog/stories").join(name);
    let moved = |clone: &str, from: &str, to: &str| {
        std::fs::create_dir_all(stories(clone, to).parent().expect("a folder")).expect("made");
        std::fs::rename(stories(clone, from), stories(clone, to)).expect("moved");
    };
    moved("a", "US-2-refund.md", "later/US-2-refund.md");
    moved("a", "US-3-search.md", "later/US-3-search.md");
    team.ok("a", &["sync"]);
    team.ok("b", &["sync"]);
    moved("b", "later/US-2-refund.md", "US-2-refund.md");
    moved("b", "later/US-3-search.md", "US-3-search.md");
    team.ok("b", &["set", "1", "value=8"]);
    team.ok("b", &["sync"]);
    moved("a", "US-1-pay.md", "later/US-1-pay.md");
    team.ok("a", &["add", "Gift"]);
    moved("a", "US-4-gift.md", "later/US-4-gift.md");
    team.refused("a", &[
        "git's merge would lose `US-1`, which both sides have",
        "hint: nothing was merged, and your commits are here",
        "hint: git mv backlog/stories/later/US-1-pay.md backlog/stories/US-1-pay.md: the name that the other side gave it; then po sync",
    ]);
    assert!(!team.dir("a/.git/MERGE_HEAD").exists());
    assert!(stories("a", "later/US-4-gift.md").exists());
    assert_eq!(team.git("a", &["status", "--porcelain"]), "");
    // The hint is the way on: what is left is the question about the new item.
    let names = [
        "backlog/stories/later/US-1-pay.md",
        "backlog/stories/US-1-pay.md",
    ];
    team.git("a", &["mv", names[0], names[1]]);
    let run = team.run("a", &["sync"]);
    assert!(run.stderr.contains("po resolve"), "{}", run.stderr);
    team.ok("a", &["resolve", "--theirs", "all"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["sync"]);
    for clone in ["a", "b"] {
        let listed = team.ok(clone, &["list", "--format", "csv"]);
        for id in ["US-1", "US-2", "US-3", "US-4"] {
            assert!(listed.contains(id), "{listed}");
        }
    }
}

#[test]
fn a_merge_that_a_hook_refuses_is_concluded_later() {
    let team = team();
    let no = "#!/bin/sh\necho 'no merges today' >&2\nexit 1\n";
    team.hook("a/.git", "pre-merge-commit", no);
    team.refused(
        "a",
        &["no merges today", "po sync: concludes", "git merge --abort"],
    );
    // It says no as long as it is there, though `git commit` would not ask it.
    let head = team.git("a", &["rev-parse", "HEAD"]);
    team.refused(
        "a",
        &["no merges today", "po sync: concludes", "git merge --abort"],
    );
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
        "#!/bin/sh\necho 'not on Fridays' >&2\necho 'ask Ann'\nexit 1\n",
    );
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    for said in ["stopped in this clone", "not on Fridays", "ask Ann"] {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert!(!run.stderr.contains("--branch"), "{}", run.stderr);
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

#[test]
fn half_a_merge_is_nobodys_change() {
    let team = team();
    assert_eq!(killed(&team, "merge", "half").code, -1);
    let head = team.git("a", &["rev-parse", "HEAD"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let says = "error: git was stopped while it merged, and half of that stands in `backlog/stories/US-1-pay.md`\n";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    let way = "git stash push --include-untracked -- backlog/stories/US-1-pay.md";
    assert!(run.stderr.contains(way), "{}", run.stderr);
    assert_eq!(team.git("a", &["rev-parse", "HEAD"]), head);
    // As the hint says.
    let words: Vec<&str> = way.split(' ').skip(1).collect();
    team.git("a", &words);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/main"));
    let pay = team.read("a", "stories/US-1-pay.md");
    assert!(pay.contains("points: 8\n") && pay.contains("requested_by: Sales\n"));
    // A commit of one's own says that they hold what one wants.
    team.git("a", &["checkout", "-q", "-f", "--detach"]);
    team.git("a", &["switch", "-q", "main"]);
    team.git("a", &["stash", "drop", "-q"]);
    team.ok("b", &["set", "1", "points=13"]);
    team.ok("b", &["sync"]);
    assert_eq!(killed(&team, "merge", "half").code, -1);
    team.write(
        "a",
        "backlog/stories/US-1-pay.md",
        &pay.replace("points: 8", "points: 8 # ours"),
    );
    assert_eq!(team.run("a", &["sync"]).code, 2);
    team.git("a", &["commit", "-q", "-a", "-m", "as it should be"]);
    let run = team.run("a", &["sync"]);
    assert!(!run.stderr.contains("git was stopped"), "{}", run.stderr);
}

#[test]
fn conflict_markers_are_not_committed() {
    let team = Team::new();
    let story = "backlog/stories/US-1-pay.md";
    let text = team.read("a", "stories/US-1-pay.md");
    let head = team.git("a", &["rev-parse", "HEAD"]);
    let lines = "<<<<<<< Updated upstream\nOne.\n=======\nTwo.\n>>>>>>> Stashed changes\n";
    for (path, text) in [
        (story, text.clone() + lines),
        (story, lines.to_owned() + &text),
        ("backlog/product.md", format!("# Product\n\n{lines}")),
    ] {
        let before = std::fs::read(team.dir("a").join(path)).expect("a file");
        team.write("a", path, &text);
        for args in [&["sync"][..], &["sync", "--no-push"]] {
            let run = team.run("a", args);
            assert_eq!(run.code, 2, "{path} {}", run.stdout);
            let line = text
                .lines()
                .position(|line| line.starts_with("<<<"))
                .expect("a line")
                + 1;
            let says = format!("{path}:{line}:1: a merge was left unfinished");
            assert!(run.stderr.contains(&says), "{}", run.stderr);
        }
        std::fs::write(team.dir("a").join(path), before).expect("a file");
    }
    assert_eq!(team.git("a", &["rev-parse", "HEAD"]), head);
}

#[test]
fn an_index_that_is_locked_is_named() {
    let team = team();
    team.ok("a", &["sync", "--no-push"]);
    team.ok("b", &["set", "1", "value=3"]);
    team.ok("b", &["sync"]);
    team.write("a", ".git/index.lock", "");
    team.refused(
        "a",
        &[".git/index.lock` is there", "where none is, one was killed"],
    );
    std::fs::remove_file(team.dir("a/.git/index.lock")).expect("it goes");
    assert!(team.ok("a", &["sync"]).contains("merged origin/main"));
}

#[test]
fn a_conflict_outside_the_backlog_is_left_to_git() {
    let team = Team::new();
    for (clone, text) in [("a", "one"), ("b", "two")] {
        team.write(clone, "README.md", text);
        team.git(clone, &["add", "README.md"]);
        team.git(clone, &["commit", "-q", "-m", text]);
    }
    team.ok("b", &["sync"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let run = team.run("a", &["resolve"]);
    assert!(
        run.stderr.contains("nothing of the backlog is in conflict"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("git mergetool, git add: for README.md, outside"),
        "{}",
        run.stderr
    );
    team.git("a", &["add", "README.md"]);
    let run = team.run("a", &["resolve"]);
    assert!(run.stderr.contains("po sync: goes on"), "{}", run.stderr);
    assert!(team.ok("a", &["sync"]).contains("the merge is concluded"));
}
