//! The front matter of a new story file.

use crate::model::{FIELDS, Value};

/// Returns the front matter of a new story, fences included, keys in the order of [`FIELDS`].
#[must_use]
pub fn new_story_header(fields: &[(&str, Value)]) -> String {
    let mut text = String::from("---\n");
    for field in FIELDS {
        if field.scaffold || fields.iter().any(|(key, _)| *key == field.name) {
            text.push_str(field.name);
            text.push_str(":\n");
        }
    }
    text.push_str("---\n");
    text
}
