//! The Markdown files of a folder of the backlog, to any depth, and what stands in the way of reading them.

use std::collections::HashSet;
use std::ffi::OsStr;

use walkdir::{DirEntry, WalkDir};

use crate::model::{Diagnostic, Place, Unreadable};
use crate::store::contain::Root;
use crate::store::decode::UNREADABLE;
use crate::store::error::{StoreError, reason};
use crate::store::layout::{id_of_name, is_markdown};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// Files to read, relative to the backlog, in no special order.
    pub files: Vec<String>,
    /// What cannot be read, as far as names and kinds tell.
    pub problems: Vec<Unreadable>,
}

/// Lists the Markdown files below `folder`. Names that begin with a dot are nobody's stories: temporary files, locks
/// and folders of editors. A link to a file in the backlog counts, unless that file is listed itself.
pub(crate) fn walk(root: &Root, folder: &str) -> Files {
    let start = root.dir.join(folder);
    let mut found = Files::default();
    match start.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return found,
        Ok(kind) if kind.is_symlink() => {
            found.problems.push(linked_folder(folder.to_owned()));
            return found;
        }
        _ => {}
    }
    let below = root.dir.as_os_str().len() + 1;
    let mut links = Vec::new();
    let entries = WalkDir::new(&start)
        .follow_root_links(false)
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry.file_name()));
    for entry in entries {
        match entry {
            Ok(entry) => sort_in(root, &entry, below, &mut found, &mut links),
            Err(error) => found.problems.push(blocked(root, folder, &error)),
        }
    }
    if !links.is_empty() {
        add_links(links, &mut found);
    }
    found
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Puts an entry where it belongs; `below` is where its path begins to be relative.
fn sort_in(
    root: &Root,
    entry: &DirEntry,
    below: usize,
    found: &mut Files,
    links: &mut Vec<(String, String)>,
) {
    let kind = entry.file_type();
    if kind.is_dir() {
        return;
    }
    let Some(path) = entry.path().to_str().and_then(|path| path.get(below..)) else {
        let name = entry.file_name().to_string_lossy();
        if is_markdown(&name) {
            let shown = entry.path().strip_prefix(&root.dir).unwrap_or(entry.path());
            found.problems.push(unreadable(
                shown.to_string_lossy().into_owned(),
                "the file's name is not UTF-8",
                "rename the file",
            ));
        }
        return;
    };
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    if kind.is_symlink() {
        follow(root, entry, path, found, links);
    } else if !is_markdown(&path) {
    } else if kind.is_file() {
        found.files.push(path);
    } else {
        found.problems.push(unreadable(
            path,
            "it is not a regular file",
            "move it out of the stories",
        ));
    }
}

/// Looks where a link leads: a file in the backlog is kept with its own path, anything else is reported.
fn follow(
    root: &Root,
    entry: &DirEntry,
    path: String,
    found: &mut Files,
    links: &mut Vec<(String, String)>,
) {
    if !is_markdown(&path) {
        if entry.path().is_dir() {
            found.problems.push(linked_folder(path));
        }
        return;
    }
    match root.linked(&path, entry.path()) {
        Ok(target) => links.push((path, target.path)),
        Err(StoreError::Refused { why, .. }) => {
            found.problems.push(unreadable(
                path,
                why,
                "put the file itself in the place of the link",
            ));
        }
        Err(error) => found
            .problems
            .push(unreadable(path, &error.to_string(), "")),
    }
}

/// Adds links, each file once: a second name of a file that is listed would look like a second story.
fn add_links(mut links: Vec<(String, String)>, found: &mut Files) {
    links.sort();
    let mut listed: HashSet<String> = found.files.iter().cloned().collect();
    for (path, target) in links {
        if listed.insert(target) {
            found.files.push(path);
        }
    }
}

fn linked_folder(path: String) -> Unreadable {
    unreadable(
        path,
        "it is a link to a folder, and links to folders are not followed",
        "put the folder itself in the place of the link",
    )
}

/// A folder that could not be listed.
fn blocked(root: &Root, folder: &str, error: &walkdir::Error) -> Unreadable {
    let path = error
        .path()
        .and_then(|path| path.strip_prefix(&root.dir).ok())
        .map_or_else(
            || folder.to_owned(),
            |path| path.to_string_lossy().replace('\\', "/"),
        );
    let why = error
        .io_error()
        .map_or_else(|| "it leads in a circle".to_owned(), reason);
    unreadable(path, &format!("cannot read it: {why}"), "")
}

/// Returns a file that cannot be read, and what to do about it where that is known.
pub(crate) fn unreadable(path: String, message: &str, fix: &str) -> Unreadable {
    let problem = Diagnostic::error(UNREADABLE, Place::file(&path), message, "");
    Unreadable {
        id: id_of_name(&path),
        problem: if fix.is_empty() {
            problem
        } else {
            problem.fix(fix)
        },
        path,
    }
}
