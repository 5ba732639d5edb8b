//! What went wrong, in one shape: a kind for programs, words for people, and what to do next.

use std::fmt;
use std::io::Write as _;

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

use crate::text::{escape_json, escape_terminal, escape_terminal_lines};

/// What kind of thing went wrong; the closed list of `error.kind` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// The command line asks for something that does not exist or contradicts itself.
    Usage,
    /// There is no backlog here.
    NoBacklog,
    /// No item, Sprint, release or file of that name.
    NotFound,
    /// A name that stands for several things.
    Ambiguous,
    /// A value that cannot be.
    InvalidValue,
    /// The workflow or the team's agreement says no.
    Refused,
    /// A file that cannot be read or understood.
    UnreadableFile,
    /// Somebody else changed the same thing meanwhile.
    Conflict,
    /// The disk said no.
    Io,
    /// git said no.
    Git,
    /// A server said no, or did not answer.
    Network,
}

/// An error on its way to the person who sees it.
#[derive(Debug)]
pub struct Failure {
    /// What kind of thing went wrong.
    pub kind: ErrorKind,
    /// The words, with their causes.
    pub error: anyhow::Error,
    /// What to do, each a line.
    pub hints: Vec<String>,
    /// Where, when it is about a place in a file: path, line, column.
    pub place: Option<(String, usize, usize)>,
    /// The line of that place with a caret, as people read it; it says the message, the place and the first hint.
    pub drawing: Option<String>,
}

/// What a command gives back.
pub type CommandResult<T = Outcome> = Result<T, Failure>;

/// How a command that ran ended; the exit code follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or clean: exit code 0.
    Clean,
    /// A finding at error level, or a file that could not be read while the rest was shown: exit code 1.
    Findings,
}

impl Outcome {
    /// [`Outcome::Findings`] when `found`.
    #[must_use]
    pub fn findings_if(found: bool) -> Self {
        if found { Self::Findings } else { Self::Clean }
    }
}

impl Failure {
    /// Returns a failure of that kind.
    pub fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        Self {
            kind,
            error: anyhow::anyhow!("{message}"),
            hints: Vec::new(),
            place: None,
            drawing: None,
        }
    }

    /// Returns a failure about the command line.
    pub fn usage(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// Returns a failure about a value.
    pub fn invalid(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::InvalidValue, message)
    }

    /// Returns a failure that wraps an error with its causes.
    pub fn from_error(kind: ErrorKind, error: impl Into<anyhow::Error>) -> Self {
        Self {
            kind,
            error: error.into(),
            hints: Vec::new(),
            place: None,
            drawing: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what to do, where there is something.
    #[must_use]
    pub fn hints(mut self, hints: impl IntoIterator<Item = String>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// Returns a failure about something that is not there.
    pub fn not_found(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::NotFound, message)
    }

    /// Makes a place in the backlog one that can be found from the current directory.
    #[must_use]
    pub fn shown_under(mut self, prefix: &str) -> Self {
        if let Some((path, ..)) = &mut self.place {
            *path = format!("{prefix}{path}");
        }
        self
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>, line: usize, column: usize) -> Self {
        self.place = Some((path.into(), line, column));
        self
    }

    /// Shows the line of the place with a caret, where people read: message, place and first hint are part of it.
    #[must_use]
    pub fn drawn(mut self, drawing: String) -> Self {
        self.drawing = Some(drawing);
        self
    }

    /// The words and their causes, on one line.
    #[must_use]
    pub fn message(&self) -> String {
        format!("{:#}", self.error)
    }

    /// Returns it as JSON: `{error: {kind, message, path, line, column, hints}}`.
    #[must_use]
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Body<'a> {
            kind: ErrorKind,
            message: String,
            path: Option<&'a str>,
            line: Option<usize>,
            column: Option<usize>,
            hints: &'a [String],
        }
        #[derive(Serialize)]
        struct Whole<'a> {
            error: Body<'a>,
        }
        let place = self.place.as_ref();
        let body = Body {
            kind: self.kind,
            message: self.message(),
            path: place.map(|(path, ..)| path.as_str()),
            line: place.map(|(_, line, _)| *line),
            column: place.map(|(.., column)| *column),
            hints: &self.hints,
        };
        let text = serde_json::to_string(&Whole { error: body }).unwrap_or_default();
        escape_json(&text).into_owned()
    }
}

impl Failure {
    /// Writes it to stderr, for people or as one line of JSON.
    pub fn print(&self, json: bool) {
        let mut stream = AutoStream::new(std::io::stderr().lock(), ColorChoice::Auto);
        // Nobody is left to tell when stderr is gone.
        if json {
            let _ = writeln!(stream, "{}", self.json());
            return;
        }
        let error = anstyle::AnsiColor::Red.on_default().bold();
        let hint = anstyle::AnsiColor::Green.on_default();
        let place = self
            .place
            .as_ref()
            .map(|(path, line, column)| format!("{path}:{line}:{column}: "));
        let place = place.unwrap_or_default();
        let message = self.message();
        let _ = match &self.drawing {
            Some(drawing) => write!(stream, "{drawing}"),
            None => writeln!(
                stream,
                "{error}error:{error:#} {}{}",
                escape_terminal(&place),
                message_lines(&message)
            ),
        };
        let said = usize::from(self.drawing.is_some());
        for words in self.hints.iter().skip(said) {
            let _ = writeln!(stream, "{hint}hint:{hint:#} {}", escape_terminal(words));
        }
    }
}

/// A message as it is shown. What git says may have several lines; those after the first are marked, so that nothing in a
/// name or an argument passes for a line of `po`'s own, or for a command to the CI system that reads along.
fn message_lines(message: &str) -> String {
    escape_terminal_lines(message.trim_end()).replace('\n', "\n  | ")
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::from_error(ErrorKind::Io, error)
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorKind, Failure, message_lines};

    #[test]
    fn only_the_first_line_of_a_message_looks_like_one_of_ours() {
        assert_eq!(
            message_lines("no item `a\n::error::b\u{1b}`\n"),
            "no item `a\n  | ::error::b\\u{1b}`"
        );
    }

    #[test]
    fn json_has_every_field() {
        let failure = Failure::new(ErrorKind::NotFound, "no item `US-9`")
            .hint("did you mean `US-8`?")
            .at("a.md", 3, 1);
        assert_eq!(
            failure.json(),
            r#"{"error":{"kind":"not-found","message":"no item `US-9`","path":"a.md","line":3,"column":1,"hints":["did you mean `US-8`?"]}}"#
        );
    }
}
