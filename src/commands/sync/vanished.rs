//! What git merged away: items that both sides have, and that the merge has not.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::{CommandResult, ErrorKind, Failure};
use crate::commands::sync::place::Place;
use crate::git::from_top;
use crate::model::StoryId;
use crate::store::{Held, id_in_name};
use crate::text::typed;

/// Takes a merge back that `is_made` just now, or that waits for somebody to resolve it, where an item is in no file of it that both sides
/// have. Where branches met several times and gave one item several names, git may take each name for one that the other side removed,
/// and says nothing; where it follows a renamed folder and thereby puts an item back to where it was, it takes it out and says nothing
/// that lasts.
///
/// # Errors
/// The items, and how to give them one name.
pub(super) fn refuse_vanished(
    place: &Place,
    ours: &str,
    theirs: &str,
    is_made: bool,
    held: &Held,
) -> CommandResult<()> {
    let items = |rev: &str| -> CommandResult<BTreeMap<StoryId, String>> {
        let files = place.repository.names_at(rev, &place.folder)?;
        let named = files
            .names()
            .filter_map(|path| Some((id_in_name(path)?, path.to_owned())));
        Ok(named.collect())
    };
    let (before, other) = (items(ours)?, items(theirs)?);
    let now = place.repository.names_in_index(&place.folder_now())?;
    let now: BTreeSet<StoryId> = now.iter().filter_map(|path| id_in_name(path)).collect();
    let gone: Vec<&StoryId> = before
        .keys()
        .filter(|id| other.contains_key(id) && !now.contains(id))
        .collect();
    let Some(first) = gone.first() else {
        return Ok(());
    };
    let (back, by_hand) = match is_made {
        true => (
            place.share().back_to(ours, held)?,
            format!("git reset --keep {ours}"),
        ),
        false => (
            place.share().abort_merge(held)?,
            "git merge --abort".to_owned(),
        ),
    };
    let names: Vec<String> = gone.iter().map(|id| format!("`{id}`")).collect();
    let words = format!(
        "git's merge would lose {}, which both sides have",
        names.join(", ")
    );
    let failure = Failure::new(ErrorKind::Git, words);
    if !back.done {
        return Err(failure.hint(format!("{by_hand}: back to before the merge")));
    }
    place.repository.forget_merge();
    let path = |items: &BTreeMap<StoryId, String>| {
        items
            .get(first)
            .map(|path| typed(&from_top(&place.folder, path)))
    };
    let failure = failure.hint("nothing was merged, and your commits are here");
    Err(match (path(&before), path(&other)) {
        (Some(own), Some(name)) if own != name => failure.hint(format!(
            "git mv {own} {name}: the name that the other side gave it; then po sync"
        )),
        _ => failure.hint("git merge --no-commit: what git, or a hook of this clone, does with it"),
    })
}
