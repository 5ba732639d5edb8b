//! What every reader of JSON needs: how a file begins, which keys it has, and texts of values.

use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::exchange::export_files::{LOOKED_AT, export_files};
use crate::exchange::format::ReadError;
use crate::exchange::json_text::{below_comments, open_json};
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::text_file::{head_of, open_text};

/// Whether a file begins as JSON does, below lines of `//`.
#[must_use]
pub fn begins_as_json(source: &dyn Source, path: &str) -> bool {
    head_of(source, path, 4096).is_some_and(|head| below_comments(&head).starts_with(['{', '[']))
}

/// Whether a file begins as no table does: with an object or a list of JSON, and a value in it.
#[must_use]
pub fn holds_json(source: &dyn Source, path: &str) -> bool {
    head_of(source, path, 4096).is_some_and(|head| {
        let inner = below_comments(&head).strip_prefix(['{', '[']);
        inner.is_some_and(|inner| inner.trim_start().starts_with(['{', '[', '"']))
    })
}

/// Says that a file is no JSON to its end, and where that shows.
#[must_use]
pub fn broken_json(source: &dyn Source, path: &str, error: &serde_json::Error) -> ReadError {
    if error.is_io() {
        return ReadError::Broken(format!("{path}: the JSON cannot be read: {error}"));
    }
    let said = error.to_string();
    let what = said
        .rsplit_once(" at line ")
        .map_or(&*said, |(what, _)| what);
    let reason = if error.is_eof() {
        format!("the JSON breaks off here: {what}")
    } else {
        format!("the JSON is damaged here: {what}")
    };
    let at = Origin {
        column: Some(letters_before(source, path, error).max(1)),
        ..Origin::line(path, error.line())
    };
    ReadError::Damaged(Remark::new(at, reason))
}

/// How many letters stand before an error in its line; the error counts bytes.
fn letters_before(source: &dyn Source, path: &str, error: &serde_json::Error) -> usize {
    let Ok(text) = open_text(source, path) else {
        return error.column();
    };
    let (mut line, mut bytes, mut letters) = (1, 0, 0);
    for byte in text.bytes().map_while(Result::ok) {
        if line < error.line() {
            line += usize::from(byte == b'\n');
        } else if bytes == error.column() {
            break;
        } else {
            bytes += 1;
            letters += usize::from(byte & 0xc0 != 0x80);
        }
    }
    letters
}

/// Where a file of a source begins as JSON and is none to its end, says so of the first: no format can tell what it was.
#[must_use]
pub fn broken_off(source: &dyn Source) -> Option<ReadError> {
    let files = export_files(source);
    let mut looked_at = files.iter().take(LOOKED_AT);
    looked_at.find_map(|path| damage(source, path))
}

/// Why a file is not read: where its JSON is damaged or else `reason`, for files that no reader knows as its own.
#[must_use]
pub fn not_read(source: &dyn Source, path: &str, reason: &str) -> Remark {
    match damage(source, path) {
        Some(ReadError::Damaged(remark)) => remark,
        _ => Remark::new(Origin::file(path), reason),
    }
}

/// What is wrong with a file that begins as JSON; none where it is whole, or no JSON.
fn damage(source: &dyn Source, path: &str) -> Option<ReadError> {
    let head = head_of(source, path, 4096)?;
    let inner = below_comments(&head).strip_prefix(['{', '['])?.trim_start();
    // A text may begin with a bracket, and then with a word.
    if !inner.is_empty() && !inner.starts_with(['{', '[', '"']) {
        return None;
    }
    let mut json = serde_json::Deserializer::from_reader(open_json(source, path).ok()?);
    while json.end().is_err() {
        if let Err(error) = IgnoredAny::deserialize(&mut json) {
            return Some(broken_json(source, path, &error));
        }
    }
    None
}

/// The keys of the object that a JSON file is, or of the first object of its list; none where it is something else. A key of
/// `others` ends it with nothing: the file is of another tool.
#[must_use]
pub fn top_keys(source: &dyn Source, path: &str, others: &[&str]) -> Vec<String> {
    if !begins_as_json(source, path) {
        return Vec::new();
    }
    let Ok(reader) = open_json(source, path) else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    let mut json = serde_json::Deserializer::from_reader(reader);
    let read = json.deserialize_any(Keys {
        keys: &mut keys,
        others,
    });
    // A list is left after its first element, and a file that breaks off is what it began as.
    match read {
        Err(error) if error.to_string().starts_with(OTHER) => Vec::new(),
        _ => keys,
    }
}

/// Says that no more needs to be read.
const ENOUGH: &str = "enough";

/// Says that the file is of another tool.
const OTHER: &str = "of another tool";

struct Keys<'k> {
    keys: &'k mut Vec<String>,
    others: &'k [&'k str],
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.others.contains(&key.as_str()) {
                return Err(A::Error::custom(OTHER));
            }
            map.next_value::<IgnoredAny>()?;
            self.keys.push(key);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if let Some(Value::Object(first)) = list.next_element()? {
            self.keys.extend(first.into_iter().map(|(key, _)| key));
        }
        Err(A::Error::custom(ENOUGH))
    }
}

/// A text, number or truth as text; nothing for other values and empty texts.
#[must_use]
pub fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(bool) => bool.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The texts of a value: one of a scalar, each one of a list, and JSON of what is deeper.
#[must_use]
pub fn texts(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::Null => None,
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
        other => scalar(other),
    };
    match value {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        Value::Object(map) if map.is_empty() => Vec::new(),
        other => one(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{broken_off, holds_json, texts, top_keys};
    use crate::exchange::FORMATS;
    use crate::exchange::format::Format;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn keys_tell_what_a_file_is() {
        let keys = |text: &str| top_keys(&MemorySource::new([("f", text)]), "f", &["issues"]);
        assert_eq!(keys(r#" {"a": [1], "b": {}}"#), ["a", "b"]);
        assert_eq!(keys(r#"[{"a": 1}, {"b": 2}"#), ["a"]);
        assert_eq!(keys(r#"{"a": 1, "b": ["#), ["a"]);
        assert_eq!(keys("// 1\n// 2\n\n{\"a\": 1}"), ["a"]);
        for text in ["", "a,b", "[1]", r#"{"a": 1, "issues": []}"#] {
            assert!(keys(text).is_empty(), "{text}");
        }
        assert!(keys(&"[".repeat(100_000)).is_empty());
    }

    #[test]
    fn json_is_told_from_tables() {
        let is_json = |text: &str| holds_json(&MemorySource::new([("f", text)]), "f");
        for text in ["{\"a\": 1}", "[\n  {\"a\": 1}]", "// 1\n[[1]]", "[\"a\"]"] {
            assert!(is_json(text), "{text}");
        }
        for text in ["[ID],Title\n1,a\n", "{ID};Title\n", "ID,Title\n", ""] {
            assert!(!is_json(text), "{text}");
        }
    }

    #[test]
    fn where_json_breaks_off_is_said() {
        let said = |text: &str| {
            let source = MemorySource::new([("f.json", text)]);
            broken_off(&source).map(|error| error.to_string())
        };
        let cut = "{\"a\": [1, 2],\n \"bé\": \"c";
        assert_eq!(
            said(cut).unwrap(),
            "f.json:2:9: the JSON breaks off here: EOF while parsing a string"
        );
        let odd = said("[{\"a\": 1}\n ^ ]").unwrap();
        assert!(
            odd.starts_with("f.json:2:2: the JSON is damaged here: expected"),
            "{odd}"
        );
        assert!(said("[").is_some());
        let below = said("// 1\n[{\"a\": 1}\n ^ ]").unwrap();
        assert!(below.starts_with("f.json:3:2: "), "{below}");
        for whole in [
            "{}",
            "[]",
            "{\"a\": 1}\n{\"a\": 2}\n",
            "[x] a",
            "[a](b)",
            "a, [",
            "",
        ] {
            assert_eq!(said(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_damaged_file_among_others_is_told() {
        let damaged = "{\"issues\": [{\"iid\": 1,]}";
        let said = |format: &Format, whole: (&str, &str)| {
            let source = MemorySource::new([whole, ("z.json", damaged)]);
            let (drafts, report) = source.drafts(format).unwrap();
            assert_eq!(drafts.len(), 1, "{}", format.name);
            report.reported[0].at.to_string()
        };
        let gitlab = r#"[{"id":1,"iid":1,"title":"a","author":{}}]"#;
        let github = r#"[{"number":1,"title":"a","state":"open"}]"#;
        let jira = r#"[{"key":"A-1","fields":{"summary":"a"}}]"#;
        for (name, whole) in [
            ("gitlab", ("a.json", gitlab)),
            ("github", ("a.json", github)),
            ("jira", ("a.json", jira)),
            ("csv", ("a.csv", "title\na\n")),
        ] {
            let format = FORMATS.iter().find(|format| format.name == name).unwrap();
            assert_eq!(said(format, whole), "z.json:1:23", "{name}");
        }
        let source = MemorySource::new([("a.txt", "x"), ("z.json", damaged)]);
        assert!(broken_off(&source).is_some());
    }

    #[test]
    fn values_become_texts() {
        assert_eq!(
            texts(&json!(["a", 1, null, {"b": 2}])),
            ["a", "1", "{\"b\":2}"]
        );
        assert!(texts(&json!({})).is_empty() && texts(&json!(" ")).is_empty());
    }
}
