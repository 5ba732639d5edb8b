//! The ways in which git comes to merge a story, each with real git: whatever the command, fields come together or stop.

use crate::shop::{STORY, Shop};

/// A shop with two branches that touch neighbouring lines: git alone would stop.
fn apart() -> Shop {
    let shop = Shop::new();
    let ours = ["set", "1", "requested_by=Sales"];
    shop.branches(&["set", "1", "points=8"], &ours);
    shop
}

/// A shop with two branches that set one field to different values.
fn contested() -> Shop {
    let shop = Shop::new();
    let theirs = ["set", "1", "points=8", "value=3"];
    shop.branches(&theirs, &["set", "1", "points=5"]);
    shop
}

const BOTH: [&str; 2] = ["points: 8", "requested_by: Sales"];

/// The place in conflict, with what stands there instead.
fn settled(shop: &Shop, line: &str) {
    let story = shop.read(STORY);
    let (before, rest) = story.split_once("<<<<<<<").expect("a conflict");
    let (_, after) = rest.split_once(">>>>>>>").expect("a conflict");
    let (_, after) = after.split_once('\n').expect("a line");
    shop.write(STORY, format!("{before}{line}{after}"));
}

#[test]
fn cherry_pick_and_revert() {
    let shop = apart();
    shop.git(&["cherry-pick", "side"]);
    shop.story_says(&BOTH);
    shop.git(&["revert", "--no-edit", "HEAD~1"]);
    let story = shop.story_says(&["points: 8", "requested_by:\n"]);
    assert!(!story.contains("Sales"), "{story}");
}

#[test]
fn a_cherry_pick_finds_a_story_that_was_renamed() {
    let shop = apart();
    let name = "backlog/stories/US-1-pay.md";
    shop.git(&["mv", &format!("backlog/{STORY}"), name]);
    shop.commit();
    shop.git(&["cherry-pick", "side"]);
    let story = shop.read("stories/US-1-pay.md");
    assert!(BOTH.iter().all(|kept| story.contains(kept)), "{story}");
}

#[test]
fn without_renames_a_renamed_story_is_a_conflict_and_none_is_lost() {
    let shop = Shop::new();
    let name = "backlog/stories/US-1-pay.md";
    shop.git(&["config", "merge.renames", "false"]);
    shop.git(&["checkout", "-q", "-b", "side"]);
    shop.git(&["mv", &format!("backlog/{STORY}"), name]);
    shop.commit();
    shop.git(&["checkout", "-q", "main"]);
    shop.did(&["set", "1", "points=8"]);
    let new = || shop.read("stories/US-1-pay.md");
    // Some versions of git look for renames all the same.
    match shop.try_git(&["merge", "side"]).code {
        0 => assert!(new().contains("points: 8"), "{}", new()),
        _ => drop((shop.story_says(&["points: 8"]), new())),
    }
}

#[test]
fn a_stash_is_popped() {
    let shop = apart();
    shop.ok(&["set", "1", "title=Pay now"]);
    shop.git(&["stash", "-q"]);
    shop.git(&["merge", "-q", "side"]);
    shop.git(&["stash", "pop", "-q"]);
    shop.story_says(&["title: Pay now"]);
    shop.story_says(&BOTH);
    // What is contested stays in the stash too.
    shop.git(&["checkout", "-q", "--", "."]);
    shop.ok(&["set", "1", "points=13"]);
    shop.git(&["stash", "-q"]);
    shop.did(&["set", "1", "points=2", "value=1"]);
    shop.stops(&["stash", "pop"]);
    shop.story_says(&["points: 2\n", "points: 13\n", "value: 1"]);
    assert_eq!(shop.git(&["stash", "list"]).lines().count(), 1);
}

#[test]
fn a_patch_by_mail() {
    let shop = apart();
    let patch = shop.git(&["format-patch", "-1", "--full-index", "--stdout", "side"]);
    let file = shop.dir().join("../side.patch");
    std::fs::write(&file, patch).expect("a patch");
    let file = file.display().to_string();
    // By its lines alone the patch does not fit.
    assert_ne!(shop.try_git(&["am", "-q", &file]).code, 0);
    shop.git(&["am", "--abort"]);
    shop.git(&["am", "-q", "-3", &file]);
    shop.story_says(&BOTH);
}

#[test]
fn three_branches_at_once() {
    let shop = apart();
    shop.git(&["checkout", "-q", "-b", "third", "side~"]);
    shop.did(&["add", "Refund"]);
    shop.git(&["checkout", "-q", "main"]);
    // An octopus gives up on files that two branches changed, before anything is touched.
    let run = shop.try_git(&["merge", "-q", "third", "side"]);
    match run.code {
        0 => drop(shop.story_says(&BOTH)),
        _ => {
            shop.git(&["reset", "-q", "--merge"]);
            assert_eq!(shop.git(&["status", "--porcelain"]), "");
        }
    }
}

#[test]
fn what_was_decided_once_is_decided_again() {
    let shop = contested();
    shop.git(&["config", "rerere.enabled", "true"]);
    shop.stops(&["merge", "side"]);
    settled(&shop, "points: 13\n");
    shop.commit();
    shop.git(&["reset", "-q", "--hard", "HEAD~"]);
    let said = shop.stops(&["merge", "side"]);
    assert!(said.contains("using previous resolution"), "{said}");
    shop.story_says(&["points: 13\n", "value: 3"]);
}

#[test]
fn a_side_for_all_is_no_word_to_a_driver() {
    // Git tells `-X ours` to its own merge only: what is contested still is, and `po resolve` decides it.
    let shop = contested();
    shop.stops(&["merge", "-X", "ours", "side"]);
    shop.story_says(&["<<<<<<<", "value: 3"]);
    shop.ok(&["resolve", "--ours", "all"]);
    shop.story_says(&["points: 5", "value: 3"]);
    shop.git(&["commit", "-q", "--no-edit"]);
}

#[test]
fn markers_are_as_long_as_the_team_has_them() {
    let shop = contested();
    let line = "stories/**/*.md merge=po conflict-marker-size=20\n";
    shop.write(".gitattributes", line);
    shop.commit();
    shop.stops(&["merge", "side"]);
    let marker = |character: &str| format!("\n{} ", character.repeat(20));
    shop.story_says(&[&marker("<"), &marker(">")]);
    // Such a file is in conflict for everybody who reads it.
    assert_eq!(shop.run(&["list"]).code, 1);
    shop.ok(&["resolve", "--theirs", "points"]);
    shop.story_says(&["points: 8\n"]);
}

#[test]
fn a_common_version_that_git_made_up_has_no_markers() {
    // Two branches merge each other, and settle a conflict differently: git then merges their two common versions.
    let shop = contested();
    shop.git(&["branch", "old-main"]);
    shop.git(&["branch", "old-side", "side"]);
    for (branch, other, points) in [("side", "old-main", "8"), ("main", "old-side", "5")] {
        shop.git(&["checkout", "-q", branch]);
        shop.stops(&["merge", other]);
        settled(&shop, &format!("points: {points}\n"));
        shop.commit();
    }
    shop.did(&["set", "1", "requested_by=Sales"]);
    let said = shop.stops(&["merge", "side"]);
    assert!(said.contains("both sides changed points"), "{said}");
    let story = shop.story_says(&["requested_by: Sales"]);
    assert_eq!(story.matches("<<<<<<<").count(), 1, "{story}");
}

#[test]
fn a_story_that_holds_no_text_is_a_conflict_as_a_whole() {
    let shop = Shop::new();
    let odd = "stories/US-2-odd.md";
    let text = |points: &str, words: &[u8]| {
        let front = format!("---\ntitle: Odd\nid: US-2\npoints: {points}\n---\n\n");
        [front.as_bytes(), words].concat()
    };
    let large = vec![b'x'; 5 << 20];
    for words in [&b"caf\xe9\n"[..], b"a\0b\n", &large] {
        shop.write(odd, text("1", words));
        shop.commit();
        let start = shop.git(&["rev-parse", "HEAD"]);
        shop.git(&["checkout", "-q", "-B", "other"]);
        shop.write(odd, text("2", words));
        shop.commit();
        shop.git(&["checkout", "-q", "-B", "main", start.trim()]);
        shop.write(odd, text("3", words));
        shop.commit();
        let said = shop.stops(&["merge", "other"]);
        assert!(said.contains("not text in UTF-8, or too large"), "{said}");
        let bytes = std::fs::read(shop.path(odd)).expect("a file");
        assert!(bytes.windows(9).any(|line| line == b"points: 3"));
        assert_eq!(
            shop.git(&["ls-files", "-u", "--", "backlog"])
                .lines()
                .count(),
            3
        );
        let said = shop.fails(2, &["resolve", "2", "--theirs", "file"]);
        assert!(said.contains("git checkout --theirs"), "{said}");
        let path = format!("backlog/{odd}");
        shop.git(&["checkout", "-q", "--theirs", "--", &path]);
        shop.git(&["add", &path]);
        shop.git(&["commit", "-q", "--no-edit"]);
    }
}

#[cfg(unix)]
#[test]
fn a_driver_that_is_killed_leaves_the_file_as_it_was() {
    let shop = Shop::new();
    let story = shop.read(STORY);
    for (name, points) in [("base", "1"), ("ours", "2"), ("theirs", "2\nx-more: 1")] {
        let text = story.replace("points:", &format!("points: {points}"));
        let text = if name == "base" { story.clone() } else { text };
        std::fs::write(shop.dir().join(name), text).expect("a file");
    }
    let ours = std::fs::read(shop.dir().join("ours")).expect("a file");
    // No byte can be written: it is killed in the middle, or fails.
    let po = env!("CARGO_BIN_EXE_po");
    let script =
        format!("ulimit -c 0; ulimit -f 0; exec '{po}' merge-driver base ours theirs {STORY}");
    let mut command = shop.command("sh");
    let run = shop.run_command(command.args(["-c", &script]));
    assert!(run.code != 0 && run.code != 1, "{}{}", run.code, run.stderr);
    assert_eq!(
        std::fs::read(shop.dir().join("ours")).expect("a file"),
        ours
    );
}
