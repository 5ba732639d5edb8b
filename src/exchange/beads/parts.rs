//! Dependencies, labels and comments that stand in files beside the issues.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::exchange::beads::lines::{Part, each_record, is_issue, part};
use crate::exchange::json_parts::scalar;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::{Source, SourceError};

/// What belongs to each issue, by folder and id.
#[derive(Debug, Default)]
pub struct Parts(BTreeMap<(String, String), Vec<(Origin, Part)>>);

impl Parts {
    /// Reads files up to their first issue.
    ///
    /// # Errors
    /// [`SourceError`] when a file cannot be read.
    pub fn of(source: &dyn Source, files: &[String]) -> Result<Self, SourceError> {
        let mut parts = Self::default();
        for path in files {
            each_record(source, path, &mut |number, line| {
                let Ok(Value::Object(record)) = serde_json::from_slice(line) else {
                    return true;
                };
                let own = is_issue(&record);
                if let Some(part) = part(&record).filter(|_| !own) {
                    let place = (folder(path).to_owned(), part.issue.clone());
                    let origin = Origin::line(path.as_str(), number);
                    parts.0.entry(place).or_default().push((origin, part));
                }
                !own
            })?;
        }
        Ok(parts)
    }

    /// Gives an issue of that file what belongs to it and does not stand in it.
    pub fn join(&mut self, path: &str, issue: &mut Map<String, Value>) {
        let id = issue.get("id").and_then(scalar).unwrap_or_default();
        let place = (folder(path).to_owned(), id);
        for (_, part) in self.0.remove(&place).unwrap_or_default() {
            let list = issue.entry(part.list).or_insert(Value::Null);
            if !list.is_array() {
                *list = Value::Array(Vec::new());
            }
            if let Value::Array(list) = list
                && !list.iter().any(|one| says_the_same(one, &part.value))
            {
                list.push(part.value);
            }
        }
    }

    /// What belongs to no issue that was read.
    pub fn left(self) -> impl Iterator<Item = Remark> {
        self.0.into_iter().filter_map(|((_, issue), parts)| {
            let (origin, _) = parts.first()?.clone();
            let reason = format!("it belongs to `{issue}`, which is not part of this import");
            let reason = match parts.len() {
                1 => reason,
                lines => format!("{reason}, as do {lines} lines in all"),
            };
            Some(Remark::new(origin, reason))
        })
    }
}

/// The folder of a file; empty at the top.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn says_the_same(one: &Value, other: &Value) -> bool {
    let alike = |key: &&str| one[*key] == other[*key];
    one == other || one.is_object() && ["depends_on_id", "type", "text"].iter().all(alike)
}
