//! The desk with a backlog on it: open, load, and say where things stand.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::at::Snapshot;
use crate::cli::context::Context;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::left_out::{left_out, left_out_notice};
use crate::cli::output::Output;
use crate::cli::snippet::draw;
use crate::git::{Repository, Revision};
use crate::model::{Backlog, Config, Diagnostic, Level, Unreadable};
use crate::report::UnreadableView;
use crate::store::{Store, StoreError, locate, private_dir};

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
    /// The past that is looked at instead of the files at hand.
    pub(super) snapshot: Option<Snapshot>,
}

impl<'c> Desk<'c> {
    /// Opens the backlog in `root`.
    ///
    /// # Errors
    /// When its `po.yaml` cannot be read.
    pub fn open(context: &'c Context, root: &Path) -> CommandResult<Self> {
        Self::open_with(context, root, Store::open)
    }

    /// Opens the backlog in `root` without a look at its `po.yaml`: to mend that.
    ///
    /// # Errors
    /// When the folder is not there.
    pub fn open_unread(context: &'c Context, root: &Path) -> CommandResult<Self> {
        Self::open_with(context, root, Store::prepare)
    }

    fn open_with(
        context: &'c Context,
        root: &Path,
        open: fn(&Path, PathBuf) -> Result<Store, StoreError>,
    ) -> CommandResult<Self> {
        let repository = context.repository(root);
        let prefix = shown_prefix(&context.env.current_dir, root);
        let private = repository
            .as_ref()
            .map_or_else(|| private_dir(root, None), Repository::private_dir);
        let out = context.out.color();
        let store =
            open(root, private).map_err(|error| Failure::from(error).shown_under(&prefix))?;
        let store = store
            .below(context.env.held.as_deref())
            .on_wait(move |whom| {
                Output::new(out, None).note(&format!("waiting for {whom} to finish …\n"))
            });
        // A reader must not show half of a change that was interrupted.
        match store.recover() {
            Ok(None) => {}
            Ok(Some(what)) => context.out.warn(&finished(&what)),
            Err(error) => context.out.warn(&error.to_string()),
        }
        let left_out = repository
            .as_ref()
            .map_or_else(Vec::new, |repository| left_out(repository, store.root()));
        if let Some(notice) = left_out_notice(left_out.len())
            && context.tells_left_out()
        {
            context.out.warn(&notice);
        }
        Ok(Self {
            context,
            store: store.without(left_out),
            repository,
            prefix,
            snapshot: None,
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
        match &self.snapshot {
            Some(snapshot) => &snapshot.config,
            None => self.store.config(),
        }
    }

    /// Today in the backlog's zone; of a desk that shows a commit, the day of that.
    #[must_use]
    pub fn today(&self) -> Date {
        let zone = &self.config().time_zone;
        let today = self.context.today(zone);
        match self.shown_commit() {
            Some(commit) => zone.to_datetime(commit.when).date().min(today),
            None => today,
        }
    }

    /// The commit that is looked at instead of the files at hand.
    pub(super) fn shown_commit(&self) -> Option<&Revision> {
        self.snapshot.as_ref()?.commit.as_ref()
    }

    /// A path of the backlog, relative to the current directory.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A path from the top of the repository, relative to the current directory; as it is where it lies outside the backlog.
    #[must_use]
    pub fn shown_from_top(&self, path: &str) -> String {
        let repository = self.repository.as_ref();
        let folder = repository.and_then(|it| it.path_from_top(self.store.root()));
        let below = path.strip_prefix(folder.as_deref().unwrap_or_default());
        below.map_or_else(
            || path.to_owned(),
            |below| self.shown(below.trim_start_matches('/')),
        )
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

    /// Says on stderr why files that were asked for cannot be read, each with its line of source.
    pub fn draw_unreadable<'u>(&self, files: impl IntoIterator<Item = &'u Unreadable>) {
        for file in files {
            match self.drawing(&file.problem) {
                Some(drawing) => self.context.out.note(&drawing),
                None => self.context.out.warn(&self.one_line(&file.problem)),
            }
        }
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
        let drawing = self.drawing(problem);
        let kind = match problem.level {
            Level::Error if problem.rule == "duplicate-id" => ErrorKind::Ambiguous,
            _ => ErrorKind::UnreadableFile,
        };
        let failure = Failure::new(kind, &problem.message)
            .at(self.shown(&problem.place.path), line, column)
            .hints(problem.fix.iter().cloned());
        match drawing {
            Some(drawing) => failure.drawn(drawing),
            None => failure,
        }
    }

    /// A diagnostic under its line of source; none where the file cannot be shown at all, or nothing is said to do.
    fn drawing(&self, problem: &Diagnostic) -> Option<String> {
        let bytes = self.read(&problem.place.path).ok()?;
        let at = locate(&bytes, &problem.place.at);
        problem.fix.as_ref()?;
        // The stream that it is written to takes the colours away where nobody looks.
        Some(draw(problem, Some(&bytes), &at, &self.prefix, true))
    }
}

pub(super) fn finished(what: &str) -> String {
    format!("an interrupted change was finished first: {what}")
}

/// Leaves a backlog in memory for the rest of the process, which is about to end: giving back what thousands of stories
/// hold, piece by piece, takes as long as sorting them.
pub fn leave(backlog: Backlog) {
    std::mem::forget(backlog);
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
