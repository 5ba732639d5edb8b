//! The filters of the command line: flags that build the same query as the query language.

use crate::model::Config;

use super::error::QueryError;
use super::parse::Query;
use super::term::Condition;
use super::token::{Operator, Value};
use super::values::condition;

/// The flags that mean the same in every command. A flag given several times asks for one of the values;
/// different flags must all be met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// `--status`; commas part alternatives.
    pub status: Vec<String>,
    /// `--type`; commas part alternatives.
    pub item_type: Vec<String>,
    /// `--sprint`; commas part alternatives.
    pub sprint: Vec<String>,
    /// `--epic`; commas part alternatives.
    pub epic: Vec<String>,
    /// `--release`; commas part alternatives.
    pub release: Vec<String>,
    /// `--label`; commas part alternatives.
    pub label: Vec<String>,
    /// `--assignee`; commas part alternatives.
    pub assignee: Vec<String>,
    /// `--requested-by`.
    pub requested_by: Vec<String>,
    /// `--text`.
    pub text: Vec<String>,
    /// `--all`: items that are done or declined too.
    pub all: bool,
}

impl Filter {
    /// Returns the query that the flags stand for.
    ///
    /// # Errors
    /// [`QueryError`] for an unknown state or type or an empty value; its place is within that flag's value.
    pub fn query(&self, config: &Config) -> Result<Query, QueryError> {
        let flags: [(&str, &[String], bool); 9] = [
            ("status", &self.status, true),
            ("type", &self.item_type, true),
            ("sprint", &self.sprint, true),
            ("epic", &self.epic, true),
            ("release", &self.release, true),
            ("label", &self.label, true),
            ("assignee", &self.assignee, true),
            ("requested_by", &self.requested_by, false),
            ("text", &self.text, false),
        ];
        let mut all = Vec::new();
        for (key, given, commas) in flags {
            let values: Vec<Value> = given
                .iter()
                .flat_map(|value| parts(value, commas))
                .collect();
            if let Some(empty) = values.iter().find(|value| value.text.trim().is_empty()) {
                let flag = key.replace('_', "-");
                let error = QueryError::new(empty.at.clone(), format!("`--{flag}` needs a value"));
                let without = format!("`-q missing:{key}` finds items without one");
                return Err(if key == "text" {
                    error
                } else {
                    error.hint(without)
                });
            }
            if !values.is_empty() {
                all.push(condition(&(0..0), key, Operator::Is, &values, config)?);
            }
        }
        Ok(Query {
            condition: Condition::All(all),
            all: self.all,
        })
    }
}

/// The alternatives in a flag's value, with their places in it.
fn parts(value: &str, commas: bool) -> Vec<Value> {
    let separator = |c: char| commas && c == ',';
    let mut start = 0;
    value
        .split(separator)
        .map(|text| {
            let at = start..start + text.len();
            start = at.end + 1;
            let text = text.to_owned();
            Value { at, text }
        })
        .collect()
}
