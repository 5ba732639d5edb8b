//! Small files that are no items and that one side renamed: git compares files of any length, libgit2 none of a few lines.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid};

use super::changes::Items;
use super::error::GitError;
use super::git_asks::{above, deleted_by};
use super::merge::Side;
use super::tree_items::Kind;
use super::tree_merge::{TreeConflict, is_story};

/// Longer files are left to libgit2, which knows them.
const SMALL: usize = 16_384;

/// So many pairs are compared; a merge with more is left to libgit2.
const MOST_PAIRS: usize = 10_000;

/// A chunk ends with its line, or after so many bytes (`diffcore-delta.c` of git).
const CHUNK: usize = 64;

/// What comes of small files that were renamed.
pub(super) struct Followed {
    /// What both sides had before, ours, and theirs, where a file that was renamed has its new name in all three: then nothing is left
    /// of the rename, and its changes merge.
    pub trees: [Oid; 3],
    /// What git asks about, under the new name.
    pub asked: Vec<(String, TreeConflict)>,
}

/// Follows the small files that a side renamed; `items` are those of the three trees.
///
/// # Errors
/// What libgit2 says of a damaged repository.
pub(super) fn follow(
    memory: &git2::Repository,
    trees: [Oid; 3],
    items: [&Items; 3],
) -> Result<Followed, GitError> {
    let [base, ours, theirs] = items;
    let mut asked = Vec::new();
    let [mut before, mut our_tree, mut their_tree] = trees;
    let (own, others) = (renames(memory, base, ours)?, renames(memory, base, theirs)?);
    for (old, new) in &own {
        match others.get(old) {
            Some(name) if name != new => {
                asked.push(((*new).to_owned(), TreeConflict::BothRenamed(Vec::new())))
            }
            Some(_) if is_free(base, new) => before = renamed(memory, before, old, new)?,
            _ => {}
        }
    }
    for (mine, its, other, tree, side) in [
        (&own, &others, theirs, &mut their_tree, Side::Theirs),
        (&others, &own, ours, &mut our_tree, Side::Ours),
    ] {
        for (old, new) in mine.iter().filter(|(old, _)| !its.contains_key(*old)) {
            match other.get(*old) {
                None => asked.push(((*new).to_owned(), deleted_by(side))),
                // What the other side did not change, moves along by itself.
                Some(now) => {
                    if base.get(*old) != Some(now) && is_free(base, new) && is_free(other, new) {
                        before = renamed(memory, before, old, new)?;
                        *tree = renamed(memory, *tree, old, new)?;
                    }
                }
            }
        }
    }
    let trees = [before, our_tree, their_tree];
    Ok(Followed { trees, asked })
}

/// The small files of `base` that have another name on a side, the most alike first, as git pairs them: the old path, the new one.
fn renames<'i>(
    memory: &git2::Repository,
    base: &'i Items,
    side: &'i Items,
) -> Result<BTreeMap<&'i str, &'i str>, GitError> {
    let only = |one: &'i Items, other: &'i Items| {
        let only = one.iter().filter(|(path, item)| {
            item.kind == Kind::File && !is_story(path) && !other.contains_key(*path)
        });
        only.map(|(path, item)| (path.as_str(), item.oid))
    };
    let old: Vec<_> = only(base, side).collect();
    let new: Vec<_> = only(side, base).collect();
    if !(1..=MOST_PAIRS).contains(&old.len().saturating_mul(new.len())) {
        return Ok(BTreeMap::new());
    }
    let odb = memory.odb()?;
    let read = |files: Vec<(&'i str, Oid)>| -> Result<Vec<(&'i str, Chunks)>, GitError> {
        let mut all = Vec::new();
        for (path, oid) in files {
            let (size, _) = odb.read_header(oid)?;
            if size <= SMALL {
                all.push((path, Chunks::of(odb.read(oid)?.data())));
            }
        }
        Ok(all)
    };
    let (old, new) = (read(old)?, read(new)?);
    let mut pairs = Vec::new();
    for (from, was) in &old {
        for (to, now) in &new {
            pairs.extend(was.likeness(now).map(|score| (Reverse(score), *from, *to)));
        }
    }
    pairs.sort_unstable();
    let (mut gone, mut there) = (HashSet::new(), HashSet::new());
    pairs.retain(|(_, from, to)| {
        let is_free = !gone.contains(from) && !there.contains(to);
        is_free && gone.insert(*from) && there.insert(*to)
    });
    Ok(pairs.into_iter().map(|(_, from, to)| (from, to)).collect())
}

/// Whether nothing stands at a path, nor a file in the place of a folder above it, nor anything below it.
fn is_free(items: &Items, path: &str) -> bool {
    let below = format!("{path}/");
    let mut after = items.range(below.clone()..);
    let holds = after.next().is_some_and(|(it, _)| it.starts_with(&below));
    !holds && !items.contains_key(path) && !above(path).any(|folder| items.contains_key(folder))
}

/// The tree with a file of it under another name, which [`is_free`] there.
fn renamed(memory: &git2::Repository, tree: Oid, from: &str, to: &str) -> Result<Oid, GitError> {
    let tree = memory.find_tree(tree)?;
    let entry = tree.get_path(from.as_ref())?;
    let mode = match entry.filemode() {
        0o100_755 => FileMode::BlobExecutable,
        _ => FileMode::Blob,
    };
    let mut update = TreeUpdateBuilder::new();
    update.remove(from).upsert(to, entry.id(), mode);
    Ok(update.create_updated(memory, &tree)?)
}

/// A file's chunks: how many bytes of it are in each.
struct Chunks {
    size: usize,
    bytes: HashMap<Vec<u8>, usize>,
}

impl Chunks {
    fn of(data: &[u8]) -> Self {
        let mut bytes: HashMap<Vec<u8>, usize> = HashMap::new();
        for line in data.split_inclusive(|byte| *byte == b'\n') {
            for chunk in line.chunks(CHUNK) {
                *bytes.entry(chunk.to_vec()).or_default() += chunk.len();
            }
        }
        Self {
            size: data.len(),
            bytes,
        }
    }

    /// How much of the longer file stands in both, of 1,000; none where that is less than half, by which git knows a rename.
    fn likeness(&self, other: &Self) -> Option<usize> {
        let shared = self.bytes.iter().map(|(chunk, count)| {
            let there = other.bytes.get(chunk).copied().unwrap_or_default();
            there.min(*count)
        });
        let shared: usize = shared.sum();
        let longer = self.size.max(other.size);
        (longer > 0 && shared * 2 >= longer).then(|| shared * 1_000 / longer)
    }
}
