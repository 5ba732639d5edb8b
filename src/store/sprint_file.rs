//! A Sprint's file to a [`Sprint`].

use crate::model::{Diagnostic, Hundredths, Sprint, SprintTally};
use crate::store::decode::decode;
use crate::store::field_reader::{FieldReader, INVALID_VALUE, short};
use crate::store::file_name::stem;
use crate::store::front_matter::{Content, Entry, explain, header};

/// The keys of a Sprint's file, in the order in which it holds them.
pub const SPRINT_KEYS: &[&str] = &[
    "sprint", "goal", "from", "to", "capacity", "started", "planned", "closed", "goal_met",
    "because", "done", "returned",
];

/// Reads the Sprint at `path` (relative to the backlog directory) and says what is wrong in it.
///
/// Its name is that of its file (`7` for `sprint-7.md`) where the key `sprint` does not say it.
///
/// # Errors
/// What makes the file unreadable.
pub fn read_sprint(path: &str, bytes: &[u8]) -> Result<(Sprint, Vec<Diagnostic>), Diagnostic> {
    let text = decode(path, bytes)?;
    let (_, header) = header(text).map_err(|problem| explain(path, text, &problem))?;
    let mut reader = FieldReader::new(path, INVALID_VALUE);
    let mut sprint = Sprint {
        path: path.to_owned(),
        ..Sprint::default()
    };
    for entry in &header.entries {
        match entry.key.as_ref() {
            "sprint" => sprint.name = reader.text(entry).unwrap_or_default(),
            "goal" => sprint.goal = reader.text(entry),
            "from" => sprint.from = reader.date(entry),
            "to" => sprint.to = reader.date(entry),
            "capacity" => sprint.capacity = reader.amount(entry),
            "started" => sprint.started = reader.date(entry),
            "closed" => sprint.closed = reader.date(entry),
            "goal_met" => sprint.goal_met = goal_met(entry, &mut reader),
            "because" => sprint.because = reader.text(entry),
            "planned" => sprint.planned = tally(entry, &mut reader),
            "done" => sprint.done = tally(entry, &mut reader),
            "returned" => sprint.returned = reader.list(entry),
            key => reader.near_key(key, SPRINT_KEYS.iter().copied()),
        }
    }
    if sprint.name.is_empty() {
        let stem = stem(path);
        sprint.name = stem.strip_prefix("sprint-").unwrap_or(stem).to_owned();
    }
    Ok((sprint, reader.diagnostics))
}

/// A person's word on the goal; YAML's words for yes and no count too.
fn goal_met(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<String> {
    let text = reader.scalar(entry)?.trim().to_lowercase();
    let word = match text.as_str() {
        "yes" | "true" => "yes",
        "no" | "false" => "no",
        "partly" => "partly",
        other => {
            let fix = "write `goal_met: yes`, `goal_met: no` or `goal_met: partly`".to_owned();
            let message = format!(
                "`goal_met`: `{}` is none of yes, no and partly",
                short(other)
            );
            reader.invalid("goal_met", message, "yes, no or partly is expected", fix);
            return None;
        }
    };
    Some(word.to_owned())
}

/// `{points: 21, items: 6}`.
fn tally(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<SprintTally> {
    if entry.value.is_empty() {
        return None;
    }
    let key = &entry.key;
    let fix = || format!("write `{key}: {{points: 21, items: 6}}`");
    let Content::Map { entries, .. } = &entry.value.content else {
        let message = format!("`{key}` holds no points and items");
        reader.invalid(key, message, "`{points, items}` is expected", fix());
        return None;
    };
    let mut tally = SprintTally::default();
    for part in entries {
        let text = part.value.text().unwrap_or("0").trim();
        let read = match part.key.as_ref() {
            "points" => text
                .parse::<Hundredths>()
                .ok()
                .map(|points| tally.points = points),
            "items" => text.parse::<u64>().ok().map(|items| tally.items = items),
            _ => Some(()),
        };
        if read.is_none() {
            let message = format!("`{key}`: `{}` is not a number of {}", short(text), part.key);
            reader.invalid_node(&part.value, message, fix());
            return None;
        }
    }
    Some(tally)
}
