//! The files of an export that may hold items, among others in a folder or archive.

use crate::exchange::format::Likeness;
use crate::exchange::source::Source;
use crate::exchange::walk::{MOST_FILES, walk};

/// How many files are looked at to tell what a folder holds.
const LOOKED_AT: usize = 200;

/// Every file of a source, sorted.
#[must_use]
pub fn export_files(source: &dyn Source) -> Vec<String> {
    walk(source, "", MOST_FILES).files
}

/// Sure where one of the files is the format's own; of several files only those with a fitting name are opened.
#[must_use]
pub fn detect_files(
    source: &dyn Source,
    endings: &[&str],
    is_own: &dyn Fn(&str) -> bool,
) -> Likeness {
    let files = export_files(source);
    let fits = |path: &&String| {
        let name = path.to_lowercase();
        files.len() == 1 || endings.iter().any(|ending| name.ends_with(ending))
    };
    let mut looked_at = files.iter().filter(fits).take(LOOKED_AT);
    Likeness::sure(looked_at.any(|path| is_own(path)))
}
