//! Conflicts of one item that one side changed, and that the other one gave another name and changed so much that git takes it for
//! another file: it says that the one was deleted, and that the other one is new.

use std::collections::HashSet;

use git2::{Index, Oid};

use super::error::GitError;
use super::index_conflicts::{IndexConflict, Names};
use super::index_files::entries;
use super::merge::{Side, is_one_story};
use super::repository::Repository;
use super::tree_items::Kind;
use crate::store::id_in_name;

impl Repository {
    /// Puts into each conflict of a file that one side deleted what that side has of the item under another name, where that is surely
    /// one file: merged in the index, and none that the other side has.
    pub(super) fn with_new_names(
        &self,
        index: &Index,
        folder: &str,
        mut found: Vec<IndexConflict>,
    ) -> Result<Vec<IndexConflict>, GitError> {
        for (side, changed) in [(Side::Ours, Side::Theirs), (Side::Theirs, Side::Ours)] {
            let is_deleted = |conflict: &&mut IndexConflict| {
                !conflict.is_no_file
                    && conflict.names.is_none()
                    && conflict.base.is_some()
                    && conflict.version(side).is_none()
                    && conflict.version(changed).is_some()
            };
            let mut deleted = found.iter_mut().filter(is_deleted).peekable();
            if deleted.peek().is_none() {
                continue;
            }
            let new = self.only_merged(index, folder, changed)?;
            for conflict in deleted {
                let base = conflict.base.as_deref().unwrap_or_default();
                let mut same = new.iter().filter(|(_, text)| is_one_story(base, text));
                if let (Some((path, text)), None) = (same.next(), same.next()) {
                    let old = std::mem::replace(&mut conflict.path, path.clone());
                    *conflict.version_mut(side) = Some(text.clone());
                    conflict.names = Some(Names {
                        keeps: side,
                        gone: old.clone(),
                        old,
                        // The side that gave it another id has said what becomes of the old one.
                        gone_id: None,
                        is_taken: false,
                    });
                }
            }
        }
        Ok(found)
    }

    /// The files of items that are merged in the index, and that a side of the merge has not.
    fn only_merged(
        &self,
        index: &Index,
        folder: &str,
        side: Side,
    ) -> Result<Vec<(String, Vec<u8>)>, GitError> {
        let commits: Vec<Oid> = match side {
            Side::Ours => self.head_commit()?.into_iter().collect(),
            Side::Theirs => self.merged_commits(),
        };
        let mut known = HashSet::new();
        for commit in commits {
            let tree = self.inner.find_commit(commit)?.tree_id();
            known.extend(self.items_in(tree, folder, "a side")?.into_keys());
        }
        let odb = self.inner.odb()?;
        let new = entries(index, folder).filter(|(path, item, stage)| {
            let is_item = item.kind == Kind::File && id_in_name(path).is_some();
            *stage == 0 && is_item && !known.contains(path)
        });
        new.map(|(path, item, _)| Ok((path, odb.read(item.oid)?.data().to_vec())))
            .collect()
    }
}
