//! What stands below a folder of a tree, without the contents.

use std::borrow::Cow;

use git2::{Odb, Oid};

use super::error::GitError;
use super::folders::Folders;
use super::raw_tree::TreeEntries;

/// More files than any backlog has; trees can be made to claim any number.
const MOST_FILES: usize = 1_000_000;

/// What a path stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A plain file.
    File,
    /// A symbolic link.
    Link,
    /// Another repository.
    Submodule,
    /// A file or link under a name that is not UTF-8: its path is not the one that it has here.
    Unnamed,
}

/// What stands at a path, and its object. Whether a file may be run counts for nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub kind: Kind,
    pub oid: Oid,
}

/// Returns the folder at a path (parted by `/`; empty for the tree itself) below a tree; none where there is none.
///
/// # Errors
/// When a folder on the way is not in this clone.
pub(super) fn folder_below(
    odb: &Odb<'_>,
    tree: Oid,
    path: &str,
) -> Result<Option<Oid>, git2::Error> {
    let mut tree = tree;
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let object = odb.read(tree)?;
        let found = TreeEntries(object.data())
            .find(|entry| entry.is_tree() && entry.name == part.as_bytes())
            .map(|entry| entry.oid());
        match found {
            Some(oid) => tree = oid,
            None => return Ok(None),
        }
    }
    Ok(Some(tree))
}

/// Returns the plain file at a path (parted by `/`) below a tree; none where there is none.
///
/// # Errors
/// As [`folder_below`].
pub(super) fn file_below(odb: &Odb<'_>, tree: Oid, path: &str) -> Result<Option<Oid>, git2::Error> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let Some(tree) = folder_below(odb, tree, folder)? else {
        return Ok(None);
    };
    let object = odb.read(tree)?;
    let found = TreeEntries(object.data())
        .find(|entry| entry.is_file() && entry.name == name.as_bytes())
        .map(|entry| entry.oid());
    Ok(found)
}

/// Returns what stands below `folder` of a tree, at any depth, by its path from that folder, in the order of git; nothing
/// where there is no such folder. `name` is what errors call the tree.
///
/// # Errors
/// [`GitError::TooManyFiles`], or what libgit2 says of a damaged repository.
pub(super) fn items_below(
    folders: &Folders<'_>,
    tree: Oid,
    folder: &str,
    name: &str,
) -> Result<Vec<(String, Item)>, GitError> {
    let Some(tree) = folder_below(&folders.odb, tree, folder)? else {
        return Ok(Vec::new());
    };
    let mut items = Vec::new();
    let mut steps = 0;
    // A tree has no kind.
    let mut waiting = vec![(String::new(), true, tree, None)];
    while let Some((path, is_text, oid, kind)) = waiting.pop() {
        steps += 1;
        if steps > MOST_FILES {
            return Err(GitError::TooManyFiles(name.to_owned(), MOST_FILES));
        }
        if let Some(kind) = kind {
            items.push((path, Item { kind, oid }));
            continue;
        }
        let entries = folders.read(oid)?;
        let before = waiting.len();
        waiting.extend(TreeEntries(&entries).map(|entry| {
            let name = String::from_utf8_lossy(entry.name);
            let is_text = is_text && matches!(name, Cow::Borrowed(_));
            let slash = if path.is_empty() { "" } else { "/" };
            let kind = match () {
                () if entry.is_tree() => None,
                () if entry.is_submodule() => Some(Kind::Submodule),
                () if !is_text => Some(Kind::Unnamed),
                () if entry.is_file() => Some(Kind::File),
                () => Some(Kind::Link),
            };
            ([&path, slash, &name].concat(), is_text, entry.oid(), kind)
        }));
        // The last one is taken first.
        waiting[before..].reverse();
    }
    Ok(items)
}
