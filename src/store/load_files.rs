//! The whole backlog from bytes: as a commit held it.

use std::collections::BTreeMap;

use crate::model::{Backlog, Config, Diagnostic, Unreadable};
use crate::store::config_file::{CONFIG_FILE, read_config};
use crate::store::decode::decode;
use crate::store::error::StoreError;
use crate::store::file_name::id_in_name;
use crate::store::layout::{PRODUCT, RELEASES, SPRINTS, STORIES};
use crate::store::load::Loaded;
use crate::store::locate::locate;
use crate::store::release_file::read_release;
use crate::store::sprint_file::read_sprint;
use crate::store::story_file::{Depth, read_story};
use crate::store::walk::is_found;
use crate::text::product;

/// Reads a backlog from its files: paths from the backlog directory, parted by `/`, and bytes. A bad file never hides another
/// one, nor itself.
///
/// # Errors
/// [`StoreError::Missing`] without a `po.yaml`, [`StoreError::Unreadable`] where it cannot be read.
pub fn load_files(files: &BTreeMap<String, Vec<u8>>, depth: Depth) -> Result<Loaded, StoreError> {
    let bytes = files
        .get(CONFIG_FILE)
        .ok_or_else(|| StoreError::Missing(CONFIG_FILE.to_owned()))?;
    let (config, mut diagnostics) =
        read_config(bytes).map_err(|problem| StoreError::Unreadable {
            at: locate(bytes, &problem.place.at),
            problem: Box::new(problem),
        })?;
    let mut backlog = read_stories(files, config, depth, &mut diagnostics);
    for (path, bytes) in in_folder(files, SPRINTS) {
        match read_sprint(path, bytes) {
            Ok((sprint, problems)) => {
                backlog.sprints.push(sprint);
                diagnostics.extend(problems);
            }
            Err(problem) => backlog.unreadable.push(no_item(path, problem)),
        }
    }
    for (path, bytes) in in_folder(files, RELEASES) {
        match read_release(path, bytes) {
            Ok((release, problems)) => {
                backlog.releases.push(release);
                diagnostics.extend(problems);
            }
            Err(problem) => backlog.unreadable.push(no_item(path, problem)),
        }
    }
    backlog
        .sprints
        .sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    backlog
        .releases
        .sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    match files.get(PRODUCT).map(|bytes| decode(PRODUCT, bytes)) {
        Some(Ok(text)) => backlog.product = product(text),
        Some(Err(problem)) => backlog.unreadable.push(no_item(PRODUCT, problem)),
        None => {}
    }
    diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(Loaded {
        backlog,
        diagnostics,
    })
}

/// A file that cannot be read and is no item, whatever its name says.
fn no_item(path: &str, problem: Diagnostic) -> Unreadable {
    Unreadable {
        path: path.to_owned(),
        id: None,
        problem,
    }
}

fn read_stories(
    files: &BTreeMap<String, Vec<u8>>,
    config: Config,
    depth: Depth,
    diagnostics: &mut Vec<Diagnostic>,
) -> Backlog {
    let mut stories = Vec::new();
    let mut unreadable = Vec::new();
    for (path, bytes) in in_folder(files, STORIES) {
        match read_story(path, bytes, &config, depth) {
            Ok((story, problems)) => {
                stories.push(story);
                diagnostics.extend(problems);
            }
            Err(problem) => unreadable.push(Unreadable {
                path: path.to_owned(),
                id: id_in_name(path),
                problem,
            }),
        }
    }
    Backlog::new(config, stories, unreadable)
}

/// The Markdown files of a folder, at any depth, as the walk on disk finds them.
fn in_folder<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    folder: &'a str,
) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    files
        .iter()
        .filter(move |(path, _)| is_found(folder, path))
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::load_files;
    use crate::store::{Depth, StoreError};

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        list.iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn a_bad_file_hides_no_other() {
        let files = files(&[
            ("po.yaml", "format: 1\nprefix: US\n"),
            ("product.md", "# Shop\n\n## Product Goal\n\nguests buy\n"),
            ("sprints/sprint-8.md", "---\ngoal: pay\n---\n"),
            (
                "stories/US-1-pay.md",
                "---\ntitle: Pay\nid: US-1\n---\nbody\n",
            ),
            ("stories/US-2.md", "---\ntitle: a: b\nid: US-2\n---\n"),
            ("stories/.hidden.md", "x"),
            ("stories/picture.png", "x"),
        ]);
        let loaded = load_files(&files, Depth::Body).unwrap();
        assert_eq!(loaded.backlog.stories().len(), 1);
        assert_eq!(loaded.backlog.stories()[0].body.as_deref(), Some("body\n"));
        assert_eq!(loaded.backlog.unreadable.len(), 1);
        assert_eq!(loaded.backlog.sprints[0].name, "8");
        assert_eq!(loaded.backlog.product.goal.as_deref(), Some("guests buy"));
    }

    #[test]
    fn a_past_without_a_backlog_is_said() {
        assert!(matches!(
            load_files(&files(&[]), Depth::Header),
            Err(StoreError::Missing(_))
        ));
    }
}
