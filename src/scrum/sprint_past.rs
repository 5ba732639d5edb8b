//! What a Sprint held at the end of each of its days, and what changed in it when.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{
    Completeness, Config, Event, Facts, Hundredths, ItemKind, ItemRef, Snapshot, Sprint, StateKind,
    Timeline, What, same_sprint, sprint_key,
};

use super::ideal_line::ideal_line;
use super::past_days::moves_family;
use super::past_items::{Parents, PastItem, Unit, sprint_of};
use super::sprint_change::{SprintChange, changes};
use super::sprint_dates::{last_day, last_working_day};
use super::sprint_order::first_day;
use super::sprint_past_dates::carried;

/// No chart has more days than this.
pub const MOST_DAYS: usize = 400;

/// Why a Sprint has no days to show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SprintDaysError {
    /// Its file names no day.
    #[error("Sprint `{0}` has no first day")]
    NoDays(String),
    /// It ends before it begins, or takes longer than any Sprint.
    #[error("Sprint `{name}` goes from {from} to {to}: that is no Sprint's length")]
    Length {
        /// The Sprint.
        name: String,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
}

/// A day of a Sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintDay {
    /// Which day.
    pub date: Date,
    /// What the Sprint held at its end, by [`ItemRef`]; none where that is unknown.
    pub items: Option<Vec<PastItem>>,
}

/// Points or items of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayFigures {
    /// What is not Done.
    pub remaining: Hundredths,
    /// What is Done.
    pub done: Hundredths,
    /// Both.
    pub scope: Hundredths,
}

impl SprintDay {
    /// What the day comes to; none where it is unknown.
    #[must_use]
    pub fn figures(&self, unit: Unit) -> Option<DayFigures> {
        let items = self.items.as_ref()?;
        let sum = |done: bool| {
            let counted = items.iter().filter(|item| item.is_done() == done);
            counted.map(|item| unit.of(item.points)).sum::<Hundredths>()
        };
        let (remaining, done) = (sum(false), sum(true));
        Some(DayFigures {
            remaining,
            done,
            scope: remaining + done,
        })
    }
}

/// A Sprint, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintPast {
    /// All days of the Sprint, those to come included.
    pub calendar: Vec<Date>,
    /// So many of them had passed when the Sprint was meant to end: the ideal line takes these.
    pub ideal_days: usize,
    /// Those that are known to have ended, and today.
    pub days: Vec<SprintDay>,
    /// What changed since the Sprint's start, the oldest first.
    pub changes: Vec<SprintChange>,
    /// What the Sprint held when it started; none where that is unknown.
    pub start: Option<Vec<PastItem>>,
    /// Today as the default branch has it, where the files at hand differ.
    pub landed_today: Option<Vec<PastItem>>,
    /// Whether days were put together from dates in the files, because there is no history.
    pub is_carried: bool,
}

impl SprintPast {
    /// Follows a Sprint through its days, as each day's end was on the default branch.
    ///
    /// # Errors
    /// Where the Sprint has no days that make sense.
    pub fn new(
        timeline: &Timeline,
        config: &Config,
        sprint: &Sprint,
    ) -> Result<Self, SprintDaysError> {
        let (calendar, ideal_days) = calendar(config, sprint, timeline.last_day())?;
        if timeline.completeness == Completeness::NoGit {
            return Ok(carried(timeline, config, sprint, (calendar, ideal_days)));
        }
        let watched = Watched::new(timeline, config, sprint);
        let mut replay = timeline.replay();
        let mut past = Self {
            days: Vec::new(),
            changes: Vec::new(),
            start: None,
            landed_today: None,
            is_carried: false,
            calendar,
            ideal_days,
        };
        let (Some(&first), Some(known), Some(last)) = (
            past.calendar.first(),
            timeline.first_day(),
            timeline.last_day(),
        ) else {
            return Ok(past);
        };
        let mut next = timeline
            .moments
            .partition_point(|moment| moment.day < first);
        let start = watched.start(timeline, first, next);
        let mut parents = None;
        let mut held = match next.checked_sub(1) {
            Some(before) => watched.held(replay.to_moment(before)),
            None => BTreeMap::new(),
        };
        let mut events = timeline.events.as_slice();
        events = &events[events.partition_point(|event| event.moment < next)..];
        if start.is_none() {
            past.start = Some(held.values().cloned().collect());
        }
        for &date in past.calendar.iter().filter(|day| **day <= last) {
            while let Some(moment) = timeline.moments.get(next).filter(|m| m.day <= date) {
                let own = events.partition_point(|event| event.moment <= next);
                let (now, rest) = events.split_at(own);
                events = rest;
                let snapshot = replay.to_moment(next);
                let (before, after) = watched.step(snapshot, now, &held, &mut parents);
                let at_hand = moment.commit.is_none();
                if at_hand && before != after {
                    past.landed_today = Some(held.values().cloned().collect());
                }
                if start.is_none_or(|start| next > start) {
                    let landed = (moment.day, !at_hand);
                    changes(&mut past.changes, landed, &before, &after);
                }
                held.retain(|item, _| !before.contains_key(item));
                held.extend(after);
                if start == Some(next) {
                    past.start = Some(held.values().cloned().collect());
                }
                next += 1;
            }
            let items = (date >= known).then(|| held.values().cloned().collect());
            past.days.push(SprintDay { date, items });
        }
        Ok(past)
    }

    /// What the ideal line begins with: what the Sprint's file says was planned, else what it held at its start, else on
    /// the first day on which it held anything.
    #[must_use]
    pub fn planned(&self, sprint: &Sprint, unit: Unit) -> Option<Hundredths> {
        let said = sprint.planned.map(|planned| match unit {
            Unit::Points => planned.points,
            Unit::Items => Hundredths::whole(i64::try_from(planned.items).unwrap_or(i64::MAX)),
        });
        let sum = |items: &[PastItem]| items.iter().map(|item| unit.of(item.points)).sum();
        let start = || self.start.as_deref().map(sum);
        let first = || {
            let mut scopes = self.days.iter().filter_map(|day| day.figures(unit));
            scopes.find_map(|day| (day.scope > Hundredths::ZERO).then_some(day.scope))
        };
        said.or_else(|| start().filter(|start| *start > Hundredths::ZERO))
            .or_else(first)
    }

    /// The ideal line from the first day to the one on which the Sprint was meant to end; empty where nobody knows what
    /// was planned.
    #[must_use]
    pub fn ideal(&self, sprint: &Sprint, unit: Unit) -> Vec<Hundredths> {
        self.planned(sprint, unit)
            .map(|start| {
                let days = self.ideal_days.min(self.calendar.len());
                ideal_line(start, &self.calendar[..days])
            })
            .unwrap_or_default()
    }
}

/// Every day of a Sprint, and how many of them the ideal line takes. It begins on the day on which it was started, where
/// that was early, and ends on the day on which it was closed, be that early or late; while it runs, not before today.
fn calendar(
    config: &Config,
    sprint: &Sprint,
    today: Option<Date>,
) -> Result<(Vec<Date>, usize), SprintDaysError> {
    let from = first_day(sprint).ok_or_else(|| SprintDaysError::NoDays(sprint.name.clone()))?;
    let to = match (sprint.to, sprint.closed) {
        (None, None) => last_working_day(&config.sprint, from),
        _ => last_day(sprint).unwrap_or(from),
    };
    let length = |from: Date, to: Date| {
        let days = usize::try_from((to - from).get_days()).ok()? + 1;
        (days <= MOST_DAYS).then_some(days)
    };
    if length(from, to).is_none() {
        return Err(SprintDaysError::Length {
            name: sprint.name.clone(),
            from,
            to,
        });
    }
    // A day that lies too far away is a slip, or a Sprint that nobody closed.
    let is_near = |first: &Date| length(*first, to).is_some();
    let first = sprint
        .started
        .filter(|first| *first < from && is_near(first));
    let first = first.unwrap_or(from);
    let is_running = sprint.started.is_some() && sprint.closed.is_none();
    let end = sprint.closed.or(today.filter(|_| is_running));
    let furthest = i64::try_from(MOST_DAYS - 1).unwrap_or(0).days();
    let last = end.map_or(to, |end| end.max(to).min(first.saturating_add(furthest)));
    let count = length(first, last).unwrap_or(1);
    let calendar = (0..count).map(|n| first.saturating_add(i64::try_from(n).unwrap_or(0).days()));
    Ok((calendar.collect(), length(first, to).unwrap_or(count)))
}

/// What must be looked at to know what a Sprint held.
pub(super) struct Watched<'c> {
    config: &'c Config,
    key: String,
    /// Items that ever named the Sprint.
    items: BTreeSet<ItemRef>,
    /// Files that were ever that Sprint's.
    sprints: Vec<ItemRef>,
}

impl<'c> Watched<'c> {
    pub(super) fn new(timeline: &Timeline, config: &'c Config, sprint: &Sprint) -> Self {
        let names = |text: &str| same_sprint(text, &sprint.name);
        let mut watched = Self {
            config,
            key: sprint_key(&sprint.name),
            items: BTreeSet::new(),
            sprints: Vec::new(),
        };
        for event in &timeline.events {
            let named = match &event.what {
                What::Appeared(facts) => facts.text("sprint"),
                What::Set("sprint", _, to) => to.as_deref(),
                _ => None,
            };
            if named.is_some_and(names) {
                match timeline.items[event.item] {
                    ItemKind::Story => drop(watched.items.insert(event.item)),
                    ItemKind::Sprint if !watched.sprints.contains(&event.item) => {
                        watched.sprints.push(event.item);
                    }
                    _ => {}
                }
            }
        }
        watched
    }

    /// What the Sprint held at a moment. What its close sent back was not Done, and stays.
    pub(super) fn held(&self, snapshot: &Snapshot) -> BTreeMap<ItemRef, PastItem> {
        self.held_of(snapshot, self.items.iter().copied(), &mut None)
    }

    /// What a moment changes: the items of the Sprint that it may touch, as they were held before and as they are held
    /// after. `parents` are those of the moments before, as long as no event moved a family.
    fn step(
        &self,
        snapshot: &Snapshot,
        events: &[Event],
        held: &BTreeMap<ItemRef, PastItem>,
        parents: &mut Option<Parents>,
    ) -> (BTreeMap<ItemRef, PastItem>, BTreeMap<ItemRef, PastItem>) {
        let moves_families = events.iter().any(|event| moves_family(event, snapshot));
        if moves_families {
            *parents = None;
        }
        if moves_families
            || events
                .iter()
                .any(|event| self.sprints.contains(&event.item))
        {
            let after = self.held_of(snapshot, self.items.iter().copied(), parents);
            return (held.clone(), after);
        }
        let touched: BTreeSet<ItemRef> = events
            .iter()
            .map(|event| event.item)
            .filter(|item| self.items.contains(item))
            .collect();
        let before = touched
            .iter()
            .filter_map(|item| Some((*item, held.get(item)?.clone())))
            .collect();
        (before, self.held_of(snapshot, touched.into_iter(), parents))
    }

    /// Those of some watched items that the Sprint held.
    fn held_of(
        &self,
        snapshot: &Snapshot,
        items: impl Iterator<Item = ItemRef>,
        parents: &mut Option<Parents>,
    ) -> BTreeMap<ItemRef, PastItem> {
        let is_it = |facts: &&Facts| {
            facts
                .text("sprint")
                .is_some_and(|s| same_sprint(s, &self.key))
        };
        let mut files = self.sprints.iter().filter_map(|item| snapshot.facts(*item));
        let closed = files
            .find(is_it)
            .filter(|facts| facts.text("closed").is_some());
        let returned: HashSet<&str> = closed
            .into_iter()
            .flat_map(|facts| facts.list("returned"))
            .collect();
        let mut held = BTreeMap::new();
        for item in items {
            let Some(facts) = snapshot.facts(item) else {
                continue;
            };
            let inside = sprint_of(facts).as_deref() == Some(&self.key);
            let mut names = facts.list("id").chain(facts.list("aliases"));
            let was_returned = !inside && names.any(|name| returned.contains(name));
            if !inside && !was_returned {
                continue;
            }
            let parents = parents.get_or_insert_with(|| Parents::new(snapshot, self.config));
            let Some(mut found) = PastItem::new(item, facts, self.config) else {
                continue;
            };
            if parents.has(facts) {
                continue;
            }
            found.is_returned = was_returned;
            if was_returned && found.is_done() {
                found.kind = Some(StateKind::Started);
            }
            held.insert(item, found);
        }
        held
    }

    /// The moment after which a change is a change of the running Sprint: where its file first says on the default
    /// branch that it started, on one of its days from place `next` on. None: the end of the day before the first.
    fn start(&self, timeline: &Timeline, first: Date, next: usize) -> Option<usize> {
        let started = |what: &What| match what {
            What::Appeared(facts) => facts.text("started").is_some(),
            What::Set("started", _, to) => to.is_some(),
            _ => false,
        };
        let found = timeline
            .events
            .iter()
            .find(|event| self.sprints.contains(&event.item) && started(&event.what));
        let landed = found.map(|event| event.moment).filter(|&moment| {
            let moment = &timeline.moments[moment];
            moment.commit.is_some() || moment.day == first
        });
        match landed {
            Some(moment) if moment >= next => Some(moment),
            Some(_) => None,
            // Before the first moment nothing is known: what is there then was there already.
            None => (next == 0).then_some(0),
        }
    }
}
