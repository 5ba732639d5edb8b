//! The desk with a backlog on it: load, look up, change, and say what was done.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{CommandResult, ErrorKind, Failure, Outcome};
use crate::cli::output::Output;
use crate::cli::told::{self, Told};
use crate::cli::write_args::{WriteArgs, WriteFormat};
use crate::git::{Repository, commit_files};
use crate::model::{Backlog, Change, Config, Diagnostic, IdPattern, Level, Resolved, Story};
use crate::report::UnreadableView;
use crate::store::{
    Applied, Depth, FindError, Loaded, Mode, Search, Store, locate, near_ids, private_dir,
};

/// A change that was made, or would be.
#[derive(Debug)]
pub struct Made {
    /// The files.
    pub applied: Applied,
    /// The commit's short name, where there is one.
    pub commit: Option<String>,
}

/// An opened backlog.
pub struct Desk<'c> {
    /// What the command was handed.
    pub context: &'c Context,
    /// The files.
    pub store: Store,
    /// The repository around them.
    pub repository: Option<Repository>,
    /// What goes before a path of the backlog to make it relative to the current directory: `backlog/`.
    pub prefix: String,
}

impl<'c> Desk<'c> {
    /// Opens the backlog in `root`.
    ///
    /// # Errors
    /// When its `po.yaml` cannot be read.
    pub fn open(context: &'c Context, root: PathBuf) -> CommandResult<Self> {
        let repository = context.repository(&root);
        let prefix = shown_prefix(&context.env.current_dir, &root);
        let private = repository
            .as_ref()
            .map_or_else(|| private_dir(&root, None), Repository::private_dir);
        let out = context.out.color();
        let store = Store::open(&root, private)
            .map_err(|error| Failure::from(error).shown_under(&prefix))?;
        let store = store
            .on_wait(move || Output::new(out, None).note("waiting for another po to finish …\n"));
        Ok(Self {
            context,
            store,
            repository,
            prefix,
        })
    }

    /// Says on stderr what is wrong in `po.yaml`.
    pub fn warn_config(&self) {
        for problem in self.store.config_problems() {
            self.context.out.warn(&self.one_line(problem));
        }
    }

    /// What the team agreed.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.store.config()
    }

    /// Today in the backlog's zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.context.today(&self.config().time_zone)
    }

    /// Reads the whole backlog.
    #[must_use]
    pub fn load(&self, depth: Depth) -> Loaded {
        self.store.load(depth)
    }

    /// A path of the backlog, relative to the current directory.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A diagnostic on one line, with its place.
    #[must_use]
    pub fn one_line(&self, problem: &Diagnostic) -> String {
        let (line, column) = self.line_and_column(problem);
        let fix = problem
            .fix
            .as_ref()
            .map(|fix| format!(": {fix}"))
            .unwrap_or_default();
        format!(
            "{}:{line}:{column}: {}{fix}",
            self.shown(&problem.place.path),
            problem.message
        )
    }

    /// Where and what a diagnostic is in bytes that are not on disk yet, as an error.
    #[must_use]
    pub fn failure_in(&self, problem: &Diagnostic, bytes: &[u8]) -> Failure {
        let place = locate(bytes, &problem.place.at);
        Failure::new(ErrorKind::InvalidValue, &problem.message)
            .at(self.shown(&problem.place.path), place.line, place.column)
            .hints(problem.fix.iter().cloned())
    }

    fn line_and_column(&self, problem: &Diagnostic) -> (usize, usize) {
        let place = self
            .store
            .read(&problem.place.path)
            .map(|bytes| locate(&bytes, &problem.place.at));
        place.map_or((1, 1), |place| (place.line, place.column))
    }

    /// The files that could not be read, as lists show them.
    #[must_use]
    pub fn unreadable(&self, backlog: &Backlog) -> Vec<UnreadableView> {
        let view = |problem: &Diagnostic| {
            let (line, column) = self.line_and_column(problem);
            UnreadableView {
                path: self.shown(&problem.place.path),
                line,
                column,
                message: problem.message.clone(),
            }
        };
        backlog
            .unreadable
            .iter()
            .map(|file| view(&file.problem))
            .collect()
    }

    /// Says on stderr which files could not be read, each on a line.
    pub fn warn_unreadable(&self, backlog: &Backlog) {
        for file in &backlog.unreadable {
            self.context
                .out
                .warn(&format!("unreadable: {}", self.one_line(&file.problem)));
        }
    }

    /// Where and what a diagnostic is, as an error.
    #[must_use]
    pub fn failure(&self, problem: &Diagnostic) -> Failure {
        let (line, column) = self.line_and_column(problem);
        let kind = match problem.level {
            Level::Error if problem.rule == "duplicate-id" => ErrorKind::Ambiguous,
            _ => ErrorKind::UnreadableFile,
        };
        Failure::new(kind, &problem.message)
            .at(self.shown(&problem.place.path), line, column)
            .hints(problem.fix.iter().cloned())
    }

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
        match backlog.resolve(id) {
            Resolved::One(story) => Ok(story),
            Resolved::Several(first, second) => Err(several(
                &first.id.to_string(),
                [self.shown(&first.path), self.shown(&second.path)],
            )),
            Resolved::None => {
                let pattern = IdPattern::new(id, &self.config().prefixes);
                let unreadable = backlog.unreadable.iter().find(|file| {
                    file.id
                        .as_ref()
                        .is_some_and(|id| pattern.candidates.contains(id))
                });
                if let Some(file) = unreadable {
                    return Err(self.failure(&file.problem));
                }
                Err(no_item(&pattern, &near_ids(&pattern, backlog.stories())))
            }
        }
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
        let mut picked: Vec<&Story> = Vec::new();
        for id in ids {
            let story = self.pick(backlog, id)?;
            if !picked.iter().any(|other| other.path == story.path) {
                picked.push(story);
            }
        }
        Ok(picked)
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
        let mut stories: Vec<Story> = Vec::new();
        for pattern in self.patterns(ids) {
            let found = search.open(&pattern);
            let story = found.map_err(|error| self.not_opened(&pattern, error))?;
            if !stories.iter().any(|other| other.path == story.path) {
                stories.push(story);
            }
        }
        Ok(stories)
    }

    /// The item in a file of the backlog, with its body.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_at(&self, path: &str) -> CommandResult<Story> {
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
            FindError::Unknown { near, .. } => no_item(pattern, &near),
            FindError::Store(error) => Failure::from(error).shown_under(&self.prefix),
        }
    }

    /// Changes files and tells about it: `plan` runs under the lock, reads what it needs and says what is to change and
    /// what to tell.
    ///
    /// # Errors
    /// What `plan` says, and what the disk says; nothing is changed then.
    pub fn change<F>(&self, what: &str, args: &WriteArgs, plan: F) -> CommandResult
    where
        F: FnOnce(&Store) -> CommandResult<(Vec<Change>, Told)>,
    {
        let (made, told) = self.apply(what, args, plan)?;
        self.tell(args, &made, &told)?;
        Ok(Outcome::Clean)
    }

    /// Changes files, and commits them where that is wanted; telling is left to the caller.
    ///
    /// # Errors
    /// What `plan` says, and what the disk says; nothing is changed then.
    pub fn apply<T, F>(&self, what: &str, args: &WriteArgs, plan: F) -> CommandResult<(Made, T)>
    where
        F: FnOnce(&Store) -> CommandResult<(Vec<Change>, T)>,
    {
        let mode = if args.dry_run {
            Mode::DryRun
        } else {
            Mode::Write
        };
        let (applied, value) = self
            .store
            .apply(what, mode, plan)
            .map_err(|error| error.shown_under(&self.prefix))?;
        if let Some(finished) = &applied.finished {
            self.context.out.warn(&format!(
                "an interrupted change was finished first: {finished}"
            ));
        }
        let commit = self.commit(what, args, &applied)?;
        Ok((Made { applied, commit }, value))
    }

    /// Commits exactly the files that changed, where that is wanted.
    fn commit(
        &self,
        what: &str,
        args: &WriteArgs,
        applied: &Applied,
    ) -> CommandResult<Option<String>> {
        let wanted = args.commit || self.config().git.commit;
        if !wanted || args.dry_run || applied.files.is_empty() {
            return Ok(None);
        }
        let Some(repository) = &self.repository else {
            return if args.commit {
                Err(Failure::new(
                    ErrorKind::Git,
                    "the change is made, but there is no git repository to commit it to",
                )
                .hint("git init"))
            } else {
                Ok(None)
            };
        };
        let paths: Vec<PathBuf> = applied
            .files
            .iter()
            .map(|file| self.store.root().join(&file.path))
            .collect();
        let message = format!("backlog: {what}");
        commit_files(repository.workdir(), &paths, &message)
            .map(Some)
            .map_err(|error| {
                Failure::from_error(ErrorKind::Git, error)
                    .hint("the files are changed; commit them by hand, or po undo")
            })
    }

    /// Says what was changed, in the backlog's words and file by file.
    ///
    /// # Errors
    /// What the pipe or disk behind stdout says.
    pub fn tell(&self, args: &WriteArgs, made: &Made, told: &Told) -> CommandResult<()> {
        #[derive(Serialize)]
        struct File {
            path: String,
            lines: usize,
        }
        #[derive(Serialize)]
        struct Whole<'a> {
            schema_version: u32,
            ids: &'a [String],
            messages: &'a [String],
            files: Vec<File>,
            dry_run: bool,
            commit: Option<&'a str>,
        }
        let out = &self.context.out;
        let Made { applied, commit } = made;
        let commit = commit.as_deref();
        if args.format == WriteFormat::Json {
            let files = applied
                .files
                .iter()
                .map(|file| File {
                    path: self.shown(&file.path),
                    lines: file.lines_changed(),
                })
                .collect();
            out.json(&Whole {
                schema_version: 1,
                ids: &told.ids,
                messages: &told.lines,
                files,
                dry_run: args.dry_run,
                commit,
            })?;
        } else {
            out.result(&told::text(
                told,
                applied,
                &self.prefix,
                args.dry_run,
                commit,
            ))?;
        }
        for hint in &told.hints {
            out.hint(hint);
        }
        Ok(())
    }
}

/// Leaves a backlog in memory for the rest of the process, which is about to end: giving back what thousands of stories
/// hold, piece by piece, takes as long as sorting them.
pub fn leave(backlog: Backlog) {
    std::mem::forget(backlog);
}

/// No item of that name, with the nearest ones.
#[must_use]
pub fn no_item(pattern: &IdPattern, near: &[String]) -> Failure {
    let wanted = pattern
        .candidates
        .first()
        .map_or_else(|| pattern.text.clone(), ToString::to_string);
    let failure = Failure::new(ErrorKind::NotFound, format!("no item `{wanted}`"));
    if near.is_empty() {
        return failure.hint("po list --all: every item");
    }
    failure.hint(format!("did you mean `{}`?", near.join("` or `")))
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

/// What goes before a path of the backlog to make it relative to `current`, with `/` between and at the end.
#[must_use]
pub fn shown_prefix(current: &Path, root: &Path) -> String {
    let mut up = String::new();
    let mut base = Some(current);
    while let Some(folder) = base {
        if let Ok(rest) = root.strip_prefix(folder) {
            let parts: Vec<String> = rest
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            let down = parts.join("/");
            return if down.is_empty() {
                up
            } else {
                format!("{up}{down}/")
            };
        }
        up.push_str("../");
        base = folder.parent();
    }
    format!("{}/", root.display())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown_prefix;

    #[test]
    fn paths_are_shown_from_where_one_stands() {
        let shown = |current: &str, root: &str| shown_prefix(Path::new(current), Path::new(root));
        assert_eq!(shown("/shop", "/shop/backlog"), "backlog/");
        assert_eq!(shown("/shop/backlog", "/shop/backlog"), "");
        assert_eq!(shown("/shop/src/deep", "/shop/backlog"), "../../backlog/");
    }
}
