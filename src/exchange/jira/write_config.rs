//! The configuration of Jira's CSV importer: which column is which field.

use serde_json::{Map, Value, json};

use crate::exchange::jira::write::LINK;
use crate::model::Config;

/// Columns and the fields they are, by Jira's own names. Custom fields have numbers that differ from site to site, so that
/// they are left for a person to choose.
const FIELDS: [(&str, &str); 21] = [
    ("Summary", "summary"),
    ("Issue key", "issuekey"),
    ("Issue id", "issue-id"),
    ("Parent", "parent"),
    ("Issue Type", "issuetype"),
    ("Status", "status"),
    ("Resolution", "resolution"),
    ("Assignee", "assignee"),
    ("Reporter", "reporter"),
    ("Created", "created"),
    ("Resolved", "resolutiondate"),
    ("Fix versions", "fixVersions"),
    ("Description", "description"),
    ("Labels", "labels"),
    ("Comment", "comment"),
    ("Priority", "priority"),
    ("Environment", "environment"),
    ("Components", "components"),
    ("Component/s", "components"),
    ("Affects versions", "versions"),
    ("Affects Version/s", "versions"),
];

/// The number that the type of links "Blocks" has in every Jira as it is installed.
const BLOCKS: &str = "10000";

/// The configuration as the importer's first page takes it.
#[must_use]
pub fn configuration(config: &Config, headers: &[&str]) -> String {
    let mut mappings = Map::new();
    for (column, field) in FIELDS.iter().filter(|(column, _)| headers.contains(column)) {
        mappings.insert((*column).to_owned(), json!({"jira.field": field}));
    }
    if headers.contains(&LINK) {
        mappings.insert(LINK.to_owned(), json!({"link.type": BLOCKS}));
    }
    let name = match config.product.as_str() {
        "" => config.minting_prefix(),
        product => product,
    };
    let whole = json!({
        "config.version": "2.0",
        "config.project.from.csv": "false",
        "config.encoding": "UTF-8",
        "config.email.suffix": "@",
        "config.field.mappings": mappings,
        "config.value.mappings": {},
        "config.delimiter": ",",
        "config.project": {
            "project.type": Value::Null,
            "project.key": config.minting_prefix(),
            "project.description": Value::Null,
            "project.url": Value::Null,
            "project.name": name,
            "project.lead": Value::Null,
        },
        "config.date.format": "dd/MMM/yy h:mm a",
    });
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    format!("{text}\n")
}
