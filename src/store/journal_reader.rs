//! Reading a journal a file at a time, so that a change of any size fits.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::store::applied::AppliedFile;
use crate::store::error::StoreError;
use crate::store::journal_bytes::{
    CHECKSUM_START, CHUNK, COUNTED, ChangeHead, MAGIC, WITHOUT_NOTE, checksum,
};

/// A journal that was read through once: its sum is right.
#[derive(Debug)]
pub(crate) struct JournalReader<R: Read = File> {
    bytes: Bytes<R>,
    path: PathBuf,
    /// Where the files begin, and how many bytes they have.
    files: (u64, u64),
    counted: Option<u64>,
    /// How many files are left, where that is said at the beginning.
    left: Option<u64>,
    /// Which backlog it belongs to.
    pub(super) key: String,
    /// What the change was, in the backlog's words.
    pub(crate) what: String,
    /// Whether it took another change back.
    pub(crate) undone: bool,
    /// What the command that made the change left for its undoing.
    note: Vec<u8>,
}

/// What is between the beginning and the sum.
#[derive(Debug)]
struct Bytes<R: Read> {
    inner: BufReader<R>,
    left: u64,
}

fn damaged() -> io::Error {
    ErrorKind::InvalidData.into()
}

impl<R: Read + Seek> JournalReader<R> {
    /// Reads a journal's head, and all of it for its sum; `path` is where it lies.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for the journal of another version, [`ErrorKind::InvalidData`] for a damaged one.
    pub(super) fn new(inner: R, path: &Path) -> io::Result<Self> {
        let mut inner = BufReader::with_capacity(CHUNK, inner);
        let length = check_sum(&mut inner)?;
        inner.rewind()?;
        let mut bytes = Bytes {
            inner,
            left: length,
        };
        let (counted, noted) = match bytes.array::<13>()? {
            magic if magic == MAGIC => (false, true),
            magic if magic == WITHOUT_NOTE => (false, false),
            magic if magic == COUNTED => (true, false),
            _ => return Err(ErrorKind::InvalidInput.into()),
        };
        let key = bytes.text()?;
        let what = bytes.text()?;
        let undone = bytes.flag()?;
        let note = match noted {
            true => bytes.block()?,
            false => Vec::new(),
        };
        let counted = counted.then(|| bytes.number()).transpose()?;
        Ok(Self {
            files: (length - bytes.left, bytes.left),
            bytes,
            path: path.to_path_buf(),
            counted,
            left: counted,
            key,
            what,
            undone,
            note,
        })
    }

    /// What it says of its change.
    pub(crate) fn head(&self) -> ChangeHead<'_> {
        ChangeHead {
            what: &self.what,
            undone: self.undone,
            note: &self.note,
        }
    }

    /// The next file; none where all were read.
    pub(crate) fn next_file(&mut self) -> Result<Option<AppliedFile>, StoreError> {
        self.read_file().map_err(|error| match error.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => StoreError::Journal {
                path: self.path.clone(),
                why: "is damaged",
            },
            _ => StoreError::io("read", &self.path)(error),
        })
    }

    /// Begins again with the first file.
    pub(crate) fn rewind(&mut self) -> Result<(), StoreError> {
        let (start, length) = self.files;
        self.bytes.left = length;
        self.left = self.counted;
        self.bytes
            .inner
            .seek(SeekFrom::Start(start))
            .map(|_| ())
            .map_err(StoreError::io("read", &self.path))
    }

    fn read_file(&mut self) -> io::Result<Option<AppliedFile>> {
        let more = match &mut self.left {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            // The end may be asked for again.
            None if self.bytes.left == 0 => return Ok(None),
            None => self.bytes.flag()?,
        };
        if !more {
            return if self.bytes.left == 0 {
                Ok(None)
            } else {
                Err(damaged())
            };
        }
        let path = self.bytes.text()?;
        let old = self.bytes.content()?;
        let new = self.bytes.content()?;
        Ok(Some(AppliedFile { path, old, new }))
    }
}

impl<R: Read> Bytes<R> {
    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut array = [0; N];
        self.left = self.left.checked_sub(N as u64).ok_or_else(damaged)?;
        self.inner.read_exact(&mut array)?;
        Ok(array)
    }

    fn number(&mut self) -> io::Result<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn flag(&mut self) -> io::Result<bool> {
        self.array::<1>().map(|[byte]| byte != 0)
    }

    fn block(&mut self) -> io::Result<Vec<u8>> {
        let length = self.number()?;
        self.left = self.left.checked_sub(length).ok_or_else(damaged)?;
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| damaged())?];
        self.inner.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn text(&mut self) -> io::Result<String> {
        String::from_utf8(self.block()?).map_err(|_| damaged())
    }

    fn content(&mut self) -> io::Result<Option<Vec<u8>>> {
        let there = self.flag()?;
        let bytes = self.block()?;
        Ok(there.then_some(bytes))
    }
}

/// Reads all bytes and holds their sum against the one at the end; returns how many there are before it.
fn check_sum(inner: &mut (impl Read + Seek)) -> io::Result<u64> {
    let whole = inner.seek(SeekFrom::End(0))?;
    inner.rewind()?;
    let mut magic = Vec::new();
    inner.take(MAGIC.len() as u64).read_to_end(&mut magic)?;
    if ![MAGIC, WITHOUT_NOTE, COUNTED].contains(&&magic[..]) {
        return Err(ErrorKind::InvalidInput.into());
    }
    let length = whole
        .checked_sub(8)
        .filter(|&length| length >= magic.len() as u64)
        .ok_or_else(damaged)?;
    let mut sum = checksum(CHECKSUM_START, &magic);
    let mut left = length - magic.len() as u64;
    let mut chunk = vec![0; CHUNK];
    while left > 0 {
        let most = chunk.len().min(usize::try_from(left).unwrap_or(CHUNK));
        let read = inner.read(&mut chunk[..most])?;
        if read == 0 {
            return Err(damaged());
        }
        sum = checksum(sum, &chunk[..read]);
        left -= read as u64;
    }
    let mut told = [0; 8];
    inner.read_exact(&mut told)?;
    if u64::from_le_bytes(told) == sum {
        Ok(length)
    } else {
        Err(damaged())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;

    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    use super::{
        AppliedFile, CHECKSUM_START, COUNTED, JournalReader, MAGIC, WITHOUT_NOTE, checksum,
    };

    fn block(bytes: &[u8]) -> Vec<u8> {
        [&(bytes.len() as u64).to_le_bytes()[..], bytes].concat()
    }

    /// The bytes of a journal of any version, put together by hand.
    fn bytes(magic: &[u8], files: &[AppliedFile]) -> Vec<u8> {
        let mut out = [magic, &block(b"."), &block(b"a change"), &[1]].concat();
        if magic == MAGIC {
            out.extend(block(b"a note"));
        }
        if magic == COUNTED {
            out.extend((files.len() as u64).to_le_bytes());
        }
        for file in files {
            if magic != COUNTED {
                out.push(1);
            }
            out.extend(block(file.path.as_bytes()));
            for content in [&file.old, &file.new] {
                out.push(u8::from(content.is_some()));
                out.extend(block(content.as_deref().unwrap_or_default()));
            }
        }
        if magic != COUNTED {
            out.push(0);
        }
        sealed(out)
    }

    fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let sum = checksum(CHECKSUM_START, &bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Vec<AppliedFile>> {
        let mut journal = JournalReader::new(Cursor::new(bytes), Path::new("j")).ok()?;
        let mut files = Vec::new();
        while let Some(file) = journal.next_file().ok()? {
            files.push(file);
        }
        Some(files)
    }

    fn files() -> Vec<AppliedFile> {
        let file = |path: &str, old: Option<&[u8]>, new: Option<&[u8]>| AppliedFile {
            path: path.into(),
            old: old.map(<[u8]>::to_vec),
            new: new.map(<[u8]>::to_vec),
        };
        vec![
            file("stories/US-1.md", Some(b"old"), Some(b"")),
            file("stories/ü.md", None, Some(&[0, 255, 10])),
            file("gone.md", Some(b"x"), None),
        ]
    }

    #[test]
    fn journals_of_all_versions_are_read() {
        for magic in [COUNTED, WITHOUT_NOTE, MAGIC] {
            assert_eq!(read(&bytes(magic, &files())), Some(files()));
            assert_eq!(read(&bytes(magic, &[])), Some(Vec::new()));
        }
    }

    #[test]
    fn a_right_sum_over_wrong_bytes_is_noticed() {
        for magic in [COUNTED, WITHOUT_NOTE, MAGIC] {
            let whole = bytes(magic, &files());
            let body = &whole[..whole.len() - 8];
            assert_eq!(read(&sealed([body, b"more"].concat())), None);
            assert_eq!(read(&sealed(body[..body.len() - 3].to_vec())), None);
            // A length that no file has asks for no memory.
            let mut huge = body[..magic.len()].to_vec();
            huge.extend(u64::MAX.to_le_bytes());
            assert_eq!(read(&sealed(huge)), None);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            version in 0..3_usize,
        ) {
            prop_assert!(read(&bytes).is_none());
            let magic = [COUNTED, WITHOUT_NOTE, MAGIC][version];
            let _ = read(&sealed([magic, &bytes].concat()));
        }

        #[test]
        fn one_wrong_byte_is_noticed(at in any::<prop::sample::Index>(), flip in 1u8..) {
            let mut bytes = bytes(MAGIC, &files());
            prop_assert_eq!(read(&bytes), Some(files()));
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            prop_assert!(read(&bytes).is_none());
        }
    }
}
