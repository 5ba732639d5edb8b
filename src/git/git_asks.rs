//! What git asks of a merge beyond what libgit2 finds: it follows folders that were renamed, and guesses less of items.

use std::collections::{BTreeSet, HashMap, HashSet};

use git2::Oid;

use super::changes::Items;
use super::error::GitError;
use super::merge::Side;
use super::repository::Repository;
use super::tree_items::Kind;
use super::tree_merge::{Merge, TreeConflict, is_story};
use crate::model::StoryId;
use crate::store::id_in_name;

/// What of a merge only git knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
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
        asked: Asked,
    ) -> Result<(), GitError> {
        for (side, mine, other) in [(Side::Ours, ours, theirs), (Side::Theirs, theirs, ours)] {
            self.deleted_and_edited(base, mine, other, side)?;
            let has_moved = asked.moved_by == Some(side.other());
            let renamed = match asked.asks_places {
                true => renamed_folders(base, other),
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

    fn ask(&mut self, path: &str, why: TreeConflict) {
        self.conflicts.entry(path.to_owned()).or_insert(why);
    }
}

fn deleted_by(side: Side) -> TreeConflict {
    match side {
        Side::Ours => TreeConflict::DeletedByUs,
        Side::Theirs => TreeConflict::DeletedByThem,
    }
}

/// The folders of `base` that are gone on a side, and of which a file is elsewhere there: as it was, or with its id in its name.
///
/// Git takes that for a renamed folder, and so each folder above, as far as the names below it stayed
/// (`get_renamed_dir_portion` in git's `merge-ort.c`).
fn renamed_folders<'b>(base: &'b Items, side: &Items) -> HashSet<&'b str> {
    let left: BTreeSet<&str> = side.keys().flat_map(|path| above(path)).collect();
    let gone = |folder: &str| !left.contains(folder);
    let mut lost = base
        .iter()
        .filter(|(path, _)| folder_of(path).is_some_and(gone))
        .peekable();
    if lost.peek().is_none() {
        return HashSet::new();
    }
    let (mut by_bytes, mut by_id) = (HashMap::<Oid, &str>::new(), HashMap::<StoryId, &str>::new());
    for (path, item) in side.iter().filter(|(path, _)| !base.contains_key(*path)) {
        by_bytes.insert(item.oid, path);
        by_id.extend(id_in_name(path).map(|id| (id, path.as_str())));
    }
    let mut renamed = HashSet::new();
    for (path, item) in lost {
        let of_id = || by_id.get(&id_in_name(path)?);
        let Some(new) = by_bytes.get(&item.oid).or_else(of_id) else {
            continue;
        };
        let (mut old, mut new) = (folder_of(path), folder_of(new));
        while let Some(folder) = old.filter(|folder| gone(folder)) {
            renamed.insert(folder);
            let stays = new.is_some_and(|new| last(new) == last(folder));
            (old, new) = match stays {
                true => (folder_of(folder), new.and_then(folder_of)),
                false => break,
            };
        }
    }
    renamed
}

/// The folders that a file lies in, the innermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(folder_of(path), |folder| folder_of(folder))
}

/// The folder of a path; none at the top.
fn folder_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
