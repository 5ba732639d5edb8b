//! The answer of an interface that says why there is none: what it says, so that nobody takes it for an export.

use serde_json::{Map, Value};

use crate::exchange::export_files::only_file;
use crate::exchange::source::Source;
use crate::exchange::text_file::whole_text;

/// No answer that only says what is wrong has more bytes.
const LONGEST: u64 = 64 * 1024;

/// So much of what it says is quoted, in letters.
const QUOTED: usize = 200;

/// Keys that say what is wrong, the most telling first.
const SAYING: [&str; 12] = [
    "errorMessages",
    "errors",
    "Errors",
    "error_description",
    "errorMessage",
    "error_summary",
    "error",
    "Message",
    "message",
    "detail",
    "msg",
    "status_message",
];

/// Keys that stand beside them and hold no item.
const BESIDE: [&str; 26] = [
    "$id",
    "code",
    "data",
    "documentation_url",
    "error_uri",
    "errorCode",
    "eventId",
    "extensions",
    "innerException",
    "instance",
    "object",
    "ok",
    "path",
    "request_id",
    "requestId",
    "status",
    "status-code",
    "statusCode",
    "success",
    "timestamp",
    "title",
    "traceId",
    "type",
    "typeKey",
    "typeName",
    "warningMessages",
];

/// What the only file of a source says is wrong, where it says nothing else.
#[must_use]
pub fn error_answer(source: &dyn Source) -> Option<String> {
    let text = whole_text(source, &only_file(source)?, LONGEST).ok()?;
    let text = below_headers(&text).trim_start();
    if !text.starts_with('{') {
        return None;
    }
    let answer: Map<String, Value> = serde_json::from_str(text).ok()?;
    let is_told = |key: &String| {
        let key = key.as_str();
        SAYING.contains(&key) || BESIDE.contains(&key)
    };
    let has_data = answer.get("data").is_some_and(|data| match data {
        Value::Object(data) => !data.values().all(Value::is_null),
        data => !data.is_null(),
    });
    if has_data || !answer.keys().all(is_told) {
        return None;
    }
    let said = SAYING.iter().find_map(|key| words_of(answer.get(*key)?))?;
    Some(shortened(&said))
}

/// The body of an answer that was saved with its headers (`curl -i`).
fn below_headers(text: &str) -> &str {
    if !text.starts_with("HTTP/") {
        return text;
    }
    let ends = ["\r\n\r\n", "\n\n"];
    let body = ends.iter().find_map(|end| text.split_once(end));
    body.map_or(text, |(_, body)| body)
}

/// The first words in a value: the text itself, or the first of a list; of an object its message, or else its first key and words.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(words_of),
        Value::Object(map) => SAYING
            .iter()
            .find_map(|key| words_of(map.get(*key)?))
            .or_else(|| {
                let mut words = map.iter();
                words.find_map(|(key, value)| Some(format!("{key}: {}", words_of(value)?)))
            }),
        _ => None,
    }
}

/// A text on one line that is not too long.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::error_answer;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn what_is_wrong_is_quoted() {
        for (text, said) in [
            (
                r#"{"errorMessages":["No project `X`.","b"],"errors":{}}"#,
                Some("No project `X`."),
            ),
            (
                r#"{"errorMessages":[],"errors":{"jql":"Field\n 'a' is unknown"}}"#,
                Some("jql: Field 'a' is unknown"),
            ),
            (
                r#"{"message":"Not Found","documentation_url":"https://docs.example","status":"404"}"#,
                Some("Not Found"),
            ),
            (
                r#"{"error":"invalid_token","error_description":"It expired"}"#,
                Some("It expired"),
            ),
            (r#"{"error":{"code":401,"message":"no"}}"#, Some("no")),
            (
                r#"{"errors":[{"message":"Field `x` is unknown","path":["a"]}],"data":null}"#,
                Some("Field `x` is unknown"),
            ),
            (
                r#"{"errors":[{"message":"Could not resolve"}],"data":{"repository":null}}"#,
                Some("Could not resolve"),
            ),
            (
                r#"{"object":"error","status":401,"code":"unauthorized","message":"API token is invalid."}"#,
                Some("API token is invalid."),
            ),
            (
                "HTTP/2 404\r\nserver: a\r\n\r\n{\"message\":\"404 Project Not Found\"}",
                Some("404 Project Not Found"),
            ),
            // Items may have such keys, too.
            (
                r#"{"errors":[{"message":"partial"}],"data":{"issues":[1]}}"#,
                None,
            ),
            (r#"{"message":"a","number":1,"title":"b"}"#, None),
            (r#"{"errors":[],"issues":[1]}"#, None),
            (r#"[{"message":"a"}]"#, None),
            (r#"{"title":"a","type":"task"}"#, None),
            ("{}", None),
            ("message", None),
        ] {
            let source = MemorySource::new([("a.json", text)]);
            assert_eq!(error_answer(&source).as_deref(), said, "{text}");
        }
        let long = format!(r#"{{"message":"{}"}}"#, "é".repeat(500));
        let source = MemorySource::new([("a.json", long)]);
        assert_eq!(error_answer(&source).unwrap().chars().count(), 201);
    }
}
