//! Which numbers are taken: in working trees, on every branch, and in all of their past.

use std::path::{Path, PathBuf};

use git2::Oid;

use super::census::{Census, Numbers, raise};
use super::error::GitError;
use super::mark::Mark;
use super::repository::Repository;
use super::unseen::unseen;
use crate::model::StoryId;
use crate::store::{STORIES, number_in_name};

/// The numbers of one backlog. Ask and mint under the store's lock only, so that no other process does in between.
#[derive(Clone, Copy)]
pub struct Ids<'a> {
    repository: Option<&'a Repository>,
    backlog: &'a Path,
    private: &'a Path,
    keep: bool,
    recall: bool,
}

impl<'a> Ids<'a> {
    /// Returns the numbers of the backlog in the folder `backlog`; `private` is where marks are kept:
    /// [`Repository::private_dir`], or a folder of the backlog's own where there is no repository.
    #[must_use]
    pub fn new(repository: Option<&'a Repository>, backlog: &'a Path, private: &'a Path) -> Self {
        Self {
            repository,
            backlog,
            private,
            keep: true,
            recall: true,
        }
    }

    /// Returns the same numbers for somebody who only looks: the mark is read and stays as it is.
    #[must_use]
    pub fn looked_at(self) -> Self {
        Self {
            keep: false,
            ..self
        }
    }

    /// Returns the same numbers, counted anew, whatever was remembered.
    #[must_use]
    pub fn afresh(self) -> Self {
        Self {
            keep: false,
            recall: false,
            ..self
        }
    }

    /// The file of an id in another working tree of the repository.
    #[must_use]
    pub fn in_sibling(&self, id: &StoryId) -> Option<PathBuf> {
        let folders = self.repository?.sibling_workdirs();
        let own = self.own_folder();
        let mut files = folders.iter().flat_map(|folder| files(folder.join(&own)));
        files.find(|file| number_of(file, id.prefix()) == Some(id.number()))
    }

    /// Returns the largest number that the prefix ever had here, 0 for none: among `here` (the ids in the names of the story files
    /// of the working tree), in sibling worktrees, on every local and remote-tracking branch, deleted ids
    /// and [`Self::minted`] ones included.
    ///
    /// A folder named `stories` that is there no more counts as an earlier place of this backlog; one that still
    /// stands elsewhere in the working tree is another backlog. What cannot be read is passed over.
    ///
    /// # Errors
    /// Where the branches cannot be listed. That the mark cannot be written is no error: it is only a shortcut.
    pub fn highest<'i>(
        &self,
        prefix: &str,
        here: impl IntoIterator<Item = &'i StoryId>,
    ) -> Result<u64, GitError> {
        self.highest_watched(prefix, here, &mut |_| {})
    }

    /// As [`Self::highest`], and tells `watch` how many commits were read so far: the first time takes long where
    /// the history is.
    ///
    /// # Errors
    /// As [`Self::highest`].
    pub fn highest_watched<'i>(
        &self,
        prefix: &str,
        here: impl IntoIterator<Item = &'i StoryId>,
        watch: &mut dyn FnMut(u64),
    ) -> Result<u64, GitError> {
        let own = self.own_folder();
        let prefix = prefix.to_ascii_uppercase();
        let of_prefix = here.into_iter().filter(|id| id.prefix() == prefix);
        let mut here = of_prefix.map(StoryId::number).max().unwrap_or(0);
        let mark = match self.recall {
            true => Mark::read(self.private),
            false => Mark::default(),
        };
        let numbers = match self.repository {
            Some(repository) => {
                for folder in repository.sibling_workdirs() {
                    let numbers = files(folder.join(&own));
                    let numbers = numbers.filter_map(|file| number_of(&file, &prefix));
                    here = here.max(numbers.max().unwrap_or(0));
                }
                self.advance(repository, mark, watch)?
            }
            None => mark.numbers,
        };
        let highest = |numbers: &Numbers, folder: &str| {
            let prefixes = numbers.get(folder);
            prefixes.and_then(|p| p.get(&prefix).copied()).unwrap_or(0)
        };
        let past = numbers
            .keys()
            .filter(|folder| **folder == own || !self.stands(folder))
            .map(|folder| highest(&numbers, folder))
            .max();
        Ok(here.max(past.unwrap_or(0)))
    }

    /// The file in which the largest numbers are remembered, safe to remove.
    #[must_use]
    pub fn mark_file(&self) -> PathBuf {
        Mark::path(self.private)
    }

    /// Remembers that an id was handed out, so that it is not again when its file is deleted before a commit.
    ///
    /// # Errors
    /// When the mark cannot be written.
    pub fn minted(&self, id: &StoryId) -> Result<(), GitError> {
        let mut mark = Mark::read(self.private);
        raise(&mut mark.numbers, &self.own_folder(), id);
        mark.write(self.private)
    }

    /// The folder of this backlog's stories, from the top of the repository.
    fn own_folder(&self) -> String {
        let backlog = self
            .repository
            .and_then(|repository| repository.path_from_top(self.backlog))
            .filter(|path| !path.is_empty());
        backlog.map_or_else(|| STORIES.to_owned(), |path| format!("{path}/{STORIES}"))
    }

    /// Whether a folder of the repository is there now.
    fn stands(&self, folder: &str) -> bool {
        self.repository
            .is_some_and(|repository| repository.workdir().join(folder).is_dir())
    }

    /// Counts the commits that came since the mark was written, and moves it.
    fn advance(
        &self,
        repository: &Repository,
        mark: Mark,
        watch: &mut dyn FnMut(u64),
    ) -> Result<Numbers, GitError> {
        let tips = repository.tips()?;
        let shallow = repository.shallow_edge();
        // Where the edge of a shallow clone has moved, older commits have come in below the old tips.
        let moved = shallow != mark.shallow;
        let known = |tip: &&Oid| !moved && mark.tips.contains(*tip);
        let new: Vec<Oid> = tips.iter().filter(|tip| !known(tip)).copied().collect();
        if new.is_empty() {
            return Ok(mark.numbers);
        }
        let old: Vec<Oid> = if moved {
            Vec::new()
        } else {
            mark.tips.iter().copied().collect()
        };
        let odb = repository.inner.odb()?;
        let objects = repository.objects_dir();
        let mut census = Census::new(&odb, &objects, mark.numbers);
        let mut commits = 0;
        unseen(&odb, &new, &old, &mut |tree| {
            census.root(tree);
            commits += 1;
            watch(commits);
        });
        let mark = Mark {
            numbers: census.finish(),
            tips,
            shallow,
        };
        if self.keep {
            // Without the mark the next call walks the same commits again, and nothing is wrong.
            let _ = mark.write(self.private);
        }
        Ok(mark.numbers)
    }
}

/// The files below a folder of another worktree.
fn files(folder: PathBuf) -> impl Iterator<Item = PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files.map(walkdir::DirEntry::into_path)
}

/// The number of a prefix in the name of a story file.
fn number_of(file: &Path, prefix: &str) -> Option<u64> {
    let name = file.file_name()?.to_str()?;
    number_in_name(name.ends_with(".md").then_some(name)?, prefix)
}

#[cfg(test)]
#[path = "ids_tests.rs"]
mod tests;
