//! A folder's tree under its full name, and back: attributes of git go by paths from the top of the repository.

use git2::{Index, Oid, Repository};

use super::error::GitError;

/// Writes the tree of a repository that has nothing but this one, in `folder` (from the top, parted by `/`).
///
/// # Errors
/// When it cannot be written.
pub(super) fn in_folder(repository: &Repository, folder: &str, tree: Oid) -> Result<Oid, GitError> {
    let mut tree = tree;
    for part in folder.rsplit('/').filter(|part| !part.is_empty()) {
        let mut above = repository.treebuilder(None)?;
        above.insert(part, tree, 0o040_000)?;
        tree = above.write()?;
    }
    Ok(tree)
}

/// What an index says of a folder, also in conflict, by paths from there.
///
/// # Errors
/// When libgit2 takes an entry back.
pub(super) fn index_below(index: &Index, folder: &str) -> Result<Index, GitError> {
    let skipped = match folder.is_empty() {
        true => 0,
        false => folder.len() + 1,
    };
    let mut found = Index::new()?;
    for mut entry in index.iter() {
        entry.path.drain(..skipped);
        // What is in conflict stays so: that stands in the entry's flags.
        found.add(&entry)?;
    }
    Ok(found)
}
