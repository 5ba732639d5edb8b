//! The filters and tests of templates: none of them makes much of little, and none passes words off as Markdown.

use jiff::civil::Date;
use minijinja::value::Rest;
use minijinja::{Environment, Error, ErrorKind, Value, filters, tests};

use crate::report::render::escape_markdown;

/// The longest text that a filter makes, in bytes.
const LONGEST: usize = 64 * 1024;

/// Adds all that a template may use.
pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("md", md);
    environment.add_filter("day", |value: &Value| day(value, "%-d %b"));
    environment.add_filter("long_day", |value: &Value| day(value, "%-d %b %Y"));
    environment.add_filter("join", join);
    // The engine's own keep the mark of Markdown on what they change.
    environment.add_filter("lower", |words: &str| words.to_lowercase());
    environment.add_filter("upper", |words: &str| words.to_uppercase());
    environment.add_filter("trim", |words: &str| words.trim().to_owned());
    environment.add_filter("length", filters::length);
    environment.add_filter("default", filters::default);
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("sort", filters::sort);
    environment.add_filter("reverse", filters::reverse);
    environment.add_filter("sum", filters::sum);
    environment.add_filter("round", filters::round);
    environment.add_filter("select", filters::select);
    environment.add_filter("reject", filters::reject);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_filter("rejectattr", filters::rejectattr);
    environment.add_filter("groupby", filters::groupby);
    environment.add_filter("map", filters::map);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("undefined", tests::is_undefined);
    environment.add_test("none", tests::is_none);
    environment.add_test("number", tests::is_number);
    environment.add_test("string", tests::is_string);
    environment.add_test("odd", tests::is_odd);
    environment.add_test("even", tests::is_even);
    environment.add_test("eq", tests::is_eq);
    environment.add_test("ne", tests::is_ne);
    environment.add_test("lt", tests::is_lt);
    environment.add_test("le", tests::is_le);
    environment.add_test("gt", tests::is_gt);
    environment.add_test("ge", tests::is_ge);
    environment.add_test("in", tests::is_in);
}

/// A value as Markdown that says just that.
pub(super) fn markdown(value: &Value) -> Result<String, Error> {
    if value.is_none() {
        return Ok(String::new());
    }
    let words = match value.as_str() {
        Some(words) if value.is_safe() => return Ok(words.to_owned()),
        Some(words) => words,
        None if value.is_number() || matches!(value.kind(), minijinja::value::ValueKind::Bool) => {
            return Ok(value.to_string());
        }
        None => {
            return Err(wrong(
                "this is not one value: use `for`, `join` or `length`",
            ));
        }
    };
    let mut escaped = escape_markdown(words);
    // At the beginning of a line these make a title, a list or a line.
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let is_mark = match words[digits..].chars().next() {
        Some('.' | ')') => digits > 0,
        Some('#' | '-' | '+' | '=' | '~') => digits == 0,
        _ => false,
    };
    if is_mark {
        escaped.insert(digits, '\\');
    }
    Ok(escaped)
}

fn md(value: &Value) -> Result<Value, Error> {
    Ok(Value::from_safe_string(limited(markdown(value)?)?))
}

fn day(value: &Value, form: &str) -> Result<String, Error> {
    if value.is_none() {
        return Ok(String::new());
    }
    let date = value.as_str().and_then(|text| text.parse::<Date>().ok());
    match date {
        Some(date) => Ok(date.strftime(form).to_string()),
        None => Err(wrong("this is not a date")),
    }
}

/// Words with something between, as Markdown.
fn join(values: &Value, between: Rest<Value>) -> Result<Value, Error> {
    let between = match between.first() {
        Some(between) => markdown(between)?,
        None => String::new(),
    };
    let mut out = String::new();
    if values.as_str().is_some() {
        return Err(wrong("`join` takes a list"));
    }
    for (at, value) in values.try_iter()?.enumerate() {
        if at > 0 {
            out.push_str(&between);
        }
        out.push_str(&markdown(&value)?);
        out = limited(out)?;
    }
    Ok(Value::from_safe_string(out))
}

fn limited(text: String) -> Result<String, Error> {
    match text.len() {
        0..=LONGEST => Ok(text),
        _ => Err(wrong("this makes too long a text")),
    }
}

fn wrong(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}
