//! `po git setup` and the merge driver, with real git.

use crate::sandbox::Sandbox;
use crate::shop::{STORY, Shop, path_with, program};
use crate::two_clones::Team;

#[test]
fn init_sets_a_clone_up() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    let init = ["init", "--yes", "--product", "Web shop", "--time-zone"];
    let told = sandbox.ok(&[&init[..], &["UTC"]].concat());
    insta::assert_snapshot!(told);
    assert_eq!(
        sandbox.read(".gitattributes"),
        "stories/**/*.md merge=po\nmetrics/*.csv merge=union\n"
    );
    sandbox.ok(&["add", "Pay"]);
    for (path, wanted) in [
        ("US-1-pay.md", "po"),
        ("deep/er/US-2.md", "po"),
        ("../product.md", "unspecified"),
        ("../metrics/nps.csv", "union"),
    ] {
        let path = format!("backlog/stories/{path}");
        let told = sandbox.git(&["check-attr", "merge", "--", &path]);
        let wanted = format!("merge: {wanted}");
        assert!(told.trim_end().ends_with(&wanted), "{told}");
    }
    let driver = sandbox.git(&["config", "--local", "merge.po.driver"]);
    for part in ["po merge-driver", "git merge-file"] {
        assert!(driver.contains(part), "{driver}");
    }
}

#[test]
fn stories_merge_field_by_field() {
    let shop = Shop::new();
    let sales = ["set", "1", "value=3", "requested_by=Sales"];
    shop.branches(&["set", "1", "points=8"], &sales);
    shop.did(&["ac", "1", "check", "1"]);
    shop.git(&["checkout", "-q", "side"]);
    shop.did(&["ac", "1", "check", "2"]);
    shop.git(&["merge", "-q", "main"]);
    shop.story_says(&["points: 8", "value: 3", "requested_by: Sales"]);
    shop.story_says(&["- [x] It works", "- [x] It is quick"]);
}

#[test]
fn what_is_contested_is_marked_and_said() {
    let shop = Shop::new();
    shop.branches(
        &["set", "1", "points=8", "value=3"],
        &["set", "1", "points=5"],
    );
    let said = shop.stops(&["merge", "side"]);
    let words = "US-1-pay-with-a-saved-card.md: both sides changed points";
    assert!(said.contains(words), "{said}");
    shop.story_says(&[
        "<<<<<<< HEAD\npoints: 5\n=======\npoints: 8\n>>>>>>> side\n",
        "value: 3",
    ]);
    // The rest of the backlog stays to be read.
    assert_eq!(shop.run(&["list"]).code, 1);
    shop.git(&["merge", "--abort"]);
    for style in ["diff3", "zdiff3"] {
        shop.git(&["config", "merge.conflictStyle", style]);
        shop.stops(&["rebase", "side"]);
        shop.story_says(&["\n||||||| ", "\npoints:\n=======\npoints: 5\n>>>>>>> "]);
        shop.git(&["rebase", "--abort"]);
    }
}

#[cfg(unix)]
#[test]
fn without_po_git_merges_by_lines() {
    let shop = Shop::new();
    shop.branches(&["set", "1", "points=8"], &["set", "1", "points=5"]);
    // A `po` that is another program, whatever it says of itself, or that is killed: nothing of the file is lost.
    let mut paths = vec![std::env::var_os("PATH").unwrap_or_default()];
    for (name, text) in [
        ("other", "exit 3"),
        ("content", "exit 0"),
        ("talkative", "echo merged nothing; exit 1"),
        ("killed", "kill -9 $$"),
    ] {
        let folder = shop.dir().join(name);
        program(&folder.join("po"), &format!("#!/bin/sh\n{text}\n"));
        paths.push(path_with(&folder));
    }
    for path in paths {
        let run = shop.try_git_on(&path, &["merge", "side"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        shop.story_says(&["<<<<<<< ours\npoints: 5\n=======\npoints: 8\n>>>>>>> theirs\n"]);
        shop.git(&["merge", "--abort"]);
    }
}

#[test]
fn a_locked_configuration_is_told_before_anything_is_written() {
    let shop = Shop::new();
    shop.ok(&["git", "setup", "--remove"]);
    let lock = shop.dir().join(".git/config.lock");
    std::fs::write(&lock, "").expect("a lock");
    let run = shop.run(&["git", "setup"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    for said in ["configuration is locked", "remove that file"] {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert!(!shop.dir().join("backlog/.gitattributes").exists());
    std::fs::remove_file(&lock).expect("it goes");
    shop.ok(&["git", "setup"]);
}

#[test]
fn rename_against_edit() {
    let shop = Shop::new();
    shop.git(&["checkout", "-q", "-b", "side"]);
    let old = format!("backlog/{STORY}");
    shop.git(&["mv", &old, "backlog/stories/US-1-pay.md"]);
    shop.did(&["set", "1", "points=8"]);
    shop.git(&["checkout", "-q", "main"]);
    shop.did(&["set", "1", "requested_by=Sales"]);
    shop.git(&["merge", "-q", "side"]);
    let story = shop.read("stories/US-1-pay.md");
    for kept in ["points: 8", "requested_by: Sales"] {
        assert!(story.contains(kept), "{story}");
    }
}

#[test]
fn delete_against_edit() {
    let shop = Shop::new();
    shop.git(&["checkout", "-q", "-b", "gone"]);
    shop.git(&["rm", "-q", &format!("backlog/{STORY}")]);
    shop.commit();
    shop.git(&["checkout", "-q", "main"]);
    shop.did(&["set", "1", "value=5"]);
    let said = shop.stops(&["merge", "gone"]);
    assert!(said.contains("CONFLICT (modify/delete)"), "{said}");
    shop.story_says(&["value: 5"]);
}

#[test]
fn two_items_under_one_name() {
    let shop = Shop::new();
    let add = |minute: u32, words: &str| {
        let created = format!("created: 2026-11-21T20:{minute}:07Z");
        let text = format!("---\ntitle: Pay\nid: US-2\n{created}\npoints: 1\n---\n\n{words}\n");
        shop.write("stories/US-2-pay.md", text);
        shop.commit();
    };
    shop.git(&["checkout", "-q", "-b", "side"]);
    add(31, "Ours");
    shop.git(&["checkout", "-q", "main"]);
    add(35, "Theirs");
    let said = shop.stops(&["merge", "side"]);
    assert!(said.contains("not of one item"), "{said}");
    let story = shop.read("stories/US-2-pay.md");
    for kept in ["Ours", "Theirs"] {
        assert!(story.contains(kept), "{story}");
    }
}

#[test]
fn setup_goes_in_and_comes_out() {
    let shop = Shop::new();
    let config =
        || std::fs::read_to_string(shop.dir().join(".git/config")).expect("a configuration");
    shop.ok(&["git", "setup", "--remove"]);
    assert!(!shop.path(".gitattributes").exists());
    assert!(!config().contains("merge-driver"), "{}", config());
    let before = (shop.files(), config());
    let told = shop.ok(&["git", "setup", "--hooks"]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(shop.ok(&["git", "setup", "--hooks"]));
    insta::assert_snapshot!(shop.ok(&["git", "setup", "--remove"]));
    assert_eq!(shop.files(), before.0);
    assert!(!config().contains("driver"), "{}", config());
    for hook in ["pre-commit", "commit-msg"] {
        assert!(!shop.dir().join(".git/hooks").join(hook).exists());
    }
    // A line and a command of the team's own stay.
    let own = "*.csv text\nstories/*.md merge=po\n";
    shop.write(".gitattributes", own);
    shop.git(&["config", "merge.po.driver", "mine %A"]);
    let told = shop.ok(&["git", "setup", "--remove"]);
    assert!(told.contains("not as po wrote it"), "{told}");
    assert_eq!(shop.read(".gitattributes"), own);
}

#[test]
fn hooks_check_and_tell() {
    let shop = Shop::new();
    shop.ok(&["git", "setup", "--hooks"]);
    let story = "stories/US-2-broken.md";
    shop.write(story, "---\ntitle: [\nid: US-2\n---\n");
    shop.git(&["add", "--all"]);
    let said = shop.stops(&["commit", "-m", "broken"]);
    assert!(said.contains("US-2-broken.md"), "{said}");
    shop.write(story, "---\ntitle: Fine\nid: US-2\n---\n");
    shop.git(&["add", "--all"]);
    let message = "US-2 and US-99, not FOO-7\n\n# US-77";
    let run = shop.try_git(&["commit", "-q", "-m", message]);
    let said = run.stderr;
    assert_eq!(run.code, 0, "{said}");
    let names = "the message names US-99, which is no item";
    assert!(said.contains(names), "{said}");
    for name in ["US-2 ", "US-77", "FOO-7"] {
        assert!(!said.contains(&format!("names {name}")), "{said}");
    }
    // Where `po` or the backlog is missing, a commit is as ever.
    shop.write("stories/US-3-broken.md", "---\ntitle: [\n---\n");
    let path = std::env::var_os("PATH").unwrap_or_default();
    shop.git(&["add", "--all"]);
    let run = shop.try_git_on(&path, &["commit", "-q", "-m", "without po"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn hooks_are_taken_out_alone() {
    let shop = Shop::new();
    shop.ok(&["git", "setup", "--hooks"]);
    let hook = shop.dir().join(".git/hooks/pre-commit");
    assert!(hook.is_file());
    let told = shop.ok(&["git", "setup", "--hooks", "--remove"]);
    assert!(told.starts_with("Took the hooks out\n"), "{told}");
    assert!(!hook.exists());
    assert!(shop.read(".gitattributes").contains("merge=po"));
    assert!(!shop.git(&["config", "merge.po.driver"]).is_empty());
    let told = shop.ok(&["git", "setup", "--hooks", "--remove"]);
    assert_eq!(told, "No hooks of ours\n");
}

#[cfg(unix)]
#[test]
fn hooks_of_somebodys_own_stay() {
    let shop = Shop::new();
    let hook = shop.dir().join(".git/hooks/pre-commit");
    let own = "#!/bin/sh\nmake lint\n";
    program(&hook, own);
    let told = shop.ok(&["git", "setup", "--hooks"]);
    for part in ["yours stays", "check --staged"] {
        assert!(told.contains(part), "{told}");
    }
    shop.ok(&["git", "setup", "--remove"]);
    assert_eq!(std::fs::read_to_string(&hook).expect("a hook"), own);
    // Hooks elsewhere belong to more than this clone.
    let shared = shop.dir().join("shared");
    std::fs::create_dir(&shared).expect("a folder");
    shop.git(&["config", "core.hooksPath", "shared"]);
    let told = shop.ok(&["git", "setup", "--hooks"]);
    assert!(told.contains("core.hooksPath points here"), "{told}");
    assert_eq!(std::fs::read_dir(&shared).expect("a folder").count(), 0);
}

#[test]
fn a_clone_without_the_driver_is_told_once() {
    let shop = Shop::new();
    let hints = || {
        let said = shop.run(&["status"]).stderr;
        said.matches("po git setup").count()
    };
    assert_eq!(hints(), 0);
    shop.git(&["config", "--remove-section", "merge.po"]);
    assert_eq!(hints(), 1);
    shop.ok(&["git", "setup"]);
    assert_eq!(hints(), 0);
}

#[test]
fn worktrees_share_the_setup_and_no_repository_is_said() {
    let shop = Shop::new();
    shop.git(&["config", "--remove-section", "merge.po"]);
    shop.git(&["worktree", "add", "-q", "../side"]);
    let mut command = shop.command(env!("CARGO_BIN_EXE_po"));
    command.args(["git", "setup", "--hooks"]);
    let side = shop.dir().join("../side");
    assert_eq!(shop.run_command(command.current_dir(&side)).code, 0);
    let driver = shop.git(&["config", "--local", "merge.po.driver"]);
    assert!(driver.contains("po merge-driver"), "{driver}");
    assert!(shop.dir().join(".git/hooks/pre-commit").exists());
    let error = Sandbox::new().fails(2, &["git", "setup"]);
    assert!(error.contains("no git repository"), "{error}");
}

#[test]
fn the_driver_takes_any_bytes_and_no_lock() {
    let sandbox = Sandbox::empty();
    let dir = sandbox.dir();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.join(name), bytes).expect("a file");
    write("base", b"\0\xff");
    write("ours", b"---\n\0");
    write("theirs", b"");
    let files = ["base", "ours", "theirs", "no/where.md"];
    let merge = [&["merge-driver"], &files[..], &["--ours-label", "%X"]].concat();
    sandbox.fails(1, &merge);
    // A file that is not there is a failure that changes nothing: git then merges by lines.
    std::fs::remove_file(dir.join("theirs")).expect("it goes");
    sandbox.fails(2, &merge);
    assert_eq!(std::fs::read(dir.join("ours")).expect("a file"), b"---\n\0");
    assert_eq!(std::fs::read_dir(&dir).expect("a folder").count(), 2);
}

#[test]
fn a_line_that_wins_over_the_driver_is_said() {
    let team = Team::new();
    team.ok("b", &["git", "setup"]);
    let is_said = |clone: &str, args: &[&str], says: &str| {
        let run = team.run(clone, args);
        assert!(
            run.stderr.contains("does not merge `backlog/stories/") && run.stderr.contains(says),
            "{args:?} {}",
            run.stderr
        );
    };
    for (line, says) in [
        ("*.md merge=union", "`merge=union` in .gitattributes wins"),
        ("*.md binary", "`-merge` in .gitattributes wins"),
    ] {
        team.write("a", "backlog/stories/.gitattributes", &format!("{line}\n"));
        is_said("a", &["git", "setup"], says);
        is_said("a", &["status"], says);
    }
    team.git("a", &["add", "."]);
    team.git("a", &["commit", "-q", "-m", "another driver"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "1", "points=5"]);
    // What comes in may say so first.
    team.run("b", &["sync"]);
    is_said("b", &["status"], "`-merge` in .gitattributes wins");
    team.ok("a", &["set", "2", "points=5"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "3", "points=5"]);
    is_said("b", &["sync"], "`-merge` in .gitattributes wins");
    // A line of the backlog's own that gives the driver to nothing.
    team.git("a", &["rm", "-q", "-f", "backlog/stories/.gitattributes"]);
    team.write(
        "a",
        "backlog/.gitattributes",
        "metrics/*.csv merge=union\nx merge=po\n",
    );
    team.git("a", &["add", "."]);
    is_said("a", &["git", "setup"], "no line of .gitattributes gives it");
    team.write("a", "backlog/.gitattributes", "stories/**/*.md merge=po\n");
    team.ok("a", &["git", "setup"]);
    assert!(!team.run("a", &["status"]).stderr.contains("does not merge"));
}

#[test]
fn two_backlogs_in_one_repository_keep_their_setup() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    for name in ["one", "two"] {
        sandbox.ok(&["init", "--yes", "--backlog", name]);
        sandbox.ok(&["--backlog", name, "git", "setup", "--hooks"]);
    }
    sandbox.git(&["add", "."]);
    let hook = || std::fs::read_to_string(sandbox.dir().join(".git/hooks/pre-commit"));
    let both = hook().expect("a hook");
    assert!(
        both.contains("--backlog 'one'") && both.contains("--backlog 'two'"),
        "{both}"
    );
    let told = sandbox.ok(&["--backlog", "two", "git", "setup", "--remove"]);
    assert!(
        told.contains("merge.po stays: one/.gitattributes names it"),
        "{told}"
    );
    let left = hook().expect("a hook");
    assert!(
        left.contains("--backlog 'one'") && !left.contains("'two'"),
        "{left}"
    );
    let told = sandbox.ok(&["--backlog", "one", "git", "setup", "--remove"]);
    assert!(told.contains("merge.po is gone"), "{told}");
    assert!(hook().is_err());
}

#[test]
fn husky_runs_what_stands_beside_its_own_folder() {
    let shop = Shop::new();
    std::fs::create_dir_all(shop.dir().join(".husky/_")).expect("a folder");
    shop.git(&["config", "core.hooksPath", ".husky/_"]);
    let told = shop.ok(&["git", "setup", "--hooks"]);
    assert!(
        told.contains(".husky/pre-commit") && !told.contains(".husky/_/"),
        "{told}"
    );
}
