//! What several commits have in common, where branches met crosswise: they are merged first, as git does it.

use git2::{ErrorCode, Oid, Signature, Time};

use super::error::GitError;
use super::full_paths::in_folder;
use super::tree_merge::Trees;

/// More merges than these are not made for one: histories can be made to ask for any number.
const MOST_MERGES: usize = 64;

/// Returns one commit for all of what two branches agreed on last, in memory where it has to be merged; none where that takes
/// too many merges.
///
/// Git merges them two by two, the oldest first, and takes a conflict with its markers for what was agreed (`merge_ort_internal` in
/// git's `merge-ort.c`).
///
/// # Errors
/// As [`Trees::merge`].
pub(super) fn merged_first(trees: &Trees<'_>, commits: &[Oid]) -> Result<Option<Oid>, GitError> {
    let mut left = MOST_MERGES;
    first(trees, commits, &mut left, 1)
}

fn first(
    trees: &Trees<'_>,
    commits: &[Oid],
    left: &mut usize,
    depth: u16,
) -> Result<Option<Oid>, GitError> {
    let mut oldest_first = commits.iter().rev().copied();
    let Some(mut merged) = oldest_first.next() else {
        return nothing(trees).map(Some);
    };
    for next in oldest_first {
        if *left == 0 {
            return Ok(None);
        }
        *left -= 1;
        let common = match trees.memory.merge_bases(merged, next) {
            Ok(common) => common.to_vec(),
            Err(error) if error.code() == ErrorCode::NotFound => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let Some(base) = first(trees, &common, left, depth + 1)? else {
            return Ok(None);
        };
        let tree = trees.merge([base, merged, next], Some(depth))?.tree()?;
        merged = commit(trees, tree, &[merged, next])?;
    }
    Ok(Some(merged))
}

/// A commit without anything.
fn nothing(trees: &Trees<'_>) -> Result<Oid, GitError> {
    let tree = trees.memory.treebuilder(None)?.write()?;
    commit(trees, tree, &[])
}

/// A commit of a tree in the folder, in memory.
fn commit(trees: &Trees<'_>, tree: Oid, parents: &[Oid]) -> Result<Oid, GitError> {
    let memory = trees.memory;
    let tree = in_folder(memory, trees.folder, tree)?;
    let nobody = Signature::new("po", "po", &Time::new(0, 0))?;
    let found: Result<Vec<_>, _> = parents.iter().map(|it| memory.find_commit(*it)).collect();
    let parents = found?;
    let parents: Vec<_> = parents.iter().collect();
    let tree = memory.find_tree(tree)?;
    Ok(memory.commit(None, &nobody, &nobody, "", &tree, &parents)?)
}
