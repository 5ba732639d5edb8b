//! `po resolve`: conflicts of real merges, field by field.

use crate::shop::{STORY, Shop};
use crate::two_clones::Team;

#[test]
fn a_conflict_is_resolved_field_by_field_and_goes_on() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8", "title=Pay now"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "1", "points=5", "title=Pay later", "value=1"]);
    let run = team.run("b", &["sync"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("both sides changed the same in `backlog/stories/US-1-pay.md`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("po resolve"), "{}", run.stderr);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    let before = team.read("b", "stories/US-1-pay.md");
    let run = team.run("b", &["resolve"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout, @r"
    backlog/stories/US-1-pay.md: to decide
      title
        base   Pay
        ours   Pay later
        theirs Pay now
      points
        base   3
        ours   5
        theirs 8
    ");
    // Half decided is not written, which is said, and how to say it all at once.
    let half = team.run("b", &["resolve", "--ours", "title"]);
    assert_eq!(half.code, 1);
    let said = "the file is written when all of it is decided";
    assert!(half.stdout.contains(said), "{}", half.stdout);
    let hint = "--ours title --ours points, or --ours title --theirs points";
    assert!(half.stderr.contains(hint), "{}", half.stderr);
    assert_eq!(team.read("b", "stories/US-1-pay.md"), before);
    let said = team.run("b", &["resolve", "--ours", "colour"]).stderr;
    assert!(
        said.contains("`colour` is not contested") && said.contains("points, title"),
        "{said}"
    );
    let run = team.run(
        "b",
        &["resolve", "1", "--ours", "title", "--theirs", "points"],
    );
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(
        run.stdout,
        "backlog/stories/US-1-pay.md: resolved and staged\n"
    );
    assert!(run.stderr.contains("po sync: goes on"), "{}", run.stderr);
    let pay = team.read("b", "stories/US-1-pay.md");
    assert!(
        pay.contains("title: Pay later\n")
            && pay.contains("points: 8\n")
            && pay.contains("value: 1\n"),
        "{pay}"
    );
    let said = team.ok("b", &["sync"]);
    assert!(
        said.contains("the merge is concluded") && said.contains("pushed to origin/main"),
        "{said}"
    );
    assert_eq!(
        team.run("b", &["resolve"]).stderr,
        "nothing is in conflict\n"
    );
}

#[test]
fn conflicts_of_a_merge_without_the_driver_and_of_deleted_files() {
    let team = Team::new();
    // A hosted merge button, and a clone that nobody set up: plain git, by lines.
    team.git("a", &["rm", "-q", "backlog/.gitattributes"]);
    team.git("a", &["commit", "-q", "-m", "no driver"]);
    team.git("a", &["checkout", "-q", "-b", "feature"]);
    team.ok("a", &["set", "1", "points=8", "labels+=vip", "--commit"]);
    team.git("a", &["rm", "-q", "backlog/stories/US-2-refund.md"]);
    team.git("a", &["commit", "-q", "-m", "gone"]);
    team.git("a", &["checkout", "-q", "main"]);
    team.ok(
        "a",
        &[
            "set",
            "1",
            "epic=",
            "requested_by=Sales",
            "labels+=big",
            "--commit",
        ],
    );
    team.ok("a", &["set", "2", "points=1", "--commit"]);
    team.write("a", "code.txt", "not staged");
    let mut command = team.sandbox.command("git");
    let run = team.sandbox.run_command(
        command
            .args(["merge", "-q", "feature"])
            .current_dir(team.dir("a")),
    );
    assert_ne!(run.code, 0);
    let run = team.run("a", &["sync"]);
    assert!(
        run.code == 2 && run.stderr.contains("po resolve"),
        "{}",
        run.stderr
    );
    let run = team.run("a", &["resolve", "--ours", "file"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let pay = team.read("a", "stories/US-1-pay.md");
    assert!(
        pay.contains("labels: [big, vip]\n") || pay.contains("labels: [vip, big]\n"),
        "{pay}"
    );
    assert!(
        pay.contains("points: 8\n") && pay.contains("requested_by: Sales\n"),
        "{pay}"
    );
    assert!(
        team.read("a", "stories/US-2-refund.md")
            .contains("points: 1\n")
    );
    assert!(
        run.stderr.contains("git merge --continue"),
        "{}",
        run.stderr
    );
    assert_eq!(team.git("a", &["diff", "--name-only"]), "");
    // A merge that somebody else began is theirs to conclude.
    let run = team.run("a", &["sync"]);
    assert!(
        run.code == 2 && run.stderr.contains("did not begin"),
        "{}",
        run.stderr
    );
    // po undo has the file back as it was, with its markers, and git's index too.
    let said = team.ok("a", &["undo"]);
    assert!(
        said.contains("in conflict again: backlog/stories/US-1-pay.md\n"),
        "{said}"
    );
    assert!(team.read("a", "stories/US-1-pay.md").contains("<<<<<<<"));
}

#[test]
fn undo_of_a_resolve_has_the_conflict_back_and_no_older_change() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8"]);
    team.ok("a", &["set", "2", "points=8"]);
    team.ok("a", &["sync"]);
    team.git("b", &["rm", "-q", "backlog/stories/US-2-refund.md"]);
    team.git("b", &["commit", "-q", "-m", "gone"]);
    team.ok("b", &["set", "1", "points=5"]);
    // An older change, which must stay.
    team.ok("b", &["set", "3", "points=13", "--commit"]);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    let unmerged = team.git("b", &["ls-files", "-s"]);
    let (pay, refund) = (
        "backlog/stories/US-1-pay.md",
        "backlog/stories/US-2-refund.md",
    );
    let markers = team.read("b", "stories/US-1-pay.md");
    // Their side lies there already: no byte changes.
    team.ok("b", &["resolve", "2", "--theirs", "file"]);
    assert!(!team.git("b", &["ls-files", "-u"]).contains(refund));
    let said = team.ok("b", &["undo"]);
    let words = format!("took back: resolve\n  no file changed\nin conflict again: {refund}\n");
    assert_eq!(said, words);
    assert_eq!(team.git("b", &["ls-files", "-s"]), unmerged);
    assert!(
        team.read("b", "stories/US-3-search.md")
            .contains("points: 13\n")
    );
    // One that goes away, and one that is written; and both once more.
    team.ok("b", &["resolve", "--ours", "all"]);
    let resolved = team.git("b", &["ls-files", "-s"]);
    let said = team.ok("b", &["undo"]);
    assert!(said.contains(pay) && said.contains(refund), "{said}");
    assert_eq!(team.git("b", &["ls-files", "-s"]), unmerged);
    assert_eq!(team.read("b", "stories/US-1-pay.md"), markers);
    team.ok("b", &["undo"]);
    assert_eq!(team.git("b", &["ls-files", "-s"]), resolved);
    // Git itself has the conflict back, too.
    team.git("b", &["checkout", "-q", "-m", "--", pay]);
    assert!(team.git("b", &["ls-files", "-u"]).contains(pay));
    team.git("b", &["add", pay]);
    // Once the merge is over, its conflicts are.
    team.git("b", &["commit", "-q", "--no-edit"]);
    let files = team.git("b", &["status", "--porcelain"]);
    let said = team.run("b", &["undo"]);
    assert!(
        said.code == 2 && said.stderr.contains("has gone on; nothing was written"),
        "{}",
        said.stderr
    );
    assert_eq!(team.git("b", &["status", "--porcelain"]), files);
}

#[test]
fn what_was_merged_by_hand_stays() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "1", "points=5"]);
    team.run("b", &["sync"]);
    let text = team.read("b", "stories/US-1-pay.md");
    let by_hand = text.split("<<<<<<<").next().unwrap().to_owned()
        + "points: 13\nepic:\nvalue:\n---\n\nBy hand.\n";
    team.write("b", "backlog/stories/US-1-pay.md", &by_hand);
    let run = team.run("b", &["resolve", "--ours", "all"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("merged by hand already: git add it"),
        "{}",
        run.stdout
    );
    assert_eq!(team.read("b", "stories/US-1-pay.md"), by_hand);
}

#[test]
fn an_index_that_only_git_reads_has_a_next_step() {
    let team = Team::new();
    team.git("a", &["update-index", "--split-index"]);
    for command in ["resolve", "sync", "diff"] {
        let run = team.run("a", &[command]);
        assert_eq!(run.code, 2, "{command}: {}", run.stdout);
        let step = "git update-index --no-split-index";
        assert!(run.stderr.contains(step), "{command}: {}", run.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_it_asks_for_each_field() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8", "title=Pay now"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "1", "points=5", "title=Pay later"]);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    // Later is no answer: nothing is written.
    let before = team.read("b", "stories/US-1-pay.md");
    let Some(run) = team.on_terminal("b", "resolve", "l\rt\r") else {
        return;
    };
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert_eq!(team.read("b", "stories/US-1-pay.md"), before);
    let run = team
        .on_terminal("b", "resolve", "o\rt\r")
        .expect("a terminal");
    assert_eq!(run.code, 0, "{}", run.stdout);
    let pay = team.read("b", "stories/US-1-pay.md");
    for kept in ["title: Pay later\n", "points: 8\n"] {
        assert!(pay.contains(kept), "{pay}");
    }
}

#[test]
fn what_one_side_deleted_is_said_so() {
    let shop = Shop::new();
    shop.git(&["checkout", "-q", "-b", "side"]);
    shop.did(&["set", "1", "points=8"]);
    shop.git(&["checkout", "-q", "main"]);
    shop.git(&["rm", "-q", &format!("backlog/{STORY}")]);
    shop.git(&["commit", "-q", "-m", "gone"]);
    // Every line gets another end on its way to the disk, and is nobody's work for that.
    shop.git(&["config", "core.autocrlf", "true"]);
    shop.stops(&["merge", "side"]);
    assert!(shop.read(STORY).contains("points: 8\r\n"));
    let run = shop.run(&["resolve"]);
    insta::assert_snapshot!(run.stdout, @r"
    backlog/stories/US-1-pay-with-a-saved-card.md: to decide
      file
        base   there
        ours   deleted
        theirs changed
    ");
    let hint = "po resolve --ours file: removes it; --theirs file: keeps it";
    assert!(run.stderr.contains(hint), "{}", run.stderr);
    shop.ok(&["resolve", "--theirs", "file"]);
    assert!(shop.read(STORY).contains("points: 8\r\n"));
    assert_eq!(shop.git(&["ls-files", "-u"]), "");
}

#[test]
fn the_line_ends_that_git_gave_stay_and_each_operation_has_its_way_on() {
    let shop = Shop::new();
    for points in ["points=1", "points=2", "points=3"] {
        shop.did(&["set", "1", points]);
    }
    shop.git(&["config", "core.autocrlf", "true"]);
    std::fs::remove_file(shop.path(STORY)).expect("it goes");
    shop.git(&["checkout", "-q", "."]);
    shop.stops(&["revert", "--no-edit", "HEAD~1"]);
    // No repair is made in several versions of a file.
    let said = shop.fails(2, &["check", "--fix", "--yes"]);
    assert!(
        said.contains("po resolve: decide field by field first"),
        "{said}"
    );
    let said = shop.fails(2, &["sync"]);
    assert!(said.contains("git revert --continue, or --abort"), "{said}");
    let run = shop.run(&["resolve", "--ours", "all"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stderr.contains("git revert --continue"),
        "{}",
        run.stderr
    );
    assert!(shop.read(STORY).contains("points: 3\r\n"));
    assert_eq!(shop.git(&["status", "--porcelain"]), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_left_to_git() {
    use std::os::unix::ffi::OsStrExt as _;

    let shop = Shop::new();
    let name = std::ffi::OsStr::from_bytes(b"US-9-\xff.md");
    let path = shop.path("stories").join(name);
    let write = |points: &str| {
        let text = format!("---\ntitle: x\nid: US-9\npoints: {points}\n---\n");
        std::fs::write(&path, text).expect("a file");
        shop.commit();
    };
    write("1");
    shop.git(&["checkout", "-q", "-b", "side"]);
    write("2");
    shop.git(&["checkout", "-q", "main"]);
    write("3");
    shop.stops(&["merge", "side"]);
    let run = shop.run(&["resolve", "--ours", "all"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(
        run.stdout.contains("not UTF-8: git checkout --ours"),
        "{}",
        run.stdout
    );
    let status = shop.git(&["status", "--porcelain"]);
    assert_eq!(status, "UU \"backlog/stories/US-9-\\377.md\"\n");
}

#[test]
fn where_another_git_holds_the_index_nothing_is_changed() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=8", "alias+=US-91"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["set", "1", "points=5"]);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    let lock = team.dir("b").join(".git/index.lock");
    let state = || {
        let at_hand = team.read("b", "stories/US-1-pay.md");
        (at_hand, team.git("b", &["ls-files", "-s"]))
    };
    // Deciding it, taking that back, and deciding it again.
    for args in [
        &["resolve", "91", "--ours", "points"][..],
        &["undo"],
        &["undo"],
    ] {
        let before = state();
        std::fs::write(&lock, "").unwrap();
        let run = team.run("b", args);
        assert!(
            run.code == 2
                && run.stderr.contains(".git/index.lock` is there")
                && run.stderr.contains("hint: another git is at work here"),
            "{args:?} {}",
            run.stderr
        );
        assert_eq!(state(), before, "{args:?}");
        std::fs::remove_file(&lock).unwrap();
        team.ok("b", args);
        assert_ne!(state(), before, "{args:?}");
        assert!(!lock.exists(), "{args:?}");
    }
    let run = team.run("b", &["resolve"]);
    assert!(
        run.stderr.contains("hint: po sync: goes on"),
        "{}",
        run.stderr
    );
    team.ok("b", &["sync"]);
}
