//! Moving items in the order of the backlog.

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{Backlog, RankKey, Story, StoryId, nearest};

use super::destination::{Destination, MoveError};
use super::moves::{Moved, Moves, Neighbour, NewRank};
use super::rank_keys::{Gap, Random};

/// Puts items next to each other, in the order given, at a place of the order of the whole backlog.
///
/// Each moved item gets a new rank; others only where their keys are equal and leave no room, and then as few as can be.
/// Ids named twice count once. A move after which all positions are as before writes nothing.
///
/// # Errors
/// [`MoveError`] when an item or the anchor has no position, or the place does not exist.
pub fn move_stories(
    backlog: &Backlog,
    ids: &[StoryId],
    to: &Destination,
    random: Random<'_>,
) -> Result<Moves, MoveError> {
    let order = Order::new(backlog);
    let mut moved = Vec::with_capacity(ids.len());
    let mut seen = HashSet::new();
    for id in ids {
        let index = order.locate(id)?;
        if seen.insert(index) {
            moved.push(index);
        }
    }
    if moved.is_empty() {
        return Err(MoveError::Nothing);
    }
    let rest = Rest::new(&order, &seen);
    let slot = rest.slot(&order, to, &moved)?;

    let before = rest.positioned_before(slot);
    let mut positions: Vec<usize> = rest.positioned.clone();
    positions.splice(before..before, moved.iter().copied());
    let mut moves = Moves {
        moved: told(&order, &positions, &moved, before),
        ranks: Vec::new(),
    };
    if positions == order.positioned {
        return Ok(moves);
    }
    let fit = fit(&rest.keys, slot);
    let (first, last) = (
        &rest.indices[fit.rekeyed.start..slot],
        &rest.indices[slot..fit.rekeyed.end],
    );
    let keys = fit.gap.keys(fit.rekeyed.len() + moved.len(), random);
    let changed = first.iter().chain(&moved).chain(last);
    let mut ranks: Vec<(usize, NewRank)> = changed
        .zip(keys)
        .map(|(&index, rank)| {
            let story = &order.stories[index];
            let (path, id) = (story.path.clone(), story.id.clone());
            (index, NewRank { path, id, rank })
        })
        .collect();
    ranks.sort_by_key(|(index, _)| !seen.contains(index));
    moves.ranks = ranks.into_iter().map(|(_, rank)| rank).collect();
    Ok(moves)
}

/// The order as it stands.
struct Order<'a> {
    backlog: &'a Backlog,
    /// Every item, in the total order.
    stories: &'a [Story],
    /// Those that have a position, as places in `stories`.
    positioned: Vec<usize>,
}

impl<'a> Order<'a> {
    fn new(backlog: &'a Backlog) -> Self {
        let stories = backlog.stories();
        let positioned = (0..stories.len())
            .filter(|&at| backlog.is_open(&stories[at]) && !backlog.has_children(&stories[at]))
            .collect();
        Self {
            backlog,
            stories,
            positioned,
        }
    }

    /// Where in the total order the item of that id stands, if it has a position.
    fn locate(&self, id: &StoryId) -> Result<usize, MoveError> {
        let mut found = self.backlog.with_id(id);
        let Some(story) = found.next() else {
            let known: Vec<String> = self.stories.iter().map(|s| s.id.to_string()).collect();
            let nearest = nearest(&id.to_string(), known.iter().map(String::as_str))
                .and_then(|text| text.parse().ok());
            let id = id.clone();
            return Err(MoveError::Unknown { id, nearest });
        };
        if let Some(other) = found.next() {
            return Err(MoveError::Twice {
                id: id.clone(),
                first: story.path.clone(),
                second: other.path.clone(),
            });
        }
        if self.backlog.has_children(story) {
            return Err(MoveError::HasChildren {
                id: id.clone(),
                children: self.backlog.children(story).map(|s| s.id.clone()).collect(),
            });
        }
        if !self.backlog.is_open(story) {
            return Err(MoveError::NotOpen {
                id: id.clone(),
                state: story.status.clone(),
            });
        }
        let key = story.rank_key();
        let at = self.stories.partition_point(|other| other.rank_key() < key);
        Ok(at)
    }
}

/// The order without the moved items.
struct Rest {
    /// Every item, as places in the whole order.
    indices: Vec<usize>,
    /// Their keys.
    keys: Vec<RankKey>,
    /// Those that have a position.
    positioned: Vec<usize>,
}

impl Rest {
    fn new(order: &Order<'_>, moved: &HashSet<usize>) -> Self {
        let indices: Vec<usize> = (0..order.stories.len())
            .filter(|index| !moved.contains(index))
            .collect();
        let stays = |index: &usize| !moved.contains(index);
        Self {
            keys: indices
                .iter()
                .map(|&index| order.stories[index].rank_key())
                .collect(),
            positioned: order.positioned.iter().copied().filter(stays).collect(),
            indices,
        }
    }

    /// Where among all items the moved ones go: before the item at that place.
    fn slot(
        &self,
        order: &Order<'_>,
        to: &Destination,
        moved: &[usize],
    ) -> Result<usize, MoveError> {
        let anchor = |id: &StoryId| {
            let index = order.locate(id)?;
            if moved.contains(&index) {
                return Err(MoveError::ToItself(id.clone()));
            }
            Ok(self.place(index))
        };
        let last = self.positioned.len() + 1;
        Ok(match to {
            Destination::Before(id) => anchor(id)?,
            Destination::After(id) => anchor(id)? + 1,
            Destination::Position(asked) if *asked == 0 || *asked > last => {
                return Err(MoveError::NoPosition {
                    asked: *asked,
                    last,
                });
            }
            Destination::Top | Destination::Position(1) => self.top(),
            Destination::Position(asked) if *asked < last => self.place(self.positioned[asked - 1]),
            Destination::Bottom | Destination::Position(_) => self.bottom(),
        })
    }

    fn place(&self, index: usize) -> usize {
        self.indices.partition_point(|&other| other < index)
    }

    /// Before the first position, and before all done items too: there the list can grow and keys stay short.
    fn top(&self) -> usize {
        if gap_at(&self.keys, 0).is_some() {
            return 0;
        }
        self.positioned
            .first()
            .map_or(0, |&first| self.place(first))
    }

    /// After the last position, and after done items that follow it until the list can grow without end.
    /// Unranked items that are added later still come after it.
    fn bottom(&self) -> usize {
        let first = self.positioned.last().map_or_else(
            || usize::from(!self.keys.is_empty()),
            |&last| self.place(last) + 1,
        );
        (first..=self.keys.len())
            .find(|&slot| gap_at(&self.keys, slot).is_some_and(|gap| gap.is_open()))
            .unwrap_or(first)
    }

    /// How many positions lie before a slot.
    fn positioned_before(&self, slot: usize) -> usize {
        let bound = self.indices.get(slot).copied().unwrap_or(usize::MAX);
        self.positioned.partition_point(|&index| index < bound)
    }
}

fn told(order: &Order<'_>, positions: &[usize], moved: &[usize], before: usize) -> Vec<Moved> {
    let id = |index: usize| order.stories[index].id.clone();
    moved
        .iter()
        .enumerate()
        .map(|(nth, &index)| {
            let at = before + nth;
            let neighbour = match (positions.get(at + 1), at.checked_sub(1)) {
                (Some(&next), _) => Neighbour::Before(id(next)),
                (None, Some(previous)) => Neighbour::After(id(positions[previous])),
                (None, None) => Neighbour::Alone,
            };
            Moved {
                id: id(index),
                path: order.stories[index].path.clone(),
                from: 1 + order.positioned.partition_point(|&other| other < index),
                to: 1 + at,
                neighbour,
            }
        })
        .collect()
}

/// A gap that takes new keys, and the neighbours of the slot that must get new ones with them.
struct Fit {
    gap: Gap,
    rekeyed: Range<usize>,
}

fn gap_at(keys: &[RankKey], slot: usize) -> Option<Gap> {
    let low = slot.checked_sub(1).map(|low| keys[low].key());
    Gap::between(low, keys.get(slot).map(RankKey::key))
}

/// The gap at a slot; where its neighbours have equal keys, the one that opens when the shorter side of equal keys goes.
fn fit(keys: &[RankKey], slot: usize) -> Fit {
    let low = |from: usize| from.checked_sub(1).map(|low| keys[low].key());
    let high = keys.get(slot).map(RankKey::key);
    let upwards = (slot..=keys.len())
        .find_map(|end| {
            let gap = Gap::between(low(slot), keys.get(end).map(RankKey::key))?;
            let rekeyed = slot..end;
            Some(Fit { gap, rekeyed })
        })
        .expect("after the last key there is always room");
    // Equal keys on the other side are worth a look only when there are fewer of them.
    let fewer = slot.min(upwards.rekeyed.len().saturating_sub(1));
    (slot - fewer..slot)
        .rev()
        .find_map(|start| {
            let gap = Gap::between(low(start), high)?;
            let rekeyed = start..slot;
            Some(Fit { gap, rekeyed })
        })
        .unwrap_or(upwards)
}
