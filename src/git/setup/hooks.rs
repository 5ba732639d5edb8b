//! The hooks of a clone that `po git setup --hooks` writes: never over one that is there.

use std::io;
use std::path::{Path, PathBuf};

use super::hook_text::{block, has_block, is_bare, whole, with_block, without_block};
use crate::git::{GitError, Repository};

/// The hooks, and what `po` does in each. A commit message is a person's word: an unknown item in it is only told.
const HOOKS: [(&str, &str); 2] = [
    ("pre-commit", "check --staged || exit $?"),
    ("commit-msg", "git check-message \"$1\""),
];

/// What became of a hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HookDone {
    /// It was written.
    Written,
    /// It was there already, as it should be.
    There,
    /// It was taken out.
    Removed,
    /// There was none of ours.
    Absent,
    /// A hook of somebody's own is there and stays; this block could be put into it.
    Kept(String),
    /// Hooks lie elsewhere (`core.hooksPath`), where others may share them; this block could be put there.
    Elsewhere(String),
}

/// A hook, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// The file.
    pub path: PathBuf,
    /// What became of it.
    pub done: HookDone,
}

impl Repository {
    /// Writes the hooks for the backlog in `folder` (from the top of the working tree). One that is there stays.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn write_hooks(&self, folder: &str) -> Result<Vec<Hook>, GitError> {
        let (dir, is_own) = self.hooks_dir();
        let hooks = HOOKS.map(|(name, command)| {
            let path = dir.join(name);
            let block = block(folder, command);
            let done = if is_own {
                write(&path, folder, block).map_err(GitError::io(&path))?
            } else {
                HookDone::Elsewhere(block)
            };
            Ok(Hook { path, done })
        });
        hooks.into_iter().collect()
    }

    /// Takes out of the hooks what [`Self::write_hooks`] wrote for the backlog in `folder`.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn remove_hooks(&self, folder: &str) -> Result<Vec<Hook>, GitError> {
        let dir = self.own_hooks_dir();
        let hooks = HOOKS.map(|(name, _)| {
            let path = dir.join(name);
            let done = remove(&path, folder).map_err(GitError::io(&path))?;
            Ok(Hook { path, done })
        });
        hooks.into_iter().collect()
    }

    /// Where git looks for hooks, and whether that is this clone's own folder.
    fn hooks_dir(&self) -> (PathBuf, bool) {
        let own = self.own_hooks_dir();
        let config = self.inner.config().and_then(|mut config| config.snapshot());
        let Ok(named) = config.and_then(|config| config.get_path("core.hookspath")) else {
            return (own, true);
        };
        let named = self.workdir().join(named);
        // What husky writes anew at each install runs what stands beside it.
        let named = match named.ends_with(".husky/_") {
            true => named.parent().unwrap_or(&named).to_owned(),
            false => named,
        };
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let is_own = real(&named).is_some_and(|named| Some(named) == real(&own));
        (named, is_own)
    }

    fn own_hooks_dir(&self) -> PathBuf {
        self.inner.commondir().join("hooks")
    }
}

fn write(path: &Path, folder: &str, block: String) -> io::Result<HookDone> {
    let text = match std::fs::read_to_string(path) {
        Ok(hook) if hook.contains(&block) => return Ok(HookDone::There),
        Ok(hook) if has_block(&hook) => with_block(&hook, folder, &block).unwrap_or(hook),
        Ok(_) => return Ok(HookDone::Kept(block)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.symlink_metadata().is_ok() {
                return Ok(HookDone::Kept(block));
            }
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            whole(&block)
        }
        // Not a text: a program of somebody's own.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Ok(HookDone::Kept(block));
        }
        Err(error) => return Err(error),
    };
    std::fs::write(path, text)?;
    make_executable(path)?;
    Ok(HookDone::Written)
}

fn remove(path: &Path, folder: &str) -> io::Result<HookDone> {
    let Ok(hook) = std::fs::read_to_string(path) else {
        return Ok(HookDone::Absent);
    };
    match without_block(&hook, folder) {
        None => return Ok(HookDone::Absent),
        Some(rest) if is_bare(&rest) => std::fs::remove_file(path)?,
        Some(rest) => std::fs::write(path, rest)?,
    }
    Ok(HookDone::Removed)
}

#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = std::fs::metadata(path)?.permissions();
    permissions.set_mode(permissions.mode() | 0o111);
    std::fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
