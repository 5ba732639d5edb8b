//! The backlog as a merge would leave it: merged in memory, story files field by field; nothing is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use git2::{Index, MergeOptions, ObjectType, Oid, Tree};

use super::changes::{Changes, Files, Items, differing};
use super::error::GitError;
use super::folders::Folders;
use super::index_files::items_of_index;
use super::merge::{MergeRules, Side, is_one_story, merge_story};
use super::raw_tree::TreeEntries;
use super::repository::Repository;
use super::tree_items::{Item, Kind, items_below};
use crate::model::StoryId;
use crate::store::{STORIES, id_in_name, is_markdown};

/// What a merge would leave behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedTree {
    /// Every file of the folder after the merge, by its path from the folder. What is in conflict is as our side has it,
    /// else as theirs has it.
    pub files: Files,
    /// What a person would have to decide, by path.
    pub conflicts: BTreeMap<String, TreeConflict>,
    /// The files that the merge would change on our side.
    pub changes: Changes,
    /// Whether the two agreed last in several commits, as after a criss-cross. Git merges these first, and may then find other
    /// conflicts than from one of them.
    pub is_criss_cross: bool,
}

/// Why a file cannot be merged without a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeConflict {
    /// Both sides changed the same differently: the names of fields, none where lines are all that is known.
    Both(Vec<String>),
    /// We deleted it, they changed it.
    DeletedByUs,
    /// They deleted it, we changed it.
    DeletedByThem,
    /// Both added another file of that name.
    BothAdded,
    /// Both gave it another name, this is ours; and the names of fields that both changed differently.
    BothRenamed(Vec<String>),
}

impl Repository {
    /// Merges a revision into HEAD, as far as `folder` goes (from the top of the repository, parted by `/`). Story files
    /// are merged as the merge driver does it, all others by lines.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], [`GitError::NoCommit`], [`GitError::NoCommonCommit`] (as in a shallow clone), or what
    /// libgit2 says of a damaged repository.
    pub fn merged_with(
        &self,
        rev: &str,
        folder: &str,
        rules: &MergeRules,
    ) -> Result<MergedTree, GitError> {
        let ours = self.head_commit()?.ok_or(GitError::NoCommit)?;
        let theirs = self.commit_of(rev)?;
        let bases = self.all_last_agreed(theirs, ours, [rev, "HEAD"])?;
        let (base, is_criss_cross) = (bases[0], bases.len() > 1);
        // What the merge makes of files goes to memory, and is gone with it.
        let memory = git2::Repository::open(self.inner.path())?;
        memory.odb()?.add_new_mempack_backend(1_000)?;
        let tree = |commit: Oid| -> Result<Tree<'_>, GitError> {
            folder_tree(&memory, memory.find_commit(commit)?.tree_id(), folder)
        };
        let (base, ours, theirs) = (tree(base)?, tree(ours)?, tree(theirs)?);
        let mut options = MergeOptions::new();
        options.find_renames(true);
        let index = memory.merge_trees(&base, &ours, &theirs, Some(&options))?;
        let mut merge = Merge {
            memory: &memory,
            rules,
            files: Files::new(),
            conflicts: BTreeMap::new(),
        };
        let items = |tree: &Tree<'_>| -> Result<Items, GitError> {
            let items = items_below(&Folders::of_many(memory.odb()?), tree.id(), "", rev)?;
            Ok(items.into_iter().collect())
        };
        let (base, ours, theirs) = (items(&base)?, items(&ours)?, items(&theirs)?);
        merge.take(&index)?;
        merge.by_field(&base, &ours, &theirs)?;
        let odb = memory.odb()?;
        let mut after = Items::new();
        for (path, bytes) in &merge.files {
            let oid = Oid::hash_object(ObjectType::Blob, bytes)?;
            let kind = Kind::File;
            after.insert(path.clone(), Item { kind, oid });
        }
        let ours: Items = ours
            .into_iter()
            .filter(|(_, item)| item.kind == Kind::File)
            .collect();
        let mut paths: BTreeSet<String> = differing(&ours, &after);
        paths.extend(merge.conflicts.keys().cloned());
        Ok(MergedTree {
            changes: Changes::new(&odb, &ours, paths),
            files: merge.files,
            conflicts: merge.conflicts,
            is_criss_cross,
        })
    }
}

/// The tree of a folder; an empty one where there is none.
fn folder_tree<'r>(
    repository: &'r git2::Repository,
    top: Oid,
    folder: &str,
) -> Result<Tree<'r>, GitError> {
    let odb = repository.odb()?;
    let mut tree = top;
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        let data = odb.read(tree)?;
        let found = TreeEntries(data.data())
            .find(|entry| entry.is_tree() && entry.name == part.as_bytes())
            .map(|entry| entry.oid());
        tree = match found {
            Some(oid) => oid,
            None => repository.treebuilder(None)?.write()?,
        };
    }
    Ok(repository.find_tree(tree)?)
}

/// A merge on its way.
struct Merge<'m> {
    memory: &'m git2::Repository,
    rules: &'m MergeRules,
    files: Files,
    conflicts: BTreeMap<String, TreeConflict>,
}

impl Merge<'_> {
    /// Takes in what libgit2 merged by lines, and what it could not.
    fn take(&mut self, index: &Index) -> Result<(), GitError> {
        let (merged, _) = items_of_index(index, "");
        for (path, item) in merged {
            if item.kind == Kind::File {
                self.files.insert(path, self.blob(item.oid)?);
            }
        }
        // Files that one side has no more, with what the other one made of them, and files that one side alone has.
        let mut left: Vec<(String, Vec<u8>, Vec<u8>, Side)> = Vec::new();
        let mut new: Vec<(String, Vec<u8>, Side)> = Vec::new();
        // Files that neither side has under their name any more.
        let mut gone: Vec<Vec<u8>> = Vec::new();
        for conflict in index.conflicts()? {
            let conflict = conflict?;
            let sides = [&conflict.our, &conflict.their, &conflict.ancestor];
            let Some(entry) = sides.into_iter().flatten().next() else {
                continue;
            };
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            let blob = |entry: &Option<git2::IndexEntry>| -> Result<Option<Vec<u8>>, GitError> {
                let entry = entry.as_ref();
                entry.map(|entry| self.blob(entry.id)).transpose()
            };
            let base = blob(&conflict.ancestor)?;
            match (base, blob(&conflict.our)?, blob(&conflict.their)?) {
                (base, Some(ours), Some(theirs)) => {
                    self.three(&path, base.as_deref(), &ours, &theirs);
                }
                (Some(base), Some(ours), None) => left.push((path, base, ours, Side::Ours)),
                (Some(base), None, Some(theirs)) => left.push((path, base, theirs, Side::Theirs)),
                (None, Some(ours), None) => new.push((path, ours, Side::Ours)),
                (None, None, Some(theirs)) => new.push((path, theirs, Side::Theirs)),
                (base, None, None) => gone.extend(base),
            }
        }
        for (path, base, bytes, side) in left {
            // The other side gave it another name, and libgit2 lists the two ends of that by themselves.
            if let Some(at) = end_of(&new, &base, side.other()) {
                let (name, version, _) = new.remove(at);
                self.files.remove(&path);
                match side {
                    Side::Ours => self.three(&name, Some(&base), &bytes, &version),
                    Side::Theirs => self.three(&name, Some(&base), &version, &bytes),
                }
                continue;
            }
            let why = match side {
                Side::Ours => TreeConflict::DeletedByThem,
                Side::Theirs => TreeConflict::DeletedByUs,
            };
            self.keep(path, bytes, why);
        }
        for base in gone {
            let end = |side| end_of(&new, &base, side);
            if let (Some(own), Some(other)) = (end(Side::Ours), end(Side::Theirs)) {
                let (name, ours, _) = new.remove(own);
                let (_, theirs, _) = new.remove(other - usize::from(own < other));
                self.renamed(name, &base, ours, &theirs);
            }
        }
        // One end of a rename that is no item.
        for (path, only, _) in new {
            self.keep(path, only, TreeConflict::BothAdded);
        }
        Ok(())
    }

    /// Merges the stories that both sides changed as the driver would: lines that merge may not say what both meant.
    fn by_field(&mut self, base: &Items, ours: &Items, theirs: &Items) -> Result<(), GitError> {
        let is_file = |item: &Item| item.kind == Kind::File;
        // What neither side has under that name any more, by id: both may have given it the same new one.
        let mut gone: HashMap<StoryId, Vec<&Item>> = HashMap::new();
        for (path, was) in base {
            let is_gone = !ours.contains_key(path) && !theirs.contains_key(path);
            if let Some(id) = id_in_name(path).filter(|_| is_gone && is_story(path) && is_file(was))
            {
                gone.entry(id).or_default().push(was);
            }
        }
        for (path, own) in ours {
            let Some(other) = theirs.get(path) else {
                continue;
            };
            if own == other || !is_story(path) || !is_file(own) || !is_file(other) {
                continue;
            }
            let was = match base.get(path) {
                Some(was) => Some(was),
                None => {
                    let gone = id_in_name(path).and_then(|id| gone.get(&id));
                    self.version_of(own, gone.map_or(&[], Vec::as_slice))?
                }
            };
            let Some(was) = was.filter(|was| is_file(was) && *was != own && *was != other) else {
                continue;
            };
            let (base, ours) = (self.blob(was.oid)?, self.blob(own.oid)?);
            let theirs = self.blob(other.oid)?;
            self.three(path, Some(&base), &ours, &theirs);
        }
        Ok(())
    }

    /// The only one of some items of which this is a version.
    fn version_of<'i>(&self, own: &Item, olds: &[&'i Item]) -> Result<Option<&'i Item>, GitError> {
        let mut found = None;
        for old in olds {
            if is_one_story(&self.blob(old.oid)?, &self.blob(own.oid)?)
                && found.replace(*old).is_some()
            {
                return Ok(None);
            }
        }
        Ok(found)
    }

    fn three(&mut self, path: &str, base: Option<&[u8]>, ours: &[u8], theirs: &[u8]) {
        if !is_story(path) {
            let both = match base {
                Some(_) => TreeConflict::Both(Vec::new()),
                None => TreeConflict::BothAdded,
            };
            self.keep(path.to_owned(), ours.to_vec(), both);
            return;
        }
        let merged = merge_story(base.unwrap_or_default(), ours, theirs, self.rules);
        if merged.conflicts.is_empty() {
            self.conflicts.remove(path);
            self.files.insert(path.to_owned(), merged.bytes);
            return;
        }
        let names = merged.conflicts.into_iter().map(|conflict| conflict.name);
        let why = match (base, merged.unsure) {
            (None, Some(_)) => TreeConflict::BothAdded,
            (_, Some(_)) => TreeConflict::Both(Vec::new()),
            (_, None) => TreeConflict::Both(names.collect()),
        };
        self.keep(path.to_owned(), ours.to_vec(), why);
    }

    /// Git asks which name stays, whatever else the sides agree on.
    fn renamed(&mut self, name: String, base: &[u8], ours: Vec<u8>, theirs: &[u8]) {
        let merged = merge_story(base, &ours, theirs, self.rules);
        let (bytes, names) = match merged.conflicts.is_empty() {
            true => (merged.bytes, Vec::new()),
            false => {
                let names = merged.conflicts.into_iter().map(|conflict| conflict.name);
                (ours, names.collect())
            }
        };
        self.keep(name, bytes, TreeConflict::BothRenamed(names));
    }

    fn keep(&mut self, path: String, bytes: Vec<u8>, why: TreeConflict) {
        self.files.insert(path.clone(), bytes);
        self.conflicts.insert(path, why);
    }

    fn blob(&self, oid: Oid) -> Result<Vec<u8>, GitError> {
        Ok(self.memory.odb()?.read(oid)?.data().to_vec())
    }
}

/// The place of the only file among those of one side alone that is a version of this item.
fn end_of(new: &[(String, Vec<u8>, Side)], base: &[u8], side: Side) -> Option<usize> {
    let is_it =
        |(_, version, by): &(String, Vec<u8>, Side)| *by == side && is_one_story(base, version);
    let mut ends = new.iter().enumerate().filter(|(_, end)| is_it(end));
    match (ends.next(), ends.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

/// Whether the merge driver is for that file.
fn is_story(path: &str) -> bool {
    is_markdown(path) && path.split('/').next() == Some(STORIES)
}
