//! `po sync`: real clones around a bare repository.

use crate::sandbox::Sandbox;
use crate::two_clones::Team;

#[test]
fn two_share_what_they_changed() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8"]);
    team.ok("a", &["rank", "3", "--top"]);
    insta::assert_snapshot!(team.ok("a", &["sync"]).replace(team.git("a", &["rev-parse", "--short", "HEAD"]).trim(), "[commit]"), @r"
    Your changes: 2 changed

    Changed
    US-3 Search: moved up 2: 3 → 1
    US-1 Pay: re-estimated 3 → 8
      committed as [commit]
    checked: nothing new is wrong
    pushed to origin/main
    ");
    assert_eq!(
        team.git("a", &["log", "-1", "--format=%B"]).trim(),
        "backlog: 2 changed\n\n- US-3 Search: moved up 2: 3 → 1\n- US-1 Pay: re-estimated 3 → 8"
    );
    // The lines touch, so that plain git would call it a conflict: the driver is used where nobody set it up.
    team.ok(
        "b",
        &["set", "1", "labels+=vip", "epic=", "requested_by=Sales"],
    );
    team.ok("b", &["add", "Vouchers"]);
    team.write("b", "backlog/stories/US-9.md.orig", "left behind");
    let run = team.run("b", &["sync", "-m", "refined with the team"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("From origin/main: 2 changed"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("merged origin/main\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr
            .contains("left out, no file of a backlog: backlog/stories/US-9.md.orig")
    );
    let pay = team.read("b", "stories/US-1-pay.md");
    assert!(
        pay.contains("points: 8\n") && pay.contains("requested_by: Sales\n"),
        "{pay}"
    );
    team.ok("a", &["sync"]);
    assert_eq!(team.read("a", "stories/US-1-pay.md"), pay);
    assert!(
        team.ok("a", &["sync"])
            .contains("nothing to push: origin/main has it all")
    );
    assert_eq!(
        team.git("b", &["status", "--porcelain"]),
        "?? backlog/stories/US-9.md.orig\n"
    );
    assert!(
        team.git("b", &["log", "--format=%s"])
            .contains("backlog: refined with the team\n")
    );
}

#[test]
fn only_the_backlog_is_committed() {
    let team = Team::new();
    team.write("a", "code.txt", "staged");
    team.git("a", &["add", "code.txt"]);
    team.write("a", "other.txt", "not staged");
    team.ok("a", &["set", "1", "points=5"]);
    team.git("a", &["add", "backlog"]);
    team.ok("a", &["set", "1", "value=2"]);
    team.ok("a", &["sync"]);
    assert_eq!(
        team.git("a", &["show", "--format=", "--name-only"]),
        "backlog/stories/US-1-pay.md\n"
    );
    assert!(
        team.git("a", &["show", "HEAD:backlog/stories/US-1-pay.md"])
            .contains("value: 2")
    );
    assert_eq!(
        team.git("a", &["status", "--porcelain"]),
        "A  code.txt\n?? other.txt\n"
    );
    // What is staged elsewhere may stand in the way of a merge: said, and nothing is lost.
    team.ok("b", &["set", "2", "points=5"]);
    team.ok("b", &["sync"]);
    team.ok("a", &["set", "3", "points=1"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("origin/main was not merged")
            && run.stderr.contains("then po sync again"),
        "{}",
        run.stderr
    );
    assert_eq!(
        team.git("a", &["status", "--porcelain"]),
        "A  code.txt\n?? other.txt\n"
    );
    team.git("a", &["commit", "-q", "-m", "code"]);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/main"));
}

#[test]
fn what_fails_the_check_is_not_pushed() {
    let team = Team::new();
    let before = team.git("a", &["rev-parse", "origin/main"]);
    // Wrong already, and everybody's: no reason to stop.
    let text = team.read("a", "stories/US-2-refund.md");
    team.write(
        "a",
        "backlog/stories/US-2-refund.md",
        &text.replace("epic:", "epic: US-99"),
    );
    team.git("a", &["commit", "-q", "-a", "-m", "wrong"]);
    team.git("a", &["push", "-q"]);
    team.ok("a", &["set", "1", "points=5"]);
    assert!(team.ok("a", &["sync"]).contains("pushed"));
    let pushed = team.git("a", &["rev-parse", "origin/main"]);
    assert_ne!(pushed, before);
    let text = team.read("a", "stories/US-3-search.md");
    team.write(
        "a",
        "backlog/stories/US-3-search.md",
        &text.replace("epic:", "epic: US-98"),
    );
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("US-98") && !run.stdout.contains("US-99 "),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("not pushed"), "{}", run.stderr);
    assert_eq!(team.git("a", &["rev-parse", "origin/main"]), pushed);
    team.write("a", "backlog/stories/US-3-search.md", &text);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/main"));
}

#[cfg(unix)]
#[test]
fn a_protected_branch_gets_a_branch_for_a_merge_request() {
    let team = Team::new();
    team.hook("origin.git", "pre-receive", "#!/bin/sh\nwhile read old new ref; do case $ref in refs/heads/main) echo 'main is protected' >&2; exit 1;; esac; done\n");
    team.ok("a", &["set", "1", "points=5"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("remote: main is protected"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("po sync --branch"), "{}", run.stderr);
    let run = team.run("a", &["sync", "--branch"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("pushed to origin/backlog/2026-11-21\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr
            .contains("open a merge request from `backlog/2026-11-21` into `main`"),
        "{}",
        run.stderr
    );
    let head = team.git("a", &["rev-parse", "HEAD"]);
    assert_eq!(
        team.git("origin.git", &["rev-parse", "backlog/2026-11-21"]),
        head
    );
    // On a terminal it asks.
    #[cfg(target_os = "linux")]
    {
        team.ok("a", &["set", "1", "points=13"]);
        if let Some(run) = team.on_terminal("a", "sync", "y\r") {
            assert_eq!(run.code, 0, "{}", run.stdout);
            for part in ["takes no push", "pushed to origin/backlog/2026-11-21"] {
                assert!(run.stdout.contains(part), "{}", run.stdout);
            }
        }
    }
    // Another clone finds the name taken.
    team.ok("b", &["set", "2", "points=5"]);
    let run = team.run("b", &["sync", "--branch"]);
    assert!(
        run.stdout
            .contains("pushed to origin/backlog/2026-11-21-2\n"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    let said = team.run("b", &["sync", "--branch", "no..name"]).stderr;
    assert!(said.contains("cannot be the name of a branch"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_hook_that_refuses_leaves_everything_as_it_was() {
    let team = Team::new();
    team.hook(
        "a/.git",
        "pre-commit",
        "#!/bin/sh\necho 'not today' >&2\nexit 1\n",
    );
    team.ok("a", &["set", "1", "points=5"]);
    team.ok("a", &["add", "Vouchers"]);
    let status = team.git("a", &["status", "--porcelain"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("not today") && run.stderr.contains("nothing was committed"),
        "{}",
        run.stderr
    );
    assert_eq!(team.git("a", &["status", "--porcelain"]), status);
    std::fs::remove_file(team.dir("a/.git").join("hooks/pre-commit")).unwrap();
    assert!(team.ok("a", &["sync"]).contains("pushed"));
}

#[test]
fn places_from_which_nothing_is_shared_are_named() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=5"]);
    team.git("a", &["checkout", "-q", "--detach"]);
    let said = team.run("a", &["sync"]);
    assert!(
        said.code == 2 && said.stderr.contains("HEAD is detached"),
        "{}",
        said.stderr
    );
    team.git("a", &["checkout", "-q", "main"]);
    // Offline: the commit is made, a second run goes on.
    team.git("a", &["remote", "set-url", "origin", "../gone.git"]);
    let said = team.run("a", &["sync"]);
    assert!(
        said.code == 2
            && said.stderr.contains("`origin` cannot be reached")
            && said.stderr.contains("goes on"),
        "{}",
        said.stderr
    );
    assert_eq!(team.git("a", &["status", "--porcelain"]), "");
    team.git("a", &["remote", "set-url", "origin", "../origin.git"]);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/main"));
    // A branch that nobody knows yet is made, and set as upstream.
    team.git("a", &["checkout", "-q", "-b", "refined"]);
    team.ok("a", &["set", "1", "points=8"]);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/refined"));
    assert_eq!(
        team.git("a", &["rev-parse", "--abbrev-ref", "@{u}"]).trim(),
        "origin/refined"
    );
    // So does one that goes on from what is wrong on main already, also where nobody says which branch comes first.
    team.git("a", &["checkout", "-q", "main"]);
    let text = team.read("a", "stories/US-2-refund.md");
    let wrong = text.replace("epic:", "epic: US-99");
    team.write("a", "backlog/stories/US-2-refund.md", &wrong);
    team.git("a", &["commit", "-q", "-a", "-m", "wrong"]);
    team.git("a", &["push", "-q"]);
    team.git("a", &["remote", "set-head", "origin", "--delete"]);
    team.git("a", &["checkout", "-q", "-b", "more"]);
    team.ok("a", &["set", "1", "points=2"]);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/more"));
    team.git("a", &["checkout", "-q", "refined"]);
    // A branch that follows another one here is shared with nobody.
    team.git("a", &["checkout", "-q", "-b", "local", "--track", "main"]);
    let said = team.run("a", &["sync"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stderr.contains("--unset-upstream"), "{}", said.stderr);
    team.git("a", &["checkout", "-q", "refined"]);
    // No push asked for.
    team.ok("a", &["set", "1", "points=3"]);
    let said = team.ok("a", &["sync", "--no-push"]);
    assert!(
        said.contains("committed as") && !said.contains("pushed"),
        "{said}"
    );
    // No remote, no repository.
    team.git("a", &["remote", "remove", "origin"]);
    let said = team.run("a", &["sync"]);
    assert!(
        said.code == 0 && said.stderr.contains("there is no remote"),
        "{}",
        said.stderr
    );
    let plain = Sandbox::new();
    assert!(plain.fails(2, &["sync"]).contains("no git repository"));
}

#[test]
fn somebody_who_pushed_meanwhile_is_merged() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=5"]);
    team.ok("b", &["set", "2", "points=5"]);
    team.ok("b", &["sync"]);
    let said = team.ok("a", &["sync"]);
    assert!(
        said.contains("From origin/main: 1 changed") && said.contains("pushed"),
        "{said}"
    );
    let log = team.git("origin.git", &["log", "--format=%s", "main"]);
    assert!(log.starts_with("Merge origin/main\n"), "{log}");
}

#[test]
fn the_team_words_its_commits() {
    let team = Team::new();
    let text = team.read("a", "po.yaml");
    team.write(
        "a",
        "backlog/po.yaml",
        &text.replace(
            "git: {commit: never}",
            "git: {commit: never, message: \"chore(backlog): {what}\"}",
        ),
    );
    team.ok("a", &["set", "1", "points=5", "--commit"]);
    assert_eq!(
        team.git("a", &["log", "-1", "--format=%s"]).trim(),
        "chore(backlog): set 1 points=5"
    );
    team.ok("a", &["sync"]);
    assert!(
        team.git("a", &["log", "-1", "--format=%s"])
            .starts_with("chore(backlog): ")
    );
}

#[test]
fn the_status_counts_what_is_not_committed() {
    let team = Team::new();
    assert!(!team.ok("a", &["status"]).contains("not committed"));
    team.ok("a", &["set", "1", "points=5"]);
    let said = team.ok("a", &["status"]);
    let first = said.lines().next().unwrap_or_default();
    assert!(first.ends_with("1 change not committed: po sync"), "{said}");
    team.ok("a", &["add", "Vouchers"]);
    assert!(
        team.ok("a", &["status"])
            .contains("2 changes not committed: po sync\n")
    );
    let json: serde_json::Value =
        serde_json::from_str(&team.ok("a", &["status", "--format", "json"])).unwrap();
    assert_eq!(json["not_committed"], 2);
    assert!(
        !team
            .ok("a", &["status", "--at", "HEAD"])
            .contains("not committed")
    );
    team.ok("a", &["sync"]);
    assert!(!team.ok("a", &["status"]).contains("not committed"));
}

#[test]
fn a_branch_that_is_gone_at_the_remote_has_nothing() {
    let team = Team::new();
    team.git("a", &["checkout", "-q", "-b", "feature"]);
    team.ok("a", &["set", "1", "points=8"]);
    assert!(team.ok("a", &["sync"]).contains("pushed to origin/feature"));
    team.git("origin.git", &["branch", "-q", "-D", "feature"]);
    let run = team.run("a", &["sync"]);
    let said = "nothing to push, and origin/feature is gone: it was merged there, or removed\n";
    assert_eq!((run.code, &run.stdout[..]), (0, said), "{}", run.stderr);
    assert!(run.stderr.contains("git switch main"), "{}", run.stderr);
    team.ok("a", &["set", "1", "points=13"]);
    let said = team.ok("a", &["sync"]);
    let again = "pushed to origin/feature, which was gone and is made again";
    assert!(said.contains(again), "{said}");
}

#[test]
fn a_default_branch_of_another_name_is_told() {
    let team = Team::new();
    team.git("origin.git", &["branch", "-q", "-m", "main", "trunk"]);
    team.git("origin.git", &["symbolic-ref", "HEAD", "refs/heads/trunk"]);
    let run = team.run("a", &["sync"]);
    assert!(run.stderr.contains("git switch trunk"), "{}", run.stderr);
}
