//! What git hands to a merge driver: three files to read, the merged one to write.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::merged::Merged;
use super::rules::{Markers, MergeRules};
use super::story::merge_story;
use crate::git::GitError;
use crate::git::options;
use crate::git::plain_file::beginning;
use crate::model::Config;
use crate::store::{CONFIG_FILE, backlog_around, read_config};

/// More bytes than these of `po.yaml` are not read.
const MAX_CONFIG: u64 = 1 << 20;

/// The three files of one merge.
#[derive(Debug, Clone)]
pub struct MergeFiles {
    /// The common version (`%O`).
    pub base: PathBuf,
    /// Our version (`%A`), which the merged one replaces.
    pub ours: PathBuf,
    /// Their version (`%B`).
    pub theirs: PathBuf,
}

/// Merges three files into the second of them.
///
/// # Errors
/// [`GitError::Io`] for a file that cannot be read or written; the second one is then as it was.
pub fn merge_files(files: &MergeFiles, rules: &MergeRules) -> Result<Merged, GitError> {
    let read = |path: &Path| std::fs::read(path).map_err(GitError::io(path));
    let (base, ours, theirs) = (read(&files.base)?, read(&files.ours)?, read(&files.theirs)?);
    let merged = merge_story(&base, &ours, &theirs, rules);
    if merged.bytes != ours {
        replace(&files.ours, &merged.bytes)?;
    }
    Ok(merged)
}

/// Puts bytes in the place of a file: killed in between, all of the old or all of the new ones are there.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), GitError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let write = || {
        let mut file = tempfile::Builder::new()
            .prefix(".merge_po_")
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        // What git made may be read by whom the file's mode says.
        file.as_file()
            .set_permissions(std::fs::metadata(path)?.permissions())?;
        file.persist(path).map_err(|error| error.error)
    };
    write().map(drop).map_err(GitError::io(path))
}

/// Returns the rules of the backlog that holds `path`, as its `po.yaml` says them, else the usual ones; with the style
/// of conflicts that git's configuration asks for. `top` is where git starts its drivers: the top of the working tree.
#[must_use]
pub fn rules_around(top: &Path, path: &Path, markers: Markers) -> MergeRules {
    let root = backlog_around(&top.join(path));
    let config = root.and_then(|root| config_at(&root.join(CONFIG_FILE)));
    // An empty `po.yaml` knows the headings of every language.
    let config = config.or_else(|| Some(read_config(b"").ok()?.0));
    let mut rules = MergeRules::new(&config.unwrap_or_default());
    rules.markers = Markers {
        with_base: with_base(top),
        ..markers
    };
    rules
}

/// A configuration, where it can be read. While git merges, it may be in conflict itself.
fn config_at(path: &Path) -> Option<Config> {
    let bytes = beginning(path, MAX_CONFIG)?;
    Some(read_config(&bytes).ok()?.0)
}

/// Whether `merge.conflictStyle` asks for the common version.
fn with_base(top: &Path) -> bool {
    options::prepare();
    let style = || {
        let config = match git2::Repository::discover(top) {
            Ok(repository) => repository.config(),
            Err(_) => git2::Config::open_default(),
        };
        config?.snapshot()?.get_string("merge.conflictstyle")
    };
    style().is_ok_and(|style| matches!(style.as_str(), "diff3" | "zdiff3"))
}
