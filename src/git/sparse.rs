//! What a clone left out: of the working tree (a sparse checkout), or of the contents (a partial clone).

use super::changed_since::{below, from_top};
use super::error::GitError;
use super::folders::Folders;
use super::history::configured;
use super::index_files::{entries, left_out};
use super::repository::Repository;
use super::tree_items::{Kind, items_below};
use crate::store::CONFIG_FILE;

impl Repository {
    /// Whether this clone left contents with its remote, to be fetched by git when it needs them.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        let config = self.inner.config().and_then(|mut config| config.snapshot());
        let Ok(config) = config else { return false };
        let remotes = self.remotes().unwrap_or_default();
        let set = |key: String| config.get_bool(&key).unwrap_or(false);
        config.get_string("extensions.partialclone").is_ok()
            || remotes
                .iter()
                .any(|remote| set(format!("remote.{remote}.promisor")))
    }

    /// The objects of files below `folder` in a revision that this clone left with its remote; none where it is no partial one.
    ///
    /// # Errors
    /// [`GitError::UnknownRevision`], or what libgit2 says of a damaged repository.
    pub fn left_with_remote(&self, rev: &str, folder: &str) -> Result<Vec<String>, GitError> {
        if !self.is_partial() {
            return Ok(Vec::new());
        }
        let items = self.items_in(self.tree_of(rev)?, folder, rev)?;
        let files = items
            .into_iter()
            .filter(|(_, item)| item.kind == Kind::File);
        let odb = self.inner.odb()?;
        let missing = files.filter(|(_, item)| !odb.exists(item.oid));
        Ok(missing.map(|(_, item)| item.oid.to_string()).collect())
    }

    /// The files below `folder` (from the top of the repository, parted by `/`; empty for all) that a sparse checkout left
    /// out of the working tree, by their path from the top. Nothing is read where the checkout is not sparse.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read.
    pub fn left_out_of_checkout(&self, folder: &str) -> Result<Vec<String>, GitError> {
        // The file is there where a checkout is sparse, or once was.
        let patterns = self.inner.path().join("info/sparse-checkout");
        if patterns.symlink_metadata().is_err() {
            return Ok(Vec::new());
        }
        let index = match self.index(None) {
            // A sparse index names folders that are wholly left out, and only git itself reads it.
            Err(GitError::IndexForm) => return self.in_folders_not_there(folder),
            index => index?,
        };
        let mut paths: Vec<String> = left_out(&index)
            .iter()
            .map(|path| String::from_utf8_lossy(path).into_owned())
            .filter(|path| below(folder, path).is_some())
            .filter(|path| !self.workdir().join(path).exists())
            .collect();
        paths.sort();
        Ok(paths)
    }

    /// The files below `folder` in the last commit whose own folder is not in the working tree, by their path from the top.
    fn in_folders_not_there(&self, folder: &str) -> Result<Vec<String>, GitError> {
        if self.head_commit()?.is_none() {
            return Ok(Vec::new());
        }
        let items = items_below(&Folders::of(self)?, self.tree_of("HEAD")?, folder, "HEAD")?;
        let paths = items.into_iter().map(|(path, _)| from_top(folder, &path));
        let is_left_out = |path: &String| {
            let own = self.workdir().join(path);
            own.parent().is_some_and(|folder| !folder.exists())
        };
        let mut paths: Vec<String> = paths.filter(is_left_out).collect();
        paths.sort();
        Ok(paths)
    }

    /// Whether a sparse checkout names folders, and not patterns.
    #[must_use]
    pub fn is_sparse_by_folder(&self) -> bool {
        let config = self.inner.config().and_then(|mut config| config.snapshot());
        config.is_ok_and(|config| config.get_bool("core.sparseCheckoutCone").unwrap_or(false))
    }

    /// A folder in which the last commit has a backlog and the working tree has none, from the top of the repository.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn backlog_not_checked_out(&self) -> Result<Option<String>, GitError> {
        let Some(head) = self.head_commit()? else {
            return Ok(None);
        };
        let tree = self.inner.find_commit(head)?.tree_id();
        let mut folders = configured(&self.inner.odb()?, tree);
        folders.retain(|folder| !self.workdir().join(folder).join(CONFIG_FILE).exists());
        let first = folders.into_iter().min();
        Ok(first.map(|folder| {
            if folder.is_empty() {
                ".".to_owned()
            } else {
                folder
            }
        }))
    }

    /// A folder below the top that holds a backlog on disk and in the index, as one that was moved or that a merge is moving, from the
    /// top of the repository.
    ///
    /// # Errors
    /// [`GitError::IndexForm`], or what libgit2 says of an index that it cannot read.
    pub fn backlog_elsewhere(&self) -> Result<Option<String>, GitError> {
        let index = self.index(None)?;
        let mut folders = entries(&index, "").filter_map(|(path, ..)| {
            let (folder, name) = path.rsplit_once('/')?;
            (name == CONFIG_FILE).then(|| folder.to_owned())
        });
        Ok(folders.find(|folder| self.workdir().join(folder).join(CONFIG_FILE).is_file()))
    }
}
