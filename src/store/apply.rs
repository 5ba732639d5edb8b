//! The one way in which files of a backlog change: under the lock, journalled, all or nothing.

use std::sync::PoisonError;

use crate::model::{Change, Config};
use crate::store::applied::Applied;
use crate::store::error::StoreError;
use crate::store::free_names::{FreeNames, Listed};
use crate::store::intake::Intake;
use crate::store::journal_bytes::ChangeHead;
use crate::store::journal_writer::JournalWriter;
use crate::store::lock::{Lock, make_private};
use crate::store::plan::work_out;
use crate::store::store::Store;
use crate::store::transaction::carry_out;

/// Whether a change is made or only shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is made.
    Write,
    /// It is worked out and shown: no lock is taken and nothing is written.
    DryRun,
}

impl Store {
    /// Changes files: takes the lock, finishes what an interrupted process left, lets `plan` read and decide, and
    /// brings all files from old to new or none. `what` says what the change is, in the backlog's words; `undo`
    /// repeats it.
    ///
    /// `plan` must neither ask a person nor change this backlog itself: the lock is held. Changes that leave every
    /// byte as it is write nothing, not even a journal.
    ///
    /// # Errors
    /// Those of `plan`, and [`StoreError`]; no file is changed then, except after [`StoreError::HalfWay`].
    pub fn apply<T, E: From<StoreError>>(
        &self,
        what: &str,
        mode: Mode,
        plan: impl FnOnce(&Self) -> Result<(Vec<Change>, T), E>,
    ) -> Result<(Applied, T), E> {
        self.apply_noted(what, mode, |store| {
            let (changes, value) = plan(store)?;
            Ok((changes, Vec::new(), value))
        })
    }

    /// As [`Self::apply`], for a change that is more than its files: `plan` also returns a note, which the undo of this change hands
    /// over. With a note it is a change, and the one that is undone next, even where every byte stays as it is.
    ///
    /// # Errors
    /// Those of `plan`, and [`StoreError`]; no file is changed then, except after [`StoreError::HalfWay`].
    pub fn apply_noted<T, E: From<StoreError>>(
        &self,
        what: &str,
        mode: Mode,
        plan: impl FnOnce(&Self) -> Result<(Vec<Change>, Vec<u8>, T), E>,
    ) -> Result<(Applied, T), E> {
        let (_lock, finished) = self.begin(mode)?;
        let (changes, note, value) = plan(self)?;
        let files = work_out(&self.root, changes, FreeNames::among(self.take_listed()))?;
        if mode == Mode::Write && !(files.is_empty() && note.is_empty()) {
            let head = ChangeHead {
                note: &note,
                ..ChangeHead::plain(what)
            };
            let mut writer = JournalWriter::begin(&self.journals, &head, &self.faults)?;
            for file in &files {
                writer.add(file)?;
            }
            self.commit(writer)?;
        }
        let applied = Applied {
            files,
            finished,
            ..Applied::default()
        };
        Ok((applied, value))
    }

    /// As [`Self::apply`], for a change of any size: `plan` hands each change over when it has it, and only the names of its files
    /// are held. Each file may be changed once.
    ///
    /// # Errors
    /// Those of `plan`, and [`StoreError`]; no file is changed then, except after [`StoreError::HalfWay`].
    pub fn apply_each<T, E: From<StoreError>>(
        &self,
        what: &str,
        mode: Mode,
        plan: impl FnOnce(&Self, &mut Intake<'_>) -> Result<T, E>,
    ) -> Result<(Applied, T), E> {
        let (_lock, finished) = self.begin(mode)?;
        let mut intake = Intake::new(self, what, mode);
        let value = plan(self, &mut intake)?;
        let mut applied = intake.finish()?;
        applied.finished = finished;
        Ok((applied, value))
    }

    /// Refuses a backlog of a newer format.
    pub(crate) fn check_format(&self) -> Result<(), StoreError> {
        if self.config.format > Config::FORMAT {
            return Err(StoreError::NewerFormat(self.config.format));
        }
        Ok(())
    }

    /// Refuses a backlog of a newer format; where something is to be written, takes the lock and finishes an interrupted change.
    /// Returns also the words of that, if there was one.
    pub(crate) fn begin(&self, mode: Mode) -> Result<(Option<Lock>, Option<String>), StoreError> {
        self.check_format()?;
        if mode == Mode::DryRun {
            self.take_listed();
            return Ok((None, None));
        }
        make_private(&self.private, &self.root.real)?;
        let lock = self.lock()?;
        let finished = self.recover_locked()?;
        self.take_listed();
        Ok((Some(lock), finished))
    }

    /// What was listed since the lock was taken, and forgets it.
    fn take_listed(&self) -> Option<Listed> {
        let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        listed.take()
    }

    /// Makes the change of a journal. The lock is held.
    pub(crate) fn commit(&self, writer: JournalWriter<'_>) -> Result<(), StoreError> {
        let count = writer.commit()?;
        let made = self
            .journals
            .open(&self.journals.pending)
            .and_then(|journal| match journal {
                Some(mut journal) => {
                    carry_out(&self.root, &mut journal, count, &|_| true, &self.faults)
                }
                None => Err(StoreError::Missing(
                    self.journals.pending.display().to_string(),
                )),
            });
        match made {
            Ok(()) => self.journals.finish().map_err(|cause| StoreError::HalfWay {
                files: count,
                cause: Box::new(cause),
            }),
            Err(error) => {
                if !self.faults.crashed() && !matches!(error, StoreError::HalfWay { .. }) {
                    self.journals.discard()?;
                }
                Err(error)
            }
        }
    }
}
