//! Why a query, filter or sort key cannot be understood.

use std::ops::Range;

use crate::model::nearest;

/// What is wrong with a query, and where in its text. For a filter of the command line the text is the filter's value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to do, the likeliest first: "did you mean", then the known words.
    pub hints: Vec<String>,
}

impl QueryError {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the known word nearest to a wrong one, then all known words.
    pub(super) fn known<'a>(self, what: &str, wrong: &str, known: &[&'a str]) -> Self {
        let near: Option<&'a str> = nearest(wrong, known.iter().copied());
        let error = match near {
            Some(near) => self.hint(format!("did you mean `{near}`?")),
            None => self,
        };
        error.hint(format!("{what}: {}", known.join(", ")))
    }
}
