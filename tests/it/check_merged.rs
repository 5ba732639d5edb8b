//! `po check --merged-with`: what a merge will break, before it.

use crate::sandbox::Sandbox;

/// A backlog on `main` with three items, and a branch `feature`, checked out.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    for (number, title, rank) in [(1, "Pay", "b"), (2, "Refund", "d"), (3, "Search", "f")] {
        let fields = format!(
            "rank: {rank}\ncreated: 2026-11-0{number}T10:00:00Z\nstatus: new\ntype: story\nsprint:\nrequested_by:\npoints: 3\nepic:\nvalue:\n"
        );
        sandbox.story(number, title, &fields, "As a guest, I want to pay.\n");
    }
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    sandbox.git(&["checkout", "-q", "-b", "feature"]);
    sandbox
}

/// Replaces words in files by hand, and commits that: file, old, new.
fn edit(sandbox: &Sandbox, edits: &[(&str, &str, &str)]) {
    for (file, old, new) in edits {
        let path = format!("stories/US-{file}.md");
        let text = sandbox.read(&path);
        assert!(text.contains(old), "{text}");
        sandbox.write(&path, text.replacen(old, new, 1));
    }
    sandbox.git(&["commit", "-q", "-a", "-m", "by hand"]);
}

fn on_main(sandbox: &Sandbox, edits: &[(&str, &str, &str)]) {
    sandbox.git(&["checkout", "-q", "main"]);
    edit(sandbox, edits);
    sandbox.git(&["checkout", "-q", "feature"]);
}

#[test]
fn collisions_and_broken_references_are_told_before_the_merge() {
    let sandbox = shop();
    sandbox.write(
        "stories/US-4-gift-cards.md",
        "---\ntitle: Gift cards\nid: US-4\ncreated: 2026-11-20T10:00:00Z\nstatus: new\n---\n",
    );
    sandbox.ok(&["set", "1", "depends_on+=US-2"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "on feature"]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write(
        "stories/US-4-vouchers.md",
        "---\ntitle: Vouchers\nid: US-4\ncreated: 2026-11-20T11:00:00Z\nstatus: new\n---\n",
    );
    std::fs::remove_file(sandbox.path("stories/US-2-refund.md")).unwrap();
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "on main"]);
    sandbox.git(&["checkout", "-q", "feature"]);
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let (files, index) = (sandbox.files(), sandbox.git(&["status", "--porcelain"]));
    let objects = sandbox.git(&["count-objects"]);
    let run = sandbox.run(&["check", "--merged-with", "main", "--format", "concise"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("[duplicate-id]"), "{}", run.stdout);
    assert!(
        run.stdout.contains("[dangling-reference]"),
        "{}",
        run.stdout
    );
    assert_eq!(
        run.stdout.lines().filter(|l| l.contains("error[")).count(),
        run.stdout
            .lines()
            .filter(|l| l.contains("[duplicate-id]") || l.contains("[dangling-reference]"))
            .count()
    );
    assert_eq!(sandbox.files(), files);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), index);
    assert_eq!(sandbox.git(&["count-objects"]), objects);
}

#[test]
fn what_stands_on_one_side_already_is_not_the_merges_doing() {
    let sandbox = shop();
    edit(&sandbox, &[("1-pay", "epic:", "epic: US-99")]);
    on_main(&sandbox, &[("2-refund", "epic:", "epic: US-98")]);
    let run = sandbox.run(&["check", "--merged-with", "main"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stdout.contains("1 merged item: nothing wrong"),
        "{}",
        run.stdout
    );
}

#[test]
fn conflicts_are_named_field_by_field() {
    let sandbox = shop();
    sandbox.ok(&["set", "1", "points=5", "--commit"]);
    // Lines that plain git would call a conflict, and fields that are none.
    sandbox.ok(&["set", "2", "labels+=a", "title=Money back", "--commit"]);
    sandbox.git(&["rm", "-q", "backlog/stories/US-3-search.md"]);
    sandbox.git(&["commit", "-q", "-m", "gone"]);
    on_main(
        &sandbox,
        &[
            ("1-pay", "points: 3", "points: 8"),
            (
                "2-refund",
                "id: US-2",
                "labels: [b]
id: US-2",
            ),
            ("3-search", "points: 3", "points: 1"),
        ],
    );
    sandbox.ok(&["set", "1", "value=3"]);
    let run = sandbox.run(&["check", "--merged-with", "main"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout, @r"
    error[merge-conflict-marker]: merging `main` leaves a conflict: both sides changed differently: points
      --> backlog/stories/US-1-pay.md:1:1
       |
     1 | ---
       | ^^^
       = fix: agree with those who changed it, or merge and po resolve

    error[merge-conflict-marker]: merging `main` leaves a conflict: deleted here, changed there
      --> backlog/stories/US-3-search.md:1:1
       |
     1 | ---
       | ^^^
       = fix: agree with those who changed it, or merge and po resolve

    3 merged items: 2 errors
    more: po check --explain merge-conflict-marker
    ");
    assert!(
        run.stderr.contains("what is not committed is left out"),
        "{}",
        run.stderr
    );
    let json = sandbox
        .run(&["check", "--merged-with", "main", "--format", "json"])
        .stdout;
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[test]
fn equal_ranks_are_told() {
    let sandbox = shop();
    edit(&sandbox, &[("1-pay", "rank: b", "rank: k")]);
    on_main(&sandbox, &[("3-search", "rank: f", "rank: k")]);
    let run = sandbox.run(&["check", "--merged-with", "main"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stderr.contains("US-1 and US-3 get the same rank"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_cannot_be_tried_is_said() {
    let sandbox = shop();
    let said = sandbox.fails(2, &["check", "--merged-with", "nowhere"]);
    assert!(
        said.contains("no revision `nowhere`") && said.contains("git fetch"),
        "{said}"
    );
    for flag in ["--merged-with", "--since"] {
        let said = sandbox.fails(2, &["check", flag, "main:backlog"]);
        assert!(
            said.contains("hint: a commit is meant, and no file or folder of it"),
            "{said}"
        );
    }
    sandbox.git(&["checkout", "-q", "--orphan", "alone"]);
    sandbox.git(&["commit", "-q", "-m", "alone"]);
    let said = sandbox.fails(2, &["check", "--merged-with", "main"]);
    assert!(said.contains("no commit in common"), "{said}");
}

#[test]
fn a_rename_is_followed_where_the_story_is_contested_too() {
    let sandbox = shop();
    edit(&sandbox, &[("1-pay", "title: Pay", "title: Pay later")]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.git(&[
        "mv",
        "backlog/stories/US-1-pay.md",
        "backlog/stories/US-1-buy.md",
    ]);
    edit(&sandbox, &[("1-buy", "title: Pay", "title: Pay now")]);
    sandbox.git(&["checkout", "-q", "feature"]);
    let run = sandbox.run(&["check", "--merged-with", "main"]);
    let errors: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(errors.len(), 1, "{}", run.stdout);
    assert!(errors[0].contains("title"), "{}", run.stdout);
}

#[test]
fn an_item_that_both_sides_renamed_is_one_item() {
    let sandbox = shop();
    let rename = |to: &str| {
        let to = format!("backlog/stories/US-1-{to}.md");
        sandbox.git(&["mv", "backlog/stories/US-1-pay.md", &to]);
    };
    let begin = |ours: &str, theirs: &str| {
        sandbox.git(&["checkout", "-q", "-B", "here", "main"]);
        rename("later");
        edit(&sandbox, &[("1-later", "title: Pay", ours)]);
        sandbox.git(&["checkout", "-q", "-B", "there", "main"]);
        rename("now");
        edit(&sandbox, &[("1-now", "title: Pay", theirs)]);
        sandbox.git(&["checkout", "-q", "here"]);
        let run = sandbox.run(&["check", "--merged-with", "there"]);
        let errors = run.stdout.lines();
        let errors: Vec<String> = errors
            .filter(|line| line.starts_with("error"))
            .map(str::to_owned)
            .collect();
        assert_eq!(errors.len(), 1, "{}", run.stdout);
        assert!(run.stdout.contains("US-1-later.md"), "{}", run.stdout);
        errors[0].clone()
    };
    let said = begin("title: Pay later", "title: Pay now");
    assert!(
        said.ends_with("both sides renamed it differently, and changed differently: title"),
        "{said}"
    );
    let said = begin("title: Pay", "title: Pay\nreach: 5");
    assert!(
        said.ends_with("both sides renamed it differently"),
        "{said}"
    );
}

#[test]
fn an_item_that_both_sides_renamed_alike_is_merged_with_what_it_was() {
    let sandbox = shop();
    let begin = |fields: &[(&str, &str)]| {
        sandbox.git(&[
            "mv",
            "backlog/stories/US-1-pay.md",
            "backlog/stories/US-1-later.md",
        ]);
        let edits: Vec<_> = fields
            .iter()
            .map(|(old, new)| ("1-later", *old, *new))
            .collect();
        edit(&sandbox, &edits);
    };
    sandbox.git(&["checkout", "-q", "-b", "here", "main"]);
    begin(&[("sprint:", "sprint: 1"), ("points: 3", "points: 5")]);
    sandbox.git(&["checkout", "-q", "-b", "there", "main"]);
    begin(&[("epic:", "reach: 5\nepic:"), ("points: 3", "points: 8")]);
    sandbox.git(&["checkout", "-q", "here"]);
    let run = sandbox.run(&["check", "--merged-with", "there", "--format", "concise"]);
    assert!(
        run.stdout
            .contains("both sides changed differently: points;"),
        "{}",
        run.stdout
    );
}

#[test]
fn several_commits_in_which_both_agreed_are_merged_first_as_git_does() {
    let sandbox = shop();
    sandbox.ok(&["git", "setup"]);
    let set = |branch: &str, points: &str| {
        let now = format!("points: {points}");
        edit(&sandbox, &[("1-pay", "points: 3", &now)]);
        sandbox.git(&["tag", &format!("{branch}-1")]);
    };
    let decide = |side: &str, other: &str| {
        let merge = sandbox.run_command(sandbox.command("git").args(["merge", "-q", other]));
        assert_ne!(merge.code, 0, "{}{}", merge.stdout, merge.stderr);
        sandbox.ok(&["resolve", side, "all"]);
        sandbox.git(&["commit", "-q", "-m", "decided"]);
    };
    sandbox.git(&["checkout", "-q", "-b", "there", "feature"]);
    set("there", "8");
    sandbox.git(&["checkout", "-q", "-b", "here", "feature"]);
    set("here", "5");
    decide("--ours", "there-1");
    sandbox.git(&["checkout", "-q", "there"]);
    decide("--ours", "here-1");
    // Each decided for itself, so that the two still disagree: from either of the two common commits alone, one side would
    // have changed nothing.
    for (at, with) in [("here", "there"), ("there", "here")] {
        sandbox.git(&["checkout", "-q", at]);
        let run = sandbox.run(&["check", "--merged-with", with, "--format", "concise"]);
        let conflict = "stories/US-1-pay.md:1:1: error[merge-conflict-marker]";
        assert!(
            run.stdout.contains(conflict),
            "{}{}",
            run.stdout,
            run.stderr
        );
        assert!(!run.stderr.contains("agreed last"), "{}", run.stderr);
    }
    // Both decided alike: nothing is left to decide.
    sandbox.git(&["checkout", "-q", "here"]);
    edit(&sandbox, &[("1-pay", "points: 5", "points: 8")]);
    let run = sandbox.run(&["check", "--merged-with", "there"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn more_common_commits_than_can_be_merged_first_are_told() {
    let sandbox = shop();
    let commit = |parents: &[String], message: &str| {
        let mut args = vec!["commit-tree", "-m", message];
        for parent in parents {
            args.extend(["-p", parent]);
        }
        args.push("HEAD^{tree}");
        sandbox.git(&args).trim().to_owned()
    };
    let base = vec![sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned()];
    let both: Vec<String> = (0..66)
        .map(|number| commit(&base, &number.to_string()))
        .collect();
    let there = commit(&both, "there");
    sandbox.git(&["reset", "-q", "--hard", &commit(&both, "here")]);
    let run = sandbox.run(&["check", "--merged-with", &there]);
    let says = "agreed last in too many commits to merge them all first";
    assert!(run.stderr.contains(says), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_tree_that_claims_more_files_than_any_backlog_has_is_refused() {
    let sandbox = shop();
    let mktree = |entries: &str| {
        let file = sandbox.dir().join("entries");
        std::fs::write(&file, entries).unwrap();
        let input = std::fs::File::open(&file).unwrap();
        let made = sandbox.run_command(sandbox.command("git").arg("mktree").stdin(input));
        assert_eq!(made.code, 0, "{}", made.stderr);
        made.stdout.trim().to_owned()
    };
    let blob = sandbox.git(&["rev-parse", "HEAD:backlog/stories/US-1-pay.md"]);
    let config = sandbox.git(&["rev-parse", "HEAD:backlog/po.yaml"]);
    let mut tree = mktree(&format!("100644 blob {}\tUS-9.md\n", blob.trim()));
    for _ in 0..7 {
        let entries: String = ('a'..='j')
            .map(|name| format!("040000 tree {}\t{name}\n", tree))
            .collect();
        tree = mktree(&entries);
    }
    let backlog = format!(
        "040000 tree {}\tstories\n100644 blob {}\tpo.yaml\n",
        tree,
        config.trim()
    );
    let backlog = mktree(&backlog);
    let top = mktree(&format!("040000 tree {}\tbacklog\n", backlog));
    let commit = sandbox.git(&["commit-tree", "-p", "HEAD", "-m", "bomb", &top]);
    let run = sandbox.run(&["check", "--merged-with", commit.trim()]);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stderr.contains("holds more than 1000000 files"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_backlog_that_one_side_moved_is_told() {
    let sandbox = shop();
    sandbox.git(&["checkout", "-q", "-b", "there"]);
    sandbox.git(&["mv", "backlog", "docs"]);
    sandbox.git(&["commit", "-q", "-m", "moved"]);
    let run = sandbox.run(&["--backlog", "docs", "check", "--merged-with", "main"]);
    let says = "`main` has no backlog in `docs`: what it has elsewhere is not looked at";
    assert!(run.stderr.contains(says), "{}", run.stderr);
    sandbox.git(&["checkout", "-q", "main"]);
    let run = sandbox.run(&["check", "--merged-with", "there"]);
    let says = "the merge leaves no backlog in `backlog`: `there` took it out, or moved it";
    assert!(run.code == 2 && run.stderr.contains(says), "{}", run.stderr);
}
