//! Several values in one cell.

use crate::exchange::export::report::ExportNote;
use crate::model::StoryId;

/// Joins values by `mark`; one that holds the mark itself would be read as two, which is noted.
#[must_use]
pub fn joined(
    values: &[String],
    mark: char,
    field: &str,
    id: &StoryId,
    notes: &mut Vec<ExportNote>,
) -> String {
    for value in values.iter().filter(|value| value.contains(mark)) {
        let reason = format!("`{field}`: `{value}` holds a `{mark}`, at which it will be parted");
        notes.push(ExportNote::of(id, reason));
    }
    values.join(&format!("{mark} "))
}
