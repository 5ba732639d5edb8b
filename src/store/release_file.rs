//! A release's file to a [`Release`].

use crate::model::{Diagnostic, Release};
use crate::store::decode::decode;
use crate::store::field_reader::{FieldReader, INVALID_VALUE};
use crate::store::file_name::stem;
use crate::store::front_matter::{explain, header};

/// The keys of a release's file, in the order in which it holds them.
pub const RELEASE_KEYS: &[&str] = &["release", "due", "budget", "shipped"];

/// Reads the release at `path` (relative to the backlog directory) and says what is wrong in it.
///
/// Its name is that of its file (`1.2` for `1.2.md`) where the key `release` does not say it.
///
/// # Errors
/// What makes the file unreadable.
pub fn read_release(path: &str, bytes: &[u8]) -> Result<(Release, Vec<Diagnostic>), Diagnostic> {
    let text = decode(path, bytes)?;
    let (_, header) = header(text).map_err(|problem| explain(path, text, &problem))?;
    let mut reader = FieldReader::new(path, INVALID_VALUE);
    let mut release = Release {
        path: path.to_owned(),
        ..Release::default()
    };
    for entry in &header.entries {
        match entry.key.as_ref() {
            "release" => release.name = reader.text(entry).unwrap_or_default(),
            "due" => release.due = reader.date(entry),
            "budget" => release.budget = reader.amount(entry),
            "shipped" => release.shipped = reader.date(entry),
            key => reader.near_key(key, RELEASE_KEYS.iter().copied()),
        }
    }
    if release.name.is_empty() {
        stem(path).clone_into(&mut release.name);
    }
    Ok((release, reader.diagnostics))
}
