//! Working days: Monday to Friday, whatever the calendar of a country says.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// How many working days there are from `first` to `last`, both included; none where `last` comes before `first`.
#[must_use]
pub fn working_days(first: Date, last: Date) -> i64 {
    if last < first {
        return 0;
    }
    let days = i64::from((last - first).get_days()) + 1;
    let begin = i64::from(first.weekday().to_monday_zero_offset());
    let rest: i64 = (begin..begin + days % 7)
        .map(|day| i64::from(day % 7 < 5))
        .sum();
    days / 7 * 5 + rest
}

/// The last working day before a day.
#[must_use]
pub fn working_day_before(day: Date) -> Date {
    let mut before = day.saturating_sub(1.day());
    while matches!(before.weekday(), Weekday::Saturday | Weekday::Sunday) && before > Date::MIN {
        before = before.saturating_sub(1.day());
    }
    before
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{working_day_before, working_days};

    #[test]
    fn a_sprint_of_two_weeks_has_ten() {
        assert_eq!(working_days(date(2026, 11, 23), date(2026, 12, 4)), 10);
        assert_eq!(working_days(date(2026, 11, 23), date(2026, 11, 27)), 5);
        assert_eq!(working_days(date(2026, 11, 21), date(2026, 11, 22)), 0);
        assert_eq!(working_days(date(2026, 11, 22), date(2026, 11, 21)), 0);
    }

    #[test]
    fn friday_comes_before_monday() {
        for (day, before) in [(20, 19), (21, 20), (22, 20), (23, 20), (24, 23)] {
            assert_eq!(
                working_day_before(date(2026, 11, day)),
                date(2026, 11, before)
            );
        }
        assert_eq!(working_day_before(Date::MIN), Date::MIN);
    }

    proptest! {
        #[test]
        fn as_counted_one_by_one(first in 0..4000i64, days in 0..60i64) {
            let day = |n: i64| date(2024, 1, 1).saturating_add(jiff::Span::new().days(n));
            // The first of January 2024 was a Monday.
            let counted = (first..=first + days).filter(|n| n % 7 < 5).count();
            prop_assert_eq!(working_days(day(first), day(first + days)), i64::try_from(counted).unwrap());
        }
    }
}
