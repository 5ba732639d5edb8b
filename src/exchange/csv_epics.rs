//! Epics that rows of a sheet only name: those that no row tells of become items.

use std::collections::HashSet;

use crate::exchange::assembly::{Cells, fold_name};
use crate::exchange::draft::Draft;
use crate::exchange::key::title_number;
use crate::exchange::report::{Origin, Remark};
use crate::model::StoryId;

/// What columns are called that name an epic, folded.
const COLUMNS: [&str; 15] = [
    "epic",
    "epics",
    "epica",
    "épica",
    "epico",
    "épico",
    "epik",
    "epopeja",
    "epopeya",
    "epopée",
    "épopée",
    "epos",
    "епік",
    "эпик",
    "エピック",
];

/// The epics that rows name, and the items that there are.
#[derive(Debug, Default)]
pub(super) struct Epics {
    /// The columns of the file at hand that name them.
    columns: Vec<String>,
    /// What the row at hand names.
    named: Option<String>,
    /// The keys and titles of all items: a file may tell of an epic that the one before it names.
    items: HashSet<u64>,
    /// Each that was named, once: where that was, and the item that it would be.
    epics: Vec<(Origin, Draft)>,
    known: HashSet<u64>,
}

impl Epics {
    /// Begins a file.
    pub(super) fn begin(&mut self, headers: &[String]) {
        let names = headers
            .iter()
            .filter(|name| COLUMNS.contains(&&*fold_name(name)));
        self.columns = names.cloned().collect();
    }

    /// Looks at a row.
    pub(super) fn row(&mut self, cells: &Cells) {
        let mut named = cells.iter().filter(|(name, _)| self.columns.contains(name));
        self.named = named.next().and_then(|(_, values)| values.first().cloned());
    }

    /// Looks at the item that the row became: what it is a part of is an epic where the row calls it so.
    pub(super) fn item(&mut self, draft: &Draft) {
        let names = draft.other_keys.iter().chain([&draft.key, &draft.title]);
        self.items.extend(names.map(|name| title_number(name)));
        let Some(name) = self.named.take().filter(|name| is_name(name)) else {
            return;
        };
        let is_parent = draft
            .parent
            .as_ref()
            .is_some_and(|parent| parent.written == name);
        if !is_parent || !self.known.insert(title_number(&name)) {
            return;
        }
        // No row of the file is its own.
        let mut epic = Draft::new(Origin::file(&*draft.origin.path), draft.system, "");
        epic.title = name;
        epic.item_type = Some("epic".to_owned());
        // Of the same columns as the rows, which say nothing of it.
        epic.carried = draft.carried;
        epic.days = draft.days.as_ref().map(|_| Vec::new());
        epic.is_named_by_title();
        self.epics.push((draft.origin.clone(), epic));
    }

    /// The epics that no row tells of, and what to say of them.
    pub(super) fn absent(&mut self) -> (Vec<Draft>, Vec<Remark>) {
        let epics = std::mem::take(&mut self.epics).into_iter();
        let absent = epics.filter(|(_, epic)| !self.items.contains(&title_number(&epic.title)));
        let told = absent.map(|(named, epic)| {
            let title = &epic.title;
            let reason =
                format!("no row is the epic `{title}`, which rows name: it becomes an item");
            let remark = Remark::new(named, reason);
            (epic, remark)
        });
        told.unzip()
    }
}

/// Whether a cell holds a name, and no key such as `E1`, `7` or `PAY-3`.
fn is_name(cell: &str) -> bool {
    let has_letters = cell.chars().any(char::is_alphabetic);
    let may_be_key = cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(' ');
    let is_address = cell.contains("://");
    has_letters
        && !may_be_key
        && !is_address
        && !cell.contains('\n')
        && cell.parse::<StoryId>().is_err()
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_is_told_from_a_key() {
        for name in ["Evidence", "Pay by card", "Phase 2", "支払い", "Sign-up"] {
            assert!(is_name(name), "{name}");
        }
        for key in [
            "E1",
            "7",
            "PAY-3",
            "EP_2.1",
            "#3",
            "-",
            "https://a.example/b c",
        ] {
            assert!(!is_name(key), "{key}");
        }
    }
}
