//! Who waits for whom where git's hooks run `po`, leave one behind, or outlive the one that git worked for.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use crate::two_clones::Team;

const PO: &str = env!("CARGO_BIN_EXE_po");

/// A hook of the clone `a` that git runs while it merges.
fn merge_hook(team: &Team, name: &str, script: &str) {
    let script = format!("#!/bin/sh\nunset GIT_DIR GIT_INDEX_FILE\n{script}");
    team.hook("a/.git", name, &script);
}

/// Lines of a script that go on when the file `late` says who is waited for.
const UNTIL_IT_WAITS: &str =
    "for n in $(seq 500); do grep -q waiting late 2> /dev/null && break; sleep 0.05; done\n";

/// Waits until the note of somebody in the background is in item 3. Neither file need be there yet: the shell of the
/// hook lives on when its `po` is gone, and git takes a file away before it writes it anew.
fn until_noted(team: &Team) {
    let begun = Instant::now();
    let read = |path| std::fs::read_to_string(team.dir("a").join(path)).unwrap_or_default();
    while !read("backlog/stories/US-3-search.md").contains(" late\n") {
        let waited = begun.elapsed() < Duration::from_secs(60);
        assert!(waited, "{}", read("late"));
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_a_hook_leaves_behind_waits_for_the_merge() {
    let team = Team::apart();
    // It has the environment of the hook, which is over when it writes.
    let left = format!(
        "(while kill -0 $$ 2> /dev/null; do sleep 0.01; done; exec '{PO}' note 3 late) > late 2>&1 &\n"
    );
    merge_hook(&team, "pre-merge-commit", &left);
    let script =
        format!("{UNTIL_IT_WAITS}grep -c ' late$' backlog/stories/US-3-*.md > seen\nexit 0\n");
    merge_hook(&team, "commit-msg", &script);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("merged origin/main"), "{said}");
    assert_eq!(team.read("a", "../seen"), "0\n");
    let late = team.read("a", "../late");
    assert!(late.contains("waiting for another po (process "), "{late}");
    until_noted(&team);
    assert!(team.read("a", "stories/US-2-refund.md").contains("theirs"));
}

#[test]
fn the_git_of_one_that_was_killed_ends_before_the_next_writes() {
    let team = Team::apart();
    // The mark begins with the number of the process.
    let script = format!(
        "kill -9 ${{PO_HELD%%-*}}\nenv -u PO_HELD '{PO}' note 3 late > late 2>&1 &\n{UNTIL_IT_WAITS}exit 0\n"
    );
    merge_hook(&team, "pre-merge-commit", &script);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, -1, "{}{}", run.stdout, run.stderr);
    until_noted(&team);
    let late = team.read("a", "../late");
    assert!(late.contains("waiting for git (process "), "{late}");
    assert!(late.contains("whose po was killed, to finish"), "{late}");
    // Its merge is whole, and the next sync goes on.
    std::fs::remove_file(team.dir("a").join(".git/hooks/pre-merge-commit")).expect("a hook");
    assert_eq!(
        team.git("a", &["log", "-1", "--format=%s"]),
        "Merge origin/main\n"
    );
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
}

#[test]
fn hooks_of_two_backlogs_that_call_each_other_do_not_wait_for_themselves() {
    let team = Team::new();
    let (a, b) = (team.dir("a"), team.dir("b"));
    let script = format!(
        "cd '{}' && '{PO}' note 1 first --commit > ../said 2>&1\nexit 0\n",
        b.display()
    );
    merge_hook(&team, "pre-commit", &script);
    let script = format!(
        "#!/bin/sh\nunset GIT_DIR GIT_INDEX_FILE\ncd '{}' && '{PO}' note 2 second > second 2>&1\nexit 0\n",
        a.display()
    );
    team.hook("b/.git", "pre-commit", &script);
    team.ok("a", &["note", "3", "outer", "--commit"]);
    assert!(team.read("b", "stories/US-1-pay.md").contains(" first\n"));
    assert!(
        team.read("a", "stories/US-2-refund.md")
            .contains(" second\n")
    );
    for said in [team.read("a", "../../said"), team.read("a", "../second")] {
        assert!(!said.contains("waiting"), "{said}");
    }
}

#[test]
fn a_mark_that_somebody_keeps_in_the_shell_says_nothing() {
    let team = Team::new();
    let mut writers = Vec::new();
    for nth in 0..4 {
        let mut command = team.sandbox.command(PO);
        command.args(["note", "2", &format!("note {nth}"), "--commit"]);
        command.env("PO_HELD", team.dir("a").join(".git/po"));
        let pipe = std::process::Stdio::piped;
        command
            .current_dir(team.dir("a"))
            .stdout(pipe())
            .stderr(pipe());
        writers.push(command.spawn().expect("a process"));
    }
    for writer in writers {
        let output = writer.wait_with_output().expect("an end");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
    let text = team.read("a", "stories/US-2-refund.md");
    for nth in 0..4 {
        assert!(text.contains(&format!(" note {nth}\n")), "{text}");
    }
}
