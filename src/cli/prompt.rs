//! Questions on a terminal; elsewhere nobody is asked.

use std::io::IsTerminal as _;

use inquire::{Confirm, InquireError, Password, PasswordDisplayMode, Text};

use crate::cli::error::{CommandResult, Failure};

/// The way to ask, where somebody can answer.
#[derive(Debug, Clone, Copy)]
pub struct Prompt(());

impl Prompt {
    /// Returns the way to ask, when both stdin and stderr are terminals.
    #[must_use]
    pub fn available() -> Option<Self> {
        (std::io::stdin().is_terminal() && std::io::stderr().is_terminal()).then_some(Self(()))
    }

    /// Returns the way to ask, when stdout is a terminal too: for what both asks and shows.
    #[must_use]
    pub fn on_screen() -> Option<Self> {
        Self::available().filter(|_| std::io::stdout().is_terminal())
    }

    /// Asks for a line; Enter takes `default`.
    ///
    /// # Errors
    /// When the person leaves with Escape or Ctrl-C: nothing is changed.
    pub fn line(self, question: &str, default: &str, help: &str) -> CommandResult<String> {
        let mut text = Text::new(question);
        if !default.is_empty() {
            text = text.with_default(default);
        }
        if !help.is_empty() {
            text = text.with_help_message(help);
        }
        text.prompt()
            .map(|answer| answer.trim().to_owned())
            .map_err(left)
    }

    /// Asks for a line until `check` can use it, and says each time why not; Enter takes `default`.
    ///
    /// # Errors
    /// When the person leaves with Escape or Ctrl-C: nothing is changed.
    pub fn checked<T>(
        self,
        question: &str,
        default: &str,
        help: &str,
        check: &dyn Fn(String) -> CommandResult<T>,
    ) -> CommandResult<T> {
        loop {
            match check(self.line(question, default, help)?) {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure.print(false),
            }
        }
    }

    /// Asks for a line that nobody sees while it is typed, nor afterwards.
    ///
    /// # Errors
    /// When the person leaves with Escape or Ctrl-C: nothing is changed.
    pub fn hidden(self, question: &str, help: &str) -> CommandResult<String> {
        Password::new(question)
            .without_confirmation()
            .with_display_mode(PasswordDisplayMode::Hidden)
            .with_help_message(help)
            .prompt()
            .map(|answer| answer.trim().to_owned())
            .map_err(left)
    }

    /// Asks yes or no; Enter takes `default`.
    ///
    /// # Errors
    /// When the person leaves with Escape or Ctrl-C: nothing is changed.
    pub fn yes(self, question: &str, default: bool) -> CommandResult<bool> {
        Confirm::new(question)
            .with_default(default)
            .prompt()
            .map_err(left)
    }
}

/// Who was asked does not go on.
#[must_use]
pub fn stopped() -> Failure {
    Failure::usage("stopped; nothing was changed")
}

fn left(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => stopped(),
        error => Failure::usage(format!("nobody could be asked: {error}")),
    }
}
