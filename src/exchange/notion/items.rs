//! What only all rows of an export together tell: keys, titles, parts and epics, and which databases hold Sprints or releases.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::exchange::assembly::fold_name;
use crate::exchange::key::number_of_text;
use crate::exchange::notion::columns::{EPIC, Meaning};
use crate::exchange::notion::database::{Database, folded_title};
use crate::exchange::notion::dated::is_range;
use crate::exchange::notion::matching::Head;
use crate::exchange::notion::relation::{Related, relations, title_of_path};

/// How many parts parted by commas a title among others may have.
const MOST_COMMAS: usize = 16;

/// What the rows of a database are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Items.
    Items,
    /// Sprints.
    Sprints,
    /// Releases.
    Releases,
}

/// An item as a cell names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its title.
    pub title: String,
    /// Its key.
    pub key: String,
}

/// What all rows tell.
#[derive(Debug, Default)]
pub struct Items {
    /// What the rows of each database are.
    pub roles: Vec<Role>,
    /// The items that others name as their epic or project.
    pub epics: HashSet<String>,
    /// What each item is a part of, where that one says so.
    pub parents: HashMap<String, Named>,
    titles: HashMap<String, Option<String>>,
    keys: HashSet<String>,
}

impl Items {
    /// Looks through all rows, once each has its key.
    #[must_use]
    pub fn of(databases: &[Database]) -> Self {
        let mut items = Self {
            roles: roles(databases),
            ..Self::default()
        };
        for (database, role) in databases.iter().zip(items.roles.clone()) {
            for row in database.rows.iter().filter(|_| role == Role::Items) {
                let title = folded_title(database.title_of(row));
                items
                    .titles
                    .entry(title)
                    .and_modify(|other| *other = None)
                    .or_insert_with(|| Some(row.key.clone()));
                items.keys.insert(row.key.clone());
            }
        }
        for (database, role) in databases.iter().zip(items.roles.clone()) {
            for row in database.rows.iter().filter(|_| role == Role::Items) {
                for (column, cell) in database.values(row) {
                    match database.meanings.get(column) {
                        Some(Meaning::Part(number)) if *number >= EPIC => {
                            let named = items.named(cell).unwrap_or_default();
                            items.epics.extend(named.into_iter().map(|one| one.key));
                        }
                        Some(Meaning::Children) => {
                            let own = Named {
                                title: database.title_of(row).to_owned(),
                                key: row.key.clone(),
                            };
                            for child in items.named(cell).unwrap_or_default() {
                                items
                                    .parents
                                    .entry(child.key)
                                    .or_insert_with(|| own.clone());
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        items
    }

    /// The items that a cell names: as relations, or by titles that one item alone has. None where it names anything else.
    #[must_use]
    pub fn named(&self, cell: &str) -> Option<Vec<Named>> {
        if let Some(related) = relations(cell) {
            return Some(related.into_iter().map(named).collect());
        }
        let by_title = |title: &str| {
            let key = self.titles.get(&folded_title(title)).cloned().flatten()?;
            Some(Named {
                title: title.trim().to_owned(),
                key,
            })
        };
        by_title(cell).map(|one| vec![one]).or_else(|| {
            // A title may hold commas itself: of the parts that are one together, the most count.
            let parts: Vec<&str> = cell.split(", ").collect();
            let mut found = Vec::new();
            let mut at = 0;
            while at < parts.len() {
                let most = parts.len().min(at + MOST_COMMAS);
                let (one, end) = (at + 1..=most)
                    .rev()
                    .find_map(|end| Some((by_title(&parts[at..end].join(", "))?, end)))?;
                found.push(one);
                at = end;
            }
            Some(found)
        })
    }

    /// Whether a row of the export has that key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}

fn named(related: Related) -> Named {
    Named {
        title: name_of(&related),
        key: related.id,
    }
}

/// The title that a relation tells, in words or in its path.
#[must_use]
pub fn name_of(related: &Related) -> String {
    if related.name.is_empty() {
        title_of_path(&related.path)
    } else {
        related.name.clone()
    }
}

/// Gives each row its key: the id of its page, else the one by which other rows name it, else one made of its title.
pub fn give_keys(databases: &mut [Database], heads: &[Head]) {
    let used: HashSet<&str> = heads
        .iter()
        .filter(|head| head.taken)
        .map(|head| head.file.id.as_str())
        .collect();
    let mut told: HashMap<String, Vec<Related>> = HashMap::new();
    for database in databases.iter() {
        for related in database
            .rows
            .iter()
            .flat_map(|row| database.values(row))
            .filter_map(|(_, cell)| relations(cell))
            .flatten()
        {
            let others = told.entry(folded_title(&name_of(&related))).or_default();
            if !others.iter().any(|other| other.id == related.id) {
                others.push(related);
            }
        }
    }
    for database in databases {
        let mut same: HashMap<String, usize> = HashMap::new();
        for row in &database.rows {
            let title = folded_title(row.cells.get(database.title).map_or("", String::as_str));
            *same.entry(title).or_default() += 1;
        }
        let folders = folders(database, &told, &same);
        for number in 0..database.rows.len() {
            let row = &database.rows[number];
            let title = folded_title(database.title_of(row));
            let of_page = row.page.map(|page| heads[page].file.id.clone());
            let key = of_page.filter(|id| !id.is_empty()).or_else(|| {
                let ids: Vec<&Related> = told
                    .get(&title)
                    .into_iter()
                    .flatten()
                    .filter(|one| !used.contains(one.id.as_str()))
                    .filter(|one| one.folder().is_some_and(|folder| folders.contains(&folder)))
                    .collect();
                match ids.as_slice() {
                    [one] if same.get(&title) == Some(&1) => Some(one.id.clone()),
                    _ => None,
                }
            });
            let key = key.unwrap_or_else(|| {
                let table = match database.file.id.as_str() {
                    "" => "row",
                    id => id,
                };
                format!("{table} {:016x}", number_of_text(&title))
            });
            database.rows[number].key = key;
        }
    }
}

/// What the folder with the pages of a database may be called: as its file; and where that has lost its id, as the folder in which
/// most of the pages that cells name are rows here.
fn folders(
    database: &Database,
    told: &HashMap<String, Vec<Related>>,
    titles: &HashMap<String, usize>,
) -> Vec<String> {
    let mut found = vec![database.file.stem.clone(), database.file.title.clone()];
    if database.file.id.is_empty() {
        let mut pages: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (title, all) in told {
            for folder in all.iter().filter_map(Related::folder) {
                let (here, all) = pages.entry(folder).or_default();
                *here += usize::from(titles.contains_key(title));
                *all += 1;
            }
        }
        let most = pages
            .into_iter()
            .filter(|(_, (here, all))| here * 2 > *all)
            .max_by_key(|(_, (here, _))| *here);
        found.extend(most.map(|(folder, _)| folder));
    }
    found
}

/// A database holds Sprints or releases where other databases name its rows as such, or where it is called so and has days.
fn roles(databases: &[Database]) -> Vec<Role> {
    let mut sprints: HashSet<String> = HashSet::new();
    let mut releases: HashSet<String> = HashSet::new();
    for database in databases {
        for row in &database.rows {
            for (column, cell) in database.values(row) {
                let ids = match database.meanings.get(column) {
                    Some(Meaning::Sprint) => &mut sprints,
                    Some(Meaning::Release) => &mut releases,
                    _ => continue,
                };
                ids.extend(relations(cell).into_iter().flatten().map(|one| one.id));
            }
        }
    }
    let role = |database: &Database| {
        let names = |ids: &HashSet<String>| database.rows.iter().any(|row| ids.contains(&row.key));
        let has = |meaning| database.meanings.contains(&meaning);
        let called = matches!(
            fold_name(&database.file.title).as_str(),
            "sprints" | "iterations"
        );
        let days = database
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| is_range(cell));
        if names(&sprints) || (called && days && !has(Meaning::Sprint)) {
            Role::Sprints
        } else if names(&releases) {
            Role::Releases
        } else {
            Role::Items
        }
    };
    databases.iter().map(role).collect()
}
