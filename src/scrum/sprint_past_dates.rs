//! A Sprint's days put together from the dates in the files at hand, where there is no history.

use jiff::civil::Date;

use crate::model::{Config, Facts, Sprint, StateKind, Timeline};

use super::past_items::PastItem;
use super::sprint_change::{ChangeInSprint, SprintChange};
use super::sprint_past::{SprintDay, SprintPast, Watched};

/// An item at hand and the days that its file names.
struct Dated {
    item: PastItem,
    created: Option<Date>,
    started: Option<Date>,
    done: Option<Date>,
}

/// The Sprint as the files at hand tell it: an item is there from the day of its `created` on, and Done from the day of
/// its `done` on. When it came into the Sprint and what it was estimated at before nobody knows.
pub(super) fn carried(
    timeline: &Timeline,
    config: &Config,
    sprint: &Sprint,
    (calendar, ideal_days): (Vec<Date>, usize),
) -> SprintPast {
    let snapshot = timeline.last_snapshot();
    let watched = Watched::new(timeline, config, sprint);
    // Without a past no item is seen in the Sprint that its close sent back; the Sprint's file names them.
    let mut held = watched.held(&snapshot);
    if sprint.closed.is_some() {
        for (item, facts) in snapshot.stories() {
            let mut names = facts.list("id").chain(facts.list("aliases"));
            let returned = names.any(|name| sprint.returned.iter().any(|id| id == name));
            if returned
                && !held.contains_key(&item)
                && let Some(mut found) = PastItem::new(item, facts, config)
            {
                found.is_returned = true;
                if found.is_done() {
                    found.kind = Some(StateKind::Started);
                }
                held.insert(item, found);
            }
        }
    }
    let zone = &config.time_zone;
    let created = |facts: &Facts| {
        let time: jiff::Timestamp = facts.text("created")?.parse().ok()?;
        Some(time.to_zoned(zone.clone()).date())
    };
    let items: Vec<Dated> = held
        .into_values()
        .map(|item| {
            let facts = snapshot.facts(item.item);
            Dated {
                created: facts.and_then(created),
                started: facts.and_then(|facts| facts.date("started")),
                done: facts.and_then(|facts| facts.date("done")),
                item,
            }
        })
        .collect();
    let today = timeline.last_day();
    let past = calendar.iter().copied().filter(|day| Some(*day) <= today);
    let days = past
        .map(|date| SprintDay {
            date,
            items: Some(on(&items, date, Some(date) == today)),
        })
        .collect();
    let mut changes: Vec<SprintChange> = items
        .iter()
        .filter_map(|item| done(item, &calendar))
        .collect();
    changes.sort_by_key(|change| change.date);
    SprintPast {
        days,
        changes,
        start: None,
        landed_today: None,
        is_carried: true,
        calendar,
        ideal_days,
    }
}

/// What was there at the end of a day; at hand, the state counts.
fn on(items: &[Dated], date: Date, at_hand: bool) -> Vec<PastItem> {
    let there = |dated: &&Dated| at_hand || dated.created.is_none_or(|created| created <= date);
    items
        .iter()
        .filter(there)
        .map(|dated| {
            let mut item = dated.item.clone();
            let began = dated.started.is_some_and(|started| started <= date);
            let ended = dated.done.is_some_and(|done| done <= date);
            item.kind = match item.kind {
                kind if at_hand => kind,
                Some(StateKind::Done) if ended => Some(StateKind::Done),
                Some(StateKind::Done | StateKind::Started) if began => Some(StateKind::Started),
                // What it was instead, nobody knows.
                Some(StateKind::Done | StateKind::Started) => Some(StateKind::New),
                kind => kind,
            };
            item
        })
        .collect()
}

/// That an item became Done on a day of the Sprint.
fn done(dated: &Dated, calendar: &[Date]) -> Option<SprintChange> {
    let date = dated.done.filter(|day| calendar.contains(day))?;
    dated.item.is_done().then(|| SprintChange {
        date,
        landed: false,
        id: dated.item.id.clone(),
        title: dated.item.title.clone(),
        what: ChangeInSprint::Done(String::new(), dated.item.status.clone()),
    })
}
