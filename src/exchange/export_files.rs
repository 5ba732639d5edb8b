//! The files of an export that may hold items, among others in a folder or archive.

use crate::exchange::format::Likeness;
use crate::exchange::source::Source;
use crate::exchange::walk::{MOST_FILES, walk};

/// How many files are looked at to tell what a folder holds.
pub const LOOKED_AT: usize = 200;

/// Every file of a source, sorted.
#[must_use]
pub fn export_files(source: &dyn Source) -> Vec<String> {
    walk(source, "", MOST_FILES).files
}

/// The name of the only file at the top of a source; none where more lies there.
#[must_use]
pub fn only_file(source: &dyn Source) -> Option<String> {
    match <[_; 1]>::try_from(source.list("").ok()?) {
        Ok([file]) => Some(file.name),
        Err(_) => None,
    }
}

/// The files whose names end so, and the others. The only file of a source may be called anything.
#[must_use]
pub fn files_ending(source: &dyn Source, endings: &[&str]) -> (Vec<String>, Vec<String>) {
    let files = export_files(source);
    if files.len() == 1 {
        return (files, Vec::new());
    }
    files.into_iter().partition(|path| {
        let name = path.to_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    })
}

/// Sure where one of the files is the format's own; of several files only those with a fitting name are opened.
#[must_use]
pub fn detect_files(
    source: &dyn Source,
    endings: &[&str],
    is_own: &dyn Fn(&str) -> bool,
) -> Likeness {
    let (fitting, _) = files_ending(source, endings);
    let mut looked_at = fitting.iter().take(LOOKED_AT);
    Likeness::sure(looked_at.any(|path| is_own(path)))
}
