//! `po check --fix` of ids that two people minted without seeing each other: who keeps the number, and what follows it.

use crate::sandbox::Sandbox;
use crate::two_clones::Team;

/// A story's text, as `po add` writes it.
fn text(id: &str, title: &str, created: &str, fields: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nid: {id}\ncreated: {created}\nstatus: new\n{fields}---\n\n{body}")
}

fn ids(team: &Team, clone: &str) -> Vec<String> {
    let folder = team.dir(clone).join("backlog/stories");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Alice (`a`) and Bob (`b`) both mint US-4 offline. Alice created hers later, and pushes first.
fn both_minted() -> Team {
    let team = Team::new();
    let alice = text("US-4", "Vouchers", "2026-11-20T12:00:00Z", "", "Codes.\n");
    let bob = text("US-4", "Gifts", "2026-11-20T11:00:00Z", "", "Paper.\n");
    team.write("a", "backlog/stories/US-4-vouchers.md", &alice);
    team.write("b", "backlog/stories/US-4-gifts.md", &bob);
    for clone in ["a", "b"] {
        team.git(clone, &["add", "."]);
        team.git(clone, &["commit", "-q", "-m", "a new item"]);
    }
    team
}

/// After both have each other's items, and with them two of one number.
fn both_merged() -> Team {
    let team = both_minted();
    team.git("a", &["push", "-q", "origin", "main"]);
    merge(&team, "b");
    team.git("b", &["push", "-q", "origin", "main"]);
    merge(&team, "a");
    team
}

/// Writes into a file of a clone and commits.
fn commit(team: &Team, clone: &str, path: &str, text: &str) {
    team.write(clone, &format!("backlog/{path}"), text);
    team.git(clone, &["add", "."]);
    team.git(clone, &["commit", "-q", "-m", "a change"]);
}

fn merge(team: &Team, clone: &str) {
    team.git(clone, &["fetch", "-q", "origin"]);
    team.git(clone, &["merge", "-q", "--no-edit", "origin/main"]);
}

#[test]
fn the_one_on_the_default_branch_keeps_the_number_though_it_is_younger() {
    for is_cloned in [true, false] {
        let team = both_minted();
        team.git("a", &["push", "-q", "origin", "main"]);
        merge(&team, "b");
        if !is_cloned {
            // As in the clone of whoever made the repository and then added the remote.
            team.git("b", &["remote", "set-head", "origin", "--delete"]);
        }
        let said = team.ok("b", &["check", "--fix", "--yes"]);
        assert!(
        said.contains(
            "backlog/stories/US-4-gifts.md: give this US-4 a fresh number, it is not on origin/main yet: now US-5"
        ),
        "{said}"
    );
        assert_eq!(ids(&team, "b")[3..], ["US-4-vouchers.md", "US-5-gifts.md"]);
        assert!(
            team.read("b", "stories/US-5-gifts.md")
                .contains("aliases: [US-4]")
        );
    }
}

#[test]
fn once_both_are_there_the_later_one_on_the_first_parent_line_gets_the_fresh_number() {
    let team = both_minted();
    team.git("a", &["push", "-q", "origin", "main"]);
    // As a merge button does it: Bob's branch goes into main, on the second place.
    team.git("b", &["push", "-q", "origin", "main:bob"]);
    team.git("a", &["fetch", "-q"]);
    team.git("a", &["merge", "-q", "--no-ff", "--no-edit", "origin/bob"]);
    team.git("a", &["push", "-q", "origin", "main"]);
    let said = team.run("a", &["check", "--fix", "--yes", "--dry-run"]);
    let said = said.stdout;
    assert!(
        said.contains("US-4-gifts.md: give this US-4 a fresh number, it reached origin/main later"),
        "{said}"
    );
    // A clone that has it all comes to the same.
    team.git("b", &["checkout", "-q", "--detach"]);
    merge(&team, "b");
    team.ok("a", &["check", "--fix", "--yes"]);
    team.ok("b", &["check", "--fix", "--yes"]);
    assert_eq!(ids(&team, "a"), ids(&team, "b"));
    assert_eq!(
        team.read("a", "stories/US-5-gifts.md"),
        team.read("b", "stories/US-5-gifts.md")
    );
}

#[test]
fn where_neither_is_on_the_default_branch_the_one_created_later_gets_it() {
    let team = both_minted();
    team.git("a", &["push", "-q", "origin", "main:alice"]);
    team.git("b", &["fetch", "-q"]);
    team.git("b", &["merge", "-q", "--no-edit", "origin/alice"]);
    let said = team.ok("b", &["check", "--fix", "--yes"]);
    assert!(
        said.contains(
            "US-4-vouchers.md: give this US-4 a fresh number, it was created later: now US-5"
        ),
        "{said}"
    );
}

#[test]
fn references_follow_only_where_the_history_shows_what_was_meant() {
    let team = both_minted();
    let story = |clone: &str, number: u32, title: &str, fields: &str| {
        let id = format!("US-{number}");
        let path = format!("stories/US-{number}-{title}.md");
        let body = "See US-4.\n";
        let text = text(
            &id,
            title,
            &format!("2026-11-20T1{number}:00:00Z"),
            fields,
            body,
        );
        commit(&team, clone, &path, &text);
    };
    // Bob's own: written where only his US-4 was there.
    story(
        "b",
        5,
        "bobs",
        "depends_on: [US-1, \"US-4\", US-2]\nepic: us-4\n",
    );
    commit(
        &team,
        "b",
        "sprints/sprint-1.md",
        "---\nclosed: 2026-11-20\nreturned:\n  - US-4\n---\n",
    );
    // Alice's: stays, for hers keeps the number.
    story("a", 6, "alices", "depends_on: [US-4]\n");
    team.git("a", &["push", "-q", "origin", "main"]);
    merge(&team, "b");
    // Both are there when this is written.
    story("b", 7, "late", "depends_on: [US-4]\n");
    // Nobody has committed this.
    let draft = text("US-8", "Draft", "2026-11-20T20:00:00Z", "epic: US-4\n", "");
    team.write("b", "backlog/stories/US-8-draft.md", &draft);

    let run = team.run("b", &["check", "--fix", "--yes"]);
    insta::assert_snapshot!(
        run.stdout
            .split("\n\n")
            .next()
            .unwrap()
            .replace(&head_of(&team, "b", "stories/US-5-bobs.md"), "COMMIT1")
            .replace(&head_of(&team, "b", "sprints/sprint-1.md"), "COMMIT2")
    );
    let bobs = team.read("b", "stories/US-5-bobs.md");
    assert!(
        bobs.contains("depends_on: [US-1, \"US-9\", US-2]\nepic: US-9\n"),
        "{bobs}"
    );
    assert!(
        bobs.contains("See US-4."),
        "prose is nobody's but a person's: {bobs}"
    );
    assert!(
        team.read("b", "sprints/sprint-1.md")
            .ends_with("returned:\n  - US-9\n---\n")
    );
    for path in [
        "stories/US-6-alices.md",
        "stories/US-7-late.md",
        "stories/US-8-draft.md",
    ] {
        assert!(!team.read("b", path).contains("US-9"), "{path}");
    }
    team.ok("b", &["undo"]);
    assert!(
        team.read("b", "stories/US-5-bobs.md")
            .contains("epic: us-4")
    );
}

fn head_of(team: &Team, clone: &str, path: &str) -> String {
    let path = format!("backlog/{path}");
    let log = team.git(clone, &["log", "-1", "--format=%H", "--", &path]);
    log[..7].to_owned()
}

#[test]
fn what_two_people_wrote_each_meaning_their_own_is_left_to_them() {
    let team = both_minted();
    for clone in ["a", "b"] {
        let text = team.read(clone, "stories/US-3-search.md");
        let text = text.replace("status: new\n", "status: new\ndepends_on: [US-4]\n");
        commit(&team, clone, "stories/US-3-search.md", &text);
    }
    team.git("a", &["push", "-q", "origin", "main"]);
    merge(&team, "b");
    let said = team.ok("b", &["check", "--fix", "--yes"]);
    assert!(
        said.contains("backlog/stories/US-3-search.md:7: `depends_on` names US-4: look which one it means; two people wrote it, each meaning another one"),
        "{said}"
    );
    assert!(
        team.read("b", "stories/US-3-search.md")
            .contains("depends_on: [US-4]")
    );
}

#[test]
fn a_shallow_clone_and_no_git_say_that_created_decided() {
    let team = both_minted();
    team.git("a", &["push", "-q", "origin", "main"]);
    merge(&team, "b");
    team.git("b", &["push", "-q", "origin", "main"]);
    let url = format!("file://{}", team.dir("origin.git").display());
    team.git("a", &["clone", "-q", "--depth=1", &url, "../shallow"]);
    let said = team.ok("shallow", &["check", "--fix", "--yes"]);
    assert!(
        said.contains("this clone ends too early, so `created` decided which one keeps its number"),
        "{said}"
    );
    assert!(ids(&team, "shallow").contains(&"US-5-vouchers.md".to_owned()));

    let plain = Sandbox::new();
    for (title, created) in [
        ("older", "2026-01-01T00:00:00Z"),
        ("younger", "2026-01-02T00:00:00Z"),
    ] {
        let text = text("US-1", title, created, "", "");
        plain.write(&format!("stories/US-1-{title}.md"), text);
    }
    let said = plain.ok(&["check", "--fix", "--yes"]);
    assert!(
        said.contains("there is no git history, so `created` decided"),
        "{said}"
    );
    assert!(plain.path("stories/US-2-younger.md").is_file());
}

#[test]
fn two_people_who_fix_the_same_collision_merge_without_another_one() {
    let team = both_merged();
    for clone in ["a", "b"] {
        team.ok(clone, &["check", "--fix", "--yes", "--commit"]);
    }
    team.git("a", &["push", "-q", "origin", "main"]);
    merge(&team, "b");
    assert_eq!(ids(&team, "a"), ids(&team, "b"));
    team.ok("b", &["check", "--select", "duplicate-id,duplicate-alias"]);
}

#[test]
fn fresh_numbers_that_differ_are_brought_together_after_the_merge() {
    let team = both_merged();
    // Alice has minted meanwhile, so her fresh number is another one.
    team.ok("a", &["add", "New thing", "--commit"]);
    for clone in ["a", "b"] {
        team.ok(clone, &["check", "--fix", "--yes", "--commit"]);
    }
    team.git("a", &["push", "-q", "origin", "main"]);
    team.git("b", &["fetch", "-q"]);
    // Git sees one file with two new names; each keeps its own.
    let mut command = team.sandbox.command("git");
    command
        .args(["merge", "-q", "origin/main"])
        .current_dir(team.dir("b"));
    assert_eq!(team.sandbox.run_command(&mut command).code, 1);
    team.git(
        "b",
        &[
            "checkout",
            "-q",
            "HEAD",
            "--",
            "backlog/stories/US-5-vouchers.md",
        ],
    );
    team.git(
        "b",
        &[
            "checkout",
            "-q",
            "origin/main",
            "--",
            "backlog/stories/US-6-vouchers.md",
        ],
    );
    team.git(
        "b",
        &[
            "rm",
            "-q",
            "--cached",
            "--ignore-unmatch",
            "backlog/stories/US-4-vouchers.md",
        ],
    );
    team.git("b", &["commit", "-q", "--no-edit"]);
    assert_eq!(
        ids(&team, "b")[3..],
        [
            "US-4-gifts.md",
            "US-5-new-thing.md",
            "US-5-vouchers.md",
            "US-6-vouchers.md"
        ]
    );
    let said = team.ok("b", &["check", "--fix", "--yes"]);
    assert!(
        said.contains("US-5-vouchers.md: take this US-5 away, it is US-6 once more"),
        "{said}"
    );
    assert_eq!(
        ids(&team, "b")[3..],
        ["US-4-gifts.md", "US-5-new-thing.md", "US-6-vouchers.md"]
    );
    assert!(
        team.read("b", "stories/US-6-vouchers.md")
            .contains("aliases: [US-4, US-5]")
    );
    team.ok("b", &["check", "--select", "duplicate-id,duplicate-alias"]);
}

#[test]
fn fresh_numbers_that_differ_are_one_item_to_resolve() {
    let team = both_merged();
    // Alice has minted meanwhile, so her fresh number is another one.
    team.ok("a", &["add", "New thing", "--commit"]);
    for (clone, points) in [("a", "points=3"), ("b", "value=5")] {
        team.ok(clone, &["check", "--fix", "--yes", "--commit"]);
        let id = match clone {
            "a" => "6",
            _ => "5",
        };
        team.ok(clone, &["set", id, points, "--commit"]);
    }
    team.ok("b", &["set", "3", "depends_on+=5", "--commit"]);
    team.git("a", &["push", "-q", "origin", "main"]);
    assert_eq!(team.run("b", &["sync"]).code, 2);
    let said = team.run("b", &["check", "--fix", "--yes"]);
    assert!(
        said.code == 2 && said.stderr.contains("po resolve"),
        "{}",
        said.stdout
    );
    let run = team.run("b", &["resolve"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout
            .contains("US-6-vouchers.md: resolved and staged\n"),
        "{}",
        run.stdout
    );
    // Another item has the number that goes, so a person must look.
    assert!(
        run.stderr.contains("`US-5` is another item's id now"),
        "{}",
        run.stderr
    );
    assert_eq!(
        ids(&team, "b")[3..],
        ["US-4-gifts.md", "US-5-new-thing.md", "US-6-vouchers.md"]
    );
    let vouchers = team.read("b", "stories/US-6-vouchers.md");
    for said in [
        "id: US-6\n",
        "aliases: [US-4, US-5]\n",
        "points: 3\n",
        "value: 5\n",
    ] {
        assert!(vouchers.contains(said), "{said}{vouchers}");
    }
    assert_eq!(team.git("b", &["ls-files", "-u"]), "");
    team.ok(
        "b",
        &["check", "--select", "dangling-reference,duplicate-alias"],
    );
}

#[test]
fn three_people_with_one_number_leave_nothing_to_repair() {
    let sandbox = Sandbox::new();
    for (title, created) in [("One", "01"), ("Two", "02"), ("Three", "03")] {
        let created = format!("2026-01-{created}T00:00:00Z");
        let text = text("US-1", title, &created, "", "");
        sandbox.write(&format!("stories/US-1-{}.md", title.to_lowercase()), text);
    }
    sandbox.ok(&["check", "--fix", "--yes"]);
    for path in [
        "stories/US-1-one.md",
        "stories/US-3-two.md",
        "stories/US-2-three.md",
    ] {
        assert!(sandbox.path(path).is_file(), "{path}");
    }
    sandbox.ok(&["check", "--select", "duplicate-id,duplicate-alias"]);
}

#[test]
fn a_reference_in_an_item_that_collides_itself_is_followed_by_that_item() {
    // At the same second, too.
    for (minutes, clones) in [
        (0, &["a", "b"][..]),
        (0, &["a", "b", "c"]),
        (5, &["a", "b", "c"]),
    ] {
        let mut team = Team::new();
        let url = team.dir("origin.git").display().to_string();
        team.git("a", &["clone", "-q", &url, "../c"]);
        for (number, clone) in clones.iter().enumerate() {
            let now = format!("2026-11-21T09:{:02}:00Z", number * minutes);
            team.sandbox.at(&now);
            team.ok(clone, &["add", &format!("Ep {clone}"), "-t", "epic"]);
            team.ok(clone, &["add", &format!("Child {clone}"), "--epic", "4"]);
            let waits = format!("Waits {clone}");
            team.ok(clone, &["add", &waits, "--depends-on", "5", "--epic", "4"]);
            team.git(clone, &["add", "."]);
            team.git(clone, &["commit", "-q", "-m", "three items"]);
        }
        team.git("a", &["push", "-q", "origin", "main"]);
        for clone in &clones[1..] {
            merge(&team, clone);
            let said = team.ok(clone, &["check", "--fix", "--yes", "--commit"]);
            assert!(!said.contains("which one it means"), "{said}");
            team.git(clone, &["push", "-q", "origin", "main"]);
        }
        let last = clones[clones.len() - 1];
        let names = ids(&team, last);
        for clone in clones {
            let id = |name: &str| {
                let end = format!("-{name}-{clone}.md");
                let found = names.iter().find_map(|name| name.strip_suffix(&end));
                found.unwrap().to_owned()
            };
            let (epic, child, waits) = (id("ep"), id("child"), id("waits"));
            let text =
                |id: &str, name: &str| team.read(last, &format!("stories/{id}-{name}-{clone}.md"));
            let (child_text, waits_text) = (text(&child, "child"), text(&waits, "waits"));
            let epic = format!("\nepic: {epic}\n");
            assert!(child_text.contains(&epic), "{child_text}{epic}");
            assert!(waits_text.contains(&epic), "{waits_text}{epic}");
            let waits = format!("\ndepends_on: [{child}]\n");
            assert!(waits_text.contains(&waits), "{waits_text}{waits}");
        }
    }
}

#[test]
fn the_alias_that_two_have_left_goes_once_the_item_is_gone_that_kept_the_number() {
    let sandbox = Sandbox::new();
    for (number, title, fields) in [
        (5, "Gifts", "aliases: [US-4, gifts]\n"),
        (6, "Hats", "aliases: [US-4]\ndepends_on: [US-5]\n"),
    ] {
        let path = format!("stories/US-{number}-x.md");
        let created = format!("2026-11-20T1{number}:00:00Z");
        sandbox.write(
            &path,
            text(&format!("US-{number}"), title, &created, fields, ""),
        );
    }
    sandbox.fails(1, &["check", "--select", "duplicate-alias"]);
    // A name goes only where somebody agrees.
    sandbox.fails(1, &["check", "--fix", "--select", "duplicate-alias"]);
    let said = sandbox.ok(&["check", "--fix", "--yes", "--select", "duplicate-alias"]);
    let says = "US-6: take `US-4` out of `aliases`, for it leads to US-5";
    assert!(said.contains(says), "{said}");
    assert!(
        sandbox
            .read("stories/US-5-x.md")
            .contains("aliases: [US-4, gifts]\n")
    );
    assert!(!sandbox.read("stories/US-6-x.md").contains("US-4"));
}
