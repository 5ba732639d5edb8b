//! Numbers in real repositories: branches, remotes, worktrees, the past, and the mark.

use std::path::Path;

use crate::git::testing::{Sandbox, git};
use crate::git::{Discovered, Ids, Repository};
use crate::model::StoryId;
use crate::store::id_in_name;

/// Asks as `po add` does, in the backlog `backlog` of a working tree.
fn highest(top: &Path, names: &[&str]) -> u64 {
    highest_in(top, "backlog", names)
}

fn highest_in(top: &Path, backlog: &str, names: &[&str]) -> u64 {
    let here: Vec<StoryId> = names.iter().filter_map(|name| id_in_name(name)).collect();
    with_ids(top, backlog, |ids| ids.highest("us", &here).unwrap())
}

fn with_ids<T>(top: &Path, backlog: &str, ask: impl FnOnce(Ids<'_>) -> T) -> T {
    let backlog = top.join(backlog);
    std::fs::create_dir_all(&backlog).unwrap();
    let Ok(Discovered::Repository(repository)) = Repository::discover(&backlog) else {
        panic!("no repository");
    };
    let private = repository.private_dir();
    ask(Ids::new(Some(&repository), &backlog, &private))
}

fn mint(top: &Path, id: &str) {
    let id: StoryId = id.parse().unwrap();
    with_ids(top, "backlog", |ids| ids.minted(&id).unwrap());
}

/// How many commits are read.
fn walked(top: &Path) -> u64 {
    let mut walked = 0;
    with_ids(top, "backlog", |ids| {
        ids.highest_watched("US", [], &mut |count| walked = count)
            .unwrap()
    });
    walked
}

fn mark(sandbox: &Sandbox) -> std::path::PathBuf {
    sandbox.path().join(".git/po/ids")
}

#[test]
fn the_working_tree_and_a_repository_without_commits() {
    let sandbox = Sandbox::new();
    assert_eq!(highest(sandbox.path(), &[]), 0);
    let names = ["stories/US-7-a.md", "us-31.md", "PAY-99.md", "note.md"];
    assert_eq!(highest(sandbox.path(), &names), 31);
}

#[test]
fn every_branch_and_its_past_even_when_packed() {
    let sandbox = Sandbox::new();
    let story = |n: u64| format!("backlog/stories/US-{n}-x.md");
    let a = sandbox.commit("main", &[(&story(50), ""), (&story(1), "")], &[]);
    let b = sandbox.commit("main", &[(&story(1), "")], &[a]);
    assert_eq!(highest(sandbox.path(), &[]), 50, "deleted");
    sandbox.commit("side", &[(&story(60), "")], &[b]);
    assert_eq!(highest(sandbox.path(), &[]), 60, "another branch");
    sandbox.commit("refs/remotes/origin/their", &[(&story(70), "")], &[b]);
    assert_eq!(highest(sandbox.path(), &[]), 70, "remote-tracking");
    sandbox.git(&["pack-refs", "--all"]);
    sandbox.git(&["gc", "--quiet"]);
    assert_eq!(highest(sandbox.path(), &[]), 70, "the mark");
    std::fs::remove_file(mark(&sandbox)).unwrap();
    assert_eq!(highest(sandbox.path(), &[]), 70, "without the mark");
    std::fs::write(mark(&sandbox), "po ids 1\nseen US-1").unwrap();
    assert_eq!(highest(sandbox.path(), &[]), 70, "a damaged mark");
}

#[test]
fn only_unseen_commits_are_walked() {
    let sandbox = Sandbox::new();
    let mut tip = sandbox.commit("main", &[("backlog/stories/US-1.md", "")], &[]);
    for n in 2..30 {
        let name = format!("backlog/stories/US-{n}.md");
        tip = sandbox.commit("main", &[(&name, "")], &[tip]);
    }
    assert_eq!(walked(sandbox.path()), 29);
    assert_eq!(walked(sandbox.path()), 0);
    let side = sandbox.commit("side", &[("backlog/stories/US-90.md", "")], &[tip]);
    assert_eq!(walked(sandbox.path()), 1);
    sandbox
        .repo
        .find_reference("refs/heads/side")
        .unwrap()
        .delete()
        .unwrap();
    assert_eq!(walked(sandbox.path()), 0);
    assert_eq!(
        highest(sandbox.path(), &[]),
        90,
        "once seen is not forgotten"
    );
    sandbox.commit("main", &[("backlog/stories/US-91.md", "")], &[tip, side]);
    assert_eq!(
        (walked(sandbox.path()), highest(sandbox.path(), &[])),
        (1, 91)
    );
}

#[test]
fn an_id_that_was_deleted_before_any_commit_is_not_minted_again() {
    let sandbox = Sandbox::new();
    mint(sandbox.path(), "US-8");
    mint(sandbox.path(), "US-3");
    assert_eq!(highest(sandbox.path(), &["US-2.md"]), 8);
    sandbox.commit("main", &[("backlog/stories/US-5.md", "")], &[]);
    assert_eq!(highest(sandbox.path(), &[]), 8);
}

#[test]
fn sibling_worktrees_count_before_they_commit() {
    let sandbox = Sandbox::new();
    sandbox.commit("main", &[("backlog/stories/US-1.md", "")], &[]);
    sandbox.git(&["reset", "--hard", "--quiet"]);
    sandbox.git(&["worktree", "add", "--quiet", "-b", "side", "side"]);
    sandbox.write("side/backlog/stories/deep/er/US-40-new.md", "");
    sandbox.write("backlog/stories/US-30-new.md", "");
    assert_eq!(highest(sandbox.path(), &["US-1.md", "US-30-new.md"]), 40);
    assert_eq!(highest(&sandbox.path().join("side"), &[]), 30);
}

#[test]
fn an_earlier_place_counts_and_another_backlog_does_not() {
    let sandbox = Sandbox::new();
    let old = sandbox.commit("main", &[("docs/stories/US-20.md", "")], &[]);
    let files = [
        ("backlog/stories/US-4.md", ""),
        ("tests/stories/US-900.md", ""),
    ];
    sandbox.commit("main", &files, &[old]);
    sandbox.git(&["reset", "--hard", "--quiet"]);
    assert_eq!(highest(sandbox.path(), &["US-4.md"]), 20);
    assert_eq!(highest_in(sandbox.path(), "tests", &["US-900.md"]), 900);
}

#[test]
fn a_shallow_clone_and_what_it_fetches_later() {
    let origin = Sandbox::new();
    let a = origin.commit("main", &[("backlog/stories/US-80.md", "")], &[]);
    let b = origin.commit("main", &[("backlog/stories/US-2.md", "")], &[a]);
    origin.commit("main", &[("backlog/stories/US-3.md", "")], &[b]);
    let dir = tempfile::tempdir().unwrap();
    let url = format!("file://{}", origin.path().display());
    git(
        dir.path(),
        &["clone", "--quiet", "--depth=1", &url, "clone"],
    );
    let clone = dir.path().join("clone");
    assert_eq!(highest(&clone, &[]), 3);
    git(&clone, &["fetch", "--quiet", "--unshallow"]);
    assert_eq!(highest(&clone, &[]), 80);
}

#[test]
fn missing_objects_and_broken_branches_hide_nothing_else() {
    let sandbox = Sandbox::new();
    let a = sandbox.commit("main", &[("backlog/stories/US-6.md", "")], &[]);
    let b = sandbox.commit("main", &[("backlog/stories/US-7.md", "")], &[a]);
    sandbox.write(".git/refs/heads/broken", "not a hash\n");
    sandbox.write(".git/refs/heads/gone", &format!("{}\n", "12".repeat(20)));
    let hex = a.to_string();
    let object = sandbox
        .path()
        .join(".git/objects")
        .join(&hex[..2])
        .join(&hex[2..]);
    std::fs::remove_file(object).unwrap();
    assert_eq!(highest(sandbox.path(), &[]), 7);
    sandbox.commit("side", &[("backlog/stories/US-9.md", "")], &[b]);
    assert_eq!(highest(sandbox.path(), &[]), 9);
}

#[test]
fn without_git_the_mark_alone_remembers() {
    let dir = tempfile::tempdir().unwrap();
    let private = dir.path().join(".po");
    let ids = Ids::new(None, dir.path(), &private);
    let here: StoryId = "US-4".parse().unwrap();
    assert_eq!(ids.highest("US", [&here]).unwrap(), 4);
    ids.minted(&"US-5".parse().unwrap()).unwrap();
    assert_eq!(ids.highest("US", [&here]).unwrap(), 5);
    assert_eq!(ids.highest("PAY", [&here]).unwrap(), 0);
}
