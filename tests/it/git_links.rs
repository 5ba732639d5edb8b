//! Links that came with a repository: in the place of the backlog, of one of its files, of our own folder.

#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::git_security::READERS;
use crate::shop::{STORY, Shop};

#[test]
fn a_backlog_that_is_a_link_out_of_the_tree_is_not_followed() {
    let victim = Shop::new();
    victim.git(&["init", "-q", "../evil"]);
    let evil = victim.dir().join("../evil");
    symlink("../shop/backlog", evil.join("backlog")).expect("a link");
    std::fs::create_dir(evil.join("src")).expect("a folder");
    let before = victim.files();
    let po = |folder: &str, args: &[&str], named: Option<&str>| {
        let mut command = victim.command(env!("CARGO_BIN_EXE_po"));
        command.args(args).current_dir(evil.join(folder));
        named.map(|named| command.env("PO_BACKLOG", named));
        victim.run_command(&mut command)
    };
    let writers: [&[&str]; 6] = [
        &["set", "1", "points=13"],
        &["add", "X"],
        &["sync"],
        &["undo"],
        &["init", "--yes"],
        &["demo", ".", "--stories", "3"],
    ];
    for args in READERS.iter().copied().chain(writers) {
        // Neither from below it, nor where the folder that holds it is named.
        for (folder, named) in [(".", None), ("src", None), (".", Some("."))] {
            // These begin where one stands.
            if matches!(args[0], "demo" | "init") && folder == "src" {
                continue;
            }
            let run = po(folder, args, named);
            assert_eq!(run.code, 2, "{args:?} {}", run.stdout);
            let says = run
                .stderr
                .contains("evil/backlog` is a link out of this working tree")
                && run.stderr.contains("hint: po --backlog")
                && run.stderr.contains("hint: put the folder itself");
            assert!(says, "{args:?} {}", run.stderr);
        }
    }
    assert_eq!(victim.files(), before);
    // Who names it himself works there, as in the folder itself.
    for named in ["backlog", "../shop"] {
        let run = po(".", &["set", "1", "points=8"], Some(named));
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    assert!(victim.read(STORY).contains("points: 8"));
    // A backlog in the backlog is none that anybody asked for.
    let other = Shop::new();
    symlink(victim.path(""), other.path("backlog")).expect("a link");
    other.ok(&["set", "1", "points=5"]);
    assert!(other.read(STORY).contains("points: 5"));
    assert!(victim.read(STORY).contains("points: 8"));
}

#[test]
fn a_backlog_that_is_a_link_within_the_tree_is_the_folder_that_it_leads_to() {
    let shop = Shop::new();
    std::fs::create_dir(shop.dir().join("docs")).expect("a folder");
    shop.git(&["mv", "backlog", "docs/product"]);
    symlink("docs/product", shop.dir().join("backlog")).expect("a link");
    shop.commit();
    shop.ok(&["set", "1", "points=5", "--commit"]);
    let named = shop.git(&["show", "--format=", "--name-only"]);
    assert_eq!(named, format!("docs/product/{STORY}\n"));
    shop.ok(&["add", "More"]);
    assert!(shop.ok(&["diff"]).contains("US-2 More"));
    let run = shop.run(&["sync", "--no-push"]);
    assert!(run.stdout.contains("committed as"), "{}", run.stderr);
    assert!(shop.ok(&["list", "--at", "HEAD"]).contains("US-2"));
}

#[test]
fn a_link_in_the_place_of_a_file_is_refused_with_what_to_do() {
    let says = |shop: &Shop, args: &[&str], words: &str, hint: &str| {
        let run = shop.run(args);
        assert_eq!(run.code, 2, "{args:?} {}", run.stdout);
        let said = run.stderr;
        assert!(
            said.contains(words) && said.contains(hint),
            "{args:?} {said}"
        );
    };
    let file = "hint: put the file itself in the place of the link";
    let own = "hint: remove the link";
    let shop = Shop::new();
    let outside = shop.dir().join("../outside");
    std::fs::create_dir(&outside).expect("a folder");
    let link = |path: PathBuf, name: &str| {
        let _ = std::fs::rename(&path, outside.join(name));
        symlink(outside.join(name), path).expect("a link");
    };
    link(shop.path(".gitattributes"), "attributes");
    let words = "`backlog/.gitattributes` is left alone: it is a link that leaves the backlog";
    says(&shop, &["git", "setup"], words, file);
    link(shop.dir().join(".git/po"), "po");
    let words = "error: `[folder]/shop/.git/po` is a link";
    says(&shop, &["set", "1", "points=5"], words, own);
    link(shop.path("po.yaml"), "po.yaml");
    let words = "backlog/po.yaml:1:1: cannot read `po.yaml`: it is a link that leaves the backlog";
    says(&shop, &["list"], words, file);
}
