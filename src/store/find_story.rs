//! One item or a few by their ids: by file name first, by reading everything only where that finds nothing.

use crate::model::{Backlog, IdPattern, Resolved, Story, StoryId, Unreadable, near_ids};
use crate::store::error::StoreError;
use crate::store::file_name::{id_in_name, number_in_name};
use crate::store::layout::STORIES;
use crate::store::load::read_one;
use crate::store::read::Reader;
use crate::store::store::Store;
use crate::store::story_file::{Depth, read_story};
use crate::store::walk::walk;

/// Why an item was not found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// No item has that id or alias.
    #[error("there is no item `{text}`{}", meant(.near))]
    Unknown {
        /// What was asked for.
        text: String,
        /// The ids nearest to it, the nearest first; at most three.
        near: Vec<String>,
    },
    /// Several files have that id.
    #[error("`{id}` stands in two files, `{first}` and `{second}`; give one of them another id")]
    Several {
        /// The id.
        id: String,
        /// The path of one file.
        first: String,
        /// The path of another.
        second: String,
    },
    /// Several items have that alias, and none has it as its id.
    #[error("`{alias}` is an alias of {} and of {}", .ids[0], .ids[1])]
    Namesakes {
        /// What was asked for.
        alias: String,
        /// The ids of two of them.
        ids: [StoryId; 2],
    },
    /// The item's file is not on disk, though git has it.
    #[error("`{text}` is left out of the checkout, in `{path}`")]
    LeftOut {
        /// What was asked for.
        text: String,
        /// The file, relative to the backlog directory.
        path: String,
    },
    /// The item's file cannot be read.
    #[error("`{}` cannot be read: {}", .0.path, .0.problem.message)]
    Unreadable(Box<Unreadable>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn meant(near: &[String]) -> String {
    match near {
        [] => String::new(),
        near => format!("; did you mean `{}`?", near.join("`, `")),
    }
}

impl Store {
    /// Lists the names of the story files, to look several times.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        let mut files = Vec::new();
        let problems = walk(&self.root, STORIES, |path| files.push(path));
        Search {
            store: self,
            files,
            problems,
            backlog: None,
            reader: Reader::new(),
        }
    }

    /// Reads the item in the file at `path`, body included.
    ///
    /// # Errors
    /// [`FindError::Unreadable`].
    pub fn open_at(&self, path: &str) -> Result<Story, FindError> {
        read_whole(self, path, &mut Reader::new())
    }
}

/// A look for items among the names that were there when it began, and what it has learned so far.
#[derive(Debug)]
pub struct Search<'a> {
    store: &'a Store,
    files: Vec<String>,
    problems: Vec<Unreadable>,
    backlog: Option<Backlog>,
    reader: Reader,
}

impl Search<'_> {
    /// Finds an item by its id and reads it, body included. Where a file's name says the id, nothing else is read.
    ///
    /// # Errors
    /// [`FindError`].
    pub fn open(&mut self, pattern: &IdPattern) -> Result<Story, FindError> {
        match self.by_name(pattern) {
            Some(result) => result,
            None => self.by_reading(pattern),
        }
    }

    /// Reads the items whose files say those ids in their names; what is not found so is left out.
    #[must_use]
    pub fn open_by_name(&mut self, patterns: &[IdPattern]) -> Vec<Story> {
        let found = patterns.iter().filter_map(|pattern| self.by_name(pattern));
        found.filter_map(Result::ok).collect()
    }

    /// Looks at the names of files. Finds nothing where no name fits or the only one belongs to another item.
    fn by_name(&mut self, pattern: &IdPattern) -> Option<Result<Story, FindError>> {
        for id in &pattern.candidates {
            let paths: Vec<String> = self
                .files
                .iter()
                .filter(|path| number_in_name(path, id.prefix()) == Some(id.number()))
                .cloned()
                .collect();
            let blocked = self
                .problems
                .iter()
                .find(|file| file.id.as_ref() == Some(id))
                .cloned();
            let mut own = Vec::new();
            for path in paths {
                match self.read(&path) {
                    Ok(story) if story.id != *id => {}
                    other => own.push((path, other)),
                }
            }
            own.sort_by(|a, b| a.0.cmp(&b.0));
            match (own.len(), blocked) {
                (0, None) => {}
                (0, Some(file)) => return Some(Err(FindError::Unreadable(Box::new(file)))),
                (1, None) => return own.pop().map(|(_, story)| story),
                (_, blocked) => {
                    let mut paths = own
                        .into_iter()
                        .map(|(path, _)| path)
                        .chain(blocked.map(|file| file.path));
                    return Some(Err(FindError::Several {
                        id: id.to_string(),
                        first: paths.next().unwrap_or_default(),
                        second: paths.next().unwrap_or_default(),
                    }));
                }
            }
        }
        None
    }

    /// Reads the whole backlog, once: the id may stand in a file of another name, or be an alias.
    fn by_reading(&mut self, pattern: &IdPattern) -> Result<Story, FindError> {
        let backlog = self
            .backlog
            .get_or_insert_with(|| self.store.load(Depth::Header).backlog);
        let path = find_story(backlog, pattern)?.path.clone();
        self.read(&path)
    }

    fn read(&mut self, path: &str) -> Result<Story, FindError> {
        read_whole(self.store, path, &mut self.reader)
    }
}

/// Finds an item in a backlog by its id or by an alias.
///
/// # Errors
/// [`FindError`].
pub fn find_story<'b>(backlog: &'b Backlog, pattern: &IdPattern) -> Result<&'b Story, FindError> {
    match backlog.resolve(&pattern.text) {
        Resolved::One(story) => Ok(story),
        Resolved::Several(first, second) => Err(FindError::Several {
            id: first.id.to_string(),
            first: first.path.clone(),
            second: second.path.clone(),
        }),
        Resolved::Namesakes(first, second) => Err(FindError::Namesakes {
            alias: pattern.text.clone(),
            ids: [first.id.clone(), second.id.clone()],
        }),
        Resolved::LeftOut(file) => Err(FindError::LeftOut {
            text: pattern.text.clone(),
            path: file.path.clone(),
        }),
        Resolved::None => {
            let is_it = |id: &StoryId| pattern.candidates.contains(id);
            let mut unreadable = backlog.unreadable.iter();
            match unreadable.find(|file| file.id.as_ref().is_some_and(is_it)) {
                Some(file) => Err(FindError::Unreadable(Box::new(file.clone()))),
                None => Err(FindError::Unknown {
                    text: pattern.text.clone(),
                    near: near_ids(pattern, backlog.stories()),
                }),
            }
        }
    }
}

fn read_whole(store: &Store, path: &str, reader: &mut Reader) -> Result<Story, FindError> {
    read_one(&store.root, path, reader, |path, bytes| {
        read_story(path, bytes, &store.config, Depth::Body)
    })
    .map(|(story, _)| story)
    .map_err(|problem| {
        let path = problem.place.path.clone();
        FindError::Unreadable(Box::new(Unreadable {
            id: id_in_name(&path),
            path,
            problem,
        }))
    })
}
