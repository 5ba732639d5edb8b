//! A repository of somebody who means harm gains nothing: no program that it names is run, and nothing outside is read,
//! followed or written.

#![cfg(unix)]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::sandbox::Run;
use crate::shop::{STORY, Shop, path_with, program};

/// Every command that reads git, and none that must start it.
pub const READERS: [&[&str]; 18] = [
    &["status"],
    &["list"],
    &["show", "1"],
    &["list", "--at", "HEAD"],
    &["show", "1", "--at", "side"],
    &["why", "1", "--at", "side"],
    &["diff"],
    &["diff", "main..side"],
    &["diff", "main...side", "--format", "md"],
    &["diff", "--since", "2026-11-01"],
    &["check"],
    &["check", "--staged"],
    &["check", "--since", "main"],
    &["check", "--merged-with", "side"],
    &["roadmap"],
    &["resolve"],
    &["git", "setup", "--hooks"],
    &["git", "setup", "--remove"],
];

/// Where a trap leaves its mark.
fn mark(shop: &Shop) -> PathBuf {
    shop.dir().join("../sprung")
}

/// A program that leaves a mark when it is run.
fn trap(shop: &Shop, name: &str) -> PathBuf {
    let path = shop.dir().join("../traps").join(name);
    let mark = mark(shop);
    let text = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", mark.display());
    program(&path, &text);
    path
}

#[track_caller]
fn is_calm(shop: &Shop, what: &str) {
    let said = std::fs::read_to_string(mark(shop)).unwrap_or_default();
    assert_eq!(said, "", "{what}");
}

/// Two branches that part in one story, so that there is something to compare and to merge.
fn parted() -> Shop {
    let shop = Shop::new();
    let ours = ["set", "1", "points=5"];
    shop.branches(&["set", "1", "points=8", "value=3"], &ours);
    shop
}

#[test]
fn what_a_clone_came_with_runs_nothing_where_git_is_only_read() {
    let shop = parted();
    // An unpacked archive may bring all of it: settings, hooks, drivers, other stores.
    let evil = trap(&shop, "evil").display().to_string();
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "core.askPass",
        "pager.diff",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "merge.po.driver",
        "merge.evil.driver",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "alias.status",
        "alias.diff",
        "gpg.program",
        "gpg.ssh.program",
        "credential.helper",
        "uploadpack.packObjectsHook",
        "sequence.editor",
        "interactive.diffFilter",
        "trailer.evil.command",
        "remote.origin.uploadpack",
        "remote.origin.vcs",
        "web.browser",
    ] {
        shop.git(&["config", key, &evil]);
    }
    let included = shop.dir().join("../included");
    std::fs::write(&included, format!("[core]\n\tfsmonitor = {evil}\n")).expect("a file");
    let included = included.display().to_string();
    shop.git(&["config", "includeIf.gitdir:/**.path", &included]);
    shop.git(&["config", "commit.gpgSign", "true"]);
    let line = "* filter=evil diff=evil merge=evil\n";
    std::fs::write(shop.dir().join(".git/info/attributes"), line).expect("a file");
    for hook in [
        "pre-commit",
        "post-index-change",
        "post-checkout",
        "reference-transaction",
        "fsmonitor-watchman",
    ] {
        let text = std::fs::read_to_string(&evil).expect("a trap");
        program(&shop.dir().join(".git/hooks").join(hook), &text);
    }
    let info = shop.dir().join(".git/objects/info");
    std::fs::create_dir_all(&info).expect("a folder");
    std::fs::write(info.join("alternates"), "/nonexistent/objects\n").expect("a file");
    let _ = std::fs::remove_file(mark(&shop));
    // And a search path on which git and the shell are traps too.
    let path = path_with(trap(&shop, "git").parent().expect("a folder"));
    for name in ["ssh", "less", "gpg", "vi"] {
        trap(&shop, name);
    }
    for args in READERS {
        let mut command = shop.command(env!("CARGO_BIN_EXE_po"));
        let run = shop.run_command(command.args(args).env("PATH", &path));
        assert!((0..=1).contains(&run.code), "{args:?} {}", run.stderr);
        is_calm(&shop, &args.join(" "));
    }
    // The traps are set: git itself would have sprung one.
    shop.try_git(&["status"]);
    assert!(mark(&shop).exists());
}

#[test]
fn what_is_tracked_names_no_program() {
    let shop = parted();
    let evil = trap(&shop, "evil").display().to_string();
    let write = |path: &str, text: &str| program(&shop.dir().join(path), text);
    write(
        ".gitattributes",
        "* filter=evil diff=evil merge=evil text=auto\n",
    );
    write(".gitconfig", &format!("[core]\n\tfsmonitor = {evil}\n"));
    write(".lfsconfig", &format!("[lfs]\n\turl = ext::{evil}\n"));
    let module = "[submodule \"x\"]\n\tpath = x\n\tupdate = !";
    write(
        ".gitmodules",
        &format!("{module}{evil}\n\turl = ext::{evil}\n"),
    );
    for hook in [
        ".githooks/pre-commit",
        ".husky/pre-commit",
        "backlog/.git-hooks/x",
    ] {
        write(hook, &format!("#!/bin/sh\n{evil}\n"));
    }
    let config = shop.read("po.yaml");
    let odd = format!("editor: {evil}\npager: {evil}\nhooks: {{commit: '{evil}'}}\n");
    shop.write("po.yaml", config + &odd);
    shop.write(
        "templates/story.md",
        format!("$({evil}) `{evil}` {{{{ '{evil}' }}}}\n"),
    );
    let body = format!("$({evil})\n<!-- po:exec {evil} -->\n![x](file://{evil})\n");
    shop.story(7, "Odd", &format!("x-command: !{evil}\n"), &body);
    shop.write(STORY, shop.read(STORY) + "\n" + &body);
    shop.git(&["add", "--all"]);
    shop.git(&["commit", "-q", "-m", &format!("$({evil})")]);
    shop.git(&["init", "-q", "--bare", "-b", "main", "../origin.git"]);
    shop.git(&["remote", "add", "origin", "../origin.git"]);
    for args in READERS {
        shop.run(args);
    }
    shop.run(&["sync"]);
    shop.ok(&["set", "1", "value=1"]);
    let run = shop.run(&["sync"]);
    assert!(run.stderr.is_empty() || run.code < 3, "{}", run.stderr);
    is_calm(&shop, "a command");
}

#[test]
fn a_bare_repository_in_the_tree_is_no_repository_of_ours() {
    let shop = Shop::new();
    let evil = trap(&shop, "evil").display().to_string();
    // Git would take the backlog's folder for a repository with these settings.
    shop.write("HEAD", "ref: refs/heads/main\n");
    shop.write("objects/info/alternates", "../../../.git/objects\n");
    shop.write(
        "refs/heads/main",
        "0000000000000000000000000000000000000000\n",
    );
    let main = shop.git(&["rev-parse", "main"]);
    for kind in ["bare = true", "worktree = .", "worktree = .."] {
        let core = format!("[core]\n\t{kind}\n\tfsmonitor = {evil}\n\tsshCommand = {evil}\n");
        shop.write(
            "config",
            core + &format!("[merge \"po\"]\n\tdriver = {evil}\n"),
        );
        let folders = [shop.path(""), shop.dir(), shop.path("stories")];
        for (points, folder) in folders.iter().enumerate() {
            let points = format!("points={points}");
            let writers: [&[&str]; 2] = [&["set", "1", &points, "--commit"], &["sync"]];
            for args in READERS.iter().copied().chain(writers) {
                let mut command = shop.command(env!("CARGO_BIN_EXE_po"));
                shop.run_command(command.args(args).current_dir(folder));
                is_calm(&shop, &format!("{kind}: {args:?}"));
            }
        }
    }
    // It is the repository around it that counts.
    assert_ne!(shop.git(&["rev-parse", "main"]), main);
}

#[test]
fn names_that_look_like_options_are_names() {
    let shop = parted();
    shop.git(&["init", "-q", "--bare", "-b", "main", "../origin.git"]);
    shop.git(&["remote", "add", "origin", "../origin.git"]);
    let sprung = mark(&shop).display().to_string();
    let head = shop.git(&["rev-parse", "HEAD"]);
    let names = [
        format!("--upload-pack=touch {sprung}"),
        format!("--output={sprung}"),
        format!("-o{sprung}"),
        format!("$(touch {sprung})"),
        format!("'; touch {sprung}; '"),
        "--exec=x".to_owned(),
        "@{-1}".to_owned(),
        "HEAD:backlog".to_owned(),
        ":(glob)**".to_owned(),
        "main\nside".to_owned(),
    ];
    for name in &names {
        for args in [
            vec!["diff".to_owned(), "--".to_owned(), name.clone()],
            vec!["diff".to_owned(), "--".to_owned(), format!("{name}..main")],
            vec!["diff".to_owned(), "--".to_owned(), format!("main...{name}")],
            vec!["diff".to_owned(), format!("--since={name}")],
            vec!["list".to_owned(), format!("--at={name}")],
            vec!["show".to_owned(), "1".to_owned(), format!("--at={name}")],
            vec!["check".to_owned(), format!("--merged-with={name}")],
            vec!["check".to_owned(), format!("--since={name}")],
            vec!["resolve".to_owned(), format!("--ours={name}")],
            vec!["resolve".to_owned(), "--".to_owned(), name.clone()],
            vec!["sync".to_owned(), format!("--branch={name}")],
        ] {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let run = shop.run(&args);
            assert!((0..=2).contains(&run.code), "{args:?}: {}", run.stderr);
            assert!(!run.stderr.contains("panicked"), "{args:?}: {}", run.stderr);
            is_calm(&shop, &args.join(" "));
        }
    }
    assert_eq!(shop.git(&["rev-parse", "HEAD"]), head);
    // Branches with such names, which git itself would not make.
    let refs = shop.dir().join(".git/refs/heads");
    for name in ["--output=x", "-x", "$(touch y)"] {
        std::fs::write(refs.join(name), &head).expect("a branch");
    }
    for args in READERS {
        let run = shop.run(args);
        assert!((0..=1).contains(&run.code), "{args:?} {}", run.stderr);
    }
    shop.git(&["symbolic-ref", "HEAD", "refs/heads/-x"]);
    shop.ok(&["set", "1", "value=1"]);
    let run = shop.run(&["sync"]);
    assert!((0..=2).contains(&run.code), "{}", run.stderr);
    is_calm(&shop, "sync");
}

#[test]
fn odd_names_of_files_are_files() {
    let shop = parted();
    shop.git(&["init", "-q", "--bare", "-b", "main", "../origin.git"]);
    shop.git(&["remote", "add", "origin", "../origin.git"]);
    std::fs::write(shop.dir().join("code.txt"), "not ours").expect("a file");
    let names: [&[u8]; 9] = [
        b"US-20-a\nb.md",
        b"-m.md",
        b"--all.md",
        b":(glob)**.md",
        b":!x.md",
        b"US-21-'\"; touch sprung; '.md",
        b"US-22-%A%P.md",
        b"US-23-\xff\xfe.md",
        b"US-24-\x1b[31m.md",
    ];
    for (number, name) in (30..).zip(names) {
        let text =
            format!("---\ntitle: Odd\nid: US-{number}\ncreated: 2026-11-21T20:31:{number}Z\n---\n");
        std::fs::write(shop.path("stories").join(OsStr::from_bytes(name)), text).expect("a file");
    }
    for args in READERS {
        let run = shop.run(args);
        assert!((0..=1).contains(&run.code), "{args:?} {}", run.stderr);
        let said = run.stdout + &run.stderr;
        assert!(!said.contains('\x1b'), "{args:?} {said}");
    }
    let run = shop.run(&["sync", "-m", "--amend"]);
    assert!((0..=2).contains(&run.code), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let status = shop.git(&["status", "--porcelain", "--", "code.txt"]);
    assert_eq!(status, "?? code.txt\n", "{}", run.stdout);
    is_calm(&shop, "sync");
}

#[test]
fn a_driver_asked_for_any_file_merges_it() {
    // With `* merge=po`, a file may be named like a flag of the driver: help is no merge.
    for name in ["-h.md", "--help", "-V", "--base-label=x.md"] {
        let shop = Shop::new();
        let text =
            |points: u32| format!("---\ntitle: Odd\nid: US-9\npoints: {points}\nvalue:\n---\n");
        let path = shop.dir().join(name);
        std::fs::write(shop.dir().join(".gitattributes"), "* merge=po\n").expect("a file");
        std::fs::write(&path, text(1)).expect("a file");
        shop.commit();
        shop.git(&["checkout", "-q", "-b", "side"]);
        std::fs::write(&path, text(1).replace("value:", "value: 3")).expect("a file");
        shop.commit();
        shop.git(&["checkout", "-q", "main"]);
        std::fs::write(&path, text(5)).expect("a file");
        shop.commit();
        shop.git(&["merge", "-q", "side"]);
        let merged = std::fs::read_to_string(&path).expect("a file");
        assert_eq!(merged, text(5).replace("value:", "value: 3"), "{name}");
    }
}

#[test]
fn links_out_of_the_tree_are_not_followed() {
    let shop = parted();
    shop.git(&["init", "-q", "--bare", "-b", "main", "../origin.git"]);
    shop.git(&["remote", "add", "origin", "../origin.git"]);
    let outside = shop.dir().join("../outside");
    std::fs::create_dir(&outside).expect("a folder");
    let secret = outside.join("US-66-secret.md");
    let text = "---\ntitle: Secret words\nid: US-66\n---\n";
    std::fs::write(&secret, text).expect("a file");
    symlink(&secret, shop.path("stories/US-66-secret.md")).expect("a link");
    symlink(&outside, shop.path("stories/more")).expect("a link");
    symlink("/dev/zero", shop.path("product-copy.md")).expect("a link");
    shop.git(&["add", "--all"]);
    shop.git(&["commit", "-q", "-m", "links"]);
    for args in READERS {
        let run = shop.run(args);
        assert!((0..=2).contains(&run.code), "{args:?} {}", run.stderr);
        let said = run.stdout + &run.stderr;
        assert!(!said.contains("Secret words"), "{args:?} {said}");
    }
    // Where a conflict is to be written, a link stands: what it leads to stays as it is.
    let merge = shop.try_git(&["merge", "-q", "side"]);
    assert_eq!(merge.code, 1, "{}", merge.stderr);
    let story = shop.path(STORY);
    std::fs::remove_file(&story).expect("it goes");
    symlink(&secret, &story).expect("a link");
    let run = shop.run(&["resolve", "1", "--theirs", "all"]);
    assert!((0..=2).contains(&run.code), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(&secret).expect("a file"), text);
    // The folder of all stories too.
    std::fs::remove_dir_all(shop.path("stories")).expect("it goes");
    let inside = outside.join("US-1-pay-with-a-saved-card.md");
    std::fs::write(&inside, "outside").expect("a file");
    symlink(&outside, shop.path("stories")).expect("a link");
    let run = shop.run(&["resolve", "1", "--theirs", "all"]);
    assert!((0..=2).contains(&run.code), "{}", run.stderr);
    let run = shop.run(&["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert_eq!(std::fs::read_to_string(&inside).expect("a file"), "outside");
    assert_eq!(std::fs::read_to_string(&secret).expect("a file"), text);
}

#[test]
fn a_git_that_lies_elsewhere_is_used_for_its_own_tree_only() {
    let shop = parted();
    // A `.git` file that leads to somebody else's repository, whose tree is elsewhere.
    let other = Shop::new();
    let before = other.git(&["rev-parse", "HEAD"]);
    let status = other.git(&["status", "--porcelain"]);
    let tree = other.dir().display().to_string();
    other.git(&["config", "core.worktree", &tree]);
    std::fs::remove_dir_all(shop.dir().join(".git")).expect("it goes");
    let leads = format!("gitdir: {}\n", other.dir().join(".git").display());
    std::fs::write(shop.dir().join(".git"), leads).expect("a file");
    let said: Vec<Run> = READERS.iter().map(|args| shop.run(args)).collect();
    assert!(said.iter().all(|run| (0..=2).contains(&run.code)));
    let run = shop.run(&["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert_eq!(other.git(&["rev-parse", "HEAD"]), before);
    assert_eq!(other.git(&["status", "--porcelain"]), status);
    // Git's own variables turn nothing either.
    let own = parted();
    let mut command = own.command(env!("CARGO_BIN_EXE_po"));
    command.args(["set", "1", "value=2", "--commit"]);
    for (name, value) in [("GIT_DIR", ".git"), ("GIT_WORK_TREE", "")] {
        command.env(name, other.dir().join(value));
    }
    let run = own.run_command(&mut command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(other.git(&["rev-parse", "HEAD"]), before);
}
