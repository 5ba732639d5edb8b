//! A backlog that was moved, and a link put where it was: for those who moved it, and for those who did not.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::two_clones::Team;

/// `a` moved its backlog, committed that and shared it; `b` has not fetched.
fn moved() -> Team {
    let team = Team::new();
    team.git("a", &["branch", "-q", "old"]);
    team.git("a", &["mv", "backlog", "docs"]);
    symlink("docs", team.dir("a").join("backlog")).unwrap();
    team.git("a", &["add", "-A"]);
    team.git("a", &["commit", "-q", "-m", "moved"]);
    team.ok("a", &["set", "1", "points=8", "--commit"]);
    team.ok("a", &["sync"]);
    team
}

#[test]
fn those_who_have_not_moved_see_it_and_take_it_over() {
    let team = moved();
    team.ok("b", &["git", "setup"]);
    team.ok("b", &["set", "2", "points=5"]);
    team.git("b", &["commit", "-q", "-a", "-m", "by hand"]);
    team.git("b", &["fetch", "-q"]);
    let run = team.run("b", &["list", "--at", "origin/main"]);
    assert!(
        run.code == 0 && run.stdout.contains("Refund"),
        "{}",
        run.stderr
    );
    let run = team.run("b", &["check", "--merged-with", "origin/main"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let says = "`origin/main` has the backlog in `docs`, and HEAD in `backlog`";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    let told = team.ok("b", &["diff", "main...origin/main"]);
    assert!(told.contains("US-1 Pay: re-estimated 3 → 8"), "{told}");
    assert!(!told.contains("US-2"), "{told}");
    let told = team.ok("b", &["sync"]);
    assert!(told.contains("pushed to origin/main"), "{told}");
    assert!(team.dir("b").join("backlog").is_symlink());
    for (id, points) in [("1", "8"), ("2", "5")] {
        let shown = team.ok("b", &["show", id, "--format", "json"]);
        assert!(shown.contains(&format!("\"points\": {points}")), "{shown}");
    }
    team.ok("b", &["sync"]);
}

#[test]
fn those_who_have_moved_see_what_was_before() {
    let team = moved();
    let shown = team.ok("a", &["show", "1", "--at", "old"]);
    assert!(shown.starts_with("US-1 Pay"), "{shown}");
    let told = team.ok("a", &["diff", "old"]);
    assert!(told.contains("US-1 Pay: re-estimated 3 → 8"), "{told}");
    assert!(!told.contains("US-2"), "{told}");
    team.ok("a", &["check", "--since", "old"]);
    // A branch that has not moved, and contests a field.
    team.git("b", &["switch", "-q", "-c", "late"]);
    team.ok("b", &["set", "1", "points=2", "--commit"]);
    team.git("b", &["push", "-q", "origin", "late"]);
    team.git("a", &["fetch", "-q"]);
    let run = team.run("a", &["check", "--merged-with", "origin/late"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let says = "both sides changed differently: points";
    assert!(run.stdout.contains(says), "{}", run.stdout);
}

#[test]
fn those_who_have_not_moved_resolve_what_both_changed_and_go_on() {
    let team = moved();
    team.ok("b", &["git", "setup"]);
    team.ok("b", &["set", "1", "points=5", "--commit"]);
    team.ok("b", &["add", "New"]);
    let run = team.run("b", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let says = "hint: po resolve: decide field by field, then po sync again";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    assert!(!run.stderr.contains("outside"), "{}", run.stderr);
    let run = team.run("b", &["resolve", "--ours", "all"]);
    assert!(
        run.code == 0 && run.stdout.contains("-new.md: kept"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("po sync: goes on"), "{}", run.stderr);
    let told = team.ok("b", &["sync"]);
    assert!(told.contains("pushed to origin/main"), "{told}");
    let shown = team.ok("b", &["show", "1", "--format", "json"]);
    assert!(shown.contains("\"points\": 5"), "{shown}");
    assert!(team.ok("b", &["list"]).contains("New"));
}
