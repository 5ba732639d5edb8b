//! Follows items through what landed, moment by moment, by identity and not by path.

use std::collections::{HashMap, HashSet};

use super::event::{Event, ItemRef, What};
use super::facts::{Facts, ItemKind, Text};
use super::identity::{is_same, names};
use super::snapshot::{Known, Snapshot};
use crate::model::after_id;

/// A file that landed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its path, relative to the backlog directory.
    pub path: String,
    /// What its folder makes it.
    pub kind: ItemKind,
    /// What it says; none where it cannot be read.
    pub facts: Option<Facts>,
}

/// What changed in the files of a backlog at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landing {
    /// Files that went away: their paths.
    pub removed: Vec<String>,
    /// Files that came or changed.
    pub written: Vec<Written>,
}

/// More items of the same name than this are not told apart by it: somebody copied a file ten thousand times.
const NAMESAKES: usize = 64;

/// Puts events together, landing after landing.
#[derive(Debug, Default)]
pub struct Follower {
    items: Vec<ItemKind>,
    events: Vec<Event>,
    state: Snapshot,
    by_path: HashMap<Text, ItemRef>,
    by_name: HashMap<(ItemKind, String), Vec<ItemRef>>,
}

impl Follower {
    /// Returns a follower that goes on after `events`; none where these do not fit `items`.
    #[must_use]
    pub fn resume(items: Vec<ItemKind>, events: Vec<Event>) -> Option<Self> {
        let mut follower = Self {
            items,
            ..Self::default()
        };
        for event in &events {
            let kind = *follower.items.get(event.item)?;
            follower.state.apply(event, kind);
        }
        follower.events = events;
        for item in 0..follower.items.len() {
            let known = follower.state.known(item)?;
            if known.is_there {
                let path = known.facts.shared("path")?.clone();
                follower.by_path.insert(path, item);
            }
            follower.name(item);
        }
        Some(follower)
    }

    /// What each item is, and what happened so far.
    #[must_use]
    pub fn into_parts(self) -> (Vec<ItemKind>, Vec<Event>) {
        (self.items, self.events)
    }

    /// The paths of all files that are there.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Text> {
        self.by_path.keys()
    }

    /// Takes in what landed at a moment, which must not be before the last one.
    pub fn land(&mut self, moment: usize, landing: Landing) {
        // Items that lost their file at this moment, until they are found in another one.
        let mut released: Vec<ItemRef> = Vec::new();
        for path in &landing.removed {
            released.extend(self.by_path.remove(path.as_str()));
        }
        let mut homeless: Vec<(ItemKind, Facts)> = Vec::new();
        for written in landing.written {
            let held = self.by_path.get(written.path.as_str()).copied();
            match (held, written.facts) {
                (None, None) => {}
                (Some(item), None) => self.unreadable(moment, item),
                (None, Some(facts)) => homeless.push((written.kind, facts)),
                (Some(item), Some(facts)) => {
                    if self.is_item(item, written.kind, &facts) {
                        self.update(moment, item, &facts);
                    } else {
                        self.by_path.remove(written.path.as_str());
                        released.push(item);
                        homeless.push((written.kind, facts));
                    }
                }
            }
        }
        released.sort_unstable();
        let mut lost: HashSet<ItemRef> = released.iter().copied().collect();
        for (kind, facts) in homeless {
            let item = self.find(kind, &facts, &lost);
            match item {
                Some(item) => {
                    if !lost.remove(&item) {
                        self.push(moment, item, What::Reappeared);
                    }
                    self.house(&facts, item);
                    self.update(moment, item, &facts);
                }
                None => {
                    let item = self.items.len();
                    self.items.push(kind);
                    self.house(&facts, item);
                    self.push(moment, item, What::Appeared(facts));
                    self.name(item);
                }
            }
        }
        for item in released {
            if lost.contains(&item) {
                self.push(moment, item, What::Deleted);
            }
        }
    }

    /// Whether an item may be what a file says.
    fn is_item(&self, item: ItemRef, kind: ItemKind, facts: &Facts) -> bool {
        self.state
            .known(item)
            .is_some_and(|known| known.kind == kind && is_same(kind, &known.facts, facts))
    }

    /// The item that a file without one holds: one that lost its file right now, of several the one whose file had that name but
    /// for the id; else one that lost it before.
    fn find(&self, kind: ItemKind, facts: &Facts, lost: &HashSet<ItemRef>) -> Option<ItemRef> {
        let (mut now, mut before) = (None, None);
        for name in names(kind, facts) {
            let namesakes = self.by_name.get(&(kind, name));
            for &item in namesakes.into_iter().flatten().rev().take(NAMESAKES) {
                if !self.is_item(item, kind, facts) {
                    continue;
                }
                if lost.contains(&item) {
                    if self.has_words_of(item, facts) {
                        return Some(item);
                    }
                    now = now.or(Some(item));
                }
                let is_gone = self.state.known(item).is_some_and(|known| !known.is_there);
                if is_gone && before.is_none() {
                    before = Some(item);
                }
            }
        }
        now.or(before)
    }

    /// Whether the file of an item was called as one is, but for the id.
    fn has_words_of(&self, item: ItemRef, facts: &Facts) -> bool {
        let words = |facts: &Facts| {
            let path = facts.text("path").unwrap_or_default();
            after_id(path, facts.text("id").unwrap_or_default()).to_owned()
        };
        let known = self.state.known(item);
        known.is_some_and(|known| words(&known.facts) == words(facts))
    }

    fn house(&mut self, facts: &Facts, item: ItemRef) {
        if let Some(path) = facts.shared("path") {
            self.by_path.insert(path.clone(), item);
        }
    }

    /// Remembers the names of an item.
    fn name(&mut self, item: ItemRef) {
        let Some(Known { kind, facts, .. }) = self.state.known(item) else {
            return;
        };
        for name in names(*kind, facts) {
            let namesakes = self.by_name.entry((*kind, name)).or_default();
            if !namesakes.contains(&item) {
                namesakes.push(item);
            }
        }
    }

    fn update(&mut self, moment: usize, item: ItemRef, facts: &Facts) {
        let Some(known) = self.state.known(item) else {
            return;
        };
        let was_readable = known.is_readable;
        let differences = known.facts.differences(facts);
        if !was_readable {
            self.push(moment, item, What::Readable);
        }
        let mut renamed = false;
        for (name, before, after) in differences {
            renamed |= matches!(name, "id" | "aliases" | "sprint" | "release");
            self.push(moment, item, What::Set(name, before, after));
        }
        if renamed {
            self.name(item);
        }
    }

    fn unreadable(&mut self, moment: usize, item: ItemRef) {
        if self
            .state
            .known(item)
            .is_some_and(|known| known.is_readable)
        {
            self.push(moment, item, What::Unreadable);
        }
    }

    fn push(&mut self, moment: usize, item: ItemRef, what: What) {
        let event = Event { moment, item, what };
        self.state.apply(&event, self.items[item]);
        self.events.push(event);
    }
}
