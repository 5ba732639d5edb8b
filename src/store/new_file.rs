//! The front matter of a new file that is no story.

use crate::model::Value;
use crate::store::front_matter::value_text;

/// Returns front matter with those keys in the order given, both `---` lines included. A key must be one that YAML takes as
/// a plain word.
#[must_use]
pub fn new_file_header(fields: &[(&str, Value)]) -> String {
    let mut text = String::from("---\n");
    for (key, value) in fields {
        text.push_str(key);
        text.push(':');
        if let Some(value) = value_text(value) {
            text.push(' ');
            text.push_str(&value);
        }
        text.push('\n');
    }
    text + "---\n"
}
