//! What becomes of each key of a Backlog.md task, and how often each occurred.

use std::collections::BTreeMap;

use crate::exchange::report::{Column, Fate};

/// The keys that Backlog.md documents, and `completed_date`, which its users write; any other key is kept.
pub const COLUMNS: &[(&str, Fate)] = &[
    ("assignee", Fate::Taken("assignee")),
    ("completed_date", Fate::Taken("done")),
    ("created_date", Fate::Taken("created")),
    ("dependencies", Fate::Taken("depends_on")),
    ("documentation", Fate::Taken("links")),
    ("due_date", Fate::Kept),
    ("id", Fate::Taken("id")),
    ("labels", Fate::Taken("labels")),
    ("milestone", Fate::Taken("release")),
    ("modified_files", Fate::Kept),
    ("onStatusChange", Fate::Kept),
    ("ordinal", Fate::Taken("rank")),
    ("parent_task_id", Fate::Taken("epic")),
    ("priority", Fate::Kept),
    ("project", Fate::Kept),
    ("references", Fate::Taken("links")),
    ("reporter", Fate::Taken("requested_by")),
    ("status", Fate::Taken("status")),
    ("subtasks", Fate::Kept),
    ("title", Fate::Taken("title")),
    ("type", Fate::Taken("type")),
    ("updated_date", Fate::Kept),
];

/// What becomes of a key.
#[must_use]
pub fn fate(key: &str) -> Fate {
    COLUMNS
        .iter()
        .find(|(name, _)| *name == key)
        .map_or(Fate::Kept, |&(_, fate)| fate)
}

/// Counts keys over many tasks.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<String, usize>);

impl Tally {
    /// Counts one key of one task.
    pub fn count(&mut self, key: &str) {
        match self.0.get_mut(key) {
            Some(items) => *items += 1,
            None => {
                self.0.insert(key.to_owned(), 1);
            }
        }
    }

    /// The columns by name.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        self.0
            .into_iter()
            .map(|(name, items)| Column {
                fate: fate(&name),
                name,
                items,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::COLUMNS;
    use crate::exchange::report::Fate;
    use crate::model::field;

    #[test]
    fn is_sorted_and_names_fields() {
        assert!(COLUMNS.is_sorted_by_key(|(name, _)| name.to_lowercase()));
        for (name, fate) in COLUMNS {
            if let Fate::Taken(taken) = fate {
                assert!(field(taken).is_some(), "{name}");
            }
        }
    }
}
