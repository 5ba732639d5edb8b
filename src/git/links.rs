//! What of a tree or an index is no file of its own: links, and names that are not UTF-8.

use std::collections::{BTreeMap, HashMap, HashSet};

use git2::Oid;

use super::changes::Items;
use super::error::GitError;
use super::repository::Repository;
use super::tree_items::{Item, Kind};
use crate::model::Unreadable;
use crate::store::{HeldLink, Stands, held_link, linked_file, unnamed};

/// More than any path has that a file system takes: a link is not longer.
pub(super) const LONGEST_LINK: usize = 4096;

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
    let targets = targets(repository, links)?;
    let stands = stands(
        files.iter().map(|(path, oid)| (path.as_str(), *oid)),
        &targets,
    );
    let mut linked = Vec::new();
    let mut named = HashSet::new();
    for (path, target) in &targets {
        let beyond = |path: &str, target: &str| {
            let at = repository.workdir().join(folder).join(path);
            at.parent().is_some_and(|from| from.join(target).is_dir())
        };
        match held_link(folder, (path, target), &stands, beyond) {
            // A second name of a file would look like a second story.
            HeldLink::File((file, oid)) if named.insert((folder_of(path), file)) => {
                linked.push((path.clone(), oid));
            }
            HeldLink::Left(file) => left.push(*file),
            HeldLink::File(_) | HeldLink::Passed => {}
        }
    }
    files.extend(linked);
    Ok((files, left))
}

/// The links among what stands below `folder` that end in a file of it, each with the path of that file.
///
/// # Errors
/// As [`sorted`].
pub(super) fn linked(
    repository: &Repository,
    folder: &str,
    items: &Items,
) -> Result<Vec<(String, String)>, GitError> {
    let of = |kind: Kind| items.iter().filter(move |(_, item)| item.kind == kind);
    let links: Vec<(String, Oid)> = of(Kind::Link)
        .map(|(path, item)| (path.clone(), item.oid))
        .collect();
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let targets = targets(repository, links)?;
    let files = of(Kind::File).map(|(path, item)| (path.as_str(), item.oid));
    let stands = stands(files, &targets);
    let end = |(path, target): (&String, &String)| {
        let (file, _) = linked_file(folder, (path, target), &stands)?;
        Some((path.clone(), file))
    };
    Ok(targets.iter().filter_map(end).collect())
}

/// Where links lead, as it is written in them, by their path.
fn targets(
    repository: &Repository,
    links: Vec<(String, Oid)>,
) -> Result<BTreeMap<String, String>, GitError> {
    let odb = repository.inner.odb()?;
    let mut targets = BTreeMap::new();
    for (path, oid) in links {
        // A clone that left contents out does not say where it leads.
        let Ok((length, _)) = odb.read_header(oid) else {
            continue;
        };
        let target = match length <= LONGEST_LINK {
            true => String::from_utf8_lossy(odb.read(oid)?.data()).into_owned(),
            false => String::from("/"),
        };
        targets.insert(path, target);
    }
    Ok(targets)
}

/// What stands where: files, links, and the folders that hold them. A file is known by its path and what it holds.
fn stands<'p>(
    files: impl Iterator<Item = (&'p str, Oid)>,
    targets: &'p BTreeMap<String, String>,
) -> HashMap<&'p str, Stands<'p, (&'p str, Oid)>> {
    let mut stands = HashMap::from([("", Stands::Folder)]);
    let files = files.map(|(path, oid)| (path, Stands::File((path, oid))));
    let links = targets
        .iter()
        .map(|(path, target)| (path.as_str(), Stands::Link(target)));
    for (path, what) in files.chain(links) {
        for (at, _) in path.match_indices('/') {
            stands.insert(&path[..at], Stands::Folder);
        }
        stands.insert(path, what);
    }
    stands
}

/// The folder of the backlog in which a path stands.
fn folder_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}
