//! Files that somebody else may have put there: to open what is no plain file may wait for ever.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Returns so many bytes of a file at most; none where it is no plain file.
pub(super) fn beginning(path: &Path, most: u64) -> Option<Vec<u8>> {
    if !path.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Opens a file and returns how many bytes it has; none where it is a link or no plain file.
pub(super) fn open(path: &Path) -> Option<(File, u64)> {
    let file = open_at_once(path)?;
    let found = file.metadata().ok()?;
    found.is_file().then_some((file, found.len()))
}

/// Opens whatever is there, but for a link, and waits for nobody: looking for its kind first would find its path twice.
#[cfg(target_os = "linux")]
fn open_at_once(path: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    Some(rustix::fs::open(path, flags, Mode::empty()).ok()?.into())
}

/// Opens a plain file: here its kind is looked for first.
#[cfg(not(target_os = "linux"))]
fn open_at_once(path: &Path) -> Option<File> {
    let is_file = path.symlink_metadata().ok()?.is_file();
    is_file.then(|| File::open(path).ok()).flatten()
}
