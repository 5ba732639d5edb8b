//! The files of a backlog that were named: by an id, or by a path from where one stands.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use crate::cli::{CommandResult, Desk, Failure};
use crate::model::{Backlog, IdPattern};
use crate::store::straight;

/// The files of the items and paths that were named.
///
/// # Errors
/// When there is no such item or file.
pub(super) fn named_files(
    desk: &Desk<'_>,
    backlog: &Backlog,
    only: &[String],
) -> CommandResult<Vec<String>> {
    let root = desk.store.root();
    let known: HashMap<PathBuf, &str> = backlog
        .stories()
        .iter()
        .map(|story| story.path.as_str())
        .chain(backlog.unreadable.iter().map(|file| file.path.as_str()))
        .map(|path| (straight(&root.join(path)), path))
        .collect();
    let mut paths = Vec::new();
    for name in only {
        let typed = name.replace('\\', "/");
        match known.get(&straight(&desk.context.env.current_dir.join(&typed))) {
            Some(path) => paths.push((*path).to_owned()),
            None if typed.contains('/') || typed.ends_with(".md") => {
                return Err(Failure::not_found(format!("no story file `{name}`"))
                    .hint("a path from the current directory, or an id"));
            }
            None => paths.extend(files_of_item(desk, backlog, name)?),
        }
    }
    let mut seen = HashSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    Ok(paths)
}

/// The files of the item that was named; an id that stands twice is what a check is about, and one that cannot be read too.
fn files_of_item(desk: &Desk<'_>, backlog: &Backlog, name: &str) -> CommandResult<Vec<String>> {
    let failure = match desk.pick(backlog, name) {
        Ok(story) => {
            let files = backlog.with_id(&story.id);
            return Ok(files.map(|story| story.path.clone()).collect());
        }
        Err(failure) => failure,
    };
    let meant = IdPattern::new(name, &desk.config().prefixes).candidates;
    let stories = meant.iter().flat_map(|id| backlog.with_id(id));
    let unreadable = backlog.unreadable.iter();
    let unreadable =
        unreadable.filter(|file| file.id.as_ref().is_some_and(|id| meant.contains(id)));
    let files: Vec<String> = stories
        .map(|story| &story.path)
        .chain(unreadable.map(|file| &file.path))
        .cloned()
        .collect();
    if files.is_empty() {
        return Err(failure);
    }
    Ok(files)
}
