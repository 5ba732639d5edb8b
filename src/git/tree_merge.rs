//! One folder of three commits merged in memory: story files field by field, all others by lines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use git2::{Index, IndexEntry, MergeOptions, Oid, Tree};

use super::changes::{Files, Items};
use super::error::GitError;
use super::folder_at::{Folder, FolderNames};
use super::folders::Folders;
use super::full_paths::{in_folder, index_below};
use super::git_asks::Asked;
use super::index_files::{items_of_index, stage};
use super::links::sorted;
use super::merge::{MergeRules, Side, is_one_story, lines, merge_story};
use super::repository::Repository;
use super::small_renames::follow;
use super::tree_items::{Item, Kind, items_below};
use super::write_history::entry;
use crate::model::StoryId;
use crate::store::{Gathered, STORIES, id_in_name, is_markdown};

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
    /// One side made it, or moved it there, in a folder that the other side renamed: git asks where it belongs.
    NewInRenamed,
    /// Both gave it another name, this is ours; and the names of fields that both changed differently.
    BothRenamed(Vec<String>),
}

/// Where the trees lie that are merged, and how.
pub(super) struct Trees<'m> {
    /// The repository, with a place in memory for what is written.
    pub memory: &'m git2::Repository,
    /// Of which folder, from the top of the repository, parted by `/`.
    pub folder: &'m str,
    /// Under which names that lies in commits.
    pub names: &'m FolderNames,
    /// How story files are merged.
    pub rules: &'m MergeRules,
    /// Whether git asks where files belong that are new in a folder which the other side renamed.
    pub asks_places: bool,
}

impl<'m> Trees<'m> {
    /// Merges what three commits hold in the folder: what both had before, ours, theirs. `depth` as in [`Merge`].
    ///
    /// # Errors
    /// [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
    pub fn merge(&self, commits: [Oid; 3], depth: Option<u16>) -> Result<Merge<'m>, GitError> {
        let memory = self.memory;
        let folder = |commit: Oid| self.folder_in(memory.find_commit(commit)?.tree_id());
        let [base, ours, theirs] = commits.map(folder);
        let (base, ours, theirs) = (base?, ours?, theirs?);
        let moved_by = match [&ours, &theirs].map(|side| side.path != base.path) {
            [true, false] => Some(Side::Ours),
            [false, true] => Some(Side::Theirs),
            _ => None,
        };
        let tree = |folder: Folder| memory.find_tree(folder.tree);
        let (base, ours, theirs) = (tree(base)?, tree(ours)?, tree(theirs)?);
        // What a tree may claim is bounded here, so it comes before the merge by lines.
        let items = |tree: &Tree<'_>| -> Result<Items, GitError> {
            let folders = Folders::of_many(memory.odb()?);
            let items = items_below(&folders, tree.id(), "", self.folder)?;
            Ok(items.into_iter().collect())
        };
        let items = [items(&base)?, items(&ours)?, items(&theirs)?];
        let mut options = MergeOptions::new();
        options.find_renames(true);
        // Under their full names, by which attributes say how figures merge, or that a file does not.
        let trees = [base.id(), ours.id(), theirs.id()];
        let full = |tree: Oid| -> Result<Tree<'_>, GitError> {
            Ok(memory.find_tree(in_folder(memory, self.folder, tree)?)?)
        };
        let followed = follow(memory, trees, items.each_ref())?;
        let [base, ours, theirs] = followed.trees;
        let merged =
            memory.merge_trees(&full(base)?, &full(ours)?, &full(theirs)?, Some(&options))?;
        let index = index_below(&merged, self.folder)?;
        let [base, ours, theirs] = items;
        let mut rules = self.rules.clone();
        // As git tells its drivers.
        rules.markers.size += 2 * depth.unwrap_or(0);
        rules.is_inner = depth.is_some();
        let mut merge = Merge {
            memory,
            folder: self.folder,
            rules,
            depth,
            index,
            ours: Items::new(),
            made: Files::new(),
            conflicts: BTreeMap::new(),
        };
        merge.take()?;
        merge.by_field(&base, &ours, &theirs)?;
        // What both agreed on is nothing that anybody is asked about.
        if depth.is_none() {
            let asked = Asked {
                trees,
                moved_by,
                asks_places: self.asks_places,
            };
            merge.add_asked([&base, &ours, &theirs], &asked)?;
            for (path, why) in followed.asked {
                merge.ask(&path, why);
            }
        }
        merge.ours = ours;
        Ok(merge)
    }

    /// The folder in a commit's tree; an empty one where there is none.
    fn folder_in(&self, top: Oid) -> Result<Folder, GitError> {
        if let Some(folder) = self.names.within(&self.memory.odb()?, top)? {
            return Ok(folder);
        }
        Ok(Folder {
            path: self.folder.to_owned(),
            tree: self.memory.treebuilder(None)?.write()?,
        })
    }
}

/// A merge on its way.
pub(super) struct Merge<'m> {
    pub memory: &'m git2::Repository,
    folder: &'m str,
    rules: MergeRules,
    /// As deep as this below the merge that is asked for: of what several branches agreed on last, not of branches.
    depth: Option<u16>,
    /// What merged by lines.
    index: Index,
    /// Our side before it.
    pub ours: Items,
    /// What is made of what did not, and of stories, by path.
    made: Files,
    /// What a person would have to decide, by path.
    pub conflicts: BTreeMap<String, TreeConflict>,
}

impl Merge<'_> {
    /// What stands in the folder after the merge, by path. What is in conflict is as our side has it, else as theirs has it.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn items(&self) -> Result<Items, GitError> {
        let (mut items, _) = items_of_index(&self.index, "");
        for (path, bytes) in &self.made {
            let (kind, oid) = (Kind::File, self.memory.blob(bytes)?);
            items.insert(path.clone(), Item { kind, oid });
        }
        Ok(items)
    }

    /// Every file of it, and what stands among them that cannot be read; `repository` is the one that is merged in.
    ///
    /// # Errors
    /// As [`Self::items`].
    pub fn gathered(&self, repository: &Repository, items: &Items) -> Result<Gathered, GitError> {
        let items = items.iter().map(|(path, item)| (path.clone(), *item));
        let (found, left) = sorted(repository, self.folder, items)?;
        let mut files = Files::new();
        for (path, oid) in found {
            files.insert(path, self.blob(oid)?);
        }
        Ok(Gathered { files, left })
    }

    /// The tree of the folder after the merge, in memory.
    ///
    /// # Errors
    /// As [`Self::items`].
    pub fn tree(&self) -> Result<Oid, GitError> {
        let mut index = Index::new()?;
        let is_merged = |entry: &IndexEntry| stage(entry) == 0;
        for merged in self.index.iter().filter(is_merged) {
            index.add(&merged)?;
        }
        for (path, bytes) in &self.made {
            index.add(&entry(path, self.memory.blob(bytes)?))?;
        }
        Ok(index.write_tree_to(self.memory)?)
    }

    /// Takes in what libgit2 could not merge by lines.
    fn take(&mut self) -> Result<(), GitError> {
        // Files that one side has no more, with what the other one made of them, and files that one side alone has.
        let mut left: Vec<(String, Vec<u8>, Vec<u8>, Side)> = Vec::new();
        // Whether such a file may be run now, or no more.
        let mut new_modes: HashSet<String> = HashSet::new();
        let mut new: Vec<(String, Vec<u8>, Side)> = Vec::new();
        // Files that neither side has under their name any more.
        let mut gone: Vec<Vec<u8>> = Vec::new();
        let conflicts: Result<Vec<_>, _> = self.index.conflicts()?.collect();
        for conflict in conflicts? {
            let sides = [&conflict.our, &conflict.their, &conflict.ancestor];
            let Some(entry) = sides.iter().find_map(|side| side.as_ref()) else {
                continue;
            };
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            let blob = |entry: &Option<git2::IndexEntry>| -> Result<Option<Vec<u8>>, GitError> {
                let entry = entry.as_ref();
                entry.map(|entry| self.blob(entry.id)).transpose()
            };
            let base = blob(&conflict.ancestor)?;
            let mode = |entry: &IndexEntry| entry.mode;
            let before = conflict.ancestor.as_ref().map(mode);
            if sides[..2]
                .iter()
                .filter_map(|side| side.as_ref().map(mode))
                .any(|now| Some(now) != before)
            {
                new_modes.insert(path.clone());
            }
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
                self.leave_out(&path)?;
                match side {
                    Side::Ours => self.three(&name, Some(&base), &bytes, &version),
                    Side::Theirs => self.three(&name, Some(&base), &version, &bytes),
                }
                continue;
            }
            // Libgit2 took another new file for the other end: nobody changed what the other side deleted.
            if bytes == base && !new_modes.contains(&path) {
                self.leave_out(&path)?;
                continue;
            }
            let why = match side {
                Side::Ours => TreeConflict::DeletedByThem,
                Side::Theirs => TreeConflict::DeletedByUs,
            };
            // Git takes what was before for what both agreed on, where one of them deleted it.
            let bytes = if self.depth.is_some() { base } else { bytes };
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

    /// Whether one of some items is a version of this one.
    pub(super) fn has_version(&self, old: &Item, items: &[&Item]) -> Result<bool, GitError> {
        for item in items {
            if is_one_story(&self.blob(old.oid)?, &self.blob(item.oid)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn three(&mut self, path: &str, base: Option<&[u8]>, ours: &[u8], theirs: &[u8]) {
        if !is_story(path) {
            let both = match base {
                Some(_) => TreeConflict::Both(Vec::new()),
                None => TreeConflict::BothAdded,
            };
            let bytes = match self.depth {
                Some(_) => lines(base.unwrap_or_default(), ours, theirs, &self.rules.markers),
                None => ours.to_vec(),
            };
            self.keep(path.to_owned(), bytes, both);
            return;
        }
        let merged = merge_story(base.unwrap_or_default(), ours, theirs, &self.rules);
        if merged.conflicts.is_empty() {
            self.conflicts.remove(path);
            self.made.insert(path.to_owned(), merged.bytes);
            return;
        }
        let names = merged.conflicts.into_iter().map(|conflict| conflict.name);
        let why = match (base, merged.unsure) {
            (None, Some(_)) => TreeConflict::BothAdded,
            (_, Some(_)) => TreeConflict::Both(Vec::new()),
            (_, None) => TreeConflict::Both(names.collect()),
        };
        let bytes = match self.depth {
            Some(_) => merged.bytes,
            None => ours.to_vec(),
        };
        self.keep(path.to_owned(), bytes, why);
    }

    /// Git asks which name stays, whatever else the sides agree on.
    fn renamed(&mut self, name: String, base: &[u8], ours: Vec<u8>, theirs: &[u8]) {
        let merged = merge_story(base, &ours, theirs, &self.rules);
        let (bytes, names) = match merged.conflicts.is_empty() {
            true => (merged.bytes, Vec::new()),
            false => {
                let names = merged.conflicts.into_iter().map(|conflict| conflict.name);
                (ours, names.collect())
            }
        };
        self.keep(name, bytes, TreeConflict::BothRenamed(names));
    }

    fn leave_out(&mut self, path: &str) -> Result<(), GitError> {
        if self.index.get_path(Path::new(path), 0).is_some() {
            self.index.remove(Path::new(path), 0)?;
        }
        Ok(())
    }

    pub(super) fn keep(&mut self, path: String, bytes: Vec<u8>, why: TreeConflict) {
        self.made.insert(path.clone(), bytes);
        self.conflicts.insert(path, why);
    }

    pub(super) fn blob(&self, oid: Oid) -> Result<Vec<u8>, GitError> {
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
pub(super) fn is_story(path: &str) -> bool {
    is_markdown(path) && path.split('/').next() == Some(STORIES)
}
