//! Taking the last change back.

use crate::store::applied::{Applied, AppliedFile};
use crate::store::apply::Mode;
use crate::store::error::StoreError;
use crate::store::journal_bytes::ChangeHead;
use crate::store::journal_reader::JournalReader;
use crate::store::journal_writer::JournalWriter;
use crate::store::store::Store;
use crate::store::transaction::content;

/// A change that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// What the change was, in the words it was made with.
    pub what: String,
    /// Whether the change was an undo itself, so that the change it had taken back is made again.
    pub redone: bool,
    /// What the command that made the change left for this: see [`Store::apply_noted`].
    pub note: Vec<u8>,
    /// The files, before and after this.
    pub applied: Applied,
}

impl Store {
    /// Takes the last change of `po` back, if every file of it is still as that change left it.
    ///
    /// This is a change like any other, so that a second `undo` makes the first change again. A dry run takes no lock and
    /// writes nothing.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], [`StoreError::TouchedSince`], and those of any change; nothing is written then.
    pub fn undo(&self, mode: Mode) -> Result<Undone, StoreError> {
        self.undo_if(mode, |_| Ok(()))
    }

    /// As [`Self::undo`], where `agree` does not refuse it for what the last change was.
    ///
    /// # Errors
    /// Those of `agree`, and of [`Self::undo`]; nothing is written then.
    pub fn undo_if<E: From<StoreError>>(
        &self,
        mode: Mode,
        agree: impl FnOnce(&ChangeHead<'_>) -> Result<(), E>,
    ) -> Result<Undone, E> {
        let _begun = self.begin(mode)?;
        let Some(mut last) = self.journals.open(&self.journals.last)? else {
            return Err(StoreError::NothingToUndo.into());
        };
        agree(&last.head())?;
        Ok(self.take_back(mode, &mut last)?)
    }

    fn take_back(&self, mode: Mode, last: &mut JournalReader) -> Result<Undone, StoreError> {
        while let Some(file) = last.next_file()? {
            if content(&self.root, &file.path)? != file.new {
                return Err(StoreError::TouchedSince {
                    path: file.path,
                    what: last.what.clone(),
                });
            }
        }
        last.rewind()?;
        let mut applied = Applied::default();
        let ChangeHead { what, undone, note } = last.head();
        let (what, redone, note) = (what.to_owned(), undone, note.to_vec());
        let head = ChangeHead {
            what: &what,
            undone: !redone,
            note: &note,
        };
        let mut writer = match mode {
            Mode::DryRun => None,
            Mode::Write => Some(JournalWriter::begin(&self.journals, &head, &self.faults)?),
        };
        while let Some(AppliedFile { path, old, new }) = last.next_file()? {
            let back = AppliedFile {
                path,
                old: new,
                new: old,
            };
            if let Some(writer) = &mut writer {
                writer.add(&back)?;
            }
            applied.note(back);
        }
        if let Some(writer) = writer {
            self.commit(writer)?;
        }
        Ok(Undone {
            what,
            redone,
            note,
            applied,
        })
    }
}
