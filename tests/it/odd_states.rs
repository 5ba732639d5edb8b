//! Where a working tree can stand, and repositories that libgit2 cannot read or must not take.

use crate::odd_repositories::{Odd, copy};
use crate::sandbox::Sandbox;

#[test]
fn a_detached_head() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    odd.git("clone", &["checkout", "-q", "--detach"]);
    assert_eq!(odd.everything("clone"), "US-4");
    // The number of a commit that only a detached HEAD holds is taken, too.
    odd.git("clone", &["add", "."]);
    odd.git("clone", &["commit", "-q", "-m", "on no branch"]);
    std::fs::remove_file(odd.dir("clone/backlog/stories/US-4-new.md")).unwrap();
    assert!(odd.ok("clone", &["add", "Next"]).starts_with("US-5"));
    odd.fails(
        "clone",
        &["sync"],
        "HEAD is detached: a commit would belong to no branch",
    );
}

#[test]
fn before_the_first_commit() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    assert!(sandbox.ok(&["add", "New"]).starts_with("US-1"));
    sandbox.ok(&["list"]);
    sandbox.ok(&["status"]);
    sandbox.ok(&["check"]);
    sandbox.ok(&["show", "1", "--history"]);
    assert!(sandbox.ok(&["diff"]).contains("1 added"));
    let said = sandbox.fails(2, &["list", "--at", "HEAD"]);
    assert!(said.contains("nothing is committed yet"), "{said}");
    let said = sandbox.fails(2, &["check", "--since", "HEAD"]);
    assert!(said.contains("nothing is committed yet"), "{said}");
    assert!(
        sandbox
            .ok(&["set", "1", "points=3", "--commit"])
            .contains("committed as")
    );
    assert_eq!(
        sandbox.git(&["ls-files"]),
        "backlog/stories/US-1-new.md\n",
        "the first commit holds exactly that file"
    );
    sandbox.ok(&["sync"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

/// What works where libgit2 cannot open the repository, and what is refused.
#[track_caller]
fn files_only(odd: &Odd, why: &str) {
    for args in [
        &["add", "New"][..],
        &["list"],
        &["rank", "2", "--top"],
        &["status"],
        &["check"],
        &["show", "1", "--history"],
    ] {
        let run = odd.po("shop", args);
        assert_eq!(run.code, 0, "{args:?} {}", run.stderr);
        assert!(run.stderr.contains(why), "{args:?} {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    for args in [
        &["list", "--at", "HEAD"][..],
        &["check", "--since", "HEAD"],
        &["diff"],
        &["set", "1", "points=3", "--commit"],
        &["sync"],
        &["resolve"],
        &["git", "setup"],
    ] {
        odd.fails("shop", args, why);
        odd.fails(
            "shop",
            args,
            "this needs the git repository, which po cannot use here",
        );
    }
    let text = odd.sandbox.read("stories/US-1-pay.md");
    assert!(!text.contains("points"), "what was refused changed nothing");
    // Numbers are those at hand only, and said to be.
    assert!(odd.sandbox.path("stories/US-3-new.md").is_file());
    let status = odd.git("shop", &["status", "--porcelain"]);
    assert!(!status.contains(".po"), "{status}");
}

#[test]
fn a_repository_of_sha_256_has_files_only() {
    let odd = Odd::with(&["init", "-q", "-b", "main", "--object-format=sha256"]);
    files_only(&odd, "it names its objects by SHA-256: files work");
    // A backlog that begins there says what is git's alone.
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "--object-format=sha256"]);
    let run = sandbox.run(&["init", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("it names its objects by SHA-256: files work"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("git itself works here as ever"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("no git repository"), "{}", run.stdout);
}

#[test]
fn a_repository_with_reftable_has_files_only() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command("git");
    command.args(["init", "-q", "--ref-format=reftable", "../try"]);
    if sandbox.run_command(&mut command).code != 0 {
        // Git before 2.45 has no such thing.
        return;
    }
    let odd = Odd::with(&["init", "-q", "-b", "main", "--ref-format=reftable"]);
    files_only(&odd, "it keeps its branches as reftable: files work");
}

#[test]
fn a_backlog_deep_in_a_repository() {
    let odd = Odd::new();
    odd.git("shop", &["init", "-q", "-b", "main", "../deep"]);
    std::fs::create_dir_all(odd.dir("deep/teams/a")).unwrap();
    copy(&odd.sandbox.path(""), &odd.dir("deep/teams/a/backlog"));
    odd.git("deep", &["add", "."]);
    odd.git("deep", &["commit", "-q", "-m", "a backlog"]);
    // Beside it stands another team's, with numbers of its own.
    copy(&odd.sandbox.path(""), &odd.dir("deep/teams/b/backlog"));
    std::fs::write(
        odd.dir("deep/teams/b/backlog/stories/US-70-theirs.md"),
        "---\ntitle: Theirs\nid: US-70\n---\n",
    )
    .unwrap();
    odd.git("deep", &["add", "."]);
    odd.git("deep", &["commit", "-q", "-m", "another backlog"]);
    assert_eq!(odd.everything("deep/teams/a"), "US-3");
    odd.syncs("deep/teams/a");
}

#[test]
fn a_backlog_that_is_a_repository() {
    let odd = Odd::new();
    // Around it is another repository, which must not be asked.
    odd.git("shop", &["init", "-q", "-b", "main", "../around"]);
    copy(&odd.sandbox.path(""), &odd.dir("around/backlog"));
    odd.git("around/backlog", &["init", "-q", "-b", "main"]);
    odd.git("around/backlog", &["add", "."]);
    odd.git("around/backlog", &["commit", "-q", "-m", "the backlog"]);
    assert!(odd.ok("around", &["list"]).contains("US-2"));
    assert_eq!(odd.everything("around/backlog"), "US-3");
    odd.syncs("around/backlog");
    assert_eq!(
        odd.git("around/backlog", &["rev-list", "--count", "HEAD"]),
        "3\n"
    );
}

#[test]
fn git_dir_in_the_environment_turns_nothing_elsewhere() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    odd.git("shop", &["clone", "-q", &odd.url(), "../other"]);
    let elsewhere = odd.dir("other/.git");
    let po = |at: &str, args: &[&str]| {
        let mut command = odd.sandbox.command(env!("CARGO_BIN_EXE_po"));
        command
            .current_dir(odd.dir(at))
            .env("GIT_DIR", &elsewhere)
            .env("GIT_WORK_TREE", odd.dir("other"));
        odd.sandbox.run_command(command.args(args))
    };
    let run = po("clone", &["set", "1", "points=3", "--commit"]);
    assert!(run.stdout.contains("committed as"), "{}", run.stderr);
    assert_eq!(odd.git("clone", &["rev-list", "--count", "HEAD"]), "3\n");
    assert_eq!(odd.git("other", &["rev-list", "--count", "HEAD"]), "2\n");
    assert_eq!(odd.git("other", &["status", "--porcelain"]), "");
    // A backlog without a repository of its own is told that this one is not taken.
    copy(&odd.sandbox.path(""), &odd.dir("plain/backlog"));
    let run = po("plain", &["add", "New"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("`GIT_DIR` is set, but po uses only"),
        "{}",
        run.stderr
    );
    let run = po("plain", &["list", "--at", "HEAD"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("which po cannot use here"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn somebody_elses_repository_is_read_and_not_committed_to() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    let all = [odd.dir("clone"), odd.dir("clone/.git")];
    // Only root may give files away; for others the test ends here.
    if all
        .iter()
        .any(|path| std::os::unix::fs::chown(path, Some(12_345), None).is_err())
    {
        return;
    }
    odd.ok("clone", &["list", "--at", "HEAD"]);
    odd.ok("clone", &["add", "New"]);
    odd.fails(
        "clone",
        &["set", "1", "points=3", "--commit"],
        "safe.directory",
    );
}

/// A clone in which `what` stopped at a conflict in US-1.
fn stopped(what: &[&str]) -> Odd {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    let path = odd.dir("clone/backlog/stories/US-1-pay.md");
    let retitle = |to: &str| {
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("title: Pay", &format!("title: {to}"))).unwrap();
        odd.git("clone", &["commit", "-q", "-a", "-m", to]);
    };
    odd.git("clone", &["checkout", "-q", "-b", "side"]);
    retitle("Theirs");
    odd.git("clone", &["checkout", "-q", "main"]);
    retitle("Ours");
    let mut command = odd.sandbox.command("git");
    command.current_dir(odd.dir("clone")).args(what);
    assert_eq!(odd.sandbox.run_command(&mut command).code, 1);
    odd
}

/// What works in the middle of something, and what is refused before it changes anything.
#[track_caller]
fn in_the_middle(odd: &Odd, what: &str) {
    assert!(odd.ok("clone", &["add", "New"]).starts_with("US-4"));
    for args in [
        &["list"][..],
        &["status"],
        &["check"],
        &["show", "1", "--history"],
    ] {
        // One file cannot be read, and that is said.
        let run = odd.po("clone", args);
        assert_eq!(run.code, 1, "{args:?} {}", run.stderr);
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains("conflict marker"), "{args:?} {said}");
    }
    odd.ok("clone", &["list", "--at", "HEAD"]);
    assert!(odd.po("clone", &["resolve"]).stdout.contains("to decide"));
    let index = odd.git("clone", &["ls-files", "--stage"]);
    let refused = format!("{what} is under way: git commits all of it together");
    odd.fails("clone", &["set", "2", "points=5", "--commit"], &refused);
    let text = std::fs::read_to_string(odd.dir("clone/backlog/stories/US-2-refund.md")).unwrap();
    assert!(!text.contains("points"), "{text}");
    assert_eq!(odd.git("clone", &["ls-files", "--stage"]), index);
    // The habit of po.yaml is no reason to refuse.
    let config = odd.dir("clone/backlog/po.yaml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text.replace("commit: never", "commit: always")).unwrap();
    let run = odd.po("clone", &["set", "2", "points=5"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("is under way, so nothing is committed"),
        "{}",
        run.stderr
    );
    assert_eq!(odd.git("clone", &["ls-files", "--stage"]), index);
}

#[test]
fn in_the_middle_of_a_merge() {
    let odd = stopped(&["merge", "-q", "side"]);
    in_the_middle(&odd, "a merge");
    odd.fails("clone", &["sync"], "po resolve: decide field by field");
}

#[test]
fn in_the_middle_of_a_rebase() {
    let odd = stopped(&["rebase", "-q", "side"]);
    in_the_middle(&odd, "a rebase");
    odd.fails("clone", &["sync"], "a rebase is under way");
}

#[test]
fn in_the_middle_of_a_cherry_pick() {
    let odd = stopped(&["cherry-pick", "side"]);
    in_the_middle(&odd, "a cherry-pick");
    let way_out = "git cherry-pick --continue, or --abort: then po sync";
    odd.fails("clone", &["sync"], way_out);
}

#[test]
fn an_item_that_a_sparse_checkout_leaves_out_is_not_unknown() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    odd.ok(
        "clone",
        &["set", "2", "alias+=US-9", "alias+=OLD-2", "--commit"],
    );
    odd.ok("clone", &["set", "1", "alias+=US-2", "--commit"]);
    let but_one = ["/*", "!backlog/stories/US-2*"];
    odd.git(
        "clone",
        &[&["sparse-checkout", "set", "--no-cone"][..], &but_one].concat(),
    );
    for args in [
        &["show", "2"][..],
        &["show", "us-2", "--format", "json"],
        &["show", "9"],
        &["show", "old-2"],
        &["why", "2"],
        &["edit", "2"],
        &["set", "2", "points=3"],
        &["rank", "1", "2", "--top"],
        &["list", "--epic", "1", "-q", "id:2"],
    ] {
        let run = odd.po("clone", args);
        if args[0] == "list" {
            assert!(
                run.code == 0 && !run.stdout.contains("US-1"),
                "{}",
                run.stdout
            );
            continue;
        }
        let says = "is left out of this sparse checkout: `backlog/stories/US-2-refund.md` is in the repository";
        assert!(
            run.code == 2 && run.stderr.contains(says),
            "{args:?} {}",
            run.stderr
        );
    }
    odd.fails("clone", &["show", "77"], "there is no item `US-77`");
    // What it says to type works, from any folder and in both forms.
    odd.fails(
        "clone",
        &["show", "2"],
        "hint: po show 2 --at HEAD: shows it",
    );
    let run = odd.po("clone", &["show", "2", "--at", "HEAD"]);
    assert!(run.stdout.starts_with("US-2 Refund"), "{}", run.stdout);
    let add = "sparse-checkout add /backlog/stories/US-2-refund.md: brings";
    odd.fails("clone", &["show", "2"], &format!("hint: git {add}"));
    odd.fails(
        "clone/backlog/stories",
        &["show", "2"],
        &format!("hint: git -C ../.. {add}"),
    );
    odd.git(
        "clone",
        &["sparse-checkout", "add", "/backlog/stories/US-2-refund.md"],
    );
    assert!(odd.ok("clone", &["show", "9"]).starts_with("US-2 Refund"));
    for form in ["--no-sparse-index", "--sparse-index"] {
        odd.git(
            "clone",
            &["sparse-checkout", "set", "--cone", form, "backlog/sprints"],
        );
        for id in ["1", "9"] {
            odd.fails(
                "clone",
                &["show", id],
                "hint: git sparse-checkout add backlog/stories: brings",
            );
        }
        let notice = odd.po("clone", &["list"]).stderr;
        assert!(
            notice.contains("2 files of the backlog are left out"),
            "{notice}"
        );
        odd.git("clone", &["sparse-checkout", "add", "backlog/stories"]);
        assert!(odd.ok("clone", &["show", "1"]).starts_with("US-1 Pay"));
    }
}
