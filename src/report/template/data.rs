//! What a template is given: a report as its JSON has it, and parts that are Markdown already.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;
use serde_json::Value as Json;

use crate::report::{Document, markdown};

/// A template that writes a report as it is without one.
pub const WHOLE_TEMPLATE: &str = "{{ parts.all }}\n";

/// Names and values of a template.
#[derive(Debug, Clone, Default)]
pub struct TemplateData {
    values: BTreeMap<String, Value>,
}

impl TemplateData {
    /// Returns the fields of a report, as `--format json` has them.
    #[must_use]
    pub fn new(report: &impl Serialize) -> Self {
        let values = match serde_json::to_value(report) {
            Ok(Json::Object(fields)) => fields
                .into_iter()
                .map(|(name, value)| (name, read(value)))
                .collect(),
            // A report is an object with words as names.
            _ => BTreeMap::new(),
        };
        Self { values }
    }

    /// Returns the fields of a report, and its document as `parts.all`.
    #[must_use]
    pub fn whole(report: &impl Serialize, document: &Document) -> Self {
        Self::new(report).markdown("parts", [("all", markdown(document))])
    }

    /// Adds words.
    #[must_use]
    pub fn words(mut self, name: &str, words: impl Into<String>) -> Self {
        self.values
            .insert(name.to_owned(), Value::from(words.into()));
        self
    }

    /// Adds pieces of Markdown, each under a name, that are written as they are.
    #[must_use]
    pub fn markdown<N: Into<String>>(
        mut self,
        name: &str,
        pieces: impl IntoIterator<Item = (N, String)>,
    ) -> Self {
        let piece = |(name, text): (N, String)| {
            let text = text.trim_end_matches('\n').to_owned();
            (name.into(), Value::from_safe_string(text))
        };
        let pieces: BTreeMap<String, Value> = pieces.into_iter().map(piece).collect();
        self.values.insert(name.to_owned(), Value::from(pieces));
        self
    }

    pub(super) fn value(&self) -> Value {
        Value::from(self.values.clone())
    }
}

/// A whole number is written without a fraction, however JSON holds it.
fn read(json: Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(is) => Value::from(is),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it is whole and below 2^53"
            )]
            (None, Some(float)) if float.fract() == 0.0 && float.abs() < 9e15 => {
                Value::from(float as i64)
            }
            (None, Some(float)) => Value::from(float),
            (None, None) => Value::from(number.to_string()),
        },
        Json::String(words) => Value::from(words),
        Json::Array(items) => Value::from(items.into_iter().map(read).collect::<Vec<_>>()),
        Json::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, read(value)));
            Value::from(fields.collect::<BTreeMap<String, Value>>())
        }
    }
}
