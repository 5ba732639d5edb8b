//! Repositories that are not just a clone: in each, every command works or says clearly that it does not.

use std::path::{Path, PathBuf};

use crate::sandbox::{Run, Sandbox};

/// A backlog of two items on `main`, one of them removed, and places beside it.
pub struct Odd {
    pub sandbox: Sandbox,
}

impl Odd {
    pub fn new() -> Self {
        Self::with(&["init", "-q", "-b", "main"])
    }

    pub fn with(init: &[&str]) -> Self {
        let sandbox = Sandbox::new();
        for (number, title) in [(1, "Pay"), (2, "Refund"), (3, "Gone")] {
            let created = format!("created: 2026-11-0{number}T00:00:00Z\nstatus: new\n");
            let body = format!("As a guest, I want {title} so that I have it.\n");
            sandbox.story(number, title, &created, &body);
        }
        sandbox.git(init);
        sandbox.git(&["add", "."]);
        sandbox.git(&["commit", "-q", "-m", "the backlog"]);
        sandbox.git(&["rm", "-q", "backlog/stories/US-3-gone.md"]);
        sandbox.git(&["commit", "-q", "-m", "one is gone"]);
        Self { sandbox }
    }

    /// A folder beside the first repository.
    pub fn dir(&self, name: &str) -> PathBuf {
        self.sandbox.dir().join("..").join(name)
    }

    pub fn url(&self) -> String {
        format!("file://{}", self.sandbox.dir().display())
    }

    #[track_caller]
    pub fn git(&self, at: &str, args: &[&str]) -> String {
        let mut command = self.sandbox.command("git");
        command.current_dir(self.dir(at)).args(args);
        let run = self.sandbox.run_command(&mut command);
        assert_eq!(run.code, 0, "git {args:?}\n{}\n{}", run.stdout, run.stderr);
        run.stdout
    }

    pub fn po(&self, at: &str, args: &[&str]) -> Run {
        let mut command = self.sandbox.command(env!("CARGO_BIN_EXE_po"));
        self.sandbox
            .run_command(command.current_dir(self.dir(at)).args(args))
    }

    #[track_caller]
    pub fn ok(&self, at: &str, args: &[&str]) -> String {
        let run = self.po(at, args);
        assert_eq!(run.code, 0, "po {args:?}\n{}\n{}", run.stdout, run.stderr);
        assert_eq!(run.stderr, "", "po {args:?}");
        run.stdout
    }

    #[track_caller]
    pub fn fails(&self, at: &str, args: &[&str], says: &str) {
        let run = self.po(at, args);
        assert_eq!(run.code, 2, "po {args:?}\n{}\n{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(says), "po {args:?}: {}", run.stderr);
    }

    /// What must work wherever git and the backlog are all there. Returns the id that was minted.
    #[track_caller]
    pub fn everything(&self, at: &str) -> String {
        let added = self.ok(at, &["add", "New"]);
        let id = added.split(' ').next().unwrap().to_owned();
        assert!(self.ok(at, &["rank", "2", "--top"]).contains("2 → 1"));
        let listed = self.ok(at, &["list", "--format", "csv"]);
        let listed: Vec<&str> = listed.lines().skip(1).collect();
        assert!(listed[0].starts_with("1,US-2,"), "{listed:?}");
        self.ok(at, &["status"]);
        self.ok(at, &["check"]);
        self.ok(at, &["check", "--since", "HEAD"]);
        let before = self.ok(at, &["list", "--at", "HEAD", "--format", "csv"]);
        assert_eq!(before.lines().count(), 3, "{before}");
        let life = self.ok(at, &["show", "1", "--history"]);
        assert!(life.contains("as new: Pay"), "{life}");
        assert!(self.ok(at, &["diff"]).contains("1 added, 1 changed"));
        let set = self.ok(at, &["set", "1", "points=3", "--commit"]);
        assert!(set.contains("committed as"), "{set}");
        let named = self.git(at, &["show", "--format=", "--name-only"]);
        assert!(
            named.ends_with("stories/US-1-pay.md\n") && named.lines().count() == 1,
            "{named}"
        );
        id
    }

    #[track_caller]
    pub fn syncs(&self, at: &str) {
        let run = self.po(at, &["sync", "--no-push"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains("committed as"), "{}", run.stdout);
        assert_eq!(self.git(at, &["status", "--porcelain"]), "");
    }
}

#[test]
fn a_clone() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    // US-3 is gone, and its number stays taken.
    assert_eq!(odd.everything("clone"), "US-4");
    odd.syncs("clone");
}

#[test]
fn packed_references() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    odd.git("clone", &["pack-refs", "--all"]);
    odd.git("clone", &["gc", "-q"]);
    assert_eq!(odd.everything("clone"), "US-4");
    odd.syncs("clone");
}

#[test]
fn worktrees_share_their_numbers() {
    let odd = Odd::new();
    odd.git("shop", &["worktree", "add", "-q", "-b", "side", "../side"]);
    odd.ok("shop", &["add", "In the first one"]);
    assert_eq!(odd.everything("side"), "US-5");
    odd.syncs("side");
    assert_eq!(
        odd.git("shop", &["status", "--porcelain"]),
        "?? backlog/stories/US-4-in-the-first-one.md\n"
    );
}

#[test]
fn a_worktree_of_a_bare_repository() {
    let odd = Odd::new();
    odd.git(
        "shop",
        &["clone", "-q", "--bare", &odd.url(), "../bare.git"],
    );
    odd.git("bare.git", &["worktree", "add", "-q", "../side", "main"]);
    assert_eq!(odd.everything("side"), "US-4");
    odd.syncs("side");
}

#[test]
fn a_bare_repository_says_that_nobody_works_in_it() {
    let odd = Odd::new();
    odd.git(
        "shop",
        &["clone", "-q", "--bare", &odd.url(), "../bare.git"],
    );
    for args in [
        &["list"][..],
        &["add", "New"],
        &["rank", "2", "--top"],
        &["status"],
        &["check"],
        &["show", "1", "--history"],
        &["list", "--at", "HEAD"],
        &["sync"],
        &["init", "--yes"],
    ] {
        odd.fails(
            "bare.git",
            args,
            "is a bare repository: it has no working tree",
        );
    }
}

#[test]
fn a_backlog_in_a_submodule_has_its_own_repository() {
    let odd = Odd::new();
    odd.git("shop", &["init", "-q", "-b", "main", "../super"]);
    odd.git(
        "super",
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            &odd.url(),
            "sub",
        ],
    );
    odd.git("super", &["commit", "-q", "-m", "a submodule"]);
    let top = odd.git("super", &["rev-parse", "HEAD"]);
    assert_eq!(odd.everything("super/sub"), "US-4");
    odd.syncs("super/sub");
    assert_eq!(
        odd.git("super", &["rev-parse", "HEAD"]),
        top,
        "the superproject is left alone"
    );
    assert_eq!(odd.git("super", &["status", "--porcelain"]), " M sub\n");
}

#[test]
fn a_backlog_in_the_superproject_leaves_submodules_alone() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../lib"]);
    odd.git("shop", &["clone", "-q", &odd.url(), "../super"]);
    let lib = odd.dir("lib").display().to_string();
    odd.git(
        "super",
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            &lib,
            "lib",
        ],
    );
    odd.git("super", &["commit", "-q", "-m", "a submodule"]);
    assert_eq!(odd.everything("super"), "US-4");
    odd.syncs("super");
    assert_eq!(odd.git("super/lib", &["status", "--porcelain"]), "");
}

#[test]
fn a_shallow_clone_knows_what_it_holds() {
    let odd = Odd::new();
    odd.git(
        "shop",
        &["clone", "-q", "--depth=1", &odd.url(), "../clone"],
    );
    // What was deleted before the edge is not known here, and the life of an item says where it begins.
    assert_eq!(odd.everything("clone"), "US-3");
    let life = odd.ok("clone", &["show", "1", "--history"]);
    assert!(life.contains("shallow"), "{life}");
    odd.fails(
        "clone",
        &["list", "--at", "HEAD~2"],
        "git fetch --unshallow",
    );
}

#[test]
fn a_partial_clone_says_what_it_left_out() {
    let odd = Odd::new();
    odd.git("shop", &["config", "uploadpack.allowFilter", "true"]);
    odd.git(
        "shop",
        &["clone", "-q", "--filter=blob:none", &odd.url(), "../clone"],
    );
    // Trees are there, so every number is known.
    assert_eq!(odd.everything("clone"), "US-4");
    odd.syncs("clone");
    // The removed item's contents are not.
    odd.fails(
        "clone",
        &["list", "--at", "HEAD~3"],
        "git fetch --refetch --no-filter",
    );
}

#[test]
fn a_sparse_checkout_says_that_it_is_not_all() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    let all_but_one = [
        "sparse-checkout",
        "set",
        "--no-cone",
        "/*",
        "!backlog/stories/US-2*",
    ];
    odd.git("clone", &all_but_one);
    let notice = "1 file of the backlog is left out of this sparse checkout";
    for args in [
        &["list"][..],
        &["status"],
        &["check"],
        &["rank", "1", "--top"],
    ] {
        let run = odd.po("clone", args);
        assert_eq!(run.code, 0, "{args:?} {}", run.stderr);
        assert!(run.stderr.contains(notice), "{}", run.stderr);
    }
    let at_head = odd.po("clone", &["list", "--at", "HEAD", "--format", "csv"]);
    assert!(at_head.stdout.contains("US-2"));
    // What names it does not lead nowhere; what names nothing does.
    let pay = odd.dir("clone/backlog/stories/US-1-pay.md");
    let text = std::fs::read_to_string(&pay).unwrap();
    let waits = text.replace(
        "status: new\n",
        "status: new\ndepends_on: [US-2, US-9]\nepic: 2\n",
    );
    std::fs::write(&pay, waits).unwrap();
    for args in [&[][..], &["--profile", "strict"], &["--since", "HEAD"]] {
        let args = [&["check", "--select", "dangling-reference"], args].concat();
        let run = odd.po("clone", &args);
        assert!(
            run.code == 1 && run.stderr.contains(notice),
            "{}",
            run.stderr
        );
        assert!(
            run.stdout.contains("1 error") && run.stdout.contains("US-9"),
            "{}",
            run.stdout
        );
    }
    std::fs::write(&pay, text).unwrap();
    // It is not deleted: no diff shows it so, and no commit takes it away.
    assert!(!odd.po("clone", &["diff"]).stdout.contains("US-2"));
    let added = odd.po("clone", &["add", "New", "--commit"]);
    assert!(added.stdout.starts_with("US-4 New"), "{}", added.stdout);
    assert_eq!(odd.po("clone", &["sync", "--no-push"]).code, 0);
    assert_eq!(
        odd.git("clone", &["ls-files", "backlog/stories"])
            .lines()
            .count(),
        3
    );
}

#[test]
fn a_sparse_checkout_without_the_backlog_says_where_it_is() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    odd.git("clone", &["sparse-checkout", "set", "elsewhere"]);
    odd.fails(
        "clone",
        &["list"],
        "the backlog in `backlog` is committed, and not checked out here",
    );
    odd.fails("clone", &["add", "New"], "git sparse-checkout add backlog");
}

#[test]
fn a_merge_that_moves_the_backlog_says_where_it_is_now() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    odd.git("clone", &["switch", "-q", "-c", "side"]);
    odd.git("clone", &["mv", "backlog", "docs"]);
    odd.git("clone", &["commit", "-q", "-m", "moved"]);
    odd.git("clone", &["switch", "-q", "-"]);
    odd.git("clone", &["merge", "-q", "--no-commit", "--no-ff", "side"]);
    odd.fails(
        "clone",
        &["resolve"],
        "po --backlog docs: the one that is here",
    );
    let there = odd.po("clone", &["--backlog", "docs", "resolve"]);
    assert_eq!(there.code, 0, "{}{}", there.stdout, there.stderr);
}

#[test]
fn a_repository_within_the_backlog_is_left_alone_and_said_so() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    let inner = odd.dir("clone/backlog/stories/team");
    std::fs::create_dir_all(&inner).unwrap();
    odd.git("clone", &["init", "-q", "backlog/stories/team"]);
    std::fs::write(inner.join("US-7-x.md"), "---\ntitle: x\nid: US-7\n---\n").unwrap();
    odd.fails(
        "clone",
        &["set", "7", "points=3", "--commit"],
        "`backlog/stories/team` is a git repository of its own",
    );
    odd.ok("clone", &["set", "1", "points=3"]);
    let run = odd.po("clone", &["sync", "--no-push"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let left = "left out, a git repository of its own: backlog/stories/team/";
    assert!(run.stderr.contains(left), "{}", run.stderr);
    assert!(
        run.stdout.contains("US-1") && !run.stdout.contains("US-7"),
        "{}",
        run.stdout
    );
    let run = odd.po("clone", &["sync", "--no-push"]);
    assert!(
        run.stderr.contains(left) && !run.stdout.contains("committed"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_sparse_index_is_read_by_git_only() {
    let odd = Odd::new();
    odd.git("shop", &["clone", "-q", &odd.url(), "../clone"]);
    std::fs::create_dir_all(odd.dir("clone/src/deep")).unwrap();
    std::fs::write(odd.dir("clone/src/deep/a"), "").unwrap();
    odd.git("clone", &["add", "."]);
    odd.git("clone", &["commit", "-q", "-m", "code"]);
    odd.git(
        "clone",
        &[
            "sparse-checkout",
            "set",
            "--cone",
            "--sparse-index",
            "backlog",
        ],
    );
    assert!(odd.ok("clone", &["add", "New"]).starts_with("US-4 New"));
    odd.ok("clone", &["status"]);
    assert!(
        odd.ok("clone", &["set", "1", "points=3", "--commit"])
            .contains("committed as")
    );
    for args in [&["diff"][..], &["check", "--since", "HEAD"], &["sync"]] {
        odd.fails(
            "clone",
            args,
            "git sparse-checkout reapply --no-sparse-index",
        );
    }
    odd.git(
        "clone",
        &["sparse-checkout", "reapply", "--no-sparse-index"],
    );
    odd.syncs("clone");
}

/// Copies a backlog.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true if entry.file_name() == ".po" => {}
            true => copy(&from, &to),
            false => {
                std::fs::copy(&from, &to).unwrap();
            }
        }
    }
}

#[test]
fn a_partial_and_sparse_clone_shares_what_it_changed() {
    let odd = Odd::new();
    odd.git("shop", &["config", "uploadpack.allowFilter", "true"]);
    odd.git("shop", &["config", "uploadpack.allowAnySHA1InWant", "true"]);
    odd.git("shop", &["clone", "-q", "--bare", &odd.url(), "../hub.git"]);
    for key in ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"] {
        odd.git("hub.git", &["config", key, "true"]);
    }
    let hub = format!("file://{}", odd.dir("hub.git").display());
    odd.git("shop", &["clone", "-q", &hub, "../whole"]);
    odd.git(
        "shop",
        &[
            "clone",
            "-q",
            "--filter=blob:none",
            "--sparse",
            &hub,
            "../part",
        ],
    );
    odd.git(
        "part",
        &[
            "sparse-checkout",
            "set",
            "--no-cone",
            "/backlog/po.yaml",
            "/backlog/stories/US-1*",
        ],
    );
    odd.ok("whole", &["set", "2", "points=8", "--commit"]);
    odd.git("whole", &["push", "-q"]);
    assert_eq!(odd.po("part", &["set", "1", "points=3"]).code, 0);
    let run = odd.po("part", &["sync"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for part in [
        "From origin/main: 1 changed",
        "US-2 Refund",
        "pushed to origin/main",
    ] {
        assert!(run.stdout.contains(part), "{}{}", run.stdout, run.stderr);
    }
}
