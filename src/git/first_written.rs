//! Where something in a file was first written, on every side of the merges behind it.

use std::collections::{HashMap, HashSet};

use git2::{ObjectType, Oid};

use super::error::GitError;
use super::folders::Folders;
use super::raw_tree::{RawCommit, commit_id, raw_commit};
use super::repository::Repository;
use super::tree_items::{Kind, file_below, folder_below, items_below};
use crate::model::{CommitId, StoryId};
use crate::store::{STORIES, id_in_name};

/// So many commits are looked into before the search gives up.
const MOST_COMMITS: usize = 20_000;

/// Where something in a file was first written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstWritten {
    /// In these commits: one, or several where sides of a merge wrote it each on their own. Never none.
    In(Vec<CommitId>),
    /// In no commit behind what is checked out.
    NotCommitted,
    /// This clone does not hold the commit, or it lies too far back.
    Unknown,
}

/// What a file is asked: whether it holds what is looked for, given its path from the backlog and its bytes.
type Holds<'h> = dyn FnMut(&str, &[u8]) -> bool + 'h;

impl Repository {
    /// Returns where something in the file at `path` below `folder` (both parted by `/`, the folder from the top of the
    /// repository) was first written: the commits behind HEAD, and behind a merge under way, that hold it and have no
    /// parent that does. A story whose file had another name then is found by the id in the name, or one of its `former` ids.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn first_written(
        &self,
        folder: &str,
        path: &str,
        former: &[StoryId],
        holds: &mut Holds<'_>,
    ) -> Result<FirstWritten, GitError> {
        let folders = Folders::of_many(self.inner.odb()?);
        let mut look = Look {
            folders: &folders,
            folder,
            former,
            holds,
            asked: HashMap::new(),
        };
        let mut waiting: Vec<(Oid, String)> = Vec::new();
        let head = self.head_commit()?.into_iter();
        for tip in head.chain(self.merge_heads()) {
            match look.in_commit(tip, path) {
                Found::There(path) => waiting.push((tip, path)),
                Found::Not => {}
                Found::Unknown => return Ok(FirstWritten::Unknown),
            }
        }
        if waiting.is_empty() {
            return Ok(FirstWritten::NotCommitted);
        }
        let mut seen: HashSet<(Oid, String)> = waiting.iter().cloned().collect();
        let mut first = Vec::new();
        while let Some((commit, path)) = waiting.pop() {
            if seen.len() > MOST_COMMITS {
                return Ok(FirstWritten::Unknown);
            }
            let Some(read) = look.commit(commit) else {
                return Ok(FirstWritten::Unknown);
            };
            let mut before = false;
            for parent in read.parents {
                match look.in_commit(parent, &path) {
                    Found::There(path) => {
                        before = true;
                        let next = (parent, path);
                        if seen.insert(next.clone()) {
                            waiting.push(next);
                        }
                    }
                    Found::Not => {}
                    // The edge of a shallow clone, or a partial one.
                    Found::Unknown => return Ok(FirstWritten::Unknown),
                }
            }
            if !before {
                first.push(commit);
            }
        }
        first.sort();
        first.dedup();
        Ok(FirstWritten::In(first.into_iter().map(commit_id).collect()))
    }

    /// Returns the story files that a commit holds below the backlog's `folder` whose names say that id: paths from the
    /// backlog, and bytes.
    ///
    /// # Errors
    /// What libgit2 says, as where this clone does not hold them.
    pub fn stories_named(
        &self,
        commit: CommitId,
        folder: &str,
        id: &StoryId,
    ) -> Result<Vec<(String, Vec<u8>)>, GitError> {
        let folders = Folders::of_many(self.inner.odb()?);
        let commit = Oid::from_bytes(&commit.0)?;
        let tree = self.inner.find_commit(commit)?.tree_id();
        let Some(backlog) = folder_below(&folders.odb, tree, folder)? else {
            return Ok(Vec::new());
        };
        let named = named_stories(&folders, backlog, id)?.into_iter();
        named
            .map(|(path, oid)| Ok((path, folders.odb.read(oid)?.data().to_vec())))
            .collect()
    }
}

/// Whether a commit holds what is looked for.
enum Found {
    /// In the file at this path.
    There(String),
    Not,
    Unknown,
}

/// A look through commits for one thing in one file.
struct Look<'a, 'h> {
    folders: &'a Folders<'a>,
    folder: &'a str,
    former: &'a [StoryId],
    holds: &'a mut Holds<'h>,
    /// What was asked already, by the backlog's folder and the path: most commits leave both alone.
    asked: HashMap<(Oid, String), Option<String>>,
}

impl Look<'_, '_> {
    fn commit(&self, oid: Oid) -> Option<RawCommit> {
        let object = self.folders.odb.read(oid).ok()?;
        let is_commit = object.kind() == ObjectType::Commit;
        is_commit.then(|| raw_commit(object.data())).flatten()
    }

    fn in_commit(&mut self, commit: Oid, path: &str) -> Found {
        let Some(commit) = self.commit(commit) else {
            return Found::Unknown;
        };
        let Ok(tree) = folder_below(&self.folders.odb, commit.tree, self.folder) else {
            return Found::Unknown;
        };
        let Some(tree) = tree else { return Found::Not };
        let key = (tree, path.to_owned());
        let known = match self.asked.get(&key) {
            Some(known) => known.clone(),
            None => {
                let Ok(found) = self.in_backlog(tree, path) else {
                    return Found::Unknown;
                };
                self.asked.insert(key, found.clone());
                found
            }
        };
        known.map_or(Found::Not, Found::There)
    }

    /// The path at which a state of the backlog holds it.
    fn in_backlog(&mut self, tree: Oid, path: &str) -> Result<Option<String>, GitError> {
        if let Some(file) = file_below(&self.folders.odb, tree, path)? {
            let holds = (self.holds)(path, self.folders.odb.read(file)?.data());
            return Ok(holds.then(|| path.to_owned()));
        }
        for id in id_in_name(path).iter().chain(self.former) {
            for (path, oid) in named_stories(self.folders, tree, id)? {
                if (self.holds)(&path, self.folders.odb.read(oid)?.data()) {
                    return Ok(Some(path));
                }
            }
        }
        Ok(None)
    }
}

/// The story files below the backlog's folder whose names say an id: paths from there, and contents.
fn named_stories(
    folders: &Folders<'_>,
    backlog: Oid,
    id: &StoryId,
) -> Result<Vec<(String, Oid)>, GitError> {
    let items = items_below(folders, backlog, STORIES, "a commit")?.into_iter();
    let named = items
        .filter(|(path, item)| item.kind == Kind::File && id_in_name(path).as_ref() == Some(id));
    Ok(named
        .map(|(path, item)| (format!("{STORIES}/{path}"), item.oid))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::FirstWritten;
    use crate::git::raw_tree::commit_id;
    use crate::git::testing::Sandbox;
    use crate::git::{Discovered, Repository};
    use git2::Oid;

    const PATH: &str = "stories/US-2-b.md";

    fn asked(sandbox: &Sandbox) -> FirstWritten {
        let repository = sandbox.repository();
        repository
            .first_written("backlog", PATH, &[], &mut |_, bytes| {
                String::from_utf8_lossy(bytes).contains("US-1")
            })
            .unwrap()
    }

    fn written_in(commits: &[Oid]) -> FirstWritten {
        let mut commits = commits.to_vec();
        commits.sort();
        FirstWritten::In(commits.into_iter().map(commit_id).collect())
    }

    #[test]
    fn goes_back_to_the_commit_that_wrote_it_on_each_side() {
        let sandbox = Sandbox::new();
        let file = "backlog/stories/US-2-b.md";
        assert_eq!(asked(&sandbox), FirstWritten::NotCommitted);
        let base = sandbox.commit("main", &[(file, "none")], &[]);
        assert_eq!(asked(&sandbox), FirstWritten::NotCommitted);
        let old = "backlog/stories/US-2-before.md";
        let ours = sandbox.commit("main", &[(old, "US-1")], &[base]);
        let later = sandbox.commit("main", &[(file, "US-1, and more")], &[ours]);
        assert_eq!(asked(&sandbox), written_in(&[ours]));
        // A side that never had it says nothing; one that wrote it too does.
        let other = sandbox.commit("side", &[(file, "other")], &[base]);
        let merge = sandbox.commit("main", &[(file, "US-1")], &[later, other]);
        assert_eq!(asked(&sandbox), written_in(&[ours]));
        let theirs = sandbox.commit("side", &[(file, "US-1 theirs")], &[other]);
        let merge = sandbox.commit("main", &[(file, "US-1")], &[merge, theirs]);
        assert_eq!(asked(&sandbox), written_in(&[ours, theirs]));
        // Taken out and written anew: only the last time counts.
        let out = sandbox.commit("main", &[(file, "none")], &[merge]);
        let again = sandbox.commit("main", &[(file, "US-1")], &[out]);
        assert_eq!(asked(&sandbox), written_in(&[again]));
    }

    #[test]
    fn the_edge_of_a_shallow_clone_is_unknown() {
        let sandbox = Sandbox::new();
        let file = "backlog/stories/US-2-b.md";
        let base = sandbox.commit("main", &[(file, "US-1")], &[]);
        sandbox.commit("main", &[(file, "US-1 again")], &[base]);
        let url = format!("file://{}", sandbox.path().display());
        sandbox.git(&["clone", "-q", "--depth=1", &url, "clone"]);
        let Ok(Discovered::Repository(clone)) = Repository::discover(&sandbox.path().join("clone"))
        else {
            panic!("a repository");
        };
        let found = clone.first_written("backlog", PATH, &[], &mut |_, _| true);
        assert_eq!(found.unwrap(), FirstWritten::Unknown);
    }
}
