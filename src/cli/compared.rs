//! Two states of a backlog: what stands between two commits, or between one and the files at hand.

use std::collections::BTreeMap;

use crate::cli::at::AtArgs;
use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::room_errors::FETCH_ALL;
use crate::git::Changes;
use crate::model::{Backlog, Diagnostic};
use crate::store::{CONFIG_FILE, Depth, Loaded, PRODUCT, StoreError, load_files};

/// Which two states to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A commit with the files at hand; without one, everything is new.
    AtHand(Option<String>),
    /// Two commits.
    Between(String, String),
}

/// Two states of a backlog, all bodies included.
#[derive(Debug)]
pub struct TwoStates {
    /// The older one.
    pub before: Backlog,
    /// The newer one.
    pub after: Backlog,
    /// The files that differ.
    pub changes: Changes,
    /// The files that differ as they were.
    pub old_files: BTreeMap<String, Vec<u8>>,
}

impl Desk<'_> {
    /// Reads two states; the desk shows the newer one afterwards.
    ///
    /// # Errors
    /// When there is no repository, no such commit, no backlog in the newer state, or a clone that holds too little.
    pub fn two_states(&mut self, wanted: &Wanted) -> CommandResult<TwoStates> {
        if let Wanted::Between(_, to) = wanted {
            let at = Some(to.clone());
            self.look_at(&AtArgs { at })?;
        }
        let (repository, folder) = self.in_repository("po diff")?;
        let named = |rev: &str| Ok::<_, Failure>(self.revision(repository, rev)?.name);
        let changes = match wanted {
            Wanted::AtHand(None) => repository.changed_from(None, &folder),
            Wanted::AtHand(Some(from)) => repository.changed_from(Some(&named(from)?), &folder),
            Wanted::Between(from, to) => {
                repository.changed_between(&named(from)?, &named(to)?, &folder)
            }
        };
        let changes = changes?;
        let old_files = changes.before().cloned().ok_or_else(|| {
            Failure::new(
                ErrorKind::Git,
                "this clone does not hold what the changed files were",
            )
            .hint(FETCH_ALL)
        })?;
        let after = self.load(Depth::Body)?;
        let was = self.old_backlog(&after, &old_files)?;
        let before = files_before(&after.backlog, &after.diagnostics, was, &changes);
        Ok(TwoStates {
            before: before.backlog,
            after: after.backlog,
            changes,
            old_files,
        })
    }

    /// How many files of the backlog differ from the last commit.
    ///
    /// # Errors
    /// When there is no repository, or git's index cannot be read.
    pub fn count_changes(&self) -> CommandResult<usize> {
        let (repository, folder) = self.in_repository("git")?;
        let head = repository.has_commit()?.then_some("HEAD");
        Ok(repository.changed_from(head, &folder)?.paths().count())
    }

    /// The files that differ as they were, under the `po.yaml` of then, as far as that can be read.
    fn old_backlog(
        &self,
        after: &Loaded,
        old_files: &BTreeMap<String, Vec<u8>>,
    ) -> CommandResult<Loaded> {
        let mut files = old_files.clone();
        if files.contains_key(CONFIG_FILE)
            && let Ok(loaded) = load_files(&files, Depth::Body)
        {
            return Ok(loaded);
        }
        files.insert(CONFIG_FILE.to_owned(), self.read(CONFIG_FILE)?);
        match load_files(&files, Depth::Body) {
            Ok(loaded) => Ok(loaded),
            Err(StoreError::Missing(_)) => Ok(Loaded {
                backlog: Backlog::new(after.backlog.config.clone(), Vec::new(), Vec::new()),
                diagnostics: Vec::new(),
            }),
            Err(error) => Err(Failure::from(error).shown_under(&self.prefix)),
        }
    }
}

/// Returns the backlog before a change: the files that did not change, and the others as they were, under what was agreed then.
#[must_use]
pub fn files_before(now: &Backlog, read: &[Diagnostic], was: Loaded, changes: &Changes) -> Loaded {
    let stayed = |path: &str| !changes.contains(path);
    let stories = now.stories().iter().filter(|story| stayed(&story.path));
    let stories = stories
        .cloned()
        .chain(was.backlog.stories().iter().cloned());
    let unreadable = now
        .unreadable
        .iter()
        .filter(|file| stayed(&file.path))
        .chain(&was.backlog.unreadable);
    let mut backlog = Backlog::new(
        was.backlog.config.clone(),
        stories.collect(),
        unreadable.cloned().collect(),
    );
    let sprints = now.sprints.iter().filter(|sprint| stayed(&sprint.path));
    backlog.sprints = sprints.chain(&was.backlog.sprints).cloned().collect();
    let releases = now.releases.iter().filter(|release| stayed(&release.path));
    backlog.releases = releases.chain(&was.backlog.releases).cloned().collect();
    backlog
        .sprints
        .sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    backlog
        .releases
        .sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    let metrics = now.metrics.iter().filter(|metric| stayed(&metric.path));
    backlog.metrics = metrics.chain(&was.backlog.metrics).cloned().collect();
    backlog.product = match stayed(PRODUCT) {
        true => now.product.clone(),
        false => was.backlog.product,
    };
    let read = read.iter().filter(|problem| stayed(&problem.place.path));
    Loaded {
        backlog,
        diagnostics: read.cloned().chain(was.diagnostics).collect(),
    }
}
