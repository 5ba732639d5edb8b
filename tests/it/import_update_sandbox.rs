//! What tests of `po import --update` share: rows of Jira, the shape of its JSON, and a backlog that was imported.

use serde::Deserialize;

use crate::sandbox::Sandbox;

const JIRA: &str = "Summary,Issue key,Issue Type,Status,Created,Resolved,Labels,Labels,Custom field (Story Points),Assignee,Sprint,Fix versions,Parent key,Inward issue link (Blocks),Description,Comment,Comment,Priority";

/// Rows of Jira, each by the cells that are not empty.
pub fn jira(rows: &[&[(&str, &str)]]) -> String {
    let mut text = format!("{JIRA}\n");
    for row in rows {
        let mut row: Vec<(&str, &str)> = row.to_vec();
        let cells: Vec<String> = JIRA
            .split(',')
            .map(|column| {
                let at = row.iter().position(|(name, _)| *name == column);
                let value = at.map_or("", |at| row.remove(at).1);
                format!("\"{}\"", value.replace('"', "\"\""))
            })
            .collect();
        assert!(row.is_empty(), "{row:?}");
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

pub const ONE: &[(&str, &str)] = &[
    ("Summary", "Pay by card"),
    ("Issue key", "SHOP-1"),
    ("Issue Type", "Story"),
    ("Status", "To Do"),
    ("Created", "01/Jan/26 9:00 AM"),
    ("Labels", "web"),
    ("Labels", "pay"),
    ("Custom field (Story Points)", "3"),
    (
        "Description",
        "Pay text\n\n*Acceptance Criteria:*\n* first\n* second",
    ),
    ("Comment", "02/Jan/26 9:00 AM;ada;Hello"),
    ("Priority", "High"),
];

pub const TWO: &[(&str, &str)] = &[
    ("Summary", "Refund"),
    ("Issue key", "SHOP-2"),
    ("Issue Type", "Story"),
    ("Status", "To Do"),
    ("Created", "01/Jan/26 9:00 AM"),
];

/// A row with other cells; an empty value takes a cell out.
pub fn but(
    row: &[(&'static str, &'static str)],
    cells: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'static str)> {
    let mut row: Vec<_> = row
        .iter()
        .filter(|(name, _)| !cells.iter().any(|(other, _)| other == name))
        .copied()
        .collect();
    row.extend(cells.iter().filter(|(_, value)| !value.is_empty()));
    row
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub schema_version: u32,
    pub items: usize,
    pub already: usize,
    pub sprints: usize,
    pub releases: usize,
    pub reported: Vec<Reported>,
    pub notes: Vec<Reported>,
    pub states: Vec<serde_json::Value>,
    pub columns: Vec<serde_json::Value>,
    pub update: Option<Update>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    pub row: String,
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    pub updated: Vec<Updated>,
    pub added: Vec<String>,
    pub conflicts: Vec<Conflict>,
    pub unchanged: usize,
    pub missing: Vec<Missing>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Updated {
    pub id: String,
    pub key: String,
    pub title: String,
    pub changes: Vec<Change>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub field: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    pub id: String,
    pub key: String,
    pub field: String,
    pub here: Option<String>,
    pub there: Option<String>,
    pub taken: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    pub id: String,
    pub key: String,
}

pub fn write(sandbox: &Sandbox, name: &str, text: &str) {
    std::fs::write(sandbox.dir().join(name), text).unwrap();
}

/// Updates, and looks that a second run with the same file changes nothing, byte for byte.
#[track_caller]
pub fn update(sandbox: &Sandbox, name: &str, text: &str, args: &[&str]) -> Update {
    report(sandbox, name, text, args).update.unwrap()
}

#[track_caller]
pub fn report(sandbox: &Sandbox, name: &str, text: &str, args: &[&str]) -> Report {
    write(sandbox, name, text);
    let command = [&["import", name, "--update", "--format", "json"], args].concat();
    let told = sandbox.ok(&command);
    let files = sandbox.files();
    sandbox.ok(&command);
    assert!(sandbox.files() == files, "the second update changed files");
    sandbox.ok(&["import", name]);
    assert!(sandbox.files() == files, "a plain import changed files");
    let told: Report = serde_json::from_str(&told).unwrap();
    let found = told.update.as_ref().unwrap();
    let contested = found.conflicts.iter().map(|one| &one.id);
    let mut touched: Vec<&String> = found
        .updated
        .iter()
        .map(|one| &one.id)
        .chain(contested)
        .collect();
    touched.sort();
    touched.dedup();
    assert_eq!(told.already, found.unchanged + touched.len());
    assert_eq!(told.items, found.added.len());
    assert!(told.sprints + told.releases <= told.columns.len() && !told.columns.is_empty());
    assert!(told.states.iter().all(|state| state["kind"].is_string()));
    let remarks = told.reported.iter().chain(&told.notes);
    assert!(remarks.into_iter().all(|remark| !remark.row.is_empty()));
    told
}

/// A backlog with ONE and TWO.
pub fn imported() -> Sandbox {
    let sandbox = Sandbox::new();
    write(&sandbox, "jira.csv", &jira(&[ONE, TWO]));
    sandbox.ok(&["import", "jira.csv"]);
    sandbox
}

/// Changes a story's file as an editor would.
#[track_caller]
pub fn edit(sandbox: &Sandbox, id: &str, pairs: &[(&str, &str)]) {
    let (path, bytes) = sandbox
        .files()
        .into_iter()
        .find(|(path, _)| path.to_string_lossy().contains(&format!("{id}-")))
        .unwrap();
    let mut text = String::from_utf8(bytes).unwrap();
    for (from, to) in pairs {
        assert!(text.contains(from), "{from:?} in\n{text}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(path, text).unwrap();
}

pub fn fields(update: &Update) -> Vec<&str> {
    let changes = update.updated.iter().flat_map(|item| &item.changes);
    changes.map(|change| change.field.as_str()).collect()
}
