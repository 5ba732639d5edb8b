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

/// Hands over the changes after which the files say this, one by one.
///
/// # Errors
/// When a file is there and cannot be read, and what `take` says.
pub fn write_base(
    store: &Store,
    system: &str,
    base: &Base,
    take: &mut dyn FnMut(Change) -> CommandResult<()>,
) -> CommandResult<()> {
    let mut left = Base::paths(system);
    for (path, text) in base.files(system) {
        left.retain(|other| *other != path);
        match file(store, &path)? {
            None => take(Change::create(path, text))?,
            Some(old) if old == text.as_bytes() => {}
            Some(old) => {
                let new = text.into_bytes();
                let kind = ChangeKind::Replace { old, new };
                take(Change { path, kind })?;
            }
        }
    }
    for path in left {
        if file(store, &path)?.is_some() {
            let kind = ChangeKind::Remove;
            take(Change { path, kind })?;
        }
    }
    if !base.is_empty() && file(store, BASE_ATTRIBUTES_FILE)?.is_none() {
        take(Change::create(BASE_ATTRIBUTES_FILE, BASE_ATTRIBUTES))?;
    }
    Ok(())
}

fn file(store: &Store, path: &str) -> CommandResult<Option<Vec<u8>>> {
    match store.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StoreError::Missing(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
