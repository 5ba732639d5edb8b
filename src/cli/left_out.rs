//! What a sparse checkout left out of the backlog at hand.

use std::path::Path;

use crate::cli::desk::{Desk, shown_prefix};
use crate::cli::error::Failure;
use crate::cli::pick_item::wanted;
use crate::git::{Repository, from_top};
use crate::model::{IdPattern, LeftOut};
use crate::store::{Depth, FindError, STORIES, find_story, id_in_name, load_files_with};
use crate::text::typed;

impl Desk<'_> {
    /// The file of an item that was left out, by what the last commit says in the files that are not here: a name that does not
    /// say the id, or an alias. None where it is no such item, or those files cannot be read.
    pub(super) fn left_out_under_other_name(&self, pattern: &IdPattern) -> Option<String> {
        let left_out = self.store.left_out();
        if left_out.is_empty() || self.shown_commit().is_some() {
            return None;
        }
        let (repository, folder) = self.in_repository("--at").ok()?;
        let names = repository.names_at("HEAD", &folder).ok()?;
        let is_left_out = |path: &str| left_out.iter().any(|file| file.path == path);
        let files = names.of(repository, &is_left_out);
        let loaded = load_files_with(self.config(), &[], &files, Depth::Header);
        let backlog = loaded.ok()?.backlog;
        match find_story(&backlog, pattern) {
            Ok(story) => Some(story.path.clone()),
            Err(FindError::Unreadable(file)) => Some(file.path),
            Err(FindError::Several { first, .. }) => Some(first),
            Err(FindError::Namesakes { ids, .. }) => backlog
                .find(&ids[0].to_string())
                .map(|story| story.path.clone()),
            Err(_) => None,
        }
    }

    /// Why an item cannot be had whose file was left out, and what brings it here.
    pub(super) fn item_left_out(&self, pattern: &IdPattern, path: &str) -> Failure {
        let failure = Failure::not_found(format!(
            "`{}` is left out of this sparse checkout: `{}` is in the repository, and not on disk",
            wanted(pattern),
            self.shown(path)
        ));
        let at_head = format!(
            "po show {} --at HEAD: shows it all the same",
            typed(&pattern.text)
        );
        let bring = self.repository.as_ref().and_then(|repository| {
            let folder = repository.path_from_top(self.store.root())?;
            let whole = from_top(&folder, path);
            let add = match repository.is_sparse_by_folder() {
                true => typed(whole.rsplit_once('/').map_or("", |(folder, _)| folder)),
                false => typed(&format!("/{whole}")),
            };
            // Git takes it from where it stands, or only from the top, as the version and the form will have it.
            let top = shown_prefix(&self.context.env.current_dir, repository.workdir());
            let from = match top.trim_end_matches('/') {
                "" => String::new(),
                top => format!(" -C {}", typed(top)),
            };
            Some(format!(
                "git{from} sparse-checkout add {add}: brings it here"
            ))
        });
        failure.hints(bring).hint(at_head)
    }
}

/// The files of the backlog in `root` that are not on disk because the checkout is sparse, by path.
pub(super) fn left_out(repository: &Repository, root: &Path) -> Vec<LeftOut> {
    let Some(folder) = repository.path_from_top(root) else {
        return Vec::new();
    };
    // An index that cannot be read says nothing; what needs it says why.
    let paths = repository.left_out_of_checkout(&folder).unwrap_or_default();
    let paths = paths.iter().filter_map(|path| {
        let path = path.strip_prefix(&folder)?.trim_start_matches('/');
        let is_item = path.split('/').next() == Some(STORIES);
        Some(LeftOut {
            path: path.to_owned(),
            id: is_item.then(|| id_in_name(path)).flatten(),
        })
    });
    paths.collect()
}

/// What to say on stderr of so many files; nothing of none.
pub(super) fn left_out_notice(count: usize) -> Option<String> {
    let (count, are) = match count {
        0 => return None,
        1 => ("1 file".to_owned(), "is"),
        many => (format!("{many} files"), "are"),
    };
    Some(format!(
        "{count} of the backlog {are} left out of this sparse checkout, so what is shown is not all: git sparse-checkout \
         add, or --at HEAD"
    ))
}
