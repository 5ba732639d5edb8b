//! Changes that come one by one: each is worked out and journalled at once, and only the name of its file is held.

use std::collections::HashSet;

use crate::model::{Change, ChangeKind};
use crate::store::applied::Applied;
use crate::store::apply::Mode;
use crate::store::error::StoreError;
use crate::store::free_names::FreeNames;
use crate::store::journal_bytes::ChangeHead;
use crate::store::journal_writer::JournalWriter;
use crate::store::left::Left;
use crate::store::plan::{as_it_is, change};
use crate::store::store::Store;

/// Takes the changes of [`Store::apply_each`].
#[derive(Debug)]
pub struct Intake<'s> {
    store: &'s Store,
    what: &'s str,
    mode: Mode,
    names: FreeNames,
    /// The files that were there before and were changed.
    changed: HashSet<String>,
    journal: Option<JournalWriter<'s>>,
    applied: Applied,
}

impl<'s> Intake<'s> {
    pub(crate) fn new(store: &'s Store, what: &'s str, mode: Mode) -> Self {
        Self {
            store,
            what,
            mode,
            names: FreeNames::default(),
            changed: HashSet::new(),
            journal: None,
            applied: Applied::default(),
        }
    }

    /// Takes a change. What leaves every byte as it is counts as none.
    ///
    /// # Errors
    /// When it cannot be made, or its file was changed before; nothing of the whole change must be made then.
    pub fn take(&mut self, Change { path, kind }: Change) -> Result<(), StoreError> {
        let target = self.store.root.target(&path)?;
        let is_new = matches!(kind, ChangeKind::Create(_));
        if !is_new && !self.changed.insert(target.path.clone()) {
            return Err(StoreError::refused(&path, Left::Twice));
        }
        let mut file = as_it_is(&target, &path)?;
        change(&mut file, &target, path, kind, &mut self.names)?;
        if file.old == file.new {
            return Ok(());
        }
        if self.mode == Mode::Write {
            let journal = match &mut self.journal {
                Some(journal) => journal,
                none => none.insert(JournalWriter::begin(
                    &self.store.journals,
                    &ChangeHead::plain(self.what),
                    &self.store.faults,
                )?),
            };
            journal.add(&file)?;
        }
        self.applied.note(file);
        Ok(())
    }

    /// Makes the change, now that all of it is known.
    pub(crate) fn finish(mut self) -> Result<Applied, StoreError> {
        if let Some(journal) = self.journal.take() {
            self.store.commit(journal)?;
        }
        Ok(self.applied)
    }
}
