//! What `po resolve` never throws away: another item, and what a person did by hand.

use crate::shop::{STORY, Shop};
use crate::two_clones::Team;

#[test]
fn two_items_under_one_name_are_both_kept() {
    for (side, kept, beside) in [("--ours", "b", "a"), ("--theirs", "a", "b")] {
        let team = Team::new();
        for (clone, hour) in [("a", "08"), ("b", "09")] {
            let mut command = team.sandbox.command(env!("CARGO_BIN_EXE_po"));
            command
                .args(["add", "Same title"])
                .current_dir(team.dir(clone));
            command.env("PO_NOW", format!("2026-11-22T{hour}:00:00Z"));
            assert_eq!(team.sandbox.run_command(&mut command).code, 0);
            team.ok(clone, &["note", "4", &format!("from {clone}"), "--commit"]);
        }
        team.ok("a", &["sync"]);
        assert_eq!(team.run("b", &["sync"]).code, 2);
        let run = team.run("b", &["resolve"]);
        assert!(
            run.stdout.contains("two items under one name"),
            "{}",
            run.stdout
        );
        assert!(
            run.stderr
                .contains("the other one goes into a file beside it"),
            "{}",
            run.stderr
        );
        let before = team.git("b", &["status", "--porcelain"]);
        let resolved = |team: &Team| {
            let run = team.run("b", &["resolve", "4", side, "file"]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert!(run.stderr.contains("po check --fix"), "{}", run.stderr);
        };
        resolved(&team);
        let names = ["stories/US-4-same-title.md", "stories/US-4-same-title-2.md"];
        for (name, from) in names.iter().zip([kept, beside]) {
            assert!(
                team.read("b", name).contains(&format!("from {from}")),
                "{side} {name}"
            );
        }
        // It is taken back whole, and done again.
        let said = team.ok("b", &["undo"]);
        assert!(
            said.contains("in conflict again: backlog/stories/US-4-same-title.md"),
            "{said}"
        );
        assert!(
            !said.contains("in conflict again: backlog/stories/US-4-same-title-2.md"),
            "{said}"
        );
        assert_eq!(team.git("b", &["status", "--porcelain"]), before);
        resolved(&team);
        team.ok("b", &["check", "--fix", "--yes"]);
        let said = team.ok("b", &["sync"]);
        assert!(said.contains("pushed to origin/main"), "{said}");
        let list = team.ok("b", &["list", "--format", "csv"]);
        assert!(list.contains("US-4,") && list.contains("US-5,"), "{list}");
    }
}

#[test]
fn what_was_begun_by_hand_is_left_alone() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8", "title=Pay now"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "1", "points=5", "title=Pay later"]);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    let story = "backlog/stories/US-1-pay.md";
    let marked = team.read("b", "stories/US-1-pay.md");
    for by_hand in [
        marked.clone() + "\n## More\n\nWords.\n",
        marked.replace("value:", "value: 5"),
        marked.replace("As a guest, I want to pay.\n", ""),
    ] {
        team.write("b", story, &by_hand);
        for args in [
            &["resolve"][..],
            &["resolve", "1", "--ours", "all"],
            &["resolve", "--theirs", "all"],
        ] {
            let run = team.run("b", args);
            assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
            assert!(
                run.stdout.contains("changed by hand, and markers are left"),
                "{}",
                run.stdout
            );
            assert!(
                run.stderr
                    .contains(&format!("git checkout --ours -- {story}")),
                "{}",
                run.stderr
            );
            assert_eq!(team.read("b", "stories/US-1-pay.md"), by_hand);
        }
    }
    // As the hint says.
    team.git("b", &["checkout", "-q", "--ours", "--", story]);
    team.ok("b", &["resolve", "1", "--theirs", "all"]);
    assert!(team.read("b", "stories/US-1-pay.md").contains("points: 8"));
}

#[test]
fn what_only_one_side_changed_stays_where_a_file_merges_by_lines() {
    let shop = Shop::new();
    let text = shop.read(STORY).replace("points:", "points: &size 3");
    shop.write(STORY, text);
    shop.commit();
    shop.git(&["checkout", "-q", "-b", "side"]);
    let changed = |title: &str, more: &str| {
        let text = shop.read(STORY);
        let (before, after) = text.split_once("title: ").expect("a title");
        let rest = after.split_once('\n').expect("a line").1;
        shop.write(STORY, format!("{before}title: {title}\n{rest}{more}"));
        shop.commit();
    };
    changed("Theirs", "\nOnly theirs.\n");
    shop.git(&["checkout", "-q", "main"]);
    changed("Ours", "");
    shop.stops(&["merge", "side"]);
    let folder = shop.dir().join("backlog/stories");
    let mut command = shop.command(env!("CARGO_BIN_EXE_po"));
    let name = STORY.strip_prefix("stories/").expect("a story");
    // A file is named from where one stands.
    command
        .args(["resolve", name, "--ours", "all"])
        .current_dir(folder);
    assert_eq!(shop.run_command(&mut command).code, 0);
    shop.story_says(&["title: Ours\n", "points: &size 3\n", "\nOnly theirs.\n"]);
}

#[test]
fn who_took_their_version_whole_has_decided() {
    let team = Team::new();
    for (clone, points) in [("a", "points=8"), ("b", "points=5")] {
        team.ok(clone, &["set", "1", points]);
        team.ok(clone, &["set", "2", points]);
    }
    team.ok("a", &["sync"]);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    let story = "backlog/stories/US-1-pay.md";
    team.git("b", &["checkout", "-q", "--theirs", "--", story]);
    let run = team.run("b", &["resolve", "--ours", "all"]);
    assert!(
        run.stdout.contains("merged by hand already: git add it"),
        "{}",
        run.stdout
    );
    let says = |path: &str, points: &str| team.read("b", path).contains(points);
    assert!(says("stories/US-1-pay.md", "points: 8"));
    assert!(says("stories/US-2-refund.md", "points: 5"));
    // Ours is what git itself leaves where it merges nothing.
    team.git("b", &["checkout", "-q", "--ours", "--", story]);
    team.ok("b", &["resolve", "--theirs", "all"]);
    assert!(says("stories/US-1-pay.md", "points: 8"));
}

#[test]
fn nobody_contests_what_is_new_in_a_folder_that_the_other_side_renamed() {
    let shop = Shop::new();
    let item = |path: &str, id: u32| {
        let text =
            format!("---\ntitle: Item {id}\nid: US-{id}\nstatus: new\n---\n\nOf {id} alone.\n");
        shop.write(&format!("stories/{path}/US-{id}-x.md"), text);
    };
    for id in 2..6 {
        item("shop", id);
    }
    item("later", 6);
    shop.commit();
    let mv = |from: &str, to: &str| {
        let [from, to] = [from, to].map(|path| format!("backlog/stories/{path}"));
        shop.git(&["mv", &from, &to]);
    };
    shop.git(&["checkout", "-q", "-b", "renames"]);
    mv("shop", "store");
    shop.commit();
    shop.git(&["checkout", "-q", "-b", "adds", "main"]);
    item("shop", 7);
    // So changed that git takes it for a new one.
    mv("later/US-6-x.md", "shop/US-6-x.md");
    shop.write(
        "stories/shop/US-6-x.md",
        "---\ntitle: Item 6\nid: US-6\nstatus: new\npoints: 8\n---\n\nA wholly other text.\n",
    );
    shop.commit();
    for (side, command, from, other) in [
        ("--ours", "merge", "renames", "adds"),
        ("--theirs", "merge", "renames", "adds"),
        ("--ours", "merge", "adds", "renames"),
        ("--theirs", "merge", "adds", "renames"),
        ("--ours", "rebase", "adds", "renames"),
        ("--theirs", "cherry-pick", "renames", "adds"),
    ] {
        shop.git(&["checkout", "-q", "-B", "here", from]);
        let said = shop.stops(&[command, other]);
        assert!(said.contains("file location"), "{said}");
        let unmerged = shop.git(&["ls-files", "-s"]);
        let run = shop.run(&["resolve", side, "all"]);
        let says = "backlog/stories/store/US-7-x.md: kept where git put it, for the other side did not take it out; staged\n";
        assert!(run.code == 0 && run.stdout.contains(says), "{}", run.stdout);
        assert_eq!(shop.git(&["ls-files", "-u"]), "");
        let listed = shop.git(&["ls-files", "backlog/stories/store"]);
        assert_eq!(listed.lines().count(), 6, "{listed}");
        for id in ["6", "7"] {
            let text = shop.read(&format!("stories/store/US-{id}-x.md"));
            assert!(text.contains(&format!("id: US-{id}\n")), "{text}");
        }
        shop.ok(&["undo"]);
        assert_eq!(shop.git(&["ls-files", "-s"]), unmerged);
        shop.git(&[command, "--abort"]);
    }
}

#[test]
fn nobody_contests_a_new_item_that_git_takes_for_one_that_both_sides_deleted() {
    let shop = Shop::new();
    let item = |id: u32| {
        let text = format!(
            "---\ntitle: Item\nid: US-{id}\nstatus: new\n---\n\nAs a guest, I want to pay by card.\n"
        );
        shop.write(&format!("stories/US-{id}-x.md"), text);
    };
    item(2);
    shop.commit();
    let take_out = || shop.git(&["rm", "-q", "backlog/stories/US-2-x.md"]);
    shop.git(&["checkout", "-q", "-b", "replaces"]);
    take_out();
    item(3);
    shop.commit();
    shop.git(&["checkout", "-q", "-b", "deletes", "main"]);
    take_out();
    shop.commit();
    for side in ["--ours", "--theirs"] {
        let said = shop.stops(&["merge", "replaces"]);
        assert!(said.contains("rename/delete"), "{said}");
        shop.ok(&["resolve", side, "all"]);
        assert!(shop.read("stories/US-3-x.md").contains("id: US-3\n"));
        assert_eq!(
            shop.git(&["ls-files", "backlog/stories"]).lines().count(),
            2
        );
        shop.git(&["merge", "--abort"]);
    }
}
