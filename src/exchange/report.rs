//! What an import did with what it was given: nothing is dropped in silence.

use std::fmt;

use crate::model::{State, StoryId};

/// Where in a source something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, as a path in the source; empty for a source that is one stream.
    pub path: String,
    /// The line or row, from 1.
    pub line: Option<usize>,
    /// The column, in characters from 1.
    pub column: Option<usize>,
}

impl Origin {
    /// Returns the origin that is a whole file.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line: None,
            column: None,
        }
    }

    /// Returns the origin in a line or row (from 1) of a file.
    #[must_use]
    pub fn line(path: impl Into<String>, line: usize) -> Self {
        Self {
            line: Some(line),
            ..Self::file(path)
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// Something to know about a place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub at: Origin,
    /// What, in lower case and without a full stop.
    pub reason: String,
}

impl Remark {
    /// Returns the remark.
    #[must_use]
    pub fn new(at: Origin, reason: impl Into<String>) -> Self {
        Self {
            at,
            reason: reason.into(),
        }
    }
}

/// Remarks as lines of a report: what is said of several lines that follow each other is said once.
#[must_use]
pub fn in_runs(remarks: &[Remark]) -> Vec<String> {
    let goes_on = |one: &Remark, next: &Remark| {
        let (at, then) = (&one.at, &next.at);
        let is_next = at.line.is_some_and(|line| then.line == Some(line + 1));
        one.reason == next.reason && at.path == then.path && is_next
    };
    let runs = remarks.chunk_by(goes_on);
    let told = runs.filter_map(|run| match run {
        [one] => Some(format!("{}: {}", one.at, one.reason)),
        [first, .., last] => Some(format!(
            "{} to {}: {}",
            first.at,
            last.at.line.unwrap_or_default(),
            first.reason
        )),
        [] => None,
    });
    told.collect()
}

/// What becomes of a column or key of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Becomes that field of a story.
    Taken(&'static str),
    /// Becomes `done` of a story, and says that an item without a state is Done.
    End,
    /// Becomes the story's text, as Markdown.
    Text,
    /// Becomes acceptance criteria in the story's text.
    Criteria,
    /// Becomes dated lines under `## Notes` of the story's text.
    Notes,
    /// Stays in the story file under `extra`, as it was written.
    Kept,
    /// Is not imported, for that reason.
    Dropped(&'static str),
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(field) => write!(f, "taken as `{field}`"),
            Self::End => {
                f.write_str("taken as `done`; an item with such a day and no state is Done")
            }
            Self::Text => f.write_str("taken as text, in Markdown"),
            Self::Criteria => f.write_str("taken as acceptance criteria"),
            Self::Notes => f.write_str("taken as dated lines under `## Notes`"),
            Self::Kept => f.write_str("kept under `extra`"),
            Self::Dropped(reason) => write!(f, "not imported: {reason}"),
        }
    }
}

/// A column or key that occurred in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How many items have it.
    pub items: usize,
    /// What becomes of it.
    pub fate: Fate,
}

/// A state of the source, and which one it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedState {
    /// Its name there.
    pub name: String,
    /// The state here.
    pub state: State,
    /// How many new items are in it.
    pub items: usize,
    /// Whether it is added to the workflow.
    pub added: bool,
    /// Whether what it means was known, and not only supposed.
    pub known: bool,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// How many new items it made.
    pub items: usize,
    /// What was already imported: the items that it is.
    pub already: Vec<StoryId>,
    /// What became no item, and why. With `items`, `already` and the releases this is all there was.
    pub reported: Vec<Remark>,
    /// What to know about that which was imported.
    pub notes: Vec<Remark>,
    /// What became of each column or key, by name.
    pub columns: Vec<Column>,
    /// What became of each state of the source, in the order in which they came.
    pub states: Vec<MappedState>,
    /// How many Sprint files it made.
    pub sprints: usize,
    /// How many release files it made.
    pub releases: usize,
}
