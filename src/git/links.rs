//! What of a tree or an index is no file of its own: links, and names that are not UTF-8.

use std::collections::HashMap;

use git2::Oid;

use super::error::GitError;
use super::repository::Repository;
use super::tree_items::{Item, Kind};
use crate::model::Unreadable;
use crate::store::{HeldLink, Stands, held_link, unnamed};

/// More than any path has that a file system takes: a link is not longer.
const LONGEST_LINK: usize = 4096;

/// The files of a folder by their path from it, and what stands among them that cannot be read.
pub(super) type Sorted = (Vec<(String, Oid)>, Vec<Unreadable>);

/// Sorts what stands below `folder` (from the top of the repository, parted by `/`). A link to a file of it is that file under
/// another name.
///
/// # Errors
/// What libgit2 says of a damaged repository.
pub(super) fn sorted(
    repository: &Repository,
    folder: &str,
    items: impl IntoIterator<Item = (String, Item)>,
) -> Result<Sorted, GitError> {
    let (mut files, mut links, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for (path, item) in items {
        match item.kind {
            Kind::File => files.push((path, item.oid)),
            Kind::Link => links.push((path, item.oid)),
            Kind::Unnamed => left.extend(unnamed(path)),
            Kind::Submodule => {}
        }
    }
    if links.is_empty() {
        return Ok((files, left));
    }
    let odb = repository.inner.odb()?;
    let by_path: HashMap<&str, Oid> = files
        .iter()
        .map(|(path, oid)| (path.as_str(), *oid))
        .collect();
    let stands = |path: &str| {
        let is_below = |file: &str| {
            let rest = file.strip_prefix(path);
            rest.is_some_and(|rest| path.is_empty() || rest.starts_with('/'))
        };
        match by_path.contains_key(path) {
            true => Stands::File,
            false if files.iter().any(|(file, _)| is_below(file)) => Stands::Folder,
            false => Stands::Nothing,
        }
    };
    let mut linked = Vec::new();
    for (path, oid) in &links {
        // A clone that left contents out does not say where it leads.
        let Ok((length, _)) = odb.read_header(*oid) else {
            continue;
        };
        let target = match length <= LONGEST_LINK {
            true => String::from_utf8_lossy(odb.read(*oid)?.data()).into_owned(),
            false => String::from("/"),
        };
        let beyond = || {
            let at = repository.workdir().join(folder).join(path);
            at.parent().is_some_and(|from| from.join(&target).is_dir())
        };
        match held_link(path, &target, stands, beyond) {
            HeldLink::File(file) => linked.push((path.clone(), by_path[file.as_str()])),
            HeldLink::Left(file) => left.push(*file),
            HeldLink::Passed => {}
        }
    }
    files.extend(linked);
    Ok((files, left))
}
