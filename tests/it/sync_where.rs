//! Where `po sync` pushes: where `git push` would, and past no review.

use crate::two_clones::Team;

/// `a` with something to share.
fn with_a_note() -> Team {
    let team = Team::new();
    team.ok("a", &["note", "2", "ours", "--commit"]);
    team
}

/// What the shared repository has on a branch.
fn shared(team: &Team, branch: &str) -> String {
    let all = team.git("b", &["ls-remote", "origin", branch]);
    all.split_whitespace().next().unwrap_or_default().to_owned()
}

fn head(team: &Team) -> String {
    team.git("a", &["rev-parse", "HEAD"]).trim().to_owned()
}

#[test]
fn pushes_that_settings_send_to_a_review_are_left_to_git() {
    let team = with_a_note();
    let before = shared(&team, "refs/heads/main");
    let push = |spec: &str| {
        let key = "remote.origin.push";
        team.git("a", &["config", "--replace-all", key, spec]);
        team.run("a", &["sync"])
    };
    for spec in [
        "refs/heads/*:refs/for/*",
        "HEAD:refs/for/main",
        "refs/heads/main:refs/for/main",
    ] {
        let run = push(spec);
        assert_eq!(run.code, 2, "{spec}: {}{}", run.stdout, run.stderr);
        let says =
            "not pushed: `remote.origin.push` sends `main` to refs/for/main, which is no branch";
        assert!(run.stderr.contains(says), "{spec}: {}", run.stderr);
        let hint = "hint: git push origin: sends it there";
        assert!(run.stderr.contains(hint), "{}", run.stderr);
        assert_eq!(shared(&team, "refs/heads/main"), before, "{spec}");
    }
    let run = push("refs/heads/other:refs/heads/other");
    let says = "not pushed: `remote.origin.push` passes `main` over";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    // What removes a branch there, and what is barred, is no place to push to.
    for specs in [
        [":refs/heads/other", ":refs/heads/main"],
        ["refs/heads/*:refs/heads/*", "^refs/heads/main"],
        ["HEAD", "^refs/heads/m*"],
        ["refs/heads/*:refs/heads/t/*", "^refs/heads/t/main"],
        [":", "^refs/heads/main"],
    ] {
        let key = "remote.origin.push";
        team.git("a", &["config", "--replace-all", key, specs[0]]);
        team.git("a", &["config", "--add", key, specs[1]]);
        let run = team.run("a", &["sync"]);
        assert!(run.stderr.contains(says), "{specs:?}: {}", run.stderr);
        assert_eq!(shared(&team, "refs/heads/main"), before, "{specs:?}");
    }
    assert_eq!(shared(&team, "refs/heads/other"), "");
    let run = team.run("a", &["sync", "--branch", "main"]);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    assert_eq!(shared(&team, "refs/heads/main"), before);
    // A branch that is named goes there.
    team.ok("a", &["sync", "--branch", "notes"]);
    assert_eq!(shared(&team, "refs/heads/notes"), head(&team));
}

#[test]
fn pushes_that_settings_send_to_a_branch_go_there() {
    for (spec, branch) in [
        ("refs/heads/*:refs/heads/team/*", "team/main"),
        ("main:review", "review"),
        ("heads/main:main", "main"),
        ("heads/main", "main"),
        ("HEAD", "main"),
        (":", "main"),
        ("+refs/heads/*:refs/heads/*", "main"),
    ] {
        let team = with_a_note();
        team.git("a", &["config", "remote.origin.push", spec]);
        let said = team.ok("a", &["sync"]);
        let says = format!("pushed to origin/{branch}\n");
        assert!(said.contains(&says), "{spec}: {said}");
        let there = shared(&team, &format!("refs/heads/{branch}"));
        assert_eq!(there, head(&team), "{spec}");
    }
}

#[test]
fn other_places_of_the_refspecs_are_told() {
    let team = with_a_note();
    team.git("a", &["config", "remote.origin.push", "main"]);
    for more in ["main:copy", "refs/heads/*:refs/heads/t/*"] {
        team.git("a", &["config", "--add", "remote.origin.push", more]);
    }
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let says = "hint: git push origin: to refs/heads/copy, refs/heads/t/main too, as `remote.origin.push` says";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    assert_eq!(shared(&team, "refs/heads/main"), head(&team));
    team.git("a", &["push", "-q", "origin"]);
    for there in ["refs/heads/copy", "refs/heads/t/main"] {
        assert_eq!(shared(&team, there), head(&team));
    }
}

#[test]
fn a_branch_that_goes_to_a_review_and_then_to_a_branch_goes_to_the_branch() {
    let team = with_a_note();
    for spec in ["main:refs/for/main", "main"] {
        team.git("a", &["config", "--add", "remote.origin.push", spec]);
    }
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("pushed to origin/main\n"));
    let says = "hint: git push origin: to refs/for/main too, as `remote.origin.push` says";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    assert_eq!(shared(&team, "refs/heads/main"), head(&team));
}

#[test]
fn a_branch_that_settings_push_only_where_it_is_there_is_not_made() {
    let team = with_a_note();
    team.git("a", &["switch", "-q", "-c", "fresh"]);
    team.git("a", &["branch", "-q", "-u", "origin/main"]);
    for (key, value, set) in [
        ("push.default", "matching", "`push.default = matching`"),
        ("remote.origin.push", ":", "`:` in `remote.origin.push`"),
    ] {
        team.git("a", &["config", key, value]);
        let run = team.run("a", &["sync"]);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
        let says = format!(
            "not pushed: origin has no branch `fresh`, and {set} pushes only what is there"
        );
        assert!(run.stderr.contains(&says), "{}", run.stderr);
        assert_eq!(shared(&team, "refs/heads/fresh"), "");
    }
    // Also where this clone does not know yet that it is there.
    team.git("b", &["push", "-q", "origin", "main:fresh"]);
    for _ in 0..2 {
        team.ok("a", &["note", "2", "more", "--commit"]);
        let said = team.ok("a", &["sync"]);
        assert!(said.contains("pushed to origin/fresh"), "{said}");
    }
}

#[test]
fn what_is_no_remote_of_the_clone_is_left_to_git() {
    let team = with_a_note();
    let before = shared(&team, "refs/heads/main");
    for key in ["branch.main.remote", "branch.main.pushRemote"] {
        team.git("a", &["config", key, "../elsewhere.git"]);
        let run = team.run("a", &["sync"]);
        assert_eq!(run.code, 2, "{key}: {}{}", run.stdout, run.stderr);
        let says = "git pushes `main` to ../elsewhere.git, which is no remote of this clone";
        assert!(run.stderr.contains(says), "{key}: {}", run.stderr);
        assert_eq!(shared(&team, "refs/heads/main"), before);
        team.git("a", &["config", "branch.main.remote", "origin"]);
    }
}

#[test]
fn a_fork_that_has_commits_of_its_own_is_named() {
    let team = with_a_note();
    let fork = team.dir("fork.git");
    let fork = fork.to_str().unwrap();
    team.git("b", &["clone", "-q", "--bare", ".", fork]);
    team.ok("b", &["note", "3", "only there", "--commit"]);
    team.git("b", &["push", "-q", fork, "main"]);
    team.git("a", &["remote", "add", "fork", fork]);
    team.git("a", &["config", "remote.pushDefault", "fork"]);
    team.refused("a", &[
        "not pushed: fork/main has a commit that `main` has not, and po sync merges from origin/main",
        "hint: git pull --no-rebase fork main: merges them",
    ]);
    team.git(
        "a",
        &["pull", "-q", "--no-rebase", "--no-edit", "fork", "main"],
    );
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to fork/main"), "{said}");
}

#[test]
fn what_git_push_leaves_out_is_not_pushed() {
    // The branch is filled by another one.
    let team = with_a_note();
    let before = shared(&team, "refs/heads/main");
    team.git("a", &["branch", "-q", "topic", "origin/main"]);
    for spec in ["topic:refs/heads/main", "refs/heads/m*"] {
        team.git("a", &["config", "--add", "remote.origin.push", spec]);
    }
    let run = team.run("a", &["sync"]);
    let says = "not pushed: `remote.origin.push` passes `main` over";
    assert!(run.code == 2 && run.stderr.contains(says), "{}", run.stderr);
    assert_eq!(shared(&team, "refs/heads/main"), before);
    // Git refuses the whole push.
    let spec = ["config", "--replace-all", "remote.origin.push"];
    team.git("a", &[&spec[..], &["main:main"]].concat());
    team.git("a", &["config", "--add", "remote.origin.push", "none:none"]);
    let run = team.run("a", &["sync"]);
    let says = "not pushed: `git push` says: error: src refspec none does not match any";
    assert!(run.code == 2 && run.stderr.contains(says), "{}", run.stderr);
    assert_eq!(shared(&team, "refs/heads/main"), before);
}

#[test]
fn a_branch_that_is_gone_is_not_made_again_where_settings_push_only_what_is_there() {
    for (key, value) in [("push.default", "matching"), ("remote.origin.push", ":")] {
        let team = with_a_note();
        team.git("a", &["push", "-q", "origin", "main:fresh"]);
        team.git("a", &["switch", "-q", "-c", "fresh", "origin/fresh"]);
        team.git("a", &["config", key, value]);
        team.git("b", &["push", "-q", "origin", ":fresh"]);
        team.ok("a", &["note", "2", "more", "--commit"]);
        let run = team.run("a", &["sync"]);
        let says = "not pushed: origin has no branch `fresh`";
        assert!(
            run.code == 2 && run.stderr.contains(says),
            "{key}: {}",
            run.stderr
        );
        assert_eq!(shared(&team, "refs/heads/fresh"), "");
        // As the hint says.
        team.git("a", &["push", "-q", "origin", "fresh"]);
        assert_eq!(shared(&team, "refs/heads/fresh"), head(&team));
    }
}

#[test]
fn a_branch_by_its_full_name_is_that_branch() {
    let team = with_a_note();
    let said = team.ok("a", &["sync", "--branch", "refs/heads/notes"]);
    assert!(said.contains("pushed to origin/notes\n"), "{said}");
    assert_eq!(shared(&team, "refs/heads/notes"), head(&team));
}
