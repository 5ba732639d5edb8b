//! Reports by a template of the team's own: a file that is named, or one of the backlog.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::cli::source::read_bytes;
use crate::report::{TemplateData, render_template};
use crate::store::template_path;

/// Flags of a report that a template can write.
#[derive(Debug, Clone, Default, Args)]
pub struct TemplateArgs {
    /// Write it by a template of your own [default: templates/NAME.md of the backlog, where there is one]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Templates")]
    template: Option<PathBuf>,
    /// Print a template that writes the same as po does, to start from
    #[arg(long, conflicts_with_all = ["template", "format"], help_heading = "Templates")]
    print_template: bool,
}

impl TemplateArgs {
    /// Whether the template itself is asked for.
    #[must_use]
    pub fn is_printed(&self) -> bool {
        self.print_template
    }

    /// Refuses a template where the format is no Markdown.
    ///
    /// # Errors
    /// When a template is named and `is_markdown` is not so.
    pub fn check(&self, is_markdown: bool) -> CommandResult<()> {
        match &self.template {
            Some(_) if !is_markdown => Err(Failure::usage(
                "a template writes Markdown, and no other format",
            )
            .hint("leave out --format, or --template")),
            _ => Ok(()),
        }
    }

    /// Whether a template is named.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.template.is_some()
    }

    /// Returns what the named template writes, else the one that the backlog holds under the report's name; none where
    /// there is neither. `data` says what it is given.
    ///
    /// # Errors
    /// When it cannot be read, or something in it is wrong, with file, line and column.
    pub fn write(
        &self,
        desk: &Desk<'_>,
        name: &str,
        data: impl FnOnce() -> TemplateData,
    ) -> CommandResult<Option<String>> {
        let (shown, bytes) = match &self.template {
            Some(path) => (path.display().to_string(), read_bytes(path)?),
            None => {
                let path = template_path(name);
                match desk.read(&path) {
                    Ok(bytes) => (desk.shown(&path), bytes),
                    Err(failure) if failure.kind == ErrorKind::NotFound => return Ok(None),
                    Err(failure) => return Err(failure),
                }
            }
        };
        let source = std::str::from_utf8(&bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Failure::new(ErrorKind::UnreadableFile, "the template is not UTF-8").at(
                shown.clone(),
                line,
                1,
            )
        })?;
        let written = render_template(source, &data()).map_err(|error| {
            let (line, column) = (error.line, error.column);
            Failure::from_error(ErrorKind::InvalidValue, error)
                .at(shown, line, column)
                .hint("what a template may say, and the names in it: docs/sharing.md")
        })?;
        Ok(Some(written))
    }
}
