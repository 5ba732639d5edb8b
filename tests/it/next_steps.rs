//! Each refusal that has to do with git says what to do next.

use crate::sandbox::Sandbox;

/// Where nothing but the hint may tell the way on.
#[track_caller]
fn hints(sandbox: &Sandbox, args: &[&str], says: &str, next: &str) {
    let said = sandbox.fails(2, args);
    let hint = said.lines().find(|line| line.starts_with("hint: "));
    assert!(
        said.contains(says) && hint.is_some_and(|_| said.contains(next)),
        "po {args:?}\n{said}"
    );
}

#[test]
fn without_a_repository() {
    let plain = Sandbox::new();
    plain.story(1, "Pay", "status: new\n", "");
    for args in [
        &["diff"][..],
        &["diff", "main"],
        &["diff", "--since", "2026-11-01"],
        &["list", "--at", "HEAD"],
        &["check", "--since", "HEAD"],
        &["check", "--staged"],
        &["check", "--merged-with", "main"],
        &["sync"],
        &["resolve"],
        &["git", "setup"],
        &["set", "1", "points=3", "--commit"],
    ] {
        hints(&plain, args, "git repository", "git init: make");
    }
}

#[test]
fn before_the_first_commit() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    for args in [
        &["diff", "HEAD"][..],
        &["list", "--at", "HEAD"],
        &["check", "--since", "HEAD"],
        &["check", "--merged-with", "HEAD"],
    ] {
        hints(&sandbox, args, "", "po sync --no-push: commits the backlog");
    }
    sandbox.ok(&["sync", "--no-push"]);
    sandbox.ok(&["list", "--at", "HEAD"]);
}

#[test]
fn a_revision_that_nobody_knows() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&["sync", "--no-push"]);
    let clone = "git fetch, then git branch --all: what this clone knows";
    for (args, next) in [
        (&["diff", "nowhere"][..], clone),
        (&["diff", "main..nowhere"], clone),
        (&["diff", "nowhere..main"], clone),
        (&["diff", "main...nowhere"], clone),
        (&["diff", "mian"], "did you mean `main`?"),
        (&["diff", "mian...main"], "did you mean `main`?"),
        (&["diff", "main~9"], "git log --oneline"),
        (&["list", "--at", "nowhere"], clone),
        (&["check", "--since", "nowhere"], clone),
        (&["check", "--since", "mian"], "did you mean `main`?"),
        (&["check", "--merged-with", "nowhere"], clone),
        (&["check", "--merged-with", "mian"], "did you mean `main`?"),
    ] {
        let mut sides = args[args.len() - 1].split('.');
        let unknown = sides.rfind(|side| !["", "main"].contains(side)).unwrap();
        hints(&sandbox, args, unknown, next);
    }
    sandbox.git(&["checkout", "-q", "--orphan", "alone"]);
    sandbox.git(&["commit", "-q", "-m", "alone"]);
    let apart = "no commit in common";
    hints(
        &sandbox,
        &["diff", "main...alone"],
        apart,
        "po diff main..alone: the two as they are",
    );
    hints(
        &sandbox,
        &["check", "--since", "main"],
        apart,
        "po check: everything",
    );
    hints(
        &sandbox,
        &["check", "--merged-with", "main"],
        apart,
        "--allow-unrelated-histories",
    );
}

#[test]
fn what_cannot_be_taken_back_or_merged() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: new\n", "");
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&["set", "1", "points=3"]);
    let text = sandbox
        .read("stories/US-1-pay.md")
        .replace("points: 3", "points: 8");
    sandbox.write("stories/US-1-pay.md", text);
    hints(&sandbox, &["undo"], "was changed since", "po edit");
    hints(
        &sandbox,
        &["merge-driver", "a", "b", "c", "stories/US-1.md"],
        "No such file",
        "po git setup",
    );
    let said = sandbox.fails(2, &["merge-driver", "a", "b", "c", "d"]);
    assert_eq!(said.matches("No such file").count(), 1, "{said}");
    hints(
        &sandbox,
        &["resolve", "99"],
        "`99` is not in conflict",
        "po resolve",
    );
    let other = Sandbox::empty();
    std::fs::create_dir(other.path("")).unwrap();
    other.write("po.yaml", "format: 1\n");
    hints(&other, &["undo"], "nothing to undo", "git restore");
    // Where the backlog itself is taken back, no undo is left to bring it back.
    let fresh = Sandbox::new();
    let run = fresh.run(&["undo"]);
    assert!(
        run.code == 0 && run.stderr.contains("hint: po init"),
        "{}",
        run.stderr
    );
}
