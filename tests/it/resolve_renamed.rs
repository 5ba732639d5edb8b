//! `po resolve` where the sides have one item under several names.

use crate::shop::{STORY, Shop};

#[test]
fn rename_against_rename() {
    let shop = Shop::new();
    let rename = |name: &str, set: &[&str]| {
        let new = format!("backlog/stories/US-1-{name}.md");
        shop.git(&["mv", &format!("backlog/{STORY}"), &new]);
        shop.did(&[&["set", "1"], set].concat());
    };
    for (command, points) in [
        ("merge", "points=5"),
        ("cherry-pick", "points=5"),
        ("merge", "points=8"),
    ] {
        shop.git(&["checkout", "-q", "-B", "side", "main"]);
        rename("now", &["points=8", "value=3"]);
        shop.git(&["checkout", "-q", "-B", "ours", "main"]);
        rename("later", &[points]);
        let said = shop.stops(&[command, "side"]);
        assert!(said.contains("rename/rename"), "{said}");
        let unmerged = shop.git(&["ls-files", "-s"]);
        let run = shop.run(&["resolve", "now", "--ours", "all"]);
        assert_eq!(run.code, 2, "{}", run.stdout);
        let run = shop.run(&["resolve", "backlog/stories/US-1-now.md"]);
        if points == "points=5" {
            let said = "backlog/stories/US-1-later.md: to decide\n  one item with backlog/stories/US-1-now.md, which is its \
                        name on the other side and goes\n  points\n    base   empty\n    ours   5\n    theirs 8\n";
            assert_eq!(run.stdout, said);
            let run = shop.run(&["resolve", "--ours", "all"]);
            assert_eq!(run.code, 0, "{}", run.stdout);
        }
        let later = shop.read("stories/US-1-later.md");
        assert!(later.contains(&points.replace('=', ": ")), "{later}");
        assert!(
            later.contains("value: 3\n") && !later.contains("<<<<"),
            "{later}"
        );
        assert!(!shop.path("stories/US-1-now.md").exists());
        assert_eq!(shop.git(&["ls-files", "-u"]), "");
        shop.ok(&["undo"]);
        assert_eq!(shop.git(&["ls-files", "-s"]), unmerged);
        assert!(shop.path("stories/US-1-now.md").exists());
        shop.git(&[command, "--abort"]);
    }
}

#[test]
fn edit_against_a_name_so_new_that_git_sees_two_files() {
    let shop = Shop::new();
    let new = "backlog/stories/US-1-now.md";
    let text = shop.read(STORY);
    let front = text.find("\n---\n\n").expect("front matter") + 6;
    let long = |line: &str| line.repeat(40);
    for (command, keeps) in [
        ("merge", true),
        ("rebase", true),
        ("merge", false),
        ("cherry-pick", false),
    ] {
        shop.git(&["checkout", "-q", "-B", "side", "main"]);
        shop.did(&["set", "1", "points=8", "value=3"]);
        shop.git(&["checkout", "-q", "-B", "ours", "main"]);
        shop.git(&["mv", &format!("backlog/{STORY}"), new]);
        let body = format!(
            "{}{}",
            &text[..front],
            long("Nobody has written that before.\n")
        );
        std::fs::write(shop.path("stories/US-1-now.md"), body).expect("a file");
        shop.did(&["set", "1", "points=5"]);
        // Who renames it may be ours or theirs.
        let (from, other) = if keeps {
            ("ours", "side")
        } else {
            ("side", "ours")
        };
        shop.git(&["checkout", "-q", from]);
        let said = shop.stops(&[command, other]);
        assert!(said.contains("modify/delete"), "{said}");
        let unmerged = shop.git(&["ls-files", "-s"]);
        let run = shop.run(&["resolve", "1"]);
        let head = format!(
            "{new}: to decide\n  one item with backlog/{STORY}, which is its name on the other side and goes\n  points\n"
        );
        assert!(run.stdout.starts_with(&head), "{command} {}", run.stdout);
        shop.ok(&["resolve", "1", "--ours", "all"]);
        let now = shop.read("stories/US-1-now.md");
        let points = if keeps == (command != "rebase") {
            "points: 5\n"
        } else {
            "points: 8\n"
        };
        assert!(
            now.contains(points) && now.contains("value: 3\n"),
            "{command} {now}"
        );
        assert!(
            now.ends_with(&long("Nobody has written that before.\n")),
            "{now}"
        );
        assert!(!shop.path(STORY).exists());
        assert_eq!(shop.git(&["ls-files", "-u"]), "");
        shop.ok(&["undo"]);
        assert_eq!(shop.git(&["ls-files", "-s"]), unmerged);
        assert!(shop.path(STORY).exists());
        shop.git(&[command, "--abort"]);
    }
}

#[test]
fn what_is_repaired_after_it_is_staged_before_a_rebase_goes_on() {
    let shop = Shop::new();
    let item = |title: &str, hour: u32| {
        let text = format!(
            "---\ntitle: {title}\nid: US-2\ncreated: 2026-11-20T{hour}:00:00Z\nstatus: new\n---\n\nOf {title} alone.\n"
        );
        shop.write("stories/US-2-x.md", text);
        shop.commit();
    };
    shop.git(&["checkout", "-q", "-b", "side", "main"]);
    item("Gifts", 10);
    shop.git(&["checkout", "-q", "main"]);
    item("Hats", 11);
    shop.git(&["checkout", "-q", "side"]);
    shop.stops(&["rebase", "main"]);
    let run = shop.run(&["resolve", "--ours", "all"]);
    let says = "hint: po check --fix: gives one of the two a number of its own; then po resolve says how it goes on\n";
    assert!(
        run.code == 0 && run.stderr.ends_with(says),
        "{}",
        run.stderr
    );
    shop.ok(&[
        "check",
        "--fix",
        "--yes",
        "--select",
        "duplicate-id,id-not-in-file-name",
    ]);
    let run = shop.run(&["resolve"]);
    let says = "hint: git add --all backlog/: takes along what was changed there since\nhint: git rebase --continue\n";
    assert!(run.stderr.ends_with(says), "{}", run.stderr);
    shop.git(&["add", "--all", "backlog/"]);
    let run = shop.run(&["resolve"]);
    assert!(!run.stderr.contains("git add"), "{}", run.stderr);
    shop.git(&["-c", "core.editor=true", "rebase", "--continue"]);
    let listed = shop.ok(&["list"]);
    assert!(
        listed.contains("Gifts") && listed.contains("Hats"),
        "{listed}"
    );
}

#[test]
fn two_items_of_two_numbers_each_have_their_own_name() {
    let shop = Shop::new();
    let item = |id: u32, points: u32| {
        let text = format!(
            "---\ntitle: Item\nid: US-{id}\nstatus: new\npoints: {points}\n---\n\nAs a guest, I want to pay by card.\n"
        );
        shop.write(&format!("stories/US-{id}-x.md"), text);
    };
    item(2, 1);
    shop.commit();
    shop.git(&["checkout", "-q", "-b", "replaces"]);
    shop.git(&["rm", "-q", "backlog/stories/US-2-x.md"]);
    item(3, 5);
    shop.commit();
    shop.git(&["checkout", "-q", "-b", "edits", "main"]);
    item(2, 8);
    shop.commit();
    // Git takes the new item for a new name of the old one.
    for side in ["--ours", "--theirs"] {
        shop.stops(&["merge", "replaces"]);
        shop.ok(&["resolve", side, "file"]);
        for (id, points) in [(2, 8), (3, 5)] {
            let text = shop.read(&format!("stories/US-{id}-x.md"));
            let says = format!("id: US-{id}\nstatus: new\npoints: {points}\n");
            assert!(text.contains(&says), "{text}");
        }
        shop.git(&["merge", "--abort"]);
    }
}
