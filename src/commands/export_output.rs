//! What an export says: which fields went where, and which did not.

use std::path::Path;

use serde::Serialize;

use crate::cli::Exported;
use crate::exchange::{Carry, ExportNote, ExportReport, FORMATS, Format, export_fields};
use crate::report::UnreadableView;

/// The formats that can be written, and what becomes of each field.
#[must_use]
pub fn formats() -> String {
    let mut out = String::new();
    for format in FORMATS {
        let Some(writer) = &format.write else {
            continue;
        };
        out.push_str(&format!(
            "{}: {}\n{}\n\n",
            format.name, format.title, writer.docs
        ));
        for field in export_fields() {
            out.push_str(&format!("  {field:<20} {}\n", writer.carry(field)));
        }
    }
    out
}

#[derive(Serialize)]
struct FieldJson {
    name: &'static str,
    items: usize,
    carried: &'static str,
    column: Option<&'static str>,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct NoteJson {
    item: Option<String>,
    reason: String,
}

/// The JSON of an export's report.
#[derive(Serialize)]
pub struct ReportJson {
    schema_version: u32,
    format: &'static str,
    items: usize,
    left_out: usize,
    files: Vec<String>,
    fields: Vec<FieldJson>,
    notes: Vec<NoteJson>,
    unreadable: Vec<UnreadableView>,
}

/// A report as JSON; `others` are the items that the filters left out.
#[must_use]
pub fn json(
    format: &Format,
    report: &ExportReport,
    exported: &Exported,
    others: usize,
    unreadable: Vec<UnreadableView>,
) -> ReportJson {
    let field = |field: &crate::exchange::ExportedField| {
        let (carried, column, reason) = match field.carry {
            Carry::Whole(column) => ("whole", Some(column), None),
            Carry::Kept(column) => ("file", Some(column), None),
            Carry::Part(column, what) => ("part", Some(column), Some(what)),
            Carry::ByKey(what) => ("part", None, Some(what)),
            Carry::Lost(reason) => ("not", None, Some(reason)),
        };
        FieldJson {
            name: field.name,
            items: field.count,
            carried,
            column,
            reason,
        }
    };
    let note = |note: &ExportNote| NoteJson {
        item: note.item.as_ref().map(ToString::to_string),
        reason: note.reason.clone(),
    };
    ReportJson {
        schema_version: 1,
        format: format.name,
        items: report.items,
        left_out: others,
        files: exported.files.iter().map(|path| shown(path)).collect(),
        fields: report.fields.iter().map(field).collect(),
        notes: report.notes.iter().map(note).collect(),
        unreadable,
    }
}

/// More notes than these are only counted, unless everything is asked for.
const NOTES: usize = 10;

/// A report in lines for people: what was carried, then what was not.
#[must_use]
pub fn lines(
    format: &Format,
    report: &ExportReport,
    exported: &Exported,
    others: usize,
) -> Vec<String> {
    let mut lines = Vec::new();
    let is_whole = |carry: Carry| matches!(carry, Carry::Whole(_));
    let (whole, rest): (Vec<_>, Vec<_>) = report
        .fields
        .iter()
        .partition(|field| is_whole(field.carry));
    if !whole.is_empty() {
        let names: Vec<&str> = whole.iter().map(|field| field.name).collect();
        lines.push(format!("carried: {}", names.join(", ")));
    }
    let width = rest.iter().map(|field| field.name.len()).max().unwrap_or(0);
    lines.extend(rest.iter().map(|field| {
        format!(
            "  {:<width$}  {:>5} ×  {}",
            field.name, field.count, field.carry
        )
    }));
    if !report.notes.is_empty() {
        lines.push(format!(
            "to know: {}",
            count(report.notes.len(), "note", "notes")
        ));
        let told = report
            .notes
            .iter()
            .take(NOTES)
            .map(|note| match &note.item {
                Some(item) => format!("  {item}: {}", note.reason),
                None => format!("  {}", note.reason),
            });
        lines.extend(told);
        if report.notes.len() > NOTES {
            lines.push(format!(
                "  {} more: --format json",
                report.notes.len() - NOTES
            ));
        }
    }
    for name in &exported.left_out {
        lines.push(format!(
            "a further file, `…{name}`, has no place on stdout: --output FILE writes it beside"
        ));
    }
    let left_out = match others {
        0 => String::new(),
        others => format!("; {others} left out by the filters (--all: done and declined ones too)"),
    };
    let files: Vec<String> = exported
        .files
        .iter()
        .take(NOTES)
        .map(|path| format!("`{}`", shown(path)))
        .collect();
    let more = match exported.files.len().saturating_sub(NOTES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let to = match files.is_empty() {
        true => String::new(),
        false => format!(" to {}{more}", files.join(", ")),
    };
    let items = match report.items {
        0 => "no items".to_owned(),
        items => count(items, "item", "items"),
    };
    let nothing = match exported.is_nothing() {
        true => ": nothing was written",
        false => "",
    };
    lines.push(format!(
        "exported {items} for {}{to}{nothing}{left_out}",
        format.name
    ));
    lines
}

fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
