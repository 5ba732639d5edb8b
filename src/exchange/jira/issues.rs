//! The issues of a JSON file, one by one, however the file wraps them.

use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::exchange::source::{Source, SourceError};
use crate::exchange::text_stream::TextStream;

/// What is found in a file: an issue, or the names of its custom fields.
pub enum Found {
    /// An issue with `key` and `fields`, or what stands in the place of one.
    Issue(Value),
    /// Names by field id: `customfield_10016: Story Points`.
    Names(Value),
}

/// Why a file of issues cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssuesError {
    /// The source says no.
    Source(SourceError),
    /// It is no JSON, or breaks off.
    Json(String),
}

/// Hands over each issue of a search (`{issues: […]}`), a list of such pages, a bare list or a single issue. `each` returns
/// false to stop.
///
/// # Errors
/// [`IssuesError`], after the issues before the broken place were handed over.
pub fn each_issue(
    source: &dyn Source,
    path: &str,
    each: &mut dyn FnMut(Found) -> bool,
) -> Result<(), IssuesError> {
    let bytes = source.open(path).map_err(IssuesError::Source)?;
    let reader = BufReader::with_capacity(64 * 1024, TextStream::new(bytes));
    let mut json = serde_json::Deserializer::from_reader(reader);
    let mut stopped = false;
    let top = Top {
        each,
        stopped: &mut stopped,
    };
    let read = top.deserialize(&mut json).and_then(|()| json.end());
    match read {
        Err(error) if !stopped => Err(IssuesError::Json(error.to_string())),
        _ => Ok(()),
    }
}

/// Whether a file begins as JSON does.
#[must_use]
pub fn begins_as_json(source: &dyn Source, path: &str) -> bool {
    let Ok(bytes) = source.open(path) else {
        return false;
    };
    let mut head = String::new();
    let mut begin = TextStream::new(bytes).take(4096);
    // A letter that is cut is no reason to say no.
    let mut raw = Vec::new();
    if begin.read_to_end(&mut raw).is_ok() {
        head = String::from_utf8_lossy(&raw).into_owned();
    }
    head.trim_start().starts_with(['{', '['])
}

struct Top<'e> {
    each: &'e mut dyn FnMut(Found) -> bool,
    stopped: &'e mut bool,
}

impl Top<'_> {
    fn hand<E: Error>(&mut self, found: Found) -> Result<(), E> {
        if (self.each)(found) {
            Ok(())
        } else {
            *self.stopped = true;
            Err(E::custom("stopped"))
        }
    }

    /// An element of a list: an issue, or a page of a search.
    fn element<E: Error>(&mut self, mut value: Value) -> Result<(), E> {
        match value.get_mut("issues").map(Value::take) {
            Some(Value::Array(issues)) => {
                if let Some(names) = value.get_mut("names") {
                    self.hand(Found::Names(names.take()))?;
                }
                for issue in issues {
                    self.hand(Found::Issue(issue))?;
                }
                Ok(())
            }
            _ => self.hand(Found::Issue(value)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("issues of Jira's")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            self.element(value)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut single = serde_json::Map::new();
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "issues" => {
                    found = true;
                    map.next_value_seed(Top {
                        each: &mut *self.each,
                        stopped: &mut *self.stopped,
                    })?;
                }
                "names" => {
                    let names = map.next_value()?;
                    self.hand(Found::Names(names))?;
                }
                _ => {
                    let value: Value = map.next_value()?;
                    if matches!(
                        key.as_str(),
                        "key" | "id" | "self" | "fields" | "renderedFields" | "changelog"
                    ) {
                        single.insert(key, value);
                    }
                }
            }
        }
        if !found && single.contains_key("key") {
            self.hand(Found::Issue(Value::Object(single)))?;
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
