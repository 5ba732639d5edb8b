//! `po init`: a new backlog, and what it refuses.

use crate::sandbox::Sandbox;

#[test]
fn writes_a_backlog_and_says_so() {
    let sandbox = Sandbox::empty();
    let told = sandbox.ok(&[
        "init",
        "--yes",
        "--product",
        "Web shop",
        "--time-zone",
        "Europe/Paris",
    ]);
    insta::assert_snapshot!(told);
    insta::assert_snapshot!(sandbox.read("po.yaml"));
    insta::assert_snapshot!(sandbox.read("product.md"));
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn refuses_to_overwrite() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    let error = sandbox.fails(2, &["init", "--yes"]);
    assert!(error.contains("there is a backlog already"), "{error}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn wrong_answers_change_nothing() {
    let sandbox = Sandbox::empty();
    for (flag, value, words) in [
        ("--prefix", "1A", "cannot begin an id"),
        ("--time-zone", "Mars/Base", "not a time zone"),
        ("--language", "xx", "no story template"),
        ("--sprint-weeks", "0", "0"),
    ] {
        let error = sandbox.fails(2, &["init", "--yes", flag, value]);
        assert!(error.contains(words), "{flag}: {error}");
        assert!(!sandbox.path("po.yaml").exists(), "{flag}");
    }
}

#[test]
fn a_prefix_is_put_in_upper_case_and_mints() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--yes", "--prefix", "shop"]);
    assert!(sandbox.ok(&["add", "Pay"]).starts_with("SHOP-1 Pay: added"));
}

#[test]
fn works_in_a_repository_and_keeps_its_own_files_out_of_it() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&["init", "--yes"]);
    sandbox.ok(&["add", "Pay"]);
    let status = sandbox.git(&["status", "--porcelain", "-uall"]);
    let mut files: Vec<&str> = status.lines().filter_map(|line| line.get(3..)).collect();
    files.sort_unstable();
    assert_eq!(
        files,
        [
            "backlog/.gitattributes",
            "backlog/po.yaml",
            "backlog/product.md",
            "backlog/stories/US-1-pay.md"
        ]
    );
}

#[test]
fn a_bare_repository_is_no_place_to_work() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "--bare", "."]);
    let error = sandbox.fails(2, &["init", "--yes"]);
    assert!(error.contains("bare") && error.contains("clone"), "{error}");
    assert!(!sandbox.path("po.yaml").exists());
}

#[test]
fn a_backlog_in_a_bare_repository_can_still_be_read() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay"]);
    sandbox.git(&["init", "-q", "--bare", "."]);
    let run = sandbox.run(&["list"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("Pay") && run.stderr.contains("bare"),
        "{}",
        run.stderr
    );
}

#[test]
fn no_backlog_begins_inside_another() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    for folder in ["", "stories", "sprints/deep"] {
        let inside = sandbox.path(folder);
        std::fs::create_dir_all(&inside).unwrap();
        let run = sandbox.run_command(
            sandbox
                .command(env!("CARGO_BIN_EXE_po"))
                .current_dir(&inside)
                .args(["init", "--yes"]),
        );
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(
            run.stderr.contains("there is a backlog already"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(sandbox.files(), before);
    sandbox.ok(&["init", "--yes", "--backlog", "app/backlog"]);
}
