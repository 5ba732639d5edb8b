//! From a key, an operator and a value to a term, with an error where they do not fit.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{Config, FIELDS, Hundredths, field_or_singular};

use super::error::QueryError;
use super::key::{KEYS, KeyKind, QueryKey, find};
use super::term::{Being, Condition, Term};
use super::token::{Operator, Value};
use crate::scrum::fields::is_criteria;

/// The condition of `key:value,value`: at least one of the values, or with `!=` none of them.
pub(super) fn condition(
    at: &Range<usize>,
    key: &str,
    operator: Operator,
    values: &[Value],
    config: &Config,
) -> Result<Condition, QueryError> {
    let Some(known) = find(key) else {
        let at = at.start..at.start + key.len();
        let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
        let error = QueryError::new(at, format!("there is no key `{key}`"));
        let error = error.known("known keys", key, &names);
        return Err(error.hint("to look for the text itself, put it in quotation marks"));
    };
    let ordered = matches!(known.kind, KeyKind::Number(_) | KeyKind::Date(_));
    if !ordered && !matches!(operator, Operator::Is | Operator::IsNot) {
        let (name, symbol) = (known.name, operator.symbol());
        let error = QueryError::new(
            at.clone(),
            format!("`{name}` cannot be compared with `{symbol}`"),
        );
        return Err(error.hint(format!("write `{name}:{}`", values[0].text)));
    }
    let compare = if operator == Operator::IsNot {
        Operator::Is
    } else {
        operator
    };
    let mut any = values
        .iter()
        .map(|value| term(known, compare, value, config).map(Condition::Term))
        .collect::<Result<Vec<_>, _>>()?;
    let condition = if any.len() == 1 {
        any.remove(0)
    } else {
        Condition::Any(any)
    };
    Ok(if operator == Operator::IsNot {
        Condition::Not(Box::new(condition))
    } else {
        condition
    })
}

fn term(
    key: &QueryKey,
    operator: Operator,
    value: &Value,
    config: &Config,
) -> Result<Term, QueryError> {
    let text = value.text.trim();
    let lower = || text.to_lowercase();
    Ok(match key.kind {
        KeyKind::Is => Term::Is(being(value, config)?),
        KeyKind::Has => Term::Set {
            name: field_name(value, config)?,
            wanted: true,
        },
        KeyKind::Missing => Term::Set {
            name: field_name(value, config)?,
            wanted: false,
        },
        KeyKind::Status => {
            let names: Vec<&str> = config.states.iter().map(|s| s.name.as_str()).collect();
            let state = config.state(text).ok_or_else(|| {
                let error =
                    QueryError::new(value.at.clone(), format!("there is no state `{text}`"));
                error.known("known states", text, &names)
            })?;
            Term::Status(state.name.clone())
        }
        KeyKind::Type => {
            let names: Vec<&str> = config.types.iter().map(String::as_str).collect();
            let name = config.item_type(text).ok_or_else(|| {
                let error = QueryError::new(value.at.clone(), format!("there is no type `{text}`"));
                error.known("known types", text, &names)
            })?;
            Term::Type(name.to_owned())
        }
        KeyKind::Text => Term::Text(lower()),
        KeyKind::Sprint => Term::Sprint(text.to_owned()),
        KeyKind::Epic => Term::Epic(text.to_owned()),
        KeyKind::Id => Term::Id(text.to_owned()),
        KeyKind::DependsOn => Term::DependsOn(text.to_owned()),
        KeyKind::Exactly(get) => Term::Exactly(get, folded(text)),
        KeyKind::Part(get) => Term::Part(get, lower()),
        KeyKind::Number(get) => {
            let number: Hundredths = text
                .parse()
                .map_err(|error| QueryError::new(value.at.clone(), format!("{error}")))?;
            Term::Number(get, operator, number)
        }
        KeyKind::Date(get) => {
            let date: Date = text.parse().map_err(|_| {
                let error = QueryError::new(value.at.clone(), format!("`{text}` is not a date"));
                error.hint("write it like `2026-01-31`")
            })?;
            let after_the_end = matches!(key.name, "done" | "accepted");
            Term::Date(get, operator, date, after_the_end)
        }
    })
}

/// A name in lower case, without the `@` that people put before a person's.
pub(super) fn folded(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix('@').unwrap_or(text).to_lowercase()
}

fn being(value: &Value, config: &Config) -> Result<Being, QueryError> {
    let text = value.text.trim();
    let found = Being::WORDS
        .into_iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text));
    if let Some((_, being)) = found {
        return Ok(being);
    }
    let error = QueryError::new(value.at.clone(), format!("there is no `is:{text}`"));
    Err(if config.state(text).is_some() {
        error.hint(format!("did you mean `status:{text}`?"))
    } else if config.item_type(text).is_some() {
        error.hint(format!("did you mean `type:{text}`?"))
    } else {
        let words = Being::WORDS.map(|(word, _)| word);
        error.known("known words", text, &words)
    })
}

fn field_name(value: &Value, config: &Config) -> Result<String, QueryError> {
    let text = value.text.trim();
    if is_criteria(text) {
        return Ok("criteria".to_owned());
    }
    if let Some(field) = field_or_singular(text) {
        return Ok(field.name.to_owned());
    }
    if let Some(own) = config
        .keys
        .iter()
        .find(|key| key.eq_ignore_ascii_case(text))
    {
        return Ok(own.clone());
    }
    let mut names: Vec<&str> = vec!["criteria"];
    names.extend(FIELDS.iter().map(|field| field.name));
    names.extend(config.keys.iter().map(String::as_str));
    let error = QueryError::new(value.at.clone(), format!("there is no field `{text}`"));
    Err(error.known("known fields", text, &names))
}
