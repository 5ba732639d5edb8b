//! What changed in a Sprint after its start, from the timeline; what the history does not tell is said to be unknown.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    Backlog, Completeness, CriterionChange, Event, Facts, ItemKind, ItemRef, Sprint, StateKind,
    Timeline, What, criteria_changes,
};
use crate::report::event_words::{criterion, event_words};

/// One change.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// When it landed on the default branch, or today.
    pub date: Date,
    /// The item; null for the Sprint itself.
    pub id: Option<String>,
    /// What it was called then.
    pub title: Option<String>,
    /// `added`, `removed`, `points`, `criteria`, `title`, `declined`, `goal` or `days`.
    pub kind: &'static str,
    /// What happened, in words.
    pub words: String,
    /// Whether it is on the default branch.
    pub landed: bool,
}

/// What changed after the start, as far as that is known.
#[derive(Debug, Default, Serialize)]
pub struct Changes {
    /// Oldest first.
    pub changes: Vec<ChangeView>,
    /// What is not known, in words; null where all is.
    pub unknown: Option<String>,
}

/// Returns what changed in a Sprint from its start to its close.
pub(super) fn changes(backlog: &Backlog, sprint: &Sprint, timeline: &Timeline) -> Changes {
    let unknown = |words: &str| Changes {
        changes: Vec::new(),
        unknown: Some(words.to_owned()),
    };
    if timeline.completeness == Completeness::NoGit {
        return unknown("there are no commits to read it from");
    }
    let Some(own) = item_of(timeline, sprint) else {
        return unknown("the Sprint's file is not in the history");
    };
    let first = |fact: &str| timeline.life(own).find(|event| sets(event, fact));
    let Some(start) = first("started").map(|event| event.moment) else {
        return unknown("the history does not tell when the Sprint started");
    };
    let end = first("closed").map(|event| event.moment);
    let last = end.unwrap_or(timeline.moments.len().saturating_sub(1));
    if timeline.moments[start].commit.is_none() {
        return unknown("the start of the Sprint is not committed yet");
    }
    let day = timeline.moments[start].day;
    let cut = (start == 0 && timeline.completeness == Completeness::Shallow)
        .then(|| format!("nothing is known before {day}: this clone is shallow"));
    if end == Some(start) {
        let words = cut.as_deref();
        return unknown(words.unwrap_or("its start came into the history with its close"));
    }
    let mut found = Changes {
        changes: Vec::new(),
        unknown: match timeline.completeness {
            Completeness::Shallow => cut,
            Completeness::Partial(_) => Some("parts of the past are missing in this clone".into()),
            _ => None,
        },
    };
    let walk = Walk {
        backlog,
        sprint,
        timeline,
        own,
        end,
    };
    walk.collect(start, last, &mut found.changes);
    found
}

/// The item of a timeline that is a Sprint's file now.
fn item_of(timeline: &Timeline, sprint: &Sprint) -> Option<ItemRef> {
    let item = Timeline::item_at(&timeline.last_snapshot(), &sprint.path)?;
    (timeline.items.get(item) == Some(&ItemKind::Sprint)).then_some(item)
}

/// Whether an event gives a fact a value that it did not have.
fn sets(event: &Event, fact: &str) -> bool {
    match &event.what {
        What::Appeared(facts) => facts.text(fact).is_some(),
        What::Set(name, None, Some(_)) => *name == fact,
        _ => false,
    }
}

/// A way through a Sprint's days.
struct Walk<'w> {
    backlog: &'w Backlog,
    sprint: &'w Sprint,
    timeline: &'w Timeline,
    own: ItemRef,
    /// The moment of the close.
    end: Option<usize>,
}

impl Walk<'_> {
    fn is_in(&self, facts: &Facts) -> bool {
        let named = facts.text("sprint");
        named.is_some_and(|name| self.sprint.is_named(name))
            && self.backlog.config.kind_then(facts.status()) != Some(StateKind::Declined)
    }

    fn collect(&self, start: usize, last: usize, found: &mut Vec<ChangeView>) {
        let mut replay = self.timeline.replay();
        let mut members: HashSet<ItemRef> = replay
            .to_moment(start)
            .stories()
            .filter(|(_, facts)| self.is_in(facts))
            .map(|(item, _)| item)
            .collect();
        let events = &self.timeline.events;
        let from = events.partition_point(|event| event.moment <= start);
        let to = events.partition_point(|event| event.moment <= last);
        let mut by_moment: BTreeMap<usize, BTreeMap<ItemRef, Vec<&Event>>> = BTreeMap::new();
        for event in &events[from..to] {
            let items = by_moment.entry(event.moment).or_default();
            items.entry(event.item).or_default().push(event);
        }
        for (moment, items) in by_moment {
            let state = replay.to_moment(moment);
            for (item, events) in items {
                if item == self.own {
                    found.extend(self.of_sprint(moment, &events));
                    continue;
                }
                if self.timeline.items[item] != ItemKind::Story {
                    continue;
                }
                let Some(known) = state.known(item) else {
                    continue;
                };
                let was = members.contains(&item);
                let is = known.is_there && self.is_in(&known.facts);
                match is {
                    true => members.insert(item),
                    false => members.remove(&item),
                };
                let told = match (was, is) {
                    (false, true) => vec![("added", added(&known.facts))],
                    (true, true) => within(&events),
                    // The close itself sends home what is not Done.
                    (true, false) if self.end == Some(moment) => Vec::new(),
                    (true, false) => vec![self.left(&known.facts, known.is_there)],
                    (false, false) => Vec::new(),
                };
                let view = |(kind, words)| ChangeView {
                    id: known.facts.text("id").map(str::to_owned),
                    title: Some(known.facts.title().to_owned()),
                    ..self.view(moment, kind, words)
                };
                found.extend(told.into_iter().map(view));
            }
        }
    }

    fn view(&self, moment: usize, kind: &'static str, words: String) -> ChangeView {
        let moment = &self.timeline.moments[moment];
        ChangeView {
            date: moment.day,
            id: None,
            title: None,
            kind,
            words,
            landed: moment.commit.is_some(),
        }
    }

    /// How an item left the Sprint.
    fn left(&self, facts: &Facts, is_there: bool) -> (&'static str, String) {
        if !is_there {
            return ("removed", "its file was deleted".to_owned());
        }
        if self.backlog.config.kind_then(facts.status()) == Some(StateKind::Declined) {
            return ("declined", "declined".to_owned());
        }
        let points = facts.points();
        let points = points.map_or_else(String::new, |points| format!(", −{points}"));
        let to = match facts.text("sprint") {
            Some(sprint) => format!("moved to Sprint {sprint}"),
            None => "taken out".to_owned(),
        };
        ("removed", format!("{to}{points}"))
    }

    fn of_sprint(&self, moment: usize, events: &[&Event]) -> Vec<ChangeView> {
        let mut found = Vec::new();
        for event in events {
            let kind = match &event.what {
                What::Set("goal", ..) => "goal",
                What::Set("from" | "to", ..) => "days",
                _ => continue,
            };
            let words = event_words(&event.what, false).join("; ");
            found.push(self.view(moment, kind, format!("Sprint: {words}")));
        }
        found
    }
}

fn added(facts: &Facts) -> String {
    match facts.points() {
        Some(points) => format!("added, +{points}"),
        None => "added, without an estimate".to_owned(),
    }
}

/// What happened to an item that was and stays in the Sprint; ticks are progress, no change.
fn within(events: &[&Event]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for event in events {
        match &event.what {
            What::Set("criteria", from, to) => {
                let (from, to) = (from.as_deref(), to.as_deref());
                let changes = criteria_changes(from.unwrap_or_default(), to.unwrap_or_default());
                let is_change = |change: &&CriterionChange| {
                    !matches!(
                        change,
                        CriterionChange::Ticked(..) | CriterionChange::Unticked(..)
                    )
                };
                let changes = changes.iter().filter(is_change);
                found.extend(changes.map(|change| ("criteria", criterion(change))));
            }
            What::Set(kind @ ("points" | "title"), ..) => {
                let words = event_words(&event.what, false);
                found.extend(words.into_iter().map(|words| (*kind, words)));
            }
            _ => {}
        }
    }
    found
}
