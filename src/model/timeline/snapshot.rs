//! What all items were at a moment.

use super::event::{Event, ItemRef, What};
use super::facts::{Facts, ItemKind};

/// An item as it was at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Whether it is a story, a Sprint or a release.
    pub kind: ItemKind,
    /// What its file said, last time it could be read.
    pub facts: Facts,
    /// Whether its file was there.
    pub is_there: bool,
    /// Whether its file could be read.
    pub is_readable: bool,
}

/// What all items were at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// By [`ItemRef`]; an item that had not appeared yet is none.
    known: Vec<Option<Known>>,
}

impl Snapshot {
    /// Takes an event in.
    pub(super) fn apply(&mut self, event: &Event, kind: ItemKind) {
        if self.known.len() <= event.item {
            self.known.resize(event.item + 1, None);
        }
        let slot = &mut self.known[event.item];
        if let What::Appeared(facts) = &event.what {
            *slot = Some(Known {
                kind,
                facts: facts.clone(),
                is_there: true,
                is_readable: true,
            });
            return;
        }
        let Some(known) = slot else { return };
        match &event.what {
            What::Appeared(_) => {}
            What::Set(name, _, to) => known.facts.set(name, to.clone()),
            What::Deleted => known.is_there = false,
            What::Reappeared => (known.is_there, known.is_readable) = (true, true),
            What::Unreadable => known.is_readable = false,
            What::Readable => known.is_readable = true,
        }
    }

    /// An item that had appeared, whether its file is still there or not.
    #[must_use]
    pub fn known(&self, item: ItemRef) -> Option<&Known> {
        self.known.get(item)?.as_ref()
    }

    /// What an item was; none where its file was not there.
    #[must_use]
    pub fn facts(&self, item: ItemRef) -> Option<&Facts> {
        let known = self.known(item)?;
        known.is_there.then_some(&known.facts)
    }

    /// Every item whose file was there, in the order of their first appearance.
    pub fn items(&self) -> impl Iterator<Item = (ItemRef, ItemKind, &Facts)> {
        self.known.iter().enumerate().filter_map(|(item, known)| {
            let known = known.as_ref().filter(|known| known.is_there)?;
            Some((item, known.kind, &known.facts))
        })
    }

    /// Every story, bug, spike, task and epic whose file was there.
    pub fn stories(&self) -> impl Iterator<Item = (ItemRef, &Facts)> {
        self.of_kind(ItemKind::Story)
    }

    /// Every Sprint whose file was there.
    pub fn sprints(&self) -> impl Iterator<Item = (ItemRef, &Facts)> {
        self.of_kind(ItemKind::Sprint)
    }

    fn of_kind(&self, wanted: ItemKind) -> impl Iterator<Item = (ItemRef, &Facts)> {
        self.items()
            .filter(move |(_, kind, _)| *kind == wanted)
            .map(|(item, _, facts)| (item, facts))
    }
}
