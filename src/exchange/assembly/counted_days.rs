//! Days that are written as one number: those that spreadsheets count, seconds since 1970, and digits in a row.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use crate::exchange::dates::day_of_digits;

/// What a number counts. Each has numbers of its own, all in this century or the last decade before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// Days, as a spreadsheet shows a date that is no date to it: `45924`, with the time of day `45924.5`.
    SpreadsheetDays,
    /// Year, month and day: `20250924`.
    Digits,
    /// Seconds since 1970: `1758706200`.
    Seconds,
}

/// The first day after the one that spreadsheets call 0.
const ZERO: Date = jiff::civil::date(1899, 12, 30);

/// From 1990 to 2099.
const DAYS: std::ops::RangeInclusive<i64> = 32_874..=73_050;

impl Counting {
    /// What the number in a cell counts; none where it is no such number.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let (whole, decimals) = parts(cell)?;
        match (whole.len(), decimals) {
            (5, _) => {
                let days: i64 = whole.parse().ok()?;
                DAYS.contains(&days).then_some(Self::SpreadsheetDays)
            }
            (8, "") => likely_day(whole).map(|_| Self::Digits),
            (10, _) => ("0946684800".."4102444800")
                .contains(&whole)
                .then_some(Self::Seconds),
            _ => None,
        }
    }

    /// The day that a cell means, written out.
    pub(super) fn day(self, cell: &str) -> Option<String> {
        let (whole, decimals) = parts(cell)?;
        match self {
            Self::Digits => likely_day(whole).map(|day| day.to_string()),
            Self::Seconds => {
                let moment = Timestamp::from_second(whole.parse().ok()?).ok()?;
                Some(moment.to_string())
            }
            Self::SpreadsheetDays => {
                let day = ZERO.checked_add(whole.parse::<i32>().ok()?.days()).ok()?;
                match seconds(decimals)? {
                    0 => Some(day.to_string()),
                    seconds => {
                        let start = DateTime::from(day);
                        let moment = start.checked_add(seconds.seconds()).ok()?;
                        Some(moment.strftime("%Y-%m-%d %H:%M:%S").to_string())
                    }
                }
            }
        }
    }

    /// What to say about a column that is read so.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::SpreadsheetDays => {
                "its numbers are read as days since 1899-12-30, as spreadsheets count them"
            }
            Self::Digits => "its numbers are read as year, month and day",
            Self::Seconds => "its numbers are read as seconds since 1970",
        }
    }
}

/// A number before and after its mark of decimals; none where it is no number.
fn parts(cell: &str) -> Option<(&str, &str)> {
    let (whole, decimals) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && is_digits(whole) && is_digits(decimals)).then_some((whole, decimals))
}

/// A day of the last decades, or to come.
fn likely_day(digits: &str) -> Option<Date> {
    day_of_digits(digits).filter(|day| (1970..2100).contains(&day.year()))
}

/// How many seconds decimals of a day are, to the nearest.
fn seconds(decimals: &str) -> Option<i64> {
    let nine: String = decimals
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    let billionths: i64 = nine.parse().ok()?;
    Some((billionths * 86_400 + 500_000_000) / 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::Counting;

    #[test]
    fn numbers_count_in_three_ways() {
        for (cell, day) in [
            ("45924", "2025-09-24"),
            ("45924.0", "2025-09-24"),
            ("45924,39583", "2025-09-24 09:30:00"),
            ("45924.999999999", "2025-09-25 00:00:00"),
            ("20250924", "2025-09-24"),
            ("1758706200", "2025-09-24T09:30:00Z"),
            ("1758706200.25", "2025-09-24T09:30:00Z"),
        ] {
            let counting = Counting::of(cell).unwrap();
            assert_eq!(counting.day(cell).as_deref(), Some(day), "{cell}");
        }
        for cell in [
            "",
            "7",
            "12345",
            "99999",
            "20251301",
            "20250924.5",
            "99999999",
            "0000000001",
            "-45924",
            "45924.5.1",
            "4592a",
        ] {
            assert_eq!(Counting::of(cell), None, "{cell}");
        }
    }
}
