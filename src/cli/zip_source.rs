//! A zip archive as a source: read in place, within limits, with the archives in it as folders.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::rc::Rc;

use zip::ZipArchive;

use crate::cli::error::{CommandResult, Failure};
use crate::exchange::{Source, SourceEntry, SourceError};

/// How many entries an archive may have, those of archives in it included.
const MOST_ENTRIES: usize = 100_000;

/// How large one entry may be when unpacked, in bytes.
const LARGEST_ENTRY: u64 = 512 * 1024 * 1024;

/// How large all entries together may be when unpacked, in bytes.
const LARGEST: u64 = 2 * 1024 * 1024 * 1024;

/// How many times its packed size an entry may be, once it is larger than [`HARMLESS`].
const MOST_RATIO: u64 = 250;

/// Up to this size no ratio is looked at, in bytes.
const HARMLESS: u64 = 8 * 1024 * 1024;

/// How long a name may be, in bytes: no file system takes a longer one.
const LONGEST_NAME: usize = 4096;

/// How deep archives may lie in each other.
const DEEPEST: usize = 2;

/// What an archive is read from.
trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// Where an entry lies: which archive, and its number in there.
type Place = (usize, usize);

/// An archive and those in it. Nothing is unpacked to disk.
pub struct ZipSource {
    archives: Vec<RefCell<ZipArchive<Box<dyn Bytes>>>>,
    files: BTreeMap<String, Place>,
    unpacked: u64,
    /// The entry that was opened last: each format looks at a file before one reads it, and that one several times.
    last: RefCell<Option<(Place, Rc<[u8]>)>>,
}

impl ZipSource {
    /// Opens an archive and lists what is in it.
    ///
    /// # Errors
    /// When it is no archive, a name leads out of it, or a limit is passed.
    pub fn open(from: impl Read + Seek + 'static) -> CommandResult<Self> {
        let mut source = Self {
            archives: Vec::new(),
            files: BTreeMap::new(),
            unpacked: 0,
            last: RefCell::new(None),
        };
        source.add(Box::new(from), "", 1)?;
        Ok(source)
    }

    fn add(&mut self, from: Box<dyn Bytes>, folder: &str, depth: usize) -> CommandResult<()> {
        let refuse = |reason: String| Failure::invalid(format!("the archive is refused: {reason}"));
        let mut archive =
            ZipArchive::new(from).map_err(|error| refuse(format!("it cannot be read: {error}")))?;
        let number = self.archives.len();
        let mut inner = Vec::new();
        if self.files.len() + archive.len() > MOST_ENTRIES {
            return Err(refuse(format!("it has more than {MOST_ENTRIES} entries")));
        }
        if archive.has_duplicate_names() {
            return Err(refuse("two of its entries have one name".to_owned()));
        }
        for index in 0..archive.len() {
            let entry = archive
                .by_index_raw(index)
                .map_err(|error| refuse(error.to_string()))?;
            let name = entry
                .name()
                .map_err(|error| refuse(error.to_string()))?
                .replace('\\', "/");
            if entry.is_dir() || name.ends_with('/') {
                continue;
            }
            if name.len() > LONGEST_NAME {
                let begin: String = name.chars().take(40).collect();
                return Err(refuse(format!("the name `{begin}…` is too long")));
            }
            let path = inside(&name).ok_or_else(|| refuse(format!("`{name}` leads out of it")))?;
            if entry.is_symlink() {
                return Err(refuse(format!("`{name}` is a link")));
            }
            let size = entry.size();
            self.unpacked = self.unpacked.saturating_add(size);
            if size > LARGEST_ENTRY || self.unpacked > LARGEST {
                return Err(refuse("it is too large when unpacked".to_owned()));
            }
            if size > HARMLESS && size / entry.compressed_size().max(1) > MOST_RATIO {
                return Err(refuse(format!("`{name}` is packed suspiciously small")));
            }
            // What macOS adds to archives.
            if path.starts_with("__MACOSX/") {
                continue;
            }
            let path = format!("{folder}{path}");
            if depth < DEEPEST && path.to_ascii_lowercase().ends_with(".zip") {
                inner.push((path, index));
            } else if let Some(twin) = self.files.insert(path.clone(), (number, index)) {
                let other = if twin.0 == number {
                    "two of its entries"
                } else {
                    "two archives in it"
                };
                return Err(refuse(format!("{other} lie at `{path}`")));
            }
        }
        self.archives.push(RefCell::new(archive));
        for (path, index) in inner {
            let bytes = self
                .unpack((number, index))
                .map_err(|error| refuse(error.to_string()))?;
            self.add(Box::new(Cursor::new(bytes)), &format!("{path}/"), depth + 1)?;
        }
        Ok(())
    }

    fn unpack(&self, (archive, index): Place) -> Result<Vec<u8>, SourceError> {
        let unreadable = |error: &dyn std::fmt::Display| SourceError::Unreadable(error.to_string());
        let mut archive = self.archives[archive].borrow_mut();
        let entry = archive
            .by_index(index)
            .map_err(|error| unreadable(&error))?;
        // The size that the archive tells may be a lie.
        let told = entry.size();
        let mut bytes = Vec::new();
        entry
            .take(told + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > told {
            return Err(SourceError::TooLarge { limit: told });
        }
        Ok(bytes)
    }
}

/// The name of an entry as a path in the archive; none where it leads out.
fn inside(name: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in name.split('/') {
        match part {
            "" if parts.is_empty() => return None,
            "" | "." => {}
            ".." => return None,
            // A drive, or a stream beside a file, on systems that know these.
            part if part.contains('\0')
                || (part.contains(':') && parts.is_empty() && is_drive(part)) =>
            {
                return None;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// `C:`, `c:x`.
fn is_drive(part: &str) -> bool {
    let mut letters = part.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':')
}

impl Source for ZipSource {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        SourceEntry::all_in(&self.files, folder)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        let place = self.files.get(path).copied();
        let place = place.ok_or_else(|| SourceError::Missing(path.to_owned()))?;
        let mut last = self.last.borrow_mut();
        if let Some((_, bytes)) = last.as_ref().filter(|(other, _)| *other == place) {
            return Ok(Box::new(Cursor::new(Rc::clone(bytes))));
        }
        // Of two large entries only one is held.
        *last = None;
        let bytes: Rc<[u8]> = self.unpack(place)?.into();
        *last = Some((place, Rc::clone(&bytes)));
        Ok(Box::new(Cursor::new(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::{ZipSource, inside};
    use crate::exchange::Source;

    fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in files {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn open(bytes: Vec<u8>) -> Result<ZipSource, String> {
        ZipSource::open(Cursor::new(bytes)).map_err(|failure| failure.error.to_string())
    }

    #[test]
    fn archives_in_archives_are_folders() {
        let inner = zipped(&[("a/b.csv", b"x".to_vec()), ("c.md", b"y".to_vec())]);
        let source = open(zipped(&[("Part-1.zip", inner), ("__MACOSX/x", vec![])])).unwrap();
        assert_eq!(source.list("").unwrap()[0].name, "Part-1.zip");
        assert_eq!(source.list("Part-1.zip").unwrap().len(), 2);
        assert_eq!(source.read("Part-1.zip/a/b.csv").unwrap(), b"x");
        assert!(source.read("a/b.csv").is_err() && source.list("z").is_err());
    }

    #[test]
    fn hostile_archives_are_refused() {
        let refused = |bytes: Vec<u8>| open(bytes).err().unwrap();
        assert!(refused(zipped(&[("../x.md", vec![])])).contains("leads out"));
        assert!(refused(zipped(&[("/etc/x.md", vec![])])).contains("leads out"));
        assert!(refused(zipped(&[("a\\..\\..\\x", vec![])])).contains("leads out"));
        let bomb = zipped(&[("bomb.csv", vec![b'a'; 20 * 1024 * 1024])]);
        assert!(refused(bomb.clone()).contains("suspiciously"));
        assert!(refused(zipped(&[("in.zip", bomb)])).contains("suspiciously"));
        assert!(refused(b"PK\x03\x04 no more".to_vec()).contains("cannot be read"));
        let mut broken = zipped(&[("a.csv", b"a,b\n1,2\n".repeat(100))]);
        broken[38] ^= 0xff;
        if let Ok(source) = open(broken) {
            assert!(source.read("a.csv").is_err());
        }
    }

    #[test]
    fn odd_entries_are_refused() {
        let refused = |bytes: Vec<u8>| open(bytes).err().unwrap();
        // Bytes of one name put over another: the writer itself would refuse.
        let renamed = |from: &str, to: &[u8]| {
            let mut bytes = zipped(&[(from, b"1".to_vec()), ("b.csv", b"2".to_vec())]);
            let places: Vec<usize> = bytes
                .windows(from.len())
                .enumerate()
                .filter_map(|(at, piece)| (piece == from.as_bytes()).then_some(at))
                .collect();
            assert_eq!(places.len(), 2);
            for at in places {
                bytes[at..at + to.len()].copy_from_slice(to);
            }
            bytes
        };
        assert!(refused(renamed("a.csv", b"b.csv")).contains("one name"));
        assert!(refused(renamed("a.csv", b"a\0csv")).contains("leads out"));
        assert!(refused(renamed("a\\.csv", b"C:/csv")).contains("leads out"));
        assert!(
            refused(zipped(&[("a/b.csv", vec![]), ("a\\b.csv", vec![])]))
                .contains("lie at `a/b.csv`")
        );
        assert!(refused(zipped(&[("x".repeat(60_000).as_str(), vec![])])).contains("too long"));
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .add_symlink("link.csv", "/etc/passwd", SimpleFileOptions::default())
            .unwrap();
        assert!(refused(writer.finish().unwrap().into_inner()).contains("is a link"));
    }

    #[test]
    fn archives_in_archives_end() {
        // As an archive that holds itself: each level looks like the one before.
        let mut bytes = zipped(&[("end.csv", b"a,b".to_vec())]);
        for _ in 0..30 {
            bytes = zipped(&[("r.zip", bytes)]);
        }
        let source = open(bytes).unwrap();
        assert_eq!(source.files.keys().collect::<Vec<_>>(), ["r.zip/r.zip"]);
    }

    #[test]
    fn too_many_entries_and_a_lie_about_their_number_are_refused() {
        let names: Vec<String> = (0..=super::MOST_ENTRIES).map(|n| n.to_string()).collect();
        let files: Vec<(&str, Vec<u8>)> =
            names.iter().map(|name| (name.as_str(), vec![])).collect();
        let many = zipped(&files);
        assert!(
            open(many)
                .err()
                .unwrap()
                .contains("more than 100000 entries")
        );
        // An end that tells of 65,535 entries where there is one.
        let mut lie = zipped(&[("a.csv", vec![])]);
        let end = lie.len() - 22;
        lie[end + 8..end + 12].fill(0xff);
        assert!(open(lie).is_err());
    }

    #[test]
    fn an_entry_larger_than_told_is_refused() {
        let mut lie = zipped(&[("a.csv", vec![b'a'; 5000])]);
        // The size stands in the entry's head and in the list at the end.
        let told = 5000_u32.to_le_bytes();
        let places: Vec<usize> = (0..lie.len() - 4)
            .filter(|&at| lie[at..at + 4] == told)
            .collect();
        assert!(!places.is_empty());
        for at in places {
            lie[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        if let Ok(source) = open(lie) {
            assert!(source.read("a.csv").is_err());
        }
    }

    #[test]
    fn names_stay_inside() {
        assert_eq!(inside("a/./b").as_deref(), Some("a/b"));
        assert_eq!(inside("Notes: a/b").as_deref(), Some("Notes: a/b"));
        for name in [
            "",
            "/",
            "..",
            "a/../b",
            "/a",
            "C:/x",
            "c:x",
            "C:",
            "//server/x",
            "a\0b",
            "a/..",
            "./../x",
        ] {
            assert_eq!(inside(name), None, "{name}");
        }
    }
}
