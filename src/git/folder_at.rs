//! Where the backlog's folder lies in a tree: also where it became a link there, or was none yet.

use git2::{Odb, Oid};

use super::changed_since::from_top;
use super::error::GitError;
use super::links::LONGEST_LINK;
use super::raw_tree::TreeEntries;
use super::repository::Repository;
use super::tree_items::folder_below;
use crate::store::MOST_LINKS;

/// So many links of a folder are looked at.
const MOST_NAMES: usize = 64;

/// A folder of a tree.
pub(super) struct Folder {
    /// Its path from the top, parted by `/`; no part of it is a link.
    pub path: String,
    /// What it holds.
    pub tree: Oid,
}

/// The names under which one folder was, or will be, from the top of the repository: its own, and those of links to it.
pub(super) struct FolderNames(Vec<String>);

impl FolderNames {
    /// Returns where the folder lies in a tree, by the first of its names that leads to one; none where none does.
    ///
    /// # Errors
    /// When a folder on the way is not in this clone.
    pub fn within(&self, odb: &Odb<'_>, tree: Oid) -> Result<Option<Folder>, git2::Error> {
        for name in &self.0 {
            if let Some(folder) = folder_named(odb, tree, name)? {
                return Ok(Some(folder));
            }
        }
        Ok(None)
    }
}

impl Repository {
    /// The names of the folder that is `folder` (from the top, parted by `/`) in what is checked out: before a backlog was moved
    /// behind a link, it lay where that link is.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub(super) fn names_of_folder(&self, folder: &str) -> Result<FolderNames, GitError> {
        let mut names = vec![folder.to_owned()];
        let odb = self.inner.odb()?;
        let Some(head) = self.head_commit()? else {
            return Ok(FolderNames(names));
        };
        let tree = self.inner.find_commit(head)?.tree_id();
        // Beside the folder and in each folder above it.
        for (at, _) in folder.match_indices('/').chain([(0, "")]) {
            let above = &folder[..at];
            for link in links_in(&odb, tree, above)?.into_iter().take(MOST_NAMES) {
                let name = from_top(above, &link);
                if folder_named(&odb, tree, &name)?.is_some_and(|it| it.path == folder) {
                    names.push(name);
                }
            }
        }
        Ok(FolderNames(names))
    }

    /// Where `folder` of what is checked out lies in a tree; none where nothing is known of it there.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository, or of a clone that has not all of it.
    pub(super) fn folder_at(&self, tree: Oid, folder: &str) -> Result<Option<Folder>, GitError> {
        let odb = self.inner.odb()?;
        if let Some(found) = folder_named(&odb, tree, folder)? {
            return Ok(Some(found));
        }
        Ok(self.names_of_folder(folder)?.within(&odb, tree)?)
    }

    /// Whether a revision has a folder of its own there, and no link to one.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], or what libgit2 says of a damaged repository.
    pub fn has_folder(&self, rev: &str, folder: &str) -> Result<bool, GitError> {
        let found = folder_named(&self.inner.odb()?, self.tree_of(rev)?, folder)?;
        Ok(found.is_some_and(|found| found.path == folder))
    }
}

/// The names of the links in a folder of a tree.
fn links_in(odb: &Odb<'_>, tree: Oid, folder: &str) -> Result<Vec<String>, git2::Error> {
    let Some(folder) = folder_below(odb, tree, folder)? else {
        return Ok(Vec::new());
    };
    let object = odb.read(folder)?;
    let links = TreeEntries(object.data()).filter(|entry| entry.is_link());
    let names = links.filter_map(|link| Some(std::str::from_utf8(link.name).ok()?.to_owned()));
    Ok(names.collect())
}

/// What stands at a step of a path.
enum Step {
    Folder(Oid),
    Link(Oid),
}

/// The folder at a path of a tree, links followed as systems do; none where there is none, or a link leads out of the tree.
fn folder_named(odb: &Odb<'_>, top: Oid, path: &str) -> Result<Option<Folder>, git2::Error> {
    // The folders from the top to where one is, each with its name.
    let mut here: Vec<(String, Oid)> = Vec::new();
    let mut waiting: Vec<String> = path.rsplit('/').map(str::to_owned).collect();
    let mut links = 0;
    while let Some(part) = waiting.pop() {
        match part.as_str() {
            "" | "." => continue,
            ".." if here.pop().is_none() => return Ok(None),
            ".." => continue,
            _ => {}
        }
        let folder = here.last().map_or(top, |(_, tree)| *tree);
        match step(odb, folder, &part)? {
            None => return Ok(None),
            Some(Step::Folder(tree)) => here.push((part, tree)),
            Some(Step::Link(link)) => {
                links += 1;
                // A clone that left contents out does not say where it leads.
                if !odb
                    .read_header(link)
                    .is_ok_and(|(length, _)| length <= LONGEST_LINK)
                {
                    return Ok(None);
                }
                let target = odb.read(link)?;
                let target = String::from_utf8_lossy(target.data());
                if links > MOST_LINKS || target.starts_with('/') {
                    return Ok(None);
                }
                waiting.extend(target.rsplit('/').map(str::to_owned));
            }
        }
    }
    let tree = here.last().map_or(top, |(_, tree)| *tree);
    let names: Vec<String> = here.into_iter().map(|(name, _)| name).collect();
    let path = names.join("/");
    Ok(Some(Folder { path, tree }))
}

fn step(odb: &Odb<'_>, folder: Oid, name: &str) -> Result<Option<Step>, git2::Error> {
    let object = odb.read(folder)?;
    let found = TreeEntries(object.data()).find(|entry| entry.name == name.as_bytes());
    Ok(found.and_then(|entry| match () {
        () if entry.is_tree() => Some(Step::Folder(entry.oid())),
        () if entry.is_link() => Some(Step::Link(entry.oid())),
        () => None,
    }))
}

#[cfg(test)]
mod tests {
    use crate::git::testing::Sandbox;

    #[cfg(unix)]
    #[test]
    fn a_folder_is_found_by_a_link_to_it_and_where_that_link_was_a_folder() {
        let sandbox = Sandbox::new();
        sandbox.commit("main", &[("teams/a/po.yaml", "1"), ("x", "")], &[]);
        sandbox.git(&["reset", "-q", "--hard"]);
        sandbox.git(&["branch", "old"]);
        sandbox.git(&["mv", "teams/a", "b"]);
        std::fs::create_dir_all(sandbox.path().join("teams")).unwrap();
        std::os::unix::fs::symlink("../b", sandbox.path().join("teams/a")).unwrap();
        sandbox.git(&["add", "-A"]);
        sandbox.git(&["commit", "-q", "-m", "moved"]);
        let repository = sandbox.repository();
        let at = |rev: &str, folder: &str| {
            let tree = repository.tree_of(rev).unwrap();
            let found = repository.folder_at(tree, folder).unwrap();
            found.map(|folder| folder.path)
        };
        let path = |path: &str| Some(path.to_owned());
        assert_eq!(at("main", "teams/a"), path("b"));
        assert_eq!((at("main", "b"), at("main", "none")), (path("b"), None));
        assert_eq!(at("old", "teams/a"), path("teams/a"));
        assert_eq!(at("old", ""), path(""));
        assert!(repository.has_folder("old", "teams/a").unwrap());
        assert!(!repository.has_folder("main", "teams/a").unwrap());
    }
}
