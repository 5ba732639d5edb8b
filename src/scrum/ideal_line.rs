//! The ideal line of a Sprint: an even burn over its working days, flat on weekends.

use jiff::civil::{Date, Weekday};

use crate::model::Hundredths;

/// Whether a day is a Saturday or Sunday.
#[must_use]
pub fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// What would remain at the end of each day if `start` burned evenly over the working days: nothing at the end of the
/// last one. Where all days are weekends, each counts.
#[must_use]
pub fn ideal_line(start: Hundredths, days: &[Date]) -> Vec<Hundredths> {
    let rests = days.iter().any(|day| !is_weekend(*day));
    let works = |day: &Date| !rests || !is_weekend(*day);
    let all = i128::try_from(days.iter().filter(|day| works(day)).count()).unwrap_or(i128::MAX);
    let mut left = all;
    days.iter()
        .map(|day| {
            left -= i128::from(works(day));
            // Rounded to the nearest hundredth.
            let value = (i128::from(start.hundredths()) * left * 2 + all) / (all * 2).max(1);
            Hundredths::from_hundredths(i64::try_from(value).unwrap_or(i64::MAX))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::{Date, date};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{ideal_line, is_weekend};
    use crate::model::Hundredths;

    fn days(from: Date, count: i64) -> Vec<Date> {
        (0..count).map(|n| from.saturating_add(n.days())).collect()
    }

    #[test]
    fn weekends_are_flat_and_the_last_working_day_ends_at_nothing() {
        let line = ideal_line(Hundredths::whole(20), &days(date(2026, 11, 16), 12));
        let told: Vec<String> = line.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "18", "16", "14", "12", "10", "10", "10", "8", "6", "4", "2", "0"
            ]
        );
        let weekend = ideal_line(Hundredths::whole(3), &days(date(2026, 11, 21), 2));
        assert_eq!(
            weekend,
            [Hundredths::from_hundredths(150), Hundredths::ZERO]
        );
        assert!(ideal_line(Hundredths::whole(3), &[]).is_empty());
    }

    proptest! {
        #[test]
        fn it_never_rises(start in 0..1_000_000i64, first in 0..400i64, count in 1..60i64) {
            let start = Hundredths::from_hundredths(start);
            let days = days(date(2026, 1, 1).saturating_add(first.days()), count);
            let line = ideal_line(start, &days);
            prop_assert_eq!(line.last(), Some(&Hundredths::ZERO));
            let mut before = start;
            for (day, value) in days.iter().zip(line) {
                prop_assert!(value <= before);
                if is_weekend(*day) && days.iter().any(|day| !is_weekend(*day)) {
                    prop_assert_eq!(value, before);
                }
                before = value;
            }
        }
    }
}
