//! What resolved conflicts were in git's index, so that they can be brought back.

use std::path::Path;

use git2::{IndexEntry, IndexTime, Oid};

use super::error::GitError;
use super::index_files::stage;
use super::index_lock::IndexLock;
use super::repository::Repository;

/// An entry of the index that is one version of a file in conflict; of stage 0, a file that was merged, or, without an object, one
/// that it did not have.
struct Version {
    mode: u32,
    oid: Oid,
    stage: u16,
    path: String,
}

impl Repository {
    /// Returns what [`Self::unresolve`] needs to bring the conflicts of these files (from the top of the repository) back: their
    /// entries in the index, which of them have none yet, and what git is in the middle of. Empty where none of them is in conflict.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read.
    pub fn note_of_conflicts(&self, paths: &[String]) -> Result<Vec<u8>, GitError> {
        let mut records = vec![self.under_way()?];
        let index = self.index(None)?;
        let mut is_in_conflict = false;
        for entry in index.iter() {
            let stage = stage(&entry);
            let Ok(path) = String::from_utf8(entry.path) else {
                continue;
            };
            if paths.contains(&path) {
                let (mode, oid) = (entry.mode, entry.id);
                records.push(format!("{mode:o} {oid} {stage} {path}"));
                is_in_conflict |= stage > 0;
            }
        }
        if !is_in_conflict {
            return Ok(Vec::new());
        }
        let is_known = |path: &str| index.iter().any(|entry| entry.path == path.as_bytes());
        let new = paths.iter().filter(|path| !is_known(path));
        records.extend(new.map(|path| format!("0 {} 0 {path}", Oid::ZERO_SHA1)));
        Ok(records.join("\0").into_bytes())
    }

    /// Whether git is in the middle of what it was when the note was made: else its conflicts are over.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn is_where_noted(&self, note: &[u8]) -> Result<bool, GitError> {
        let first = note.split(|byte| *byte == 0).next();
        Ok(first == Some(self.under_way()?.as_bytes()))
    }

    /// The files of a note, from the top of the repository, sorted.
    #[must_use]
    pub fn noted_files(note: &[u8]) -> Vec<String> {
        let mut paths: Vec<String> = versions(note).map(|version| version.path).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Those of them that were in conflict.
    #[must_use]
    pub fn noted_conflicts(note: &[u8]) -> Vec<String> {
        let conflicts = versions(note).filter(|version| version.stage > 0);
        let mut paths: Vec<String> = conflicts.map(|version| version.path).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Those of them that were merged: to be staged again once they lie there as before, so that git knows them.
    #[must_use]
    pub fn noted_merged(note: &[u8]) -> Vec<String> {
        let merged = versions(note).filter(|version| version.stage == 0 && !version.oid.is_zero());
        merged.map(|version| version.path).collect()
    }

    /// What git is in the middle of, told from every other merge or rebase, and from every other step of it.
    fn under_way(&self) -> Result<String, GitError> {
        let head = self.head_commit()?;
        let (state, merged) = (self.inner.state(), self.merge_heads());
        Ok(format!("{state:?} at {head:?} of {merged:?}"))
    }
}

impl Repository {
    /// Brings the conflicts of a note back into the index, where its files lie as they did then.
    ///
    /// # Errors
    /// Those of [`Self::expect_index`], and what libgit2 says of an index that it cannot write.
    pub fn unresolve(&self, note: &[u8]) -> Result<(), GitError> {
        let mut index = self.lock_index()?;
        index.unresolve(note)?;
        index.stage(&Self::noted_merged(note))?;
        index.put_in_place()
    }
}

impl IndexLock<'_> {
    /// Puts the entries of a note into the next index in place of what is staged of their files, and touches no other entry.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read.
    fn unresolve(&mut self, note: &[u8]) -> Result<(), GitError> {
        self.change(|index| {
            for path in Repository::noted_files(note) {
                // Where it is resolved by being gone, there is no such entry.
                let _ = index.remove(Path::new(&path), 0);
            }
            for version in versions(note).filter(|version| !version.oid.is_zero()) {
                index.add(&version.entry())?;
            }
            Ok(())
        })
    }
}

impl Version {
    fn entry(self) -> IndexEntry {
        IndexEntry {
            ctime: IndexTime::new(0, 0),
            mtime: IndexTime::new(0, 0),
            dev: 0,
            ino: 0,
            mode: self.mode,
            uid: 0,
            gid: 0,
            file_size: 0,
            id: self.oid,
            flags: self.stage << 12,
            flags_extended: 0,
            path: self.path.into_bytes(),
        }
    }
}

/// The entries of a note. What is none is left out.
fn versions(note: &[u8]) -> impl Iterator<Item = Version> {
    let records = note.split(|byte| *byte == 0).skip(1);
    records.filter_map(|record| {
        let record = std::str::from_utf8(record).ok()?;
        let mut parts = record.splitn(4, ' ');
        Some(Version {
            mode: u32::from_str_radix(parts.next()?, 8).ok()?,
            oid: Oid::from_str(parts.next()?).ok()?,
            stage: parts
                .next()?
                .parse()
                .ok()
                .filter(|stage| (0..=3).contains(stage))?,
            path: parts.next()?.to_owned(),
        })
    })
}
