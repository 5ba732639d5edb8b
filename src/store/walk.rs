//! The Markdown files of a folder of the backlog, to any depth, and what stands in the way of reading them.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::FileType;
use std::path::Path;

use crate::model::{Diagnostic, Place, Unreadable};
use crate::store::contain::Root;
use crate::store::decode::UNREADABLE;
use crate::store::error::{StoreError, reason};
use crate::store::file_name::id_in_name;
use crate::store::held_link::unnamed;
use crate::store::layout::is_markdown;
use crate::store::left::Left;

/// Finds the Markdown files below `folder` and hands each to `take`, relative to the backlog and in no special order,
/// while it walks on. Returns what cannot be read, as far as names and kinds tell.
///
/// Names that begin with a dot are nobody's stories: temporary files, locks and folders of editors. A link to a file in
/// the backlog counts, unless that file is found itself.
pub(crate) fn walk(root: &Root, folder: &str, take: impl FnMut(String)) -> Vec<Unreadable> {
    walk_seeing(root, folder, take, |_| {})
}

/// As [`walk`], and shows `see` the path of everything that is not hidden, whatever it is.
pub(crate) fn walk_seeing(
    root: &Root,
    folder: &str,
    mut take: impl FnMut(String),
    mut see: impl FnMut(&str),
) -> Vec<Unreadable> {
    let start = root.dir.join(folder);
    let mut problems = Vec::new();
    match start.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return problems,
        Ok(kind) if kind.is_symlink() => return vec![linked_folder(folder.to_owned())],
        Ok(kind) if !kind.is_dir() => return problems,
        _ => {}
    }
    let mut links = Vec::new();
    let mut waiting = vec![(start, Some(folder.to_owned()))];
    while let Some((disk, path)) = waiting.pop() {
        let entries = match std::fs::read_dir(&disk) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(blocked(root, &disk, &error));
                continue;
            }
        };
        for entry in entries {
            let entry = entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)));
            let (name, kind) = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    problems.push(blocked(root, &disk, &error));
                    continue;
                }
            };
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let below = path.as_deref().zip(name.to_str());
            let path = below.map(|(folder, name)| [folder, "/", name].concat());
            path.as_deref().into_iter().for_each(&mut see);
            if kind.is_dir() {
                waiting.push((disk.join(&name), path));
                continue;
            }
            match sort_in(root, (&disk, &name), path, kind) {
                Sorted::File(path) => take(path),
                Sorted::Link { path, target } => links.push((path, target)),
                Sorted::Problem(problem) => problems.push(problem),
                Sorted::Other => {}
            }
        }
    }
    links.sort();
    let mut named: HashSet<String> = HashSet::new();
    for (path, target) in links {
        // A second name of a file that is found anyway would look like a second story.
        if !is_found(folder, &target) && named.insert(target) {
            take(path);
        }
    }
    problems
}

/// What an entry of a folder is.
enum Sorted {
    File(String),
    Link { path: String, target: String },
    Problem(Unreadable),
    Other,
}

/// Whether a walk through `folder` finds the regular file at `path`.
pub(crate) fn is_found(folder: &str, path: &str) -> bool {
    path != folder && is_markdown(path) && is_met(folder, path)
}

/// Whether a walk through `folder` comes to what is at `path`, whatever it is: the folder itself, or something in it that is not
/// hidden.
pub(crate) fn is_met(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with('/') && !rest.split('/').any(|part| part.starts_with('.'))
    })
}

/// Tells what stands in a folder on disk under a name, and is no folder; `path` is none where it is not UTF-8.
fn sort_in(
    root: &Root,
    (folder, name): (&Path, &OsStr),
    path: Option<String>,
    kind: FileType,
) -> Sorted {
    let Some(path) = path else {
        let shown = shown(root, &folder.join(name));
        return unnamed(shown).map_or(Sorted::Other, Sorted::Problem);
    };
    match (is_markdown(&path), kind) {
        (true, kind) if kind.is_file() => Sorted::File(path),
        (true, kind) if kind.is_symlink() => follow(root, &folder.join(name), path),
        (true, _) => Sorted::Problem(unreadable(
            path,
            "it is not a regular file",
            "move it out of the stories",
        )),
        (false, kind) if kind.is_symlink() && folder.join(name).is_dir() => {
            Sorted::Problem(linked_folder(path))
        }
        (false, _) => Sorted::Other,
    }
}

/// Looks where a link leads: one to a file in the backlog keeps its own path, any other is a problem.
fn follow(root: &Root, disk: &Path, path: String) -> Sorted {
    match root.linked(&path, disk) {
        Ok(target) => Sorted::Link {
            path,
            target: target.path,
        },
        Err(error) => Sorted::Problem(unreadable_for(path, &error)),
    }
}

/// A link to a folder in the place of a folder.
pub(crate) fn linked_folder(path: String) -> Unreadable {
    unreadable_for(
        path.clone(),
        &StoreError::refused(&path, Left::LinkedFolder),
    )
}

/// A folder that could not be listed.
fn blocked(root: &Root, folder: &Path, error: &std::io::Error) -> Unreadable {
    let why = format!("cannot read it: {}", reason(error));
    unreadable(shown(root, folder), &why, "")
}

/// A path of the disk as people are shown it, from the backlog.
fn shown(root: &Root, disk: &Path) -> String {
    let path = disk
        .strip_prefix(&root.dir)
        .unwrap_or(disk)
        .to_string_lossy();
    match cfg!(windows) {
        true => path.replace('\\', "/"),
        false => path.into_owned(),
    }
}

/// Returns a file that cannot be read, and what to do about it where that is known.
pub(crate) fn unreadable(path: String, message: &str, fix: &str) -> Unreadable {
    let problem = Diagnostic::error(UNREADABLE, Place::file(&path), message, "");
    Unreadable {
        id: id_in_name(&path),
        problem: if fix.is_empty() {
            problem
        } else {
            problem.fix(fix)
        },
        path,
    }
}

/// Returns a file that the store did not read, and what to do about it where that is known.
pub(crate) fn unreadable_for(path: String, error: &StoreError) -> Unreadable {
    unreadable(path, &error.why(), error.fix().unwrap_or_default())
}
