//! The items of a moment of the past that count: no declined ones, no epics that are there in their children.

use std::collections::HashSet;

use crate::model::{
    Config, Facts, Hundredths, IdPattern, ItemRef, Snapshot, StateKind, StoryId, sprint_key,
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Points; an item without an estimate has none.
    #[default]
    Points,
    /// Items, each as one.
    Items,
}

impl Unit {
    /// `points` or `items`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Items => "items",
        }
    }

    /// What an item of that size comes to.
    #[must_use]
    pub fn of(self, points: Option<Hundredths>) -> Hundredths {
        match self {
            Self::Points => points.unwrap_or_default(),
            Self::Items => Hundredths::whole(1),
        }
    }
}

/// An item as it was at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastItem {
    /// Which item of the timeline.
    pub item: ItemRef,
    /// Its id then.
    pub id: String,
    /// What it was called then.
    pub title: String,
    /// Its size then.
    pub points: Option<Hundredths>,
    /// Its state, as the team calls it.
    pub status: String,
    /// What that state means; none where nobody knows any more.
    pub kind: Option<StateKind>,
    /// Whether its Sprint's close sent it back: what happens to it then is no work of that Sprint.
    pub is_returned: bool,
}

impl PastItem {
    /// Whether it was Done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.kind == Some(StateKind::Done)
    }

    /// Whether its state is of one of some kinds. One that nobody knows is none of them; it is only there, and not known
    /// to be Done, so it counts where all open kinds do.
    #[must_use]
    pub fn is_of(&self, kinds: &[StateKind]) -> bool {
        let open = [StateKind::New, StateKind::Ready, StateKind::Started];
        match self.kind {
            Some(kind) => kinds.contains(&kind),
            None => open.iter().all(|kind| kinds.contains(kind)),
        }
    }

    /// The item that facts tell of; none where it was declined.
    pub(super) fn new(item: ItemRef, facts: &Facts, config: &Config) -> Option<Self> {
        let kind = config.kind_then(facts.status());
        (kind != Some(StateKind::Declined)).then(|| Self {
            item,
            id: facts.text("id").unwrap_or_default().to_owned(),
            title: facts.title().to_owned(),
            points: facts.points(),
            status: facts.status().to_owned(),
            kind,
            is_returned: false,
        })
    }

    /// It as one that its Sprint's close sent back: what is not Done then was not Done in that Sprint.
    pub(super) fn returned(mut self) -> Self {
        self.is_returned = true;
        if self.is_done() {
            self.kind = Some(StateKind::Started);
        }
        self
    }
}

/// The Sprint that facts of an item name, as [`sprint_key`] spells it.
pub(super) fn sprint_of(facts: &Facts) -> Option<String> {
    let name = facts.text("sprint")?.trim();
    (!name.is_empty()).then(|| sprint_key(name))
}

/// The epics that are there in their children at a moment.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parents {
    ids: HashSet<StoryId>,
    names: HashSet<String>,
}

impl Parents {
    pub(super) fn new(snapshot: &Snapshot, config: &Config) -> Self {
        let own = |facts: &Facts, epic: &str| {
            facts
                .text("id")
                .is_some_and(|id| id.eq_ignore_ascii_case(epic.trim()))
        };
        let texts: HashSet<&str> = snapshot
            .stories()
            .filter_map(|(_, facts)| facts.text("epic").filter(|epic| !own(facts, epic)))
            .collect();
        let (mut ids, mut names) = (HashSet::new(), HashSet::new());
        for text in texts {
            let pattern = IdPattern::new(text, &config.prefixes);
            names.extend(pattern.names());
            ids.extend(pattern.candidates);
        }
        Self { ids, names }
    }

    /// Whether an item has children.
    pub(super) fn has(&self, facts: &Facts) -> bool {
        facts.id().is_some_and(|id| self.ids.contains(&id))
            || facts
                .list("aliases")
                .any(|alias| self.names.contains(&alias.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::{PastItem, Unit};
    use crate::model::{Config, Facts, Hundredths, Story};

    #[test]
    fn declined_items_count_nowhere() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.points = Some(Hundredths::whole(5));
        let config = Config::default();
        let item = |story: &Story| PastItem::new(0, &Facts::of_story(story, &[]), &config);
        assert_eq!(item(&story).unwrap().points, story.points);
        story.status = "declined".to_owned();
        assert_eq!(item(&story), None);
        assert_eq!(Unit::Items.of(None), Hundredths::whole(1));
        assert_eq!(Unit::Points.of(None), Hundredths::ZERO);
    }
}
