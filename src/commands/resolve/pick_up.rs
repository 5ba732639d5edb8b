//! Where `po` was killed after it wrote the files and before it wrote git's index, the next run does the rest.

use crate::cli::{CommandResult, Desk};
use crate::git::Repository;
use crate::store::{ChangeHead, Mode, StoreError, Undone};
use crate::text::escape_terminal;

/// Brings git's index to what the last `po resolve`, or the `po undo` of one, wrote into the files.
///
/// # Errors
/// When the index cannot be read or written.
pub(super) fn pick_up(desk: &Desk<'_>, repository: &Repository) -> CommandResult<()> {
    // Another change may hold the whole backlog: its files are not read.
    let is_of_conflicts = |last: &ChangeHead<'_>| match last.note.is_empty() {
        true => Err(StoreError::NothingToUndo),
        false => Ok(()),
    };
    // Only where every file is still as that change left it.
    let Ok(Undone { redone, note, .. }) = desk.store.undo_if(Mode::DryRun, is_of_conflicts) else {
        return Ok(());
    };
    if !repository.is_where_noted(&note)? {
        return Ok(());
    }
    let unmerged = repository.unmerged()?;
    let conflicts = Repository::noted_conflicts(&note);
    let is_open = conflicts.iter().any(|path| unmerged.contains(path));
    let became = match redone {
        false if is_open => {
            repository.stage(&Repository::noted_files(&note))?;
            "staged"
        }
        true if !is_open => {
            repository.unresolve(&note)?;
            "in conflict again"
        }
        _ => return Ok(()),
    };
    for path in conflicts {
        let shown = desk.shown_from_top(&path);
        let words = format!("an interrupted change was finished: {became}: {shown}");
        desk.context
            .out
            .note(&format!("{}\n", escape_terminal(&words)));
    }
    Ok(())
}
