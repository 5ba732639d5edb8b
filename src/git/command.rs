//! The user's own `git`, started in a working tree: with their identity, hooks and signing.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use git2::{ObjectType, Oid};

use super::commit_error::CommitError;
use crate::store::{HELD, Held};

/// Variables that would turn git to another repository or index than the one of the folder it is started in, or to other files than
/// those that are named.
const ELSEWHERE: [&str; 12] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// The variable that is set for what the steps of sharing start in a working tree: a hook of theirs need not share it. Each
/// working tree has its own, for a hook may share another one.
#[must_use]
pub fn sharing_mark(workdir: &Path) -> String {
    let path = workdir.as_os_str().as_encoded_bytes();
    let hash = Oid::hash_object(ObjectType::Blob, path).unwrap_or(Oid::ZERO_SHA1);
    format!("PO_SHARING_{hash}")
}

/// What git said when it had ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether it did what was asked.
    pub done: bool,
    /// What it printed, and what it or a hook or a server said besides: each of a readable length.
    pub out: String,
    /// The same of stderr.
    pub err: String,
}

/// Runs the user's own git in a working tree, with the backlog's lock where it is `held`. What that starts need not share the working
/// tree ([`sharing_mark`]). Where nobody can answer (`may_ask` is false), it asks for no password.
///
/// # Errors
/// [`CommitError::Missing`] and [`CommitError::Io`]; a git that says no is no error here.
pub(super) fn run_git(
    workdir: &Path,
    arguments: &[&str],
    may_ask: bool,
    held: Option<&Held>,
) -> Result<Said, CommitError> {
    let git = Git {
        may_ask,
        sharing: true,
        ..Git::new(workdir, held)
    };
    let output = git.run(arguments, None)?;
    Ok(Said {
        done: output.status.success(),
        out: readable(&output.stdout),
        err: readable(&output.stderr),
    })
}

/// Text of a readable length.
pub(super) fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim().chars().take(8_000).collect()
}

/// A git to start, in a folder.
pub(super) struct Git<'a> {
    /// What starts it; tests isolate it.
    pub(super) start: &'a dyn Fn() -> Command,
    /// The top of the working tree.
    pub(super) workdir: &'a Path,
    /// The backlog's lock, where it is held meanwhile.
    pub(super) held: Option<&'a Held>,
    /// Whether somebody can be asked for a password.
    pub(super) may_ask: bool,
    /// Whether it is a step of sharing.
    pub(super) sharing: bool,
}

impl<'a> Git<'a> {
    /// The one on the search path.
    pub(super) fn new(workdir: &'a Path, held: Option<&'a Held>) -> Self {
        Self {
            start: &|| Command::new("git"),
            workdir,
            held,
            may_ask: true,
            sharing: false,
        }
    }

    /// Runs git on these paths and takes any failure for a refusal.
    pub(super) fn must(&self, arguments: &[&str], paths: &[String]) -> Result<(), CommitError> {
        let output = self.run(arguments, Some(paths))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(refused(&output))
        }
    }

    /// Runs git at the top of the working tree, where the paths of `status` count from, feeding it `paths`.
    pub(super) fn run(
        &self,
        arguments: &[&str],
        paths: Option<&[String]>,
    ) -> Result<Output, CommitError> {
        let mut command = (self.start)();
        for variable in ELSEWHERE {
            command.env_remove(variable);
        }
        if let Some(held) = self.held {
            command.env(HELD, held.mark());
        }
        if self.sharing {
            command.env(sharing_mark(self.workdir), "1");
        }
        if !self.may_ask {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        // Into files: a pipe would break with this process, and a git that it kills leaves half of its work behind.
        let (mut out, mut err) = (tempfile::tempfile()?, tempfile::tempfile()?);
        command
            .arg("--literal-pathspecs")
            .args(arguments)
            .current_dir(self.workdir)
            .stdin(paths.map_or_else(Stdio::null, |_| Stdio::piped()))
            .stdout(out.try_clone()?)
            .stderr(err.try_clone()?);
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if self.workdir.is_dir() => CommitError::Missing,
            _ => CommitError::Io(error),
        })?;
        if let Some(held) = self.held {
            held.begun(child.id());
        }
        if let (Some(mut stdin), Some(paths)) = (child.stdin.take(), paths) {
            let mut text = paths.join("\0");
            text.push('\0');
            // A git that has stopped reading says why on its stderr.
            let _ = stdin.write_all(text.as_bytes());
        }
        let status = child.wait()?;
        Ok(Output {
            status,
            stdout: whole(&mut out)?,
            stderr: whole(&mut err)?,
        })
    }
}

/// A file from its beginning.
fn whole(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Passes on what git or a hook said, as long as it is of a readable length.
pub(super) fn refused(output: &Output) -> CommitError {
    let text = [&output.stderr[..], &output.stdout[..]]
        .map(readable)
        .join("\n");
    let text = text.trim().to_owned();
    match text.is_empty() {
        true => CommitError::Silent(output.status),
        false => CommitError::Refused(text),
    }
}
