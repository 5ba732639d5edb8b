//! How a backlog is found from where one stands, and which links on the way are followed.

use std::path::{Path, PathBuf};

use crate::store::config_file::CONFIG_FILE;
use crate::store::contain::is_private;
use crate::store::error::StoreError;

/// The name under which a backlog is looked for.
const BACKLOG: &str = "backlog";

/// Returns the backlog that `dir` is or holds as `backlog/`.
///
/// # Errors
/// As [`backlog_in`].
pub fn backlog_at(dir: &Path) -> Result<Option<PathBuf>, StoreError> {
    if has_config(&dir.join(BACKLOG)) {
        return backlog_in(dir).map(Some);
    }
    Ok(has_config(dir).then(|| dir.to_path_buf()))
}

/// Returns the nearest backlog at or above `start`, which must be absolute.
///
/// # Errors
/// As [`backlog_in`].
pub fn find_root(start: &Path) -> Result<Option<PathBuf>, StoreError> {
    let mut found = start.ancestors().map(backlog_at);
    found.find_map(Result::transpose).transpose()
}

/// Returns the folder `backlog` of `dir`, whether it is there or to be made.
///
/// Nobody named it, so a link in its place is followed only within the working tree around `dir`: it may have come with
/// a clone, and what lies outside would be read and written without anybody's will.
///
/// # Errors
/// [`StoreError::Outside`], or a link that leads nowhere.
pub fn backlog_in(dir: &Path) -> Result<PathBuf, StoreError> {
    let inner = dir.join(BACKLOG);
    if inner.is_symlink() {
        let real = inner
            .canonicalize()
            .map_err(StoreError::io("follow", &inner))?;
        let dir = dir.canonicalize().map_err(StoreError::io("find", dir))?;
        let within = real.strip_prefix(tree_around(&dir));
        if within.is_err() || within.is_ok_and(|path| path.iter().any(is_private)) {
            return Err(StoreError::Outside {
                link: dir.join(BACKLOG),
                leads: real,
            });
        }
    }
    Ok(inner)
}

/// Returns the backlog whose folder holds `folder`, at any depth: no other backlog may begin in there. `folder` must be
/// absolute, and need not be there.
pub fn backlog_around(folder: &Path) -> Option<PathBuf> {
    let around = folder.ancestors().skip(1).find(|dir| has_config(dir));
    around.map(Path::to_path_buf)
}

fn has_config(dir: &Path) -> bool {
    dir.join(CONFIG_FILE).symlink_metadata().is_ok()
}

/// The top of the working tree around a folder, by where `.git` stands and not by what it says; the folder itself where
/// there is none.
fn tree_around(dir: &Path) -> &Path {
    dir.ancestors()
        .find(|above| above.join(".git").symlink_metadata().is_ok())
        .unwrap_or(dir)
}

#[cfg(test)]
mod tests {
    use super::{backlog_around, backlog_at, find_root};

    #[test]
    fn a_backlog_is_found_from_above_inside_and_under_another_name() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("src/deep");
        let stories = dir.path().join("backlog/stories");
        let other = dir.path().join("other");
        for folder in [&deep, &stories, &other] {
            std::fs::create_dir_all(folder).unwrap();
        }
        assert_eq!(find_root(&deep).unwrap(), None);
        let backlog = dir.path().join("backlog");
        std::fs::write(backlog.join("po.yaml"), "").unwrap();
        for start in [&deep, &stories, &backlog, &other] {
            assert_eq!(find_root(start).unwrap().as_ref(), Some(&backlog));
        }
        for inside in [&backlog.join("backlog"), &stories.join("deep/backlog")] {
            assert_eq!(backlog_around(inside).as_ref(), Some(&backlog));
        }
        assert_eq!(backlog_around(&other), None);
        assert_eq!(backlog_around(&backlog), None);
        std::fs::write(other.join("po.yaml"), "").unwrap();
        assert_eq!(backlog_at(&other).unwrap(), Some(other));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_within_the_tree_only() {
        use super::{StoreError, backlog_in};
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (tree, outside) = (dir.path().join("tree"), dir.path().join("outside"));
        let (sub, docs) = (tree.join("sub"), tree.join("docs"));
        for folder in [&sub, &docs, &outside, &tree.join(".git/hooks")] {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join("po.yaml"), "").unwrap();
        }
        let link = sub.join("backlog");
        for (leads, is_within) in [
            ("../docs", true),
            ("..", true),
            ("../../outside", false),
            ("../../outside/../tree/docs", true),
            ("../.git/hooks", false),
        ] {
            symlink(leads, &link).unwrap();
            let found = backlog_in(&sub);
            match is_within {
                true => assert_eq!(found.unwrap(), link, "{leads}"),
                false => {
                    assert!(matches!(found, Err(StoreError::Outside { .. })), "{leads}");
                    assert!(find_root(&sub).is_err(), "{leads}");
                }
            }
            std::fs::remove_file(&link).unwrap();
        }
        // Where there is no repository, the folder itself is the tree.
        std::fs::remove_dir_all(tree.join(".git")).unwrap();
        symlink("../docs", &link).unwrap();
        assert!(backlog_in(&sub).is_err());
    }
}
