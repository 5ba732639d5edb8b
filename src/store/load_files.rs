//! The whole backlog from bytes: as a commit held it.

use std::collections::BTreeMap;

use crate::model::{Backlog, Diagnostic, Product, Unreadable};
use crate::store::config_file::{CONFIG_FILE, read_config};
use crate::store::decode::decode;
use crate::store::error::StoreError;
use crate::store::layout::{PRODUCT, RELEASES, SPRINTS, STORIES};
use crate::store::load::{Found, Loaded, Parsed, surround};
use crate::store::locate::locate;
use crate::store::metric_files::metrics_of;
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
    let read = |path: &str, bytes: &[u8]| read_story(path, bytes, &config, depth);
    let (stories, unreadable) = read_folder(files, STORIES, &mut diagnostics, read);
    let mut backlog = Backlog::new(config.clone(), stories, unreadable);
    let sprints = read_folder(files, SPRINTS, &mut diagnostics, read_sprint);
    let releases = read_folder(files, RELEASES, &mut diagnostics, read_release);
    let said = match files.get(PRODUCT) {
        Some(bytes) => decode(PRODUCT, bytes).map(product),
        None => Ok(Product::default()),
    };
    surround(&mut backlog, sprints, releases, said);
    if depth == Depth::Body {
        let (metrics, unreadable) = metrics_of(files, &mut diagnostics);
        backlog.metrics = metrics;
        backlog.unreadable.extend(unreadable);
    }
    diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(Loaded {
        backlog,
        diagnostics,
    })
}

/// Reads the Markdown files of a folder, at any depth, as the walk on disk finds them; those that cannot be read come
/// second.
fn read_folder<T>(
    files: &BTreeMap<String, Vec<u8>>,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
    parse: impl Fn(&str, &[u8]) -> Parsed<T>,
) -> (Vec<T>, Vec<Unreadable>) {
    let mut found = Found::new(Vec::new());
    for (path, bytes) in files.iter().filter(|(path, _)| is_found(folder, path)) {
        found.add(path, parse(path, bytes));
    }
    diagnostics.append(&mut found.diagnostics);
    (found.read, found.unreadable)
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
