//! What `po sync` says of files that git or `po` sees otherwise than one thinks.

use crate::two_clones::Team;

#[test]
fn what_git_was_told_to_pass_over_is_named() {
    let team = Team::new();
    let refund = "backlog/stories/US-2-refund.md";
    for (mark, ends) in [
        ("--skip-worktree", "--no-skip-worktree"),
        ("--assume-unchanged", "--no-assume-unchanged"),
    ] {
        team.git("a", &["update-index", mark, refund]);
        // As it was committed, it is nobody's concern.
        assert_eq!(team.ok("a", &["diff"]), "Not committed: nothing changed\n");
        let points = format!("points={}", ends.len());
        let run = team.run("a", &["set", "2", &points, "--commit"]);
        let words = format!("`{refund}` is not committed: git was told to pass over it");
        let hint = format!("git update-index {ends} {refund}");
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(
            run.stderr.contains(&words) && run.stderr.contains(&hint),
            "{}",
            run.stderr
        );
        assert!(
            team.ok("a", &["diff"])
                .contains("US-2 Refund: re-estimated")
        );
        let run = team.run("a", &["sync"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let words = format!("left out, git was told to pass over it: {refund}");
        assert!(
            run.stderr.contains(&words) && run.stderr.contains(&hint),
            "{}",
            run.stderr
        );
        assert!(!run.stdout.contains("committed"), "{}", run.stdout);
        team.git("a", &["update-index", ends, refund]);
        let run = team.run("a", &["sync"]);
        assert!(
            run.stdout.contains("committed as") && run.stderr.is_empty(),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_git_ignores_is_named() {
    let team = Team::new();
    team.write("a", ".gitignore", "*-draft*\n");
    for number in 3..=7 {
        let path = format!("backlog/stories/US-{number}-draft.md");
        let text = format!("---\nid: US-{number}\ntitle: Draft {number}\n---\n");
        team.write("a", &path, &text);
    }
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let [third, fifth] = [3, 5].map(|at| format!("backlog/stories/US-{at}-draft.md"));
    for says in [
        format!("left out, git ignores it: {third}\n"),
        format!("left out, git ignores it: {fifth}\nleft out, git ignores them: 2 more\n"),
        format!("hint: git check-ignore --verbose {third}"),
    ] {
        assert!(run.stderr.contains(&says), "{}", run.stderr);
    }
    // What git knows is none of them, whatever the rule says.
    team.git("a", &["add", "--force", "backlog/stories"]);
    let run = team.run("a", &["sync"]);
    assert!(run.stdout.contains("committed as"), "{}", run.stdout);
    assert!(!run.stderr.contains("ignores"), "{}", run.stderr);
}

#[test]
fn what_only_the_index_holds_otherwise_is_no_change() {
    let team = Team::new();
    team.git(
        "a",
        &["rm", "-q", "--cached", "backlog/stories/US-2-refund.md"],
    );
    let text = team.read("a", "stories/US-1-pay.md");
    team.write("a", "backlog/stories/US-1-pay.md", "other");
    team.git("a", &["add", "backlog/stories/US-1-pay.md"]);
    team.write("a", "backlog/stories/US-1-pay.md", &text);
    let staged = team.git("a", &["status", "--porcelain"]);
    assert_eq!(team.ok("a", &["diff"]), "Not committed: nothing changed\n");
    assert!(team.ok("a", &["sync"]).contains("nothing to push"));
    assert_eq!(team.git("a", &["status", "--porcelain"]), staged);
    // What was changed since goes along.
    team.ok("a", &["set", "2", "points=5"]);
    assert!(
        team.ok("a", &["sync"])
            .contains("US-2 Refund: re-estimated 3 → 5")
    );
    assert!(
        team.ok("b", &["sync"])
            .contains("US-2 Refund: re-estimated 3 → 5")
    );
}

#[test]
fn what_could_not_be_read_is_told_as_what_it_is() {
    let team = Team::new();
    let pay = team.read("a", "stories/US-1-pay.md");
    let broken = pay.replace("points: 3", "points: [3");
    // Of what cannot be read, nothing is said to be gone.
    let cut = broken.replace("As a guest, I want to pay.\n", "");
    team.write("a", "backlog/stories/US-1-pay.md", &cut);
    let said = team.run("a", &["diff"]).stdout;
    assert!(
        said.ends_with("\nUS-1 Pay: its file could not be read any more\n"),
        "{said}"
    );
    team.write("a", "backlog/stories/US-1-pay.md", &broken);
    team.git("a", &["commit", "-q", "-a", "-m", "broken"]);
    team.git("a", &["push", "-q"]);
    team.git("b", &["pull", "-q"]);
    // Mended, it is no new item.
    team.write("a", "backlog/stories/US-1-pay.md", &pay);
    let said = team.ok("a", &["diff"]);
    assert!(said.starts_with("Not committed: 1 changed\n"), "{said}");
    assert!(said.contains("its file could be read again"), "{said}");
    team.ok("a", &["sync"]);
    let message = team.git("a", &["log", "-1", "--format=%s"]);
    assert_eq!(message.trim(), "backlog: 1 changed");
    let said = team.ok("b", &["sync"]);
    assert!(said.contains("From origin/main: 1 changed"), "{said}");
    // What never could be read is a file that came, and one that went.
    let new = "backlog/stories/US-9-new.md";
    team.write("a", new, "no front matter\n");
    let said = team.run("a", &["sync", "--no-push"]).stdout;
    assert!(
        said.contains("Your changes: 1 other file") && said.contains(&format!("{new}: added")),
        "{said}"
    );
    let message = team.git("a", &["log", "-1", "--format=%s"]);
    assert_eq!(message.trim(), format!("backlog: {new}: added"));
    std::fs::remove_file(team.dir("a").join(new)).expect("it goes");
    let said = team.ok("a", &["diff"]);
    assert!(said.contains(&format!("{new}: removed")), "{said}");
}

#[test]
fn histories_that_never_met_are_both_named() {
    let team = Team::new();
    team.git("a", &["checkout", "-q", "--orphan", "anew"]);
    team.git("a", &["commit", "-q", "-m", "anew"]);
    team.git("a", &["push", "-q", "-f", "origin", "anew:main"]);
    team.ok("b", &["set", "1", "points=1"]);
    team.refused(
        "b",
        &[
            "`origin/main` and `HEAD` have no commit in common",
            "hint: git log origin/main",
            "hint: git merge --allow-unrelated-histories origin/main",
        ],
    );
}

#[test]
fn a_fork_is_pushed_to_where_git_would() {
    let team = Team::new();
    team.git("a", &["init", "-q", "--bare", "-b", "main", "../fork.git"]);
    team.git("a", &["remote", "add", "fork", "../fork.git"]);
    let main = |repository: &str| {
        let log = team.git(repository, &["log", "--oneline", "main"]);
        log.lines().count()
    };
    for (points, setting) in [(5, "branch.main.pushRemote"), (8, "remote.pushDefault")] {
        team.git("a", &["config", setting, "fork"]);
        team.ok("b", &["set", "2", &format!("points={points}")]);
        team.ok("b", &["sync"]);
        team.ok("a", &["set", "1", &format!("points={points}")]);
        let said = team.ok("a", &["sync"]);
        assert!(
            said.contains("merged origin/main") && said.contains("pushed to fork/main"),
            "{said}"
        );
        assert!(
            team.ok("a", &["sync"])
                .contains("nothing to push: fork/main has it all")
        );
        team.git("a", &["config", "--unset", setting]);
    }
    assert_eq!((main("origin.git"), main("fork.git")), (3, 7));
}

#[cfg(unix)]
#[test]
fn a_reader_that_is_gone_stops_nothing() {
    let team = Team::new();
    team.ok("a", &["set", "1", "points=5"]);
    let mut command = team.sandbox.command("sh");
    let line = format!("'{}' sync | true", env!("CARGO_BIN_EXE_po"));
    command.args(["-c", &line]).current_dir(team.dir("a"));
    team.sandbox.run_command(&mut command);
    let heads = team.git("a", &["rev-parse", "HEAD", "origin/main"]);
    let mut heads = heads.lines();
    assert_eq!(heads.next(), heads.next());
    assert!(team.ok("a", &["sync"]).contains("nothing to push"));
}
