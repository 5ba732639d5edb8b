//! Files of which the index holds several versions, and the way to put one in their place.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::GitError;
use super::index_files::entries;
use super::index_lock::IndexLock;
use super::merge::{Side, is_one_story};
use super::repository::Repository;
use super::tree_items::Kind;
use crate::model::StoryId;
use crate::store::id_in_name;

/// The versions of one file that is in conflict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexConflict {
    /// Its path from the folder, parted by `/`.
    pub path: String,
    /// The common version (stage 1); none where there was none.
    pub base: Option<Vec<u8>>,
    /// Our version (stage 2); none where we deleted it.
    pub ours: Option<Vec<u8>>,
    /// Their version (stage 3); none where they deleted it.
    pub theirs: Option<Vec<u8>>,
    /// Whether a version is a link or another repository, or the name is not UTF-8, so that `path` leads nowhere.
    pub is_no_file: bool,
    /// Its names, where the sides have it under different ones; `path` is the one that stays.
    pub names: Option<Names>,
    /// What git put into the files by itself, where that is none of the versions.
    pub lying: Vec<Vec<u8>>,
    /// Whether one side alone has it, and the other one did not take it out: it is new in a folder that the other side renamed, so
    /// that git asks where it belongs ("file location"), or it is new and git took it for an item that it is not.
    pub is_uncontested: bool,
}

/// The names of one item that both sides renamed, each to another name, or one side so that git did not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The side whose name and id stay.
    pub keeps: Side,
    /// The path of the common version.
    pub old: String,
    /// The path that the other side gave it, or left it.
    pub gone: String,
    /// The id of the other side, where that is another one too.
    pub gone_id: Option<StoryId>,
    /// Whether another item has that id.
    pub is_taken: bool,
}

impl IndexConflict {
    /// Every path of it, the one that stays first.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let names = self.names.iter().flat_map(|names| {
            let old = Some(&names.old).filter(|old| **old != names.gone);
            std::iter::once(&names.gone).chain(old)
        });
        std::iter::once(&self.path).chain(names).map(String::as_str)
    }

    /// What a side has.
    pub(super) fn version(&self, side: Side) -> Option<&Vec<u8>> {
        match side {
            Side::Ours => self.ours.as_ref(),
            Side::Theirs => self.theirs.as_ref(),
        }
    }

    /// What a side has, to be set.
    pub(super) fn version_mut(&mut self, side: Side) -> &mut Option<Vec<u8>> {
        match side {
            Side::Ours => &mut self.ours,
            Side::Theirs => &mut self.theirs,
        }
    }

    /// Whether our version and theirs are surely two items that came to have one file name.
    #[must_use]
    pub fn is_two_items(&self) -> bool {
        let sides = self.ours.as_deref().zip(self.theirs.as_deref());
        sides.is_some_and(|(ours, theirs)| are_two_items(ours, theirs))
    }

    /// The versions that are there.
    pub fn versions(&self) -> impl Iterator<Item = &Vec<u8>> {
        let all = [&self.base, &self.ours, &self.theirs];
        all.into_iter().flatten()
    }
}

impl Repository {
    /// Returns the files below `folder` (from the top of the repository, parted by `/`) that are in conflict, by path. One item that
    /// has two names is one.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of a damaged repository.
    pub fn conflicts_below(&self, folder: &str) -> Result<Vec<IndexConflict>, GitError> {
        let index = self.index(None)?;
        let odb = self.inner.odb()?;
        let mut found: BTreeMap<String, IndexConflict> = BTreeMap::new();
        let unmerged = entries(&index, folder).filter(|(.., stage)| *stage > 0);
        for (path, item, stage) in unmerged {
            let conflict = found.entry(path.clone()).or_insert_with(|| IndexConflict {
                path,
                ..IndexConflict::default()
            });
            // This stands in place of bytes that are no letter.
            if item.kind != Kind::File || conflict.path.contains('\u{fffd}') {
                conflict.is_no_file = true;
                continue;
            }
            let bytes = Some(odb.read(item.oid)?.data().to_vec());
            match stage {
                1 => conflict.base = bytes,
                2 => conflict.ours = bytes,
                _ => conflict.theirs = bytes,
            }
        }
        let found = self.united(&index, folder, found.into_values().collect())?;
        let mut found = self.with_new_names(&index, folder, found)?;
        mark_uncontested(&mut found);
        Ok(found)
    }
}

/// Marks what one side has newly and nobody took out. An end of a rename is none of these: where a file went that both sides gave
/// another name, git lists its old name by itself.
fn mark_uncontested(conflicts: &mut [IndexConflict]) {
    let of_old_names = conflicts.iter().filter(|it| it.versions().count() == 1);
    let old: Vec<(String, Vec<u8>)> = of_old_names
        .filter_map(|it| Some((it.path.clone(), it.base.clone()?)))
        .collect();
    let is_end = |conflict: &IndexConflict, version: &[u8]| {
        old.iter().any(|(path, base)| {
            is_one_story(base, version) || !(is_item(path) && is_item(&conflict.path))
        })
    };
    for conflict in conflicts {
        let versions = (&conflict.ours, &conflict.theirs);
        let ((Some(version), None) | (None, Some(version))) = versions else {
            continue;
        };
        conflict.is_uncontested = !conflict.is_no_file
            && match &conflict.base {
                None => !is_end(conflict, version),
                Some(base) => are_two_items(base, version),
            };
    }
}

/// Whether two versions are surely two items: what is one item with itself can be read, and has an id.
fn are_two_items(one: &[u8], other: &[u8]) -> bool {
    is_one_story(one, one) && is_one_story(other, other) && !is_one_story(one, other)
}

/// Whether the name of a file is that of an item.
fn is_item(path: &str) -> bool {
    id_in_name(path).is_some()
}

impl Repository {
    /// Stages exactly these files (from the top of the working tree) as they lie there, or as gone, and nothing else.
    ///
    /// # Errors
    /// Those of [`Self::expect_index`], and what libgit2 says of an index or a file that it cannot read or write.
    pub fn stage(&self, paths: &[String]) -> Result<(), GitError> {
        let mut index = self.lock_index()?;
        index.stage(paths)?;
        index.put_in_place()
    }
}

impl IndexLock<'_> {
    /// Stages exactly these files (from the top of the working tree) as they lie there, or as gone, and nothing else, in the next
    /// index.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index or a file that it cannot read.
    pub(super) fn stage(&mut self, paths: &[String]) -> Result<(), GitError> {
        let top = self.workdir().to_owned();
        self.change(|index| {
            for path in paths {
                let relative = Path::new(path);
                // Git remembers the versions then, so that `git checkout -m` has them too.
                match top.join(relative).symlink_metadata() {
                    Ok(_) => index.add_path(relative)?,
                    Err(_) => index.remove_path(relative)?,
                }
                // It fails where there is none of one kind; what counts is that none is left.
                let _ = index.conflict_remove(relative);
            }
            Ok(())
        })
    }
}
