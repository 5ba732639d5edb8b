//! What a person names to import: a file, a folder, a zip archive, or `-` for stdin.
#![expect(
    clippy::disallowed_methods,
    reason = "files that are imported lie outside the backlog"
)]

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::source::FolderSource;
use crate::cli::zip_source::ZipSource;
use crate::exchange::{Source, SourceEntry, SourceError};
use crate::model::nearest;

/// So many names beside a path that is not there are looked at.
const MOST_BESIDE: usize = 1000;

/// No import reads more than this from stdin, in bytes.
const LARGEST_STDIN: u64 = 2 * 1024 * 1024 * 1024;

/// Opens what is to be imported; `current` is the folder that a relative path starts from. Nothing is read but what tells an archive
/// from other files; stdin goes to a temporary file first, because a source is read several times.
///
/// # Errors
/// When there is no such file or folder, or an archive is refused.
pub fn open_source(current: &Path, path: &Path) -> CommandResult<Box<dyn Source>> {
    let shown = path.display().to_string();
    let unreadable =
        |error: io::Error| Failure::new(ErrorKind::Io, format!("cannot read `{shown}`: {error}"));
    if path.as_os_str() == "-" {
        let mut file = tempfile::tempfile().map_err(unreadable)?;
        let stdin = io::stdin().lock();
        let copied = io::copy(&mut stdin.take(LARGEST_STDIN + 1), &mut file).map_err(unreadable)?;
        if copied > LARGEST_STDIN {
            return Err(Failure::invalid("stdin is larger than 2 GiB"));
        }
        return one_file(Handle::Open(file), "stdin".to_owned()).map_err(unreadable)?;
    }
    let real = current.join(path);
    if real.is_dir() {
        return Ok(Box::new(FolderSource::open(&real)?));
    }
    if !real.exists() {
        let failure = Failure::not_found(format!("no file and no folder `{shown}`"));
        return Err(match near(&real) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure
                .hint("a file, a folder or a zip archive is expected; `-` reads stdin")
                .hint("po import --list: what can be imported, and how each tool exports it"),
        });
    }
    let name = real
        .file_name()
        .map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    one_file(Handle::Path(real), name).map_err(unreadable)?
}

/// What lies beside a path that is not there and is called almost so.
fn near(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let entries = std::fs::read_dir(path.parent()?).ok()?;
    let names: Vec<String> = entries
        .take(MOST_BESIDE)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}

/// How a file is opened again and again.
#[derive(Debug)]
enum Handle {
    Path(PathBuf),
    Open(File),
}

impl Handle {
    /// The file, at its beginning.
    fn open(&self) -> io::Result<File> {
        match self {
            Self::Path(path) => File::open(path),
            Self::Open(file) => {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Ok(file)
            }
        }
    }
}

fn one_file(handle: Handle, name: String) -> io::Result<CommandResult<Box<dyn Source>>> {
    let mut mark = Vec::new();
    handle.open()?.take(4).read_to_end(&mut mark)?;
    Ok(
        if mark.starts_with(b"PK\x03\x04") || mark.starts_with(b"PK\x05\x06") {
            ZipSource::open(handle.open()?).map(|source| Box::new(source) as Box<dyn Source>)
        } else {
            Ok(Box::new(FileSource { handle, name }))
        },
    )
}

/// One file as a source: a folder that holds nothing else.
#[derive(Debug)]
struct FileSource {
    handle: Handle,
    name: String,
}

impl Source for FileSource {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        if folder.is_empty() {
            Ok(vec![SourceEntry {
                name: self.name.clone(),
                folder: false,
            }])
        } else {
            Err(SourceError::Missing(folder.to_owned()))
        }
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        if path != self.name {
            return Err(SourceError::Missing(path.to_owned()));
        }
        self.handle
            .open()
            .map(|file| Box::new(file) as Box<dyn Read>)
            .map_err(|error| SourceError::Unreadable(error.to_string()))
    }
}
