//! The issues of a JSON file, one by one, however the file wraps them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::exchange::format::ReadError;
use crate::exchange::json_parts::broken_json;
use crate::exchange::source::Source;
use crate::exchange::text_file::open_records;

/// What is found in a file: an issue, or the names of its custom fields.
pub enum Found {
    /// An issue with `key` and `fields`, or what stands in the place of one.
    Issue(Value),
    /// Names by field id: `customfield_10016: Story Points`.
    Names(Value),
}

/// Hands over each issue of a search (`{issues: […]}`), a list of such pages, a bare list or a single issue. `each` returns
/// false to stop.
///
/// # Errors
/// [`ReadError`], after the issues before the broken place were handed over.
pub fn each_issue(
    source: &dyn Source,
    path: &str,
    each: &mut dyn FnMut(Found) -> bool,
) -> Result<(), ReadError> {
    let (file, end) = open_records(source, path)?;
    let mut json = serde_json::Deserializer::from_reader(file);
    let mut stopped = false;
    let top = Top {
        each: &mut |found| {
            end.reached();
            each(found)
        },
        stopped: &mut stopped,
    };
    let read = top.deserialize(&mut json).and_then(|()| json.end());
    match read {
        Err(error) if !stopped => Err(broken_json(path, &error)),
        _ => Ok(()),
    }
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
