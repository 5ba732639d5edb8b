//! One value of a column, read as what it should be.

use jiff::civil::Date;

use crate::exchange::assembly::fill::Known;
use crate::exchange::digits::{Comma, NoFigure, plain};
use crate::exchange::key::whole_number;
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
    let date = known.dates.day_of(text).ok_or_else(|| not_a_date(text))?;
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
    let plain = digits_of(text)?;
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

/// What is written behind sizes.
const UNITS: &[&str] = &[
    "story points",
    "story point",
    "storypoints",
    "points",
    "point",
    "pts",
    "pt",
    "sps",
    "sp",
];

/// A number with a point before its decimals: `5 pts`, `1/2` and `1.000,5` are numbers too.
fn digits_of(text: &str) -> Result<String, String> {
    let text = text.trim();
    let before = |unit: &&str| {
        let (number, end) = text.split_at_checked(text.len().checked_sub(unit.len())?)?;
        end.eq_ignore_ascii_case(unit).then_some(number.trim_end())
    };
    let number = UNITS.iter().find_map(before).unwrap_or(text);
    let halves = match number.strip_suffix("1/2") {
        Some("") => Some("½".to_owned()),
        Some(whole) => whole.strip_suffix(' ').map(|whole| format!("{whole}½")),
        None => None,
    };
    if let Some(number) = halves {
        return Ok(number);
    }
    // A single point begins decimals wherever a tool writes numbers; a comma may part thousands.
    let comma = match number.contains(',') {
        true => Comma::Unknown,
        false => Comma::Thousands,
    };
    plain(number, comma).map_err(|reason| match reason {
        NoFigure::Comma => {
            let small = number.replace(',', ".");
            let large = number.replace(',', "");
            format!("`{}` may be {small} as well as {large}", short(text))
        }
        NoFigure::Empty | NoFigure::Other => format!("`{}` is not a number", short(text)),
    })
}

/// How deep a row stands: `2`, `2.0`, `Level 2`.
pub(super) fn level(text: &str) -> Option<usize> {
    let number = text.trim_start_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    whole_number(number)?.parse().ok()
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

/// The first word of a list that holds a mark with no space beside it, where spaces part the list as well: nobody knows whether it
/// is one label or several.
pub(super) fn inner_marks<'v>(value: &'v str, marks: &[char]) -> Option<&'v str> {
    let rest: Vec<char> = marks.iter().copied().filter(|mark| *mark != ' ').collect();
    if rest.is_empty() || rest.len() == marks.len() {
        return None;
    }
    let words = value.split(' ').map(|word| word.trim_matches(&rest[..]));
    let mut words = words.filter(|word| word.contains(&rest[..]));
    words.next()
}

#[cfg(test)]
mod tests {
    use super::amount;

    fn read(text: &str) -> Result<i64, String> {
        let mut place = None;
        amount(&mut place, text)?;
        Ok(place.unwrap().hundredths())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, hundredths) in [
            ("1/2", 50),
            ("1 1/2", 150),
            ("½", 50),
            ("5 pts", 500),
            ("8 SP", 800),
            ("3 points", 300),
            ("1 story point", 100),
            ("5pt", 500),
            ("1,5", 150),
            ("0,500", 50),
            ("1.000,5", 100_050),
            ("1,200.50", 120_050),
            ("1,234,567", 123_456_700),
            ("3.000", 300),
            ("13.0", 1300),
        ] {
            assert_eq!(read(text), Ok(hundredths), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_is_none() {
        let said = read("1,200").unwrap_err();
        assert_eq!(said, "`1,200` may be 1.200 as well as 1200");
        for text in [
            "XL", "11/2", "1/3", "pts", "5 days", "-3", "1e400", "1,2,3", "", ",", ".",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
