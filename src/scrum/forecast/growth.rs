//! How the work ahead grew: what came before a place in the order during each past Sprint, as it landed.

use std::collections::HashMap;

use jiff::civil::Date;

use super::pace::{Pace, PastPeriod};
use crate::model::{
    Config, Facts, Hundredths, ItemKind, ItemRef, Rank, RankKey, Snapshot, StateKind, Timeline,
};
use crate::scrum::past_items::Parents;

/// An item that counted at the end of a day.
#[derive(Debug, Clone)]
struct Counted {
    key: RankKey,
    size: Hundredths,
    is_open: bool,
}

/// All items with their places in the order at the ends of days, whether they were Done or not.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// By day, what is known, in the order.
    days: HashMap<Date, Option<Vec<Counted>>>,
}

impl Scope {
    /// Reads the ends of the days that a pace needs.
    pub(super) fn new(timeline: &Timeline, config: &Config, pace: &Pace) -> Self {
        let periods = pace.periods.iter();
        let ends = periods.flat_map(|period| [period.before, period.to]);
        let mut ends: Vec<Date> = ends.flatten().collect();
        ends.sort_unstable();
        ends.dedup();
        let mut replay = timeline.replay();
        let known = |day: Date| {
            let snapshot = replay.to_end_of(day);
            let known = snapshot.map(|snapshot| counted(timeline, snapshot, config, pace));
            (day, known)
        };
        Self {
            days: ends.into_iter().map(known).collect(),
        }
    }

    /// What was added during each period of the pace before a place in the order that has so much work ahead of it; none
    /// where that is not known, and where the backlog was still being filled: more than doubled.
    ///
    /// That place is looked up at the beginning of each period. So what joined the end of the order does not count: it
    /// delays nothing that was there before. A place behind another grows no less than that one in any period: else work
    /// further down would be promised earlier.
    pub(super) fn added(&self, pace: &Pace, work: Hundredths) -> Vec<Option<Hundredths>> {
        let at = |day: Option<Date>| self.days.get(&day?)?.as_deref();
        let places = |period: &PastPeriod| {
            let (before, after) = (at(period.before)?, at(period.to)?);
            let is_filled =
                total(after).hundredths() > total(before).hundredths().saturating_mul(2);
            let places = grown(before, after);
            (!is_filled && !places.is_empty()).then_some(places)
        };
        let periods: Vec<Option<Vec<Place>>> = pace.periods.iter().map(places).collect();
        largest(&periods, work)
    }
}

/// A place in the order at the beginning of a period.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// How much open work there was up to it.
    work: Hundredths,
    /// How much was added up to it during the period.
    added: Hundredths,
}

/// What was added up to each open item of the order during a period.
fn grown(before: &[Counted], after: &[Counted]) -> Vec<Place> {
    let (mut open, mut old, mut new) = (Hundredths::ZERO, Hundredths::ZERO, Hundredths::ZERO);
    let mut later = after.iter().peekable();
    let mut found = Vec::new();
    for item in before {
        old = old + item.size;
        while let Some(other) = later.next_if(|other| other.key <= item.key) {
            new = new + other.size;
        }
        if item.is_open {
            open = open + item.size;
            found.push(Place {
                work: open,
                added: new - old,
            });
        }
    }
    found
}

/// The growth of the place with so much work ahead, or where a place before it grew more, no less than that one.
fn largest(periods: &[Option<Vec<Place>>], work: Hundredths) -> Vec<Option<Hundredths>> {
    let mut ends: Vec<Hundredths> = periods
        .iter()
        .flatten()
        .flatten()
        .map(|place| place.work)
        .filter(|end| *end < work)
        .collect();
    ends.push(work);
    ends.sort_unstable();
    ends.dedup();
    let mut most: Option<Vec<Option<Hundredths>>> = None;
    for end in ends {
        let here: Vec<Option<Hundredths>> = periods
            .iter()
            .map(|places| {
                let places = places.as_ref()?;
                let at = places.partition_point(|place| place.work < end);
                places.get(at).or(places.last()).map(|place| place.added)
            })
            .collect();
        most = Some(match most {
            None => here,
            Some(most) if mean(&here) <= mean(&most) => most,
            Some(most) => most.into_iter().zip(here).map(|(a, b)| a.max(b)).collect(),
        });
    }
    most.unwrap_or_default()
}

/// What counts at a moment. What was Done counts even where its file is gone: else tidying up would look like less work.
fn counted(timeline: &Timeline, snapshot: &Snapshot, config: &Config, pace: &Pace) -> Vec<Counted> {
    let parents = Parents::new(snapshot, config);
    let one = |item: ItemRef| {
        let known = snapshot.known(item)?;
        let facts = &known.facts;
        let kind = config.kind_then(facts.status());
        let counts = known.kind == ItemKind::Story
            && kind != Some(StateKind::Declined)
            && (known.is_there || kind == Some(StateKind::Done))
            && !parents.has(facts);
        let size = pace.size_of(facts.points());
        counts.then_some(())?;
        Some(Counted {
            key: key(facts)?,
            size,
            is_open: kind.is_none_or(StateKind::is_open),
        })
    };
    let mut items: Vec<Counted> = (0..timeline.items.len()).filter_map(one).collect();
    items.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    items
}

/// All work, Done or not.
fn total(items: &[Counted]) -> Hundredths {
    items.iter().map(|item| item.size).sum()
}

fn key(facts: &Facts) -> Option<RankKey> {
    let rank = facts
        .text("rank")
        .and_then(|rank| rank.parse::<Rank>().ok());
    Some(RankKey::new(rank.as_ref(), &facts.id()?))
}

/// Gives periods whose growth is not known the mean of the others; none where nothing is known at all.
pub(super) fn filled(added: &[Option<Hundredths>]) -> Option<Vec<Hundredths>> {
    let mean = mean(added)?;
    Some(added.iter().map(|added| added.unwrap_or(mean)).collect())
}

/// The mean of what is known, to the hundredth.
pub(super) fn mean(added: &[Option<Hundredths>]) -> Option<Hundredths> {
    let known: Vec<Hundredths> = added.iter().copied().flatten().collect();
    let count = i64::try_from(known.len()).ok().filter(|count| *count > 0)?;
    let sum: Hundredths = known.into_iter().sum();
    Some(Hundredths::from_hundredths(sum.hundredths() / count))
}

#[cfg(test)]
mod tests {
    use super::{Counted, filled, grown, largest, mean};
    use crate::model::{Hundredths, Rank, RankKey, StoryId};

    fn order(items: &[(&str, i64, bool)]) -> Vec<Counted> {
        let id: StoryId = "US-1".parse().unwrap();
        let one = |(rank, points, is_open): &(&str, i64, bool)| Counted {
            key: RankKey::new(Some(&rank.parse::<Rank>().unwrap()), &id),
            size: Hundredths::whole(*points),
            is_open: *is_open,
        };
        items.iter().map(one).collect()
    }

    #[test]
    fn what_joins_the_end_delays_nothing() {
        let before = order(&[("b", 5, false), ("d", 3, true), ("f", 8, true)]);
        // One was done, one came between, one came last.
        let after = order(&[
            ("b", 5, false),
            ("d", 3, false),
            ("e", 2, true),
            ("f", 8, true),
            ("g", 13, true),
        ]);
        let periods = [Some(grown(&before, &after)), None];
        let added = |work| largest(&periods, Hundredths::whole(work));
        let two = [Some(Hundredths::whole(2)), None];
        assert_eq!(added(3), [Some(Hundredths::ZERO), None]);
        assert_eq!([added(4), added(100)], [two, two]);
        assert!(grown(&order(&[("b", 5, false)]), &after).is_empty());
    }

    #[test]
    fn a_place_behind_another_grows_no_less() {
        let before = order(&[
            ("b", 5, true),
            ("d", 3, true),
            ("f", 8, true),
            ("h", 2, true),
        ]);
        // The last moved to the top: that delays the first, and nothing else is more.
        let after = order(&[
            ("a", 2, true),
            ("b", 5, true),
            ("d", 3, true),
            ("f", 8, true),
        ]);
        let shrank = order(&[("b", 5, true), ("h", 2, true)]);
        let periods = [
            Some(grown(&before, &after)),
            None,
            Some(grown(&before, &shrank)),
        ];
        let all: Vec<_> = (1..30)
            .map(|work| largest(&periods, Hundredths::whole(work)))
            .collect();
        for pair in all.windows(2) {
            assert!(
                pair[0].iter().zip(&pair[1]).all(|(a, b)| a <= b),
                "{pair:?}"
            );
        }
        assert_eq!(all[0][0], Some(Hundredths::whole(2)));
    }

    #[test]
    fn what_is_unknown_counts_as_the_others_do() {
        let whole = |points| Some(Hundredths::whole(points));
        let known = [whole(2), None, whole(5)];
        assert_eq!(mean(&known), Some(Hundredths::from_hundredths(350)));
        assert_eq!(filled(&known).unwrap()[1], Hundredths::from_hundredths(350));
        assert_eq!(filled(&[None, None]), None);
    }
}
