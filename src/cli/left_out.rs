//! What a sparse checkout left out of the backlog at hand.

use std::path::Path;

use crate::git::Repository;
use crate::model::LeftOut;
use crate::store::{STORIES, id_in_name};

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
