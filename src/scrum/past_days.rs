//! What a release or the whole backlog held at the end of each day, and what changed in it when.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{
    Completeness, Config, Event, Facts, Hundredths, ItemKind, ItemRef, Release, Snapshot,
    StateKind, Timeline, What,
};

use super::past_days_dates::carried;
use super::past_items::{Parents, PastItem, Unit};
use super::sprint_change::{SprintChange, change};
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
    pub(super) fn holds(self, facts: &Facts) -> bool {
        match self {
            Self::Backlog => true,
            Self::Release(name) => facts.text("release").map(str::trim) == Some(name.trim()),
        }
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
        if timeline.completeness == Completeness::NoGit {
            return carried(timeline, config, scope, calendar);
        }
        let mut past = Self {
            days: Vec::new(),
            changes: Vec::new(),
            landed_today: None,
            is_carried: false,
            calendar,
        };
        let (Some(known), Some(last)) = (timeline.first_day(), timeline.last_day()) else {
            return past;
        };
        let mut replay = timeline.replay();
        let mut next = timeline.moments.partition_point(|moment| moment.day < from);
        let mut held = Held::new(config, scope);
        if let Some(before) = next.checked_sub(1) {
            held.begin(replay.to_moment(before));
        }
        let mut events = timeline.events.as_slice();
        events = &events[events.partition_point(|event| event.moment < next)..];
        for &date in past.calendar.iter().filter(|day| **day <= last) {
            while let Some(moment) = timeline.moments.get(next).filter(|m| m.day <= date) {
                let own = events.partition_point(|event| event.moment <= next);
                let (now, rest) = events.split_at(own);
                events = rest;
                let at_hand = moment.commit.is_none();
                let before = at_hand.then(|| held.items());
                // What is there at the first moment was there already.
                let mut unsaid = Vec::new();
                let said = if next == 0 {
                    &mut unsaid
                } else {
                    &mut past.changes
                };
                held.go_on(replay.to_moment(next), now, said, (moment.day, !at_hand));
                past.landed_today = before.filter(|before| *before != held.items());
                next += 1;
            }
            let items = (date >= known).then(|| held.items());
            past.days.push(PastDay {
                date,
                items,
                is_vague: false,
            });
        }
        past
    }
}

impl From<&SprintPast> for PastDays {
    fn from(sprint: &SprintPast) -> Self {
        let shared = |items: &Vec<PastItem>| items.iter().cloned().map(Arc::new).collect();
        let days = sprint.days.iter().enumerate();
        let last = sprint.days.len().saturating_sub(1);
        Self {
            calendar: sprint.calendar.clone(),
            days: days
                .map(|(at, day)| PastDay {
                    date: day.date,
                    items: day.items.as_ref().map(shared),
                    is_vague: sprint.is_carried && at < last,
                })
                .collect(),
            changes: sprint.changes.clone(),
            landed_today: sprint.landed_today.as_ref().map(shared),
            is_carried: sprint.is_carried,
        }
    }
}

/// The items that are followed, as they are at a moment.
struct Held<'c> {
    config: &'c Config,
    scope: PastScope<'c>,
    parents: Parents,
    items: BTreeMap<ItemRef, Arc<PastItem>>,
}

impl<'c> Held<'c> {
    fn new(config: &'c Config, scope: PastScope<'c>) -> Self {
        Self {
            config,
            scope,
            parents: Parents::default(),
            items: BTreeMap::new(),
        }
    }

    fn items(&self) -> Vec<Arc<PastItem>> {
        self.items.values().cloned().collect()
    }

    fn begin(&mut self, snapshot: &Snapshot) {
        self.parents = Parents::new(snapshot, self.config);
        let found = snapshot.stories().filter_map(|(item, facts)| {
            let found = self.found(item, facts)?;
            Some((item, Arc::new(found)))
        });
        self.items = found.collect();
    }

    fn found(&self, item: ItemRef, facts: &Facts) -> Option<PastItem> {
        let counts = self.scope.holds(facts) && !self.parents.has(facts);
        counts
            .then(|| PastItem::new(item, facts, self.config))
            .flatten()
    }

    /// Takes a moment in: looks at the items of its events, and at all where the epics with children are others.
    fn go_on(
        &mut self,
        snapshot: &Snapshot,
        events: &[Event],
        changes: &mut Vec<SprintChange>,
        when: (Date, bool),
    ) {
        let mut touched: BTreeSet<ItemRef> = events.iter().map(|event| event.item).collect();
        if events.iter().any(|event| moves_family(event, snapshot)) {
            let parents = Parents::new(snapshot, self.config);
            if parents != self.parents {
                self.parents = parents;
                touched.extend(snapshot.stories().map(|(item, _)| item));
            }
        }
        let mut now = Vec::with_capacity(touched.len());
        for item in touched {
            let known = snapshot.known(item);
            let is_story = known.is_some_and(|known| known.kind == ItemKind::Story);
            let facts = snapshot.facts(item).filter(|_| is_story);
            now.push((item, facts.and_then(|facts| self.found(item, facts))));
        }
        // What left comes before what came, as in a Sprint.
        now.sort_by_key(|(_, new)| new.is_some());
        for (item, new) in now {
            let old = self.items.get(&item);
            if old.map(AsRef::as_ref) == new.as_ref() {
                continue;
            }
            change(changes, when, old.map(AsRef::as_ref), new.as_ref());
            match new {
                Some(new) => drop(self.items.insert(item, Arc::new(new))),
                None => drop(self.items.remove(&item)),
            }
        }
    }
}

/// Whether an event may change which epics have children.
pub(super) fn moves_family(event: &Event, snapshot: &Snapshot) -> bool {
    let known = snapshot.known(event.item);
    let named = || known.is_some_and(|known| known.facts.text("epic").is_some());
    match &event.what {
        What::Set(name, ..) => matches!(*name, "epic" | "id" | "aliases"),
        What::Appeared(_) | What::Deleted | What::Reappeared => named(),
        What::Unreadable | What::Readable => false,
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
        let zone = &config.time_zone;
        let created = |facts: &Facts| {
            let time: jiff::Timestamp = facts.text("created")?.parse().ok()?;
            Some(time.to_zoned(zone.clone()).date())
        };
        items.filter_map(|(_, facts)| created(facts)).min()
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
