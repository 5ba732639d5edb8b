//! The sample's days, counted from the Monday on which its running Sprint started.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::script::YESTERDAY;

/// Days and times of the sample, in UTC.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    monday: Date,
    today: Date,
    now: Timestamp,
}

impl Calendar {
    /// Returns the calendar in which `now` is the fourth to tenth day after the Monday: the Sprint always runs, and
    /// what happened on its first three days lies behind.
    pub fn new(now: Timestamp) -> Self {
        let today = now.to_zoned(TimeZone::UTC).date();
        let mut monday = today.saturating_sub(3.days());
        while monday.weekday() != Weekday::Monday && monday > Date::MIN {
            monday = monday.saturating_sub(1.day());
        }
        Self { monday, today, now }
    }

    /// The date of a day.
    pub fn date(&self, day: i32) -> Date {
        if day == YESTERDAY {
            let back = match self.today.weekday() {
                Weekday::Monday => 3,
                Weekday::Sunday => 2,
                _ => 1,
            };
            self.today.saturating_sub(back.days())
        } else {
            self.monday.saturating_add(day.days())
        }
    }

    /// The time of the n-th step of a day; no two days begin at the same minute.
    pub fn time(&self, day: i32, nth: usize) -> Timestamp {
        let date = self.date(day);
        let first = i64::from(date.day()) * 37 % 120;
        let minutes = first + i64::try_from(nth).unwrap_or(0).min(30) * 19;
        let begin = date.at(7, 0, 0, 0).to_zoned(TimeZone::UTC);
        begin.map_or(self.now, |begin| {
            let seconds = begin.timestamp().as_second() + minutes * 60 + minutes % 53;
            Timestamp::from_second(seconds).unwrap_or(self.now)
        })
    }

    /// The quarter in which the running Sprint started: `2026-Q4`.
    pub fn quarter(&self) -> String {
        let month = self.monday.month();
        format!("{}-Q{}", self.monday.year(), (month + 2) / 3)
    }
}

/// The first day of a Sprint; they last two weeks.
pub(super) fn sprint_start(number: u64) -> i32 {
    (i32::try_from(number).unwrap_or(8) - 8) * 14
}

#[cfg(test)]
mod tests {
    use super::{Calendar, sprint_start};
    use jiff::Timestamp;

    #[test]
    fn the_sprint_runs_whatever_the_day() {
        for (now, monday) in [
            ("2026-11-27T09:00:00Z", "2026-11-23"),
            ("2026-11-26T00:00:00Z", "2026-11-23"),
            ("2026-11-25T23:59:59Z", "2026-11-16"),
            ("2026-11-23T08:00:00Z", "2026-11-16"),
        ] {
            let now: Timestamp = now.parse().unwrap();
            let calendar = Calendar::new(now);
            assert_eq!(calendar.date(0).to_string(), monday, "{now}");
            assert!(calendar.time(2, 60) < now, "{now}");
        }
        assert_eq!((sprint_start(8), sprint_start(3)), (0, -70));
    }

    #[test]
    fn no_time_is_too_far() {
        for now in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
            let calendar = Calendar::new(now);
            for day in [-83, 0, 25, 100] {
                let _ = (calendar.time(day, 9), calendar.quarter());
            }
        }
    }
}
