//! A release's file to a [`Release`].

use crate::model::{Diagnostic, Release};
use crate::store::decode::decode;

/// Reads a release.
///
/// # Errors
/// What makes the file unreadable.
pub fn read_release(path: &str, bytes: &[u8]) -> Result<(Release, Vec<Diagnostic>), Diagnostic> {
    decode(path, bytes)?;
    Ok((
        Release {
            path: path.to_owned(),
            ..Release::default()
        },
        Vec::new(),
    ))
}
