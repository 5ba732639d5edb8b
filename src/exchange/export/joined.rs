//! Several values in one cell.

use crate::exchange::export::report::ExportNote;
use crate::model::StoryId;

/// Joins values by the first of `marks`; one that holds a mark itself would be read as two, which is noted.
#[must_use]
pub fn joined<const N: usize>(
    values: &[String],
    marks: [char; N],
    field: &str,
    id: &StoryId,
    notes: &mut Vec<ExportNote>,
) -> String {
    for value in values {
        let Some(mark) = value.chars().find(|c| marks.contains(c)) else {
            continue;
        };
        let reason = format!("`{field}`: `{value}` holds a `{mark}`, at which it will be parted");
        notes.push(ExportNote::of(id, reason));
    }
    let mark = marks.first().copied().unwrap_or(',');
    values.join(&format!("{mark} "))
}
