//! The columns that an export has, by name and by fingerprint: what it keeps under `extra`, it tells of these only.

use std::collections::{HashMap, HashSet};

use crate::exchange::carried::{CARRIED, Carried};
use crate::exchange::import::prints::{extra_key_print, extra_pairs};
use crate::exchange::report::{Column, Fate};

/// The columns of an export. Of all others it is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldColumns {
    /// What each column tells of, by its name: a name of [`CARRIED`].
    names: HashMap<String, &'static str>,
    /// The same by the fingerprint of its name.
    prints: HashMap<String, &'static str>,
}

impl ToldColumns {
    /// The columns of a report.
    #[must_use]
    pub fn new(columns: &[Column]) -> Self {
        let names: HashMap<String, &'static str> = columns
            .iter()
            .map(|column| (column.name.clone(), of_fate(column.fate)))
            .collect();
        let prints = names
            .iter()
            .map(|(name, of)| (extra_key_print(name), *of))
            .collect();
        Self { names, prints }
    }

    /// Whether what an item keeps under that name is told by a column.
    #[must_use]
    pub fn has(&self, name: &str, carried: Carried) -> bool {
        self.names.get(name).is_some_and(|of| carried.has(of))
    }

    /// Whether something that was kept, by the fingerprint of all of it, is told by a column.
    #[must_use]
    pub fn were_kept(&self, before: &str, carried: Carried) -> bool {
        extra_pairs(before).any(|(key, _)| self.tells(key, carried))
    }

    /// What is known of `extra` after the export: what it says, and what was known before of keys that it has no column for.
    #[must_use]
    pub fn extra_after(&self, now: &str, before: &str, carried: Carried) -> String {
        let told: HashSet<&str> = extra_pairs(now).map(|(key, _)| key).collect();
        let mut all: Vec<(&str, &str)> = extra_pairs(now).collect();
        all.extend(
            extra_pairs(before).filter(|(key, _)| !told.contains(key) && !self.tells(key, carried)),
        );
        all.sort_unstable();
        all.iter().flat_map(|(key, value)| [*key, *value]).collect()
    }

    fn tells(&self, key: &str, carried: Carried) -> bool {
        self.prints.get(key).is_some_and(|of| carried.has(of))
    }
}

/// What must be told so that a column of that fate tells of what was kept of it: the field that it is taken as, where an update
/// looks after that one, else `extra`.
fn of_fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Taken(field) if CARRIED.contains(&field) => field,
        Fate::End => "done",
        _ => "extra",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::ToldColumns;
    use crate::exchange::carried::Carried;
    use crate::exchange::import::prints::{extra_key_print, extra_value_print};
    use crate::exchange::report::{Column, Fate};

    fn columns(all: &[(&str, Fate)]) -> ToldColumns {
        let all: Vec<Column> = all
            .iter()
            .map(|(name, fate)| Column {
                name: (*name).to_owned(),
                items: 0,
                fate: *fate,
            })
            .collect();
        ToldColumns::new(&all)
    }

    fn print(pairs: &[(&str, &str)]) -> String {
        let mut all: Vec<String> = pairs
            .iter()
            .map(|(key, yaml)| extra_key_print(key) + &extra_value_print(yaml))
            .collect();
        all.sort_unstable();
        all.concat()
    }

    #[test]
    fn what_an_export_has_no_column_for_stays_known() {
        let columns = columns(&[("Due", Fate::Kept), ("Team", Fate::Taken("done"))]);
        let before = print(&[("Due", "soon"), ("Other", "x"), ("Team", "a")]);
        let (all, none) = (Carried::ALL, Carried::NONE);
        assert!(columns.has("Due", all) && !columns.has("Other", all));
        assert!(
            columns.were_kept(&before, all) && !columns.were_kept(&print(&[("Other", "x")]), all)
        );
        assert_eq!(
            columns.extra_after(&print(&[("Due", "late")]), &before, all),
            print(&[("Due", "late"), ("Other", "x")])
        );
        assert_eq!(
            columns.extra_after("", &before, all),
            print(&[("Other", "x")])
        );
        // Of a column that is taken as a field, the field says whether it is told.
        let mut done = none;
        done.add(Fate::Taken("done"));
        assert!(columns.has("Team", done) && !columns.has("Due", done));
        assert!(columns.has("Due", all.without("done")));
        assert!(!columns.has("Team", all.without("done")));
        assert!(!columns.were_kept(&before, none));
        assert_eq!(columns.extra_after("", &before, none), before);
    }

    proptest! {
        #[test]
        fn what_nobody_wrote_does_no_harm(now in "\\PC{0,20}", before in "[a-zü]{0,30}") {
            let columns = columns(&[("Due", Fate::Kept)]);
            let _ = columns.were_kept(&now, Carried::ALL);
            let after = columns.extra_after(&now, &before, Carried::NONE);
            prop_assert_eq!(columns.extra_after("", &after, Carried::NONE), after);
        }
    }
}
