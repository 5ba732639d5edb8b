//! The import of real exports of strangers: figures counted by something else than the importer.
//!
//! The exports lie outside of this project: `PO_SAMPLES` names their folder; without it nothing is tested.

use std::fmt::Write as _;

use serde_json::Value;

use crate::import_sandbox::{stories, value};
use crate::sandbox::Sandbox;

fn reported(report: &Value) -> usize {
    report["reported"].as_array().unwrap().len()
}

/// Figures of real exports, counted by a script that shares nothing with the importer.
struct Ledger {
    file: &'static str,
    items: usize,
    parents: usize,
    points: u64,
    comments: usize,
    done: usize,
    criteria: usize,
    assigned: usize,
    sprints: &'static [(&'static str, usize)],
    first: &'static str,
    last: &'static str,
}

const LEDGERS: &[Ledger] = &[
    Ledger {
        file: "info380-stories-points",
        items: 45,
        parents: 36,
        points: 207,
        comments: 0,
        done: 0,
        criteria: 145,
        assigned: 24,
        sprints: &[
            ("TB1 Sprint 1", 13),
            ("TB1 Sprint 2", 12),
            ("TB1 Sprint 3", 11),
        ],
        first: "TB1-1",
        last: "TB1-51",
    },
    Ledger {
        file: "testautogen-comments",
        items: 22,
        parents: 0,
        points: 0,
        comments: 17,
        done: 10,
        criteria: 0,
        assigned: 11,
        sprints: &[("TES Sprint 1", 18)],
        first: "TES-4",
        last: "TES-25",
    },
    Ledger {
        file: "werkplaats-nl-3sprints",
        items: 26,
        parents: 13,
        points: 0,
        comments: 0,
        done: 9,
        criteria: 0,
        assigned: 12,
        sprints: &[
            ("W2 Sprint 1", 2),
            ("W2 Sprint 2", 3),
            ("W2 Sprint 3", 5),
            ("W2 Sprint 4", 2),
        ],
        first: "W2-30",
        last: "W2-27",
    },
];

#[test]
fn real_exports_of_jira() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    for ledger in LEDGERS {
        let sandbox = Sandbox::empty();
        let file = std::path::Path::new(&samples)
            .join("jira-csv")
            .join(format!("{}.csv", ledger.file));
        sandbox.ok(&["import", &file.display().to_string()]);
        let texts = stories(&sandbox);
        let count = |key: &str| {
            texts
                .iter()
                .filter(|text| value(text, key).is_some())
                .count()
        };
        assert_eq!(texts.len(), ledger.items, "{}", ledger.file);
        assert_eq!(count("epic:"), ledger.parents, "{}", ledger.file);
        assert_eq!(count("done:"), ledger.done, "{}", ledger.file);
        assert_eq!(count("assignee:"), ledger.assigned, "{}", ledger.file);
        assert_eq!(count("created:"), ledger.items, "{}", ledger.file);
        let points: u64 = texts
            .iter()
            .filter_map(|text| value(text, "points:"))
            .map(|p| p.parse::<u64>().unwrap())
            .sum();
        assert_eq!(points, ledger.points, "{}", ledger.file);
        let mut found = String::new();
        for (sprint, items) in ledger.sprints {
            let own = texts
                .iter()
                .filter(|text| value(text, "sprint:").as_deref() == Some(*sprint))
                .count();
            if own != *items {
                writeln!(found, "{sprint}: {own}, not {items}").unwrap();
            }
        }
        assert_eq!(found, "", "{}", ledger.file);
        let headings = backlog::text::criteria_headings("en");
        let criteria: usize = texts
            .iter()
            .map(|text| backlog::text::criteria(text, &headings).len())
            .sum();
        assert_eq!(criteria, ledger.criteria, "{}", ledger.file);
        let comments: usize = texts
            .iter()
            .map(|text| backlog::text::dated_lines(text, "Notes").len())
            .sum();
        assert_eq!(comments, ledger.comments, "{}", ledger.file);
        let mut ranks: Vec<(String, String)> = texts
            .iter()
            .map(|text| (value(text, "rank:").unwrap(), value(text, "id:").unwrap()))
            .collect();
        ranks.sort();
        assert_eq!(
            (ranks[0].1.as_str(), ranks[ranks.len() - 1].1.as_str()),
            (ledger.first, ledger.last)
        );
    }
}

#[test]
fn real_tables_lines_and_searches() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    for (file, items, rows) in [
        ("jira-storypoints/jirasoftware.csv", 352, 0),
        ("jira-storypoints/duracloud.csv", 666, 0),
        ("planning-poker/thunderdome-stories-noheader.csv", 3, 0),
        ("jira-json/v3-search-isLast.json", 3, 0),
        ("jira-json/agile-issue-in-sprint.json", 1, 0),
        ("jira-xml/thunderdome-tdjira.xml", 1, 0),
        ("stories/g02-federalspending.txt", 95, 3),
        ("stories/g13-planningpoker.txt", 53, 0),
        ("stories/g27-culrepo.txt", 114, 1),
    ] {
        let sandbox = Sandbox::empty();
        let path = std::path::Path::new(&samples).join(file);
        let told = sandbox.ok(&["import", &path.display().to_string(), "--format", "json"]);
        let report: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(
            (report["items"].as_u64(), reported(&report)),
            (Some(items), rows),
            "{file}"
        );
        let before = sandbox.files();
        sandbox.ok(&["import", &path.display().to_string()]);
        assert_eq!(sandbox.files(), before, "{file}");
    }
}
