//! Items as people name them: by id, number or alias.

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::model::{Backlog, IdPattern, Story, StoryId, Unreadable};
use crate::store::{Depth, FindError, Search, Store, find_story, read_story};
use crate::text::typed;

impl Desk<'_> {
    /// What ids as typed stand for, in the order typed.
    #[must_use]
    pub fn patterns(&self, ids: &[String]) -> Vec<IdPattern> {
        ids.iter()
            .map(|id| IdPattern::new(id, &self.config().prefixes))
            .collect()
    }

    /// The item that an id as typed leads to in a loaded backlog.
    ///
    /// # Errors
    /// When it leads nowhere, to a file that cannot be read, or to several files.
    pub fn pick<'b>(&self, backlog: &'b Backlog, id: &str) -> CommandResult<&'b Story> {
        let pattern = IdPattern::new(id, &self.config().prefixes);
        find_story(backlog, &pattern).map_err(|error| self.not_opened(&pattern, error))
    }

    /// The items that ids as typed lead to, in the order typed, each once.
    ///
    /// # Errors
    /// As [`Self::pick`].
    pub fn pick_all<'b>(
        &self,
        backlog: &'b Backlog,
        ids: &[String],
    ) -> CommandResult<Vec<&'b Story>> {
        let (picked, unreadable) = self.pick_readable(backlog, ids)?;
        match unreadable.first() {
            Some(file) => Err(self.failure(&file.problem)),
            None => Ok(picked),
        }
    }

    /// As [`Self::pick_all`], with the files that cannot be read beside the items that can.
    ///
    /// # Errors
    /// When an id leads nowhere, or to several files.
    pub fn pick_readable<'b>(
        &self,
        backlog: &'b Backlog,
        ids: &[String],
    ) -> CommandResult<(Vec<&'b Story>, Vec<Unreadable>)> {
        let mut picked: Vec<&Story> = Vec::new();
        let mut unreadable = Vec::new();
        for pattern in self.patterns(ids) {
            match find_story(backlog, &pattern) {
                Err(FindError::Unreadable(file)) => unreadable.push(*file),
                Err(error) => return Err(self.not_opened(&pattern, error)),
                Ok(story) if picked.iter().any(|other| other.path == story.path) => {}
                Ok(story) => picked.push(story),
            }
        }
        Ok((picked, unreadable))
    }

    /// The items of those ids, found by their file names; each read with its body, nothing else read.
    ///
    /// # Errors
    /// As [`Self::pick`].
    pub fn open_stories(&self, store: &Store, ids: &[String]) -> CommandResult<Vec<Story>> {
        self.find_stories(&mut store.search(), ids)
    }

    /// As [`Self::open_stories`], in a search that goes on.
    ///
    /// # Errors
    /// As [`Self::pick`].
    pub fn find_stories(
        &self,
        search: &mut Search<'_>,
        ids: &[String],
    ) -> CommandResult<Vec<Story>> {
        let (stories, unreadable) = self.find_readable(search, ids)?;
        match unreadable.first() {
            Some(file) => Err(self.failure(&file.problem)),
            None => Ok(stories),
        }
    }

    /// As [`Self::find_stories`], with the files that cannot be read beside the items that can.
    ///
    /// # Errors
    /// When an id leads nowhere, or to several files.
    pub fn find_readable(
        &self,
        search: &mut Search<'_>,
        ids: &[String],
    ) -> CommandResult<(Vec<Story>, Vec<Unreadable>)> {
        let mut stories: Vec<Story> = Vec::new();
        let mut unreadable = Vec::new();
        for pattern in self.patterns(ids) {
            match search.open(&pattern) {
                Err(FindError::Unreadable(file)) => unreadable.push(*file),
                Err(error) => return Err(self.not_opened(&pattern, error)),
                Ok(story) if stories.iter().any(|other| other.path == story.path) => {}
                Ok(story) => stories.push(story),
            }
        }
        Ok((stories, unreadable))
    }

    /// The item in a file of the backlog, with its body.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn story_at(&self, path: &str) -> CommandResult<Story> {
        if self.snapshot.is_some() {
            let bytes = self.read(path)?;
            let read = read_story(path, &bytes, self.config(), Depth::Body);
            return match read {
                Ok((story, _)) => Ok(story),
                Err(problem) => Err(self.failure(&problem)),
            };
        }
        let pattern = IdPattern::new("", &[]);
        self.store
            .open_at(path)
            .map_err(|error| self.not_opened(&pattern, error))
    }

    /// Why an item could not be opened, with paths from where one stands.
    fn not_opened(&self, pattern: &IdPattern, error: FindError) -> Failure {
        match error {
            FindError::Unreadable(file) => self.failure(&file.problem),
            FindError::Several { id, first, second } => {
                several(&id, [self.shown(&first), self.shown(&second)])
            }
            FindError::Namesakes { alias, ids } => namesakes(&alias, &ids),
            FindError::LeftOut { path, .. } => self.item_left_out(pattern, &path),
            FindError::Unknown { near, .. } => match self.left_out_under_other_name(pattern) {
                Some(path) => self.item_left_out(pattern, &path),
                None => no_item(pattern, &near),
            },
            FindError::Store(error) => Failure::from(error).shown_under(&self.prefix),
        }
    }
}

/// What was asked for, as an id where it is one.
pub(super) fn wanted(pattern: &IdPattern) -> String {
    let id = pattern.candidates.first();
    id.map_or_else(|| pattern.text.clone(), ToString::to_string)
}

/// No item of that name, with the nearest ones.
fn no_item(pattern: &IdPattern, near: &[String]) -> Failure {
    let wanted = wanted(pattern);
    let failure = Failure::not_found(format!("there is no item `{wanted}`"));
    if near.is_empty() {
        return failure.hint("po list --all: every item");
    }
    let names: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
    let names = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    };
    failure.hint(format!("did you mean {names}?"))
}

/// An id that stands in several files.
#[must_use]
pub fn several(id: &str, paths: [String; 2]) -> Failure {
    let [first, second] = paths;
    Failure::new(
        ErrorKind::Ambiguous,
        format!("`{id}` stands in two files: `{first}` and `{second}`"),
    )
    .hint("give one of them another id, in its file name and its front matter: po check shows both")
}

/// An alias of several items.
fn namesakes(alias: &str, ids: &[StoryId; 2]) -> Failure {
    let [first, second] = ids;
    Failure::new(
        ErrorKind::Ambiguous,
        format!("`{alias}` is an alias of {first} and of {second}"),
    )
    .hint(format!(
        "say {first} or {second}, or take it from one: po set {} alias-={}",
        second.number(),
        typed(alias)
    ))
}
