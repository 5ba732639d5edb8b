//! A file in which nothing stands that could be imported, whatever tool it is of.

use serde_json::Value;

use crate::exchange::export_files::only_file;
use crate::exchange::source::Source;
use crate::exchange::text_file::whole_text;

/// A list of nothing has no more bytes, whatever a tool says around it.
const LONGEST: u64 = 64 * 1024;

/// That a file is empty, or that its list is; none for any other.
#[must_use]
pub fn empty_file(source: &dyn Source) -> Option<&'static str> {
    let text = whole_text(source, &only_file(source)?, LONGEST).ok()?;
    if text.trim().is_empty() {
        return Some("is empty");
    }
    holds_nothing(&serde_json::from_str(&text).ok()?).then_some("holds no items")
}

/// Whether a list is empty, or all lists of an object are.
fn holds_nothing(value: &Value) -> bool {
    let lists = |value: &Value| value.as_array().map(Vec::is_empty);
    match value {
        Value::Object(map) => {
            let mut known = map.values().filter_map(lists).peekable();
            let inner = map.values().any(Value::is_object);
            known.peek().is_some() && known.all(|is_empty| is_empty) && !inner
        }
        other => lists(other) == Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::empty_file;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn nothing_is_told_from_something() {
        for (text, what) in [
            ("", Some("is empty")),
            ("\u{feff} \r\n\n", Some("is empty")),
            ("[]", Some("holds no items")),
            ("{\"issues\": [], \"total\": 0}", Some("holds no items")),
            ("{}", None),
            ("{\"issues\": [], \"cards\": [1]}", None),
            ("{\"name\": \"x\", \"fields\": {}, \"tags\": []}", None),
            ("[1]", None),
            ("[ ] a task", None),
            ("Title\n", None),
        ] {
            let source = MemorySource::new([("a", text.as_bytes())]);
            assert_eq!(empty_file(&source), what, "{text:?}");
        }
    }
}
