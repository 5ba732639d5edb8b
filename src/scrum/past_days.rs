//! What a release or the whole backlog held at the end of each day, and what changed in it when.

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{
    Completeness, Config, Facts, Hundredths, ItemRef, Release, StateKind, Timeline, What,
};

use super::past_dates::{Dated, created_on};
use super::past_items::{PastItem, Unit};
use super::past_walk::{Followed, Held, Walked};
use super::sprint_change::SprintChange;
use super::sprint_past::{MOST_DAYS, SprintPast};

/// Which items are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastScope<'a> {
    /// All of them.
    Backlog,
    /// Those that name this release.
    Release(&'a str),
}

/// A day of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastDay {
    /// Which day.
    pub date: Date,
    /// What there was at its end, by [`ItemRef`]; none where that is unknown.
    pub items: Option<Vec<Arc<PastItem>>>,
    /// Whether only what is started or Done is known of the items, as where dates in the files are all there is.
    pub is_vague: bool,
}

/// Days of the past, and what changed in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastDays {
    /// All days that were asked for, those to come included.
    pub calendar: Vec<Date>,
    /// Those that are known to have ended, and today.
    pub days: Vec<PastDay>,
    /// What changed in these days, the oldest first.
    pub changes: Vec<SprintChange>,
    /// Today as the default branch has it, where the files at hand differ.
    pub landed_today: Option<Vec<Arc<PastItem>>>,
    /// Whether days were put together from dates in the files, because there is no history.
    pub is_carried: bool,
}

impl PastScope<'_> {
    /// Whether facts are those of an item that is followed.
    fn holds(self, facts: &Facts) -> bool {
        match self {
            Self::Backlog => true,
            Self::Release(name) => facts.text("release").map(str::trim) == Some(name.trim()),
        }
    }
}

impl Followed for PastScope<'_> {
    fn item(&self, item: ItemRef, facts: &Facts, config: &Config) -> Option<PastItem> {
        let holds = self.holds(facts);
        holds.then(|| PastItem::new(item, facts, config)).flatten()
    }
}

impl PastDay {
    /// The sum of the items of some kinds; none where the day, or which of them were of these kinds, is unknown.
    #[must_use]
    pub fn sum(&self, unit: Unit, kinds: &[StateKind]) -> Option<Hundredths> {
        let waits = |kind: &StateKind| matches!(kind, StateKind::New | StateKind::Ready);
        let waiting = kinds.iter().filter(|kind| waits(kind)).count();
        if self.is_vague && waiting == 1 {
            return None;
        }
        let items = self.items.as_ref()?.iter();
        let counted = items.filter(|item| item.is_of(kinds));
        Some(counted.map(|item| unit.of(item.points)).sum())
    }
}

impl PastDays {
    /// Follows items through the days from `from` to `to`, as each day's end was on the default branch; at most the
    /// last [`MOST_DAYS`] of them.
    #[must_use]
    pub fn new(
        timeline: &Timeline,
        config: &Config,
        scope: PastScope<'_>,
        (from, to): (Date, Date),
    ) -> Self {
        let most = i64::try_from(MOST_DAYS).unwrap_or(i64::MAX);
        let from = from.max(to.saturating_sub((most - 1).days()));
        let count = i64::from((to - from).get_days()) + 1;
        let calendar: Vec<Date> = (0..count.max(0))
            .map(|n| from.saturating_add(n.days()))
            .collect();
        let is_carried = timeline.completeness == Completeness::NoGit;
        let walked = if is_carried {
            let snapshot = timeline.last_snapshot();
            let items = Held::at(config, scope, &snapshot).items().into_iter();
            let items: Vec<Dated> = items
                .filter_map(|item| {
                    let facts = snapshot.facts(item.item)?;
                    Some(Dated::new(item, facts, config))
                })
                .collect();
            let told = items
                .iter()
                .flat_map(|item| [item.added(), item.became_done()]);
            Walked::of_dates(timeline, &items, &calendar, told.flatten())
        } else {
            Walked::new(timeline, config, scope, &calendar)
        };
        let today = timeline.last_day();
        let day = |(date, items)| PastDay {
            date,
            items,
            is_vague: is_carried && Some(date) != today,
        };
        Self {
            days: walked.days.into_iter().map(day).collect(),
            changes: walked.changes,
            landed_today: walked.landed_today,
            is_carried,
            calendar,
        }
    }
}

impl From<&SprintPast> for PastDays {
    fn from(sprint: &SprintPast) -> Self {
        let days = sprint.days.iter().enumerate();
        let last = sprint.days.len().saturating_sub(1);
        Self {
            calendar: sprint.calendar.clone(),
            days: days
                .map(|(at, day)| PastDay {
                    date: day.date,
                    items: day.items.clone(),
                    is_vague: sprint.is_carried && at < last,
                })
                .collect(),
            changes: sprint.changes.clone(),
            landed_today: sprint.landed_today.clone(),
            is_carried: sprint.is_carried,
        }
    }
}

/// The days that a release's report shows: from the day on which its file or an item of it is there for the first time, to
/// the day on which it shipped, else is due, else today; none where nothing of it is known.
#[must_use]
pub fn release_window(
    timeline: &Timeline,
    config: &Config,
    release: &Release,
) -> Option<(Date, Date)> {
    let today = timeline.last_day()?;
    let scope = PastScope::Release(&release.name);
    let name = release.name.trim();
    let first = if timeline.completeness == Completeness::NoGit {
        let snapshot = timeline.last_snapshot();
        let items = snapshot.stories().filter(|(_, facts)| scope.holds(facts));
        items
            .filter_map(|(_, facts)| created_on(facts, config))
            .min()
    } else {
        let mut events = timeline.events.iter();
        let found = events.find(|event| match &event.what {
            What::Appeared(facts) => scope.holds(facts),
            What::Set("release", _, to) => to.as_deref().map(str::trim) == Some(name),
            _ => false,
        });
        found.map(|event| timeline.moments[event.moment].day)
    };
    let first = first.unwrap_or(today).min(today);
    let most = i64::try_from(MOST_DAYS).unwrap_or(i64::MAX) - 1;
    let due = release
        .due
        .filter(|due| *due > today && *due <= first.saturating_add(most.days()));
    let last = match release.shipped {
        Some(shipped) => shipped.min(today),
        None => due.unwrap_or(today),
    };
    Some((first.min(last), last))
}
