//! Files outside the backlog that a person asked for: whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::faults::Faults;
use crate::store::write::Staged;

/// Returns where a path leads, without links and dots, so that two ways to one file are seen. The file need not be there.
#[must_use]
pub fn output_place(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = path.parent()?.canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    match path.canonicalize() {
        Ok(place) if place.is_file() => place,
        _ => in_folder().unwrap_or_else(|| path.to_owned()),
    }
}

/// Writes a file that may be there already: beside it, then renamed over it, so that nobody reads half of it. What is no
/// regular file, such as a pipe or `/dev/null`, is written to as it is.
///
/// # Errors
/// When its folder is not there, or the disk says no; what was there is then still there.
pub fn write_output(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let there = match path.metadata() {
        Ok(there) => Some(there),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match there {
        Some(there) if !there.is_file() => std::fs::write(path, bytes),
        // Through links: the file that they lead to gets the content, and they stay.
        Some(there) => {
            let real = path.canonicalize()?;
            let faults = Faults::default();
            Staged::new(&real, bytes, Some(&there), true, &faults)?.place(&real)
        }
        None if path.is_symlink() => std::fs::write(path, bytes),
        None => Staged::new(path, bytes, None, true, &Faults::default())?.place(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{output_place, write_output};

    #[test]
    fn replaces_what_is_there_and_leaves_nothing_beside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.json");
        for text in ["one", "two"] {
            write_output(&path, text.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(write_output(&dir.path().join("no/out.json"), b"").is_err());
        assert!(write_output(dir.path(), b"").is_err());
    }

    #[test]
    fn two_ways_to_a_file_are_one_place() {
        let dir = tempfile::tempdir().unwrap();
        let place = output_place(&dir.path().join("out.json"));
        assert_eq!(output_place(&dir.path().join("./out.json")), place);
        write_output(&place, b"").unwrap();
        assert_eq!(
            output_place(&dir.path().join("../").join(dir.path()).join("out.json")),
            place
        );
        let nowhere = dir.path().join("no/out.json");
        assert_eq!(output_place(&nowhere), nowhere);
    }

    #[cfg(unix)]
    #[test]
    fn follows_links_and_writes_to_what_is_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("out.json"), dir.path().join("link"));
        std::os::unix::fs::symlink("out.json", &link).unwrap();
        for text in ["one", "two"] {
            write_output(&link, text.as_bytes()).unwrap();
            assert!(link.is_symlink());
            assert_eq!(output_place(&link), output_place(&path));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        write_output(std::path::Path::new("/dev/null"), b"x").unwrap();
        assert!(!std::path::Path::new("/dev/null").is_file());
    }
}
