//! What a person types for a field, checked and turned into what the file will hold.

use jiff::civil::Date;

use crate::cli::{CommandResult, Desk, Failure};
use crate::commands::outcome_values::{OUTCOME, is_whole_outcome, whole_outcome};
use crate::model::{
    Config, FIELDS, Field, FieldKind, Hundredths, Moscow, Value, field_or_singular, nearest,
};
use crate::scrum::sprint_value;
use crate::text;

/// How references are looked up: returns the id to write.
pub type Lookup<'a> = dyn Fn(&str) -> CommandResult<String> + 'a;

/// The field that a person names, if `po set` and `po add` may write it.
///
/// # Errors
/// When it has a verb of its own.
pub fn settable(name: &str) -> CommandResult<Option<&'static Field>> {
    match field_or_singular(name) {
        Some(field) if field.settable => Ok(Some(field)),
        Some(field) => Err(
            Failure::invalid(format!("`{}` cannot be set", field.name)).hint(match field.kind {
                FieldKind::Rank => "po rank 12 --before 7: change the order",
                FieldKind::Id => "an id is set once; `aliases` holds other names",
                FieldKind::Timestamp => {
                    "`created` never changes: it is the item's identity through history"
                }
                _ => "importers write it; po edit opens the file",
            }),
        ),
        None => Ok(None),
    }
}

/// No such key, with the nearest one.
#[must_use]
pub fn unknown_key(name: &str, config: &Config) -> Failure {
    let known = FIELDS
        .iter()
        .filter(|field| field.settable)
        .flat_map(|field| [Some(field.name), field.singular])
        .flatten();
    let failure = Failure::invalid(format!("there is no key `{name}`"));
    let failure = match nearest(name, known.chain(config.keys.iter().map(String::as_str))) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    };
    failure.hint("a key of your own: add it to `keys` in po.yaml, or say --extra")
}

/// Whether a text can be a key of the team's own.
///
/// # Errors
/// When it cannot.
pub fn own_key(name: &str) -> CommandResult<&str> {
    let mut chars = name.chars();
    let good = chars.next().is_some_and(char::is_alphabetic)
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if good && name.len() <= 64 {
        Ok(name)
    } else {
        Err(Failure::invalid(format!("`{name}` cannot be a key"))
            .hint("a letter, then letters, digits, `_` or `-`"))
    }
}

/// The value that a field gets when a person types `text`; nothing typed unsets it.
///
/// # Errors
/// When the text is no such value: each message says what would be.
pub fn value(
    desk: &Desk<'_>,
    field: &Field,
    text: &str,
    lookup: &Lookup<'_>,
) -> CommandResult<Value> {
    let config = desk.config();
    let text = text.trim();
    if text.is_empty() {
        return if field.name == "title" {
            Err(Failure::invalid("a title needs words"))
        } else {
            Ok(Value::Empty)
        };
    }
    Ok(match field.kind {
        FieldKind::Amount => {
            let percent = (field.name == "confidence").then(|| text.strip_suffix('%'));
            let text = percent.flatten().unwrap_or(text);
            Value::Plain(amount(field.name, text)?.to_string())
        }
        FieldKind::Moscow => Value::Plain(moscow(text)?.name().to_owned()),
        FieldKind::Date => Value::Plain(past_day(desk, field.name, text)?.to_string()),
        FieldKind::Status => Value::Text(state(config, text)?),
        FieldKind::Type => Value::Text(item_type(config, text)?),
        FieldKind::Reference => Value::Plain(lookup(text)?),
        FieldKind::References => {
            Value::List(items(text).map(lookup).collect::<CommandResult<_>>()?)
        }
        FieldKind::List => Value::List(items(text).map(text::one_line).collect()),
        _ if field.name == OUTCOME && is_whole_outcome(text) => Value::Map(whole_outcome(text)?),
        FieldKind::Text if field.name == "sprint" => sprint_value(&sprint(desk, text)?),
        _ => Value::Text(text::one_line(text)),
    })
}

/// One item of a list field, as a person types it.
///
/// # Errors
/// When it is empty or leads nowhere.
pub fn item(field: &Field, text: &str, lookup: &Lookup<'_>) -> CommandResult<String> {
    let words = text::one_line(text);
    match field.kind {
        _ if words.is_empty() => Err(Failure::invalid(format!(
            "`{}` needs a value here",
            field.name
        ))),
        FieldKind::References => lookup(&words),
        FieldKind::List => Ok(words),
        _ => Err(
            Failure::invalid(format!("`{}` holds one value, not a list", field.name))
                .hint(format!("{}={words}", field.name)),
        ),
    }
}

/// The state that a person names, in the team's own spelling.
///
/// # Errors
/// When there is none: the known ones are listed.
pub fn state(config: &Config, text: &str) -> CommandResult<String> {
    config
        .state(text)
        .map(|state| state.name.clone())
        .ok_or_else(|| {
            let names: Vec<&str> = config
                .states
                .iter()
                .map(|state| state.name.as_str())
                .collect();
            unknown("state", text, &names)
        })
}

/// The item type that a person names, in the team's own spelling.
///
/// # Errors
/// When there is none: the known ones are listed.
pub fn item_type(config: &Config, text: &str) -> CommandResult<String> {
    config.item_type(text).map(str::to_owned).ok_or_else(|| {
        let names: Vec<&str> = config.types.iter().map(String::as_str).collect();
        unknown("type", text, &names)
    })
}

/// The class of MoSCoW that a person names.
///
/// # Errors
/// When there is none: the known ones are listed.
fn moscow(text: &str) -> CommandResult<Moscow> {
    Moscow::read(text).ok_or_else(|| {
        let failure = Failure::invalid(format!("there is no class `{text}` in MoSCoW"));
        failure.hint("must, should, could or wont")
    })
}

fn unknown(what: &str, text: &str, names: &[&str]) -> Failure {
    let failure = Failure::invalid(format!("there is no {what} `{text}`"));
    let failure = match nearest(text, names.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    };
    failure.hint(format!("known {what}s: {}", names.join(", ")))
}

/// Items parted by commas; `[a, b]`, as the file writes it, is the same.
fn items(text: &str) -> impl Iterator<Item = &str> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    bare.unwrap_or(text)
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// The points or money that a person types for what is called `name`.
///
/// # Errors
/// When the text is no such number.
pub fn amount(name: &str, text: &str) -> CommandResult<Hundredths> {
    text.trim()
        .parse()
        .map_err(|error| Failure::invalid(format!("`{name}`: {error}")))
}

/// The day that a person types for what is called `name`.
///
/// # Errors
/// When there is no such day.
pub fn day(desk: &Desk<'_>, name: &str, text: &str) -> CommandResult<Date> {
    let text = text.trim();
    if text == "today" {
        return Ok(desk.today());
    }
    text.parse().map_err(|_| {
        Failure::invalid(format!("`{name}`: `{text}` is not a date"))
            .hint("a day that exists, as 2026-11-21, or today")
    })
}

/// The day that a person types for something that happened: today, in the backlog's time zone, or before.
fn past_day(desk: &Desk<'_>, name: &str, text: &str) -> CommandResult<Date> {
    let (day, today) = (day(desk, name, text)?, desk.today());
    if day > today {
        return Err(Failure::invalid(format!(
            "`{name}`: {day} has not come yet; today is {today}"
        ))
        .hint(format!(
            "`{name}` says when it happened: {name}=today, or a day before"
        )));
    }
    Ok(day)
}

/// The Sprint's own name where the text names one that exists (`current`, `next`, `sprint 8`), else the text.
fn sprint(desk: &Desk<'_>, text: &str) -> CommandResult<String> {
    let surroundings = desk.store.surroundings();
    if let Some(sprint) = surroundings.sprint(text) {
        return Ok(sprint.name.clone());
    }
    // A word that stands for a Sprint must not become the name of one.
    match text.to_lowercase().as_str() {
        "current" | "@" => Err(Failure::not_found("no Sprint is running")),
        "next" => Err(Failure::not_found("no Sprint is planned").hint("po sprint new")),
        "last" => Err(Failure::not_found("no Sprint is closed")),
        _ => Ok(text::one_line(text)),
    }
}
