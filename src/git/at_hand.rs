//! Files of a commit that lie in the working tree as they are: read there, nothing needs to be unpacked.

use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use git2::{ObjectType, Oid};

use super::object_name::is_object;
use super::plain_file;
use crate::store::MAX_FILE;

/// So many files are read by a thread at a time.
const SHARE: usize = 64;
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

    /// Reads the files at paths below the folder, parted by `/`, that are those very objects, and hands over what `read` makes of
    /// them, in no special order. Returns the others.
    ///
    /// Its bytes say so by their hash, and nothing else does: dates and sizes can be the same, and what converts files on their
    /// way out of git (line endings, filters) has many places to be told.
    pub fn each<'f, T: Send>(
        &self,
        files: &[(&'f str, Oid)],
        read: &(impl Fn(&str, &[u8]) -> T + Sync),
        take: impl FnMut(T) + Send,
    ) -> Vec<(&'f str, Oid)> {
        let shares = Mutex::new(files.chunks(SHARE));
        let next = || shares.lock().unwrap_or_else(PoisonError::into_inner).next();
        let ended = Mutex::new((Vec::new(), take));
        let work = || {
            let mut buffer = Vec::new();
            let (mut found, mut others) = (Vec::with_capacity(SHARE), Vec::new());
            while let Some(share) = next() {
                for (path, oid) in share {
                    match self.is_read(path, *oid, &mut buffer) {
                        true => found.push(read(path, &buffer)),
                        false => others.push((*path, *oid)),
                    }
                }
                let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
                found.drain(..).for_each(&mut ended.1);
                ended.0.append(&mut others);
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
        ended.into_inner().unwrap_or_else(PoisonError::into_inner).0
    }

    /// Reads one file into the buffer, and nothing of it where it is another object.
    fn is_read(&self, path: &str, oid: Oid, buffer: &mut Vec<u8>) -> bool {
        buffer.clear();
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !Path::new(path).components().all(is_name) {
            return false;
        }
        let Some((file, length)) = plain_file::open(&self.folder.join(path)) else {
            return false;
        };
        length <= MAX_FILE as u64
            && file.take(length).read_to_end(buffer).is_ok()
            && is_object(ObjectType::Blob, buffer, oid)
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
        let mut found = None;
        let text_of = |_: &str, bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let others = at_hand.each(&[(path, oid(text))], &text_of, |text| found = Some(text));
        assert_eq!(others.len(), usize::from(found.is_none()));
        found
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
        let mut found = Vec::new();
        let both = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_vec());
        let others = at_hand.each(&files, &both, |file| found.push(file));
        assert!(found.iter().all(|(path, bytes)| path.as_bytes() == bytes));
        let of_seven = |path: &&String| path.contains('7');
        assert_eq!(others.len(), paths.iter().filter(of_seven).count());
        assert!(others.iter().all(|(path, _)| path.contains('7')));
        let mut read: Vec<String> = found.into_iter().map(|(path, _)| path).collect();
        read.extend(others.iter().map(|(path, _)| (*path).to_owned()));
        read.sort();
        let mut paths = paths.clone();
        paths.sort();
        assert_eq!(read, paths);
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
