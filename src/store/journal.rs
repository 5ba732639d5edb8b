//! Where the journals lie: old and new bytes of a change, so that it can be finished after a crash and taken back later.
//!
//! `pending-…` is a change under way, `last-…` the last one that was finished; the one becomes the other by a rename.
//! A repository may hold several backlogs and working trees, so both names end in a digest of which backlog it is.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::journal_bytes::{CHECKSUM_START, checksum};
use crate::store::journal_reader::JournalReader;

/// How the name of a journal begins that is not yet complete.
pub(super) const TEMPORARY: &str = ".po-journal-";

/// Where the journals of one backlog lie.
#[derive(Debug, Clone)]
pub(crate) struct Journals {
    pub(super) private: PathBuf,
    /// Which backlog: its path from the repository, so that moving the repository loses nothing, else the whole path.
    pub(super) key: String,
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

    /// Opens the journal at `path`, [`Self::pending`] or [`Self::last`], if there is one, and reads it through once: none of its
    /// bytes is missing, too many or wrong then.
    pub(crate) fn open(&self, path: &Path) -> Result<Option<JournalReader>, StoreError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("read", path)(error)),
        };
        let damaged = |why| StoreError::Journal {
            path: path.to_path_buf(),
            why,
        };
        let whole = JournalReader::new(file, path).map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => damaged("was written by another version of `po`"),
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => damaged("is damaged"),
            _ => StoreError::io("read", path)(error),
        })?;
        if whole.key != self.key {
            return Err(damaged("belongs to another backlog"));
        }
        Ok(Some(whole))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Journals;
    use crate::store::applied::AppliedFile;
    use crate::store::error::StoreError;
    use crate::store::faults::Faults;
    use crate::store::journal_bytes::ChangeHead;
    use crate::store::journal_writer::JournalWriter;

    type Read = (String, bool, Vec<AppliedFile>);

    fn files() -> Vec<AppliedFile> {
        vec![
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
        ]
    }

    fn write(journals: &Journals) {
        let faults = Faults::default();
        let mut writer =
            JournalWriter::begin(journals, &ChangeHead::plain("set points of US-1"), &faults)
                .unwrap();
        for file in files() {
            writer.add(&file).unwrap();
        }
        assert_eq!(writer.commit().unwrap(), 2);
    }

    fn read(journals: &Journals, path: &Path) -> Result<Option<Read>, StoreError> {
        let Some(mut journal) = journals.open(path)? else {
            return Ok(None);
        };
        let mut files = Vec::new();
        while let Some(file) = journal.next_file()? {
            files.push(file);
        }
        // It can be read again from its beginning.
        journal.rewind()?;
        assert_eq!(journal.next_file()?.as_ref(), files.first());
        Ok(Some((journal.what.clone(), journal.undone, files)))
    }

    #[test]
    fn a_journal_comes_back_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let journals = Journals::new(&dir.path().join(".po"), dir.path());
        std::fs::create_dir(dir.path().join(".po")).unwrap();
        assert_eq!(read(&journals, &journals.pending).unwrap(), None);
        write(&journals);
        let expected = Some(("set points of US-1".to_owned(), false, files()));
        assert_eq!(read(&journals, &journals.pending).unwrap(), expected);
        journals.finish().unwrap();
        assert_eq!(read(&journals, &journals.pending).unwrap(), None);
        assert_eq!(read(&journals, &journals.last).unwrap(), expected);
        assert_eq!(
            std::fs::read_dir(&journals.private).unwrap().count(),
            1,
            "nothing else is left"
        );
    }

    #[test]
    fn a_torn_or_strange_journal_is_said() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join(".po")).unwrap();
        let journals = Journals::new(&dir.path().join(".po"), dir.path());
        write(&journals);
        let whole = std::fs::read(&journals.pending).unwrap();
        for cut in [0, 5, 14, whole.len() - 1] {
            std::fs::write(&journals.pending, &whole[..cut]).unwrap();
            assert!(journals.open(&journals.pending).is_err(), "{cut}");
        }
        std::fs::write(&journals.pending, whole).unwrap();
        let other = Journals {
            key: "elsewhere".into(),
            ..journals.clone()
        };
        let error = other.open(&journals.pending).unwrap_err();
        assert!(error.to_string().contains("another backlog"), "{error}");
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
}
