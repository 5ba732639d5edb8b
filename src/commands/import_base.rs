//! The files in which a backlog keeps what an export said last: read, and changed together with the stories.

use crate::cli::CommandResult;
use crate::exchange::{BASE_ATTRIBUTES, BASE_ATTRIBUTES_FILE, Base};
use crate::model::{Change, ChangeKind};
use crate::store::{Store, StoreError};

/// Reads what the exports of a system said last; nothing where none was imported.
///
/// # Errors
/// When a file is there and cannot be read.
pub fn read_base(store: &Store, system: &str) -> CommandResult<Base> {
    let mut base = Base::default();
    for path in Base::paths(system) {
        if let Some(bytes) = file(store, &path)? {
            base.read(&String::from_utf8_lossy(&bytes));
        }
    }
    Ok(base)
}

/// The changes after which the files say this.
///
/// # Errors
/// When a file is there and cannot be read.
pub fn base_changes(store: &Store, system: &str, base: &Base) -> CommandResult<Vec<Change>> {
    let mut wanted = base.files(system);
    if !wanted.is_empty() && file(store, BASE_ATTRIBUTES_FILE)?.is_none() {
        let attributes = (BASE_ATTRIBUTES_FILE.to_owned(), BASE_ATTRIBUTES.to_owned());
        wanted.insert(0, attributes);
    }
    let mut changes = Vec::new();
    for path in Base::paths(system) {
        let stays = wanted.iter().any(|(other, _)| *other == path);
        if !stays && file(store, &path)?.is_some() {
            let kind = ChangeKind::Remove;
            changes.push(Change { path, kind });
        }
    }
    for (path, text) in wanted {
        match file(store, &path)? {
            None => changes.push(Change::create(path, text)),
            Some(old) if old == text.as_bytes() => {}
            Some(old) => {
                let new = text.into_bytes();
                let kind = ChangeKind::Replace { old, new };
                changes.push(Change { path, kind });
            }
        }
    }
    Ok(changes)
}

fn file(store: &Store, path: &str) -> CommandResult<Option<Vec<u8>>> {
    match store.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StoreError::Missing(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
