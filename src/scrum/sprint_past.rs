//! What a Sprint held at the end of each of its days, and what changed in it when.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{
    Completeness, Config, Event, Facts, Hundredths, ItemKind, ItemRef, Snapshot, Sprint, Timeline,
    What, same_sprint, sprint_key,
};

use super::ideal_line::ideal_line;
use super::past_dates::Dated;
use super::past_items::{PastItem, Unit, sprint_of};
use super::past_walk::{Followed, Held, Walked};
use super::sprint_change::SprintChange;
use super::sprint_dates::{last_day, last_working_day};
use super::sprint_order::first_day;

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
    pub items: Option<Vec<Arc<PastItem>>>,
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
    pub start: Option<Vec<Arc<PastItem>>>,
    /// Today as the default branch has it, where the files at hand differ.
    pub landed_today: Option<Vec<Arc<PastItem>>>,
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
        let is_carried = timeline.completeness == Completeness::NoGit;
        let watched = Watched::new(timeline, sprint);
        let walked = if is_carried {
            let items = watched.at_hand(timeline, config, sprint);
            let told = items.iter().filter_map(Dated::became_done);
            Walked::of_dates(timeline, &items, &calendar, told)
        } else {
            Walked::new(timeline, config, watched, &calendar)
        };
        let day = |(date, items)| SprintDay { date, items };
        Ok(Self {
            days: walked.days.into_iter().map(day).collect(),
            changes: walked.changes,
            start: walked.start,
            landed_today: walked.landed_today,
            is_carried,
            calendar,
            ideal_days,
        })
    }

    /// What the ideal line begins with: what the Sprint's file says was planned, else what it held at its start, else on
    /// the first day on which it held anything.
    #[must_use]
    pub fn planned(&self, sprint: &Sprint, unit: Unit) -> Option<Hundredths> {
        let said = sprint.planned.map(|planned| match unit {
            Unit::Points => planned.points,
            Unit::Items => Hundredths::whole(i64::try_from(planned.items).unwrap_or(i64::MAX)),
        });
        let sum = |items: &[Arc<PastItem>]| items.iter().map(|item| unit.of(item.points)).sum();
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
struct Watched {
    key: String,
    /// Items that ever named the Sprint.
    items: BTreeSet<ItemRef>,
    /// Files that were ever that Sprint's.
    sprints: Vec<ItemRef>,
    /// What its close sent back, as its file says at the moment.
    returned: HashSet<String>,
}

impl Watched {
    fn new(timeline: &Timeline, sprint: &Sprint) -> Self {
        let names = |text: &str| same_sprint(text, &sprint.name);
        let mut watched = Self {
            key: sprint_key(&sprint.name),
            items: BTreeSet::new(),
            sprints: Vec::new(),
            returned: HashSet::new(),
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

    /// The Sprint's items with the days that their files name. Without a past no item is seen in the Sprint that its close
    /// sent back; the Sprint's file names them.
    fn at_hand(self, timeline: &Timeline, config: &Config, sprint: &Sprint) -> Vec<Dated> {
        let snapshot = timeline.last_snapshot();
        let held = Held::at(config, self, &snapshot).items().into_iter();
        let mut held: BTreeMap<ItemRef, Arc<PastItem>> =
            held.map(|item| (item.item, item)).collect();
        if sprint.closed.is_some() {
            for (item, facts) in snapshot.stories() {
                let mut names = facts.list("id").chain(facts.list("aliases"));
                let returned = names.any(|name| sprint.returned.iter().any(|id| id == name));
                if returned
                    && !held.contains_key(&item)
                    && let Some(found) = PastItem::new(item, facts, config)
                {
                    held.insert(item, Arc::new(found.returned()));
                }
            }
        }
        let dated = |item: Arc<PastItem>| {
            let facts = snapshot.facts(item.item)?;
            Some(Dated::new(item, facts, config))
        };
        held.into_values().filter_map(dated).collect()
    }
}

impl Followed for Watched {
    fn candidates(&self, _: &Snapshot) -> Vec<ItemRef> {
        self.items.iter().copied().collect()
    }

    /// What its close sent back was not Done, and stays.
    fn item(&self, item: ItemRef, facts: &Facts, config: &Config) -> Option<PastItem> {
        if !self.items.contains(&item) {
            return None;
        }
        let inside = sprint_of(facts).as_deref() == Some(&self.key);
        let mut names = facts.list("id").chain(facts.list("aliases"));
        let was_returned = !inside && names.any(|name| self.returned.contains(name));
        if !inside && !was_returned {
            return None;
        }
        let found = PastItem::new(item, facts, config)?;
        Some(if was_returned {
            found.returned()
        } else {
            found
        })
    }

    fn hangs_on(&self, event: &Event) -> bool {
        self.sprints.contains(&event.item)
    }

    fn look(&mut self, snapshot: &Snapshot) {
        let is_it = |facts: &&Facts| {
            let name = facts.text("sprint");
            name.is_some_and(|name| same_sprint(name, &self.key))
        };
        let mut files = self.sprints.iter().filter_map(|item| snapshot.facts(*item));
        let closed = files
            .find(is_it)
            .filter(|facts| facts.text("closed").is_some());
        let returned = closed.into_iter().flat_map(|facts| facts.list("returned"));
        self.returned = returned.map(str::to_owned).collect();
    }

    /// Where the Sprint's file first says on the default branch that it started, on one of its days.
    fn began(&self, timeline: &Timeline, first: Date) -> Option<usize> {
        let started = |what: &What| match what {
            What::Appeared(facts) => facts.text("started").is_some(),
            What::Set("started", _, to) => to.is_some(),
            _ => false,
        };
        let mut events = timeline.events.iter();
        let found =
            events.find(|event| self.sprints.contains(&event.item) && started(&event.what))?;
        let moment = &timeline.moments[found.moment];
        (moment.commit.is_some() || moment.day == first).then_some(found.moment)
    }
}
