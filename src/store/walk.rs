//! The Markdown files of a folder of the backlog, to any depth, and what stands in the way of reading them.

use std::collections::HashSet;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::model::{Diagnostic, Place, Unreadable};
use crate::store::contain::Root;
use crate::store::decode::UNREADABLE;
use crate::store::error::reason;
use crate::store::file_name::id_in_name;
use crate::store::layout::is_markdown;

/// Finds the Markdown files below `folder` and hands each to `take`, relative to the backlog and in no special order,
/// while it walks on. Returns what cannot be read, as far as names and kinds tell.
///
/// Names that begin with a dot are nobody's stories: temporary files, locks and folders of editors. A link to a file in
/// the backlog counts, unless that file is found itself.
pub(crate) fn walk(root: &Root, folder: &str, mut take: impl FnMut(String)) -> Vec<Unreadable> {
    let start = root.dir.join(folder);
    let mut problems = Vec::new();
    match start.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return problems,
        Ok(kind) if kind.is_symlink() => return vec![linked_folder(folder.to_owned())],
        _ => {}
    }
    // Where paths begin to be relative: a root may end in a slash, and need not be UTF-8 itself.
    let below = start.as_os_str().len() - folder.len();
    let mut links = Vec::new();
    let entries = WalkDir::new(&start)
        .follow_root_links(false)
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry.path()));
    for entry in entries {
        match entry.map(|entry| sort_in(root, &entry, below)) {
            Ok(Sorted::File(path)) => take(path),
            Ok(Sorted::Link { path, target }) => links.push((path, target)),
            Ok(Sorted::Problem(problem)) => problems.push(problem),
            Ok(Sorted::Other) => {}
            Err(error) => problems.push(blocked(root, folder, &error)),
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
    path.strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|rest| is_markdown(rest) && !rest.split('/').any(|part| part.starts_with('.')))
}

/// Whether the last part of a path begins with a dot. A path of a walk is plainly parted; asking it for its name would
/// look at all of its parts, which is a third of what walking costs.
fn is_hidden(path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    let is_separator = |&byte: &u8| byte == b'/' || cfg!(windows) && byte == b'\\';
    let start = path.iter().rposition(is_separator).map_or(0, |at| at + 1);
    path[start..].starts_with(b".")
}

/// Tells what an entry is; `below` is where its path begins to be relative.
fn sort_in(root: &Root, entry: &DirEntry, below: usize) -> Sorted {
    let kind = entry.file_type();
    if kind.is_dir() {
        return Sorted::Other;
    }
    let bytes = entry.path().as_os_str().as_encoded_bytes();
    let Some(path) = bytes
        .get(below..)
        .and_then(|path| std::str::from_utf8(path).ok())
    else {
        let shown = entry.path().strip_prefix(&root.dir).unwrap_or(entry.path());
        let shown = shown.to_string_lossy().into_owned();
        if !is_markdown(&shown) {
            return Sorted::Other;
        }
        return Sorted::Problem(unreadable(
            shown,
            "the file's name is not UTF-8",
            "rename the file",
        ));
    };
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    match (is_markdown(&path), kind) {
        (true, kind) if kind.is_file() => Sorted::File(path),
        (true, kind) if kind.is_symlink() => follow(root, entry, path),
        (true, _) => Sorted::Problem(unreadable(
            path,
            "it is not a regular file",
            "move it out of the stories",
        )),
        (false, kind) if kind.is_symlink() && entry.path().is_dir() => {
            Sorted::Problem(linked_folder(path))
        }
        (false, _) => Sorted::Other,
    }
}

/// Looks where a link leads: one to a file in the backlog keeps its own path, any other is a problem.
fn follow(root: &Root, entry: &DirEntry, path: String) -> Sorted {
    match root.linked(&path, entry.path()) {
        Ok(target) => Sorted::Link {
            path,
            target: target.path,
        },
        Err(error) => Sorted::Problem(unreadable(
            path,
            &error.why(),
            "put the file itself in the place of the link",
        )),
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
        id: id_in_name(&path),
        problem: if fix.is_empty() {
            problem
        } else {
            problem.fix(fix)
        },
        path,
    }
}
