//! Where a pack keeps an object, which other one it is told as a difference from, and what stands there.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::bufread::ZlibDecoder;
use git2::Oid;

/// An index of version 2 begins so.
const MAGIC: [u8; 8] = *b"\xfftOc\0\0\0\x02";
/// How many names an index has up to each first byte, four bytes a count.
const FANOUT: u64 = 256 * 4;
/// How many bytes an object name has.
const NAME: u64 = 20;
/// So many names are read at once.
const BLOCK: u64 = 256;
/// The kind of a folder that is told whole.
const FOLDER: u8 = 2;
/// The kind of an object that is told as a difference from one further ahead in the pack.
const DIFFERENCE: u8 = 6;
/// So much of a pack is read at once.
const BUFFER: usize = 16 << 10;

/// A pack and its index.
pub(super) struct Pack {
    index: File,
    pack: File,
    counts: [u32; 256],
}

/// How an object begins in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    kind: u8,
    /// How many bytes it has, or the difference by which it is told.
    pub size: u64,
    /// How far before it the object begins that it is told as a difference from.
    way_back: Option<u64>,
    /// How many bytes these are themselves.
    length: u64,
}

impl Head {
    /// Whether it is a folder, told whole.
    pub fn is_folder(&self) -> bool {
        self.kind == FOLDER
    }
}

/// The packs of a folder of objects that can be opened, in the order of their names.
pub(super) fn packs_in(objects: &Path) -> impl Iterator<Item = Pack> {
    let folder = std::fs::read_dir(objects.join("pack")).into_iter();
    let files = folder.flatten().flatten().map(|entry| entry.path());
    let mut indexes: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "idx"))
        .collect();
    indexes.sort();
    indexes
        .into_iter()
        .filter_map(|index| Pack::open(&index).ok())
}

impl Pack {
    /// Opens the pack whose index is the file at `index`.
    ///
    /// # Errors
    /// When there is none, or its index is of another version.
    pub fn open(index: &Path) -> io::Result<Self> {
        let pack = File::open(index.with_extension("pack"))?;
        let mut index = File::open(index)?;
        let head: [u8; 8 + FANOUT as usize] = read_at(&mut index, 0)?;
        let (magic, fanout) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut counts = [0; 256];
        for (count, bytes) in counts.iter_mut().zip(fanout.as_chunks().0) {
            *count = u32::from_be_bytes(*bytes);
        }
        Ok(Self {
            index,
            pack,
            counts,
        })
    }

    /// Where an object begins; none where the pack does not have it.
    ///
    /// # Errors
    /// When the index ends early.
    pub fn find(&mut self, oid: Oid) -> io::Result<Option<u64>> {
        let first = usize::from(oid.as_bytes()[0]);
        let mut from = u64::from(first.checked_sub(1).map_or(0, |before| self.counts[before]));
        let mut to = u64::from(self.counts[first]);
        let names = MAGIC.len() as u64 + FANOUT;
        while to.saturating_sub(from) > BLOCK {
            let middle = from.midpoint(to);
            let name: [u8; NAME as usize] = read_at(&mut self.index, names + middle * NAME)?;
            match name.as_slice() <= oid.as_bytes() {
                true => from = middle,
                false => to = middle,
            }
        }
        let mut block = [0; (BLOCK * NAME) as usize];
        let block = &mut block[..(to.saturating_sub(from) * NAME) as usize];
        self.index.seek(SeekFrom::Start(names + from * NAME))?;
        self.index.read_exact(block)?;
        let (block, _) = block.as_chunks::<{ NAME as usize }>();
        let Ok(at) = block.binary_search_by(|name| name.as_slice().cmp(oid.as_bytes())) else {
            return Ok(None);
        };
        let (at, count) = (from + at as u64, u64::from(self.counts[255]));
        // Behind the names come their checksums, four bytes each, then the places; large ones stand in a table of their own.
        let places = names + count * (NAME + 4);
        let place = u32::from_be_bytes(read_at(&mut self.index, places + at * 4)?);
        let Some(large) = place.checked_sub(1 << 31) else {
            return Ok(Some(u64::from(place)));
        };
        let large = places + count * 4 + u64::from(large) * 8;
        Ok(Some(u64::from_be_bytes(read_at(&mut self.index, large)?)))
    }

    /// Where the object begins that the one at a place is told as a difference from, always before that place; none where it
    /// is told whole, or by the other one's name.
    ///
    /// # Errors
    /// When the pack ends early.
    pub fn base(&mut self, place: u64) -> io::Result<Option<u64>> {
        Ok(self.head(place)?.and_then(|(_, base)| base))
    }

    /// How the object at a place begins, and what [`Self::base`] says of it; none where it is damaged.
    ///
    /// # Errors
    /// As [`Self::base`].
    pub fn head(&mut self, place: u64) -> io::Result<Option<(Head, Option<u64>)>> {
        // Kind and size take ten bytes at most, the way back ten more, and behind the last object stands a checksum.
        let bytes: [u8; 20] = read_at(&mut self.pack, place)?;
        Ok(head(&bytes).map(|head| (head, head.way_back.and_then(|way| place.checked_sub(way)))))
    }

    /// What the object at a place holds, or the difference by which it is told.
    ///
    /// # Errors
    /// When it is damaged, or not as long as it says.
    pub fn content(&mut self, place: u64, head: &Head) -> io::Result<Vec<u8>> {
        self.pack.seek(SeekFrom::Start(place + head.length))?;
        let packed = BufReader::with_capacity(BUFFER, &mut self.pack);
        let mut bytes = Vec::with_capacity(usize::try_from(head.size).map_err(io::Error::other)?);
        ZlibDecoder::new(packed)
            .take(head.size.saturating_add(1))
            .read_to_end(&mut bytes)?;
        match bytes.len() as u64 == head.size {
            true => Ok(bytes),
            false => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// How an object begins, by its first bytes; none where these are not all.
fn head(bytes: &[u8]) -> Option<Head> {
    let first = *bytes.first()?;
    let kind = first >> 4 & 7;
    let last = bytes.iter().take(10).position(|byte| byte & 0x80 == 0)?;
    let mut size = u64::from(first & 0x0f);
    for (nth, byte) in bytes[1..=last].iter().enumerate() {
        size |= u64::from(byte & 0x7f).checked_shl(4 + 7 * nth as u32)?;
    }
    let length = last as u64 + 1;
    let told = Head {
        kind,
        size,
        way_back: None,
        length,
    };
    if kind != DIFFERENCE {
        return Some(told);
    }
    let mut way: u64 = 0;
    for (nth, byte) in bytes[last + 1..].iter().enumerate().take(9) {
        way = (way + u64::from(nth > 0)) << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return (way > 0).then_some(Head {
                way_back: Some(way),
                length: length + nth as u64 + 1,
                ..told
            });
        }
    }
    None
}

fn read_at<const N: usize>(file: &mut File, place: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Pack, head};
    use crate::git::testing::Sandbox;
    use git2::Oid;
    use proptest::prelude::{any, proptest};

    #[test]
    fn it_says_what_git_says() {
        let sandbox = Sandbox::new();
        let names: Vec<String> = (0..400).map(|n| format!("stories/US-{n}.md")).collect();
        let mut parents = Vec::new();
        for change in 0..12 {
            let text = |n: usize| if n == change { "new" } else { "old" };
            let files: Vec<_> = names
                .iter()
                .map(String::as_str)
                .zip((0..400).map(text))
                .collect();
            parents = vec![sandbox.commit("main", &files, &parents)];
        }
        sandbox.git(&["gc", "--quiet"]);
        let folder = sandbox.path().join(".git/objects/pack");
        let mut entries = std::fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|e| e.path());
        let index = entries
            .find(|path| path.extension() == Some("idx".as_ref()))
            .unwrap();
        let mut pack = Pack::open(&index).unwrap();
        let said = sandbox.git(&["verify-pack", "--verbose", index.to_str().unwrap()]);
        let mut differences = 0;
        for line in said.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [name, _, _, _, place, rest @ ..] = words.as_slice() else {
                continue;
            };
            let Ok(oid) = Oid::from_str(name) else {
                continue;
            };
            let place = place.parse().unwrap();
            assert_eq!(pack.find(oid).unwrap(), Some(place), "{line}");
            let base = rest.get(1).map(|base| Oid::from_str(base).unwrap());
            let base = base.map(|base| pack.find(base).unwrap().unwrap());
            assert_eq!(pack.base(place).unwrap(), base, "{line}");
            differences += usize::from(base.is_some());
        }
        assert!(differences > 8, "{said}");
        assert_eq!(pack.find(Oid::from_bytes(&[7; 20]).unwrap()).unwrap(), None);
        std::fs::write(index.with_file_name("x.pack"), "").unwrap();
        for index in [&b"\xfftOc\0\0\0\x03"[..], b""] {
            let other = folder_of(&sandbox).join("x.idx");
            std::fs::write(&other, index).unwrap();
            assert!(Pack::open(&other).is_err());
        }
    }

    fn folder_of(sandbox: &Sandbox) -> std::path::PathBuf {
        sandbox.path().join(".git/objects/pack")
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in any::<Vec<u8>>()) {
            let _ = head(&bytes);
        }
    }
}
