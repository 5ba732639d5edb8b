//! Files of a commit that lie in the working tree as they are: read there, nothing needs to be unpacked.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use git2::Oid;
use sha1::{Digest, Sha1};

use crate::store::MAX_FILE;

/// A folder of the working tree.
pub(super) struct AtHand {
    folder: PathBuf,
}

impl AtHand {
    /// Returns the folder at that place of the disk; it need not be there.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Reads the file at a path below the folder, parted by `/`, where it is that very object; else there is none.
    ///
    /// Its bytes say so by their hash, and nothing else does: dates and sizes can be the same, and what converts files on their
    /// way out of git (line endings, filters) has many places to be told.
    pub fn read(&self, path: &str, oid: Oid) -> Option<Vec<u8>> {
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !Path::new(path).components().all(is_name) {
            return None;
        }
        let disk = self.folder.join(path);
        // Opening anything but a file may wait for ever.
        let found = disk.symlink_metadata().ok()?;
        let length = usize::try_from(found.len()).ok()?;
        if !found.is_file() || length > MAX_FILE {
            return None;
        }
        let mut bytes = vec![0; length];
        File::open(disk).ok()?.read_exact(&mut bytes).ok()?;
        is_blob(&bytes, oid).then_some(bytes)
    }
}

/// Whether git calls a file with these bytes by that name.
fn is_blob(bytes: &[u8], oid: Oid) -> bool {
    let mut hash = Sha1::new_with_prefix(format!("blob {}\0", bytes.len()));
    hash.update(bytes);
    hash.finalize().as_slice() == oid.as_bytes()
}

#[cfg(test)]
mod tests {
    use git2::{ObjectType, Oid};
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{AtHand, is_blob};
    use crate::git::testing::Sandbox;

    fn oid(text: &str) -> Oid {
        Oid::hash_object(ObjectType::Blob, text.as_bytes()).unwrap()
    }

    #[test]
    fn a_file_is_read_where_it_is_the_object() {
        let sandbox = Sandbox::new();
        let at_hand = AtHand::new(sandbox.path().join("b"));
        sandbox.write("b/stories/US-1.md", "one");
        sandbox.write("b/empty", "");
        let read = |path, text| at_hand.read(path, oid(text));
        assert_eq!(read("stories/US-1.md", "one").as_deref(), Some(&b"one"[..]));
        assert_eq!(read("empty", "").as_deref(), Some(&b""[..]));
        for path in [
            "stories/US-2.md",
            "stories",
            "",
            "empty/x",
            "../b/stories/US-1.md",
        ] {
            assert_eq!(read(path, "one"), None, "{path}");
        }
    }

    #[test]
    fn another_file_of_the_same_size_and_date_is_not() {
        let sandbox = Sandbox::new();
        let at_hand = AtHand::new(sandbox.path().to_owned());
        let path = sandbox.write("a", "one");
        let date = path.metadata().unwrap().modified().unwrap();
        std::fs::write(&path, "two").unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(date).unwrap();
        assert_eq!(at_hand.read("a", oid("one")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_what_never_ends_are_none() {
        let sandbox = Sandbox::new();
        let at_hand = AtHand::new(sandbox.path().to_owned());
        sandbox.write("a", "one");
        std::os::unix::fs::symlink("a", sandbox.path().join("link")).unwrap();
        let pipe = sandbox.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert_eq!(at_hand.read("link", oid("one")), None);
        assert_eq!(at_hand.read("pipe", oid("")), None);
    }

    proptest! {
        #[test]
        fn the_name_is_the_one_that_git_gives(bytes in any::<Vec<u8>>()) {
            let oid = Oid::hash_object(ObjectType::Blob, &bytes).unwrap();
            prop_assert!(is_blob(&bytes, oid));
            prop_assert!(!is_blob(&bytes, Oid::from_bytes(&[7; 20]).unwrap()));
        }
    }
}
