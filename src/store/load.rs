//! The whole backlog from disk: every file that can be read, and what is wrong with the others.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::model::{Backlog, Diagnostic, LeftOut, Product, Release, Sprint, Story, Unreadable};
use crate::store::contain::Root;
use crate::store::decode::{MAX_FILE, decode};
use crate::store::error::{StoreError, reason};
use crate::store::file_name::id_in_name;
use crate::store::layout::{PRODUCT, RELEASES, SPRINTS, STORIES};
use crate::store::read::Reader;
use crate::store::release_file::read_release;
use crate::store::sprint_file::read_sprint;
use crate::store::store::Store;
use crate::store::story_file::{Depth, read_story};
use crate::store::walk::{unreadable, unreadable_for, walk};
use crate::text::product;

/// How many threads read, whatever the cores: a cold disk serves many at once.
const THREADS: usize = 8;
/// How many files a thread takes at a time.
const SHARE: usize = 64;

/// A backlog and what is wrong in its files.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// All that could be read. Files that could not are in [`Backlog::unreadable`], and only there.
    pub backlog: Backlog,
    /// What is wrong in files that could be read; by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Store {
    /// Loads the whole backlog. A bad file never hides another one, nor itself.
    #[must_use]
    pub fn load(&self, depth: Depth) -> Loaded {
        let mut diagnostics = self.config_problems.clone();
        let read = |path: &str, bytes: &[u8]| read_story(path, bytes, &self.config, depth);
        let (stories, unreadable) =
            read_folder::<Story>(&self.root, STORIES, &mut diagnostics, read);
        let mut backlog = Backlog::new(self.config.clone(), stories, unreadable);
        self.read_surroundings(&mut backlog, &mut diagnostics);
        if depth == Depth::Body {
            let (metrics, unreadable) = self.metrics(&mut diagnostics);
            backlog.metrics = metrics;
            backlog.unreadable.extend(unreadable);
        }
        if !self.left_out.is_empty() {
            self.leave_out_links(&mut backlog);
        }
        diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
        Loaded {
            backlog,
            diagnostics,
        }
    }

    /// Takes links to files that are not on disk for not on disk themselves.
    fn leave_out_links(&self, backlog: &mut Backlog) {
        let ends_out = |file: &mut Unreadable| {
            let target = self.root.named_by_link(&file.path);
            target.is_some_and(|target| self.left_out.iter().any(|out| out.path == target))
        };
        let links = backlog.unreadable.extract_if(.., ends_out);
        backlog.left_out.extend(links.map(|link| LeftOut {
            path: link.path,
            id: link.id,
        }));
    }

    /// As [`Self::load`], for a backlog of any size: each item is handed over, in no special order, and not kept.
    #[must_use]
    pub fn load_each(&self, depth: Depth, take: impl FnMut(Story) + Send) -> Loaded {
        let mut diagnostics = self.config_problems.clone();
        let read = |path: &str, bytes: &[u8]| read_story(path, bytes, &self.config, depth);
        let (files, problems) = list_folder(&self.root, STORIES);
        let unreadable = read_each(&self.root, (&files, problems), &mut diagnostics, read, take);
        let mut backlog = Backlog::new(self.config.clone(), Vec::new(), unreadable);
        self.read_surroundings(&mut backlog, &mut diagnostics);
        diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
        Loaded {
            backlog,
            diagnostics,
        }
    }

    /// Loads what surrounds the items and none of them: Sprints, releases, the product.
    #[must_use]
    pub fn surroundings(&self) -> Backlog {
        let mut backlog = Backlog::new(self.config.clone(), Vec::new(), Vec::new());
        self.read_surroundings(&mut backlog, &mut Vec::new());
        backlog
    }

    fn read_surroundings(&self, backlog: &mut Backlog, diagnostics: &mut Vec<Diagnostic>) {
        let sprints = read_folder(&self.root, SPRINTS, diagnostics, read_sprint);
        let releases = read_folder(&self.root, RELEASES, diagnostics, read_release);
        surround(backlog, sprints, releases, self.product());
        backlog.left_out.clone_from(&self.left_out);
    }

    /// Reads `product.md`; without one, nothing is known of the product.
    fn product(&self) -> Result<Product, Diagnostic> {
        match self.read(PRODUCT) {
            Ok(bytes) => decode(PRODUCT, &bytes).map(product),
            Err(StoreError::Missing(_)) => Ok(Product::default()),
            Err(error) => Err(unreadable_for(PRODUCT.to_owned(), &error).problem),
        }
    }
}

/// Puts Sprints, releases and the product around the items. A file that cannot be read there is no item, whatever its name
/// says.
pub(crate) fn surround(
    backlog: &mut Backlog,
    (mut sprints, unread_sprints): (Vec<Sprint>, Vec<Unreadable>),
    (mut releases, unread_releases): (Vec<Release>, Vec<Unreadable>),
    product: Result<Product, Diagnostic>,
) {
    sprints.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    releases.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    backlog.sprints = sprints;
    backlog.releases = releases;
    let unread = unread_sprints.into_iter().chain(unread_releases);
    let no_item = |file: Unreadable| Unreadable { id: None, ..file };
    backlog.unreadable.extend(unread.map(no_item));
    match product {
        Ok(product) => backlog.product = product,
        Err(problem) => backlog.unreadable.push(Unreadable {
            path: PRODUCT.to_owned(),
            id: None,
            problem,
        }),
    }
}

pub(crate) type Parsed<T> = Result<(T, Vec<Diagnostic>), Diagnostic>;
/// What a file came to.
pub(crate) type ReadFile<T> = Result<(T, Vec<Diagnostic>), Unreadable>;

/// What the file at a path came to.
pub(crate) fn read_file<T>(path: &str, result: Parsed<T>) -> ReadFile<T> {
    result.map_err(|problem| Unreadable {
        path: path.to_owned(),
        id: id_in_name(path),
        problem,
    })
}

/// What the readers found so far.
pub(crate) struct Found<T> {
    pub(crate) read: Vec<T>,
    pub(crate) unreadable: Vec<Unreadable>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the Markdown files of a folder; those that cannot be read come second, by path.
fn read_folder<T: Send>(
    root: &Root,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
    parse: impl Fn(&str, &[u8]) -> Parsed<T> + Sync,
) -> (Vec<T>, Vec<Unreadable>) {
    let (files, problems) = list_folder(root, folder);
    let mut read = Vec::with_capacity(files.len());
    let take = |one| read.push(one);
    let unreadable = read_each(root, (&files, problems), diagnostics, parse, take);
    (read, unreadable)
}

/// The Markdown files of a folder, and what stands in the way of reading others.
///
/// The walk comes first: reading meanwhile won no time on two cores, and not knowing the number of files cost memory.
fn list_folder(root: &Root, folder: &str) -> (Vec<String>, Vec<Unreadable>) {
    let mut files = Vec::new();
    let problems = walk(root, folder, |path| files.push(path));
    (files, problems)
}

/// Reads files and hands over what each comes to; returns those that cannot be read, by path.
fn read_each<T: Send>(
    root: &Root,
    (files, problems): (&[String], Vec<Unreadable>),
    diagnostics: &mut Vec<Diagnostic>,
    parse: impl Fn(&str, &[u8]) -> Parsed<T> + Sync,
    take: impl FnMut(T) + Send,
) -> Vec<Unreadable> {
    let mut found = Found::new(Vec::new());
    found.unreadable = problems;
    let found = Mutex::new((found, take));
    let shares = AtomicUsize::new(0);
    let work = || {
        let mut reader = Reader::new();
        let mut own = Found::new(Vec::with_capacity(SHARE));
        while let Some(share) = files
            .chunks(SHARE)
            .nth(shares.fetch_add(1, Ordering::Relaxed))
        {
            for path in share {
                own.add(path, read_one(root, path, &mut reader, &parse));
            }
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            own.read.drain(..).for_each(&mut found.1);
            found.0.take(&mut own);
        }
    };
    match files.len().div_ceil(SHARE).min(THREADS) {
        0 | 1 => work(),
        threads => std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        }),
    }
    let (mut found, _) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostics.append(&mut found.diagnostics);
    found.unreadable
}

impl<T> Found<T> {
    /// Returns what was found when nothing was read yet.
    pub(crate) fn new(read: Vec<T>) -> Self {
        Self {
            read,
            unreadable: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Takes in what one file came to.
    pub(crate) fn add(&mut self, path: &str, result: Parsed<T>) {
        self.put(read_file(path, result));
    }

    /// As [`Self::add`], where its path was asked for already.
    pub(crate) fn put(&mut self, file: ReadFile<T>) {
        match file {
            Ok((one, problems)) => {
                self.read.push(one);
                self.diagnostics.extend(problems);
            }
            Err(file) => self.unreadable.push(file),
        }
    }

    /// Takes in what one reader has read, and leaves it empty.
    pub(crate) fn take(&mut self, other: &mut Self) {
        self.read.append(&mut other.read);
        self.unreadable.append(&mut other.unreadable);
        self.diagnostics.append(&mut other.diagnostics);
    }
}

/// Reads one file as `parse` understands it.
pub(crate) fn read_one<T>(
    root: &Root,
    path: &str,
    reader: &mut Reader,
    parse: impl Fn(&str, &[u8]) -> Parsed<T>,
) -> Parsed<T> {
    match reader.read_below(&root.dir, path) {
        Ok(Some(bytes)) => parse(path, bytes),
        Ok(None) => Err(unreadable(
            path.to_owned(),
            &format!("it is larger than {} MiB", MAX_FILE >> 20),
            "keep long texts and attachments in files of their own, and link to them",
        )
        .problem),
        Err(error) => Err(unreadable(
            path.to_owned(),
            &format!("cannot read it: {}", reason(&error)),
            "",
        )
        .problem),
    }
}
