//! A timeline: the moments of a backlog's past, what changed in each, and how much of it is known.

use jiff::civil::Date;

use super::event::{Event, ItemRef, Moment, What};
use super::facts::ItemKind;
use super::replay::Replay;
use super::snapshot::Snapshot;

/// How much of the past is known. What is missing is unknown, never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Completeness {
    /// Everything since the backlog began.
    Full,
    /// Nothing before the first moment: the clone is shallow.
    Shallow,
    /// So many objects of the past are not in this clone, as in a partial one: what they held is missing in between.
    Partial(u64),
    /// Only the files at hand: there is no git, or nothing was committed yet.
    #[default]
    NoGit,
}

/// What each item of a backlog was over time, as it landed on the default branch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Every commit of the line, the oldest first; the last moment may be the files at hand.
    pub moments: Vec<Moment>,
    /// What each item is, in the order of first appearance; an [`ItemRef`] is a place in here.
    pub items: Vec<ItemKind>,
    /// What changed, in the order of moments.
    pub events: Vec<Event>,
    /// How much of the past is known.
    pub completeness: Completeness,
    /// The branch whose line it is, as in `origin/main`; none without git.
    pub branch: Option<String>,
    /// The branch that `po.yaml` names, where there is none of that name and another one was taken.
    pub missing_branch: Option<String>,
}

impl Timeline {
    /// Whether the end of a day is known: before a backlog there is nothing, and before a shallow history nothing is
    /// known.
    #[must_use]
    pub fn is_known(&self, day: Date) -> bool {
        match self.completeness {
            Completeness::Full | Completeness::Partial(_) => true,
            Completeness::Shallow | Completeness::NoGit => {
                self.first_day().is_some_and(|first| first <= day)
            }
        }
    }

    /// The day of the first moment.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.moments.first().map(|moment| moment.day)
    }

    /// The day of the last moment: later days are not known yet.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.moments.last().map(|moment| moment.day)
    }

    /// What all items were at the end of a day; none where that is unknown. For many days in a row, [`Self::replay`]
    /// is quicker.
    #[must_use]
    pub fn state_at_end_of(&self, day: Date) -> Option<Snapshot> {
        let mut replay = self.replay();
        replay.to_end_of(day)?;
        Some(replay.into_snapshot())
    }

    /// What all items are at the last moment.
    #[must_use]
    pub fn last_snapshot(&self) -> Snapshot {
        let mut replay = self.replay();
        replay.to_end();
        replay.into_snapshot()
    }

    /// A way through the days, from the beginning on.
    #[must_use]
    pub fn replay(&self) -> Replay<'_> {
        Replay::new(self)
    }

    /// What happened to an item, the oldest first.
    pub fn life(&self, item: ItemRef) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.item == item)
    }

    /// What the files at hand say and the default branch does not, yet.
    #[must_use]
    pub fn not_landed(&self) -> &[Event] {
        let at_hand = |event: &Event| self.moments[event.moment].commit.is_none();
        let from = self.events.partition_point(|event| !at_hand(event));
        &self.events[from..]
    }

    /// The day on which an item appeared; none where it was there at the first moment of a history that is not whole.
    #[must_use]
    pub fn appeared(&self, item: ItemRef) -> Option<Date> {
        let event = self.life(item).next()?;
        let whole = matches!(
            self.completeness,
            Completeness::Full | Completeness::Partial(_)
        );
        let is_birth = matches!(event.what, What::Appeared(_)) && (whole || event.moment > 0);
        is_birth.then(|| self.moments[event.moment].day)
    }

    /// The items whose file is at `path` (relative to the backlog directory) in a state, which is at most one.
    #[must_use]
    pub fn item_at(state: &Snapshot, path: &str) -> Option<ItemRef> {
        let mut items = state.items();
        items
            .find(|(_, _, facts)| facts.path() == path)
            .map(|(item, _, _)| item)
    }
}
