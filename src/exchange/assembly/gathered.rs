//! What is gathered from all files of a source: its columns, what is no item, and where each key stood first.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::exchange::assembly::take::Take;
use crate::exchange::assembly::tally::Tally;
use crate::exchange::assembly::values::short;
use crate::exchange::draft::{Draft, DraftRelease, DraftSprint};
use crate::exchange::format::ReadReport;
use crate::exchange::json_parts::not_read;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;

/// A draft with what to know about it, or why there is none.
pub type Finished = Result<(Draft, Vec<Remark>), Remark>;

/// Everything but the items, over all files of a source.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The columns.
    pub tally: Tally,
    /// The Sprints, by name.
    pub sprints: BTreeMap<String, DraftSprint>,
    /// The releases, by name.
    pub releases: BTreeMap<String, DraftRelease>,
    /// What is to be said.
    reported: Vec<Remark>,
    notes: Vec<Remark>,
    /// The keys of the parts that each item names, and what each is called.
    parts: Vec<(Origin, Vec<(String, String)>)>,
    /// Where each key stood first.
    first: Rc<RefCell<HashMap<String, String>>>,
}

impl Gathered {
    /// What is gathered beside this from files of another kind: a key that stands in one does not count again in the other.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            first: Rc::clone(&self.first),
            ..Self::default()
        }
    }

    /// Reports what is no item.
    pub fn refuse(&mut self, at: Origin, reason: impl Into<String>) {
        self.reported.push(Remark::new(at, reason));
    }

    /// Reports a file that is not read: that its JSON is damaged, or else for that reason.
    pub fn refuse_file(&mut self, source: &dyn Source, path: &str, reason: &str) {
        self.reported.push(not_read(source, path, reason));
    }

    /// Says something to know.
    pub fn note(&mut self, remarks: impl IntoIterator<Item = Remark>) {
        self.notes.extend(remarks);
    }

    /// Names the parts of an item, with what each is called: they are items of their own, and what is not in the source is told.
    pub fn parts(&mut self, of: Origin, parts: Vec<(String, String)>) {
        self.parts.push((of, parts));
    }

    /// Counts an item that has something in a column.
    pub fn count(&mut self, column: &str, take: Take) {
        let place = self.tally.add(column, take);
        self.tally.count(place);
    }

    /// Returns the item, unless another one of the source has its key; an item without a key stands for itself. What is no item
    /// is reported.
    pub fn admit(&mut self, finished: Finished) -> Option<Draft> {
        self.admit_as(finished, |draft| (draft.key.clone(), draft.key.clone()))
    }

    /// The same for items that are told apart by more than their keys: `place` says by what (empty: by nothing), and what to call
    /// one that stands twice.
    pub fn admit_as(
        &mut self,
        finished: Finished,
        place: impl FnOnce(&Draft) -> (String, String),
    ) -> Option<Draft> {
        let (draft, notes) = match finished {
            Ok(finished) => finished,
            Err(remark) => {
                self.reported.push(remark);
                return None;
            }
        };
        let (place, called) = place(&draft);
        let first = self.first.borrow().get(&place).cloned();
        if let Some(first) = first {
            let reason = format!("`{called}` stands in {first} already");
            self.refuse(draft.origin, reason);
            return None;
        }
        if !place.is_empty() {
            let origin = draft.origin.to_string();
            self.first.borrow_mut().insert(place, origin);
        }
        self.note(notes);
        Some(draft)
    }

    /// Whether an item with that key was admitted.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.first.borrow().contains_key(key)
    }

    /// What was found besides the items.
    #[must_use]
    pub fn report(mut self) -> ReadReport {
        for (origin, parts) in std::mem::take(&mut self.parts) {
            let absent = parts.iter().filter(|(key, _)| !self.has(key));
            let named = absent.map(|(key, title)| match title.is_empty() {
                true => format!("`{key}`"),
                false => format!("`{key}` {}", short(title)),
            });
            let absent: Vec<String> = named.collect();
            let reason = match &absent[..] {
                [] => continue,
                [one] => format!("its sub-task {one} is not part of this import"),
                more => format!(
                    "its sub-tasks {} are not part of this import",
                    more.join(", ")
                ),
            };
            self.note([Remark::new(origin, reason)]);
        }
        ReadReport {
            releases: self.releases.into_values().collect(),
            sprints: self.sprints.into_values().collect(),
            reported: self.reported,
            notes: self.notes,
            columns: self.tally.columns(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Gathered;
    use crate::exchange::draft::Draft;
    use crate::exchange::report::{Origin, Remark};

    #[test]
    fn a_key_stands_for_one_item() {
        let mut gathered = Gathered::default();
        let mut admitted = |line: usize, key: &str| {
            let origin = Origin::line("f", line);
            let note = Remark::new(origin.clone(), "noted");
            let finished = Ok((Draft::new(origin, "test", key), vec![note]));
            gathered.admit(finished).is_some()
        };
        assert!(admitted(1, "a") && admitted(2, "") && admitted(3, ""));
        assert!(!admitted(4, "a"));
        assert!(gathered.has("a") && !gathered.has(""));
        let report = gathered.report();
        assert_eq!(report.notes.len(), 3);
        let reported = &report.reported[0];
        assert_eq!(
            (reported.at.to_string().as_str(), reported.reason.as_str()),
            ("f:4", "`a` stands in f:1 already")
        );
    }
}
