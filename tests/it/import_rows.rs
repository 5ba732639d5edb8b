//! Rows of sheets through `po import`: their order, which of them are items, and what their types and criteria say.

use serde_json::Value;

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The titles in the order of the backlog.
fn order(sandbox: &Sandbox) -> Vec<String> {
    let told = sandbox.ok(&["list", "--all", "--format", "json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let items = told["stories"].as_array().unwrap().iter();
    items
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn rows_keep_the_order_of_the_file() {
    for rows in [
        "B-9,one\nB-2,two\nB-5,three\n",
        "AB-1,one\nAB-2,two\nCD-1,three\nCD-2,four\n",
        "B-1,one\nB-2,two\nB-3,three\nlogin page,four\n",
    ] {
        let text = format!("ID,Title\n{rows}");
        let sandbox = Sandbox::empty();
        import(&sandbox, "t.csv", &text, &[]);
        let expected = ["one", "two", "three", "four"];
        assert_eq!(order(&sandbox), expected[..rows.lines().count()], "{rows}");
        let files = sandbox.files();
        let told = import(&sandbox, "t.csv", &text, &["--update"]);
        assert_eq!(sandbox.files(), files);
        assert!(reasons(&told, "notes").is_empty(), "{told}");
        // What comes later stands behind.
        let more = format!("{text}B-8,five\nB-7,six\n");
        import(&sandbox, "t.csv", more, &[]);
        let all = order(&sandbox);
        assert_eq!(all[all.len() - 2..], ["five", "six"], "{all:?}");
    }
}

#[test]
fn rows_whose_ids_rise_need_no_rank() {
    let sandbox = Sandbox::empty();
    let text = "ID,Title\nB-2,one\nB-5,two\nB-9,three\n";
    import(&sandbox, "t.csv", text, &[]);
    assert_eq!(order(&sandbox), ["one", "two", "three"]);
    assert!(
        stories(&sandbox)
            .iter()
            .all(|item| value(item, "rank:").is_none())
    );
    // An order of its own says more than the rows.
    let sandbox = Sandbox::empty();
    let text = "ID,Title,Order\nB-9,one,3\nB-2,two,1\nB-5,three,2\n";
    import(&sandbox, "t.csv", text, &[]);
    assert_eq!(order(&sandbox), ["two", "three", "one"]);
}

#[test]
fn a_total_and_nothing_are_no_items_and_no_criteria() {
    let sandbox = Sandbox::empty();
    let text = "ID,Title,Acceptance criteria\nB-1,one,N/A\nB-2,two,- it pays\nTotal,,\n";
    let told = import(&sandbox, "t.csv", text, &[]);
    assert_eq!(told["items"], 2);
    assert_eq!(
        reasons(&told, "reported"),
        ["the row adds up those above it"]
    );
    assert!(!story(&sandbox, "one").contains("N/A"));
    assert!(story(&sandbox, "two").contains("- it pays\n"));
    // A list of titles alone may hold any word.
    let sandbox = Sandbox::empty();
    let told = import(&sandbox, "t.csv", "Title\nPay\nTotal\n", &[]);
    assert_eq!(told["items"], 2);
}

#[test]
fn types_are_known_by_the_names_that_tools_give_them() {
    let sandbox = Sandbox::empty();
    let text = "Work item Id,Summary,Work type,Status\n1,one,User Story,Open\n2,two,Epic,Open\n3,three,Bug,Done\n";
    import(&sandbox, "t.csv", text, &[]);
    let types = ["one", "two", "three"].map(|title| value(&story(&sandbox, title), "type:"));
    assert_eq!(types, [some("story"), some("epic"), some("bug")]);
    let sandbox = Sandbox::empty();
    let text = "Resumen,Clave de incidencia,Id. de la incidencia,Tipo de Incidencia,Estado\n\
                one,AB-1,1,Tarea,Tareas por hacer\ntwo,AB-2,2,Subtarea,Tareas por hacer\n";
    import(&sandbox, "t.csv", text, &["--from", "jira"]);
    let types = ["one", "two"].map(|title| value(&story(&sandbox, title), "type:"));
    assert_eq!(types, [some("task"), some("Sub-task")]);
}

#[test]
fn states_in_a_column_of_types_are_no_types() {
    let sandbox = Sandbox::empty();
    let text = "ID,Title,Type\n1,one,Realise\n2,two,Todo\n3,three,Réalisé\n";
    let told = import(&sandbox, "t.csv", text, &[]);
    let item = story(&sandbox, "one");
    assert_eq!(value(&item, "type:"), None);
    assert_eq!(told["states"][0]["kind"], "done", "{told}");
    assert_eq!(
        reasons(&told, "notes")[0],
        "`Type` holds states and no types: it is taken as the state"
    );
    // Beside states they are kept, and one kind of them may be one of items.
    let sandbox = Sandbox::empty();
    let text = "ID,Title,Type,Status\n1,one,Realise,Open\n2,two,Todo,Open\n";
    import(&sandbox, "t.csv", text, &[]);
    let item = story(&sandbox, "one");
    assert!(item.contains("extra:\n  Type: Realise\n"), "{item}");
    let sandbox = Sandbox::empty();
    import(
        &sandbox,
        "t.csv",
        "ID,Title,Type\n1,one,Idea\n2,two,Idea\n",
        &[],
    );
    assert_eq!(value(&story(&sandbox, "one"), "type:"), some("Idea"));
}

#[test]
fn epics_that_rows_only_name_are_made() {
    let text = "ID,Epic,Title,Status\nB-1,Evidence,Collect,Open\nB-2,Sign up,Ask,Open\nB-3,Evidence,Show,Open\n\
                B-4,,Sign up,Open\nB-5,E9,Tell,Open\n";
    let sandbox = Sandbox::empty();
    let told = import(&sandbox, "t.csv", text, &[]);
    assert_eq!(told["items"], 6);
    let epic = story(&sandbox, "Evidence");
    assert_eq!(value(&epic, "type:"), some("epic"));
    let of = |title: &str| value(&story(&sandbox, title), "epic:");
    let ids = ["Collect", "Show"].map(of);
    assert_eq!(ids, [value(&epic, "id:"), value(&epic, "id:")]);
    assert_eq!(of("Ask"), some("B-4"));
    // A key that is nowhere stays one.
    assert!(story(&sandbox, "Tell").contains("extra:\n  parent: E9\n"));
    let notes = reasons(&told, "notes");
    let made = "no row is the epic `Evidence`, which rows name: it becomes an item";
    assert_eq!(notes.iter().filter(|note| *note == made).count(), 1);
    // Files stay without ranks, and once more changes nothing.
    assert!(
        stories(&sandbox)
            .iter()
            .all(|item| value(item, "rank:").is_none())
    );
    let files = sandbox.files();
    import(&sandbox, "t.csv", text, &[]);
    assert_eq!(sandbox.files(), files);
    import(&sandbox, "t.csv", text, &["--update"]);
    assert_eq!(sandbox.files(), files);
    // A state that somebody gave it stays, and a new row finds it.
    let id = value(&epic, "id:").unwrap();
    sandbox.ok(&["set", &id, "points=8"]);
    let more = format!("{text}B-6,Evidence,Keep,Open\n");
    import(&sandbox, "t.csv", &more, &["--update"]);
    import(&sandbox, "t.csv", &more, &[]);
    // A number below those of the rows moves none of them.
    let other = Sandbox::empty();
    import(&other, "t.csv", text.replace("B-", "AB-7"), &[]);
    assert!(
        stories(&other)
            .iter()
            .all(|item| value(item, "rank:").is_none())
    );
    assert_eq!(value(&story(&sandbox, "Evidence"), "points:"), some("8"));
    assert_eq!(value(&story(&sandbox, "Keep"), "epic:"), some(&id));
}

#[test]
fn a_sheet_of_which_most_rows_have_no_title_is_refused() {
    let rows: String = (1..=8)
        .map(|row| format!("Pay {row},High,{row}\n"))
        .collect();
    let text = format!("r,Priority,Points,Name\n{rows}Ship,High,1,Ship it\n");
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("t.csv"), &text).unwrap();
    let refused = sandbox.fails(2, &["import", "t.csv"]);
    assert!(
        refused.contains("8 of 9 rows have no title: another column may hold the titles"),
        "{refused}"
    );
    assert!(refused.contains("--map map.yaml"), "{refused}");
    assert!(stories(&sandbox).is_empty());
    // A person may say which column holds them.
    std::fs::write(sandbox.dir().join("map.yaml"), "title: r\n").unwrap();
    let told = sandbox.ok(&["import", "t.csv", "--map", "map.yaml", "--format", "json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["items"], 9);
}
