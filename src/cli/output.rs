//! stdout is the result, everything else goes to stderr; no colour unless somebody looks.

use std::cell::Cell;
use std::io::{self, IsTerminal as _, Write};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use crate::cli::error::{CommandResult, Failure};
use crate::cli::pixels::pixels;
use crate::report::{Document, text};
use crate::text::{escape_json, escape_terminal};

/// A screen nobody told us about is as wide as this.
const USUAL_WIDTH: usize = 100;

/// Where a command writes.
#[derive(Debug)]
pub struct Output {
    /// How wide it is, where it is one.
    width: Option<usize>,
    color: ColorChoice,
    /// Whether stderr is left alone.
    quiet: bool,
    /// Whether a reader of stdout that is gone is nobody's loss.
    unread: Cell<bool>,
}

impl Output {
    /// Returns the output of this process. `columns` is the width somebody asked for.
    #[must_use]
    pub fn new(color: ColorChoice, columns: Option<usize>) -> Self {
        let terminal = io::stdout().is_terminal();
        let width = columns.or_else(|| terminal.then(|| terminal_width().unwrap_or(USUAL_WIDTH)));
        Self {
            width,
            color,
            quiet: false,
            unread: Cell::new(false),
        }
    }

    /// Returns an output that leaves stderr alone.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self {
            quiet: true,
            ..self
        }
    }

    /// From here on goes on where nobody reads stdout any more: for a command that does several things and tells of each.
    pub fn go_on_unread(&self) {
        self.unread.set(true);
    }

    /// What was asked about colour.
    #[must_use]
    pub fn color(&self) -> ColorChoice {
        self.color
    }

    /// Whether stdout gets colour.
    #[must_use]
    pub fn stdout_colored(&self) -> bool {
        let stream: AutoStream<io::Stdout> = AutoStream::new(io::stdout(), self.color);
        stream.current_choice() != ColorChoice::Never
    }

    /// Writes the result; styles are stripped where they are not wanted.
    ///
    /// # Errors
    /// What the pipe or disk behind stdout says.
    pub fn result(&self, text: &str) -> io::Result<()> {
        match self.write(text) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && self.unread.get() => Ok(()),
            written => written,
        }
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.color);
        if stream.current_choice() == ColorChoice::Never {
            // The stream would strip and write piece by piece: thousands of small writes for a long list.
            let plain = strip_str(text).to_string();
            let mut stream = stream.into_inner();
            stream.write_all(plain.as_bytes())?;
            return stream.flush();
        }
        stream.write_all(text.as_bytes())?;
        stream.flush()
    }

    /// Writes a picture in pixels as the result; `svg` draws it.
    ///
    /// # Errors
    /// When stdout is a terminal, this build draws no pixels, or what the pipe or disk behind stdout says.
    pub fn picture(&self, svg: impl FnOnce() -> String) -> CommandResult<()> {
        if io::stdout().is_terminal() {
            return Err(
                Failure::usage("a picture in pixels does not go to a terminal")
                    .hint("write it to a file: po report … --format png > chart.png"),
            );
        }
        let bytes = pixels(&svg())?;
        let mut stdout = io::stdout().lock();
        stdout.write_all(&bytes)?;
        Ok(stdout.flush()?)
    }

    /// Writes a document for a person as the result.
    ///
    /// # Errors
    /// What the pipe or disk behind stdout says.
    pub fn document(&self, document: &Document) -> io::Result<()> {
        self.result(&text(document, self.width))
    }

    /// Writes a value as JSON, indented, as the result.
    ///
    /// # Errors
    /// What the pipe or disk behind stdout says.
    pub fn json(&self, value: &impl serde::Serialize) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(value)?;
        text.push('\n');
        self.result(&escape_json(&text))
    }

    /// Writes to stderr, where a failure to write is nobody's loss.
    pub fn note(&self, text: &str) {
        if self.quiet {
            return;
        }
        let mut stream = AutoStream::new(io::stderr().lock(), self.color);
        let _ = stream.write_all(text.as_bytes());
        let _ = stream.flush();
    }

    /// Writes a warning to stderr.
    pub fn warn(&self, words: &str) {
        let style = anstyle::AnsiColor::Yellow.on_default().bold();
        self.note(&format!(
            "{style}warning:{style:#} {}\n",
            escape_terminal(words)
        ));
    }

    /// Writes a next step to stderr.
    pub fn hint(&self, words: &str) {
        let style = anstyle::AnsiColor::Green.on_default();
        self.note(&format!(
            "{style}hint:{style:#} {}\n",
            escape_terminal(words)
        ));
    }
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size()
        .map(|(width, _)| usize::from(width.0))
        .filter(|width| *width > 0)
}
