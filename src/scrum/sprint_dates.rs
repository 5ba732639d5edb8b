//! The days of a Sprint: when the next one begins and ends, and whether two lie on the same days.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::model::{Sprint, SprintConfig, SprintState};

use super::sprint_refusal::SprintRefusal;

/// The days on which the next Sprint begins and ends, both included.
///
/// It begins on the team's weekday after the last Sprint, in the same rhythm, and ends on the last working day (Monday
/// to Friday) before the one after it begins. Sprints that would be over already are passed over. Without a Sprint
/// before it, it begins on that weekday today or next.
#[must_use]
pub fn next_days(config: &SprintConfig, sprints: &[Sprint], today: Date) -> (Date, Date) {
    let weekday = weekday(&config.start);
    let after = sprints.iter().filter_map(last_day).max();
    let mut from = match after {
        Some(last) => last.saturating_add(1.day()),
        None => today,
    };
    while from.weekday() != weekday && from < Date::MAX {
        from = from.saturating_add(1.day());
    }
    let mut to = last_working_day(config, from);
    if to < today {
        // Whole Sprints went by: the rhythm stays.
        let length = 7 * i64::from(config.weeks.max(1));
        let late = i64::from((today - to).get_days());
        let passed = late.div_euclid(length) + i64::from(late % length != 0);
        from = from.saturating_add((passed * length).days());
        to = last_working_day(config, from);
    }
    (from, to)
}

/// The last working day of a Sprint that begins on `from`.
#[must_use]
pub fn last_working_day(config: &SprintConfig, from: Date) -> Date {
    let days = 7 * i64::from(config.weeks.max(1)) - 1;
    let mut to = from.saturating_add(days.days());
    while matches!(to.weekday(), Weekday::Saturday | Weekday::Sunday) && to > from {
        to = to.saturating_sub(1.day());
    }
    to
}

/// The last day that a Sprint takes: a closed one ends on the day when it was closed, where that was early.
#[must_use]
pub fn last_day(sprint: &Sprint) -> Option<Date> {
    match (sprint.to, sprint.closed) {
        (Some(to), Some(closed)) => Some(to.min(closed)),
        (to, closed) => to.or(closed).or(sprint.from),
    }
}

/// Refuses days that cannot be, for the Sprint called `name`: an end before the start, and days of another Sprint.
/// A Sprint may begin on the day on which another one was closed.
///
/// # Errors
/// [`SprintRefusal::EndsBeforeStart`], [`SprintRefusal::Overlaps`].
pub fn check_days(
    name: &str,
    from: Date,
    to: Date,
    sprints: &[Sprint],
) -> Result<(), SprintRefusal> {
    if to < from {
        return Err(SprintRefusal::EndsBeforeStart {
            name: name.to_owned(),
            from,
            to,
        });
    }
    for other in sprints.iter().filter(|other| !other.is_named(name)) {
        let (Some(first), Some(last)) = (other.from, last_day(other)) else {
            continue;
        };
        let closed = other.state() == SprintState::Closed;
        let before = if closed { from >= last } else { from > last };
        if !before && to >= first {
            return Err(SprintRefusal::Overlaps {
                name: name.to_owned(),
                other: other.name.clone(),
                from: first,
                to: last,
            });
        }
    }
    Ok(())
}

/// The weekday that `po.yaml` names; Monday where it names none.
fn weekday(name: &str) -> Weekday {
    match name.to_ascii_lowercase().as_str() {
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => Weekday::Monday,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::{prop_assert, proptest};

    use super::{check_days, next_days};
    use crate::model::{Sprint, SprintConfig};
    use crate::scrum::SprintRefusal;

    fn config(weeks: u8, start: &str) -> SprintConfig {
        SprintConfig {
            weeks,
            start: start.into(),
        }
    }

    fn sprint(name: &str, from: Date, to: Date, closed: Option<Date>) -> Sprint {
        Sprint {
            name: name.into(),
            from: Some(from),
            to: Some(to),
            started: closed.map(|_| from),
            closed,
            ..Sprint::default()
        }
    }

    fn next(config: &SprintConfig, sprints: &[Sprint], today: Date) -> String {
        let (from, to) = next_days(config, sprints, today);
        format!("{from}..{to}")
    }

    #[test]
    fn a_sprint_follows_the_last_one_in_the_same_rhythm() {
        let two_weeks = config(2, "monday");
        let before = [sprint("7", date(2026, 11, 9), date(2026, 11, 20), None)];
        for (today, days) in [
            (date(2026, 11, 12), "2026-11-23..2026-12-04"),
            (date(2026, 11, 21), "2026-11-23..2026-12-04"),
            // Planned late: the Sprint that ought to run.
            (date(2026, 12, 4), "2026-11-23..2026-12-04"),
            (date(2026, 12, 5), "2026-12-07..2026-12-18"),
            (date(2027, 1, 1), "2026-12-21..2027-01-01"),
        ] {
            assert_eq!(next(&two_weeks, &before, today), days, "{today}");
        }
    }

    #[test]
    fn the_first_sprint_begins_on_the_teams_weekday() {
        let today = date(2026, 11, 21);
        assert_eq!(
            next(&config(2, "monday"), &[], today),
            "2026-11-23..2026-12-04"
        );
        assert_eq!(
            next(&config(1, "wednesday"), &[], today),
            "2026-11-25..2026-12-01"
        );
        assert_eq!(
            next(&config(1, "saturday"), &[], today),
            "2026-11-21..2026-11-27"
        );
        assert_eq!(
            next(&config(1, "monday"), &[], Date::MAX),
            "9999-12-31..9999-12-31"
        );
    }

    #[test]
    fn days_of_another_sprint_are_taken() {
        let (a, b) = (date(2026, 11, 9), date(2026, 11, 20));
        let open = [sprint("7", a, b, None)];
        assert!(check_days("8", date(2026, 11, 21), date(2026, 12, 4), &open).is_ok());
        assert!(check_days("6", date(2026, 10, 26), date(2026, 11, 8), &open).is_ok());
        assert!(check_days("07", a, b, &open).is_ok(), "its own days");
        for (from, to) in [(a, a), (b, b), (date(2026, 11, 1), date(2026, 12, 1))] {
            assert!(matches!(
                check_days("8", from, to, &open),
                Err(SprintRefusal::Overlaps { .. })
            ));
        }
        // Closed early on the 16th: the next one may begin at once.
        let closed = [sprint("7", a, b, Some(date(2026, 11, 16)))];
        assert!(check_days("8", date(2026, 11, 16), date(2026, 11, 27), &closed).is_ok());
        assert!(check_days("8", date(2026, 11, 15), date(2026, 11, 27), &closed).is_err());
        assert!(matches!(
            check_days("8", b, a, &[]),
            Err(SprintRefusal::EndsBeforeStart { .. })
        ));
    }

    proptest! {
        #[test]
        fn the_next_days_are_free_and_not_over(
            weeks in 1..=12u8, start in 0..7usize, ends in proptest::collection::vec(0..3000i64, 0..6), today in 0..4000i64
        ) {
            let day = |n: i64| date(2024, 1, 1).saturating_add(jiff::Span::new().days(n));
            let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            let sprints: Vec<Sprint> = ends
                .iter()
                .enumerate()
                .map(|(at, end)| sprint(&at.to_string(), day(end - 5), day(*end), None))
                .collect();
            let (from, to) = next_days(&config(weeks, days[start]), &sprints, day(today));
            prop_assert!(from <= to && to >= day(today));
            prop_assert!(check_days("next", from, to, &sprints).is_ok());
        }
    }
}
