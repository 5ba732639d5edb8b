//! Files at which git was told not to look: what they hold is compared all the same.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use git2::{Index, IndexEntryExtendedFlag, ObjectType, Oid};

use super::changed_since::{below, from_top};
use super::error::GitError;
use super::plain_file;
use super::repository::Repository;
use crate::store::MAX_FILE;

/// What `git update-index` is told so that git looks at a file again: after `skip-worktree`, after `assume-unchanged`.
pub(super) const LOOK_AGAIN: [&str; 2] = ["--no-skip-worktree", "--no-assume-unchanged"];

/// The files below a folder that git was told to pass over, by their path from it, and which of [`LOOK_AGAIN`] ends that.
pub(super) fn passed_over(index: &Index, folder: &str) -> BTreeMap<String, &'static str> {
    const ASSUME_UNCHANGED: u16 = 0x8000;
    let [skipped, assumed] = LOOK_AGAIN;
    let marked = index.iter().filter_map(|entry| {
        let extended = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
        let option = match extended.contains(IndexEntryExtendedFlag::SKIP_WORKTREE) {
            true => skipped,
            false if entry.flags & ASSUME_UNCHANGED != 0 => assumed,
            false => return None,
        };
        let path = String::from_utf8_lossy(&entry.path);
        Some((below(folder, &path)?.to_owned(), option))
    });
    marked.collect()
}

impl Repository {
    /// The files that git ignores and does not know, of those below `folder` (from the top of the repository, parted by `/`); none
    /// where the index has a form that only git itself reads.
    ///
    /// # Errors
    /// What libgit2 says of an index or a rule that it cannot read.
    pub fn ignored(&self, folder: &str, paths: &[String]) -> Result<Vec<String>, GitError> {
        let index = match self.index(None) {
            // Only git itself reads it.
            Err(GitError::IndexForm) => return Ok(Vec::new()),
            index => index?,
        };
        let mut ignored = Vec::new();
        for path in paths {
            let full = from_top(folder, path);
            let full = Path::new(&full);
            if index.get_path(full, 0).is_none() && self.inner.is_path_ignored(full)? {
                ignored.push(path.clone());
            }
        }
        Ok(ignored)
    }
}

/// Whether a file is there and is not that object, line endings aside. What is too large to be read is not.
pub(super) fn is_other(path: &Path, oid: Option<Oid>) -> bool {
    let Some((file, _)) = plain_file::open(path) else {
        return false;
    };
    let mut bytes = Vec::new();
    let read = file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes);
    if read.is_err() || bytes.len() > MAX_FILE {
        return false;
    }
    let is_object = |bytes: &[u8]| Oid::hash_object(ObjectType::Blob, bytes).ok() == oid;
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let plain = lines.map(|line| match line.strip_suffix(b"\r\n") {
        Some(words) => [words, b"\n"].concat(),
        None => line.to_vec(),
    });
    !is_object(&bytes) && !is_object(&plain.collect::<Vec<_>>().concat())
}
