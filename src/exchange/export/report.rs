//! What an export did with each field: nothing is left out in silence.

use crate::exchange::export::carry::Carry;
use crate::model::StoryId;

/// Something to know about what was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportNote {
    /// The item, where it is about one.
    pub item: Option<StoryId>,
    /// What, in lower case and without a full stop.
    pub reason: String,
}

impl ExportNote {
    /// Returns a note about an item.
    #[must_use]
    pub fn of(id: &StoryId, reason: impl Into<String>) -> Self {
        Self {
            item: Some(id.clone()),
            reason: reason.into(),
        }
    }

    /// Returns a note about all of it.
    #[must_use]
    pub fn general(reason: impl Into<String>) -> Self {
        Self {
            item: None,
            reason: reason.into(),
        }
    }
}

/// A field that items have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedField {
    /// Its name: a key of a story, or one of the parts.
    pub name: &'static str,
    /// How many items (or files) have it.
    pub count: usize,
    /// What becomes of it.
    pub carry: Carry,
}

/// What an export did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// How many items were written.
    pub items: usize,
    /// The fields that they have.
    pub fields: Vec<ExportedField>,
    /// What to know.
    pub notes: Vec<ExportNote>,
}
