//! Writing a journal a file at a time, so that a change of any size fits.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use tempfile::TempPath;

use crate::store::applied::AppliedFile;
use crate::store::error::StoreError;
use crate::store::faults::Faults;
use crate::store::journal::{Journals, TEMPORARY};
use crate::store::journal_bytes::{CHECKSUM_START, CHUNK, ChangeHead, MAGIC, checksum};
use crate::store::write::{sync_file, sync_folder};

/// A journal that is being written. Nothing counts until it is committed; dropped, it goes away.
#[derive(Debug)]
pub(crate) struct JournalWriter<'s> {
    journals: &'s Journals,
    faults: &'s Faults,
    out: Summed<File>,
    temporary: Option<TempPath>,
    files: usize,
}

impl<'s> JournalWriter<'s> {
    /// Begins the journal of a change.
    pub(crate) fn begin(
        journals: &'s Journals,
        head: &ChangeHead<'_>,
        faults: &'s Faults,
    ) -> Result<Self, StoreError> {
        let wrong = || StoreError::io("write", &journals.pending);
        faults.step().map_err(wrong())?;
        let (file, temporary) = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .suffix(".tmp")
            .tempfile_in(&journals.private)
            .map_err(wrong())?
            .into_parts();
        let mut writer = Self {
            journals,
            faults,
            out: Summed::new(file),
            temporary: Some(temporary),
            files: 0,
        };
        writer.head(head).map_err(wrong())?;
        Ok(writer)
    }

    fn head(&mut self, head: &ChangeHead<'_>) -> io::Result<()> {
        self.out.write_all(MAGIC)?;
        block(&mut self.out, self.journals.key.as_bytes())?;
        block(&mut self.out, head.what.as_bytes())?;
        self.out.write_all(&[u8::from(head.undone)])?;
        block(&mut self.out, head.note)
    }

    /// Adds a file, before and after.
    pub(crate) fn add(&mut self, file: &AppliedFile) -> Result<(), StoreError> {
        self.files += 1;
        let wrong = StoreError::io("write", &self.journals.pending);
        let written = self.faults.step().and_then(|()| {
            self.out.write_all(&[1])?;
            block(&mut self.out, file.path.as_bytes())?;
            for bytes in [&file.old, &file.new] {
                self.out.write_all(&[u8::from(bytes.is_some())])?;
                block(&mut self.out, bytes.as_deref().unwrap_or_default())?;
            }
            Ok(())
        });
        written.map_err(wrong)
    }

    /// Puts the journal safely on disk as that of the change under way, and returns how many files it has: from here on, whoever is
    /// next finishes the change.
    pub(crate) fn commit(mut self) -> Result<usize, StoreError> {
        let wrong = || StoreError::io("write", &self.journals.pending);
        let ended = self.out.end(self.faults).and_then(|()| {
            sync_file(self.out.inner.get_ref())?;
            self.faults.step()
        });
        ended.map_err(wrong())?;
        if let Some(temporary) = self.temporary.take() {
            temporary
                .persist(&self.journals.pending)
                .map_err(|error| wrong()(error.error))?;
        }
        let safe = self
            .faults
            .step()
            .and_then(|()| sync_folder(&self.journals.private))
            .and_then(|()| self.faults.step());
        if let Err(error) = safe {
            if !self.faults.crashed() {
                self.journals.discard()?;
            }
            return Err(wrong()(error));
        }
        Ok(self.files)
    }
}

impl Drop for JournalWriter<'_> {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            self.faults.abandon(temporary);
        }
    }
}

fn block(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

/// A writer that sums up what it writes.
#[derive(Debug)]
struct Summed<W: Write> {
    inner: BufWriter<W>,
    sum: u64,
}

impl<W: Write> Summed<W> {
    fn new(inner: W) -> Self {
        Self {
            inner: BufWriter::with_capacity(CHUNK, inner),
            sum: CHECKSUM_START,
        }
    }

    /// Writes that there is no further file, and the sum.
    fn end(&mut self, faults: &Faults) -> io::Result<()> {
        self.write_all(&[0])?;
        faults.step()?;
        let sum = self.sum;
        self.inner.write_all(&sum.to_le_bytes())?;
        self.inner.flush()
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum = checksum(self.sum, &bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
