//! The import of Jira's exports, generic tables and lines: nothing is lost, nothing gets a wrong parent, twice is once.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The report of an import of a text under a file name.
fn import(sandbox: &Sandbox, name: &str, text: impl AsRef<[u8]>, flags: &[&str]) -> Value {
    std::fs::write(sandbox.dir().join(name), text).unwrap();
    let mut args = vec!["import", name, "--format", "json"];
    args.extend(flags);
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

/// The text of the one story whose file name begins so.
fn story(sandbox: &Sandbox, id: &str) -> String {
    let start = format!("{id}-");
    let found: Vec<String> = sandbox
        .files()
        .into_iter()
        .filter(|(path, _)| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(&start) || name == format!("{id}.md")
        })
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    assert_eq!(found.len(), 1, "{id}");
    found[0].clone()
}

fn reasons(report: &Value, key: &str) -> Vec<String> {
    let list = report[key].as_array().unwrap();
    list.iter()
        .map(|one| one["reason"].as_str().unwrap().to_owned())
        .collect()
}

const HEADER: &str = "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Resolution,Created,Resolved,Labels,Labels,\
Custom field (Rank),Custom field (Story Points),Custom field (Story point estimate),Sprint,Sprint,Parent,Custom field (Epic Link),\
Outward issue link (Blocks),Inward issue link (Blocks),Outward issue link (Relates),Comment,Comment,Description\n";

#[test]
fn a_nasty_csv_loses_nothing() {
    let sandbox = Sandbox::empty();
    let rows = "\
Epic,A-1,100,Epic,To Do,To Do,,22/Sep/25 9:26 AM,,,,0|i0000b:,,,,,,,,,,,,\r\n\
\"Blocks, two\",A-2,101,Story,Done,Done,Done,01/Sep/25 9:26 AM,22/Sep/25 9:26 AM,x,w,0|hzzzzz:,,5.0,S 1,S 2,100,,A-3,,A-4,\"22/Sep/25 9:26 AM;acc;one; two\",\"21/Sep/25 9:26 AM;acc;earlier\",\"h2. Goal\r\n*AC*\r\n# a\r\n# b\r\n\r\n*Notes*\r\n* no criterion\"\r\n\
Blocked,A-3,102,Story,Won't Do,Done,Won't Do,01/Sep/25 9:26 AM,,,,,3,,,,,A-1,,A-2,,,,\r\n\
Sub,A-4,103,Sub-task,Closed,Done,Duplicate,01/Sep/25 9:26 AM,,,,,,,,,999,A-1,,,,,,\r\n\
Epic again,A-1,100,Epic,To Do,To Do,,22/Sep/25 9:26 AM\r\n\
,,,,,,,,,,,,,,,,,,,,,,,\r\n\
Outside,A-5,104,Story,To Do,To Do,,01/Sep/25 9:26 AM,,,,,many,,,,,B-7,,,,,,,surplus\r\n";
    let report = import(&sandbox, "Jira.csv", format!("\u{feff}{HEADER}{rows}"), &[]);
    assert_eq!(report["items"], 5);
    let reported = reasons(&report, "reported");
    assert_eq!(reported.len(), 2, "{reported:?}");
    assert!(
        reported[0].contains("`A-1` stands in Jira.csv:2 already"),
        "{reported:?}"
    );
    assert_eq!(reported[1], "the row is empty");
    let two = story(&sandbox, "A-2");
    for part in [
        "title: Blocks, two",
        "labels: [x, w]",
        "created: 2025-09-01T09:26:00Z",
        "status: done",
        "done: 2025-09-22",
        "type: story",
        "sprint: S 2",
        "points: 5",
        "epic: A-1",
        "## Goal",
        "## Acceptance criteria\n\n1. a\n2. b\n\n## Notes\n",
        "- 2025-09-21 acc: earlier\n- 2025-09-22 acc: one; two",
        "Outward issue link (Relates): A-4",
    ] {
        assert!(two.contains(part), "{part}\n{two}");
    }
    let three = story(&sandbox, "A-3");
    assert!(
        three.contains("depends_on: [A-2]") && three.contains("epic: A-1"),
        "{three}"
    );
    assert!(three.contains("status: Won't Do"), "{three}");
    let four = story(&sandbox, "A-4");
    // Its parent is not in the file: the epic of its parent is not its parent.
    assert!(
        four.contains("epic:\n") && four.contains("parent: '999'"),
        "{four}"
    );
    assert!(
        four.contains("status: declined") && four.contains("Resolution: Duplicate"),
        "{four}"
    );
    let five = story(&sandbox, "A-5");
    assert!(
        five.contains("epic: B-7") && five.contains("Custom field (Story Points): many"),
        "{five}"
    );
    assert!(five.contains("surplus: surplus"), "{five}");
    let before = sandbox.files();
    let again = sandbox.ok(&["import", "Jira.csv"]);
    assert!(
        again.contains("imported 0 items, 5 were here already, skipped 2"),
        "{again}"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn other_languages_and_resaved_dates() {
    for (name, text) in [
        (
            "pt.csv",
            "Resumo,Chave da item,ID da item,Tipo de item,Status,Criado,Resolvido,Campo personalizado (Story Points)\nUm,P-1,1,História,Concluído,26/abr/26 9:26 AM,27/abr/26 9:26 AM,3\n",
        ),
        (
            "pl.csv",
            "Podsumowanie;Klucz zgłoszenia;Typ zgłoszenia;Status;Kategoria statusu;Utworzono;Rozwiązano;Pole niestandardowe (Story Points)\nJeden;P-1;Zadanie;Gotowe;Gotowe;26/kwi/26;27/kwi/26;3,0\n",
        ),
        (
            "excel.csv",
            "Summary\tIssue key\tStatus\tCreated\tResolved\tCustom field (Story Points)\nOne\tP-1\tDone\t4/26/2026 9:26\t4/27/2026 22:48\t3\n",
        ),
    ] {
        let sandbox = Sandbox::empty();
        let report = import(&sandbox, name, text, &["--from", "jira"]);
        assert_eq!(report["items"], 1, "{name}");
        let text = story(&sandbox, "P-1");
        assert!(
            text.contains("points: 3") && text.contains("created: 2026-04-26T"),
            "{name}\n{text}"
        );
        if name != "pt.csv" {
            assert!(text.contains("done: 2026-04-27"), "{name}\n{text}");
        }
    }
    let sandbox = Sandbox::empty();
    std::fs::write(
        sandbox.dir().join("a.csv"),
        "Summary,Issue key,Created\nA,P-1,3/4/2026 9:26\n",
    )
    .unwrap();
    let refused = sandbox.fails(2, &["import", "a.csv"]);
    assert!(refused.contains("--date-format"), "{refused}");
    assert!(!sandbox.path("po.yaml").exists());
    sandbox.ok(&["import", "a.csv", "--date-format", "dd/MM/yyyy"]);
    assert!(story(&sandbox, "P-1").contains("created: 2026-04-03T"));
}

#[test]
fn json_brings_sprints_with_their_facts() {
    let sprint = |id: u8, state: &str, days: &str| {
        format!(
            "{{\"id\": {id}, \"name\": \"S {id}\", \"state\": \"{state}\", \"boardId\": 1, {days}}}"
        )
    };
    let closed = sprint(
        1,
        "closed",
        "\"startDate\": \"2026-01-05T08:00:00.000Z\", \"endDate\": \"2026-01-16T08:00:00.000Z\", \"completeDate\": \"2026-01-16T15:00:00.000Z\", \"goal\": \"Ship\"",
    );
    let active = sprint(
        2,
        "active",
        "\"startDate\": \"2026-01-19T08:00:00.000Z\", \"endDate\": \"2026-01-30T08:00:00.000Z\"",
    );
    let issue = |key: &str, status: &str, category: &str, points: u8, sprints: &str, more: &str| {
        format!(
            "{{\"id\": \"9{points}\", \"key\": \"{key}\", \"self\": \"https://j.example/rest/api/2/issue/1\", \"fields\": {{\"summary\": \"T {key}\", \
             \"issuetype\": {{\"name\": \"Story\"}}, \"status\": {{\"name\": \"{status}\", \"statusCategory\": {{\"key\": \"{category}\"}}}}, \
             \"customfield_10016\": {points}.0, \"customfield_10020\": [{sprints}], \"customfield_10019\": \"0|i0000{points}:\"{more}}}}}"
        )
    };
    let text = format!(
        "{{\"startAt\": 0, \"issues\": [{}, {}, {}], \"total\": 3}}",
        issue(
            "A-1",
            "Done",
            "done",
            5,
            &closed,
            ", \"resolutiondate\": \"2026-01-15T10:00:00.000+0000\""
        ),
        issue(
            "A-2",
            "Doing",
            "indeterminate",
            3,
            &format!("{active}, {closed}"),
            ", \"parent\": {\"id\": \"95\", \"key\": \"A-1\"}, \"issuelinks\": [{\"type\": {\"name\": \"Blocks\", \"inward\": \"is blocked by\", \"outward\": \"blocks\"}, \"outwardIssue\": {\"key\": \"A-3\"}}]"
        ),
        issue(
            "A-3",
            "To Do",
            "new",
            2,
            &closed,
            ", \"description\": {\"type\": \"doc\", \"content\": [{\"type\": \"paragraph\", \"content\": [{\"type\": \"text\", \"text\": \"Acceptance criteria\", \"marks\": [{\"type\": \"strong\"}]}]}, {\"type\": \"bulletList\", \"content\": [{\"type\": \"listItem\", \"content\": [{\"type\": \"paragraph\", \"content\": [{\"type\": \"text\", \"text\": \"one\"}]}]}]}]}"
        ),
    );
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "search.json", &text, &[]);
    assert_eq!(
        (&report["items"], &report["sprints"]),
        (&Value::from(3), &Value::from(2))
    );
    let sprint = sandbox.read("sprints/s-1.md");
    for part in [
        "goal: Ship",
        "from: 2026-01-05",
        "to: 2026-01-16",
        "closed: 2026-01-16",
        "planned: {points: 10, items: 3}",
        "done: {points: 5, items: 1}",
        "returned: [A-2, A-3]",
    ] {
        assert!(sprint.contains(part), "{part}\n{sprint}");
    }
    let two = story(&sandbox, "A-2");
    assert!(
        two.contains("sprint: S 2") && two.contains("epic: A-1") && two.contains("status: Doing"),
        "{two}"
    );
    assert!(two.contains("url: https://j.example/browse/A-2"), "{two}");
    let three = story(&sandbox, "A-3");
    assert!(
        three.contains("sprint:\n") && three.contains("depends_on: [A-2]"),
        "{three}"
    );
    assert!(three.contains("## Acceptance criteria\n\n- one"), "{three}");
    assert!(sandbox.read("po.yaml").contains("Doing: started"));
    let before = sandbox.files();
    sandbox.ok(&["import", "search.json"]);
    assert_eq!(sandbox.files(), before);
}

#[test]
fn xml_is_read_and_a_document_type_refused() {
    let item = "<item><title>[A-1] One</title><key id=\"7\">A-1</key><summary>One</summary><type>Story</type>\
                <status>Done</status><statusCategory key=\"done\"/><resolution id=\"1\">Done</resolution>\
                <created>Sat, 10 Oct 2020 17:31:32 -0400</created><resolved>Sun, 11 Oct 2020 10:00:00 +0000</resolved>\
                <description>&lt;p&gt;A &lt;b&gt;b&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description>\
                <comments><comment author=\"ada\" created=\"Sun, 11 Oct 2020 09:00:00 +0000\">&lt;p&gt;Why&lt;/p&gt;</comment></comments></item>";
    let sandbox = Sandbox::empty();
    let text =
        format!("<?xml version=\"1.0\"?><rss version=\"0.92\"><channel>{item}</channel></rss>");
    assert_eq!(import(&sandbox, "jira.xml", text, &[])["items"], 1);
    let one = story(&sandbox, "A-1");
    assert!(
        one.contains("done: 2020-10-11") && one.contains("\nA **b**\n"),
        "{one}"
    );
    assert!(
        one.contains("- 2020-10-11 ada: Why") && !one.contains("script"),
        "{one}"
    );
    let bomb = format!("<!DOCTYPE r [<!ENTITY a \"aaaa\">]><rss><channel>{item}</channel></rss>");
    std::fs::write(sandbox.dir().join("bomb.xml"), bomb).unwrap();
    assert!(
        sandbox
            .fails(2, &["import", "bomb.xml"])
            .contains("cannot be read")
    );
}

#[test]
fn types_folders_maps_and_stdin() {
    let sandbox = Sandbox::empty();
    let text = "Key;Betreff;Typ;Status;Größe\nA-1;Eins;Story;Läuft;3\nA-2;Zwei;Bug;Neu;1\n";
    std::fs::write(
        sandbox.dir().join("map.yaml"),
        "title: Betreff\npoints: Größe\nstates: {Läuft: started, Neu: new}\n",
    )
    .unwrap();
    let report = import(
        &sandbox,
        "t.csv",
        text,
        &[
            "--map", "map.yaml", "--types", "story", "--into", "alt/2024",
        ],
    );
    assert_eq!(
        (&report["items"], reasons(&report, "reported").len()),
        (&Value::from(1), 1)
    );
    assert_eq!(report["states"][0]["kind"], "started");
    assert!(
        sandbox
            .read("stories/alt/2024/A-1-eins.md")
            .contains("points: 3")
    );
    for bad in ["../x", "/x", "a//b", ".git"] {
        sandbox.fails(2, &["import", "t.csv", "--into", bad]);
    }
    let told = sandbox.run_with_input(
        &["import", "-"],
        "As a user, I want tea, so that I wake up.\nAs a user, I want milk.\n",
    );
    assert!(
        told.stdout.contains("imported 2 items"),
        "{}{}",
        told.stdout,
        told.stderr
    );
    let dry = sandbox.ok(&["import", "t.csv", "--map", "map.yaml", "--dry-run"]);
    let state = dry.find("state Neu → Neu (new").unwrap();
    assert!(state < dry.find("taken as `title`").unwrap(), "{dry}");
}

#[test]
fn broken_files_say_so_and_write_nothing() {
    for (name, text) in [
        (
            "cut.json",
            "{\"issues\": [{\"key\": \"A-1\", \"fields\": {\"summary\": \"x\"}}, {\"key\": \"A-2\",",
        ),
        ("deep.json", &*"[".repeat(100_000)),
        (
            "deep.xml",
            &*format!("<rss><channel>{}", "<item>".repeat(100_000)),
        ),
        ("empty.csv", ""),
        ("cut.zip", "PK\u{3}\u{4}nothing"),
    ] {
        let sandbox = Sandbox::empty();
        std::fs::write(sandbox.dir().join(name), text).unwrap();
        sandbox.fails(2, &["import", name, "--from", "jira"]);
        assert!(!sandbox.path("po.yaml").exists(), "{name}");
    }
}

#[test]
fn comments_begin_with_their_author() {
    let sandbox = Sandbox::empty();
    let rows = "Summary,Issue key,Status,Comment,Comment\n\
        One,A-1,To Do,22/Sep/25 9:26 AM;557058:f5;one; two,Step 1;do this;then that\n";
    import(&sandbox, "a.csv", rows, &[]);
    let one = story(&sandbox, "A-1");
    assert!(
        one.contains("\n- 2025-09-22 557058:f5: one; two\n"),
        "{one}"
    );
    assert!(one.contains("\n- Step 1;do this;then that\n"), "{one}");
    let text = r#"{"issues": [{"key": "A-2", "id": "2", "fields": {"summary": "Two", "comment": {"total": 3, "comments": [
        {"author": {"displayName": "Ada L", "accountId": "1"}, "created": "2026-01-02T10:00:00.000+0000", "body": "Hi"},
        {"author": {"accountId": "2"}, "created": "2026-01-03T10:00:00.000+0000", "body": "Ho"}]}}}]}"#;
    let report = import(&sandbox, "b.json", text, &[]);
    let two = story(&sandbox, "A-2");
    assert!(
        two.contains("\n- 2026-01-02 Ada L: Hi\n- 2026-01-03 2: Ho\n"),
        "{two}"
    );
    let notes = reasons(&report, "notes");
    assert!(
        notes.iter().any(|note| note.contains("counts 3 comments")),
        "{notes:?}"
    );
}

#[test]
fn an_item_that_stands_in_a_table_and_in_json_is_one() {
    let sandbox = Sandbox::empty();
    let folder = sandbox.dir().join("both");
    std::fs::create_dir(&folder).unwrap();
    let rows = "Summary,Issue key,Issue id,Status\nOne,A-1,1,To Do\nTwo,A-2,2,To Do\n";
    std::fs::write(folder.join("a.csv"), rows).unwrap();
    let json = r#"[{"key": "A-2", "id": "2", "fields": {"summary": "Two"}}, {"key": "A-3", "id": "3", "fields": {"summary": "Three"}}]"#;
    std::fs::write(folder.join("b.json"), json).unwrap();
    let report = sandbox.ok(&["import", "both", "--from", "jira", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["items"], 3);
    assert_eq!(
        reasons(&report, "reported"),
        ["`A-2` stands in a.csv:3 already"]
    );
}

#[test]
fn what_is_not_in_the_file_keeps_what_it_is_called() {
    let sandbox = Sandbox::empty();
    let text = r#"{"issues":[{"key":"AB-2","id":"102","fields":{"summary":"Pay","issuetype":{"name":"Story"},
        "status":{"name":"To Do"},"parent":{"key":"AB-1","id":"101","fields":{"summary":"The shop"}},
        "subtasks":[{"id":"300","key":"AB-30","fields":{"summary":"Draw the form","status":{"name":"Done"}}}]}}]}"#;
    let report = import(&sandbox, "a.json", text, &[]);
    let notes = reasons(&report, "notes");
    let said = "its sub-task `AB-30` Draw the form is not part of this import";
    assert!(notes.iter().any(|note| note == said), "{notes:?}");
    let pay = story(&sandbox, "AB-2");
    assert!(pay.contains("AB-1 The shop"), "{pay}");
    let rows = "Summary,Issue key,Issue id,Issue Type,Status,Parent,Parent key,Parent summary,Custom field (Epic Link Summary)\n\
                Log,AB-3,103,Story,To Do,109,,Another epic,\n\
                Shop,AB-4,104,Epic,To Do,,,,\n\
                Cart,AB-5,105,Story,To Do,104,AB-4,Shop,\n\
                Help,AB-6,106,Story,To Do,,,,Words\n";
    import(&sandbox, "b.csv", rows, &[]);
    let log = story(&sandbox, "AB-3");
    assert!(log.contains("109 Another epic"), "{log}");
    let cart = story(&sandbox, "AB-5");
    assert!(
        cart.contains("epic: AB-4\n") && !cart.contains("extra"),
        "{cart}"
    );
    assert!(story(&sandbox, "AB-6").contains("epic title: Words"));
}
