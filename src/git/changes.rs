//! Which files of a folder differ between two states, and what they were before.

use std::collections::{BTreeMap, BTreeSet};

use git2::{Odb, Oid};

use super::error::GitError;
use super::folders::Folders;
use super::links::linked;
use super::repository::Repository;
use super::tree_items::{Item, Kind, items_below};

/// Files by their path from a folder, parted by `/`.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// What stands in a folder, by path.
pub(super) type Items = BTreeMap<String, Item>;

/// The files of a folder that differ between two states. A file that was renamed differs under both names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    paths: BTreeSet<String>,
    before: Option<Files>,
    passed_over: BTreeMap<String, &'static str>,
}

impl Repository {
    /// Returns what stands below `folder` of what is checked out, wherever that lies in a tree; as [`items_below`].
    ///
    /// # Errors
    /// As [`items_below`].
    pub(super) fn items_in(&self, tree: Oid, folder: &str, name: &str) -> Result<Items, GitError> {
        let Some(folder) = self.folder_at(tree, folder)? else {
            return Ok(Items::new());
        };
        let items = items_below(&Folders::of(self)?, folder.tree, "", name)?;
        Ok(items.into_iter().collect())
    }
}

impl Changes {
    /// Returns what differs: `paths`, where one that ends in `/` stands for everything below it.
    pub(super) fn new(odb: &Odb<'_>, before: &Items, paths: BTreeSet<String>) -> Self {
        let mut files = Some(Files::new());
        let was_file = |path: &&String| {
            before
                .get(*path)
                .is_some_and(|item| item.kind == Kind::File)
        };
        for path in paths.iter().filter(was_file) {
            let bytes = before.get(path).and_then(|item| odb.read(item.oid).ok());
            match (&mut files, bytes) {
                (Some(files), Some(bytes)) => {
                    files.insert(path.clone(), bytes.data().to_vec());
                }
                // A partial clone fetches contents when git asks for them; libgit2 does not.
                _ => files = None,
            }
        }
        Self {
            paths,
            before: files,
            passed_over: BTreeMap::new(),
        }
    }

    /// The same, with each link below `folder` that ended `before` in a file that differs: what stands under its name differs too.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub(super) fn through_links(
        mut self,
        repository: &Repository,
        folder: &str,
        before: &Items,
    ) -> Result<Self, GitError> {
        for (link, file) in linked(repository, folder, before)? {
            if !self.contains(&file) || self.contains(&link) {
                continue;
            }
            if let Some(files) = &mut self.before {
                files.extend(files.get(&file).cloned().map(|bytes| (link.clone(), bytes)));
            }
            self.paths.insert(link);
        }
        Ok(self)
    }

    /// The same, with the files that git was told to pass over, and what ends that.
    pub(super) fn passing_over(mut self, passed_over: BTreeMap<String, &'static str>) -> Self {
        self.passed_over = passed_over;
        self
    }

    /// Where git was told to pass over a file that differs: the option of `git update-index` that ends this.
    #[must_use]
    pub fn passed_over(&self, path: &str) -> Option<&'static str> {
        self.passed_over.get(path).copied()
    }

    /// Whether the file at that path (from the folder, parted by `/`) differs: it is new, changed, gone, or was renamed
    /// from or to this name.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        let is_below = |(at, _)| self.paths.contains(&path[..=at]);
        self.paths.contains(path) || path.match_indices('/').any(is_below)
    }

    /// The paths that differ, in their order; one that ends in `/` stands for everything below it.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The files that differ as they were before, by path; none where this clone does not hold their contents.
    #[must_use]
    pub fn before(&self) -> Option<&BTreeMap<String, Vec<u8>>> {
        self.before.as_ref()
    }
}

/// The paths at which two states differ, a submodule with a `/` behind it.
pub(super) fn differing(before: &Items, after: &Items) -> BTreeSet<String> {
    let named = |path: &String, items: [Option<&Item>; 2]| {
        let is_folder = |item: &Item| item.kind == Kind::Submodule;
        if items.into_iter().flatten().any(is_folder) {
            format!("{path}/")
        } else {
            path.clone()
        }
    };
    let gone_or_changed = before
        .iter()
        .map(|(path, was)| (path, [Some(was), after.get(path)]));
    let new = after
        .iter()
        .filter(|(path, _)| !before.contains_key(*path))
        .map(|(path, is)| (path, [None, Some(is)]));
    gone_or_changed
        .chain(new)
        .filter(|(_, [was, is])| was != is)
        .map(|(path, items)| named(path, items))
        .collect()
}

#[cfg(test)]
mod tests {
    use git2::Oid;

    use super::{Changes, Items, differing};
    use crate::git::tree_items::{Item, Kind};

    fn items(list: &[(&str, Kind, u8)]) -> Items {
        list.iter()
            .map(|&(path, kind, content)| {
                let oid = Oid::from_bytes(&[content; 20]).unwrap();
                (path.to_owned(), Item { kind, oid })
            })
            .collect()
    }

    #[test]
    fn what_is_new_changed_or_gone_differs() {
        let before = items(&[
            ("a", Kind::File, 1),
            ("b", Kind::File, 2),
            ("c", Kind::File, 3),
            ("link", Kind::File, 4),
            ("sub", Kind::Submodule, 5),
        ]);
        let after = items(&[
            ("a", Kind::File, 1),
            ("b", Kind::File, 9),
            ("d", Kind::File, 3),
            ("link", Kind::Link, 4),
            ("sub", Kind::Submodule, 6),
        ]);
        let paths = differing(&before, &after);
        assert_eq!(
            paths.iter().map(String::as_str).collect::<Vec<_>>(),
            ["b", "c", "d", "link", "sub/"]
        );
        let changes = Changes {
            paths,
            ..Changes::default()
        };
        for path in ["b", "d", "sub/US-1.md", "sub/deep/é.md"] {
            assert!(changes.contains(path), "{path}");
        }
        for path in ["a", "sub", "submarine/US-1.md", "b/c", ""] {
            assert!(!changes.contains(path), "{path}");
        }
    }
}
