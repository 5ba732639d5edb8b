//! Taking the last change back.

use crate::store::applied::AppliedFile;
use crate::store::apply::Mode;
use crate::store::error::StoreError;
use crate::store::journal::Journal;
use crate::store::store::Store;
use crate::store::transaction::content;

/// A change that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// What the change was, in the words it was made with.
    pub what: String,
    /// Whether the change was an undo itself, so that the change it had taken back is made again.
    pub redone: bool,
    /// The files, before and after this.
    pub files: Vec<AppliedFile>,
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
        self.check_format()?;
        let _lock = match mode {
            Mode::DryRun => None,
            Mode::Write => Some(self.begin()?),
        };
        let Some(last) = self.journals.read(&self.journals.last)? else {
            return Err(StoreError::NothingToUndo);
        };
        for file in &last.files {
            if content(&self.root, &file.path)? != file.new {
                return Err(StoreError::TouchedSince {
                    path: file.path.clone(),
                    what: last.what,
                });
            }
        }
        let mut files: Vec<AppliedFile> = last
            .files
            .into_iter()
            .map(|AppliedFile { path, old, new }| AppliedFile {
                path,
                old: new,
                new: old,
            })
            .collect();
        if mode == Mode::Write {
            files = self.commit(Journal {
                what: last.what.clone(),
                undone: !last.undone,
                files,
            })?;
        }
        Ok(Undone {
            what: last.what,
            redone: last.undone,
            files,
        })
    }
}
