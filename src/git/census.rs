//! The largest number of each prefix in the `stories` folders of many trees, each distinct folder read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use git2::{Odb, Oid};

use super::id_name::parts_of_name;
use super::pack_order::in_pack_order;
use super::raw_tree::TreeEntries;
use crate::model::StoryId;
use crate::store::STORIES;

/// Deeper folders are not searched for `stories`; within `stories` any depth counts.
const DEEPEST: usize = 64;

/// More `stories` folders in one tree than this are somebody's trap.
const MOST_FOLDERS: usize = 256;

/// So many folders are remembered before the memory is emptied: some 40 MiB.
const REMEMBERED: usize = 500_000;

/// The largest number seen of each prefix, by the folder (from the root of the repository) it was seen in.
pub(super) type Numbers = BTreeMap<String, BTreeMap<String, u64>>;

/// Raises the largest number of the id's prefix in a folder.
pub(super) fn raise(numbers: &mut Numbers, folder: &str, id: &StoryId) {
    if !numbers.contains_key(folder) {
        numbers.insert(folder.to_owned(), BTreeMap::new());
    }
    let Some(prefixes) = numbers.get_mut(folder) else {
        return;
    };
    match prefixes.get_mut(id.prefix()) {
        Some(number) => *number = id.number().max(*number),
        None => {
            prefixes.insert(id.prefix().to_owned(), id.number());
        }
    }
}

/// `stories` folders below some folder: their paths from it and their trees.
type Found = Rc<[(String, Oid)]>;

/// Counts through trees of one repository.
pub(super) struct Census<'a> {
    odb: &'a Odb<'a>,
    objects: &'a Path,
    /// What was found in a folder outside `stories`; most hold nothing.
    searched: HashMap<Oid, Option<Found>>,
    /// The `stories` folders, from the root of the repository.
    names: Vec<String>,
    places: HashMap<String, usize>,
    /// Folders within `stories` that were met, with the place of their `stories` folder in `names`.
    met: HashSet<(usize, Oid)>,
    /// Those of them that are not counted yet.
    waiting: Vec<(usize, Oid)>,
    numbers: Numbers,
}

impl<'a> Census<'a> {
    /// Returns a census that has seen nothing; `objects` is the folder of the repository's objects.
    pub fn new(odb: &'a Odb<'a>, objects: &'a Path, numbers: Numbers) -> Self {
        Self {
            odb,
            objects,
            searched: HashMap::new(),
            names: Vec::new(),
            places: HashMap::new(),
            met: HashSet::new(),
            waiting: Vec::new(),
            numbers,
        }
    }

    /// Takes in what a commit's root tree holds.
    pub fn root(&mut self, tree: Oid) {
        if self.searched.len() + self.met.len() > REMEMBERED {
            self.count();
            self.searched.clear();
            self.met.clear();
        }
        for (folder, stories) in self.search(tree, 0).iter().flat_map(|found| found.iter()) {
            let place = match self.places.get(folder) {
                Some(place) => *place,
                None => {
                    self.places.insert(folder.clone(), self.names.len());
                    self.names.push(folder.clone());
                    self.names.len() - 1
                }
            };
            self.meet(place, *stories);
        }
    }

    /// The largest numbers of all that was taken in.
    pub fn finish(mut self) -> Numbers {
        self.count();
        self.numbers
    }

    /// The `stories` folders below a tree.
    fn search(&mut self, tree: Oid, depth: usize) -> Option<Found> {
        if let Some(found) = self.searched.get(&tree) {
            return found.clone();
        }
        let mut found = Vec::new();
        for (name, oid) in self.folders(tree) {
            if found.len() >= MOST_FOLDERS {
                break;
            }
            if name == STORIES {
                found.push((name, oid));
            } else if depth < DEEPEST {
                let below = self.search(oid, depth + 1);
                found.extend(
                    below
                        .iter()
                        .flat_map(|found| found.iter())
                        .map(|(path, oid)| (format!("{name}/{path}"), *oid)),
                );
            }
        }
        let found: Option<Found> = (!found.is_empty()).then(|| found.into());
        self.searched.insert(tree, found.clone());
        found
    }

    /// The folders directly in a tree; none where it cannot be read.
    fn folders(&self, tree: Oid) -> Vec<(String, Oid)> {
        let Ok(object) = self.odb.read(tree) else {
            return Vec::new();
        };
        TreeEntries(object.data())
            .filter(|entry| entry.is_tree())
            .map(|entry| {
                (
                    String::from_utf8_lossy(entry.name).into_owned(),
                    entry.oid(),
                )
            })
            .collect()
    }

    fn meet(&mut self, place: usize, tree: Oid) {
        if self.met.insert((place, tree)) {
            self.waiting.push((place, tree));
        }
    }

    /// Counts the folders that wait, with all folders in them.
    fn count(&mut self) {
        while !self.waiting.is_empty() {
            let mut places: HashMap<Oid, Vec<usize>> = HashMap::new();
            let mut trees = Vec::new();
            for (place, tree) in self.waiting.drain(..) {
                let known = places.entry(tree).or_default();
                if known.is_empty() {
                    trees.push(tree);
                }
                known.push(place);
            }
            for tree in in_pack_order(self.objects, trees) {
                if let Ok(object) = self.odb.read(tree) {
                    for &place in &places[&tree] {
                        self.count_one(place, object.data());
                    }
                }
            }
        }
    }

    /// Counts the files directly in a folder, and meets the folders in it.
    fn count_one(&mut self, place: usize, data: &[u8]) {
        // Names come sorted, so that those of a prefix come together.
        let mut largest: Option<(&str, u64)> = None;
        for entry in TreeEntries(data) {
            if entry.is_tree() {
                self.meet(place, entry.oid());
                continue;
            }
            let Some((prefix, number)) = parts_of_name(entry.name) else {
                continue;
            };
            match &mut largest {
                Some((same, most)) if *same == prefix => *most = number.max(*most),
                _ => self.note(place, largest.replace((prefix, number))),
            }
        }
        self.note(place, largest);
    }

    fn note(&mut self, place: usize, largest: Option<(&str, u64)>) {
        if let Some(id) = largest.and_then(|(prefix, number)| StoryId::new(prefix, number).ok()) {
            raise(&mut self.numbers, &self.names[place], &id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Census, Numbers};
    use crate::git::testing::Sandbox;
    use git2::Oid;

    fn count(sandbox: &Sandbox, commits: &[Oid]) -> Vec<String> {
        let odb = sandbox.repo.odb().unwrap();
        let objects = sandbox.path().join(".git/objects");
        let mut census = Census::new(&odb, &objects, Numbers::new());
        for &commit in commits {
            census.root(sandbox.repo.find_commit(commit).unwrap().tree_id());
        }
        let numbers = census.finish();
        numbers
            .iter()
            .flat_map(|(folder, prefixes)| {
                prefixes
                    .iter()
                    .map(move |(prefix, number)| format!("{folder} {prefix}-{number}"))
            })
            .collect()
    }

    #[test]
    fn counts_each_stories_folder_at_any_depth() {
        let sandbox = Sandbox::new();
        let commit = sandbox.commit(
            "main",
            &[
                ("backlog/stories/US-3-a.md", ""),
                ("backlog/stories/US-12-a.md", ""),
                ("backlog/stories/US-9-a.md", ""),
                ("backlog/stories/2025/q1/PAY-7.md", ""),
                ("backlog/stories/2025/stories/US-14.md", ""),
                ("backlog/stories/US-99-a.txt", ""),
                ("backlog/US-98-a.md", ""),
                ("tests/deep/er/stories/US-400.md", ""),
                ("ui/stories/button.md", ""),
            ],
            &[],
        );
        assert_eq!(
            count(&sandbox, &[commit]),
            [
                "backlog/stories PAY-7",
                "backlog/stories US-14",
                "tests/deep/er/stories US-400"
            ]
        );
    }

    #[test]
    fn the_same_tree_counts_in_both_places() {
        let sandbox = Sandbox::new();
        let before = sandbox.commit("main", &[("old/stories/US-5.md", "")], &[]);
        let after = sandbox.commit("main", &[("new/stories/US-5.md", "")], &[before]);
        assert_eq!(
            count(&sandbox, &[before, after]),
            ["new/stories US-5", "old/stories US-5"]
        );
    }

    #[test]
    fn a_tree_of_a_thousand_million_folders_ends() {
        let sandbox = Sandbox::new();
        let repo = &sandbox.repo;
        let blob = repo.blob(b"").unwrap();
        let mut builder = repo.treebuilder(None).unwrap();
        builder.insert("US-8.md", blob, 0o100_644).unwrap();
        let mut tree = builder.write().unwrap();
        for name in ["stories", "a"] {
            for _ in 0..9 {
                let mut builder = repo.treebuilder(None).unwrap();
                for i in 0..10 {
                    let name = if i == 0 {
                        name.to_owned()
                    } else {
                        format!("{name}{i}")
                    };
                    builder.insert(&name, tree, 0o040_000).unwrap();
                }
                tree = builder.write().unwrap();
            }
        }
        let odb = repo.odb().unwrap();
        let mut census = Census::new(&odb, sandbox.path(), Numbers::new());
        census.root(tree);
        let numbers = census.finish();
        assert!(numbers.values().all(|prefixes| prefixes["US"] == 8));
        assert!(!numbers.is_empty());
    }
}
