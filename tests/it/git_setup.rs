//! `po git setup` and the merge driver, with real git.

use std::path::{Path, PathBuf};

use crate::sandbox::{Run, Sandbox};

/// A search path on which `po` comes first.
pub fn path_with_po() -> std::ffi::OsString {
    let po = Path::new(env!("CARGO_BIN_EXE_po"));
    let mut parts: Vec<PathBuf> = vec![po.parent().expect("a folder").to_path_buf()];
    let path = std::env::var_os("PATH").unwrap_or_default();
    parts.extend(std::env::split_paths(&path));
    std::env::join_paths(parts).expect("a search path")
}

/// Runs git where it finds `po`.
fn git(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.run_command(
        sandbox
            .command("git")
            .args(args)
            .env("PATH", path_with_po()),
    )
}

#[track_caller]
fn git_ok(sandbox: &Sandbox, args: &[&str]) -> String {
    let run = git(sandbox, args);
    assert_eq!(run.code, 0, "git {args:?}\n{}\n{}", run.stdout, run.stderr);
    run.stdout
}

/// A repository with a backlog of one committed story.
fn shop() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&[
        "init",
        "--yes",
        "--product",
        "Web shop",
        "--time-zone",
        "UTC",
    ]);
    sandbox.ok(&[
        "add",
        "Pay with a saved card",
        "--ac",
        "It works",
        "--ac",
        "It is quick",
    ]);
    commit(&sandbox);
    sandbox
}

fn commit(sandbox: &Sandbox) {
    git_ok(sandbox, &["add", "--all"]);
    git_ok(sandbox, &["commit", "-q", "-m", "work"]);
}

const STORY: &str = "stories/US-1-pay-with-a-saved-card.md";

/// Makes two branches: `side` with one change, `main` with the other.
fn branches(sandbox: &Sandbox, theirs: &[&str], ours: &[&str]) {
    git_ok(sandbox, &["checkout", "-q", "-b", "side"]);
    sandbox.ok(theirs);
    commit(sandbox);
    git_ok(sandbox, &["checkout", "-q", "main"]);
    sandbox.ok(ours);
    commit(sandbox);
}

#[test]
fn init_sets_a_clone_up() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    let told = sandbox.ok(&[
        "init",
        "--yes",
        "--product",
        "Web shop",
        "--time-zone",
        "UTC",
    ]);
    insta::assert_snapshot!(told);
    assert_eq!(sandbox.read(".gitattributes"), "stories/**/*.md merge=po\n");
    sandbox.ok(&["add", "Pay"]);
    for (path, wanted) in [
        ("US-1-pay.md", "po"),
        ("deep/er/US-2.md", "po"),
        ("../product.md", "unspecified"),
    ] {
        let path = format!("backlog/stories/{path}");
        let told = sandbox.git(&["check-attr", "merge", "--", &path]);
        assert!(
            told.trim_end().ends_with(&format!("merge: {wanted}")),
            "{told}"
        );
    }
    let driver = sandbox.git(&["config", "--local", "merge.po.driver"]);
    assert!(
        driver.contains("po merge-driver") && driver.contains("git merge-file"),
        "{driver}"
    );
}

#[test]
fn stories_merge_field_by_field() {
    let sandbox = shop();
    branches(
        &sandbox,
        &["set", "1", "points=8"],
        &["set", "1", "value=3", "requested_by=Sales"],
    );
    sandbox.ok(&["ac", "1", "check", "1"]);
    commit(&sandbox);
    git_ok(&sandbox, &["checkout", "-q", "side"]);
    sandbox.ok(&["ac", "1", "check", "2"]);
    commit(&sandbox);
    git_ok(&sandbox, &["merge", "-q", "main"]);
    let story = sandbox.read(STORY);
    for kept in [
        "points: 8",
        "value: 3",
        "requested_by: Sales",
        "- [x] It works",
        "- [x] It is quick",
    ] {
        assert!(story.contains(kept), "{story}");
    }
}

#[test]
fn what_is_contested_is_marked_and_said() {
    let sandbox = shop();
    branches(
        &sandbox,
        &["set", "1", "points=8", "value=3"],
        &["set", "1", "points=5"],
    );
    let run = git(&sandbox, &["merge", "side"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("US-1-pay-with-a-saved-card.md: both sides changed points"),
        "{}",
        run.stderr
    );
    let story = sandbox.read(STORY);
    assert!(
        story.contains("<<<<<<< HEAD\npoints: 5\n=======\npoints: 8\n>>>>>>> side\n"),
        "{story}"
    );
    assert!(story.contains("value: 3"), "{story}");
    // The rest of the backlog stays to be read.
    let run = sandbox.run(&["list"]);
    assert_eq!(run.code, 1);
    git_ok(&sandbox, &["merge", "--abort"]);
    git_ok(&sandbox, &["config", "merge.conflictStyle", "diff3"]);
    assert_eq!(git(&sandbox, &["rebase", "side"]).code, 1);
    let story = sandbox.read(STORY);
    assert!(
        story.contains("\n||||||| ") && story.contains("\npoints:\n=======\npoints: 5\n>>>>>>> "),
        "{story}"
    );
}

#[test]
fn without_po_git_merges_by_lines() {
    let sandbox = shop();
    branches(
        &sandbox,
        &["set", "1", "points=8"],
        &["set", "1", "points=5"],
    );
    // A `po` that is another program: it fails, and nothing of the file is lost.
    let folder = sandbox.dir().join("bin");
    std::fs::create_dir(&folder).expect("a folder");
    let other = folder.join("po");
    std::fs::write(&other, "#!/bin/sh\nexit 3\n").expect("a program");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&other, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut with_other = vec![folder];
    with_other.extend(std::env::split_paths(&path));
    for path in [
        path.clone(),
        std::env::join_paths(with_other).expect("a path"),
    ] {
        let run = sandbox.run_command(
            sandbox
                .command("git")
                .args(["merge", "side"])
                .env("PATH", path),
        );
        assert_eq!(run.code, 1, "{}", run.stderr);
        let story = sandbox.read(STORY);
        assert!(
            story.contains("<<<<<<< ours\npoints: 5\n=======\npoints: 8\n>>>>>>> theirs\n"),
            "{story}"
        );
        sandbox.git(&["merge", "--abort"]);
    }
}

#[test]
fn rename_against_edit() {
    let sandbox = shop();
    git_ok(&sandbox, &["checkout", "-q", "-b", "side"]);
    git_ok(
        &sandbox,
        &[
            "mv",
            &format!("backlog/{STORY}"),
            "backlog/stories/US-1-pay.md",
        ],
    );
    sandbox.ok(&["set", "1", "points=8"]);
    commit(&sandbox);
    git_ok(&sandbox, &["checkout", "-q", "main"]);
    sandbox.ok(&["set", "1", "requested_by=Sales"]);
    commit(&sandbox);
    git_ok(&sandbox, &["merge", "-q", "side"]);
    let story = sandbox.read("stories/US-1-pay.md");
    assert!(
        story.contains("points: 8") && story.contains("requested_by: Sales"),
        "{story}"
    );
}

#[test]
fn delete_against_edit() {
    let sandbox = shop();
    let path = format!("backlog/{STORY}");
    git_ok(&sandbox, &["checkout", "-q", "-b", "gone"]);
    git_ok(&sandbox, &["rm", "-q", &path]);
    commit(&sandbox);
    git_ok(&sandbox, &["checkout", "-q", "main"]);
    sandbox.ok(&["set", "1", "value=5"]);
    commit(&sandbox);
    let run = git(&sandbox, &["merge", "gone"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("CONFLICT (modify/delete)"),
        "{}",
        run.stdout
    );
    assert!(sandbox.read(STORY).contains("value: 5"));
}

#[test]
fn two_items_under_one_name() {
    let sandbox = shop();
    git_ok(&sandbox, &["checkout", "-q", "-b", "side"]);
    sandbox.write(
        "stories/US-2-pay.md",
        "---\ntitle: Pay\nid: US-2\ncreated: 2026-11-21T20:31:07Z\npoints: 1\n---\n\nOurs\n",
    );
    commit(&sandbox);
    git_ok(&sandbox, &["checkout", "-q", "main"]);
    sandbox.write(
        "stories/US-2-pay.md",
        "---\ntitle: Pay\nid: US-2\ncreated: 2026-11-21T20:35:00Z\npoints: 2\n---\n\nTheirs\n",
    );
    commit(&sandbox);
    let run = git(&sandbox, &["merge", "side"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("not of one item"), "{}", run.stderr);
    let story = sandbox.read("stories/US-2-pay.md");
    assert!(
        story.contains("Ours") && story.contains("Theirs"),
        "{story}"
    );
}

#[test]
fn a_common_version_that_git_made_up_has_no_markers() {
    // Two branches merge each other, and settle a conflict differently: git then merges their two common versions.
    let sandbox = shop();
    branches(
        &sandbox,
        &["set", "1", "points=8"],
        &["set", "1", "points=5"],
    );
    git_ok(&sandbox, &["branch", "old-main"]);
    for (branch, other, points) in [("side", "old-main", "8"), ("main", "side~0", "5")] {
        git_ok(&sandbox, &["checkout", "-q", branch]);
        let other = if branch == "main" { "old-side" } else { other };
        if branch == "side" {
            git_ok(&sandbox, &["branch", "old-side"]);
        }
        assert_eq!(git(&sandbox, &["merge", other]).code, 1);
        let story = sandbox.read(STORY);
        let start = story.find("<<<<<<<").expect("a conflict");
        let end = story.find(">>>>>>>").expect("a conflict");
        let end = end + story[end..].find('\n').expect("a line") + 1;
        sandbox.write(
            STORY,
            format!("{}points: {points}\n{}", &story[..start], &story[end..]),
        );
        commit(&sandbox);
    }
    sandbox.ok(&["set", "1", "requested_by=Sales"]);
    commit(&sandbox);
    let run = git(&sandbox, &["merge", "side"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("both sides changed points"),
        "{}",
        run.stderr
    );
    let story = sandbox.read(STORY);
    assert!(story.contains("requested_by: Sales"), "{story}");
    assert_eq!(story.matches("<<<<<<<").count(), 1, "{story}");
}

#[test]
fn setup_goes_in_and_comes_out() {
    let sandbox = shop();
    let config =
        || std::fs::read_to_string(sandbox.dir().join(".git/config")).expect("a configuration");
    sandbox.ok(&["git", "setup", "--remove"]);
    assert!(!sandbox.path(".gitattributes").exists());
    assert!(!config().contains("merge-driver"), "{}", config());
    let before = (sandbox.files(), config());
    let told = sandbox.ok(&["git", "setup", "--hooks"]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.ok(&["git", "setup", "--hooks"]));
    insta::assert_snapshot!(sandbox.ok(&["git", "setup", "--remove"]));
    assert_eq!(sandbox.files(), before.0);
    assert!(!config().contains("driver"), "{}", config());
    for hook in ["pre-commit", "commit-msg"] {
        assert!(!sandbox.dir().join(".git/hooks").join(hook).exists());
    }
    // A line and a command of the team's own stay.
    sandbox.write(".gitattributes", "*.csv text\nstories/*.md merge=po\n");
    sandbox.git(&["config", "merge.po.driver", "mine %A"]);
    let told = sandbox.ok(&["git", "setup", "--remove"]);
    assert!(told.contains("not as po wrote it"), "{told}");
    assert_eq!(
        sandbox.read(".gitattributes"),
        "*.csv text\nstories/*.md merge=po\n"
    );
}

#[test]
fn hooks_check_and_tell() {
    let sandbox = shop();
    sandbox.ok(&["git", "setup", "--hooks"]);
    sandbox.write("stories/US-2-broken.md", "---\ntitle: [\nid: US-2\n---\n");
    git_ok(&sandbox, &["add", "--all"]);
    let run = git(&sandbox, &["commit", "-m", "broken"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("US-2-broken.md") || run.stderr.contains("US-2-broken.md"));
    sandbox.write(
        "stories/US-2-broken.md",
        "---\ntitle: Fine\nid: US-2\n---\n",
    );
    git_ok(&sandbox, &["add", "--all"]);
    let run = git(
        &sandbox,
        &["commit", "-q", "-m", "US-2 and US-99, not FOO-7\n\n# US-77"],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("the message names US-99, which is no item"),
        "{}",
        run.stderr
    );
    for name in ["US-2 ", "US-77", "FOO-7"] {
        assert!(
            !run.stderr.contains(&format!("names {name}")),
            "{}",
            run.stderr
        );
    }
    // Where `po` or the backlog is missing, a commit is as ever.
    sandbox.write("stories/US-3-broken.md", "---\ntitle: [\n---\n");
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "-q", "-m", "without po"]);
}

#[cfg(unix)]
#[test]
fn hooks_of_somebodys_own_stay() {
    let sandbox = shop();
    let hook = sandbox.dir().join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
    std::fs::write(&hook, "#!/bin/sh\nmake lint\n").expect("a hook");
    let told = sandbox.ok(&["git", "setup", "--hooks"]);
    assert!(
        told.contains("yours stays") && told.contains("check --staged"),
        "{told}"
    );
    assert_eq!(
        std::fs::read_to_string(&hook).expect("a hook"),
        "#!/bin/sh\nmake lint\n"
    );
    sandbox.ok(&["git", "setup", "--remove"]);
    assert!(hook.exists());
    // Hooks elsewhere belong to more than this clone.
    let shared = sandbox.dir().join("shared");
    std::fs::create_dir(&shared).expect("a folder");
    sandbox.git(&["config", "core.hooksPath", "shared"]);
    let told = sandbox.ok(&["git", "setup", "--hooks"]);
    assert!(told.contains("core.hooksPath points here"), "{told}");
    assert_eq!(std::fs::read_dir(&shared).expect("a folder").count(), 0);
}

#[test]
fn a_clone_without_the_driver_is_told_once() {
    let sandbox = shop();
    let hint = "po git setup";
    assert!(!sandbox.run(&["status"]).stderr.contains(hint));
    sandbox.git(&["config", "--remove-section", "merge.po"]);
    let run = sandbox.run(&["status"]);
    assert_eq!(run.stderr.matches(hint).count(), 1, "{}", run.stderr);
    sandbox.ok(&["git", "setup"]);
    assert!(!sandbox.run(&["status"]).stderr.contains(hint));
}

#[test]
fn worktrees_share_the_setup_and_no_repository_is_said() {
    let sandbox = shop();
    sandbox.git(&["config", "--remove-section", "merge.po"]);
    sandbox.git(&["worktree", "add", "-q", "../side"]);
    let side = sandbox.dir().join("../side");
    let run = |args: &[&str]| {
        sandbox.run_command(
            sandbox
                .command(env!("CARGO_BIN_EXE_po"))
                .args(args)
                .current_dir(&side),
        )
    };
    assert_eq!(run(&["git", "setup", "--hooks"]).code, 0);
    assert!(
        sandbox
            .git(&["config", "--local", "merge.po.driver"])
            .contains("po merge-driver")
    );
    assert!(sandbox.dir().join(".git/hooks/pre-commit").exists());
    let alone = Sandbox::new();
    let error = alone.fails(2, &["git", "setup"]);
    assert!(error.contains("no git repository"), "{error}");
}

#[test]
fn the_driver_takes_any_bytes_and_no_lock() {
    let sandbox = Sandbox::empty();
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(sandbox.dir().join(name), bytes).expect("a file");
    write("base", b"\0\xff");
    write("ours", b"---\n\0");
    write("theirs", b"");
    let merge = [
        "merge-driver",
        "base",
        "ours",
        "theirs",
        "no/where.md",
        "--ours-label",
        "%X",
    ];
    let run = sandbox.run(&merge);
    assert_eq!(run.code, 1, "{}", run.stderr);
    // A file that is not there is a failure that changes nothing: git then merges by lines.
    std::fs::remove_file(sandbox.dir().join("theirs")).expect("it goes");
    assert_eq!(sandbox.run(&merge).code, 2);
    assert_eq!(
        std::fs::read(sandbox.dir().join("ours")).expect("a file"),
        b"---\n\0"
    );
    let left: Vec<_> = std::fs::read_dir(sandbox.dir())
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
