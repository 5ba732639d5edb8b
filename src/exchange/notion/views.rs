//! Views of a database that stand in other pages: tables of their own, with rows that are read already.

use std::collections::{HashMap, HashSet};

use crate::exchange::notion::database::{Database, Row, folded_value};
use crate::exchange::report::{Origin, Remark};

/// Takes out what is read already, and says so: tables all of whose rows stand in one database that has all of their columns
/// too, and single rows that stand in a table of the same name and columns. Tables with pages of their own are databases.
pub fn leave_out(databases: &mut Vec<Database>, with_pages: &HashSet<String>) -> Vec<Remark> {
    let mut said = Vec::new();
    let is_database = |one: &Database| one.file.whole || with_pages.contains(&one.file.path);
    let (mut kept, linked): (Vec<Database>, Vec<Database>) =
        std::mem::take(databases).into_iter().partition(is_database);
    let mut indexes: HashMap<String, Index> = HashMap::new();
    for mut view in linked {
        let shown = kept.iter().find(|database| {
            holds_columns(database, &view)
                && indexes
                    .entry(database.file.path.clone())
                    .or_insert_with(|| Index::of(database))
                    .holds(database, &view)
        });
        if let Some(database) = shown.filter(|_| !view.rows.is_empty()) {
            let reason = format!("a view of `{}`, which is read", database.file.path);
            said.push(Remark::new(Origin::file(view.file.path.as_str()), reason));
            continue;
        }
        let same = |one: &&Database| {
            !is_database(one) && one.file.title == view.file.title && one.headers == view.headers
        };
        let seen: HashMap<Vec<String>, Origin> = kept
            .iter()
            .filter(same)
            .flat_map(|one| one.rows.iter().map(|row| (folded(row), one.origin(row))))
            .collect();
        let path = view.file.path.clone();
        view.rows.retain(|row| match seen.get(&folded(row)) {
            Some(first) if !row.is_empty() => {
                let reason = format!("the same row stands in {first}");
                said.push(Remark::new(Origin::line(path.as_str(), row.number), reason));
                false
            }
            _ => true,
        });
        kept.push(view);
    }
    kept.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    *databases = kept;
    said
}

fn folded(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| folded_value(cell)).collect()
}

fn holds_columns(database: &Database, view: &Database) -> bool {
    view.headers
        .iter()
        .all(|header| database.headers.contains(header))
}

/// The rows of a database by what its first column says.
struct Index {
    rows: HashMap<String, Vec<usize>>,
}

impl Index {
    fn of(database: &Database) -> Self {
        let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, row) in database.rows.iter().enumerate() {
            let first = row.cells.first().map(|cell| folded_value(cell));
            rows.entry(first.unwrap_or_default())
                .or_default()
                .push(place);
        }
        Self { rows }
    }

    /// Whether each row of a view is a row of the database.
    fn holds(&self, database: &Database, view: &Database) -> bool {
        let Some(title) = database.headers.first() else {
            return false;
        };
        let is_row = |shown: &Row| {
            let first = view.cell(shown, title).map(folded_value);
            let rows = first.and_then(|first| self.rows.get(&first));
            rows.into_iter().flatten().take(MOST_SAME).any(|&place| {
                let row = &database.rows[place];
                view.headers.iter().all(|header| {
                    let (here, there) = (view.cell(shown, header), database.cell(row, header));
                    here.map(folded_value) == there.map(folded_value)
                })
            })
        };
        view.rows.iter().all(is_row)
    }
}

/// Of how many rows with the same title each is compared.
const MOST_SAME: usize = 1000;
