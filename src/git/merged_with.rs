//! The backlog as a merge would leave it: merged in memory, story files field by field; nothing is written.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::{Changes, Items, differing};
use super::error::GitError;
use super::merge::MergeRules;
use super::repository::Repository;
use super::tree_items::{Item, Kind};
use super::tree_merge::{TreeConflict, Trees};
use super::virtual_base::merged_first;
use crate::store::Gathered;

/// What a merge would leave behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedTree {
    /// Every file of the folder after the merge, by its path from the folder. What is in conflict is as our side has it,
    /// else as theirs has it.
    pub files: Gathered,
    /// What a person would have to decide, by path.
    pub conflicts: BTreeMap<String, TreeConflict>,
    /// The files that the merge would change on our side.
    pub changes: Changes,
    /// Whether the two agreed last in so many commits, as after many a criss-cross, that only one of them was looked at. Git merges
    /// these first, and may then find other conflicts.
    pub has_too_many_bases: bool,
    /// Where the folder lies on their side, where that is elsewhere and a link leads from one place to the other. Git then asks
    /// where files belong that the other side added.
    pub moved: Option<String>,
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
        // What the merge makes of files goes to memory, and is gone with it.
        let memory = git2::Repository::open(self.inner.path())?;
        memory.odb()?.add_new_mempack_backend(1_000)?;
        let names = self.names_of_folder(folder)?;
        let trees = Trees {
            memory: &memory,
            folder,
            names: &names,
            rules,
            asks_places: self.asks_places(),
        };
        let there = names.within(&memory.odb()?, memory.find_commit(theirs)?.tree_id())?;
        let moved = there.map(|it| it.path).filter(|there| there != folder);
        let base = merged_first(&trees, &bases)?;
        let has_too_many_bases = base.is_none();
        let merge = trees.merge([base.unwrap_or(bases[0]), ours, theirs], None)?;
        let after = merge.items()?;
        let files = merge.gathered(self, &after)?;
        let is_file = |(_, item): &(String, Item)| item.kind == Kind::File;
        let [ours, after] =
            [merge.ours, after].map(|side| -> Items { side.into_iter().filter(is_file).collect() });
        let mut paths: BTreeSet<String> = differing(&ours, &after);
        paths.extend(merge.conflicts.keys().cloned());
        Ok(MergedTree {
            changes: Changes::new(&memory.odb()?, &ours, paths),
            files,
            conflicts: merge.conflicts,
            has_too_many_bases,
            moved,
        })
    }
}
