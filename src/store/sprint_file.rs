//! A Sprint's file to a [`Sprint`].

use crate::model::{Diagnostic, Sprint};
use crate::store::decode::decode;

/// Reads a Sprint.
///
/// # Errors
/// What makes the file unreadable.
pub fn read_sprint(path: &str, bytes: &[u8]) -> Result<(Sprint, Vec<Diagnostic>), Diagnostic> {
    decode(path, bytes)?;
    Ok((
        Sprint {
            path: path.to_owned(),
            ..Sprint::default()
        },
        Vec::new(),
    ))
}
