//! The journal: old and new bytes of a change, so that it can be finished after a crash and taken back later.
//!
//! `pending-…` is a change under way, `last-…` the last one that was finished; the one becomes the other by a rename.
//! A repository may hold several backlogs and working trees, so both names end in a digest of which backlog it is.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::store::applied::AppliedFile;
use crate::store::error::StoreError;
use crate::store::faults::Faults;
use crate::store::write::{sync_file, sync_folder};

const MAGIC: &[u8] = b"po journal 1\n";
/// How the name of a journal begins that is not yet complete.
const TEMPORARY: &str = ".po-journal-";

/// A change, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Journal {
    /// What it was, in the backlog's words.
    pub what: String,
    /// Whether it took another change back.
    pub undone: bool,
    /// Each file before and after.
    pub files: Vec<AppliedFile>,
}

/// Where the journals of one backlog lie.
#[derive(Debug, Clone)]
pub(crate) struct Journals {
    private: PathBuf,
    /// Which backlog: its path from the repository, so that moving the repository loses nothing, else the whole path.
    key: String,
    /// The change under way.
    pub pending: PathBuf,
    /// The last finished change.
    pub last: PathBuf,
}

impl Journals {
    /// Returns the journals in the folder `private` for the backlog at `root`, both with every link resolved.
    pub(crate) fn new(private: &Path, root: &Path) -> Self {
        let base = private
            .parent()
            .and_then(|holder| (holder != root).then(|| holder.parent()).flatten());
        let key = base
            .and_then(|base| root.strip_prefix(base).ok())
            .unwrap_or(if private.parent() == Some(root) {
                Path::new(".")
            } else {
                root
            })
            .to_string_lossy()
            .into_owned();
        let digest = checksum(CHECKSUM_START, key.as_bytes());
        Self {
            private: private.to_path_buf(),
            pending: private.join(format!("pending-{digest:016x}")),
            last: private.join(format!("last-{digest:016x}")),
            key,
        }
    }

    /// Puts the journal of a change that is about to begin safely on disk.
    pub(crate) fn begin(&self, journal: &Journal, faults: &Faults) -> Result<(), StoreError> {
        let wrong = || StoreError::io("write", &self.pending);
        faults.step().map_err(wrong())?;
        let temporary = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .suffix(".tmp")
            .tempfile_in(&self.private)
            .map_err(wrong())?;
        let written = self
            .encode(journal, temporary.as_file(), faults)
            .and_then(|()| sync_file(temporary.as_file()))
            .and_then(|()| faults.step());
        let temporary = temporary.into_temp_path();
        if let Err(error) = written {
            faults.abandon(temporary);
            return Err(wrong()(error));
        }
        temporary
            .persist(&self.pending)
            .map_err(|error| wrong()(error.error))?;
        let safe = faults
            .step()
            .and_then(|()| sync_folder(&self.private))
            .and_then(|()| faults.step());
        if let Err(error) = safe {
            if !faults.crashed() {
                self.discard()?;
            }
            return Err(wrong()(error));
        }
        Ok(())
    }

    /// Keeps the change under way as the last one: it is finished.
    pub(crate) fn finish(&self) -> Result<(), StoreError> {
        std::fs::rename(&self.pending, &self.last).map_err(StoreError::io("keep", &self.last))
    }

    /// Forgets the change under way: nothing of it is left.
    pub(crate) fn discard(&self) -> Result<(), StoreError> {
        std::fs::remove_file(&self.pending).map_err(StoreError::io("remove", &self.pending))
    }

    /// Removes journals that were never completed. The lock must be held.
    pub(crate) fn sweep(&self) {
        for entry in std::fs::read_dir(&self.private)
            .into_iter()
            .flatten()
            .flatten()
        {
            if entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.starts_with(TEMPORARY))
            {
                // What cannot be removed is in nobody's way.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// Reads the journal at `path`, [`Self::pending`] or [`Self::last`], if there is one.
    pub(crate) fn read(&self, path: &Path) -> Result<Option<Journal>, StoreError> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("read", path)(error)),
        };
        let damaged = |why| StoreError::Journal {
            path: path.to_path_buf(),
            why,
        };
        if !bytes.starts_with(MAGIC) {
            return Err(damaged("was written by another version of `po`"));
        }
        let (key, journal) = decode(&bytes).ok_or_else(|| damaged("is damaged"))?;
        if key != self.key {
            return Err(damaged("belongs to another backlog"));
        }
        Ok(Some(journal))
    }

    fn encode(&self, journal: &Journal, file: impl Write, faults: &Faults) -> io::Result<()> {
        let mut out = Summed {
            inner: BufWriter::new(file),
            sum: CHECKSUM_START,
        };
        out.write_all(MAGIC)?;
        block(&mut out, self.key.as_bytes())?;
        block(&mut out, journal.what.as_bytes())?;
        out.write_all(&[u8::from(journal.undone)])?;
        out.write_all(&length(journal.files.len()))?;
        for file in &journal.files {
            block(&mut out, file.path.as_bytes())?;
            for bytes in [&file.old, &file.new] {
                out.write_all(&[u8::from(bytes.is_some())])?;
                block(&mut out, bytes.as_deref().unwrap_or_default())?;
            }
        }
        faults.step()?;
        let sum = out.sum;
        out.inner.write_all(&sum.to_le_bytes())?;
        out.inner.flush()
    }
}

/// Reads key and journal; nothing where a byte is missing, too many or wrong.
fn decode(bytes: &[u8]) -> Option<(String, Journal)> {
    let (body, sum) = bytes.split_last_chunk::<8>()?;
    if checksum(CHECKSUM_START, body) != u64::from_le_bytes(*sum) {
        return None;
    }
    let mut rest = body.strip_prefix(MAGIC)?;
    let key = text(&mut rest)?;
    let what = text(&mut rest)?;
    let undone = flag(&mut rest)?;
    let mut files = Vec::new();
    for _ in 0..number(&mut rest)? {
        let path = text(&mut rest)?;
        let mut content = || -> Option<Option<Vec<u8>>> {
            let there = flag(&mut rest)?;
            let bytes = take_block(&mut rest)?;
            Some(there.then(|| bytes.to_vec()))
        };
        let (old, new) = (content()?, content()?);
        files.push(AppliedFile { path, old, new });
    }
    rest.is_empty().then_some((
        key,
        Journal {
            what,
            undone,
            files,
        },
    ))
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let (head, tail) = rest.split_first_chunk::<8>()?;
    *rest = tail;
    Some(u64::from_le_bytes(*head))
}

fn flag(rest: &mut &[u8]) -> Option<bool> {
    let (head, tail) = rest.split_first()?;
    *rest = tail;
    Some(*head != 0)
}

fn take_block<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(take_block(rest)?.to_vec()).ok()
}

fn block(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&length(bytes.len()))?;
    out.write_all(bytes)
}

fn length(number: usize) -> [u8; 8] {
    (number as u64).to_le_bytes()
}

/// A writer that sums up what it writes.
struct Summed<W: Write> {
    inner: BufWriter<W>,
    sum: u64,
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

const CHECKSUM_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: it tells a torn file from a whole one, and nobody who forges a journal gains anything by it.
fn checksum(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |sum, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    use super::{AppliedFile, Faults, Journal, Journals, decode};

    fn journal() -> Journal {
        Journal {
            what: "set points of US-1".into(),
            undone: false,
            files: vec![
                AppliedFile {
                    path: "stories/US-1.md".into(),
                    old: Some(b"old".to_vec()),
                    new: Some(Vec::new()),
                },
                AppliedFile {
                    path: "stories/ü.md".into(),
                    old: None,
                    new: Some(vec![0, 255, 10]),
                },
            ],
        }
    }

    #[test]
    fn a_journal_comes_back_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let journals = Journals::new(&dir.path().join(".po"), dir.path());
        std::fs::create_dir(dir.path().join(".po")).unwrap();
        assert_eq!(journals.read(&journals.pending).unwrap(), None);
        journals.begin(&journal(), &Faults::default()).unwrap();
        assert_eq!(journals.read(&journals.pending).unwrap(), Some(journal()));
        journals.finish().unwrap();
        assert_eq!(journals.read(&journals.pending).unwrap(), None);
        assert_eq!(journals.read(&journals.last).unwrap(), Some(journal()));
    }

    #[test]
    fn a_torn_or_strange_journal_is_said() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join(".po")).unwrap();
        let journals = Journals::new(&dir.path().join(".po"), dir.path());
        journals.begin(&journal(), &Faults::default()).unwrap();
        let whole = std::fs::read(&journals.pending).unwrap();
        for cut in [0, 5, 14, whole.len() - 1] {
            std::fs::write(&journals.pending, &whole[..cut]).unwrap();
            assert!(journals.read(&journals.pending).is_err(), "{cut}");
        }
    }

    #[test]
    fn a_moved_repository_keeps_its_journals() {
        let name = |git: &str, root: &str| {
            Journals::new(&Path::new(git).join("po"), Path::new(root))
                .pending
                .file_name()
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            name("/a/.git", "/a/backlog"),
            name("/b/c/.git", "/b/c/backlog")
        );
        assert_ne!(
            name("/a/.git", "/a/backlog"),
            name("/a/.git", "/a/x/backlog")
        );
        assert_ne!(
            name("/a/.git", "/a/backlog"),
            name("/a/.git", "/tree/backlog")
        );
        let plain =
            |root: &str| Journals::new(&Path::new(root).join(".po"), Path::new(root)).pending;
        assert_eq!(
            plain("/a/backlog").file_name(),
            plain("/b/backlog").file_name()
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(decode(&bytes).is_none());
        }

        #[test]
        fn one_wrong_byte_is_noticed(at in any::<prop::sample::Index>(), flip in 1u8..) {
            let dir = tempfile::tempdir().unwrap();
            let journals = Journals::new(dir.path(), Path::new("/somewhere"));
            let mut bytes = Vec::new();
            journals.encode(&journal(), &mut bytes, &Faults::default()).unwrap();
            prop_assert_eq!(decode(&bytes).map(|(_, journal)| journal), Some(journal()));
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            prop_assert!(decode(&bytes).is_none());
        }
    }
}
