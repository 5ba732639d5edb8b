//! `po sync` and `--commit` beside another `po` in the same clone, and beside what others configured.

use crate::two_clones::Team;

const PO: &str = env!("CARGO_BIN_EXE_po");

#[cfg(unix)]
#[test]
fn what_is_written_while_it_fetches_goes_along() {
    let team = Team::apart();
    // What the remote answers with is asked for in the middle of the fetch.
    let script = format!("#!/bin/sh\n'{PO}' note 2 meanwhile >&2\nexec git-upload-pack \"$@\"\n");
    team.hook("a", "../slow", &script);
    let program = team.dir("a").join("slow");
    let program = program.to_str().expect("a path");
    team.git("a", &["config", "remote.origin.uploadpack", program]);
    let said = team.ok("a", &["sync"]);
    assert_eq!(said.matches("committed as").count(), 2, "{said}");
    assert!(said.contains("pushed to origin/main"), "{said}");
    let refund = team.read("a", "stories/US-2-refund.md");
    for words in ["theirs", "meanwhile"] {
        assert!(refund.contains(words), "{refund}");
    }
    assert_eq!(team.git("a", &["status", "--porcelain"]), "?? slow\n");
}

#[cfg(unix)]
#[test]
fn nobody_writes_while_git_merges_but_its_own_hooks() {
    let team = Team::apart();
    // One that the hook leaves running waits for the merge; one that it waits for does not.
    let script = format!(
        "#!/bin/sh\nunset GIT_DIR GIT_INDEX_FILE\n\
         env -u PO_HELD '{PO}' note 3 late --commit > late 2>&1 &\n\
         for wait in 1 2 3 4 5 6 7 8 9 10; do grep -q waiting late 2> /dev/null && break; sleep 1; done\n\
         grep -c ' late$' backlog/stories/US-3-search.md > seen\n\
         '{PO}' note 1 hooked > hooked 2>&1\nexit 0\n"
    );
    team.hook("a/.git", "pre-merge-commit", &script);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("merged origin/main"), "{said}");
    assert_eq!(team.read("a", "../seen"), "0\n");
    let late = || team.read("a", "../late");
    assert!(late().contains("waiting for another po"), "{}", late());
    let hooked = team.read("a", "../hooked");
    assert!(!hooked.contains("waiting"), "{hooked}");
    assert!(team.read("a", "stories/US-1-pay.md").contains("hooked"));
    let begun = std::time::Instant::now();
    while !team.read("a", "stories/US-3-search.md").contains(" late\n") {
        assert!(begun.elapsed().as_secs() < 60, "{}", late());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // Its commit is no part of the merge.
    while !team
        .git("a", &["log", "-1", "--format=%s"])
        .contains("note on 3")
    {
        assert!(begun.elapsed().as_secs() < 60, "{}", late());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn several_commit_at_once() {
    let team = Team::new();
    let run = |at: usize| team.run("a", &["add", &format!("Item {at}"), "--commit"]);
    let runs: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|at| scope.spawn(move || run(at))).collect();
        all.into_iter()
            .map(|one| one.join().expect("an end"))
            .collect()
    });
    for run in runs {
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    assert_eq!(team.git("a", &["status", "--porcelain"]), "");
    let log = team.git("a", &["log", "--oneline", "origin/main..HEAD"]);
    assert_eq!(log.lines().count(), 4, "{log}");
}

#[test]
fn a_branch_that_follows_another_one_is_not_pushed_to_it() {
    let team = Team::new();
    team.git("a", &["switch", "-q", "-c", "feat", "origin/main"]);
    team.write("a", "code.c", "half\n");
    team.git("a", &["add", "code.c"]);
    team.git("a", &["commit", "-q", "-m", "half"]);
    team.ok("a", &["set", "1", "points=5"]);
    team.refused(
        "a",
        &[
            "`feat` is not pushed to origin/main, a branch of another name",
            "hint: your commits are here",
            "hint: po sync --branch feat: ",
            "hint: git push origin HEAD:main: ",
        ],
    );
    let said = team.ok("a", &["sync", "--branch", "feat"]);
    assert!(said.contains("pushed to origin/feat"), "{said}");
    // Where git does so, po does.
    for (how, target) in [("current", "origin/feat"), ("upstream", "origin/main")] {
        team.git("a", &["config", "push.default", how]);
        team.ok("a", &["note", "1", how]);
        let said = team.ok("a", &["sync"]);
        assert!(said.contains(&format!("pushed to {target}")), "{said}");
    }
}

#[test]
fn the_removal_of_the_whole_backlog_is_not_merged() {
    let team = Team::new();
    team.git("b", &["rm", "-q", "-r", "backlog"]);
    team.git("b", &["commit", "-q", "-m", "away"]);
    team.git("b", &["push", "-q"]);
    for change in [None, Some("points=5")] {
        if let Some(change) = change {
            team.ok("a", &["set", "1", change]);
        }
        team.refused(
            "a",
            &[
                "origin/main has no backlog any more",
                "hint: nothing was merged",
                "hint: git log -1 origin/main -- backlog/po.yaml: ",
                "hint: git merge origin/main: ",
            ],
        );
        assert!(team.read("a", "stories/US-1-pay.md").contains("Pay"));
        assert_eq!(team.git("a", &["status", "--porcelain"]), "");
    }
}

#[test]
fn another_program_merges_no_story() {
    // Of the name of po's own: po calls itself.
    let team = Team::apart();
    team.git("a", &["config", "merge.po.driver", "true"]);
    team.ok("a", &["note", "2", "ours"]);
    team.ok("a", &["sync"]);
    let refund = team.read("a", "stories/US-2-refund.md");
    assert!(
        refund.contains("theirs") && refund.contains("ours"),
        "{refund}"
    );
    // Of another name: nothing is merged.
    team.write("b", "backlog/stories/.gitattributes", "*.md merge=ours\n");
    team.git("b", &["add", "backlog/stories/.gitattributes"]);
    team.git("b", &["commit", "-q", "-m", "another way"]);
    team.ok("b", &["sync"]);
    team.git("a", &["config", "merge.ours.driver", "true"]);
    team.ok("a", &["sync"]);
    team.ok("b", &["note", "2", "more"]);
    team.ok("b", &["sync"]);
    team.ok("a", &["note", "2", "again"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("`true` would merge stories")
            && run.stderr.contains("nothing was merged"),
        "{}",
        run.stderr
    );
    assert!(!team.read("a", "stories/US-2-refund.md").contains("more"));
    // Nor by git's own way that keeps what one side took out.
    team.write("a", "backlog/stories/.gitattributes", "*.md merge=union\n");
    let union = "`merge=union` would merge stories, and keeps both wordings";
    let run = team.run("a", &["sync"]);
    assert!(
        run.code == 2 && run.stderr.contains(union),
        "{}",
        run.stderr
    );
    team.write("a", "backlog/stories/.gitattributes", "*.md !merge\n");
    team.git("a", &["config", "merge.default", "union"]);
    let run = team.run("a", &["sync"]);
    assert!(
        run.code == 2 && run.stderr.contains(union),
        "{}",
        run.stderr
    );
    assert!(!team.read("a", "stories/US-2-refund.md").contains("more"));
}

#[cfg(unix)]
#[test]
fn a_hook_without_a_word_is_named() {
    let team = Team::new();
    team.hook("a/.git", "pre-commit", "#!/bin/sh\nexit 1\n");
    let run = team.run("a", &["set", "1", "points=5", "--commit"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr
            .contains("what may have said so: .git/hooks/pre-commit"),
        "{}",
        run.stderr
    );
}
