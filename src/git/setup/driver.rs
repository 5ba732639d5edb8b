//! The merge driver's two lines in the configuration of a clone.

use std::collections::HashSet;
use std::path::Path;

use git2::{AttrCheckFlags, AttrValue, Config, ConfigLevel, ErrorCode};

use super::attributes::{ATTRIBUTES_FILE, names_driver};
use super::hook_text::quoted;
use crate::git::plain_file::beginning;
use crate::git::{GitError, Repository};

const NAME: (&str, &str) = ("merge.po.name", "stories of a backlog, field by field");

/// What follows the name of the program.
macro_rules! arguments {
    ($flags:literal) => {
        concat!(
            "merge-driver",
            $flags,
            " --marker-size=%L --base-label=%S --ours-label=%X --theirs-label=%Y -- %O %A %B %P"
        )
    };
}

/// The command that git gives to a shell. Where there is no `po`, or a program of that name that does not say that it merged,
/// git's own merge by lines does it: an exit code alone may be anybody's.
const DRIVER: (&str, &str) = (
    "merge.po.driver",
    concat!(
        "case \"$(command -v po >/dev/null 2>&1 && po ",
        arguments!(" --tell"),
        ")\" in merged) exit 0;; contested) exit 1;; esac; ",
        "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    ),
);

/// The driver of one merge, as a setting for git's `-c`: that program, wherever it lies.
#[must_use]
pub fn driver_setting(program: &str) -> String {
    // To git, `%A` in a path is the name of a file.
    let program = quoted(program).replace('%', "%%");
    format!("{}={program} {}", DRIVER.0, arguments!(""))
}

/// So many bytes of `.gitattributes` are looked at.
const MAX_ATTRIBUTES: u64 = 1 << 16;

/// What taking the driver out came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriverRemoved {
    /// It was there as it was put in, and is gone.
    Removed,
    /// There was none.
    Absent,
    /// Somebody changed its command, so it stays.
    Changed,
    /// Another backlog's file names it: its path, from the top of the repository.
    Needed(String),
}

impl Repository {
    /// Writes the driver into the configuration of this clone; returns whether that changed anything.
    ///
    /// # Errors
    /// When the configuration cannot be read or written.
    pub fn register_driver(&self) -> Result<bool, GitError> {
        let mut config = self.local_config()?;
        let mut changed = false;
        for (key, value) in [NAME, DRIVER] {
            if text_of(&config, key)?.as_deref() != Some(value) {
                config.set_str(key, value)?;
                changed = true;
            }
        }
        Ok(changed)
    }

    /// Takes the driver out of the configuration of this clone, as far as it is what was put in and no file of the working tree
    /// names it any more.
    ///
    /// # Errors
    /// When the configuration cannot be read or written.
    pub fn remove_driver(&self) -> Result<DriverRemoved, GitError> {
        let mut config = self.local_config()?;
        match text_of(&config, DRIVER.0)? {
            None => return Ok(DriverRemoved::Absent),
            Some(command) if command != DRIVER.1 => return Ok(DriverRemoved::Changed),
            Some(_) => {}
        }
        if let Some(path) = self.names_driver_still()? {
            return Ok(DriverRemoved::Needed(path));
        }
        config.remove(DRIVER.0)?;
        if text_of(&config, NAME.0)?.as_deref() == Some(NAME.1) {
            config.remove(NAME.0)?;
        }
        Ok(DriverRemoved::Removed)
    }

    /// A file of attributes that git knows and that names the driver, from the top of the working tree.
    fn names_driver_still(&self) -> Result<Option<String>, GitError> {
        let index = match self.index(None) {
            // Only git itself reads such an index, so nothing is known of other files.
            Err(GitError::IndexForm) => return Ok(None),
            index => index?,
        };
        let paths = index
            .iter()
            .filter_map(|entry| String::from_utf8(entry.path).ok());
        let mut files = paths.filter(|path| path.rsplit('/').next() == Some(ATTRIBUTES_FILE));
        Ok(files.find(|path| names_in(&self.workdir().join(path))))
    }

    /// Whether the backlog in `root` names the driver while nothing in git's configuration says what it is.
    #[must_use]
    pub fn lacks_driver(&self, root: &Path) -> bool {
        is_named_in(root) && !self.has_driver()
    }

    /// The first of these files (from the top of the repository) that git merges by something else than the driver, though the
    /// backlog in `root` names that; and the attribute by which it does, none where no line says one. One file a folder is asked
    /// about.
    #[must_use]
    pub fn merged_otherwise(
        &self,
        root: &Path,
        files: &[String],
    ) -> Option<(String, Option<String>)> {
        if !is_named_in(root) {
            return None;
        }
        let mut folders = HashSet::new();
        let mut firsts = files.iter().filter(|file| {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.insert(folder)
        });
        firsts.find_map(|file| {
            let flags = AttrCheckFlags::FILE_THEN_INDEX;
            let value = self.inner.get_attr(Path::new(file), "merge", flags).ok()?;
            let by = match AttrValue::from_string(value) {
                AttrValue::String("po") => return None,
                AttrValue::String(name) => Some(format!("merge={name}")),
                AttrValue::False => Some("-merge".to_owned()),
                AttrValue::True => Some("merge".to_owned()),
                AttrValue::Bytes(_) | AttrValue::Unspecified => None,
            };
            Some((file.clone(), by))
        })
    }

    /// The program that git's configuration runs for `merge=NAME`; none where that is one of git's own ways, or nothing.
    #[must_use]
    pub fn merging_program(&self, name: &str) -> Option<String> {
        let config = self.inner.config().ok()?.snapshot().ok()?;
        config.get_string(&format!("merge.{name}.driver")).ok()
    }

    /// The way of merging of files for which no attribute names one, where git's configuration does.
    #[must_use]
    pub fn default_merge(&self) -> Option<String> {
        let config = self.inner.config().ok()?.snapshot().ok()?;
        config.get_string("merge.default").ok()
    }

    /// Whether git's configuration says how to merge stories.
    fn has_driver(&self) -> bool {
        let config = self.inner.config();
        config.is_ok_and(|config| config.get_entry(DRIVER.0).is_ok())
    }

    /// The configuration of this clone alone, which its worktrees share.
    fn local_config(&self) -> Result<Config, GitError> {
        Ok(self.inner.config()?.open_level(ConfigLevel::Local)?)
    }
}

/// Whether the backlog in `root` names the driver.
fn is_named_in(root: &Path) -> bool {
    names_in(&root.join(ATTRIBUTES_FILE))
}

/// Whether a file of attributes names the driver.
fn names_in(path: &Path) -> bool {
    let attributes = beginning(path, MAX_ATTRIBUTES);
    attributes.is_some_and(|bytes| names_driver(&String::from_utf8_lossy(&bytes)))
}

fn text_of(config: &Config, key: &str) -> Result<Option<String>, GitError> {
    match config.get_string(key) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
