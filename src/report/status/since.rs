//! What is different since the end of the working day before yesterday's work began.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Facts, Snapshot, StateKind, Story, Timeline, sprint_key};
use crate::report::Positions;
use crate::scrum::working_day_before;

/// An item and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What became of it: `done`, `moved 9 → 7`; several things parted by commas.
    pub what: String,
}

/// What is different since yesterday.
#[derive(Debug, Clone, Serialize)]
pub struct Since {
    /// The last working day before today: what happened on it and later counts.
    pub day: Date,
    /// The items that are different, the weightiest first.
    pub items: Vec<ChangedItem>,
}

/// How much a change weighs on the screen: the least first.
type Weight = u8;

impl Since {
    /// Returns what the backlog at hand says otherwise than the default branch did before the last working day; nothing
    /// where the past is not known that far.
    pub(super) fn new(backlog: &Backlog, today: Date, past: &Timeline) -> Option<Self> {
        let day = working_day_before(today);
        let before = past.state_at_end_of(day.saturating_sub(1.day()))?;
        Some(Self {
            day,
            items: differences(backlog, day, &before),
        })
    }
}

fn differences(backlog: &Backlog, day: Date, before: &Snapshot) -> Vec<ChangedItem> {
    let old: HashMap<&str, &Facts> = before
        .stories()
        .filter_map(|(_, facts)| Some((facts.text("id")?, facts)))
        .collect();
    let find = |story: &Story| {
        let id = story.id.to_string();
        let by_alias = || {
            story
                .aliases
                .iter()
                .find_map(|alias| old.get(alias.as_str()))
        };
        old.get(id.as_str()).or_else(by_alias).copied()
    };
    let pairs: Vec<(&Story, Option<&Facts>)> = backlog
        .stories()
        .iter()
        .map(|story| (story, find(story)))
        .collect();
    let is_moved = |story: &Story, facts: &Facts| {
        facts.text("rank").map(str::to_owned) != story.rank.as_ref().map(ToString::to_string)
    };
    let any_moved = pairs
        .iter()
        .any(|(story, facts)| facts.is_some_and(|facts| is_moved(story, facts)));
    let then = any_moved.then(|| order_then(backlog, before));
    let places_then = then.as_ref().map(Positions::of);
    let places_now = any_moved.then(|| Positions::of(backlog));
    let place_then: HashMap<&str, usize> = then
        .iter()
        .flat_map(|then| then.stories())
        .filter_map(|story| {
            let place = places_then.as_ref()?.of_story(story)?;
            Some((old.get_key_value(story.id.to_string().as_str())?.0, place))
        })
        .map(|(id, place)| (*id, place))
        .collect();
    let mut found: Vec<(Weight, ChangedItem)> = Vec::new();
    let mut still: HashSet<&str> = HashSet::new();
    for (story, facts) in &pairs {
        let mut what = Vec::new();
        match facts {
            None => what.extend(added(backlog, story, day)),
            Some(facts) => {
                still.extend(facts.text("id"));
                what.extend(changes(backlog, story, facts, day));
                let places = (
                    facts.text("id").and_then(|id| place_then.get(id)).copied(),
                    places_now
                        .as_ref()
                        .and_then(|places| places.of_story(story)),
                );
                if let (Some(from), Some(to)) = places
                    && from != to
                    && is_moved(story, facts)
                {
                    what.push((9, format!("moved {from} → {to}")));
                }
            }
        }
        let Some(weight) = what.iter().map(|(weight, _)| *weight).min() else {
            continue;
        };
        let words: Vec<String> = what.into_iter().map(|(_, words)| words).collect();
        found.push((
            weight,
            ChangedItem {
                id: story.id.to_string(),
                title: story.title.clone(),
                what: words.join(", "),
            },
        ));
    }
    // A file that cannot be read is not gone.
    still.extend(
        old.iter()
            .filter(|(_, facts)| {
                backlog
                    .unreadable
                    .iter()
                    .any(|file| file.path == facts.path())
            })
            .map(|(id, _)| *id),
    );
    let mut gone: Vec<(&str, &Facts)> = old
        .iter()
        .filter(|(id, _)| !still.contains(**id))
        .map(|(id, facts)| (*id, *facts))
        .collect();
    gone.sort_unstable_by_key(|(id, _)| *id);
    found.extend(gone.into_iter().map(|(id, facts)| {
        let item = ChangedItem {
            id: id.to_owned(),
            title: facts.title().to_owned(),
            what: "deleted".to_owned(),
        };
        (10, item)
    }));
    found.sort_by_key(|(weight, _)| *weight);
    found.into_iter().map(|(_, item)| item).collect()
}

/// An item that was not there: it is new, or its file says that it was added earlier, elsewhere.
fn added(backlog: &Backlog, story: &Story, day: Date) -> Option<(Weight, String)> {
    let zone = &backlog.config.time_zone;
    let created = story.created.map(|at| at.to_zoned(zone.clone()).date());
    let is_new = created.is_none_or(|created| created >= day);
    is_new.then(|| (6, "added".to_owned()))
}

fn changes(backlog: &Backlog, story: &Story, facts: &Facts, day: Date) -> Vec<(Weight, String)> {
    let mut found = Vec::new();
    let to = backlog.kind(story);
    let from = backlog.config.kind_then(facts.status());
    if let Some(from) = from.filter(|from| *from != to) {
        let words = match to {
            // Done earlier, on a branch that has not landed.
            StateKind::Done if story.done.is_some_and(|done| done < day) => None,
            StateKind::Done => Some((0, "done")),
            StateKind::Declined => Some((1, "declined")),
            _ if from == StateKind::Done => Some((2, "not done after all")),
            StateKind::Started => Some((4, "started")),
            StateKind::Ready => Some((5, "ready")),
            StateKind::New => Some((5, "new again")),
        };
        found.extend(words.map(|(weight, words)| (weight, words.to_owned())));
    }
    if !backlog.is_open(story) {
        return found;
    }
    let (was, is) = (facts.text("blocked"), super::needs::reason(story));
    match (was, is) {
        (None, Some(_)) => found.push((3, "blocked".to_owned())),
        (Some(_), None) => found.push((7, "no longer blocked".to_owned())),
        _ => {}
    }
    let own = story.sprint.as_deref().filter(|own| !own.trim().is_empty());
    match (facts.text("sprint"), own) {
        (Some(was), Some(is)) if sprint_key(was) == sprint_key(is) => {}
        (_, Some(is)) => found.push((7, format!("into Sprint {is}"))),
        (Some(was), None) => found.push((7, format!("out of Sprint {was}"))),
        (None, None) => {}
    }
    match (facts.points(), story.points) {
        (was, is) if was == is => {}
        (Some(was), Some(is)) => found.push((8, format!("{was} → {}", is.points()))),
        (None, Some(is)) => found.push((8, is.points())),
        (_, None) => found.push((8, "no estimate any more".to_owned())),
    }
    found
}

/// The backlog as it was, as far as its order goes.
fn order_then(backlog: &Backlog, before: &Snapshot) -> Backlog {
    let story = |facts: &Facts| {
        let mut story = Story::new(facts.id()?, facts.path());
        story.rank = facts.text("rank").and_then(|rank| rank.parse().ok());
        facts.status().clone_into(&mut story.status);
        story.epic = facts.text("epic").map(str::to_owned);
        Some(story)
    };
    let stories = before
        .stories()
        .filter_map(|(_, facts)| story(facts))
        .collect();
    Backlog::new(backlog.config.clone(), stories, Vec::new())
}
