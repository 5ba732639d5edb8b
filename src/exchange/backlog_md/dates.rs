//! The date forms of Backlog.md: all of them UTC.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// Reads `2026-11-21 20:31`, `2026-11-21`, `21-11-26`, `21/11/26` and `21.11.26`, with or without a time after a space or `T`.
/// A day without a time begins at midnight.
#[must_use]
pub fn timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    if text.len() > 10 {
        // A zone of its own is obeyed.
        if let Ok(time) = text.parse::<Timestamp>() {
            return Some(time);
        }
    }
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, clock(time.trim())?),
        None => (text, Time::midnight()),
    };
    DateTime::from_parts(date(day)?, time)
        .to_zoned(TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

/// Reads the day on which something happened, in any of those forms: that of a moment is the day in the zone.
#[must_use]
pub fn day_in(text: &str, zone: &TimeZone) -> Option<Date> {
    let is_moment = text.trim().len() > "2026-11-21".len();
    match is_moment {
        true => timestamp(text).map(|time| time.to_zoned(zone.clone()).date()),
        false => day(text),
    }
}

/// Reads a day that was planned, in any of those forms.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    timestamp(text).map(|time| time.to_zoned(TimeZone::UTC).date())
}

fn date(text: &str) -> Option<Date> {
    let mark = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let small = |text: &str| number(text, 2).and_then(|n| i8::try_from(n).ok());
    if let Some(year) = number(a, 4) {
        return (mark == '-')
            .then(|| Date::new(year, small(b)?, small(c)?).ok())
            .flatten();
    }
    let year = number(c, 2).map(|year| 2000 + year).or(number(c, 4))?;
    Date::new(year, small(b)?, small(a)?).ok()
}

fn clock(text: &str) -> Option<Time> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let mut parts = text.split(':');
    let mut next = |required: bool| -> Option<i8> {
        match parts.next() {
            Some(part) => {
                // Fractions of a second are dropped: they say nothing about a backlog.
                let part = part.split('.').next().unwrap_or(part);
                (matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| part.parse().ok())
                    .flatten()
            }
            None => (!required).then_some(0),
        }
    };
    let (hour, minute, second) = (next(true)?, next(true)?, next(false)?);
    parts
        .next()
        .is_none()
        .then(|| Time::new(hour, minute, second, 0).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use jiff::tz::{TimeZone, offset};

    use super::{day, day_in, timestamp};

    #[test]
    fn reads_every_form() {
        for (text, expected) in [
            ("2026-11-21 20:31", "2026-11-21T20:31:00Z"),
            ("2026-11-21 20:31:05", "2026-11-21T20:31:05Z"),
            ("2026-11-21", "2026-11-21T00:00:00Z"),
            ("2026-11-21T20:31", "2026-11-21T20:31:00Z"),
            ("2026-11-21T20:31:05.250Z", "2026-11-21T20:31:05.25Z"),
            ("2026-11-21T20:31:05+02:00", "2026-11-21T18:31:05Z"),
            ("2026-11-21 20:31Z", "2026-11-21T20:31:00Z"),
            ("21-11-26", "2026-11-21T00:00:00Z"),
            ("21/11/26 08:05", "2026-11-21T08:05:00Z"),
            ("21.11.26", "2026-11-21T00:00:00Z"),
            ("21.11.2026", "2026-11-21T00:00:00Z"),
            (" 2026-11-21 ", "2026-11-21T00:00:00Z"),
        ] {
            assert_eq!(
                timestamp(text).map(|time| time.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(day("2026-11-21 23:59").unwrap().to_string(), "2026-11-21");
    }

    #[test]
    fn a_moment_is_of_a_day_in_the_zone() {
        let zone = TimeZone::fixed(offset(-5));
        for (text, expected) in [
            ("2026-11-21 03:59", "2026-11-20"),
            ("2026-11-21T23:30:00-08:00", "2026-11-22"),
            ("2026-11-21", "2026-11-21"),
            ("21.11.26", "2026-11-21"),
        ] {
            assert_eq!(day_in(text, &zone).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in [
            "",
            "soon",
            "2026-13-45",
            "2026/11/21",
            "31-02-26",
            "2026-11-21 25:00",
            "2026-11-21 10",
            "1-1-26",
            "2026-11",
            "26-11-21-1",
            "2026-11-21 20:31:00:00",
            "é",
            "2026-11-21T",
        ] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }
}
