//! Where an export goes: stdout, a file and those beside it, a folder or a zip archive; all of it or nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "files that are exported lie outside the backlog"
)]

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Read as _, Seek as _, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::exchange::{ExportError, Layout, Sink};
use crate::store::output_place;
use crate::text::escape_terminal_lines;

/// What files are called when a person names only a folder.
const STEM: &str = "backlog";

/// Where files go in the end.
#[derive(Debug)]
enum Target {
    /// The main file to stdout; others nowhere.
    Stdout,
    /// The main file there, others beside it.
    File(PathBuf),
    /// All into a folder.
    Folder(PathBuf),
    /// All into an archive.
    Archive(PathBuf),
}

/// Files that lie beside their places until all are written.
pub struct ExportSink {
    here: PathBuf,
    target: Target,
    layout: Layout,
    staging: TempDir,
    archive: Option<ZipWriter<File>>,
    /// The staged files, and where each goes; none for what goes to stdout or nowhere.
    staged: Vec<(PathBuf, Option<PathBuf>)>,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, as they can be found from here; empty for stdout.
    pub files: Vec<PathBuf>,
    /// The ends of the names of files that stdout has no place for.
    pub left_out: Vec<&'static str>,
    /// Whether anything went to stdout.
    pub stdout: bool,
}

impl Exported {
    /// Whether nothing went anywhere.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.files.is_empty() && !self.stdout
    }
}

impl ExportSink {
    /// Prepares a place for files of that layout; `output` is a path as a person typed it, from the folder `here`.
    ///
    /// # Errors
    /// When several files have no place, or the disk says no.
    pub fn new(layout: Layout, here: &Path, output: Option<&Path>) -> CommandResult<Self> {
        let output = output.map(|path| here.join(path));
        let output = output.as_deref();
        let target = match (layout, output) {
            (Layout::Folder, None) => {
                return Err(Failure::usage("this format makes several files")
                    .hint("--output FOLDER, or --output FILE.zip"));
            }
            (Layout::File { .. }, None) => Target::Stdout,
            (_, Some(path)) if is_folder(path) => Target::Folder(path.to_owned()),
            (_, Some(path)) if has_ending(path, "zip") => Target::Archive(path.to_owned()),
            (Layout::File { .. }, Some(path)) => Target::File(path.to_owned()),
            (Layout::Folder, Some(path)) => Target::Folder(path.to_owned()),
        };
        let staging = match &target {
            Target::Stdout => TempDir::new(),
            Target::File(path) | Target::Folder(path) | Target::Archive(path) => {
                tempfile::Builder::new()
                    .prefix(".po-export-")
                    .tempdir_in(folder_above(path))
            }
        };
        let staging = staging.map_err(|error| named(output.unwrap_or(Path::new("")), error))?;
        let mut sink = Self {
            here: here.to_owned(),
            target,
            layout,
            staging,
            archive: None,
            staged: Vec::new(),
        };
        if let Target::Archive(path) = &sink.target {
            let staged = sink.staging.path().join("archive");
            let file = File::create(&staged).map_err(|error| named(path, error))?;
            sink.staged.push((staged, Some(path.clone())));
            sink.archive = Some(ZipWriter::new(file));
        }
        Ok(sink)
    }

    /// Puts the files in their places. One that is there with other bytes is replaced only with `force`.
    ///
    /// # Errors
    /// When a file is in the way, or the disk says no; what was there is then still there.
    pub fn finish(mut self, force: bool) -> CommandResult<Exported> {
        if let Some(archive) = self.archive.take() {
            let done = archive.finish().map_err(io::Error::from);
            done.map_err(|error| named(&self.staging.path().join("archive"), error))?;
        }
        let places = self.staged.iter().filter_map(|(_, place)| place.as_ref());
        let in_the_way = places.clone().find(|place| place.is_dir());
        if let Some(place) = in_the_way {
            return Err(Failure::new(
                ErrorKind::Conflict,
                format!("`{}` is a folder", near(&self.here, place).display()),
            ));
        }
        if !force {
            for (staged, place) in &self.staged {
                if let Some(place) = place
                    && place.is_file()
                    && !is_same(staged, place).map_err(|error| named(place, error))?
                {
                    return Err(Failure::new(
                        ErrorKind::Conflict,
                        format!(
                            "`{}` is there already, with other content",
                            near(&self.here, place).display()
                        ),
                    )
                    .hint("--force: replace it"));
                }
            }
        }
        let mut exported = Exported::default();
        if let (Target::Stdout, Layout::File { beside, .. }) = (&self.target, self.layout) {
            exported.left_out = beside.to_vec();
        }
        for (staged, place) in &self.staged {
            match place {
                Some(place) => {
                    put(staged, place).map_err(|error| named(place, error))?;
                    exported.files.push(near(&self.here, place).to_owned());
                }
                None => {
                    exported.stdout |= staged.metadata()?.len() > 0;
                    to_stdout(staged)?;
                }
            }
        }
        Ok(exported)
    }
}

impl Sink for ExportSink {
    fn file(&mut self, name: &str) -> Result<Box<dyn Write + '_>, ExportError> {
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if name.is_empty() || name.contains('\\') || !Path::new(name).components().all(plain) {
            let reason = format!("`{name}` is no name of a file to write");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason).into());
        }
        match &mut self.archive {
            Some(archive) => {
                archive
                    .start_file(path_in(self.layout, name), SimpleFileOptions::default())
                    .map_err(io::Error::from)?;
                Ok(Box::new(archive))
            }
            None => {
                let Some(place) = place(&self.target, self.layout, name) else {
                    return Ok(Box::new(io::sink()));
                };
                let is_taken =
                    |(_, other): &(PathBuf, Option<PathBuf>)| place.is_some() && *other == place;
                if self.staged.iter().any(is_taken) {
                    let reason = format!("`{name}` is written twice");
                    return Err(io::Error::new(io::ErrorKind::AlreadyExists, reason).into());
                }
                let staged = self.staging.path().join(self.staged.len().to_string());
                let file = File::create(&staged)?;
                self.staged.push((staged, place));
                Ok(Box::new(BufWriter::new(file)))
            }
        }
    }
}

/// The path of a file in a folder or an archive.
fn path_in(layout: Layout, name: &str) -> String {
    match layout {
        Layout::File { .. } => format!("{STEM}{name}"),
        Layout::Folder => name.to_owned(),
    }
}

/// Where a file goes in the end: a path, stdout (no path), or nowhere (nothing).
fn place(target: &Target, layout: Layout, name: &str) -> Option<Option<PathBuf>> {
    let path = match (target, layout) {
        (Target::Stdout, Layout::File { main, .. }) => return (name == main).then_some(None),
        (Target::Stdout | Target::Archive(_), _) => return None,
        (Target::File(path), Layout::File { main, .. }) if name == main => path.clone(),
        (Target::File(path), _) => {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            path.with_file_name(format!("{stem}{name}"))
        }
        (Target::Folder(path), _) => path.join(path_in(layout, name)),
    };
    Some(Some(path))
}

/// A path as it can be found from `here`.
fn near<'p>(here: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(here).unwrap_or(path)
}

/// Whether a person means a folder.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\'])
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// The nearest folder above a path that is there: files can be moved from it to the path.
fn folder_above(path: &Path) -> &Path {
    let mut above = path.ancestors().skip(1);
    let found = above.find(|folder| folder.is_dir());
    found.unwrap_or(Path::new("."))
}

/// Moves a staged file to its place, over what is there. What is no regular file, such as a pipe or `/dev/null`, is written
/// to as it is.
fn put(staged: &Path, place: &Path) -> io::Result<()> {
    // Through links: the file that they lead to gets the content, and they stay.
    let place = &output_place(place);
    let special = place.metadata().is_ok_and(|there| !there.is_file());
    if special {
        let mut to = std::fs::OpenOptions::new().write(true).open(place)?;
        io::copy(&mut File::open(staged)?, &mut to)?;
        return Ok(());
    }
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::rename(staged, place)
}

/// Writes a file to stdout; at a terminal, nothing in it is obeyed.
fn to_stdout(staged: &Path) -> CommandResult<()> {
    let mut file = File::open(staged)?;
    let mut stdout = io::stdout().lock();
    if stdout.is_terminal() {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        stdout.write_all(escape_terminal_lines(&text).as_bytes())?;
    } else {
        io::copy(&mut file, &mut stdout)?;
    }
    Ok(stdout.flush()?)
}

/// Whether two files hold the same bytes.
fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    one.rewind()?;
    let mut buffers = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let read = one.read(&mut buffers.0)?;
        if read == 0 {
            return Ok(true);
        }
        other.read_exact(&mut buffers.1[..read])?;
        if buffers.0[..read] != buffers.1[..read] {
            return Ok(false);
        }
    }
}

fn named(path: &Path, error: io::Error) -> Failure {
    let words = format!("cannot write `{}`", path.display());
    Failure::from_error(ErrorKind::Io, anyhow::Error::new(error).context(words))
}
