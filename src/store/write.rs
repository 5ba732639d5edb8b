//! Writing one file so that it is never torn: beside it, synced, then renamed over it.

use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::store::faults::Faults;

/// How the names of temporary files begin and end.
const PREFIX: &str = ".po-";
const SUFFIX: &str = ".tmp";

/// New content that lies beside the file it is for. Dropped, it goes away.
#[derive(Debug)]
pub(crate) struct Staged {
    temporary: TempPath,
    over: bool,
}

impl Staged {
    /// Writes `bytes` beside `target`, with the permissions of the file that is there, if one is; safely on disk where `sync` says
    /// so, else [`sync_all_of`] must follow.
    pub(crate) fn new(
        target: &Path,
        bytes: &[u8],
        there: Option<&Metadata>,
        sync: bool,
        faults: &Faults,
    ) -> io::Result<Self> {
        faults.step()?;
        let folder = target.parent().unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        let permissions =
            <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(permissions);
        let mut file = builder.tempfile_in(folder)?;
        let written = faults
            .step()
            .and_then(|()| file.write_all(bytes))
            .and_then(|()| there.map_or(Ok(()), |there| resemble(file.path(), there)))
            .and_then(|()| {
                if sync {
                    sync_file(file.as_file())
                } else {
                    Ok(())
                }
            })
            .and_then(|()| faults.step());
        // The handle is closed here: a large change would need too many otherwise.
        let temporary = file.into_temp_path();
        if let Err(error) = written {
            faults.abandon(temporary);
            return Err(error);
        }
        Ok(Self {
            temporary,
            over: there.is_some(),
        })
    }

    /// Puts the content in its place, the one it was written beside; a file that was not there before must still not be there.
    pub(crate) fn place(self, target: &Path) -> io::Result<()> {
        if self.over {
            return self.temporary.persist(target).map_err(|e| e.error);
        }
        match self.temporary.persist_noclobber(target) {
            Ok(()) => Ok(()),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Err(error.error),
            // Some file systems cannot rename without overwriting; we hold the lock and look first.
            Err(error) if target.symlink_metadata().is_err() => {
                error.path.persist(target).map_err(|e| e.error)
            }
            Err(error) => Err(error.error),
        }
    }

    /// Gives the content up.
    pub(crate) fn abandon(self, faults: &Faults) {
        faults.abandon(self.temporary);
    }
}

/// Gives the file at `path` the permissions and, as far as that is allowed, the owner of another.
fn resemble(path: &Path, other: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let own = path.metadata()?;
        if own.gid() != other.gid() {
            let _ = chown(path, None, Some(other.gid()));
        }
        if own.uid() != other.uid() {
            let _ = chown(path, Some(other.uid()), None);
        }
    }
    std::fs::set_permissions(path, other.permissions())
}

/// Brings a file's content to the disk.
pub(crate) fn sync_file(file: &File) -> io::Result<()> {
    // Only a power cut could tell; the thousands of writes of the store's own tests would only be slow.
    if cfg!(test) { Ok(()) } else { file.sync_all() }
}

/// Whether a file system can be told to bring everything to the disk at once.
pub(crate) const CAN_SYNC_ALL: bool = cfg!(target_os = "linux");

/// Brings everything that lies in the file systems of these folders to the disk, each file system once.
#[cfg(target_os = "linux")]
pub(crate) fn sync_all_of(folders: &BTreeSet<PathBuf>) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let mut synced = BTreeSet::new();
    for folder in folders {
        let folder = File::open(folder)?;
        if synced.insert(folder.metadata()?.dev()) && !cfg!(test) {
            rustix::fs::syncfs(&folder)?;
        }
    }
    Ok(())
}

/// Brings everything to the disk: here, each file saw to that itself.
#[cfg(not(target_os = "linux"))]
pub(crate) fn sync_all_of(_folders: &BTreeSet<PathBuf>) -> io::Result<()> {
    Ok(())
}

/// Makes the names in a folder as safe as the files they name.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| sync_file(&folder)) {
        // Some network file systems sync no folders; they keep names safe in their own way.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Makes the names in a folder as safe as the files they name: here, renaming does that.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes temporary files that a process left behind when it died. The lock must be held.
pub(crate) fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(is_temporary)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
        {
            // What cannot be removed is in nobody's way: no reader looks at it.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether a file name is one of our temporary files.
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::{Faults, Staged, sweep};

    #[test]
    fn nothing_is_overwritten_that_was_not_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        let staged = Staged::new(&path, b"new", None, true, &Faults::default()).unwrap();
        std::fs::write(&path, "somebody else's").unwrap();
        assert!(staged.place(&path).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_new_files_follow_the_mask() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        std::fs::write(&path, "old").unwrap();
        let usual = path.metadata().unwrap().permissions().mode();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
        let there = path.metadata().unwrap();
        Staged::new(&path, b"new", Some(&there), true, &Faults::default())
            .unwrap()
            .place(&path)
            .unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        let fresh = dir.path().join("b.md");
        Staged::new(&fresh, b"new", None, true, &Faults::default())
            .unwrap()
            .place(&fresh)
            .unwrap();
        assert_eq!(fresh.metadata().unwrap().permissions().mode(), usual);
    }

    #[test]
    fn only_our_own_leavings_are_swept() {
        let dir = tempfile::tempdir().unwrap();
        for name in [".po-Ab3.tmp", "po.tmp", ".po-notes.md", "US-1.md"] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        sweep(dir.path());
        let mut names: Vec<_> = std::fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, [".po-notes.md", "US-1.md", "po.tmp"]);
    }
}
