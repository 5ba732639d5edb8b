//! Changing files: plan under the lock, commit where that is wanted, and say what was done.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::desk::{Desk, finished};
use crate::cli::error::{CommandResult, ErrorKind, Failure, Outcome};
use crate::cli::told::{self, Told};
use crate::cli::write_args::{WriteArgs, WriteFormat};
use crate::git::{CommitError, Unfinished, commit_files};
use crate::model::Change;
use crate::store::{Applied, ChangeHead, Intake, Mode, Store, StoreError, Undone};

/// A change that was made, or would be.
#[derive(Debug)]
pub struct Made {
    /// The files.
    pub applied: Applied,
    /// The commit's short name, where there is one.
    pub commit: Option<String>,
}

/// Why a change was not made. What a plan says names its place as people see it already; the store does not know where one
/// stands.
enum Refused {
    Plan(Failure),
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Desk<'_> {
    /// Changes files and tells about it: `plan` runs under the lock, reads what it needs and says what is to change and
    /// what to tell.
    ///
    /// # Errors
    /// What `plan` says, and what the disk says; nothing is changed then.
    pub fn change<F>(&self, what: &str, args: &WriteArgs, plan: F) -> CommandResult
    where
        F: FnOnce(&Store) -> CommandResult<(Vec<Change>, Told)>,
    {
        let (made, mut told) = self.apply(what, args, plan)?;
        if args.dry_run {
            let effect = self.effect(&made.applied);
            let new = |line: &String| !told.after.contains(line);
            let effect: Vec<String> = effect.into_iter().filter(new).collect();
            told.after.extend(effect);
        }
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
        let (made, value) = self.apply_without_commit(what, args, plan)?;
        let commit = self.commit(what, args, &made.applied)?;
        Ok((Made { commit, ..made }, value))
    }

    /// As [`Self::apply`], where a commit would say something else: in the middle of a merge.
    ///
    /// # Errors
    /// What `plan` says, and what the disk says; nothing is changed then.
    pub fn apply_without_commit<T, F>(
        &self,
        what: &str,
        args: &WriteArgs,
        plan: F,
    ) -> CommandResult<(Made, T)>
    where
        F: FnOnce(&Store) -> CommandResult<(Vec<Change>, T)>,
    {
        self.expect_repository(args)?;
        let result = self.store.apply(what, args.mode(), |store| {
            plan(store).map_err(Refused::Plan)
        });
        self.made(result)
    }

    /// As [`Self::apply_without_commit`], for a change that is more than its files: `plan` returns a note too, for its undo.
    ///
    /// # Errors
    /// What `plan` says, and what the disk says; nothing is changed then.
    pub fn apply_noted<F>(&self, what: &str, plan: F) -> CommandResult<Made>
    where
        F: FnOnce(&Store) -> CommandResult<(Vec<Change>, Vec<u8>)>,
    {
        let result = self.store.apply_noted(what, Mode::Write, |store| {
            let (changes, note) = plan(store).map_err(Refused::Plan)?;
            Ok((changes, note, ()))
        });
        Ok(self.made(result)?.0)
    }

    /// Takes the last change back, where `agree` does not refuse it for what that was.
    ///
    /// # Errors
    /// What `agree` says, and what the disk says; nothing is changed then.
    pub fn take_back(
        &self,
        args: &WriteArgs,
        agree: impl FnOnce(&ChangeHead<'_>) -> CommandResult<()>,
    ) -> CommandResult<Undone> {
        self.expect_repository(args)?;
        let result = self
            .store
            .undo_if(args.mode(), |last| agree(last).map_err(Refused::Plan));
        result.map_err(|refused| self.not_made(refused))
    }

    /// As [`Self::apply`], for a change of any size: `plan` hands each change over when it has it, and each file is changed once.
    ///
    /// # Errors
    /// What `plan` says, and what the disk says; nothing is changed then.
    pub fn apply_each<T, F>(
        &self,
        what: &str,
        args: &WriteArgs,
        plan: F,
    ) -> CommandResult<(Made, T)>
    where
        F: FnOnce(&Store, &mut dyn FnMut(Change) -> CommandResult<()>) -> CommandResult<T>,
    {
        self.expect_repository(args)?;
        let take = |intake: &mut Intake<'_>, change| {
            intake.take(change).map_err(|error| self.refused(error))
        };
        let result = self.store.apply_each(what, args.mode(), |store, intake| {
            plan(store, &mut |change| take(intake, change)).map_err(Refused::Plan)
        });
        let (made, value) = self.made(result)?;
        let commit = self.commit(what, args, &made.applied)?;
        Ok((Made { commit, ..made }, value))
    }

    fn expect_repository(&self, args: &WriteArgs) -> CommandResult<()> {
        if args.commit && !args.dry_run && self.repository.is_none() {
            let failure = self
                .context
                .no_repository("there is no git repository to commit to");
            return Err(failure.hint("leave --commit out, and commit by hand"));
        }
        if args.commit && !args.dry_run && self.unfinished().is_some() {
            // Another po may be merging just now, which is over when it gives the lock back; and none begins before the look.
            let _held = self.store.hold().map_err(|error| self.refused(error))?;
            self.refuse_unfinished()?;
        }
        Ok(())
    }

    fn refused(&self, error: StoreError) -> Failure {
        Failure::from(error.under(&self.prefix)).shown_under(&self.prefix)
    }

    fn not_made(&self, refused: Refused) -> Failure {
        match refused {
            Refused::Plan(failure) => failure,
            Refused::Store(error) => self.refused(error),
        }
    }

    fn made<T>(&self, result: Result<(Applied, T), Refused>) -> CommandResult<(Made, T)> {
        let (applied, value) = result.map_err(|refused| self.not_made(refused))?;
        if let Some(words) = &applied.finished {
            self.context.out.warn(&finished(words));
        }
        let commit = None;
        Ok((Made { applied, commit }, value))
    }

    /// What git is in the middle of, so that no commit of a few files can be made, and the command that goes on.
    fn unfinished(&self) -> Option<(&'static str, &'static str)> {
        match self.repository.as_ref()?.unfinished() {
            Unfinished::Nothing | Unfinished::Other("a bisection", _) => None,
            Unfinished::Merge => Some(("a merge", "git merge")),
            Unfinished::Other(what, command) => Some((what, command)),
        }
    }

    /// Refuses a commit in the middle of something, before anything is changed.
    fn refuse_unfinished(&self) -> CommandResult<()> {
        let Some((what, command)) = self.unfinished() else {
            return Ok(());
        };
        let failure = Failure::new(
            ErrorKind::Git,
            format!("{what} is under way: git commits all of it together, and not a few files"),
        );
        Err(failure
            .hint(format!("{command} --continue, or --abort: then once more"))
            .hint("leave --commit out: the change goes along when you git add it"))
    }

    /// Commits exactly the files that changed, where that is wanted; returns the commit's short name.
    ///
    /// # Errors
    /// When git says no; the files stay changed.
    pub fn commit(
        &self,
        what: &str,
        args: &WriteArgs,
        applied: &Applied,
    ) -> CommandResult<Option<String>> {
        let wanted = args.commit || self.config().git.commit;
        if !wanted || args.dry_run {
            return Ok(None);
        }
        if applied.count() == 0 {
            if args.commit && self.count_changes().is_ok_and(|count| count > 0) {
                let hint = "po sync --no-push: commits what was changed before";
                self.context.out.hint(hint);
            }
            return Ok(None);
        }
        let Some(repository) = &self.repository else {
            // Only a habit of po.yaml leads here: where there is no repository, there is nothing to keep up.
            return Ok(None);
        };
        const CHANGED: &str = "the files are changed; commit them by hand, or po undo";
        // Nor here: what another po merges is over when this one holds the lock.
        let held = self.store.hold();
        let held = held.map_err(|error| self.refused(error).hint(CHANGED))?;
        if !args.commit
            && let Some((what, _)) = self.unfinished()
        {
            self.context.out.warn(&format!(
                "{what} is under way, so nothing is committed: git add what was changed, and it goes along"
            ));
            return Ok(None);
        }
        let paths: Vec<PathBuf> = applied
            .paths()
            .map(|path| self.store.root().join(path))
            .collect();
        let message = self.config().git.commit_message(what, "");
        match commit_files(repository.workdir(), &paths, &message, &held) {
            Ok(commit) => {
                self.hint_at_old_names(applied.paths());
                Ok(Some(commit))
            }
            // Another po, that waited for this one's files too, took them along.
            Err(error @ CommitError::Nothing) => {
                self.context.out.hint(&error.to_string());
                Ok(None)
            }
            Err(error) => Err(Failure::from(error).hint(CHANGED)),
        }
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
            messages: Vec<&'a str>,
            files: Vec<File>,
            dry_run: bool,
            commit: Option<&'a str>,
        }
        let out = &self.context.out;
        let Made { applied, commit } = made;
        let commit = commit.as_deref();
        if args.format == WriteFormat::Json {
            let held = applied.files.iter().map(|file| File {
                path: self.shown(&file.path),
                lines: file.lines_changed(),
            });
            let more = applied.more.iter().map(|file| File {
                path: self.shown(&file.path),
                lines: file.lines,
            });
            let files = held.chain(more).collect();
            out.json(&Whole {
                schema_version: 1,
                ids: &told.ids,
                messages: told
                    .lines
                    .iter()
                    .chain(&told.after)
                    .map(String::as_str)
                    .collect(),
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
