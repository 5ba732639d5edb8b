//! The beginning of a file that somebody else may have put there.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Returns so many bytes of a file at most; none where it is no plain file: to open what is none may wait for ever.
pub(super) fn beginning(path: &Path, most: u64) -> Option<Vec<u8>> {
    if !path.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
