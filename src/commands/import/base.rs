//! The files in which a backlog keeps what an export said last: read, and changed together with the stories.

use crate::cli::CommandResult;
use crate::commands::import::files::{file, put};
use crate::exchange::{BASE_ATTRIBUTES, BASE_ATTRIBUTES_FILE, Base};
use crate::model::{Change, ChangeKind};
use crate::store::Store;

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
        if let Some(change) = put(store, &path, &text)? {
            take(change)?;
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
