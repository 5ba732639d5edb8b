//! The whole backlog from files that do not lie in its folder: as a commit held it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use crate::model::{Backlog, Config, Diagnostic, Product, Unreadable};
use crate::store::config_file::{CONFIG_FILE, read_config};
use crate::store::decode::decode;
use crate::store::error::StoreError;
use crate::store::layout::{PRODUCT, RELEASES, SPRINTS, STORIES};
use crate::store::load::{Found, Loaded, Parsed, read_file, surround};
use crate::store::locate::locate;
use crate::store::metric_files::metrics_of;
use crate::store::release_file::read_release;
use crate::store::sprint_file::read_sprint;
use crate::store::story_file::{Depth, read_story};
use crate::store::walk::{is_found, is_met};
use crate::text::product;

/// Fewer files than these are read at once, by one thread.
const MANY: usize = 256;
/// More threads win nothing.
const THREADS: usize = 8;

/// The files of a backlog that do not lie in its folder: as a commit held them, or as they would be after a merge.
pub trait Contents {
    /// Why they cannot be read.
    type Error;

    /// Reads each file whose path (from the backlog directory, parted by `/`) is wanted, on several threads, and hands over what
    /// `read` makes of its bytes, in no special order.
    ///
    /// # Errors
    /// When one of them cannot be read.
    fn each<T: Send>(
        &self,
        is_wanted: impl Fn(&str) -> bool,
        read: impl Fn(&str, &[u8]) -> T + Sync,
        take: impl FnMut(T) + Send,
    ) -> Result<(), Self::Error>;

    /// The bytes of one file; none where there is none.
    ///
    /// # Errors
    /// As [`Self::each`].
    fn one(&self, wanted: &str) -> Result<Option<Vec<u8>>, Self::Error> {
        let mut found = None;
        let read = |_: &str, bytes: &[u8]| bytes.to_vec();
        self.each(|path| path == wanted, read, |bytes| found = Some(bytes))?;
        Ok(found)
    }

    /// What stands among them and is no file that can be read: links that lead elsewhere, names that are no text.
    fn left(&self) -> &[Unreadable] {
        &[]
    }
}

impl<B: AsRef<[u8]> + Sync> Contents for BTreeMap<String, B> {
    type Error = Infallible;

    fn each<T: Send>(
        &self,
        is_wanted: impl Fn(&str) -> bool,
        read: impl Fn(&str, &[u8]) -> T + Sync,
        take: impl FnMut(T) + Send,
    ) -> Result<(), Infallible> {
        let files: Vec<(&String, &B)> = self.iter().filter(|(path, _)| is_wanted(path)).collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let shares = files.chunks(files.len().div_ceil(cores.min(THREADS)).max(MANY));
        let take = Mutex::new(take);
        let work = |share: &[(&String, &B)]| {
            let found: Vec<T> = share
                .iter()
                .map(|(path, bytes)| read(path, bytes.as_ref()))
                .collect();
            found
                .into_iter()
                .for_each(&mut *take.lock().unwrap_or_else(PoisonError::into_inner));
        };
        match shares.len() {
            0 | 1 => shares.for_each(work),
            _ => std::thread::scope(|scope| {
                for share in shares {
                    scope.spawn(move || work(share));
                }
            }),
        }
        Ok(())
    }

    fn one(&self, wanted: &str) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.get(wanted).map(|bytes| bytes.as_ref().to_vec()))
    }
}

/// Reads a backlog from its files: paths from the backlog directory, parted by `/`, and bytes. A bad file never hides another
/// one, nor itself.
///
/// # Errors
/// As [`config_in`].
pub fn load_files(
    files: &impl Contents<Error = Infallible>,
    depth: Depth,
) -> Result<Loaded, StoreError> {
    let Ok(bytes) = files.one(CONFIG_FILE);
    let (config, problems) = config_in(bytes.as_deref(), files.left())?;
    match load_files_with(&config, &problems, files, depth) {
        Ok(loaded) => Ok(loaded),
    }
}

/// Reads what the team agreed from the bytes of a backlog's `po.yaml`, and says what is wrong in it; `left` is what of the backlog was
/// not read.
///
/// # Errors
/// [`StoreError::Missing`] without a `po.yaml`, [`StoreError::Unreadable`] where it cannot be read, or is among `left`, as a link that
/// leads elsewhere is.
pub fn config_in(
    bytes: Option<&[u8]>,
    left: &[Unreadable],
) -> Result<(Config, Vec<Diagnostic>), StoreError> {
    let Some(bytes) = bytes else {
        let file = left.iter().find(|file| file.path == CONFIG_FILE);
        return Err(file.map_or_else(|| StoreError::Missing(CONFIG_FILE.to_owned()), unread));
    };
    read_config(bytes).map_err(|problem| StoreError::Unreadable {
        at: locate(bytes, &problem.place.at),
        problem: Box::new(problem),
    })
}

/// Why a file that is there was not read.
#[must_use]
pub fn unread(file: &Unreadable) -> StoreError {
    StoreError::Unreadable {
        problem: Box::new(file.problem.clone()),
        at: locate(&[], &file.problem.place.at),
    }
}

/// As [`load_files`], where [`config_in`] was asked before.
///
/// # Errors
/// When a file cannot be read where it lies; one that says what nobody can read is no error.
pub fn load_files_with<C: Contents>(
    config: &Config,
    problems: &[Diagnostic],
    files: &C,
    depth: Depth,
) -> Result<Loaded, C::Error> {
    let mut diagnostics = problems.to_vec();
    let read = |path: &str, bytes: &[u8]| read_story(path, bytes, config, depth);
    let (stories, unreadable) = read_folder(files, STORIES, &mut diagnostics, read)?;
    let mut backlog = Backlog::new(config.clone(), stories, unreadable);
    let sprints = read_folder(files, SPRINTS, &mut diagnostics, read_sprint)?;
    let releases = read_folder(files, RELEASES, &mut diagnostics, read_release)?;
    let said = match files.one(PRODUCT)? {
        Some(bytes) => decode(PRODUCT, &bytes).map(product),
        None => match files.left().iter().find(|file| file.path == PRODUCT) {
            Some(file) => Err(file.problem.clone()),
            None => Ok(Product::default()),
        },
    };
    surround(&mut backlog, sprints, releases, said);
    if depth == Depth::Body {
        let (metrics, unreadable) = metrics_of(files, &mut diagnostics)?;
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
/// second, by path.
fn read_folder<T: Send, C: Contents>(
    files: &C,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
    parse: impl Fn(&str, &[u8]) -> Parsed<T> + Sync,
) -> Result<(Vec<T>, Vec<Unreadable>), C::Error> {
    let mut found = Found::new(Vec::new());
    let left = files.left().iter();
    found
        .unreadable
        .extend(left.filter(|file| is_met(folder, &file.path)).cloned());
    files.each(
        |path| is_found(folder, path),
        |path, bytes| read_file(path, parse(path, bytes)),
        |one| found.put(one),
    )?;
    found.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostics.append(&mut found.diagnostics);
    Ok((found.read, found.unreadable))
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
