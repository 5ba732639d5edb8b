//! Tree and commit objects read from their raw bytes: several times faster than libgit2's own objects.

use git2::Oid;
use memchr::memchr;

use crate::model::CommitId;

/// How many bytes an object name has. Repositories with SHA-256 cannot be opened by this libgit2.
const OID_BYTES: usize = 20;

/// One entry of a tree object. A history holds the same entries thousands of times, so each part is read when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TreeEntry<'a> {
    mode: &'a [u8],
    /// Its name; any bytes but `/` and NUL.
    pub name: &'a [u8],
    oid: &'a [u8; OID_BYTES],
}

impl TreeEntry<'_> {
    /// Whether it is a folder.
    pub fn is_tree(&self) -> bool {
        matches!(self.mode, b"40000" | b"040000")
    }

    /// Whether it is a plain file: neither a folder nor a link nor a submodule.
    pub fn is_file(&self) -> bool {
        self.mode.starts_with(b"100")
    }

    /// Whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.mode == b"120000"
    }

    /// Whether it is a submodule.
    pub fn is_submodule(&self) -> bool {
        self.mode == b"160000"
    }

    /// Its object.
    pub fn oid(&self) -> Oid {
        Oid::from_bytes(self.oid).unwrap_or(Oid::ZERO_SHA1)
    }
}

/// The entries of a tree object's bytes; ends early where they are malformed.
pub(super) struct TreeEntries<'a>(pub &'a [u8]);

impl<'a> Iterator for TreeEntries<'a> {
    type Item = TreeEntry<'a>;

    fn next(&mut self) -> Option<TreeEntry<'a>> {
        let space = self.0.iter().take(8).position(|&b| b == b' ')?;
        let (mode, rest) = (&self.0[..space], &self.0[space + 1..]);
        let (name, rest) = rest.split_at(memchr(0, rest)?);
        let (oid, rest) = rest[1..].split_first_chunk()?;
        self.0 = rest;
        Some(TreeEntry { mode, name, oid })
    }
}

/// The name of a commit, as the rooms above know it.
pub(super) fn commit_id(oid: Oid) -> CommitId {
    let mut id = [0; OID_BYTES];
    id.copy_from_slice(oid.as_bytes());
    CommitId(id)
}

/// What a walk needs of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawCommit {
    /// Its root folder.
    pub tree: Oid,
    /// Its parents, the first one first.
    pub parents: Vec<Oid>,
    /// When it was committed, in seconds; 0 where it does not say.
    pub date: i64,
}

/// Reads a commit object's bytes.
pub(super) fn raw_commit(data: &[u8]) -> Option<RawCommit> {
    let mut tree = None;
    let mut parents = Vec::new();
    let mut date = 0;
    for line in data.split(|&b| b == b'\n').take_while(|l| !l.is_empty()) {
        let Ok(line) = std::str::from_utf8(line) else {
            continue;
        };
        if let Some(hex) = line.strip_prefix("tree ") {
            tree = Oid::from_str(hex).ok();
        } else if let Some(hex) = line.strip_prefix("parent ") {
            parents.extend(Oid::from_str(hex).ok());
        } else if let Some(who) = line.strip_prefix("committer ") {
            let mut words = who.rsplit(' ');
            words.next();
            date = words.next().and_then(|d| d.parse().ok()).unwrap_or(0);
        }
    }
    Some(RawCommit {
        tree: tree?,
        parents,
        date,
    })
}

#[cfg(test)]
mod tests {
    use super::{TreeEntries, raw_commit};
    use proptest::prelude::{any, proptest};

    #[test]
    fn reads_a_tree() {
        let mut data = b"100644 US-1.md\0".to_vec();
        data.extend([7; 20]);
        data.extend(b"40000 stories\0");
        data.extend([9; 20]);
        let entries: Vec<_> = TreeEntries(&data).collect();
        assert_eq!(entries.len(), 2);
        assert_eq!(
            (entries[0].is_tree(), entries[0].name),
            (false, &b"US-1.md"[..])
        );
        assert_eq!(
            (entries[1].is_tree(), entries[1].name),
            (true, &b"stories"[..])
        );
        assert_eq!(entries[1].oid().as_bytes(), [9; 20]);
        assert_eq!(TreeEntries(&data[..data.len() - 1]).count(), 1);
    }

    #[test]
    fn reads_a_commit() {
        let hex = "1234567890123456789012345678901234567890";
        let text = format!(
            "tree {hex}\nparent {hex}\nauthor A <a@b> 5 +0000\ncommitter Ann Other <a@b> 1700000000 +0100\n\ntree no"
        );
        let commit = raw_commit(text.as_bytes()).unwrap();
        assert_eq!((commit.parents.len(), commit.date), (1, 1_700_000_000));
        assert_eq!(commit.tree.to_string(), hex);
        assert_eq!(raw_commit(b"parent x\n"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_end(data in any::<Vec<u8>>()) {
            let _ = TreeEntries(&data).count();
            let _ = raw_commit(&data);
        }
    }
}
