//! Files of a commit that lie in the working tree as they are: read there, nothing needs to be unpacked.

use std::io::Read;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use git2::{ObjectType, Oid};

use super::object_name::is_object;
use super::plain_file;
use crate::store::{FileBytes, MAX_FILE};

/// So many files are read by a thread at a time, into one piece of memory.
const SHARE: usize = 256;
/// As many threads as read the files at hand: what they wait for is the disk.
const THREADS: usize = 8;

/// A folder of the working tree.
#[derive(Debug)]
pub(super) struct AtHand {
    folder: PathBuf,
}

impl AtHand {
    /// Returns the folder at that place of the disk; it need not be there.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Reads the files at paths below the folder, parted by `/`, where they are those very objects; else there is none.
    ///
    /// Its bytes say so by their hash, and nothing else does: dates and sizes can be the same, and what converts files on their
    /// way out of git (line endings, filters) has many places to be told.
    pub fn read(&self, files: &[(&str, Oid)]) -> Vec<Option<FileBytes>> {
        let mut found = vec![None; files.len()];
        let shares = Mutex::new(files.chunks(SHARE).zip(found.chunks_mut(SHARE)));
        let next = || shares.lock().unwrap_or_else(PoisonError::into_inner).next();
        let work = || {
            while let Some((files, found)) = next() {
                let mut piece = Vec::new();
                let places = files
                    .iter()
                    .map(|(path, oid)| self.read_one(path, *oid, &mut piece));
                let places = places.collect();
                found.clone_from_slice(&FileBytes::parts(piece, places));
            }
        };
        match files.len().div_ceil(SHARE).min(THREADS) {
            0 | 1 => work(),
            threads => std::thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(work);
                }
            }),
        }
        found
    }

    /// Reads one file behind what the piece holds already, and returns its place there.
    fn read_one(&self, path: &str, oid: Oid, piece: &mut Vec<u8>) -> Option<Range<usize>> {
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !Path::new(path).components().all(is_name) {
            return None;
        }
        let (file, length) = plain_file::open(&self.folder.join(path))?;
        if length > MAX_FILE as u64 {
            return None;
        }
        let begin = piece.len();
        let read = file.take(length).read_to_end(piece);
        if read.is_err() || !is_object(ObjectType::Blob, &piece[begin..], oid) {
            piece.truncate(begin);
            return None;
        }
        Some(begin..piece.len())
    }
}

#[cfg(test)]
mod tests {
    use git2::{ObjectType, Oid};

    use super::AtHand;
    use crate::git::testing::Sandbox;

    fn oid(text: &str) -> Oid {
        Oid::hash_object(ObjectType::Blob, text.as_bytes()).unwrap()
    }

    fn read(at_hand: &AtHand, path: &str, text: &str) -> Option<String> {
        let found = at_hand.read(&[(path, oid(text))]).pop().flatten()?;
        Some(String::from_utf8_lossy(&found).into_owned())
    }

    #[test]
    fn many_files_are_read_each_to_its_place() {
        let sandbox = Sandbox::new();
        let at_hand = AtHand::new(sandbox.path().to_owned());
        let paths: Vec<String> = (0..600).map(|number| format!("{number}.md")).collect();
        for path in paths.iter().filter(|path| !path.contains('7')) {
            sandbox.write(path, path);
        }
        let files: Vec<_> = paths
            .iter()
            .map(|path| (path.as_str(), oid(path)))
            .collect();
        for (path, found) in paths.iter().zip(at_hand.read(&files)) {
            let wanted = (!path.contains('7')).then_some(path.as_bytes());
            assert_eq!(found.as_deref(), wanted, "{path}");
        }
    }

    #[test]
    fn a_file_is_read_where_it_is_the_object() {
        let sandbox = Sandbox::new();
        let at_hand = AtHand::new(sandbox.path().join("b"));
        sandbox.write("b/stories/US-1.md", "one");
        sandbox.write("b/empty", "");
        let read = |path, text| read(&at_hand, path, text);
        assert_eq!(read("stories/US-1.md", "one").as_deref(), Some("one"));
        assert_eq!(read("empty", "").as_deref(), Some(""));
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
        assert_eq!(read(&at_hand, "a", "one"), None);
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
        assert_eq!(read(&at_hand, "link", "one"), None);
        assert_eq!(read(&at_hand, "pipe", ""), None);
    }
}
