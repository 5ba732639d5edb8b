//! The records of a JSON file, one by one: a list, pages with a list, lists one after the other, lines, or a single object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::exchange::format::ReadError;
use crate::exchange::json_parts::{begins_as_json, broken_json};
use crate::exchange::pages::Page;
use crate::exchange::report::Origin;
use crate::exchange::source::Source;
use crate::exchange::text_file::open_records;

/// Hands over each record. An object with a list under one of `lists` is a page, and its list is read; each other object, and
/// whatever else stands in a list, is a record. `each` returns false to stop. Returns the pages.
///
/// # Errors
/// [`ReadError`], after the records before the broken place were handed over.
pub fn each_record(
    source: &dyn Source,
    path: &str,
    lists: &[&str],
    each: &mut dyn FnMut(Value) -> bool,
) -> Result<Vec<Page>, ReadError> {
    let (file, end) = open_records(source, path)?;
    let mut json = serde_json::Deserializer::from_reader(file);
    let each = &mut |record| {
        end.reached();
        each(record)
    };
    let mut walk = Walk {
        each,
        lists,
        stopped: false,
        records: 0,
        pages: Vec::new(),
    };
    loop {
        match Top(&mut walk).deserialize(&mut json) {
            Err(_) if walk.stopped => return Ok(walk.pages),
            Err(error) => return Err(broken_json(source, path, &error)),
            // Several values may follow each other: pages of an interface, or lines.
            Ok(()) if json.end().is_ok() => return Ok(walk.pages),
            Ok(()) => {}
        }
    }
}

/// Hands over all records, each with where it stands: its number in the file, from 1. Returns the pages.
///
/// # Errors
/// [`ReadError`], after the records before the broken place were handed over.
pub fn each_record_at(
    source: &dyn Source,
    path: &str,
    lists: &[&str],
    each: &mut dyn FnMut(Origin, Value),
) -> Result<Vec<Page>, ReadError> {
    let mut number = 0;
    each_record(source, path, lists, &mut |record| {
        number += 1;
        each(Origin::line(path, number), record);
        true
    })
}

/// Whether a file begins as JSON does, and its first record is of that kind.
#[must_use]
pub fn first_record_is(
    source: &dyn Source,
    path: &str,
    lists: &[&str],
    is_own: &dyn Fn(&Value) -> bool,
) -> bool {
    let mut own = false;
    if begins_as_json(source, path) {
        // What is wrong further down is said when it is read.
        let _ = each_record(source, path, lists, &mut |record| {
            own = is_own(&record);
            false
        });
    }
    own
}

/// What is the same wherever in the file one is.
struct Walk<'e> {
    each: &'e mut dyn FnMut(Value) -> bool,
    lists: &'e [&'e str],
    stopped: bool,
    /// How many records were handed over.
    records: u64,
    pages: Vec<Page>,
}

impl Walk<'_> {
    fn hand<E: Error>(&mut self, record: Value) -> Result<(), E> {
        self.records += 1;
        if (self.each)(record) {
            Ok(())
        } else {
            self.stopped = true;
            Err(E::custom("stopped"))
        }
    }
}

/// A value that is a record, or holds records.
struct Top<'w, 'e>(&'w mut Walk<'e>);

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Top(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut single = Map::new();
        let mut page = false;
        let before = self.0.records;
        while let Some(key) = map.next_key::<String>()? {
            // A list inside of a record is the record's own.
            if !is_record(&single) && self.0.lists.contains(&key.as_str()) {
                page = true;
                map.next_value_seed(Top(&mut *self.0))?;
            } else {
                let value: Value = map.next_value()?;
                single.insert(key, value);
            }
        }
        if page {
            self.0.pages.push(Page {
                records: self.0.records - before,
                said: single,
            });
            Ok(())
        } else {
            self.0.hand(Value::Object(single))
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.hand(Value::from(text))
    }

    fn visit_bool<E: Error>(self, is: bool) -> Result<(), E> {
        self.0.hand(Value::from(is))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.0.hand(Value::from(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.0.hand(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.0.hand(Value::from(number))
    }
}

/// Whether an object is a record by what it says so far, so that a list in it is its own.
fn is_record(object: &Map<String, Value>) -> bool {
    const KEYS: [&str; 7] = [
        "title",
        "fields",
        "number",
        "iid",
        "content",
        "FormattedID",
        "_refObjectName",
    ];
    KEYS.iter().any(|key| object.contains_key(*key))
}

#[cfg(test)]
mod tests {
    use super::each_record;
    use crate::exchange::memory_source::MemorySource;

    fn records(text: &str) -> (Vec<String>, bool) {
        let source = MemorySource::new([("a.json", text)]);
        let mut found = Vec::new();
        let read = each_record(&source, "a.json", &["items"], &mut |record| {
            found.push(record.to_string());
            true
        });
        (found, read.is_ok())
    }

    #[test]
    fn records_are_found_however_they_are_wrapped() {
        for text in [
            r#"[{"a":1},{"a":2}]"#,
            r#"[[{"a":1}],[{"a":2}]]"#,
            r#"[{"a":1}][{"a":2}]"#,
            "// 1\n// 2\n[{\"a\":1},{\"a\":2}]",
            "{\"a\":1}\n{\"a\":2}\n",
            r#"{"total":2,"items":[{"a":1},{"a":2}],"more":false}"#,
            r#"[{"items":[{"a":1}]},{"items":[{"a":2}]}]"#,
        ] {
            let (found, whole) = records(text);
            assert_eq!(found, [r#"{"a":1}"#, r#"{"a":2}"#], "{text}");
            assert!(whole, "{text}");
        }
        assert_eq!(records("[1, null, \"a\"]").0, ["1", "\"a\""]);
        assert_eq!(records("[]"), (Vec::new(), true));
        assert_eq!(records(r#"[{"a":1},{"a""#).0, [r#"{"a":1}"#]);
        assert!(!records(r#"[{"a":1},{"a""#).1);
        assert!(!records(&"[".repeat(100_000)).1);
    }
}
