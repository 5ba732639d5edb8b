//! `po add`: new items, from flags, stdin and the editor.

use crate::sandbox::Sandbox;

#[test]
fn writes_the_file_of_the_design() {
    let sandbox = Sandbox::new();
    let told = sandbox.ok(&[
        "add",
        "Pay with a saved card",
        "--as",
        "returning customer",
        "--want",
        "to pay with a saved card",
        "--so-that",
        "checkout takes seconds",
        "--ac",
        "Given a saved card, when I press Pay, then the order is placed",
        "--value",
        "8",
        "--label",
        "checkout",
        "--requested-by",
        "Sales",
        "--top",
    ]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.read("stories/US-1-pay-with-a-saved-card.md"));
}

#[test]
fn every_settable_field_has_a_flag() {
    let help = Sandbox::empty().ok(&["add", "--help"]);
    for field in backlog::model::FIELDS
        .iter()
        .filter(|field| field.settable && field.name != "title")
    {
        let flag = format!(
            "--{}",
            field
                .singular
                .filter(|name| *name != "dependency")
                .unwrap_or(field.name)
                .replace('_', "-")
        );
        assert!(help.contains(&format!("{flag} ")), "{flag}");
    }
}

#[test]
fn all_flags_reach_the_file() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Checkout", "--type", "epic"]);
    sandbox.ok(&["add", "First"]);
    sandbox.ok(&[
        "add",
        "Second",
        "--type",
        "bug",
        "--status",
        "ready",
        "--points",
        "½",
        "--value",
        "8",
        "--urgency",
        "3",
        "--risk-reduction",
        "2",
        "--sprint",
        "7",
        "--release",
        "1.10",
        "--epic",
        "1",
        "--objective",
        "O1",
        "--depends-on",
        "us-2",
        "--blocked",
        "the contract: unsigned",
        "--assignee",
        "@ada",
        "--link",
        "https://example.org/a#b",
        "--alias",
        "OLD-9",
        "--label",
        "no",
        "--label",
        "web",
    ]);
    insta::assert_snapshot!(sandbox.read("stories/US-3-second.md"));
    let show = sandbox.ok(&["show", "OLD-9", "--format", "json"]);
    for part in [
        "\"points\": 0.5",
        "\"release\": \"1.10\"",
        "\"no\"",
        "\"@ada\"",
        "\"depends_on\": [\n          \"US-2\"",
    ] {
        assert!(show.contains(part), "{part}\n{show}");
    }
}

#[test]
fn a_mail_on_stdin_becomes_title_and_text() {
    let sandbox = Sandbox::new();
    let run = sandbox.run_with_input(
        &["add", "-", "--type", "bug"],
        "\n# Checkout fails\r\n\r\nOn Safari 17.\nEvery time.\n",
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = sandbox.read("stories/US-1-checkout-fails.md");
    assert!(
        text.contains("title: Checkout fails\n") && text.contains("On Safari 17.\nEvery time.\n"),
        "{text}"
    );
}

#[test]
fn names_what_comes_close_with_its_decision() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Dark mode"]);
    sandbox.ok(&[
        "decline",
        "1",
        "--because",
        "no demand outside one customer",
    ]);
    let told = sandbox.ok(&["add", "A darker corner of the shop"]);
    assert!(
        !told.contains("similar"),
        "two of four words are not enough\n{told}"
    );
    let told = sandbox.ok(&["add", "Dark modes"]);
    assert!(
        told.contains(
            "similar: US-1 Dark mode, declined: no demand outside one customer (21 Nov 2026)"
        ),
        "{told}"
    );
}

#[test]
fn titles_of_any_kind() {
    let sandbox = Sandbox::new();
    let long = "long ".repeat(60);
    let cases = [
        ("🎉 Party", true),
        ("الدفع بالبطاقة", true),
        ("con", true),
        ("a: b # c", true),
        ("\u{202e}evil\u{1b}[31m", true),
        ("!!!", true),
        (long.as_str(), true),
        ("", false),
        ("   ", false),
    ];
    for (title, good) in cases {
        let run = sandbox.run(&["add", title]);
        assert_eq!(run.code == 0, good, "{title:?}: {}", run.stderr);
        assert!(
            !run.stdout.contains('\u{1b}') && !run.stdout.contains('\u{202e}'),
            "{title:?}"
        );
    }
    for (path, _) in sandbox.files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.len() <= 80, "{name}");
        assert!(!name.chars().any(char::is_control), "{name}");
    }
    assert_eq!(
        sandbox.run(&["check"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).stdout
    );
    assert_eq!(
        sandbox
            .ok(&["list", "--format", "json"])
            .matches("\"id\"")
            .count(),
        7
    );
}

#[test]
fn what_cannot_be_is_said_and_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "First"]);
    let before = sandbox.files();
    for (args, words) in [
        (&["add", "X", "--points", "-1"][..], "negative"),
        (&["add", "X", "--points", "NaN"], "not a number"),
        (
            &["add", "X", "--status", "Nope"],
            "known states: new, ready",
        ),
        (&["add", "X", "--type", "stroy"], "did you mean `story`"),
        (&["add", "X", "--epic", "99"], "no item `US-99`"),
        (&["add", "X", "--before", "99"], "no item `US-99`"),
        (&["add", "X", "--to", "9"], "no position 9"),
        (&["add", "X", "--started", "2026-13-45"], "not a date"),
        (&["add", "X", "--top", "--bottom"], "cannot be used with"),
        (&["add"], "needs a title"),
    ] {
        let error = sandbox.fails(2, args);
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
}

#[test]
fn numbers_count_deleted_ones_and_other_branches() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&["init", "--yes"]);
    sandbox.ok(&["add", "One"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "one"]);
    sandbox.git(&["switch", "-qc", "feature"]);
    sandbox.ok(&["add", "Two"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "two"]);
    sandbox.git(&["switch", "-q", "main"]);
    assert!(sandbox.ok(&["add", "Three"]).starts_with("US-3"));
    std::fs::remove_file(sandbox.path("stories/US-3-three.md")).unwrap();
    assert!(sandbox.ok(&["add", "Four"]).starts_with("US-4"));
}

#[test]
fn the_editor_gets_the_template_and_its_hints_go_away() {
    let sandbox = Sandbox::new();
    let editor = sandbox.dir().join("editor.sh");
    std::fs::write(
        &editor,
        "#!/bin/sh\ncp \"$1\" seen.md\nsed -i.bak 's/^title:.*/title: From the editor/' \"$1\"\n",
    )
    .unwrap();
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    command
        .args(["add", "--edit"])
        .env("VISUAL", format!("sh {}", editor.display()));
    let run = sandbox.run_command(&mut command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let seen = std::fs::read_to_string(sandbox.dir().join("seen.md")).unwrap();
    assert!(seen.contains("<!--"), "{seen}");
    let text = sandbox.read("stories/US-1-from-the-editor.md");
    assert!(!text.contains("<!--"), "{text}");
}

#[test]
fn an_invalid_save_is_kept() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_po"));
    let editor = sandbox.dir().join("editor.sh");
    std::fs::write(
        &editor,
        "#!/bin/sh\nprintf -- '---\\ntitle: a: b\\nid: US-1\\n---\\nprecious\\n' > \"$1\"\n",
    )
    .unwrap();
    command
        .args(["add", "X", "--edit"])
        .env("VISUAL", format!("sh {}", editor.display()))
        .env("TMPDIR", sandbox.dir());
    let run = sandbox.run_command(&mut command);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains(":2:"), "{}", run.stderr);
    let kept = std::fs::read_dir(sandbox.dir())
        .unwrap()
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().starts_with("po-kept-"));
    assert!(
        std::fs::read_to_string(kept.expect("a kept file").path())
            .unwrap()
            .contains("precious")
    );
    assert!(!sandbox.path("stories/US-1-x.md").exists());
}

#[test]
fn text_that_could_not_be_read_again_is_not_written() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    let run = sandbox.run_with_input(&["add", "-"], "Pay\n\na\0b\n");
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("byte"), "{}", run.stderr);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_dry_run_writes_nothing_not_even_beside_the_backlog() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "start"]);
    let private = sandbox.dir().join(".git/po");
    let _ = std::fs::remove_dir_all(&private);
    sandbox.ok(&["add", "Pay", "--dry-run"]);
    assert!(!private.exists());
}

#[test]
fn what_is_refused_uses_no_number_up() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "First"]);
    sandbox.fails(2, &["add", "Second", "--before", "99"]);
    assert!(sandbox.ok(&["add", "Third"]).starts_with("US-2"));
}

#[test]
fn what_leaves_no_number_free_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("stories/US-1-pay.md", "---\ntitle: Pay\nid: US-1\n---\n");
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    let last = "stories/US-78364164095-last.md";
    sandbox.write(last, "---\ntitle: Last\nid: US-78364164095\n---\n");
    let here = sandbox.fails(2, &["add", "Next"]);
    let says = "`US-78364164095` is backlog/stories/US-78364164095-last.md: give it another number";
    assert!(here.contains(says), "{here}");
    sandbox.git(&["switch", "-q", "-c", "odd"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "a typing error"]);
    sandbox.git(&["switch", "-q", "main"]);
    let there = sandbox.fails(2, &["add", "Next"]);
    let says = "`US-78364164095` is backlog/stories/US-78364164095-last.md on the branch odd: it needs another number";
    assert!(there.contains(says), "{there}");
    sandbox.git(&["branch", "-q", "-D", "odd"]);
    let gone = sandbox.fails(2, &["add", "Next"]);
    let (_, file) = gone
        .split_once("no commit has `US-78364164095`: remove ")
        .expect("a file");
    assert!(file.contains("[folder]"), "{file}");
    std::fs::remove_file(sandbox.dir().join(".git/po/ids")).expect("the mark");
    assert!(sandbox.ok(&["add", "Next"]).contains("US-2"));
    // In another worktree, and in a commit that is no branch's last.
    sandbox.git(&["worktree", "add", "-q", "-b", "beside", "../beside"]);
    let beside = sandbox.dir().join("../beside/backlog").join(last);
    std::fs::write(&beside, "---\ntitle: Last\nid: US-78364164095\n---\n").expect("a file");
    let there = sandbox.fails(2, &["add", "Next"]);
    let says = "US-78364164095-last.md, in another worktree: give it another number there";
    assert!(there.contains(says), "{there}");
    std::fs::remove_file(&beside).expect("it goes");
    sandbox.write(last, "---\ntitle: Last\nid: US-78364164095\n---\n");
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "a typing error"]);
    sandbox.git(&["rm", "-q", &format!("backlog/{last}")]);
    sandbox.git(&["commit", "-q", "-m", "taken back"]);
    for _ in 0..2 {
        let past = sandbox.fails(2, &["add", "Next"]);
        let says = "`US-78364164095` stands in older commits: git log --all --oneline -- '*/US-78364164095*'";
        assert!(past.contains(says), "{past}");
        std::fs::remove_file(sandbox.dir().join(".git/po/ids")).expect("the mark");
    }
}
