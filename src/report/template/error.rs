//! Why a template cannot be used, and where.

use minijinja::{Error, ErrorKind};

/// Why a template cannot be used. Line and column count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    /// What is wrong.
    pub message: String,
    /// In which line.
    pub line: usize,
    /// In which column.
    pub column: usize,
}

impl TemplateError {
    /// Something wrong at a byte of the template.
    pub(super) fn at(source: &str, byte: usize, message: impl Into<String>) -> Self {
        let mut end = byte.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let before = &source[..end];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            message: message.into(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }

    /// What the engine says, in our words.
    pub(super) fn of(source: &str, error: &Error) -> Self {
        let range = error.range();
        let named = range.clone().and_then(|range| source.get(range));
        let detail = error.detail().map(str::to_owned);
        let message = match (error.kind(), named) {
            (ErrorKind::UndefinedError, Some(name)) => {
                let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
                format!("`{name}` does not exist")
            }
            (ErrorKind::UnknownFilter, Some(name)) => {
                format!("there is no filter `{}`", name.trim())
            }
            (ErrorKind::UnknownTest, Some(name)) => format!("there is no test `{}`", name.trim()),
            (ErrorKind::OutOfFuel, _) => "the template runs too long".to_owned(),
            (ErrorKind::WriteFailure, _) => "what the template writes is too large".to_owned(),
            (kind, _) => detail.unwrap_or_else(|| kind.to_string()),
        };
        if let Some(range) = range {
            return Self::at(source, range.start, message);
        }
        Self {
            message,
            line: error.line().unwrap_or(1),
            column: 1,
        }
    }
}
