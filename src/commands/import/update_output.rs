//! What an update says: what follows the export, what both sides changed, what is missing there.

use serde::Serialize;

use crate::commands::import::merge::Contested;
use crate::commands::import::update::UpdateOutcome;

/// So many items are told one by one; `--format json` has all.
const TOLD: usize = 20;

#[derive(Serialize)]
struct ChangeJson {
    field: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct UpdatedJson {
    id: String,
    key: String,
    title: String,
    changes: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct ConflictJson {
    id: String,
    key: String,
    field: String,
    here: Option<String>,
    there: Option<String>,
    taken: Option<&'static str>,
}

#[derive(Serialize)]
struct MissingJson {
    id: String,
    key: String,
}

/// The JSON of an update.
#[derive(Serialize)]
pub struct UpdateJson {
    updated: Vec<UpdatedJson>,
    added: Vec<String>,
    conflicts: Vec<ConflictJson>,
    unchanged: usize,
    missing: Vec<MissingJson>,
}

/// An update as JSON.
#[must_use]
pub fn update_json(outcome: &UpdateOutcome) -> UpdateJson {
    let updated = outcome.items.iter().filter(|item| !item.changes.is_empty());
    UpdateJson {
        updated: updated
            .map(|item| UpdatedJson {
                id: item.id.to_string(),
                key: item.key.clone(),
                title: item.title.clone(),
                changes: item
                    .changes
                    .iter()
                    .map(|change| ChangeJson {
                        field: change.field.clone(),
                        from: change.from.clone(),
                        to: change.to.clone(),
                    })
                    .collect(),
            })
            .collect(),
        added: outcome.added.iter().map(ToString::to_string).collect(),
        conflicts: outcome
            .items
            .iter()
            .flat_map(|item| item.conflicts.iter().map(move |conflict| (item, conflict)))
            .map(|(item, conflict)| ConflictJson {
                id: item.id.to_string(),
                key: item.key.clone(),
                field: conflict.field.clone(),
                here: conflict.here.clone(),
                there: conflict.there.clone(),
                taken: conflict.taken.map(|side| side.name()),
            })
            .collect(),
        unchanged: outcome.unchanged,
        missing: outcome
            .missing
            .iter()
            .map(|(id, key)| MissingJson {
                id: id.to_string(),
                key: key.clone(),
            })
            .collect(),
    }
}

/// An update in lines for people.
#[must_use]
pub fn update_lines(outcome: &UpdateOutcome) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let updated: Vec<_> = outcome
        .items
        .iter()
        .filter(|item| !item.changes.is_empty())
        .collect();
    for item in updated.iter().take(TOLD) {
        let changes = item.changes.iter().map(|change| {
            let word = |text: &Option<String>| match text.as_deref() {
                None | Some("") => "nothing".to_owned(),
                Some(text) => crate::text::truncate(text, 40).to_string(),
            };
            match (&change.from, &change.to) {
                (None, None) => change.field.clone(),
                (from, to) => format!("{} {} → {}", change.field, word(from), word(to)),
            }
        });
        let changes: Vec<String> = changes.collect();
        lines.push(format!(
            "{} {}: {}",
            item.id,
            item.title,
            changes.join(" · ")
        ));
    }
    if updated.len() > TOLD {
        lines.push(format!("{} more: --format json", updated.len() - TOLD));
    }
    let conflicts: Vec<(&str, &Contested)> = outcome
        .items
        .iter()
        .flat_map(|item| {
            item.conflicts
                .iter()
                .map(|conflict| (item.title.as_str(), conflict))
        })
        .collect();
    let ids = outcome
        .items
        .iter()
        .flat_map(|item| item.conflicts.iter().map(|_| &item.id));
    for (id, (title, conflict)) in ids.zip(&conflicts).take(TOLD) {
        lines.push(format!("{id} {title}: {}", conflict_line(conflict)));
    }
    if conflicts.len() > TOLD {
        lines.push(format!("{} more: --format json", conflicts.len() - TOLD));
    }
    lines.extend(outcome.notes.iter().cloned());
    if !outcome.missing.is_empty() {
        let named: Vec<String> = outcome
            .missing
            .iter()
            .take(TOLD)
            .map(|(id, _)| id.to_string())
            .collect();
        let more = match outcome.missing.len().saturating_sub(TOLD) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        lines.push(format!(
            "not in this export, and left as they are: {}{more}",
            named.join(", ")
        ));
    }
    let open = conflicts
        .iter()
        .filter(|(_, conflict)| conflict.taken.is_none())
        .count();
    let mut parts = vec![format!("updated {}", items(updated.len()))];
    parts.push(format!("added {}", items(outcome.added.len())));
    parts.push(format!("{} unchanged", outcome.unchanged));
    if open > 0 {
        let word = if open == 1 { "conflict" } else { "conflicts" };
        parts.push(format!("{open} {word}"));
    }
    lines.push(parts.join(", "));
    lines
}

/// Whether something is left to decide.
#[must_use]
pub fn is_contested(outcome: &UpdateOutcome) -> bool {
    let mut all = outcome.items.iter().flat_map(|item| &item.conflicts);
    all.any(|conflict| conflict.taken.is_none())
}

fn items(count: usize) -> String {
    if count == 1 {
        "1 item".to_owned()
    } else {
        format!("{count} items")
    }
}

fn conflict_line(conflict: &Contested) -> String {
    let said = |text: &Option<String>| match text.as_deref() {
        None | Some("") => "nothing".to_owned(),
        Some(text) => format!("`{}`", crate::text::one_line(text)),
    };
    let end = match conflict.taken {
        None => "it stays as it is here".to_owned(),
        Some(side) => format!("taken: {}", side.name()),
    };
    if let ("file" | "extra", None) = (conflict.field.as_str(), &conflict.there) {
        let reason = conflict.here.as_deref().unwrap_or_default();
        return format!("changed there, and not changed here: {reason}");
    }
    format!(
        "conflict in {}: {} here, {} there; {end}",
        conflict.field,
        said(&conflict.here),
        said(&conflict.there)
    )
}
