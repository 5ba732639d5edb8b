//! What git asks of a merge beyond what libgit2 finds: it follows folders that were renamed, and guesses less of items.

use std::collections::{BTreeSet, HashSet};

use git2::{Delta, DiffFindOptions, Oid};

use super::changes::Items;
use super::error::GitError;
use super::merge::Side;
use super::repository::Repository;
use super::tree_items::Kind;
use super::tree_merge::{Merge, TreeConflict, is_story};

/// What of a merge only git knows.
pub(super) struct Asked {
    /// The folder's trees: what both had before, ours, theirs.
    pub trees: [Oid; 3],
    /// The side that moved the whole folder elsewhere.
    pub moved_by: Option<Side>,
    /// Whether git asks where files belong that are new in a folder which the other side renamed.
    pub asks_places: bool,
}

impl Repository {
    /// Whether git asks where files belong that are new in a folder which the other side renamed: unless its settings say that it
    /// moves them, or follows no folders (`merge.directoryRenames`).
    pub(super) fn asks_places(&self) -> bool {
        let config = self.inner.config().and_then(|mut all| all.snapshot());
        let says = |config: git2::Config| config.get_bool("merge.directoryRenames");
        // What is no truth value, is `conflict`.
        config.and_then(says).is_err()
    }
}

impl Merge<'_> {
    /// Adds what git asks of the three states of the folder: what both had before, ours, theirs.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub(super) fn add_asked(
        &mut self,
        [base, ours, theirs]: [&Items; 3],
        asked: &Asked,
    ) -> Result<(), GitError> {
        let [before, our_tree, their_tree] = asked.trees;
        for (side, mine, other, there) in [
            (Side::Ours, ours, theirs, their_tree),
            (Side::Theirs, theirs, ours, our_tree),
        ] {
            self.deleted_and_edited(base, mine, other, side)?;
            let has_moved = asked.moved_by == Some(side.other());
            let renamed = match asked.asks_places {
                true => self.renamed_folders(base, other, [before, there])?,
                false => HashSet::new(),
            };
            for path in mine.keys().filter(|path| !base.contains_key(*path)) {
                // Git follows no folder for what stands in a new one below it.
                let is_there = folder_of(path).is_some_and(|it| renamed.contains(it));
                if !other.contains_key(path) && (is_there || has_moved && asked.asks_places) {
                    self.ask(path, TreeConflict::NewInRenamed);
                }
            }
            // Each file that is left is under another name there: so it is changed.
            let deleted = base
                .keys()
                .filter(|path| has_moved && !mine.contains_key(*path));
            for path in deleted.filter(|path| other.contains_key(*path)) {
                self.ask(path, deleted_by(side));
            }
        }
        Ok(())
    }

    /// Items that a side deleted and the other one changed, whatever new item was taken for them.
    fn deleted_and_edited(
        &mut self,
        base: &Items,
        mine: &Items,
        other: &Items,
        side: Side,
    ) -> Result<(), GitError> {
        let new: Vec<_> = mine
            .iter()
            .filter(|(path, item)| item.kind == Kind::File && !base.contains_key(*path))
            .map(|(_, item)| item)
            .collect();
        for (path, was) in base.iter().filter(|(path, _)| is_story(path)) {
            let Some(now) = other.get(path).filter(|now| *now != was) else {
                continue;
            };
            let is_file = was.kind == Kind::File && now.kind == Kind::File;
            if mine.contains_key(path) || !is_file || self.conflicts.contains_key(path) {
                continue;
            }
            if !self.has_version(was, &new)? {
                let bytes = self.blob(now.oid)?;
                self.keep(path.clone(), bytes, deleted_by(side));
            }
        }
        Ok(())
    }

    /// The folders of `base` that are gone on a side, and of which a file is elsewhere there, by git's measure of likeness; each
    /// folder above, too, as far as the names below it stayed (`get_renamed_dir_portion` in git's `merge-ort.c`).
    fn renamed_folders(
        &self,
        base: &Items,
        side: &Items,
        [before, after]: [Oid; 2],
    ) -> Result<HashSet<String>, GitError> {
        let left: BTreeSet<&str> = side.keys().flat_map(|path| above(path)).collect();
        let is_gone = |folder: &str| !left.contains(folder);
        let mut renamed = HashSet::new();
        if !base.keys().any(|path| folder_of(path).is_some_and(is_gone)) {
            return Ok(renamed);
        }
        for (path, new) in self.renames(before, after)? {
            let (mut old, mut new) = (folder_of(&path), folder_of(&new));
            while let Some(folder) = old.filter(|folder| is_gone(folder)) {
                renamed.insert(folder.to_owned());
                let stays = new.is_some_and(|new| last(new) == last(folder));
                (old, new) = match stays {
                    true => (folder_of(folder), new.and_then(folder_of)),
                    false => break,
                };
            }
        }
        Ok(renamed)
    }

    /// The files of a tree that have another name in another one: the old path, and the new one.
    fn renames(&self, before: Oid, after: Oid) -> Result<Vec<(String, String)>, GitError> {
        let memory = self.memory;
        let [before, after] = [before, after].map(|tree| memory.find_tree(tree));
        let mut diff = memory.diff_tree_to_tree(Some(&before?), Some(&after?), None)?;
        diff.find_similar(Some(DiffFindOptions::new().renames(true)))?;
        let renamed = diff
            .deltas()
            .filter(|delta| delta.status() == Delta::Renamed);
        let path = |file: git2::DiffFile<'_>| {
            let bytes = file.path_bytes().unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        Ok(renamed
            .map(|delta| (path(delta.old_file()), path(delta.new_file())))
            .collect())
    }

    pub(super) fn ask(&mut self, path: &str, why: TreeConflict) {
        self.conflicts.entry(path.to_owned()).or_insert(why);
    }
}

pub(super) fn deleted_by(side: Side) -> TreeConflict {
    match side {
        Side::Ours => TreeConflict::DeletedByUs,
        Side::Theirs => TreeConflict::DeletedByThem,
    }
}

/// The folders that a file lies in, the innermost first.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(folder_of(path), |folder| folder_of(folder))
}

/// The folder of a path; none at the top.
fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
