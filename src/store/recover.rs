//! Finishing a change that was interrupted: by a crash, a power cut, a kill.

use std::collections::BTreeSet;

use crate::store::error::StoreError;
use crate::store::store::Store;
use crate::store::transaction::{carry_out, content};
use crate::store::write::sweep;

impl Store {
    /// Finishes an interrupted change, if there is one and no other process is at work. Returns its words.
    ///
    /// Every change does this first. A command that only reads may do it too, so that it never shows half a change; it
    /// costs one look at a file name where there is nothing to do.
    ///
    /// # Errors
    /// [`StoreError::Stuck`] and what keeps files from being written.
    pub fn recover(&self) -> Result<Option<String>, StoreError> {
        if self.journals.pending.symlink_metadata().is_err() {
            return Ok(None);
        }
        self.check_format()?;
        match self.lock_at_once()? {
            Some(_lock) => self.recover_locked(),
            None => Ok(None),
        }
    }

    /// Finishes an interrupted change. The lock is held.
    pub(crate) fn recover_locked(&self) -> Result<Option<String>, StoreError> {
        self.journals.sweep();
        let Some(mut journal) = self.journals.open(&self.journals.pending)? else {
            return Ok(None);
        };
        let mut folders = BTreeSet::new();
        let mut is_old = Vec::new();
        // Every file is looked at before the first is written.
        while let Some(file) = journal.next_file()? {
            let target = self.root.target(&file.path)?;
            if let Some(folder) = target.disk.parent()
                && !folders.contains(folder)
            {
                folders.insert(folder.to_path_buf());
            }
            let now = content(&self.root, &file.path)?;
            is_old.push(now == file.old);
            if now != file.old && now != file.new {
                return Err(StoreError::Stuck {
                    path: file.path,
                    what: journal.what,
                    journal: self.journals.pending.clone(),
                });
            }
        }
        for folder in &folders {
            sweep(folder);
        }
        let count = is_old.iter().filter(|&&is_old| is_old).count();
        carry_out(
            &self.root,
            &mut journal,
            count,
            &|at| is_old.get(at) == Some(&true),
            &self.faults,
        )?;
        self.journals.finish()?;
        Ok(Some(journal.what))
    }
}
