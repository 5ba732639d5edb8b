//! Cycle and lead time: how many days items took, as percentiles.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{Backlog, StateKind, Story};

/// How long one item took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'b> {
    /// The item.
    pub story: &'b Story,
    /// The day on which it was Done.
    pub done: Date,
    /// Days from the day on which work began to the day on which it was Done, both counted; none where the start is not
    /// known, or lies after the end.
    pub cycle: Option<i64>,
    /// Days from the day on which it was added to the day on which it was Done, both counted; none as for `cycle`.
    pub lead: Option<i64>,
}

/// Half of the items took at most `p50` days, 85 and 95 of 100 at most `p85` and `p95`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percentiles {
    /// From how many items.
    pub count: usize,
    /// The median.
    pub p50: i64,
    /// The 85th percentile.
    pub p85: i64,
    /// The 95th percentile.
    pub p95: i64,
}

/// The items that are Done and say when, on `since` or later and not after `today`, by the day on which they were Done.
/// Epics that are there in their children do not count.
#[must_use]
pub fn passages(backlog: &Backlog, since: Option<Date>, today: Date) -> Vec<Passage<'_>> {
    let zone = &backlog.config.time_zone;
    let passage = |story| passage(story, zone);
    let mut found: Vec<Passage<'_>> = backlog
        .stories()
        .iter()
        .filter(|story| backlog.kind(story) == StateKind::Done && !backlog.has_children(story))
        .filter_map(passage)
        .filter(|passage| since.is_none_or(|since| passage.done >= since) && passage.done <= today)
        .collect();
    found.sort_by_key(|passage| (passage.done, &passage.story.id, &passage.story.path));
    found
}

fn passage<'b>(story: &'b Story, zone: &TimeZone) -> Option<Passage<'b>> {
    let done = story.done?;
    let days = |from: Option<Date>| {
        let from = from.filter(|from| *from <= done)?;
        Some(i64::from((done - from).get_days()) + 1)
    };
    let created = story.created.map(|at| at.to_zoned(zone.clone()).date());
    Some(Passage {
        story,
        done,
        cycle: days(story.started),
        lead: days(created),
    })
}

/// The percentiles of days, by nearest rank: each is a number of days that one of the items took.
#[must_use]
pub fn percentiles(days: impl IntoIterator<Item = i64>) -> Option<Percentiles> {
    let mut days: Vec<i64> = days.into_iter().collect();
    days.sort_unstable();
    let rank = |percent: usize| {
        let place = (days.len() * percent).div_ceil(100);
        days.get(place.saturating_sub(1)).copied()
    };
    Some(Percentiles {
        count: days.len(),
        p50: rank(50)?,
        p85: rank(85)?,
        p95: rank(95)?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::{prop_assert, proptest};

    use super::{passages, percentiles};
    use crate::model::{Backlog, Config, Story};

    #[test]
    fn both_days_count_and_odd_ones_are_not_guessed() {
        let story = |id: &str, created: &str, started: Option<i8>, done: Option<i8>| {
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.status = "done".into();
            story.created = created.parse().ok();
            story.started = started.map(|day| date(2026, 11, day));
            story.done = done.map(|day| date(2026, 11, day));
            story
        };
        let config = Config {
            time_zone: jiff::tz::TimeZone::fixed(jiff::tz::offset(13)),
            ..Config::default()
        };
        // In the backlog's zone it was the second already.
        let stories = vec![
            story("US-1", "2026-11-01T20:00:00Z", Some(5), Some(5)),
            story("US-2", "2026-11-01T00:00:00Z", Some(9), Some(4)),
            story("US-3", "", None, Some(3)),
            story("US-4", "2026-11-01T00:00:00Z", Some(1), None),
        ];
        let backlog = Backlog::new(config, stories, Vec::new());
        let found: Vec<_> = passages(&backlog, None, date(2026, 11, 9))
            .iter()
            .map(|p| (p.story.id.number(), p.cycle, p.lead))
            .collect();
        assert_eq!(
            found,
            [(3, None, None), (2, None, Some(4)), (1, Some(1), Some(4))]
        );
        let since = Some(date(2026, 11, 4));
        assert_eq!(passages(&backlog, since, date(2026, 11, 9)).len(), 2);
        // A day to come is a slip: nobody was Done then.
        assert_eq!(passages(&backlog, since, date(2026, 11, 4)).len(), 1);
    }

    #[test]
    fn percentiles_are_days_that_items_took() {
        let found = percentiles(1..=20).unwrap();
        assert_eq!(
            (found.count, found.p50, found.p85, found.p95),
            (20, 10, 17, 19)
        );
        let one = percentiles([7]).unwrap();
        assert_eq!((one.p50, one.p85, one.p95), (7, 7, 7));
        assert!(percentiles([]).is_none());
    }

    proptest! {
        #[test]
        fn so_many_took_at_most_so_long(days in proptest::collection::vec(1..400i64, 1..60)) {
            let found = percentiles(days.iter().copied()).unwrap();
            for (percent, value) in [(50, found.p50), (85, found.p85), (95, found.p95)] {
                let within = days.iter().filter(|day| **day <= value).count();
                let below = days.iter().filter(|day| **day < value).count();
                prop_assert!(days.contains(&value));
                prop_assert!(within * 100 >= days.len() * percent && below * 100 < days.len() * percent);
            }
        }
    }
}
