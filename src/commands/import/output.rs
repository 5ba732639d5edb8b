//! What an import says: which states and columns became what, and what became nothing.

use serde::Serialize;

use crate::commands::import::update::UpdateOutcome;
use crate::commands::import::update_output::{UpdateJson, update_json};
use crate::exchange::{FORMATS, Format, ImportReport, METRIC_FORMATS, Remark};

/// The formats and what becomes of their columns.
#[must_use]
pub fn formats() -> String {
    let mut out = String::new();
    for format in FORMATS {
        out.push_str(&format!(
            "{}: {}\n{}\n\n",
            format.name, format.title, format.docs
        ));
        for (column, fate) in format.columns {
            out.push_str(&format!("  {column:<20} {fate}\n"));
        }
    }
    out.push_str("Figures of metrics, with --metric NAME:\n\n");
    for format in METRIC_FORMATS {
        out.push_str(&format!(
            "{}: {}\n{}\n\n",
            format.name, format.title, format.docs
        ));
    }
    out
}

#[derive(Serialize)]
struct ReportedJson {
    row: String,
    reason: String,
}

#[derive(Serialize)]
struct ColumnJson {
    name: String,
    items: usize,
    fate: String,
}

#[derive(Serialize)]
struct StateJson {
    name: String,
    state: String,
    kind: &'static str,
    items: usize,
    added: bool,
    known: bool,
}

/// The JSON of a report; `update` is null but with `--update`. `items`, `already` and `reported` together are all there was.
#[derive(Serialize)]
pub struct ReportJson {
    schema_version: u32,
    items: usize,
    already: usize,
    sprints: usize,
    releases: usize,
    reported: Vec<ReportedJson>,
    notes: Vec<ReportedJson>,
    states: Vec<StateJson>,
    columns: Vec<ColumnJson>,
    update: Option<UpdateJson>,
}

/// A report as JSON.
#[must_use]
pub fn json(report: &ImportReport, update: Option<&UpdateOutcome>) -> ReportJson {
    let remark = |remark: &Remark| ReportedJson {
        row: remark.at.to_string(),
        reason: remark.reason.clone(),
    };
    ReportJson {
        schema_version: 1,
        items: report.items,
        already: report.already.len(),
        sprints: report.sprints,
        releases: report.releases,
        reported: report.reported.iter().map(remark).collect(),
        notes: report.notes.iter().map(remark).collect(),
        states: report
            .states
            .iter()
            .map(|state| StateJson {
                name: state.name.clone(),
                state: state.state.name.clone(),
                kind: state.state.kind.name(),
                items: state.items,
                added: state.added,
                known: state.known,
            })
            .collect(),
        columns: report
            .columns
            .iter()
            .map(|column| ColumnJson {
                name: column.name.clone(),
                items: column.items,
                fate: column.fate.to_string(),
            })
            .collect(),
        update: update.map(update_json),
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

/// What was made: `2 items, 1 Sprint and 3 releases`; where no item was, without items as soon as there is something else.
fn imported(report: &ImportReport) -> String {
    let around = around(report);
    let items = count(report.items, "item", "items");
    match (report.items, around.as_slice()) {
        (_, []) => items,
        (0, around) => around.join(" and "),
        (_, [one]) => format!("{items} and {one}"),
        (_, [first, others @ ..]) => format!("{items}, {first} and {}", others.join(" and ")),
    }
}

/// The files that were made beside those of items.
#[must_use]
pub fn around(report: &ImportReport) -> Vec<String> {
    let kinds = [
        (report.sprints, "Sprint", "Sprints"),
        (report.releases, "release", "releases"),
    ];
    let made = kinds.into_iter().filter(|(n, _, _)| *n > 0);
    made.map(|(n, one, many)| count(n, one, many)).collect()
}

/// More notes than these are only counted, unless everything is asked for.
const NOTES: usize = 10;

/// So many columns without a value are named.
const EMPTY: usize = 20;

/// A report in lines for people: the states first.
#[must_use]
pub fn lines(format: &Format, report: &ImportReport, dry_run: bool) -> Vec<String> {
    let verb = if dry_run { "would import" } else { "imported" };
    let mut lines = vec![format!("{} ({})", format.title, format.name)];
    lines.extend(report.states.iter().map(|mapped| {
        let what = match (mapped.added, mapped.known) {
            (false, _) => "",
            (true, true) => ", added to the workflow",
            (true, false) => {
                ", added to the workflow; what it means is a guess: correct it in `po.yaml`, or say it with `--map`"
            }
        };
        format!(
            "  state {} → {} ({}{what}): {}",
            mapped.name,
            mapped.state.name,
            mapped.state.kind,
            count(mapped.items, "item", "items")
        )
    }));
    let width = report
        .columns
        .iter()
        .map(|column| column.name.chars().count())
        .max()
        .unwrap_or(0);
    let (empty, full): (Vec<_>, Vec<_>) =
        report.columns.iter().partition(|column| column.items == 0);
    lines.extend(full.iter().map(|column| {
        format!(
            "  {:<width$}  {:>5} ×  {}",
            column.name, column.items, column.fate
        )
    }));
    if !empty.is_empty() {
        let names = empty.iter().map(|column| column.name.as_str());
        let names: Vec<&str> = names.take(EMPTY).collect();
        let more = match empty.len().saturating_sub(EMPTY) {
            0 => String::new(),
            more => format!(", {more} more: --format json"),
        };
        lines.push(format!("  empty: {}{more}", names.join(", ")));
    }
    let short = |lines: &mut Vec<String>, title: String, remarks: &[Remark]| {
        if remarks.is_empty() {
            return;
        }
        lines.push(title);
        lines.extend(
            remarks
                .iter()
                .take(NOTES)
                .map(|remark| format!("  {}: {}", remark.at, remark.reason)),
        );
        if remarks.len() > NOTES {
            lines.push(format!("  {} more: --format json", remarks.len() - NOTES));
        }
    };
    short(
        &mut lines,
        format!("to know: {}", count(report.notes.len(), "note", "notes")),
        &report.notes,
    );
    short(
        &mut lines,
        format!(
            "not imported: {}",
            count(report.reported.len(), "row or file", "rows or files")
        ),
        &report.reported,
    );
    let already = match report.already.len() {
        0 => String::new(),
        n => format!(", {} here already", count(n, "was", "were")),
    };
    let skipped = match report.reported.len() {
        0 => String::new(),
        n => format!(", skipped {n}"),
    };
    lines.push(format!("{verb} {}{already}{skipped}", imported(report)));
    lines
}
