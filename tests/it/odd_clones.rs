//! Clones of an odd kind that share a backlog: moved behind a link, a hook that shares too, contents left with the remote.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::two_clones::Team;

#[test]
fn a_backlog_that_became_a_link_is_not_committed_beside_the_old_one() {
    let team = Team::new();
    let a = team.dir("a");
    std::fs::rename(a.join("backlog"), a.join("plans")).unwrap();
    symlink("plans", a.join("backlog")).unwrap();
    team.ok("a", &["set", "1", "points=8"]);
    let head = team.git("a", &["rev-parse", "HEAD"]);
    team.refused(
        "a",
        &[
            "`backlog` is a link to `plans`, and the last commit has its files in `backlog`",
            "hint: git add --all backlog plans, git commit: commits the move; then po sync",
        ],
    );
    assert_eq!(team.git("a", &["rev-parse", "HEAD"]), head);
    team.git("a", &["add", "--all", "backlog", "plans"]);
    team.git("a", &["commit", "-q", "-m", "the backlog moves"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
    let there = team.git(
        "origin.git",
        &["ls-tree", "-r", "--name-only", "main", "backlog"],
    );
    assert_eq!(there, "backlog\n");
}

#[test]
fn a_hook_of_the_fetch_or_the_push_that_calls_po_sync_ends() {
    let team = Team::new();
    let po = env!("CARGO_BIN_EXE_po");
    let hook = format!("#!/bin/sh\necho called >> ../calls\n'{po}' sync >&2\n");
    team.hook("a/.git", "pre-push", &hook);
    let transaction = format!("#!/bin/sh\n'{po}' sync >&2\nexit 0\n");
    team.hook("a/.git", "reference-transaction", &transaction);
    team.ok("b", &["set", "2", "points=8"]);
    team.ok("b", &["sync"]);
    team.ok("a", &["set", "1", "points=8"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
    let calls = std::fs::read_to_string(team.dir("calls")).unwrap();
    assert_eq!(calls, "called\n");
}

#[test]
fn a_hook_of_the_push_may_share_another_backlog() {
    let (team, other) = (Team::new(), Team::new());
    let there = other.dir("a").canonicalize().unwrap();
    let po = env!("CARGO_BIN_EXE_po");
    let hook = format!(
        "#!/bin/sh\nunset $(git rev-parse --local-env-vars)\ncd '{}' && '{po}' sync >&2\n",
        there.display()
    );
    team.hook("a/.git", "pre-push", &hook);
    other.ok("a", &["set", "1", "points=8"]);
    team.ok("a", &["set", "1", "points=8"]);
    team.ok("a", &["sync"]);
    let pay = other.git("origin.git", &["show", "main:backlog/stories/US-1-pay.md"]);
    assert!(pay.contains("points: 8\n"), "{pay}");
}

#[test]
fn the_first_branch_may_get_another_name() {
    let team = Team::new();
    team.git("origin.git", &["branch", "-m", "main", "trunk"]);
    team.git("a", &["fetch", "-q", "--prune"]);
    team.ok("a", &["set", "1", "points=8"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
}

#[test]
fn the_hook_passes_where_a_sparse_clone_left_an_item_with_the_remote() {
    let team = Team::new();
    team.git("origin.git", &["config", "uploadpack.allowFilter", "true"]);
    let url = format!(
        "file://{}",
        team.dir("origin.git").canonicalize().unwrap().display()
    );
    let clone = ["clone", "-q", "--filter=blob:none", "--sparse", &url, "c"];
    team.git(".", &clone);
    let but_one = ["/backlog/*", "!/backlog/stories/US-1*"];
    team.git(
        "c",
        &[&["sparse-checkout", "set", "--no-cone"], &but_one[..]].concat(),
    );
    // A link to it is not here either.
    #[cfg(unix)]
    std::os::unix::fs::symlink("US-1-pay.md", team.dir("c").join("backlog/stories/old.md"))
        .unwrap();
    let pay = team.dir("c").join("backlog/stories/US-1-pay.md");
    assert!(!pay.exists());
    team.ok("c", &["check"]);
    team.ok("c", &["note", "2", "hi"]);
    let search = team.read("c", "stories/US-3-search.md");
    let waits = search.replace("type: story", "type: story\ndepends_on: [US-1]");
    team.write("c", "backlog/stories/US-3-search.md", &waits);
    team.git("c", &["add", "--sparse", "backlog/stories"]);
    let run = team.run("c", &["check", "--staged"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    // What names the item that is not here names no item that is gone.
    assert!(run.stdout.contains("2 staged items"), "{}", run.stdout);
    let said = team.ok("c", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
    assert!(!pay.exists());
}
