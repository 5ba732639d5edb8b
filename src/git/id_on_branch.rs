//! On which branch a number stands: for somebody who has to find the file that used all numbers up.

use super::error::GitError;
use super::folders::Folders;
use super::repository::Repository;
use super::tree_items::items_below;
use crate::model::StoryId;
use crate::store::{STORIES, id_in_name};

impl Repository {
    /// Returns a branch (`evil`, `origin/evil`) whose last commit has a story file with that id in its name, and the path of that
    /// file from the top of the repository; none where it stands in older commits alone. A branch that cannot be read is passed
    /// over.
    ///
    /// # Errors
    /// When the branches cannot be listed.
    pub fn branch_with(&self, id: &StoryId) -> Result<Option<(String, String)>, GitError> {
        for branch in self.inner.branches(None)? {
            let Ok((branch, _)) = branch else { continue };
            let Ok(Some(name)) = branch.name() else {
                continue;
            };
            let Ok(tree) = branch.get().peel_to_tree() else {
                continue;
            };
            let Ok(items) = items_below(&Folders::of(self)?, tree.id(), "", name) else {
                continue;
            };
            let is_it = |path: &&String| {
                path.split('/').any(|part| part == STORIES) && id_in_name(path).as_ref() == Some(id)
            };
            if let Some(path) = items.iter().map(|(path, _)| path).find(is_it) {
                return Ok(Some((name.to_owned(), path.clone())));
            }
        }
        Ok(None)
    }
}
