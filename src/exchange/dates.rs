//! Dates and times as other tools write them. Whether the day or the month comes first is decided for a whole file.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use crate::exchange::date_order::DateOrder;
use crate::exchange::months::month;

/// No date is longer, in bytes.
const LONGEST: usize = 64;

/// Zones that tools write after a time, in hours; a time in any other is that of a clock on the wall.
const ZONES: &[(&str, i8)] = &[
    ("brst", -2),
    ("brt", -3),
    ("edt", -4),
    ("cdt", -5),
    ("est", -5),
    ("cst", -6),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
    ("cet", 1),
    ("cest", 2),
    ("jst", 9),
    ("aest", 10),
    ("aedt", 11),
];

/// The day that eight digits say: year, month and day, as `20250924`.
#[must_use]
pub fn day_of_digits(digits: &str) -> Option<Date> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = digits[..4].parse().ok()?;
    let [month, day] = [&digits[4..6], &digits[6..]].map(|part| part.parse().ok());
    Date::new(year, month?, day?).ok()
}

/// What a date in numbers says about the order of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing needs to be known.
    Nothing,
    /// One order only is possible.
    Only(DateOrder),
    /// Day and month may be either.
    Either,
}

/// Reads the dates of one file.
#[derive(Debug, Clone)]
pub struct DateReader {
    /// The order of dates in numbers; none where the file has none that needs it.
    pub order: Option<DateOrder>,
    /// The zone of times that name none.
    pub zone: TimeZone,
}

impl DateReader {
    /// The moment that a text says; a day without a time begins at midnight. None where it is no date.
    #[must_use]
    pub fn timestamp(&self, text: &str) -> Option<Timestamp> {
        if let Some(moment) = milliseconds(text) {
            return Some(moment);
        }
        let parts = parts(text)?;
        let date = parts.date(self.order)?;
        let time = DateTime::from_parts(date, parts.time.unwrap_or(Time::midnight()));
        match parts.offset {
            Some(offset) => offset.to_timestamp(time).ok(),
            None => time
                .to_zoned(self.zone.clone())
                .ok()
                .map(|zoned| zoned.timestamp()),
        }
    }

    /// The day that a text says. A zone of its own is that of the clock that it was read from, so the day stands there; a time in
    /// UTC is nobody's clock, and is of a day in the reader's zone.
    ///
    /// For what is planned: Sprints, days that are due. [`Self::day_of`] is for what happened.
    #[must_use]
    pub fn date(&self, text: &str) -> Option<Date> {
        self.day(text, |offset, _| offset == Offset::UTC)
    }

    /// The day, in the reader's zone, of what happened when a text says: nothing ends on a day before the moment that the same
    /// file says it began. Midnight in a zone of its own is no time at which anything happened, but a day.
    #[must_use]
    pub fn day_of(&self, text: &str) -> Option<Date> {
        self.day(text, |offset, time| {
            offset == Offset::UTC || time != Time::midnight()
        })
    }

    /// The day that a text says: in the reader's zone where its zone and time make it a moment, else as it is written.
    fn day(&self, text: &str, is_moment: impl Fn(Offset, Time) -> bool) -> Option<Date> {
        let here = |moment: Timestamp| moment.to_zoned(self.zone.clone()).date();
        if let Some(moment) = milliseconds(text) {
            return Some(here(moment));
        }
        let parts = parts(text)?;
        match (parts.offset, parts.time) {
            (Some(offset), Some(time)) if is_moment(offset, time) => self.timestamp(text).map(here),
            _ => parts.date(self.order),
        }
    }
}

/// A moment that is counted in milliseconds since 1970, as ClickUp does: thirteen digits, of this century.
fn milliseconds(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let is_count = text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit());
    if !is_count || !("0946684800000".."4102444800000").contains(&text) {
        return None;
    }
    Timestamp::from_second(text[..10].parse().ok()?).ok()
}

/// A date taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    /// Its numbers, with how many digits each has.
    pub(super) numbers: [(i16, usize); 3],
    /// The number of its month where that is a word, and before which number it stands.
    pub(super) month: Option<(i8, usize)>,
    /// Whether dots part the numbers.
    pub(super) dots: bool,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Parts {
    /// What its numbers say, each for itself.
    pub(super) fn says(&self) -> Says {
        let [(a, digits), (b, _), _] = self.numbers;
        if self.month.is_some() || digits == 4 {
            return Says::Nothing;
        }
        match (a > 12, b > 12) {
            (true, true) => Says::Only(DateOrder::YearFirst),
            (true, false) => Says::Only(DateOrder::DayFirst),
            (false, true) => Says::Only(DateOrder::MonthFirst),
            // Nobody writes the month first and dots.
            (false, false) if self.dots => Says::Only(DateOrder::DayFirst),
            (false, false) if a == b => Says::Nothing,
            (false, false) => Says::Either,
        }
    }

    fn date(&self, order: Option<DateOrder>) -> Option<Date> {
        let [a, b, c] = self.numbers;
        if let Some((month, place)) = self.month {
            // `22/Sep/25`, `Sep 22, 2025`, `2025 Sep 22`.
            let (day, year) = if a.1 == 4 { (b, a) } else { (a, b) };
            let _ = place;
            return date(year, (month.into(), 2), day);
        }
        if a.1 == 4 {
            return date(a, b, c);
        }
        match (self.says(), order) {
            (_, Some(DateOrder::YearFirst)) => date(a, b, c),
            (_, Some(DateOrder::DayFirst)) => date(c, b, a),
            (_, Some(DateOrder::MonthFirst)) => date(c, a, b),
            (Says::Only(DateOrder::MonthFirst), None) => date(c, a, b),
            (Says::Only(DateOrder::DayFirst) | Says::Nothing, None) => date(c, b, a),
            _ => None,
        }
    }
}

fn date(year: (i16, usize), month: (i16, usize), day: (i16, usize)) -> Option<Date> {
    let small =
        |(number, digits): (i16, usize)| (digits <= 2).then(|| i8::try_from(number).ok()).flatten();
    let year = match year {
        (year, 4) => year,
        // Two digits are of this century unless that lies far ahead.
        (year, 1 | 2) if year < 70 => 2000 + year,
        (year, 2) => 1900 + year,
        _ => return None,
    };
    Date::new(year, small(month)?, small(day)?).ok()
}

/// Takes a date apart: `22/Sep/25 9:26 AM`, `2026-11-21T20:31:05.250+0100`, `Tue May 14 2024 08:53:33 GMT+0000 (GMT)`.
pub(super) fn parts(text: &str) -> Option<Parts> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (day, time, offset) = match clock(text) {
        Some((start, time, end)) => {
            let (time, offset) = after_clock(time, &text[end..])?;
            (&text[..start], Some(time), offset)
        }
        None => (text, None, None),
    };
    let mut numbers = Vec::new();
    let mut named = None;
    let mut dots = 0;
    let mut rest = day;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            if end > 4 {
                return None;
            }
            numbers.push((rest[..end].parse::<i16>().ok()?, end));
            rest = &rest[end..];
        } else if first.is_alphabetic() {
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let word = &rest[..end];
            // `1月` and `1월` say what the number before them is.
            let counted = numbers.last().filter(|_| matches!(word, "月" | "월"));
            let counted = counted.and_then(|&(number, _)| i8::try_from(number).ok());
            if counted.is_some() {
                numbers.pop();
            }
            match counted.or_else(|| month(word)) {
                Some(number) if named.is_none() => named = Some((number, numbers.len())),
                _ if is_between(word) || (numbers.is_empty() && named.is_none()) => {}
                _ => return None,
            }
            rest = &rest[end..];
        } else if matches!(
            first,
            '/' | '-' | '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\''
        ) {
            dots += usize::from(first == '.');
            rest = &rest[first.len_utf8()..];
        } else {
            return None;
        }
    }
    let numbers = match (numbers.as_slice(), named) {
        (&[a, b], Some(_)) => [a, b, (0, 0)],
        (&[a, b, c], None) => [a, b, c],
        _ => return None,
    };
    Some(Parts {
        numbers,
        month: named,
        dots: dots >= 2,
        time,
        offset,
    })
}

/// Words that may stand between the parts: `14 de mayo de 2024`, `May 14th`, `T` before a time.
fn is_between(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "t" | "de"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "er"
            | "º"
            | "o"
            | "at"
            | "um"
            | "年"
            | "日"
            | "년"
            | "일"
    )
}

/// Where a time such as `9:26` or `08:53:33.250` stands: its start, what it says, its end.
fn clock(text: &str) -> Option<(usize, Time, usize)> {
    let bytes = text.as_bytes();
    let colon = text.find(':')?;
    let start = (0..colon)
        .rev()
        .take_while(|&at| bytes[at].is_ascii_digit())
        .last()?;
    let mut parts = [0_i8; 3];
    let mut at = start;
    for (index, part) in parts.iter_mut().enumerate() {
        let end = (at..bytes.len())
            .find(|&at| !bytes[at].is_ascii_digit())
            .unwrap_or(bytes.len());
        if !(1..=2).contains(&(end - at)) {
            return None;
        }
        *part = text[at..end].parse().ok()?;
        at = end;
        if index == 2 || bytes.get(at) != Some(&b':') {
            break;
        }
        at += 1;
    }
    let time = Time::new(parts[0], parts[1], parts[2], 0).ok()?;
    // Parts of a second are left out: they say nothing about a backlog.
    if matches!(bytes.get(at), Some(b'.' | b','))
        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    {
        at += 1;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
    }
    Some((start, time, at))
}

/// What follows a time: nothing, `AM`, `p. m.`, `Z`, `+0100`, `GMT+0000 (GMT)`.
fn after_clock(time: Time, text: &str) -> Option<(Time, Option<Offset>)> {
    let text = match text.find('(') {
        Some(at) => &text[..at],
        None => text,
    };
    let word: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .flat_map(char::to_lowercase)
        .collect();
    let hour = time.hour();
    let twelve = |afternoon: bool| -> Option<Time> {
        let hour = match (hour, afternoon) {
            (13.., _) => return Some(time),
            (12, false) => 0,
            (12, true) => 12,
            (hour, true) => hour + 12,
            (hour, false) => hour,
        };
        Time::new(hour, time.minute(), time.second(), 0).ok()
    };
    let behind = |names: &[&str]| names.iter().find_map(|name| word.strip_prefix(name));
    let (time, rest) = if let Some(rest) = behind(&["am", "vorm", "上午", "午前", "오전"]) {
        (twelve(false)?, rest)
    } else if let Some(rest) = behind(&["pm", "nachm", "下午", "午後", "오후"]) {
        (twelve(true)?, rest)
    } else {
        (time, word.as_str())
    };
    let rest = rest
        .strip_prefix("gmt")
        .or(rest.strip_prefix("utc"))
        .map_or((rest, false), |rest| (rest, true));
    match rest {
        ("", false) => Some((time, None)),
        ("" | "z", _) => Some((time, Some(Offset::UTC))),
        (zone, false) if zone.len() <= 5 && zone.bytes().all(|b| b.is_ascii_lowercase()) => {
            let hours = ZONES.iter().find(|(name, _)| *name == zone);
            Some((
                time,
                hours.and_then(|(_, hours)| Offset::from_seconds(i32::from(*hours) * 3600).ok()),
            ))
        }
        (rest, _) => {
            let (sign, digits) = if let Some(digits) = rest.strip_prefix('+') {
                (1, digits)
            } else {
                (-1, rest.strip_prefix(['-', '\u{2212}'])?)
            };
            let digits: String = digits.chars().filter(|c| *c != ':').collect();
            if !matches!(digits.len(), 1 | 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let number: i32 = digits.parse().ok()?;
            let minutes = if digits.len() == 4 {
                number / 100 * 60 + number % 100
            } else {
                number * 60
            };
            Some((time, Some(Offset::from_seconds(sign * minutes * 60).ok()?)))
        }
    }
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
