//! What `po sync` neither merges nor pushes, what it says then, and what it fetches though git was not told to.

use crate::two_clones::Team;

#[test]
fn a_config_that_cannot_be_read_is_not_merged() {
    let team = Team::apart();
    team.write("b", "backlog/po.yaml", "format: 1\nworkflow: [\n");
    team.git("b", &["commit", "-qam", "broken"]);
    team.git("b", &["push", "-q"]);
    let head = team.git("a", &["rev-parse", "HEAD"]);
    team.refused(
        "a",
        &[
            "origin/main has a po.yaml that cannot be read: ",
            "error: origin/main:backlog/po.yaml:2:11: ",
            "hint: nothing was merged, and your commits are here",
            "hint: git log -1 origin/main -- backlog/po.yaml: who did that, and why",
            "hint: git merge origin/main: where you mend it here",
        ],
    );
    assert_eq!(team.git("a", &["rev-parse", "HEAD~1"]), head);
    assert_eq!(team.git("a", &["status", "--porcelain"]), "");
    // Who mends it goes on: the others did not change it since.
    team.git("a", &["merge", "-q", "-m", "theirs", "origin/main"]);
    let sound = team.git("a", &["show", "HEAD~1:backlog/po.yaml"]);
    team.write("a", "backlog/po.yaml", &sound);
    team.git("a", &["commit", "-qam", "mended"]);
    team.git("b", &["commit", "-q", "--allow-empty", "-m", "another"]);
    team.git("b", &["push", "-q"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_config_that_became_a_link_out_of_the_backlog_is_not_taken_for_gone() {
    for target in ["../../elsewhere.yaml", "/elsewhere.yaml", "gone.yaml"] {
        let team = Team::apart();
        let path = team.dir("b/backlog/po.yaml");
        std::fs::remove_file(&path).expect("it goes");
        std::os::unix::fs::symlink(target, path).expect("a link");
        team.git("b", &["commit", "-qam", "a link"]);
        team.git("b", &["push", "-q"]);
        let said = team.refused(
            "a",
            &[
                "origin/main has a po.yaml that cannot be read: it is a link",
                "error: origin/main:backlog/po.yaml:1:1: ",
                "hint: git log -1 origin/main -- backlog/po.yaml: who did that, and why",
                "hint: git merge origin/main: where you mend it here",
            ],
        );
        assert!(!said.contains("no backlog any more"), "{said}");
        assert_eq!(team.git("a", &["status", "--porcelain"]), "");
    }
}

#[test]
fn a_branch_that_the_settings_leave_out_is_fetched_all_the_same() {
    let team = Team::apart();
    team.git("a", &["config", "--unset-all", "remote.origin.fetch"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("merged origin/main"), "{said}");
    assert!(said.contains("pushed to origin/main"), "{said}");
    // A branch that nobody has yet is not missed.
    team.git("a", &["switch", "-q", "-c", "feat"]);
    team.ok("a", &["note", "3", "more"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/feat"), "{said}");
    // Of settings that name what is gone, the remote is not to blame.
    let gone = "+refs/heads/gone:refs/remotes/origin/gone";
    team.git("a", &["config", "remote.origin.fetch", gone]);
    let said = team.refused(
        "a",
        &[
            "nothing was fetched from `origin`: ",
            "hint: git config --get-all remote.origin.fetch: ",
        ],
    );
    assert!(!said.contains("cannot be reached"), "{said}");
}

#[test]
fn what_git_itself_refuses_is_not_put_on_what_is_in_the_way() {
    let team = Team::apart();
    team.git("a", &["config", "merge.verifySignatures", "true"]);
    let said = team.refused(
        "a",
        &[
            "origin/main was not merged: ",
            "hint: your commits are here; git merge origin/main: ",
        ],
    );
    assert!(!said.contains("stash"), "{said}");
    team.git("a", &["config", "--unset", "merge.verifySignatures"]);
    // Of a push that git refuses by itself, another branch would not make a better one.
    for (key, value) in [
        ("push.pushOption", "ci.skip"),
        ("remote.origin.mirror", "true"),
    ] {
        team.git("a", &["config", key, value]);
        let said = team.refused(
            "a",
            &[
                "git did not push: ",
                "hint: git push --dry-run: says it again; git config --get-regexp",
                "hint: your commits are here, nothing is lost",
            ],
        );
        assert!(!said.contains("--branch"), "{said}");
        team.git("a", &["config", "--unset", key]);
    }
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
}

#[test]
fn a_file_that_is_in_the_way_is_named() {
    let team = Team::apart();
    team.write("b", "notes.txt", "theirs\n");
    team.git("b", &["add", "notes.txt"]);
    team.git("b", &["commit", "-q", "-m", "notes"]);
    team.git("b", &["push", "-q"]);
    team.write("a", "notes.txt", "mine\n");
    team.refused(
        "a",
        &[
            "notes.txt",
            "hint: your commits are here; commit or stash what is in the way",
        ],
    );
}

#[test]
fn what_rerere_resolved_waits_for_git_add() {
    let team = Team::new();
    team.git("a", &["config", "rerere.enabled", "true"]);
    std::fs::create_dir_all(team.dir("a").join(".git/rr-cache")).expect("a folder");
    team.ok("b", &["set", "1", "points=5"]);
    team.ok("b", &["sync"]);
    team.ok("a", &["set", "1", "points=8"]);
    let said = team.refused(
        "a",
        &["both sides changed the same in `backlog/stories/US-1-pay.md`"],
    );
    assert!(!said.contains("rerere"), "{said}");
    // Decided by hand once, and then again by git.
    let at_hand = team.read("a", "stories/US-1-pay.md");
    let mut decided = String::new();
    let mut is_theirs = false;
    for line in at_hand.lines() {
        is_theirs |= line.starts_with("=======");
        match line.get(..7) {
            Some("<<<<<<<" | "=======" | "|||||||") => {}
            Some(">>>>>>>") => is_theirs = false,
            _ if is_theirs => {}
            _ => decided.push_str(&format!("{line}\n")),
        }
    }
    team.write("a", "backlog/stories/US-1-pay.md", &decided);
    team.git("a", &["rerere"]);
    team.git("a", &["merge", "--abort"]);
    team.refused(
        "a",
        &["hint: git add backlog/stories/US-1-pay.md: rerere resolved it as you did before"],
    );
    team.git("a", &["add", "backlog/stories/US-1-pay.md"]);
    team.ok("a", &["sync"]);
    assert!(team.read("a", "stories/US-1-pay.md").contains("points: 8"));
}

#[test]
fn markers_of_another_length_are_seen() {
    let team = Team::new();
    team.write(
        "b",
        "backlog/stories/.gitattributes",
        "*.md conflict-marker-size=64\n",
    );
    team.git("b", &["add", "."]);
    team.git("b", &["commit", "-qm", "attributes"]);
    team.git("b", &["push", "-q"]);
    team.git("a", &["pull", "-q"]);
    for (clone, words) in [("b", "I want to refund."), ("a", "I want to order.")] {
        let text = team.read(clone, "stories/US-1-pay.md");
        let path = "backlog/stories/US-1-pay.md";
        team.write(clone, path, &text.replace("I want to pay.", words));
    }
    team.ok("b", &["sync"]);
    team.refused("a", &["both sides changed the same in", "hint: po resolve"]);
    assert!(
        team.read("a", "stories/US-1-pay.md")
            .contains(&"<".repeat(64))
    );
    let run = team.run("a", &["resolve"]);
    assert!(!run.stdout.contains("by hand"), "{}", run.stdout);
    // Who adds it as it is has not merged it.
    team.git("a", &["add", "-A"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("error[merge-conflict-marker]"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("not pushed"), "{}", run.stderr);
}

#[test]
fn a_strategy_that_drops_one_side_is_passed_over() {
    for (key, value) in [
        ("pull.twohead", "ours"),
        ("branch.main.mergeOptions", "-s ours"),
        ("branch.main.mergeOptions", "--no-ff -Xours"),
    ] {
        let team = Team::apart();
        team.git("a", &["config", key, value]);
        let run = team.run("a", &["sync"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let says = "in git's configuration is passed over: both sides are merged";
        assert!(run.stderr.contains(says), "{key}: {}", run.stderr);
        let theirs = team.git("a", &["show", "origin/main:backlog/stories/US-2-refund.md"]);
        assert!(theirs.contains(" theirs\n"), "{key}={value}: {theirs}");
    }
}
