//! The lines of a file of beads: issues, what belongs to an issue, and others.

use serde_json::{Map, Value};

use crate::exchange::json_parts::scalar;
use crate::exchange::source::{LARGEST_FILE, Source, SourceError};
use crate::exchange::text_file::each_line;

/// Something that belongs to an issue and stands in a line of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The id of the issue.
    pub issue: String,
    /// The list of the issue that it belongs to.
    pub list: &'static str,
    /// What stands in that list.
    pub value: Value,
}

/// Hands over each line that is not empty, with its number, until told to stop.
///
/// # Errors
/// [`SourceError`] when the file cannot be read.
pub fn each_record(
    source: &dyn Source,
    path: &str,
    each: &mut dyn FnMut(usize, &[u8]) -> bool,
) -> Result<(), SourceError> {
    each_line(source, path, LARGEST_FILE, &mut |number, line| {
        let line = line.trim_ascii();
        line.is_empty() || each(number, line)
    })
}

/// Whether a record is an issue, or a line that says itself what it is; others are events, settings and the like.
#[must_use]
pub fn is_issue(record: &Map<String, Value>) -> bool {
    ["_type", "title", "status", "issue_type", "description"]
        .iter()
        .any(|key| record.contains_key(*key))
}

/// What a record that is no issue adds to one.
#[must_use]
pub fn part(record: &Map<String, Value>) -> Option<Part> {
    let issue = scalar(record.get("issue_id")?)?;
    let of_list = |list, value| Some(Part { issue, list, value });
    let whole = || Value::Object(record.clone());
    match record.get("label") {
        Some(label) => of_list("labels", label.clone()),
        None if record.contains_key("depends_on_id") => of_list("dependencies", whole()),
        None if record.contains_key("text") => of_list("comments", whole()),
        None => None,
    }
}
