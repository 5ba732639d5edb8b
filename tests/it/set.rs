//! `po set`: fields are set, appended to, removed from and unset.

use crate::sandbox::Sandbox;

const FIELDS: &str = "created: 2026-11-01T10:00:00Z # kept\nstatus: new\ntype: story\nsprint: 7\npoints: 5   # poker\nlabels: [web, checkout]\n";

#[test]
fn several_assignments_on_several_items_are_one_change() {
    let sandbox = Sandbox::new();
    sandbox.story(12, "Pay", FIELDS, "body\n");
    sandbox.story(13, "Refund", FIELDS, "body\n");
    let told = sandbox.ok(&[
        "set",
        "12",
        "13",
        "points=8",
        "label+=mobile",
        "label-=web",
        "sprint=",
    ]);
    insta::assert_snapshot!(told);
    assert_eq!(
        sandbox.read("stories/US-12-pay.md"),
        "---\ntitle: Pay\nid: US-12\ncreated: 2026-11-01T10:00:00Z # kept\nstatus: new\ntype: story\nsprint:\npoints: 8   # poker\nlabels: [checkout, mobile]\n---\n\nbody\n"
    );
    sandbox.ok(&["undo"]);
    assert!(
        sandbox
            .read("stories/US-12-pay.md")
            .contains("points: 5   # poker")
            && sandbox
                .read("stories/US-13-refund.md")
                .contains("sprint: 7")
    );
}

#[test]
fn what_cannot_be_changes_nothing_on_any_item() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Epic", "type: epic\n", "");
    sandbox.story(2, "Child", "epic: US-1\n", "");
    sandbox.story(3, "Other", "depends_on: [US-2]\n", "");
    let before = sandbox.files();
    for (args, words) in [
        (&["set", "2", "points=-3"][..], "negative"),
        (&["set", "2", "points=x"], "not a number"),
        (&["set", "2", "3", "status=Nope"], "no state `Nope`"),
        (&["set", "2", "pionts=3"], "did you mean `points`"),
        (&["set", "2", "team=red"], "--extra"),
        (&["set", "2", "title="], "a title needs words"),
        (&["set", "2", "id=US-9"], "cannot be set"),
        (&["set", "2", "rank=i1"], "po rank"),
        (&["set", "1", "epic=2"], "circle"),
        (&["set", "2", "depends_on+=3"], "circle"),
        (&["set", "2", "depends_on+=2"], "circle"),
        (&["set", "2", "depends_on+=77"], "no item `US-77`"),
        (&["set", "2", "99", "points=3"], "no item `US-99`"),
        (&["set", "2", "done=2026-02-30"], "not a date"),
        (&["set", "points=3"], "no item is named"),
        (&["set", "2"], "nothing to set"),
        (&["set", "2", "points+=3"], "holds one value"),
    ] {
        let error = sandbox.fails(2, args);
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
}

#[test]
fn keys_of_the_teams_own() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "", "");
    sandbox.ok(&["set", "1", "team=red", "--extra"]);
    assert!(sandbox.read("stories/US-1-pay.md").contains("team: red\n"));
    let config = sandbox.read("po.yaml").replace("keys: []", "keys: [squad]");
    sandbox.write("po.yaml", config);
    sandbox.ok(&["set", "1", "squad=1.10"]);
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains("squad: \"1.10\"\n")
            || sandbox
                .read("stories/US-1-pay.md")
                .contains("squad: '1.10'\n")
    );
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "points: 5\n", "");
    let before = sandbox.files();
    let shown = sandbox.ok(&["set", "1", "points=8", "--dry-run"]);
    assert!(
        shown.contains("-points: 5\n+points: 8\n") && shown.contains("nothing was written"),
        "{shown}"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_change_that_changes_nothing_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "points: 5\n", "");
    let told = sandbox.ok(&["set", "1", "points=5"]);
    assert!(!told.contains(".md"), "{told}");
}

#[test]
fn commit_commits_exactly_those_files() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.story(1, "Pay", "points: 5\n", "");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "start"]);
    std::fs::write(sandbox.dir().join("other.txt"), "staged").unwrap();
    sandbox.git(&["add", "other.txt"]);
    let told = sandbox.ok(&["set", "1", "points=8", "--commit"]);
    assert!(told.contains("committed as"), "{told}");
    assert_eq!(
        sandbox.git(&["show", "--name-only", "--format=%s"]),
        "backlog: set 1 points=8\n\nbacklog/stories/US-1-pay.md\n"
    );
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "A  other.txt\n");
}

#[test]
fn json_for_scripts() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "points: 5\n", "");
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["set", "1", "points=8", "--format", "json"])).unwrap();
    assert_eq!(json["ids"][0], "US-1");
    assert_eq!(json["files"][0]["lines"], 1);
    let run = sandbox.run(&["set", "1", "points=x", "--format", "json"]);
    let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "invalid-value");
}

#[test]
fn a_list_may_be_typed_as_the_file_writes_it() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "", "");
    sandbox.ok(&["set", "1", "labels=[a, b]"]);
    assert!(
        sandbox
            .read("stories/US-1-pay.md")
            .contains("labels: [a, b]\n")
    );
}

#[test]
fn a_word_for_a_sprint_never_becomes_its_name() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "sprint:\n", "");
    assert!(
        sandbox
            .fails(2, &["set", "1", "sprint=current"])
            .contains("no Sprint is running")
    );
    sandbox.write(
        "sprints/sprint-8.md",
        "---\ngoal: pay\nstarted: 2026-11-16\n---\n",
    );
    sandbox.ok(&["set", "1", "sprint=current"]);
    assert!(sandbox.read("stories/US-1-pay.md").contains("sprint: 8\n"));
}

#[test]
fn a_commit_that_cannot_be_is_refused_before_anything_is_written() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "points: 5\n", "");
    let before = sandbox.files();
    assert!(
        sandbox
            .fails(2, &["set", "1", "points=8", "--commit"])
            .contains("no git repository")
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_file_that_cannot_be_read_is_named_as_it_is_found_from_here() {
    let sandbox = Sandbox::new();
    sandbox.write("stories/US-7-x.md", "---\ntitle: a: b\nid: US-7\n---\n");
    for command in [
        &["set", "7", "points=3"][..],
        &["ready", "7"],
        &["ac", "7", "add", "x"],
        &["note", "7", "x"],
        &["rank", "7", "--top"],
    ] {
        let said = sandbox.fails(2, command);
        assert!(
            said.contains("--> backlog/stories/US-7-x.md:2:9\n"),
            "{command:?}: {said}"
        );
    }
}

#[test]
fn a_key_without_a_value_is_no_item() {
    let sandbox = Sandbox::new();
    sandbox.story(12, "Pay", "points: 5\n", "");
    let error = sandbox.fails(2, &["set", "12", "points"]);
    assert!(error.contains("`points` is given no value"), "{error}");
    assert!(error.contains("po set 12 points=…"), "{error}");
}

#[test]
fn a_sprint_is_set_where_po_sprint_add_would_put_it() {
    let sandbox = crate::sprint::shop();
    sandbox.ok(&["sprint", "new", "8", "--goal", "Pay"]);
    sandbox.story(8, "Old", "status: done\nsprint: 7\ndone: 2026-11-18\n", "");
    sandbox.story(
        9,
        "Slip",
        "status: done\nsprint: 77\ndone: 2026-11-18\n",
        "",
    );
    let before = sandbox.files();
    for (args, words) in [
        (
            &["set", "1", "sprint=7"][..],
            "Sprint `7` was closed on 2026-11-20",
        ),
        (
            &["set", "1", "sprint=last"],
            "Sprint `7` was closed on 2026-11-20",
        ),
        (
            &["set", "1", "8", "sprint=8"],
            "`US-8` is done in Sprint `7`",
        ),
        (&["set", "8", "sprint="], "`US-8` is done in Sprint `7`"),
        (&["set", "4", "sprint=8"], "`US-4` is done"),
        (&["set", "5", "sprint=8"], "`US-5` is declined"),
        (&["set", "6", "sprint=8"], "`US-6` is an epic with children"),
        (
            &["add", "Late", "--sprint", "7"],
            "Sprint `7` was closed on 2026-11-20",
        ),
    ] {
        let error = sandbox.fails(2, args);
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
    sandbox.ok(&["set", "1", "sprint=8"]);
    sandbox.ok(&["set", "1", "sprint="]);
    sandbox.ok(&["set", "8", "sprint=7", "points=2"]);
    sandbox.ok(&["set", "9", "sprint=7"]);
    sandbox.ok(&["add", "New", "--sprint", "8"]);
}

#[test]
fn what_happened_did_not_happen_tomorrow() {
    let sandbox = Sandbox::new();
    sandbox.story(1, "Pay", "status: done\n", "");
    let before = sandbox.files();
    for args in [
        &["set", "1", "done=2030-01-01"][..],
        &["set", "1", "accepted=2026-11-22"],
        &["set", "1", "started=2026-11-22"],
        &["add", "Refund", "--done", "2026-11-22"],
    ] {
        let error = sandbox.fails(2, args);
        assert!(
            error.contains("has not come yet; today is 2026-11-21"),
            "{args:?}: {error}"
        );
        assert_eq!(sandbox.files(), before, "{args:?}");
    }
    sandbox.ok(&["set", "1", "done=2026-11-21", "started=2026-11-20"]);
    sandbox.ok(&["set", "1", "accepted=today"]);
}
