//! `--at REF`: reading commands show the backlog as a commit held it.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "status: ready\n", "Old words.\n");
    sandbox.story(2, "Refund", "status: new\n", "");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "before"]);
    sandbox.git(&["tag", "before"]);
    sandbox.ok(&["rank", "2", "--top"]);
    std::fs::remove_file(sandbox.path("stories/US-1-pay.md")).unwrap();
    sandbox
}

#[test]
fn the_past_is_shown_and_not_touched() {
    let sandbox = shop();
    let files = sandbox.files();
    let ids = |args: &[&str]| {
        let list = sandbox.ok(&[args, &["--format", "csv"][..]].concat());
        list.lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["list"]), ["US-2"]);
    assert_eq!(ids(&["list", "--at", "before"]), ["US-1", "US-2"]);
    assert_eq!(ids(&["rank", "--at", "HEAD"]), ["US-1", "US-2"]);
    assert!(
        sandbox
            .ok(&["show", "1", "--at", "before"])
            .contains("Old words.")
    );
    assert!(
        sandbox
            .ok(&["show", "1", "--at", "before", "--format", "md"])
            .contains("title: Pay")
    );
    assert!(sandbox.ok(&["why", "1", "--at", "main"]).contains("1 of 2"));
    assert!(sandbox.ok(&["status", "--at", "main"]).contains("1 ready"));
    let check = sandbox.run(&["check", "--at", "main", "--format", "concise"]);
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("US-1-pay.md:4:1"), "{}", check.stdout);
    assert_eq!(sandbox.files(), files);
}

#[test]
fn what_is_no_past_is_said() {
    let sandbox = shop();
    assert!(
        sandbox
            .fails(2, &["list", "--at", "nowhere"])
            .contains("nowhere")
    );
    assert!(
        sandbox
            .fails(2, &["rank", "2", "--top", "--at", "main"])
            .contains("the past cannot be changed")
    );
    let plain = Sandbox::new();
    assert!(
        plain
            .fails(2, &["list", "--at", "main"])
            .contains("git repository")
    );
    plain.git(&["init", "-q", "-b", "main"]);
    plain.git(&["commit", "-q", "--allow-empty", "-m", "nothing"]);
    assert!(
        plain
            .fails(2, &["list", "--at", "main"])
            .contains("no backlog in `backlog` at `main`")
    );
}
