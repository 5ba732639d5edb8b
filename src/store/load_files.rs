//! The whole backlog from bytes: as a commit held it.

use std::collections::BTreeMap;

use crate::model::{Backlog, Config, Diagnostic, Product, Unreadable};
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

/// Fewer files than these are read at once, by one thread.
const MANY: usize = 256;
/// More threads win nothing.
const THREADS: usize = 8;

/// Reads a backlog from its files: paths from the backlog directory, parted by `/`, and bytes. A bad file never hides another
/// one, nor itself.
///
/// # Errors
/// As [`config_in`].
pub fn load_files<B: AsRef<[u8]> + Sync>(
    files: &BTreeMap<String, B>,
    depth: Depth,
) -> Result<Loaded, StoreError> {
    let (config, problems) = config_in(files)?;
    Ok(load_files_with(&config, &problems, files, depth))
}

/// Reads what the team agreed from the files of a backlog, and says what is wrong in it.
///
/// # Errors
/// [`StoreError::Missing`] without a `po.yaml`, [`StoreError::Unreadable`] where it cannot be read.
pub fn config_in<B: AsRef<[u8]>>(
    files: &BTreeMap<String, B>,
) -> Result<(Config, Vec<Diagnostic>), StoreError> {
    let bytes = files
        .get(CONFIG_FILE)
        .ok_or_else(|| StoreError::Missing(CONFIG_FILE.to_owned()))?
        .as_ref();
    read_config(bytes).map_err(|problem| StoreError::Unreadable {
        at: locate(bytes, &problem.place.at),
        problem: Box::new(problem),
    })
}

/// As [`load_files`], where [`config_in`] was asked before.
#[must_use]
pub fn load_files_with<B: AsRef<[u8]> + Sync>(
    config: &Config,
    problems: &[Diagnostic],
    files: &BTreeMap<String, B>,
    depth: Depth,
) -> Loaded {
    let mut diagnostics = problems.to_vec();
    let read = |path: &str, bytes: &[u8]| read_story(path, bytes, config, depth);
    let (stories, unreadable) = read_folder(files, STORIES, &mut diagnostics, read);
    let mut backlog = Backlog::new(config.clone(), stories, unreadable);
    let sprints = read_folder(files, SPRINTS, &mut diagnostics, read_sprint);
    let releases = read_folder(files, RELEASES, &mut diagnostics, read_release);
    let said = match files.get(PRODUCT) {
        Some(bytes) => decode(PRODUCT, bytes.as_ref()).map(product),
        None => Ok(Product::default()),
    };
    surround(&mut backlog, sprints, releases, said);
    if depth == Depth::Body {
        let (metrics, unreadable) = metrics_of(files, &mut diagnostics);
        backlog.metrics = metrics;
        backlog.unreadable.extend(unreadable);
    }
    diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
    Loaded {
        backlog,
        diagnostics,
    }
}

/// Reads the Markdown files of a folder, at any depth, as the walk on disk finds them; those that cannot be read come
/// second.
fn read_folder<T: Send, B: AsRef<[u8]> + Sync>(
    files: &BTreeMap<String, B>,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
    parse: impl Fn(&str, &[u8]) -> Parsed<T> + Sync,
) -> (Vec<T>, Vec<Unreadable>) {
    let files: Vec<(&String, &B)> = files
        .iter()
        .filter(|(path, _)| is_found(folder, path))
        .collect();
    let read = |files: &[(&String, &B)]| {
        let mut found = Found::new(Vec::with_capacity(files.len()));
        for (path, bytes) in files {
            found.add(path, parse(path, bytes.as_ref()));
        }
        found
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(cores.min(THREADS)).max(MANY);
    let read = &read;
    let mut found = Found::new(Vec::new());
    std::thread::scope(|scope| {
        let (first, rest) = files.split_at(share.min(files.len()));
        let others: Vec<_> = rest
            .chunks(share)
            .map(|share| scope.spawn(move || read(share)))
            .collect();
        found.take(&mut read(first));
        for other in others {
            let mut other = other
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            found.take(&mut other);
        }
    });
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
