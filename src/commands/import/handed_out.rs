//! What the files of an export said when they were written: so an update brings in what was edited in them, and nothing else.

use std::path::{Path, PathBuf};

use crate::cli::{CommandResult, Context, Desk, open_source};
use crate::commands::import::passes::Import;
use crate::commands::import::take::Take;
use crate::exchange::{Base, Format, KnownBacklog, Planner, ReadOptions, number_of_text};
use crate::model::Backlog;
use crate::store::{Kept, Store, output_place};

/// What is kept of the export to a file, folder or archive.
#[must_use]
pub fn handed_out(context: &Context, store: &Store, format: &Format, path: &Path) -> Kept {
    let place = output_place(&context.env.current_dir.join(path));
    // A folder leads to one place, however it is written.
    let place: PathBuf = place.components().collect();
    let number = number_of_text(&place.to_string_lossy());
    Kept::new(
        store,
        "exports",
        format!("{}-{number:016x}.tsv", format.name),
    )
}

/// Keeps what the files at `path` say of the items of a backlog, by reading them as an update will. Where they cannot be read
/// now, an update asks more, and that is all.
pub fn hand_out(
    context: &Context,
    desk: &Desk<'_>,
    format: &'static Format,
    path: &Path,
    backlog: &Backlog,
) {
    let kept = handed_out(context, &desk.store, format, path);
    match said(context, desk, format, path, backlog) {
        Ok(said) => kept.keep(&said),
        Err(_) => kept.forget(),
    }
}

fn said(
    context: &Context,
    desk: &Desk<'_>,
    format: &'static Format,
    path: &Path,
    backlog: &Backlog,
) -> CommandResult<String> {
    let source = open_source(&context.env.current_dir, path)?;
    let import = Import {
        source: &*source,
        format,
        options: ReadOptions {
            time_zone: desk.config().time_zone.clone(),
            ..ReadOptions::default()
        },
        types: Vec::new(),
        folder: String::new(),
        update: Some(Take::default()),
    };
    let mut planner = Planner::default();
    let read = import.read(&mut |draft, _| planner.add(&draft))?;
    let known = KnownBacklog::of(backlog);
    let decisions = import.decide(context, &known, 1, planner, &read, &Base::default());
    let mut base = Base::default();
    let mut number = 0;
    import.read(&mut |draft, _| {
        if let Some(told) = decisions.told(number, draft).filter(|told| told.is_here) {
            base.set(&told.key, &told.prints);
        }
        number += 1;
    })?;
    Ok(base.files(format.name).map(|(_, text)| text).collect())
}
