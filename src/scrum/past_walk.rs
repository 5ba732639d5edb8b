//! Items followed from moment to moment: what was held at the end of each day, and what changed in it when.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Config, Event, Facts, ItemKind, ItemRef, Snapshot, Timeline, What};

use super::past_items::{Parents, PastItem};
use super::sprint_change::{SprintChange, change};

/// Which items are followed.
pub(super) trait Followed {
    /// The items that may be among them at a moment.
    fn candidates(&self, snapshot: &Snapshot) -> Vec<ItemRef> {
        snapshot.stories().map(|(item, _)| item).collect()
    }

    /// An item as it is followed; none where it is not.
    fn item(&self, item: ItemRef, facts: &Facts, config: &Config) -> Option<PastItem>;

    /// Whether an event may change which items are followed, and not only the item that it happened to.
    fn hangs_on(&self, _: &Event) -> bool {
        false
    }

    /// Looks anew at what such events change.
    fn look(&mut self, _: &Snapshot) {}

    /// The moment after which changes are told, where one is known.
    fn began(&self, _: &Timeline, _first: Date) -> Option<usize> {
        None
    }
}

/// Days that were gone through.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The days that were over, and today, each with what was held at its end, by [`ItemRef`]; none where that is unknown.
    pub(super) days: Vec<(Date, Option<Vec<Arc<PastItem>>>)>,
    /// What changed since what is followed began, the oldest first.
    pub(super) changes: Vec<SprintChange>,
    /// What was held when it began; none where that is unknown.
    pub(super) start: Option<Vec<Arc<PastItem>>>,
    /// Today as the default branch has it, where the files at hand differ.
    pub(super) landed_today: Option<Vec<Arc<PastItem>>>,
}

impl Walked {
    /// Goes through days in a row, as each day's end was on the default branch.
    pub(super) fn new(
        timeline: &Timeline,
        config: &Config,
        followed: impl Followed,
        calendar: &[Date],
    ) -> Self {
        let mut walked = Self::default();
        let (Some(&first), Some(known), Some(last)) =
            (calendar.first(), timeline.first_day(), timeline.last_day())
        else {
            return walked;
        };
        let mut next = timeline
            .moments
            .partition_point(|moment| moment.day < first);
        let start = match followed.began(timeline, first) {
            Some(moment) if moment >= next => Some(moment),
            Some(_) => None,
            // Before the first moment nothing is known: what is there then was there already.
            None => (next == 0).then_some(0),
        };
        let mut replay = timeline.replay();
        let mut held = match next.checked_sub(1) {
            Some(before) => Held::at(config, followed, replay.to_moment(before)),
            None => Held::at(config, followed, &Snapshot::default()),
        };
        if start.is_none() {
            walked.start = Some(held.items());
        }
        let mut events = timeline.events.as_slice();
        events = &events[events.partition_point(|event| event.moment < next)..];
        for &date in calendar.iter().filter(|day| **day <= last) {
            while let Some(moment) = timeline.moments.get(next).filter(|m| m.day <= date) {
                let own = events.partition_point(|event| event.moment <= next);
                let (now, rest) = events.split_at(own);
                events = rest;
                let at_hand = moment.commit.is_none();
                let before = at_hand.then(|| held.items());
                let mut unsaid = Vec::new();
                let said = if start.is_none_or(|start| next > start) {
                    &mut walked.changes
                } else {
                    &mut unsaid
                };
                held.go_on(replay.to_moment(next), now, said, (moment.day, !at_hand));
                walked.landed_today = before.filter(|before| *before != held.items());
                if start == Some(next) {
                    walked.start = Some(held.items());
                }
                next += 1;
            }
            let items = (date >= known).then(|| held.items());
            walked.days.push((date, items));
        }
        walked
    }
}

/// The items that are followed, as they are at a moment.
#[derive(Debug)]
pub(super) struct Held<'c, F> {
    config: &'c Config,
    followed: F,
    parents: Parents,
    items: BTreeMap<ItemRef, Arc<PastItem>>,
}

impl<'c, F: Followed> Held<'c, F> {
    /// Looks at all items of a moment.
    pub(super) fn at(config: &'c Config, mut followed: F, snapshot: &Snapshot) -> Self {
        followed.look(snapshot);
        let mut held = Self {
            parents: Parents::new(snapshot, config),
            items: BTreeMap::new(),
            config,
            followed,
        };
        let candidates = held.followed.candidates(snapshot).into_iter();
        let found = candidates.filter_map(|item| {
            let found = held.found(item, snapshot)?;
            Some((item, Arc::new(found)))
        });
        held.items = found.collect();
        held
    }

    /// All of them, by [`ItemRef`].
    pub(super) fn items(&self) -> Vec<Arc<PastItem>> {
        self.items.values().cloned().collect()
    }

    fn found(&self, item: ItemRef, snapshot: &Snapshot) -> Option<PastItem> {
        let known = snapshot.known(item)?;
        let counts = known.kind == ItemKind::Story && known.is_there;
        let facts = counts.then_some(&known.facts)?;
        let found = self.followed.item(item, facts, self.config)?;
        (!self.parents.has(facts)).then_some(found)
    }

    /// Takes a moment in: looks at the items of its events, and at all where the epics with children are others, or what
    /// else decides which items are followed.
    fn go_on(
        &mut self,
        snapshot: &Snapshot,
        events: &[Event],
        changes: &mut Vec<SprintChange>,
        when: (Date, bool),
    ) {
        let mut touched: BTreeSet<ItemRef> = events.iter().map(|event| event.item).collect();
        let mut touches_all = events.iter().any(|event| self.followed.hangs_on(event));
        if touches_all {
            self.followed.look(snapshot);
        }
        if events.iter().any(|event| moves_family(event, snapshot)) {
            let parents = Parents::new(snapshot, self.config);
            touches_all |= parents != self.parents;
            self.parents = parents;
        }
        if touches_all {
            touched.extend(self.followed.candidates(snapshot));
        }
        let touched = touched.into_iter();
        let mut now: Vec<(ItemRef, Option<PastItem>)> = touched
            .map(|item| (item, self.found(item, snapshot)))
            .collect();
        // What left comes before what came.
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
fn moves_family(event: &Event, snapshot: &Snapshot) -> bool {
    let known = snapshot.known(event.item);
    let named = || known.is_some_and(|known| known.facts.text("epic").is_some());
    match &event.what {
        What::Set(name, ..) => matches!(*name, "epic" | "id" | "aliases"),
        What::Appeared(_) | What::Deleted | What::Reappeared => named(),
        What::Unreadable | What::Readable => false,
    }
}
