//! `--commit`: exactly the files that were changed, through the user's own git, and nothing of theirs touched.

use crate::sandbox::Sandbox;

/// A backlog with two items and a file outside, committed.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    let body = "As a guest, I want to pay so that I have it.\n\nOne\n\nTwo\n\nThree\n\nFour\n";
    sandbox.story(1, "Pay", "status: new\npoints:\n", body);
    sandbox.story(2, "Refund", "status: new\npoints:\n", body);
    std::fs::write(sandbox.dir().join("code.rs"), "one\n").unwrap();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    sandbox
}

fn hook(sandbox: &Sandbox, name: &str, text: &str) {
    script(&sandbox.dir().join(".git/hooks").join(name), text);
}

fn script(path: &std::path::Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// The names that the last commit changes.
fn names(sandbox: &Sandbox) -> String {
    sandbox.git(&["show", "--format=", "--name-status", "HEAD"])
}

fn message(sandbox: &Sandbox) -> String {
    let message = sandbox.git(&["log", "-1", "--format=%B"]);
    message.trim_end().to_owned()
}

fn count(sandbox: &Sandbox) -> String {
    sandbox.git(&["rev-list", "--count", "HEAD"])
}

#[test]
fn nothing_else_that_is_staged_goes_along_and_what_is_half_staged_stays_so() {
    let sandbox = shop();
    std::fs::write(sandbox.dir().join("code.rs"), "two\n").unwrap();
    std::fs::write(sandbox.dir().join("new.rs"), "new\n").unwrap();
    sandbox.git(&["add", "code.rs", "new.rs"]);
    // Half of US-2 is staged, half is not.
    let text = sandbox.read("stories/US-2-refund.md");
    let staged = text.replace("One\n", "One, staged\n");
    sandbox.write("stories/US-2-refund.md", &staged);
    sandbox.git(&["add", "backlog"]);
    let at_hand = staged.replace("Four\n", "Four, not staged\n");
    sandbox.write("stories/US-2-refund.md", &at_hand);
    let before = sandbox.git(&["diff"]);
    let staged_before = sandbox.git(&["diff", "--cached"]);

    let said = sandbox.ok(&["set", "1", "points=3", "--commit"]);
    let short = sandbox.git(&["rev-parse", "--short", "HEAD"]);
    assert!(
        said.contains(&format!("committed as {}", short.trim())),
        "{said}"
    );
    assert_eq!(names(&sandbox), "M\tbacklog/stories/US-1-pay.md\n");
    assert_eq!(message(&sandbox), "backlog: set 1 points=3");
    assert_eq!(sandbox.git(&["diff"]), before);
    assert_eq!(sandbox.git(&["diff", "--cached"]), staged_before);
    assert_eq!(sandbox.read("stories/US-2-refund.md"), at_hand);

    // New files, too; and a dry run commits nothing.
    sandbox.ok(&["add", "Vouchers", "--commit"]);
    assert_eq!(names(&sandbox), "A\tbacklog/stories/US-3-vouchers.md\n");
    sandbox.ok(&["set", "1", "points=5", "--commit", "--dry-run"]);
    assert_eq!(count(&sandbox), "3\n");
    assert_eq!(sandbox.git(&["diff", "--cached"]), staged_before);
    // What changes nothing commits nothing.
    sandbox.ok(&["set", "1", "points=3", "--commit"]);
    assert_eq!(count(&sandbox), "3\n");
}

#[test]
fn the_message_follows_the_team_and_commit_may_be_a_habit() {
    let sandbox = shop();
    let config = sandbox.read("po.yaml");
    let git = "git: {commit: always, message: \"chore(backlog): {what}\"}";
    sandbox.write("po.yaml", config.replace("git: {commit: never}", git));
    sandbox.git(&["commit", "-q", "-a", "-m", "a habit"]);
    sandbox.ok(&["rank", "2", "--top"]);
    assert_eq!(names(&sandbox), "M\tbacklog/stories/US-2-refund.md\n");
    let said = message(&sandbox);
    assert!(
        said.starts_with("chore(backlog): ") && said.contains('2'),
        "{said}"
    );
    sandbox.ok(&["add", "#1 \"quoted\" $(touch no) `no`"]);
    assert!(message(&sandbox).contains("#1 \"quoted\" $(touch no) `no`"));
    assert!(!sandbox.dir().join("no").exists());
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_message_of_several_lines_has_a_subject_and_a_body() {
    let signed = "Signed-off-by: Ada Example <ada@example.org>";
    let ways = [
        format!("{{message: \"chore: {{what}}\\n\\nWhy: the team\\nsaid so\\n\\n{signed}\"}}"),
        format!(
            "\n  message: |\n    chore: {{what}}\n\n    Why: the team\n    said so\n\n    {signed}"
        ),
        format!("\n  message: |\n    chore:\n\n    Why: the team\n    said so\n\n    {signed}"),
    ];
    for (nth, way) in ways.iter().enumerate() {
        let sandbox = shop();
        let config = sandbox.read("po.yaml");
        // With the remark behind it, which would be a line of the text.
        let (before, after) = config.split_once("git: {commit: never}").unwrap();
        let (_, after) = after.split_once('\n').unwrap();
        sandbox.write("po.yaml", format!("{before}git: {way}\n{after}"));
        sandbox.git(&["commit", "-q", "-a", "-m", "words"]);
        sandbox.ok(&["set", "1", &format!("points={}", nth + 20), "--commit"]);
        let said = sandbox.git(&["log", "-1", "--format=%B"]);
        let (subject, body) = said.split_once("\n\n").unwrap();
        assert!(
            subject.starts_with("chore: ") && subject.contains("points=2"),
            "{said}"
        );
        assert_eq!(
            body.trim_end(),
            format!("Why: the team\nsaid so\n\n{signed}")
        );
        let trailers = sandbox.git(&["log", "-1", "--format=%(trailers)"]);
        assert_eq!(trailers.trim_end(), signed);
    }
}

#[cfg(unix)]
#[test]
fn a_hook_that_says_no_is_heard_and_the_index_is_as_found() {
    let sandbox = shop();
    std::fs::write(sandbox.dir().join("code.rs"), "two\n").unwrap();
    sandbox.git(&["add", "code.rs"]);
    for (name, text) in [
        ("pre-commit", "echo 'not on a Friday' >&2; exit 1"),
        ("commit-msg", "echo 'no ticket named' >&2; exit 1"),
    ] {
        let index = sandbox.git(&["ls-files", "--stage"]);
        hook(&sandbox, name, text);
        let said = sandbox.fails(2, &["add", &format!("By {name}"), "--commit"]);
        assert!(
            said.contains("not on a Friday") || said.contains("no ticket named"),
            "{said}"
        );
        assert!(said.contains("po undo"), "{said}");
        assert_eq!(sandbox.git(&["ls-files", "--stage"]), index, "{name}");
        assert_eq!(count(&sandbox), "1\n");
        // The file is there all the same, until it is undone.
        sandbox.ok(&["undo"]);
        assert_eq!(sandbox.git(&["status", "--porcelain"]), "M  code.rs\n");
        std::fs::remove_file(sandbox.dir().join(".git/hooks").join(name)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_hook_that_edits_is_respected() {
    let sandbox = shop();
    std::fs::write(sandbox.dir().join("code.rs"), "two\n").unwrap();
    sandbox.git(&["add", "code.rs"]);
    // As formatters do it: the file is changed and added anew.
    hook(
        &sandbox,
        "pre-commit",
        "for file in $(git diff --cached --name-only); do echo formatted >> \"$file\"; git add \"$file\"; done",
    );
    hook(&sandbox, "commit-msg", "echo 'Change-Id: I1' >> \"$1\"");
    sandbox.ok(&["set", "1", "points=3", "--commit"]);
    assert_eq!(names(&sandbox), "M\tbacklog/stories/US-1-pay.md\n");
    let committed = sandbox.git(&["show", "HEAD:backlog/stories/US-1-pay.md"]);
    assert!(committed.ends_with("formatted\n"), "{committed}");
    assert_eq!(sandbox.read("stories/US-1-pay.md"), committed);
    assert!(message(&sandbox).contains("Change-Id: I1"));
    assert_eq!(
        std::fs::read_to_string(sandbox.dir().join("code.rs")).unwrap(),
        "two\n"
    );
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "M  code.rs\n");
}

#[cfg(unix)]
#[test]
fn hooks_elsewhere_and_signing_are_the_users() {
    let sandbox = shop();
    script(
        &sandbox.dir().join("../hooks/pre-commit"),
        "touch ../hook-ran",
    );
    sandbox.git(&["config", "core.hooksPath", "../hooks"]);
    let signer = sandbox.dir().join("../signer");
    script(
        &signer,
        "cat > /dev/null; echo '[GNUPG:] SIG_CREATED ' >&2; printf -- '-----BEGIN PGP SIGNATURE-----\\nsigned\\n-----END PGP SIGNATURE-----\\n'",
    );
    sandbox.git(&["config", "commit.gpgSign", "true"]);
    sandbox.git(&["config", "gpg.program", "../signer"]);
    sandbox.ok(&["set", "1", "points=3", "--commit"]);
    assert!(
        sandbox
            .git(&["cat-file", "-p", "HEAD"])
            .contains("gpgsig -----BEGIN PGP SIGNATURE-----")
    );
    assert!(sandbox.dir().join("../hook-ran").exists() || sandbox.dir().join("hook-ran").exists());
    script(&signer, "echo 'no key' >&2; exit 1");
    let index = sandbox.git(&["ls-files", "--stage"]);
    let said = sandbox.fails(2, &["add", "Unsigned", "--commit"]);
    assert!(said.contains("git did not commit"), "{said}");
    assert_eq!(sandbox.git(&["ls-files", "--stage"]), index);
    assert_eq!(count(&sandbox), "2\n");
}

#[test]
fn from_a_worktree_and_a_subfolder() {
    let sandbox = shop();
    sandbox.git(&["worktree", "add", "-q", "-b", "side", "../side"]);
    let side = sandbox.dir().join("../side/backlog/stories");
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    command
        .current_dir(&side)
        .args(["set", "1", "points=3", "--commit"]);
    let run = sandbox.run_command(&mut command);
    assert!(run.stdout.contains("committed as"), "{}", run.stderr);
    assert_eq!(
        sandbox.git(&["log", "--format=%s", "main..side"]),
        "backlog: set 1 points=3\n"
    );
    assert_eq!(count(&sandbox), "1\n");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn names_that_git_would_take_for_something_else() {
    let sandbox = Sandbox::empty();
    let top = sandbox.dir().join(":(glob) a*b é [x]");
    std::fs::create_dir(&top).unwrap();
    let run = |program: &str, args: &[&str]| {
        let mut command = sandbox.command(program);
        let run = sandbox.run_command(command.current_dir(&top).args(args));
        assert_eq!(run.code, 0, "{args:?} {} {}", run.stdout, run.stderr);
        run.stdout
    };
    let po = env!("CARGO_BIN_EXE_po");
    sandbox.git(&["init", "-q", "-b", "main"]);
    run(po, &["init", "--yes", "--product", "X"]);
    for name in ["US-1-*.md", "US-2-\"é'\\ [ab].md", "US-3 :!x.md"] {
        let id = &name[..4];
        let text = format!("---\ntitle: T\nid: {id}\nstatus: new\npoints:\n---\n");
        if std::fs::write(top.join("backlog/stories").join(name), text).is_err() {
            // A system that has no such names.
            return;
        }
    }
    run("git", &["add", "--all", "."]);
    run("git", &["commit", "-q", "-m", "all"]);
    for id in ["1", "2", "3"] {
        assert!(run(po, &["set", id, "points=3", "--commit"]).contains("committed as"));
        let named = run("git", &["show", "--format=", "--name-only", "-z", "HEAD"]);
        assert!(named.contains(&format!("/stories/US-{id}")), "{named}");
        assert_eq!(named.matches('\0').count(), 1, "{named}");
    }
    run(po, &["add", "-t", "story", "--commit", "--", "-rf * é"]);
    assert_eq!(run("git", &["status", "--porcelain"]), "");
}

#[test]
fn an_ignored_backlog_is_named() {
    let sandbox = shop();
    std::fs::write(sandbox.dir().join(".gitignore"), "US-3*\n").unwrap();
    let said = sandbox.fails(2, &["add", "Hidden", "--commit"]);
    assert!(said.contains("is ignored by git"), "{said}");
    assert_eq!(count(&sandbox), "1\n");
}

#[test]
fn an_item_that_was_renamed_by_hand_leaves_its_old_name_until_that_is_committed() {
    let sandbox = shop();
    let (old, new) = ("backlog/stories/US-1-pay.md", "backlog/stories/US-1-buy.md");
    sandbox.git(&["mv", old, new]);
    let run = sandbox.run(&["set", "1", "points=8", "--commit"]);
    let hint = format!("hint: git commit -m renamed :/{old}: takes its old name out");
    assert!(run.stderr.contains(&hint), "{}{}", run.stdout, run.stderr);
    assert_eq!(sandbox.run(&["check", "--at", "HEAD"]).code, 1);
    // As the hint says.
    sandbox.git(&["commit", "-q", "-m", "renamed", &format!(":/{old}")]);
    sandbox.ok(&["check", "--at", "HEAD"]);
    let run = sandbox.run(&["set", "1", "points=5", "--commit"]);
    assert!(!run.stderr.contains("hint"), "{}", run.stderr);
}
