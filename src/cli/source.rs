//! Where text comes in: stdin and folders.
#![expect(
    clippy::disallowed_methods,
    reason = "files that are imported lie outside the backlog"
)]

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::progress::Progress;
use crate::exchange::{Source, SourceEntry, SourceError};

/// No import reads more than this from one file or from stdin, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads all of stdin as text.
///
/// # Errors
/// When it is not UTF-8 or larger than 64 MiB.
pub fn read_stdin() -> CommandResult<String> {
    let bytes = limited(std::io::stdin().lock(), "stdin")?;
    String::from_utf8(bytes).map_err(|error| {
        Failure::invalid(format!(
            "stdin is not UTF-8 (byte {})",
            error.utf8_error().valid_up_to()
        ))
    })
}

/// Reads a file, or stdin for `-`.
///
/// # Errors
/// When it cannot be read or is larger than 64 MiB.
pub fn read_bytes(path: &Path) -> CommandResult<Vec<u8>> {
    if path.as_os_str() == "-" {
        return limited(std::io::stdin().lock(), "stdin");
    }
    let shown = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::not_found(format!("no file `{shown}`")),
        _ => Failure::new(ErrorKind::Io, format!("cannot read `{shown}`: {error}")),
    })?;
    limited(file, &shown)
}

fn limited(from: impl Read, name: &str) -> CommandResult<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(ErrorKind::Io, format!("cannot read `{name}`: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::invalid(format!("{name} is larger than 64 MiB")));
    }
    Ok(bytes)
}

/// A folder on disk. Links are followed only inside it.
#[derive(Debug)]
pub struct FolderSource {
    root: PathBuf,
}

impl FolderSource {
    /// Returns the source of a folder.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn open(root: &Path) -> CommandResult<Self> {
        match root.canonicalize() {
            Ok(real) if real.is_dir() => Ok(Self { root: real }),
            Ok(_) => Err(Failure::usage(format!(
                "`{}` is not a folder",
                root.display()
            ))),
            Err(_) => Err(Failure::new(
                ErrorKind::NotFound,
                format!("no folder `{}`", root.display()),
            )),
        }
    }

    /// The real path of something in the folder.
    fn real(&self, path: &str) -> Result<PathBuf, SourceError> {
        let real = self
            .root
            .join(path)
            .canonicalize()
            .map_err(|error| unreadable(path, &error))?;
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(SourceError::Outside)
        }
    }
}

fn unreadable(path: &str, error: &std::io::Error) -> SourceError {
    match error.kind() {
        std::io::ErrorKind::NotFound => SourceError::Missing(path.to_owned()),
        _ => SourceError::Unreadable(error.to_string()),
    }
}

impl Source for FolderSource {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        let entries =
            std::fs::read_dir(self.real(folder)?).map_err(|error| unreadable(folder, &error))?;
        let mut listed: Vec<SourceEntry> = entries
            .flatten()
            .filter_map(|entry| {
                let folder = entry.file_type().ok()?.is_dir();
                Some(SourceEntry {
                    name: entry.file_name().to_string_lossy().into_owned(),
                    folder,
                })
            })
            .collect();
        listed.sort();
        Ok(listed)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        let real = self.real(path)?;
        if !real.is_file() {
            return Err(SourceError::Unreadable("it is no file".to_owned()));
        }
        std::fs::File::open(real)
            .map(|file| Box::new(file) as Box<dyn Read>)
            .map_err(|error| unreadable(path, &error))
    }
}

/// Makes a folder and those above it.
///
/// # Errors
/// When the disk says no.
pub fn make_folder(folder: &Path) -> CommandResult<()> {
    std::fs::create_dir_all(folder).map_err(|error| named(folder, error))
}

/// Writes new files under `folder`, each a relative path and its bytes; returns how many. Files that are there with the
/// same bytes are left alone.
///
/// # Errors
/// When a file is there with other bytes, or the disk says no.
pub fn write_new_files(folder: &Path, files: &[(String, Vec<u8>)]) -> CommandResult<usize> {
    let progress = Progress::begin("writing files");
    let mut last: Option<PathBuf> = None;
    for (path, bytes) in files {
        let target = folder.join(path);
        if let Some(parent) = target
            .parent()
            .filter(|parent| last.as_deref() != Some(parent))
        {
            make_folder(parent)?;
            last = Some(parent.to_owned());
        }
        let written = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&target)
            .and_then(|mut file| {
                use std::io::Write as _;
                file.write_all(bytes)
            });
        match written {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                if std::fs::read(&target).map_err(|error| named(&target, error))? != *bytes {
                    return Err(Failure::new(
                        ErrorKind::Conflict,
                        format!("`{}` is there already", target.display()),
                    ));
                }
            }
            other => other.map_err(|error| named(&target, error))?,
        }
        progress.step();
    }
    Ok(files.len())
}

fn named(path: &Path, error: std::io::Error) -> Failure {
    Failure::from_error(
        ErrorKind::Io,
        anyhow::Error::new(error).context(format!("cannot write `{}`", path.display())),
    )
}
