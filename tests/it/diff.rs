//! `po diff`: what changed, in the backlog's words.

use crate::sandbox::Sandbox;

/// A backlog of three items with a commit on `main`, checked out.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    let head = "status: ready\ntype: story\n";
    sandbox.story(
        1,
        "Pay",
        &format!("rank: b\n{head}points: 5\n"),
        "As a guest, I want to pay.\n\n## Acceptance criteria\n\n- [ ] It works\n",
    );
    sandbox.story(2, "Refund", &format!("rank: d\n{head}points: 3\n"), "");
    sandbox.story(3, "Search", &format!("rank: f\n{head}"), "");
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    sandbox
}

#[test]
fn the_files_at_hand_in_words() {
    let sandbox = shop();
    assert_eq!(sandbox.ok(&["diff"]), "Not committed: nothing changed\n");
    sandbox.ok(&["rank", "3", "--top"]);
    sandbox.ok(&["set", "1", "points=8", "labels+=vip"]);
    sandbox.ok(&["ac", "1", "check", "1"]);
    sandbox.ok(&[
        "decline",
        "2",
        "--because",
        "no demand outside one customer",
    ]);
    sandbox.ok(&["add", "Vouchers"]);
    sandbox.write("reviews/sprint-1.md", "Notes\n");
    let files = sandbox.files();
    insta::assert_snapshot!(sandbox.ok(&["diff"]), @r"
    Not committed: 1 added, 3 changed, 1 other file

    Added
    US-4 Vouchers: at 3, story, new

    Changed
    US-3 Search: moved up 1, now at 1
    US-1 Pay
      labels +vip
      re-estimated 5 → 8
      criterion 1 ticked: It works
    US-2 Refund: declined: no demand outside one customer

    Around the items
    backlog/reviews/sprint-1.md: added
    ");
    // Staged or not makes no difference, and nothing is written.
    sandbox.git(&["add", "."]);
    assert!(
        sandbox
            .ok(&["diff", "HEAD"])
            .starts_with("HEAD: 1 added, 3 changed")
    );
    assert_eq!(sandbox.files(), files);
}

#[test]
fn branches_and_where_they_parted() {
    let sandbox = shop();
    sandbox.git(&["checkout", "-q", "-b", "feature"]);
    sandbox.ok(&["set", "1", "points=8", "--commit"]);
    sandbox.git(&[
        "mv",
        "backlog/stories/US-2-refund.md",
        "backlog/stories/US-2-money-back.md",
    ]);
    sandbox.ok(&["set", "2", "title=Money back"]);
    sandbox.git(&["commit", "-q", "-a", "-m", "renamed"]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.ok(&["set", "3", "points=2", "--commit"]);
    insta::assert_snapshot!(sandbox.ok(&["diff", "main...feature", "--format", "md"]), @r"
    ## main...feature: 2 changed

    ### Changed

    US-1 **Pay**: re-estimated 5 → 8

    US-2 **Money back**

    - renamed: Refund → Money back
    - file renamed to US-2-money-back.md
    ");
    let both = sandbox.ok(&["diff", "main..feature"]);
    assert!(
        both.contains("US-3 Search: estimate 2 taken away"),
        "{both}"
    );
    assert_eq!(
        sandbox.ok(&["diff", "feature..feature"]),
        "feature..feature: nothing changed\n"
    );
    assert_eq!(
        both.replacen("main..feature", "..feature", 1),
        sandbox.ok(&["diff", "..feature"])
    );
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["diff", "main...feature", "--format", "json"])).unwrap();
    assert_eq!(json["items"][0]["facts"][0]["field"], "points");
    assert_eq!(json["items"][1]["id"], "US-2");
    assert_eq!(json["items"][1]["position_before"], 2);
}

#[test]
fn since_a_day() {
    let mut sandbox = shop();
    sandbox.at("2026-11-23T09:00:00Z");
    sandbox.ok(&["set", "1", "points=8", "--commit"]);
    sandbox.at("2026-11-24T09:00:00Z");
    sandbox.ok(&["set", "2", "points=8"]);
    let since = |day: &str| sandbox.ok(&["diff", "--since", day]);
    assert!(
        since("2026-11-23")
            .contains("US-1 Pay: re-estimated 5 → 8\nUS-2 Refund: re-estimated 3 → 8\n")
    );
    assert!(since("2026-11-24").starts_with("Since 2026-11-24: 1 changed\n"));
    assert!(since("2026-11-20").starts_with("Since 2026-11-20: 3 added"));
    assert!(
        sandbox
            .fails(2, &["diff", "--since", "soon"])
            .contains("not a date")
    );
}

#[test]
fn what_a_file_no_longer_says_and_what_stands_around() {
    let sandbox = shop();
    let clean = sandbox.read("stories/US-3-search.md");
    sandbox.write(
        "stories/US-3-search.md",
        clean.replace("title: Search", "title: a: b"),
    );
    let run = sandbox.run(&["diff"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout
            .contains("US-3 Search: its file could not be read any more"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("unreadable"), "{}", run.stderr);
    sandbox.write(
        "stories/US-3-search.md",
        clean.replace("title:", "colour: red\ntitle:"),
    );
    let product = sandbox.read("product.md");
    sandbox.write(
        "product.md",
        product.replacen(
            "## Vision\n",
            "## Vision\n\nShopping without friction\n\n",
            1,
        ),
    );
    sandbox.ok(&["sprint", "new", "1", "--goal", "Guests can pay"]);
    insta::assert_snapshot!(sandbox.ok(&["diff"]), @r"
    Not committed: 1 changed, Sprint 1, product

    Changed
    US-3 Search: colour red

    Around the items
    Sprint 1: added, Guests can pay, from 2026-11-23, to 2026-12-04
    Product: Vision written: Shopping without friction
    ");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let sandbox = shop();
    assert!(
        sandbox
            .fails(2, &["diff", "nowhere"])
            .contains("no revision `nowhere`")
    );
    for no_date in ["2026-13-45", "2026-2-30"] {
        let said = sandbox.fails(2, &["show", "1", "--at", no_date]);
        assert!(
            said.contains(&format!("`{no_date}` is not a date")),
            "{said}"
        );
    }
    for moment in ["2026-11-16T09:00", "2026-11-16 09:00"] {
        let said = sandbox.fails(2, &["show", "1", "--at", moment]);
        assert!(
            said.contains("is no day by itself") && said.contains("at its end: 2026-11-16"),
            "{said}"
        );
    }
    assert!(
        sandbox
            .fails(2, &["diff", "main..nowhere"])
            .contains("`nowhere`")
    );
    sandbox.git(&["checkout", "-q", "--orphan", "alone"]);
    sandbox.git(&["commit", "-q", "-m", "alone"]);
    assert!(
        sandbox
            .fails(2, &["diff", "main...alone"])
            .contains("no commit in common")
    );
    let plain = Sandbox::new();
    assert!(plain.fails(2, &["diff"]).contains("needs a git repository"));
    // Before the first commit, everything is new.
    plain.story(1, "Pay", "status: new\n", "");
    plain.git(&["init", "-q"]);
    assert!(plain.ok(&["diff"]).contains("US-1 Pay: at 1, new\n"));
}
