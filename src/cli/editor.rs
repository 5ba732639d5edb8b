//! The person's own editor, on a file of its own; no lock is held meanwhile.
#![expect(
    clippy::disallowed_methods,
    reason = "an editor is a process that works on a file"
)]

use std::io::{Seek as _, SeekFrom, Write as _};
use std::process::Command;

use crate::cli::context::Context;
use crate::cli::error::{CommandResult, ErrorKind, Failure};

/// Opens `text` in `VISUAL`, else `EDITOR`, and returns what was saved. `name` is the end of the file's name, so that
/// editors know what it is: `US-12.md`.
///
/// # Errors
/// When no editor is set, it cannot be started, or it ends with an error; `text` is then untouched.
pub fn edit_text(context: &Context, name: &str, text: &str) -> CommandResult<String> {
    let Some(editor) = &context.env.editor else {
        return Err(Failure::usage("no editor is set")
            .hint("export VISUAL=vim, or any editor that waits until you are done"));
    };
    let mut file = tempfile::Builder::new()
        .prefix("po-")
        .suffix(&format!("-{name}"))
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let status = command(editor).arg(file.path()).status().map_err(|error| {
        Failure::from_error(
            ErrorKind::Io,
            anyhow::Error::new(error).context(format!("the editor `{editor}` cannot be started")),
        )
        .hint("VISUAL or EDITOR names it")
    })?;
    if !status.success() {
        return Err(Failure::new(
            ErrorKind::Io,
            format!("the editor `{editor}` ended with {status}; nothing was changed"),
        ));
    }
    // Many editors write a new file in the old one's place, so it is read by name, not by handle.
    let bytes = std::fs::read(file.path())?;
    let _ = file.seek(SeekFrom::Start(0));
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let kept = keep(error.as_bytes(), name);
        let failure = Failure::invalid(format!("what was saved is not UTF-8 (byte {at})"));
        match kept {
            Some(path) => failure.hint(format!("your text is kept in {path}")),
            None => failure,
        }
    })
}

/// The editor as the shell understands it, so that quotes and blanks in its path mean what they mean to git.
fn command(editor: &str) -> Command {
    if cfg!(windows) {
        let mut words = editor.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or(editor));
        command.args(words);
        return command;
    }
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{editor} \"$@\""))
        .arg(editor);
    command
}

/// Keeps a text that could not be used, so that nothing typed is lost; returns where.
#[must_use]
pub fn keep(text: &[u8], name: &str) -> Option<String> {
    let mut file = tempfile::Builder::new()
        .prefix("po-kept-")
        .suffix(&format!("-{name}"))
        .tempfile()
        .ok()?;
    file.write_all(text).ok()?;
    let (_, path) = file.keep().ok()?;
    Some(path.display().to_string())
}
