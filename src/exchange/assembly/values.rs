//! One value of a column, read as what it should be.

use jiff::civil::Date;

use crate::exchange::assembly::fill::Known;
use crate::model::Hundredths;
use crate::text::one_line;

pub(super) fn set(place: &mut String, text: String) -> Result<(), String> {
    if place.is_empty() {
        *place = text;
        Ok(())
    } else if *place == text {
        Ok(())
    } else {
        Err(String::new())
    }
}

/// The first value counts; another one is kept without a word.
pub(super) fn set_once<T: PartialEq>(place: &mut Option<T>, value: T) -> Result<(), String> {
    match place {
        None => {
            *place = Some(value);
            Ok(())
        }
        Some(known) if *known == value => Ok(()),
        Some(_) => Err(String::new()),
    }
}

pub(super) fn day(
    place: &mut Option<(Date, String, String)>,
    column: &str,
    text: &str,
    known: &Known<'_>,
) -> Result<(), String> {
    let date = known.dates.date(text).ok_or_else(|| not_a_date(text))?;
    if place.is_none() {
        *place = Some((date, column.to_owned(), text.to_owned()));
        Ok(())
    } else {
        Err(String::new())
    }
}

pub(super) fn not_a_date(text: &str) -> String {
    format!("`{}` is no date that can be read", short(text))
}

pub(super) fn amount(place: &mut Option<Hundredths>, text: &str) -> Result<(), String> {
    let plain = text.replace(',', ".");
    let plain = match plain.split_once('.') {
        Some((whole, decimals)) if decimals.bytes().all(|b| b.is_ascii_digit()) => {
            match decimals.trim_end_matches('0') {
                "" => whole.to_owned(),
                decimals => format!("{whole}.{decimals}"),
            }
        }
        _ => plain,
    };
    let amount: Hundredths = plain
        .parse()
        .map_err(|error| format!("`{}`: {error}", short(text)))?;
    set_once(place, amount)
}

pub(super) fn short(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() > 60 {
        format!("{}…", line.chars().take(59).collect::<String>())
    } else {
        line
    }
}

/// Whether a text is one web address.
pub(super) fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}
