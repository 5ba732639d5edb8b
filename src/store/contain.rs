//! From a path of the model to a file on disk that surely lies in the backlog.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::left::Left;

/// A link is not followed farther than so many parts of paths.
const MOST_STEPS: usize = 1_000;

/// A backlog's folder, as it was named and as it really is.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    /// Absolute, as it was named; of a link, where it leads: git follows none.
    pub dir: PathBuf,
    /// With every link resolved.
    pub real: PathBuf,
}

/// A file in the backlog that may be read and written.
#[derive(Debug)]
pub(crate) struct Target {
    /// Relative to the backlog, parted by `/`, with a link resolved to what it names.
    pub path: String,
    /// The same on disk.
    pub disk: PathBuf,
    /// What is there; a regular file, or nothing.
    pub found: Option<Metadata>,
}

impl Root {
    /// Returns the folder, which must exist.
    pub(crate) fn new(dir: &Path) -> Result<Self, StoreError> {
        let dir = std::path::absolute(dir).map_err(StoreError::io("find", dir))?;
        let real = dir.canonicalize().map_err(StoreError::io("find", &dir))?;
        let dir = match dir.is_symlink() {
            true => real.clone(),
            false => dir,
        };
        Ok(Self { dir, real })
    }

    /// Returns the file at `path`.
    ///
    /// A link to a file in the backlog leads to that file. Refused are paths that lead or could lead elsewhere: `..`,
    /// absolute ones, folders that are links, links out of the backlog, git's own files and ours.
    pub(crate) fn target(&self, path: &str) -> Result<Target, StoreError> {
        check(path)?;
        let mut disk = self.dir.clone();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            disk.push(part);
            let last = parts.peek().is_none();
            let found = match disk.symlink_metadata() {
                Ok(found) => found,
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    disk.extend(parts);
                    return Ok(Target {
                        path: path.to_owned(),
                        disk,
                        found: None,
                    });
                }
                Err(error) => return Err(StoreError::io("read", &disk)(error)),
            };
            match (last, found.is_symlink()) {
                (true, true) => return self.linked(path, &disk),
                (true, false) if found.is_file() => {
                    return Ok(Target {
                        path: path.to_owned(),
                        disk,
                        found: Some(found),
                    });
                }
                (true, false) => return Err(StoreError::refused(path, Left::Irregular)),
                (false, true) => {
                    return Err(StoreError::refused(path, Left::InLinkedFolder));
                }
                (false, false) if !found.is_dir() => {
                    return Err(StoreError::refused(path, Left::NoFolder));
                }
                (false, false) => {}
            }
        }
        Err(StoreError::refused(path, Left::Empty))
    }

    /// Returns the file in the backlog to which the link at `disk` leads.
    pub(crate) fn linked(&self, path: &str, disk: &Path) -> Result<Target, StoreError> {
        let real = disk.canonicalize().map_err(|error| match error.kind() {
            ErrorKind::NotFound => StoreError::refused(path, Left::LinkNowhere),
            ErrorKind::PermissionDenied => StoreError::io("follow", disk)(error),
            _ => StoreError::refused(path, Left::LinkNowhere),
        })?;
        let inner = real
            .strip_prefix(&self.real)
            .ok()
            .and_then(Path::to_str)
            .ok_or_else(|| StoreError::refused(path, Left::LinkOut))?;
        let inner = if cfg!(windows) {
            inner.replace('\\', "/")
        } else {
            inner.to_owned()
        };
        if !self.leads_by_itself(disk) {
            return Err(StoreError::refused(path, Left::LinkOut));
        }
        check(&inner).map_err(|_| StoreError::refused(path, Left::LinkPrivate))?;
        let found = real.metadata().map_err(StoreError::io("read", disk))?;
        if !found.is_file() {
            return Err(StoreError::refused(path, Left::LinkIrregular));
        }
        Ok(Target {
            path: inner,
            disk: real,
            found: Some(found),
        })
    }

    /// The path that a link in the backlog names, from there and parted by `/`, whether or not anything is at it; none where it is no
    /// link, or names something elsewhere.
    pub(crate) fn named_by_link(&self, path: &str) -> Option<String> {
        let target = self.dir.join(path).read_link().ok()?;
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in target.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => _ = parts.pop()?,
                Component::Normal(name) => parts.push(name.to_str()?),
                Component::Prefix(_) | Component::RootDir => return None,
            }
        }
        Some(parts.join("/"))
    }

    /// Whether a link that ends in the backlog leads there in every clone: no link on its way is absolute, or lies beside the
    /// backlog.
    fn leads_by_itself(&self, disk: &Path) -> bool {
        let Some(holder) = disk.parent().and_then(|it| it.canonicalize().ok()) else {
            return false;
        };
        let Some(name) = disk.file_name() else {
            return false;
        };
        let mut here = holder;
        // The last one is taken first.
        let mut waiting = vec![Path::new(name).to_owned()];
        for _ in 0..MOST_STEPS {
            let Some(part) = waiting.pop() else {
                return true;
            };
            match part.components().next() {
                None | Some(Component::CurDir) => {}
                Some(Component::ParentDir) => _ = here.pop(),
                Some(Component::Prefix(_) | Component::RootDir) => return false,
                Some(Component::Normal(name)) => {
                    let next = here.join(name);
                    let Ok(target) = next.read_link() else {
                        here = next;
                        continue;
                    };
                    if !here.starts_with(&self.real) {
                        return false;
                    }
                    let parts = target.components().rev();
                    waiting.extend(parts.map(|part| Path::new(part.as_os_str()).to_owned()));
                }
            }
        }
        false
    }
}

/// Refuses a path that is not plainly below the backlog, or that is git's or our own.
pub(crate) fn check(path: &str) -> Result<(), StoreError> {
    let refuse = |why| Err(StoreError::refused(path, why));
    if path.is_empty() {
        return refuse(Left::Empty);
    }
    if path.contains('\0') {
        return refuse(Left::Characters);
    }
    if cfg!(windows) && path.contains(['\\', ':']) {
        return refuse(Left::Characters);
    }
    for part in path.split('/') {
        match part {
            "" | "." | ".." => return refuse(Left::Elsewhere),
            _ if is_private(OsStr::new(part)) => return refuse(Left::Private),
            _ => {}
        }
    }
    Ok(())
}

/// Whether a folder of that name is git's or our own.
pub(crate) fn is_private(name: &OsStr) -> bool {
    name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case(".po")
}

#[cfg(test)]
mod tests {
    use super::{Root, StoreError};

    fn root(dir: &tempfile::TempDir) -> Root {
        let backlog = dir.path().join("backlog");
        std::fs::create_dir_all(backlog.join("stories")).unwrap();
        Root::new(&backlog).unwrap()
    }

    #[test]
    fn no_path_leaves_the_backlog() {
        let dir = tempfile::tempdir().unwrap();
        let root = root(&dir);
        for path in [
            "",
            "/etc/passwd",
            "../x.md",
            "stories/../../x.md",
            "stories//x.md",
            "./x.md",
            "stories/",
            "stories",
            "a\0b",
            ".git/config",
            "stories/.GIT/hooks/x",
            ".po/lock",
        ] {
            assert!(
                matches!(root.target(path), Err(StoreError::Refused { .. })),
                "{path}"
            );
        }
        assert!(root.target("stories/new/x.md").unwrap().found.is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_only_within() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let root = root(&dir);
        let outside = dir.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("x.md"), "x").unwrap();
        std::fs::write(root.dir.join("real.md"), "x").unwrap();
        symlink("../real.md", root.dir.join("stories/in.md")).unwrap();
        symlink(outside.join("x.md"), root.dir.join("stories/out.md")).unwrap();
        symlink(&outside, root.dir.join("stories/folder")).unwrap();
        symlink("loop.md", root.dir.join("stories/loop.md")).unwrap();
        symlink("nowhere.md", root.dir.join("stories/dangling.md")).unwrap();
        assert_eq!(root.target("stories/in.md").unwrap().path, "real.md");
        for path in [
            "stories/out.md",
            "stories/folder/x.md",
            "stories/folder/new.md",
            "stories/loop.md",
            "stories/dangling.md",
            "stories/folder",
        ] {
            assert!(
                matches!(root.target(path), Err(StoreError::Refused { .. })),
                "{path}"
            );
        }
    }
}
