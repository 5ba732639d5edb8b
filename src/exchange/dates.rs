//! Dates and times as other tools write them. Whether the day or the month comes first is decided for a whole file.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use crate::exchange::clock::{after_clock, clock};
use crate::exchange::date_order::DateOrder;
use crate::exchange::months::month;

/// No date is longer, in bytes.
const LONGEST: usize = 64;

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

    /// The day on which something happened: that of a moment is the day in the reader's zone, whatever clock it was read from, so that
    /// all days of an item are of one calendar. Midnight of a clock of its own stands for a day without a time, as tools write it.
    #[must_use]
    pub fn day(&self, text: &str) -> Option<Date> {
        match parts(text) {
            Some(Parts {
                time: Some(time),
                offset: Some(_),
                ..
            }) if time != Time::midnight() => {
                let moment = self.timestamp(text)?;
                Some(moment.to_zoned(self.zone.clone()).date())
            }
            _ => self.date(text),
        }
    }

    /// The day that somebody planned. A zone of its own is that of the clock that it was read from, so the day stands there; a time
    /// in UTC is nobody's clock, and is of a day in the reader's zone.
    #[must_use]
    pub fn date(&self, text: &str) -> Option<Date> {
        if let Some(moment) = milliseconds(text) {
            return Some(moment.to_zoned(self.zone.clone()).date());
        }
        let parts = parts(text)?;
        match (parts.offset, parts.time) {
            (Some(Offset::UTC), Some(_)) => {
                let moment = self.timestamp(text)?;
                Some(moment.to_zoned(self.zone.clone()).date())
            }
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

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::proptest;

    use super::DateReader;
    use crate::exchange::date_order::DateOrder;

    fn reader(order: Option<DateOrder>) -> DateReader {
        DateReader {
            order,
            zone: TimeZone::UTC,
        }
    }

    fn time(text: &str) -> Option<String> {
        reader(None).timestamp(text).map(|time| time.to_string())
    }

    #[test]
    fn reads_what_tools_write() {
        for (text, expected) in [
            ("22/Sep/25 9:26 AM", "2025-09-22T09:26:00Z"),
            ("2/Jan/2006 3:04 PM", "2006-01-02T15:04:00Z"),
            ("02/Jan/06 15:04", "2006-01-02T15:04:00Z"),
            ("2024-02-13 22:10", "2024-02-13T22:10:00Z"),
            ("2024-02-13 22:10:59", "2024-02-13T22:10:59Z"),
            ("2024-02-13", "2024-02-13T00:00:00Z"),
            ("Jan/2/06", "2006-01-02T00:00:00Z"),
            ("26/abr/26", "2026-04-26T00:00:00Z"),
            ("12/lut/21", "2021-02-12T00:00:00Z"),
            ("26/abr./26 9:26 a.\u{a0}m.", "2026-04-26T09:26:00Z"),
            ("26/Mär/26 12:05 AM", "2026-03-26T00:05:00Z"),
            ("24/1月/26 9:26 午後", "2026-01-24T21:26:00Z"),
            ("24/十一月/26 9:26 上午", "2026-11-24T09:26:00Z"),
            ("2026년 1월 24일 09:26", "2026-01-24T09:26:00Z"),
            ("24/янв/26 9:26 AM", "2026-01-24T09:26:00Z"),
            ("26/août/26 12:05 PM", "2026-08-26T12:05:00Z"),
            ("2025年9月24日", "2025-09-24T00:00:00Z"),
            ("24 сен 2025", "2025-09-24T00:00:00Z"),
            ("24-Ağu-25", "2025-08-24T00:00:00Z"),
            ("2025. szeptember 24.", "2025-09-24T00:00:00Z"),
            ("24. syyskuuta 2025", "2025-09-24T00:00:00Z"),
            ("26/mrt./26 23:05", "2026-03-26T23:05:00Z"),
            ("2020-12-03T14:05:20.974+0100", "2020-12-03T13:05:20Z"),
            ("2020-12-03T14:05:20-08:00", "2020-12-03T22:05:20Z"),
            ("2026-11-21T20:31:07Z", "2026-11-21T20:31:07Z"),
            ("Sat, 10 Oct 2020 17:31:32 -0400", "2020-10-10T21:31:32Z"),
            (
                "Tue May 14 2024 08:53:33 GMT+0000 (GMT)",
                "2024-05-14T08:53:33Z",
            ),
            (
                "Tue May 14 2024 08:53:33 GMT+0000 (GMT+00:00)",
                "2024-05-14T08:53:33Z",
            ),
            ("May 2, 2023", "2023-05-02T00:00:00Z"),
            ("Aug 06 '20", "2020-08-06T00:00:00Z"),
            ("21.11.2026 08:05", "2026-11-21T08:05:00Z"),
            ("2.1.26", "2026-01-02T00:00:00Z"),
            ("11/22/2025 22:48", "2025-11-22T22:48:00Z"),
            ("22/11/2025 22:48", "2025-11-22T22:48:00Z"),
            ("14 de mayo de 2024", "2024-05-14T00:00:00Z"),
            ("13/05/2020 09:07 AM BRT", "2020-05-13T12:07:00Z"),
            ("05/13/2020 11:07 PM IST", "2020-05-13T23:07:00Z"),
            ("1582060577914", "2020-02-18T21:16:17Z"),
        ] {
            assert_eq!(time(text).as_deref(), Some(expected), "{text}");
        }
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let berlin = DateReader { order: None, zone };
        assert_eq!(
            berlin.timestamp("22/Sep/25 9:26 AM").unwrap().to_string(),
            "2025-09-22T07:26:00Z"
        );
        let day = berlin.date("2020-12-03T23:30:00.000+0000").unwrap();
        assert_eq!(day.to_string(), "2020-12-04");
    }

    #[test]
    fn a_planned_day_is_that_of_the_clock_it_was_read_from() {
        for (text, expected) in [
            ("2025-12-19T19:52:51-06:00", "2025-12-19"),
            ("2024-01-01T02:00:00.000+0800", "2024-01-01"),
            ("Sat, 10 Oct 2020 23:31:32 -0400", "2020-10-10"),
            ("13/05/2020 11:07 PM BRT", "2020-05-13"),
            ("2020-12-03T23:30:00Z", "2020-12-03"),
        ] {
            let day = reader(None).date(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_happened_is_of_a_day_in_the_zone_of_the_reader() {
        let offset = jiff::tz::offset(2);
        for (text, utc, east) in [
            ("2025-12-30T17:14:20-08:00", "2025-12-31", "2025-12-31"),
            ("2025-12-30T23:14:20Z", "2025-12-30", "2025-12-31"),
            (
                "Mon, 24 Nov 2025 23:26:01 -0300",
                "2025-11-25",
                "2025-11-25",
            ),
            ("2024-01-01T02:00:00.000+0800", "2023-12-31", "2023-12-31"),
            ("1767139200000", "2025-12-31", "2025-12-31"),
            // A day that a tool wrote as a moment.
            (
                "Mon, 24 Nov 2025 00:00:00 +0100",
                "2025-11-24",
                "2025-11-24",
            ),
            ("2025-11-24", "2025-11-24", "2025-11-24"),
            ("24/Nov/25 11:30 PM", "2025-11-24", "2025-11-24"),
        ] {
            let reader = reader(None);
            let day = reader.day(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(utc), "{text}");
            let zone = TimeZone::fixed(offset);
            let day = DateReader { zone, ..reader }.day(text);
            let day = day.map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(east), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "soon",
            "2026-13-45",
            "31/Feb/26",
            "5",
            "5.0",
            "1-2",
            "22/Sep",
            "Sprint 3 of 2025",
            "2026-11-21 25:00",
            "99/99/99",
            "1/2/3/4",
            "12:30",
            "8/Foo/25",
            "20251122",
            "1582060577",
            "9999999999999",
            "03/04/2025",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
        let day = |order| reader(Some(order)).date("03/04/2025").unwrap().to_string();
        assert_eq!(day(DateOrder::DayFirst), "2025-04-03");
        assert_eq!(day(DateOrder::MonthFirst), "2025-03-04");
        assert_eq!(reader(Some(DateOrder::DayFirst)).date("03/14/2025"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,30}") {
            let _ = reader(None).timestamp(&text);
            let _ = reader(Some(DateOrder::MonthFirst)).date(&text);
        }
    }
}
