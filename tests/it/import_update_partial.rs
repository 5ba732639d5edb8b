//! `po import --update` from an export that lacks rows or columns: what it cannot tell stays as it is here.

use crate::import_sandbox::story;
use crate::import_update_sandbox::{Report, edit, fields, report, update, write};
use crate::sandbox::Sandbox;

const ALL: &str = "\
Summary,Issue key,Issue id,Issue Type,Status,Created,Parent,Status Category,Start date,Resolved,Status Category Changed,Inward issue link (Blocks)
Epic one,AB-1,10001,Epic,To Do,01/Jan/26 9:00 AM,,To Do,,,,
Child,AB-2,10002,Story,To Do,01/Jan/26 9:00 AM,10001,To Do,,,,AB-1
Run,AB-3,10003,Story,In Progress,01/Jan/26 9:00 AM,10001,In Progress,,,05/Jan/26 9:00 AM,
Fin,AB-4,10004,Story,Done,01/Jan/26 9:00 AM,10001,Done,02/Jan/26 9:00 AM,06/Jan/26 9:00 AM,06/Jan/26 9:00 AM,
Back,AB-5,10005,Story,Backlog,01/Jan/26 9:00 AM,AB-1,In Progress,,,,
";

fn imported() -> Sandbox {
    let sandbox = Sandbox::new();
    write(&sandbox, "all.csv", ALL);
    sandbox.ok(&["import", "all.csv"]);
    sandbox
}

/// The export without some columns.
fn without(columns: &[&str]) -> String {
    let header: Vec<&str> = ALL.lines().next().unwrap_or_default().split(',').collect();
    let rows = ALL.lines().map(|line| {
        let cells = line.split(',').zip(&header);
        let kept = cells.filter(|(_, name)| !columns.contains(name));
        kept.map(|(cell, _)| cell).collect::<Vec<_>>().join(",") + "\n"
    });
    rows.collect()
}

/// Updates, and expects that no file of an item changes.
fn nothing_changes(sandbox: &Sandbox, file: &str, text: &str, more: &[&str]) -> Report {
    let ids = ["AB-1", "AB-2", "AB-3", "AB-4", "AB-5"];
    let before = ids.map(|id| story(sandbox, id));
    let report = report(sandbox, file, text, more);
    let told = report.update.as_ref().unwrap();
    assert!(told.updated.is_empty(), "{file}: {:?}", told.updated);
    assert!(told.conflicts.is_empty(), "{file}: {:?}", told.conflicts);
    assert_eq!(ids.map(|id| story(sandbox, id)), before, "{file}");
    report
}

#[test]
fn a_parent_that_the_export_cannot_resolve_stays() {
    let sandbox = imported();
    assert!(story(&sandbox, "AB-2").contains("epic: AB-1\n"));
    let no_epic: String = ALL
        .lines()
        .filter(|line| !line.starts_with("Epic one"))
        .map(|line| format!("{line}\n"))
        .collect();
    let report = nothing_changes(&sandbox, "part.csv", &no_epic, &[]);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
    // What came before numbers were kept.
    edit(&sandbox, "AB-1", &[(", id: 10001", "")]);
    let report = nothing_changes(&sandbox, "part.csv", &no_epic, &[]);
    let noted = report.notes.iter();
    let noted = noted.filter(|note| note.reason.contains("`epic` stays as it is"));
    assert_eq!(noted.count(), 3, "{:?}", report.notes);
    nothing_changes(&sandbox, "id.csv", &without(&["Issue id"]), &[]);
    let report = nothing_changes(&sandbox, "types.csv", ALL, &["--types", "story"]);
    assert!(report.notes.is_empty(), "{:?}", report.notes);
    // Once the export tells it again, it is followed as before.
    let told = update(
        &sandbox,
        "moved.csv",
        &ALL.replace("AM,10001,To Do", "AM,,To Do"),
        &[],
    );
    assert_eq!(fields(&told), ["epic"]);
    assert!(story(&sandbox, "AB-2").contains("epic:\n"));
}

#[test]
fn children_find_an_epic_that_came_before() {
    let sandbox = Sandbox::new();
    let (header, rows) = ALL.split_once('\n').unwrap();
    let (epic, _) = rows.split_once('\n').unwrap();
    write(&sandbox, "epics.csv", &format!("{header}\n{epic}\n"));
    sandbox.ok(&["import", "epics.csv"]);
    let child = "Back,AB-5,10005,Story,Backlog,01/Jan/26 9:00 AM,AB-1,In Progress,,,,";
    let told = update(
        &sandbox,
        "children.csv",
        &format!("{header}\n{child}\n"),
        &[],
    );
    assert_eq!(told.added, ["AB-5"]);
    assert!(story(&sandbox, "AB-5").contains("epic: AB-1\n"));
}

#[test]
fn without_a_column_for_the_state_neither_it_nor_its_days_change() {
    let sandbox = imported();
    for (number, columns) in [
        &["Status"][..],
        &["Status Category"],
        &["Status", "Status Category"],
        &["Status Category Changed"],
        &["Status", "Status Category", "Status Category Changed"],
    ]
    .into_iter()
    .enumerate()
    {
        let file = format!("less-{number}.csv");
        nothing_changes(&sandbox, &file, &without(columns), &[]);
    }
    let fin = story(&sandbox, "AB-4");
    assert!(
        fin.contains("started: 2026-01-02\ndone: 2026-01-06\n"),
        "{fin}"
    );
    // Of a new item the day of its end says the state where nobody else does.
    let sandbox = Sandbox::new();
    let less = without(&["Status", "Status Category"]);
    write(&sandbox, "less.csv", &less);
    sandbox.ok(&["import", "less.csv"]);
    let kept = story(&sandbox, "AB-4");
    assert!(
        kept.contains("status: done\n") && kept.contains("done: 2026-01-06\n"),
        "{kept}"
    );
    nothing_changes(&sandbox, "less.csv", &less, &[]);
    update(&sandbox, "all.csv", ALL, &[]);
    let fin = story(&sandbox, "AB-4");
    assert!(
        fin.contains("done: 2026-01-06\n") && !fin.contains("Resolved"),
        "{fin}"
    );
}

#[test]
fn a_state_that_github_tells_later_moves_the_status_with_its_day() {
    let sandbox = Sandbox::new();
    let issue = |more: &str| {
        format!(
            r#"[{{"number": 7, "title": "One", "url": "https://github.com/a/b/issues/7"{more}}}]"#
        )
    };
    write(&sandbox, "issues.json", &issue(""));
    sandbox.ok(&["import", "issues.json", "--from", "github"]);
    let closed = issue(r#", "state": "CLOSED", "closedAt": "2026-01-05T00:00:00Z""#);
    let told = update(&sandbox, "issues.json", &closed, &["--from", "github"]);
    assert!(told.conflicts.is_empty(), "{:?}", told.conflicts);
    assert_eq!(fields(&told), ["status", "done"]);
}

#[test]
fn linear_without_a_status_leaves_the_state() {
    let sandbox = Sandbox::new();
    let header = "ID,Team,Title,Description,Status,Estimate,Priority,Labels,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Started,Completed,Updated";
    let row = "EN-1,E,One,,Ready,3,Low,x,,,,,2026-01-01,,,2026-01-06";
    write(&sandbox, "linear.csv", &format!("{header}\n{row}\n"));
    sandbox.ok(&["import", "linear.csv"]);
    let before = story(&sandbox, "EN-1");
    assert!(before.contains("status: ready"), "{before}");
    let less = format!("{header}\n{row}\n")
        .replace("Status,", "")
        .replace("Ready,", "");
    let told = update(&sandbox, "less.csv", &less, &[]);
    assert_eq!(fields(&told), [""; 0]);
    assert_eq!(story(&sandbox, "EN-1"), before);
}

#[test]
fn linear_without_a_status_neither_adds_nor_takes_what_only_the_state_says() {
    let sandbox = Sandbox::new();
    let all = "ID,Team,Title,Status,Priority,Cycle Start,Cycle End,Created,Completed,Canceled\n\
        EN-1,E,One,Canceled,Low,,,2026-01-01,,2026-01-06\n\
        EN-2,E,Two,Todo,Low,,,2026-01-01,2026-01-07,\n";
    write(&sandbox, "linear.csv", all);
    sandbox.ok(&["import", "linear.csv"]);
    let before = ["EN-1", "EN-2"].map(|id| story(&sandbox, id));
    assert!(
        before[1].contains("  Completed: 2026-01-07\n"),
        "{}",
        before[1]
    );
    let less: String = all
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [&cells[..3], &cells[4..]].concat().join(",") + "\n"
        })
        .collect();
    write(&sandbox, "less.csv", &less);
    let flags = ["--from", "linear", "--update", "--format", "json"];
    let told = sandbox.ok(&[&["import", "less.csv"], &flags[..]].concat());
    let told: Report = serde_json::from_str(&told).unwrap();
    assert_eq!(fields(&told.update.unwrap()), [""; 0]);
    assert_eq!(["EN-1", "EN-2"].map(|id| story(&sandbox, id)), before);
}

#[test]
fn titles_that_name_rows_of_an_earlier_export_of_notion_are_not_kept_twice() {
    let sandbox = Sandbox::new();
    let header = "Name,Status,Parent item,Blocked by,Priority";
    let rows = "B,Not started,Epic,A,Low\nC,Not started,Epic,\"A, B\",Low\n";
    let all = format!("{header}\nEpic,Not started,,,\nA,Not started,Epic,,High\n{rows}");
    let folder = sandbox.dir().join("export");
    std::fs::create_dir(&folder).unwrap();
    write(&sandbox, "export/n.csv", &all);
    sandbox.ok(&["import", "export/n.csv", "--from", "notion"]);
    let before = ["US-3", "US-4"].map(|id| story(&sandbox, id));
    assert!(before[0].contains("epic: US-1\n"), "{}", before[0]);
    assert!(
        before[1].contains("depends_on: [US-2, US-3]\n"),
        "{}",
        before[1]
    );
    let few = format!("{header}\n{rows}");
    let told = update(
        &sandbox,
        "export/n.csv",
        &few.replace("A,Low", "A,High"),
        &["--from", "notion"],
    );
    assert_eq!(fields(&told), ["extra.Priority"]);
    assert_eq!(story(&sandbox, "US-3"), before[0].replace("Low", "High"));
    assert_eq!(story(&sandbox, "US-4"), before[1]);
}
