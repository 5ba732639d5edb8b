//! What differs between two states of a folder: raw tree objects, compared from both ends.

use std::collections::HashMap;

use git2::{Odb, OdbObject, Oid};

use crate::git::raw_tree::{TreeEntries, TreeEntry};
use crate::store::is_markdown;

/// Deeper folders are not read.
const DEEPEST: usize = 64;
/// More entries in one difference are somebody's trap.
const MOST: usize = 1_000_000;
/// So many bytes of folders are remembered; beyond it, all are forgotten.
const REMEMBERED: usize = 64 << 20;

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// Its path, as given folders begin it.
    pub path: String,
    /// What it holds now; none where it went away.
    pub now: Option<Oid>,
}

/// A tree object and where its entries begin.
struct Tree<'a> {
    oid: Oid,
    /// None is an empty one.
    object: Option<OdbObject<'a>>,
    starts: Vec<usize>,
}

/// Compares folders of one repository. Two states of the same folder in a row are read once each.
pub(super) struct Differ<'a> {
    odb: &'a Odb<'a>,
    kept: HashMap<String, Tree<'a>>,
    bytes: usize,
    steps: usize,
    /// How many objects were not there.
    pub missing: u64,
}

impl<'a> Differ<'a> {
    /// Returns one that has read nothing.
    pub fn new(odb: &'a Odb<'a>) -> Self {
        Self {
            odb,
            kept: HashMap::new(),
            bytes: 0,
            steps: 0,
            missing: 0,
        }
    }

    /// Adds the Markdown files of a folder that differ between two states of it to `found`; none is no folder. A state
    /// that is not in this clone differs in nothing.
    pub fn compare(
        &mut self,
        folder: &str,
        old: Option<Oid>,
        new: Option<Oid>,
        found: &mut Vec<Difference>,
    ) {
        self.steps = 0;
        if self.bytes > REMEMBERED {
            self.kept.clear();
            self.bytes = 0;
        }
        self.folders(folder, old, new, 0, found);
    }

    fn folders(
        &mut self,
        folder: &str,
        old: Option<Oid>,
        new: Option<Oid>,
        depth: usize,
        found: &mut Vec<Difference>,
    ) {
        if old == new || depth > DEEPEST {
            return;
        }
        let kept = self.kept.remove(folder);
        self.bytes -= kept.as_ref().map_or(0, |tree| tree.data().len());
        let before = match (old, kept) {
            (None, _) => Tree::empty(),
            (Some(old), Some(kept)) if kept.oid == old => kept,
            (Some(old), _) => match self.read(old) {
                Some(object) => Tree::whole(old, Some(object)),
                None => return,
            },
        };
        let (now, changed) = match new {
            None => (None, Changed::all(&before, &[])),
            Some(new) => {
                let Some(object) = self.read(new) else {
                    self.keep(folder, before);
                    return;
                };
                let (tree, changed) = before.next(new, object);
                (Some(tree), changed)
            }
        };
        let after: &[u8] = now.as_ref().map_or(&[], Tree::data);
        let entries = changed.entries(before.data(), after);
        if let Some(now) = now {
            self.keep(folder, now);
        }
        for (name, old, new) in entries {
            self.steps += 1;
            if self.steps > MOST {
                return;
            }
            let path = format!("{folder}/{name}");
            let is_file = is_markdown(&name);
            match new {
                Some(Entry::File(oid)) if is_file => {
                    let now = Some(oid);
                    found.push(Difference {
                        path: path.clone(),
                        now,
                    });
                }
                _ if is_file && matches!(old, Some(Entry::File(_))) => {
                    found.push(Difference {
                        path: path.clone(),
                        now: None,
                    });
                }
                _ => {}
            }
            let tree = |entry| match entry {
                Some(Entry::Folder(oid)) => Some(oid),
                _ => None,
            };
            self.folders(&path, tree(old), tree(new), depth + 1, found);
        }
    }

    fn keep(&mut self, folder: &str, tree: Tree<'a>) {
        self.bytes += tree.data().len();
        self.kept.insert(folder.to_owned(), tree);
    }

    fn read(&mut self, oid: Oid) -> Option<OdbObject<'a>> {
        let object = self.odb.read(oid).ok();
        self.missing += u64::from(object.is_none());
        object
    }
}

/// What an entry is, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    File(Oid),
    Folder(Oid),
}

impl Entry {
    /// Names that begin with a dot are nobody's stories, and links are not followed.
    fn of(entry: &TreeEntry<'_>) -> Option<Self> {
        match entry {
            _ if entry.name.starts_with(b".") => None,
            _ if entry.is_tree() => Some(Self::Folder(entry.oid())),
            _ if entry.is_file() => Some(Self::File(entry.oid())),
            _ => None,
        }
    }
}

/// The bytes of two trees between which all is equal.
struct Changed {
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
}

type Named = (String, Option<Entry>, Option<Entry>);

impl Changed {
    fn all(old: &Tree<'_>, new: &[u8]) -> Self {
        Self {
            old: 0..old.data().len(),
            new: 0..new.len(),
        }
    }

    /// The entries that differ, in the order of the newer tree; those that went away come first.
    fn entries(self, old: &[u8], new: &[u8]) -> Vec<Named> {
        let parse = |data: &[u8]| -> Vec<(String, Entry)> {
            TreeEntries(data)
                .filter_map(|entry| {
                    let name = std::str::from_utf8(entry.name).ok()?.to_owned();
                    Some((name, Entry::of(&entry)?))
                })
                .collect()
        };
        let (old, new) = (parse(&old[self.old]), parse(&new[self.new]));
        let mut before: HashMap<&str, Entry> = HashMap::with_capacity(old.len());
        before.extend(old.iter().map(|(name, entry)| (name.as_str(), *entry)));
        let mut now = Vec::with_capacity(new.len());
        for (name, entry) in &new {
            let old = before.remove(name.as_str());
            if old != Some(*entry) {
                now.push((name.clone(), old, Some(*entry)));
            }
        }
        let gone = old.iter().filter_map(|(name, _)| {
            let entry = before.remove(name.as_str())?;
            Some((name.clone(), Some(entry), None))
        });
        gone.collect::<Vec<Named>>()
            .into_iter()
            .chain(now)
            .collect()
    }
}

impl<'a> Tree<'a> {
    fn empty() -> Self {
        Self::whole(Oid::ZERO_SHA1, None)
    }

    fn whole(oid: Oid, object: Option<OdbObject<'a>>) -> Self {
        let mut starts = Vec::new();
        let data = object.as_ref().map_or(&[][..], |object| object.data());
        starts_from(data, 0, data.len(), &mut starts);
        Self {
            oid,
            object,
            starts,
        }
    }

    fn data(&self) -> &[u8] {
        self.object.as_ref().map_or(&[], |object| object.data())
    }

    /// The next state of the same folder and what changed towards it. Only what lies between the common beginning and
    /// the common end is looked at, because folders hold many files and commits change few.
    fn next(&self, oid: Oid, object: OdbObject<'a>) -> (Tree<'a>, Changed) {
        let (old, data) = (self.data(), object.data());
        let length = data.len();
        let common = common_start(old, data);
        // Entries that begin within the common beginning begin at the same place in both.
        let head = self.starts.partition_point(|&start| start <= common);
        let from = head.checked_sub(1).map_or(0, |at| self.starts[at]);
        let head = head.saturating_sub(1);
        let room = (old.len() - from).min(length - from);
        let same = common_end(&old[old.len() - room..], &data[length - room..]);
        let tail = self
            .starts
            .partition_point(|&start| start < old.len() - same);
        let old_tail = self.starts.get(tail).copied().unwrap_or(old.len());
        let new_tail = length - (old.len() - old_tail);
        let mut starts = Vec::with_capacity(self.starts.len() + 8);
        starts.extend_from_slice(&self.starts[..head]);
        if starts_from(data, from, new_tail, &mut starts) {
            let shift = |start: &usize| start - old_tail + new_tail;
            starts.extend(self.starts[tail..].iter().map(shift));
            let changed = Changed {
                old: from..old_tail,
                new: from..new_tail,
            };
            let object = Some(object);
            return (
                Self {
                    oid,
                    object,
                    starts,
                },
                changed,
            );
        }
        // Equal bytes that are parted otherwise: then all of it is looked at.
        let changed = Changed::all(self, data);
        (Self::whole(oid, Some(object)), changed)
    }
}

/// Adds where entries begin between two places; whether one ends right at the second.
fn starts_from(data: &[u8], from: usize, to: usize, starts: &mut Vec<usize>) -> bool {
    let mut entries = TreeEntries(&data[from..]);
    loop {
        let at = data.len() - entries.0.len();
        if at >= to {
            return at == to;
        }
        if entries.next().is_none() {
            return false;
        }
        starts.push(at);
    }
}

fn common_start(a: &[u8], b: &[u8]) -> usize {
    const STEP: usize = 64;
    let steps = a.chunks_exact(STEP).zip(b.chunks_exact(STEP));
    let whole = steps.take_while(|(a, b)| a == b).count() * STEP;
    let rest = a[whole..].iter().zip(&b[whole..]);
    whole + rest.take_while(|(a, b)| a == b).count()
}

fn common_end(a: &[u8], b: &[u8]) -> usize {
    const STEP: usize = 64;
    let steps = a.rchunks_exact(STEP).zip(b.rchunks_exact(STEP));
    let whole = steps.take_while(|(a, b)| a == b).count() * STEP;
    let rest = a[..a.len() - whole].iter().rev();
    let rest = rest.zip(b[..b.len() - whole].iter().rev());
    whole + rest.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
#[path = "trees_tests.rs"]
mod tests;
