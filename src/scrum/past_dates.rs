//! Days put together from the dates in the files at hand, where there is no history.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::model::{Config, Facts, StateKind, Timeline};

use super::past_items::PastItem;
use super::past_walk::Walked;
use super::sprint_change::{ChangeInSprint, SprintChange};

/// The day on which a file says that its item was created.
pub(super) fn created_on(facts: &Facts, config: &Config) -> Option<Date> {
    let time: Timestamp = facts.text("created")?.parse().ok()?;
    Some(time.to_zoned(config.time_zone.clone()).date())
}

/// An item at hand and the days that its file names.
#[derive(Debug)]
pub(super) struct Dated {
    item: Arc<PastItem>,
    created: Option<Date>,
    started: Option<Date>,
    done: Option<Date>,
}

impl Dated {
    /// An item with the facts that it was taken from.
    pub(super) fn new(item: Arc<PastItem>, facts: &Facts, config: &Config) -> Self {
        Self {
            item,
            created: created_on(facts, config),
            started: facts.date("started"),
            done: facts.date("done"),
        }
    }

    /// It at the end of a day: there from the day of `created` on, started from `started` and Done from `done` on. At
    /// hand, the state counts.
    fn on(&self, date: Date, at_hand: bool) -> Option<Arc<PastItem>> {
        let by = |day: Option<Date>| day.is_some_and(|day| day <= date);
        if !at_hand && self.created.is_some_and(|created| created > date) {
            return None;
        }
        let kind = self.item.kind;
        let then = match kind {
            _ if at_hand => kind,
            Some(StateKind::Done) if by(self.done) => kind,
            Some(StateKind::Done | StateKind::Started) if by(self.started) => {
                Some(StateKind::Started)
            }
            // What it was instead, nobody knows.
            Some(StateKind::Done | StateKind::Started) => Some(StateKind::New),
            kind => kind,
        };
        if then == kind {
            return Some(Arc::clone(&self.item));
        }
        let mut item = PastItem::clone(&self.item);
        item.kind = then;
        Some(Arc::new(item))
    }

    /// That it was created.
    pub(super) fn added(&self) -> Option<SprintChange> {
        let points = self.item.points;
        Some(self.change(self.created?, ChangeInSprint::Added(points)))
    }

    /// That it became Done.
    pub(super) fn became_done(&self) -> Option<SprintChange> {
        let done = self.done.filter(|_| self.item.is_done())?;
        let status = self.item.status.clone();
        Some(self.change(done, ChangeInSprint::Done(String::new(), status)))
    }

    fn change(&self, date: Date, what: ChangeInSprint) -> SprintChange {
        SprintChange {
            date,
            landed: false,
            id: self.item.id.clone(),
            title: self.item.title.clone(),
            what,
        }
    }
}

impl Walked {
    /// Goes through days of items as the files at hand tell them. `told` are the changes that their dates speak of; those
    /// of other days are left out.
    pub(super) fn of_dates(
        timeline: &Timeline,
        items: &[Dated],
        calendar: &[Date],
        told: impl Iterator<Item = SprintChange>,
    ) -> Self {
        let today = timeline.last_day();
        let days = calendar.iter().filter(|day| Some(**day) <= today);
        let held = |date: Date| {
            let items = items.iter();
            let then = items.filter_map(|item| item.on(date, Some(date) == today));
            (date, Some(then.collect()))
        };
        let mut changes: Vec<SprintChange> = told
            .filter(|change| calendar.contains(&change.date))
            .collect();
        changes.sort_by_key(|change| change.date);
        Self {
            days: days.copied().map(held).collect(),
            changes,
            ..Self::default()
        }
    }
}
