//! Days of a release or a backlog put together from the dates in the files at hand, where there is no history.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Config, Facts, StateKind, Timeline};

use super::past_days::{PastDay, PastDays, PastScope};
use super::past_items::{Parents, PastItem};
use super::sprint_change::{ChangeInSprint, SprintChange};

/// An item at hand and the days that its file names.
struct Dated {
    item: Arc<PastItem>,
    created: Option<Date>,
    started: Option<Date>,
    done: Option<Date>,
}

/// The items as the files at hand tell them: there from the day of `created` on, started from `started` and Done from
/// `done` on. What else they were before today nobody knows.
pub(super) fn carried(
    timeline: &Timeline,
    config: &Config,
    scope: PastScope<'_>,
    calendar: Vec<Date>,
) -> PastDays {
    let snapshot = timeline.last_snapshot();
    let parents = Parents::new(&snapshot, config);
    let zone = &config.time_zone;
    let created = |facts: &Facts| {
        let time: jiff::Timestamp = facts.text("created")?.parse().ok()?;
        Some(time.to_zoned(zone.clone()).date())
    };
    let items: Vec<Dated> = snapshot
        .stories()
        .filter(|(_, facts)| scope.holds(facts) && !parents.has(facts))
        .filter_map(|(item, facts)| {
            Some(Dated {
                item: Arc::new(PastItem::new(item, facts, config)?),
                created: created(facts),
                started: facts.date("started"),
                done: facts.date("done"),
            })
        })
        .collect();
    let today = timeline.last_day();
    let past = calendar.iter().copied().filter(|day| Some(*day) <= today);
    let days = past
        .map(|date| {
            let at_hand = Some(date) == today;
            PastDay {
                date,
                items: Some(on(&items, date, at_hand)),
                is_vague: !at_hand,
            }
        })
        .collect();
    let mut changes: Vec<SprintChange> = items
        .iter()
        .flat_map(|item| dated_changes(item, &calendar))
        .collect();
    changes.sort_by_key(|change| change.date);
    PastDays {
        days,
        changes,
        landed_today: None,
        is_carried: true,
        calendar,
    }
}

/// What was there at the end of a day; at hand, the state counts.
fn on(items: &[Dated], date: Date, at_hand: bool) -> Vec<Arc<PastItem>> {
    let by = |day: Option<Date>| day.is_some_and(|day| day <= date);
    let there = |dated: &&Dated| at_hand || dated.created.is_none_or(|created| created <= date);
    let as_then = |dated: &Dated| {
        let kind = dated.item.kind;
        let then = match kind {
            _ if at_hand => kind,
            Some(StateKind::Done) if by(dated.done) => kind,
            Some(StateKind::Done | StateKind::Started) if by(dated.started) => {
                Some(StateKind::Started)
            }
            Some(StateKind::Done | StateKind::Started) => Some(StateKind::New),
            kind => kind,
        };
        if then == kind {
            return Arc::clone(&dated.item);
        }
        let mut item = PastItem::clone(&dated.item);
        item.kind = then;
        Arc::new(item)
    };
    items.iter().filter(there).map(as_then).collect()
}

/// What the days of an item say happened.
fn dated_changes(dated: &Dated, calendar: &[Date]) -> Vec<SprintChange> {
    let item = &dated.item;
    let change = |date: Option<Date>, what| {
        let date = date.filter(|day| calendar.contains(day))?;
        Some(SprintChange {
            date,
            landed: false,
            id: item.id.clone(),
            title: item.title.clone(),
            what,
        })
    };
    let done = dated.done.filter(|_| item.is_done());
    let status = item.status.clone();
    [
        change(dated.created, ChangeInSprint::Added(item.points)),
        change(done, ChangeInSprint::Done(String::new(), status)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
